"""Rows side by side, as wide as they are told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from kquant.ui.features.palette.swatch_row import RowView

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot) -> RowView:
    view = RowView()
    qtbot.addWidget(view)
    view.setFrameShape(QListView.Shape.NoFrame)
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    view.setModel(QStringListModel(["a", "b", "c", "d"], view))
    view.resize(100, 50)
    view.set_widths([10, 40, 30, 120])
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_rows_are_where_they_were_put(view: RowView) -> None:
    index = view.model().index(1, 0)
    assert (view.visualRect(index).left(), view.visualRect(index).width()) == (10, 40)
    places = [(0, 0), (9, 0), (10, 1), (49, 1), (50, 2), (80, 3), (199, 3), (200, None)]
    assert [view.row_at(QPoint(x, 5)) for x, _ in places] == [row for _, row in places]
    assert view.row_at(QPoint(5, 99)) is None
    assert view.indexAt(QPoint(60, 5)).data() == "c"


def test_the_mouse_and_shift_select_what_lies_between(view: RowView, qtbot: QtBot) -> None:
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), left, pos=QPoint(60, 5))
    assert view.selected_rows == [2]
    qtbot.mouseClick(view.viewport(), left, SHIFT, pos=QPoint(3, 5))
    assert view.selected_rows == [0, 1, 2]


def test_keys_move_select_and_bring_into_view(view: RowView, qtbot: QtBot) -> None:
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert (view.current_row, view.selected_rows) == (0, [0])
    qtbot.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.selected_rows == [0, 1]
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert (view.current_row, view.horizontalScrollBar().value()) == (3, 80)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current_row == 3
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.horizontalScrollBar().value() == 0


def test_fewer_rows_leave_nothing_to_scroll(view: RowView) -> None:
    assert view.horizontalScrollBar().maximum() == 100
    view.set_widths([20, 30])
    assert view.horizontalScrollBar().maximum() == 0
    assert view.row_at(QPoint(60, 5)) is None
