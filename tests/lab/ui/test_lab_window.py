"""The window as a whole: menus, files, entry points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kquant.lab.ui.actions import LAB_TABLE
from kquant.lab.ui.items import LINKED
from kquant.lab.ui.menus import LAB_MENUS, LAB_TOOLBAR
from kquant.lab.ui.table_dialog import TableDialog
from kquant.lab.ui.tools import LabTool
from kquant.lab.ui.window import LabWindow
from kquant.resources import resources_folder
from kquant.ui.kit.actions.menus import SEPARATOR, Tree
from tests.lab.ui.hands import settle
from tests.ui.parts import find


def leaves(entries: tuple[str | Tree, ...]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Tree):
            yield from leaves(entry.entries)
        elif entry != SEPARATOR:
            yield entry


def test_the_table_of_actions() -> None:
    names = [spec.name for spec in LAB_TABLE]
    keys = Counter(QKeySequence(key).toString() for spec in LAB_TABLE for key in spec.shortcuts)
    assert set(leaves(LAB_MENUS)) == set(names)
    assert len(names) == len(set(names))
    assert set(LAB_TOOLBAR) - {SEPARATOR} <= set(names)
    assert not [key for key, count in keys.items() if count > 1 or not key]
    icons = resources_folder() / "icons"
    assert not [spec.icon for spec in LAB_TABLE if spec.icon and not (icons / f"{spec.icon}.svg").is_file()]


@pytest.mark.parametrize("tree", LAB_MENUS, ids=lambda tree: tree.name)
def test_mnemonics_of_a_menu_are_unique(tree: Tree) -> None:
    texts = [spec.text for spec in LAB_TABLE if spec.name in tree.entries]
    letters = Counter(text[text.index("&") + 1].casefold() for text in texts)
    assert not [letter for letter, count in letters.items() if count > 1]


def test_every_action_does_something(lab: LabWindow) -> None:
    silent = [
        action.objectName()
        for action in lab.commands
        if action.actionGroup() is None
        and not action.receivers("2triggered(bool)")
        and not action.receivers("2toggled(bool)")
    ]
    assert silent == []


def test_everything_that_takes_the_keyboard_has_a_name_and_a_tip(lab: LabWindow) -> None:
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in lab.side.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
        and widget.focusProxy() is None
        and not (widget.accessibleName() and widget.toolTip())
    ]
    assert nameless == []


def test_it_fits_a_small_screen(lab: LabWindow) -> None:
    assert lab.minimumSizeHint().width() <= 1024
    assert lab.minimumSizeHint().height() <= 700


def test_newcomers_are_offered_the_tour_once(qtbot: QtBot, make_lab: Callable[..., LabWindow]) -> None:
    first = make_lab(offer_tour=True)
    assert "tour" in first.plot_area.messages.text
    find(first, QPushButton, "next_step_0").click()
    assert first.tour.position == 0
    settle(qtbot, first)
    assert make_lab(offer_tour=True).plot_area.messages.text == ""


def test_a_pasted_table(qtbot: QtBot, lab: LabWindow) -> None:
    QGuiApplication.clipboard().setText("name\theight\tweight\nA\t1\t2\nB\t3\tnan\nA\t5\t6\n")
    lab.commands["paste_table"].trigger()
    qtbot.waitUntil(lambda: len(lab.document.points) == 2)
    dialog = lab.findChild(TableDialog)
    assert dialog is not None
    assert lab.document.points.axes == ("height", "weight")
    assert "Line 3" in find(dialog, QLabel, "table_verdict").text()
    find(dialog, QComboBox, "table_truth").setCurrentIndex(1)
    find(dialog, QPushButton, "use_table").click()
    qtbot.waitUntil(lambda: lab.document.points.truth is not None)
    settle(qtbot, lab)


def test_what_is_no_table_is_told(qtbot: QtBot, lab: LabWindow, tmp_path: Path) -> None:
    lab.open_table(tmp_path / "absent.csv")
    qtbot.waitUntil(lambda: "no such file" in lab.plot_area.messages.text)
    assert len(lab.document.points) == 100
    settle(qtbot, lab)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_plot_as_a_file(qtbot: QtBot, lab: LabWindow, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"plot.{kind}"
    with qtbot.waitSignal(lab.files.exported):
        lab.files.plot_export.save(target)
    assert not QImage(str(target)).isNull()
    assert target.name in lab.plot_area.messages.text
    with qtbot.waitSignal(lab.files.failed):
        lab.files.plot_export.save(tmp_path / "no" / f"plot.{kind}")
    assert "no" in lab.plot_area.messages.text


def test_labelled_points_and_the_script(qtbot: QtBot, lab: LabWindow, tmp_path: Path) -> None:
    target = tmp_path / "points.csv"
    with qtbot.waitSignal(lab.files.exported):
        lab.files._export_csv_to(str(target))
    assert len(target.read_text().splitlines()) == 101
    with qtbot.waitSignal(lab.files.copied):
        lab.commands["copy_script"].trigger()
    assert "cv2.kmeans" in QGuiApplication.clipboard().text()


def test_undo_and_redo_by_keys(qtbot: QtBot, lab: LabWindow) -> None:
    lab.document.change("K = 3", k=3)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(lab, Qt.Key.Key_Z, control)
    assert lab.document.settings.k == 5
    assert "K = 3" in lab.commands["redo"].text()
    QTest.keyClick(lab, Qt.Key.Key_Y, control)
    assert lab.document.settings.k == 3
    settle(qtbot, lab)


def test_letters_are_for_the_box_that_has_the_keyboard(qtbot: QtBot, lab: LabWindow) -> None:
    box = lab.side.data.shape
    before = lab.board.tool
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A)
    qtbot.keyClick(box, Qt.Key.Key_S)
    assert lab.board.tool is before
    lab.board.setFocus()
    qtbot.keyClick(lab.board, Qt.Key.Key_A)
    assert lab.board.tool is LabTool.ADD


def test_lines_left_out_are_told_of(qtbot: QtBot, lab: LabWindow) -> None:
    lab.commands["layer_links"].trigger()
    told = find(lab, QLabel, "lab_status")
    assert "lines" not in told.text()
    lab.side.recipe.change("Many", samples=LINKED + 1)
    assert "lines" in told.text()
    lab.commands["layer_links"].trigger()
    assert "lines" not in told.text()
    settle(qtbot, lab)


def test_very_many_points_come_a_little_later(qtbot: QtBot, lab: LabWindow) -> None:
    recipe = lab.side.recipe
    recipe.change("Many", samples=40_000)
    assert len(lab.document.points) == 100
    recipe.change("Seed", seed=3)
    qtbot.waitUntil(lambda: len(lab.document.points) == 40_000)
    assert lab.document.points.recipe == recipe.settings
    assert recipe.settings.seed == 3
    settle(qtbot, lab)
    lab.document.undo_stack.undo()
    assert len(lab.document.points) == 100
    settle(qtbot, lab)
