"""Where to look: the panel, the actions and the tools in a window."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLabel,
    QListView,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.color.vision import Deficiency, simulated
from kquant.core.model.choices import Unselected
from kquant.core.model.selection import Combine, Ellipse, Rectangle, Selection
from kquant.session.document.state import Phase
from kquant.session.view_model import Pixel, Tool
from kquant.ui.shell.main_window import MainWindow
from tests.changes import main_color_of, pixels_selected
from tests.ui.parts import find, rgb_of
from tests.ui.waiting import MakeWindow

RED, BLUE = (200, 30, 20), (20, 60, 160)
LEFT, CONTROL, SHIFT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    """Shows 80 x 100 blue pixels with a red square, at one quarter of which a dark one lies."""
    pixels = np.full((80, 100, 3), BLUE, np.uint8)
    pixels[30:50, 40:60] = RED
    pixels[30:40, 40:50] = (60, 10, 10)
    path = tmp_path / "square.png"
    Image.fromarray(pixels).save(path)
    window = make_window(path)
    window.canvas.set_view("original")
    return window


def select_square(qtbot: QtBot, window: MainWindow) -> None:
    window.document.palette.select(Selection.of(Rectangle(40, 30, 20, 20)))
    qtbot.waitUntil(
        lambda: main_color_of(window.document) is not None and window.document.now.phase is Phase.UP_TO_DATE
    )


@pytest.mark.parametrize(
    ("key", "tool"),
    [("r", "rectangle"), ("e", "ellipse"), ("f", "lasso"), ("w", "wand"), ("h", "hand")],
)
def test_a_letter_takes_a_tool(qtbot: QtBot, window: MainWindow, key: str, tool: str) -> None:
    window.tools.set_tool(Tool.WAND if tool != "wand" else Tool.LASSO)
    qtbot.keyClicks(window.canvas, key)
    assert window.view.now.tool == tool
    assert window.commands[f"tool_{tool}"].isChecked()
    assert window.panels["selection"].isHidden() == (tool == "hand")
    assert find(window, QLabel, "status_hint").text() != "" or tool == "hand"


def test_panel_comes_and_goes_with_the_selection(qtbot: QtBot, window: MainWindow) -> None:
    assert window.panels["selection"].isHidden()
    select_square(qtbot, window)
    assert not window.panels["selection"].isHidden()
    qtbot.keyClick(window.canvas, Qt.Key.Key_D, CONTROL)
    assert window.document.settings.selection is None
    assert window.panels["selection"].isHidden()
    assert not window.commands["deselect"].isEnabled()


@pytest.mark.parametrize("front", ["clusters", "numbers"])
def test_leaving_a_tool_brings_back_what_lay_in_front(qtbot: QtBot, window: MainWindow, front: str) -> None:
    panels = {"clusters": window.scatter, "numbers": window.numbers}
    window.panels.bring(front)
    qtbot.waitUntil(panels[front].isVisible)
    qtbot.keyClicks(window.canvas, "re")
    qtbot.waitUntil(window.selection_panel.isVisible)
    qtbot.keyClicks(window.canvas, "h")
    qtbot.waitUntil(panels[front].isVisible)
    assert [panel.isVisible() for panel in panels.values()].count(True) == 1


def test_a_panel_brought_while_a_tool_is_in_the_hand_stays(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClicks(window.canvas, "r")
    qtbot.waitUntil(window.selection_panel.isVisible)
    window.panels.bring("numbers")
    qtbot.waitUntil(window.numbers.isVisible)
    qtbot.keyClicks(window.canvas, "h")
    qtbot.waitUntil(window.panels["selection"].isHidden)
    assert window.numbers.isVisible()
    assert not window.scatter.isVisible()


def test_main_colour_is_told_and_copied(qtbot: QtBot, window: MainWindow) -> None:
    select_square(qtbot, window)
    mean = np.round(np.array(RED) * 0.75 + np.array((60, 10, 10)) * 0.25).astype(np.uint8)
    assert find(window, QLabel, "selection_summary").text() == "400 pixels, 5.0 % of the picture"
    assert find(window, QLabel, "mean_words").text().startswith("#" + bytes(mean).hex().upper())
    assert find(window, QLabel, "dominant_words").text().startswith("#C81E14")
    assert "75 %" in find(window, QWidget, "dominant_color").accessibleName()
    qtbot.mouseClick(find(window, QToolButton, "copy_dominant"), LEFT)
    assert QGuiApplication.clipboard().text() == "#C81E14"
    window.document.palette.select(Selection.of(Rectangle(40, 30, 1, 1)))
    qtbot.waitUntil(lambda: find(window, QLabel, "selection_summary").text().startswith("1 pixel, "))


def test_nothing_selected_is_said(qtbot: QtBot, window: MainWindow) -> None:
    window.document.palette.select(Selection.of(Rectangle(500, 500, 20, 20)))
    summary = find(window, QLabel, "selection_summary")
    qtbot.waitUntil(lambda: summary.text() == "Nothing is selected.")
    assert not find(window, QToolButton, "copy_mean").isEnabled()


def test_invert_by_keys_and_back(qtbot: QtBot, window: MainWindow) -> None:
    select_square(qtbot, window)
    before = window.document.settings.selection
    qtbot.keyClick(window.canvas, Qt.Key.Key_I, CONTROL | SHIFT)
    document = window.document
    qtbot.waitUntil(lambda: pixels_selected(document) == 100 * 80 - 400)
    document.undo_stack.undo()
    assert document.settings.selection == before


def test_selecting_by_numbers(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClicks(window.canvas, "r")
    values = {"x": 40, "y": 30, "width": 20, "height": 10}
    for name, value in values.items():
        box = find(window, QSpinBox, f"shape_{name}")
        box.setFocus()
        box.selectAll()
        qtbot.keyClicks(box, str(value))
        qtbot.keyClick(box, Qt.Key.Key_Return)
    button = find(window, QPushButton, "shape_select")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert window.document.settings.selection == Selection.of(Rectangle(40, 30, 20, 10))
    count = window.document.undo_stack.count()
    for _ in range(3):
        qtbot.keyClick(find(window, QSpinBox, "shape_x"), Qt.Key.Key_Up)
    assert window.document.settings.selection == Selection.of(Rectangle(43, 30, 20, 10))
    assert window.document.undo_stack.count() == count + 1
    kind = find(window, QComboBox, "shape_kind")
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_Down)
    assert window.document.settings.selection == Selection.of(Ellipse(43, 30, 20, 10))


def test_numbers_follow_the_mouse(qtbot: QtBot, window: MainWindow) -> None:
    select_square(qtbot, window)
    shown = [find(window, QSpinBox, f"shape_{name}").value() for name in ("x", "y", "width", "height")]
    assert shown == [40, 30, 20, 20]


def test_combining_without_a_mouse(qtbot: QtBot, window: MainWindow) -> None:
    select_square(qtbot, window)
    combine = find(window, QComboBox, "combine")
    combine.setFocus()
    qtbot.keyClick(combine, Qt.Key.Key_Down)
    assert window.tools.combine is Combine.ADD
    find(window, QSpinBox, "shape_x").setValue(0)
    assert window.document.settings.selection == Selection.of(Rectangle(40, 30, 20, 20))
    find(window, QPushButton, "shape_select").click()
    document = window.document
    qtbot.waitUntil(lambda: pixels_selected(document) == 800)


def test_what_counts(qtbot: QtBot, window: MainWindow) -> None:
    select_square(qtbot, window)
    document = window.document
    rest = find(window, QComboBox, "selection_rest")
    rest.setFocus()
    qtbot.keyClick(rest, Qt.Key.Key_Down)
    assert document.settings.unselected is Unselected.CLEAR
    qtbot.waitUntil(lambda: document.now.phase is Phase.UP_TO_DATE and document.now.result is not None)
    assert document.now.result is not None
    assert document.now.result.transparent_index is not None
    find(window, QRadioButton, "selection_more").click()
    assert document.settings.emphasis == 10
    assert not rest.isEnabled()
    find(window, QSpinBox, "emphasis").setValue(37)
    assert document.settings.emphasis == 37
    find(window, QRadioButton, "selection_only").click()
    assert document.settings.emphasis == 0
    document.undo_stack.undo()
    assert document.settings.emphasis == 37
    assert find(window, QRadioButton, "selection_more").isChecked()


def test_range_of_the_wand_may_be_changed_afterwards(qtbot: QtBot, window: MainWindow) -> None:
    document, canvas = window.document, window.canvas
    qtbot.keyClicks(canvas, "w")
    qtbot.mouseClick(canvas, LEFT, pos=canvas.point_of(QPointF(55.5, 45.5)).toPoint())
    qtbot.waitUntil(lambda: pixels_selected(document) == 300)
    find(window, QDoubleSpinBox, "wand_tolerance").setValue(100)
    qtbot.waitUntil(lambda: pixels_selected(document) == 100 * 80)
    find(window, QDoubleSpinBox, "wand_tolerance").setValue(0)
    find(window, QCheckBox, "wand_contiguous").click()
    qtbot.waitUntil(lambda: pixels_selected(document) == 300)
    assert not window.tools.contiguous


def test_picked_colour_is_locked(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.canvas
    qtbot.keyClicks(canvas, "i")
    assert window.commands["pick_color"].isChecked()
    place = canvas.point_of(QPointF(55.5, 45.5)).toPoint()
    qtbot.mouseMove(canvas, place)
    qtbot.mouseClick(canvas, LEFT, pos=place)
    assert window.document.settings.locked == (RED,)
    assert not window.commands["pick_color"].isChecked()
    qtbot.keyClicks(canvas, "i")
    qtbot.keyClicks(canvas, "i")
    assert not window.tools.picking


def test_picked_colour_is_excluded(qtbot: QtBot, window: MainWindow) -> None:
    canvas = window.canvas
    qtbot.keyClick(canvas, Qt.Key.Key_I, SHIFT)
    assert window.commands["pick_exclude"].isChecked()
    qtbot.keyClick(canvas, Qt.Key.Key_Home)  # moves no probe
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    dialog = find(window, QDialog, "exclude_dialog")
    assert [exclusion.color for exclusion in window.document.settings.excluded] == [RED]
    dialog.reject()
    assert window.document.settings.excluded == ()


def test_selection_can_be_hidden(qtbot: QtBot, window: MainWindow) -> None:
    select_square(qtbot, window)
    assert window.commands["show_selection"].isChecked()
    qtbot.keyClick(window.canvas, Qt.Key.Key_H, CONTROL)
    assert not window.view.now.selection_shown
    assert window.document.settings.selection is not None


def test_p_goes_to_the_colours_of_a_hidden_panel(qtbot: QtBot, window: MainWindow) -> None:
    window.panels["palette"].hide()
    qtbot.keyClick(window.canvas, Qt.Key.Key_P)
    assert window.panels["palette"].isVisible()
    assert window.view.now.selected_rows == (0,)
    swatches = find(window, QListView, "palette_swatches")
    qtbot.keyClick(swatches, Qt.Key.Key_Right)
    assert window.view.now.selected_rows == (1,)
    qtbot.keyClick(swatches, Qt.Key.Key_L)
    assert window.document.settings.locked == (window.palette_bar.color_of(1),)


def test_colour_vision_is_one_setting_for_canvas_and_palette(qtbot: QtBot, window: MainWindow) -> None:
    result = window.document.now.result
    assert result is not None
    window.commands["vision_deutan"].trigger()
    assert window.view.now.vision is Deficiency.DEUTAN
    window.canvas.set_view("result")
    qtbot.waitUntil(lambda: window.canvas.is_settled)
    seen = simulated(result.palette, Deficiency.DEUTAN)
    bar = window.palette_bar.grab().toImage()
    colors = {rgb_of(bar.pixelColor(x, bar.height() // 2)) for x in range(bar.width())}
    assert tuple(seen[0].tolist()) in colors
    window.copying.copy()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: not clipboard.image().isNull())
    assert rgb_of(clipboard.image().pixelColor(0, 0)) == BLUE
    window.commands["vision_usual"].trigger()
    assert window.view.now.vision is None


def test_main_colours_are_painted_as_they_are_seen(qtbot: QtBot, window: MainWindow) -> None:
    window.document.palette.select(Selection.of(Rectangle(0, 0, 2, 2)))
    qtbot.waitUntil(lambda: main_color_of(window.document) is not None and window.is_settled)
    answer = find(window, QWidget, "mean_color")
    for action, seen in (
        ("vision_tritan", simulated(np.array([BLUE], np.uint8), Deficiency.TRITAN)[0].tolist()),
        ("vision_usual", list(BLUE)),
    ):
        window.commands[action].trigger()
        painted = answer.grab().toImage().pixelColor(20, answer.height() // 2)
        assert [painted.red(), painted.green(), painted.blue()] == seen
        assert "#143CA0" in find(window, QLabel, "mean_words").text()


def test_a_hint_that_does_not_fit_ends_in_dots_and_is_told_whole(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(800, 600)
    qtbot.keyClick(window.canvas, Qt.Key.Key_W)
    hint = find(window, QLabel, "status_hint")
    hint.setFixedWidth(100)
    qtbot.waitUntil(lambda: hint.text().endswith("…"))
    assert hint.toolTip().endswith("Esc: none.")
    assert hint.accessibleName() == hint.toolTip()


@pytest.mark.parametrize("key", [Qt.Key.Key_R, Qt.Key.Key_E, Qt.Key.Key_F, Qt.Key.Key_W])
def test_hints_are_whole_in_a_window_of_1024_pixels(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.resize(1024, 700)
    window.view.change(pixel=Pixel(99, 79, BLUE, 0, BLUE))
    qtbot.keyClick(window.canvas, key)
    hint = find(window, QLabel, "status_hint")
    qtbot.waitUntil(lambda: hint.text() != "")
    assert hint.text() == hint.toolTip()


def test_every_control_of_the_panel_is_named_and_explained(window: MainWindow) -> None:
    kinds = (QToolButton, QPushButton, QSpinBox, QDoubleSpinBox, QComboBox, QRadioButton, QCheckBox)
    controls = [child for kind in kinds for child in window.selection_panel.findChildren(kind)]
    assert len(controls) > 12
    for control in controls:
        assert control.objectName(), control
        assert control.accessibleName(), control.objectName()
        assert control.toolTip(), control.objectName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control.objectName()
