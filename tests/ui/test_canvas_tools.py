"""The tools of the canvas, by mouse and by keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from kquant.core.image.masks import Mask
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Unselected
from kquant.core.model.selection import Combine, Ellipse, Rectangle, Selection
from kquant.session.document.document import Document
from kquant.session.view_model import Tool, ViewModel
from kquant.ui.features.canvas import Canvas
from kquant.ui.features.selection import Tools
from kquant.ui.features.selection.shapes import box_between
from tests.changes import main_color_of, mask_of, pixels_selected
from tests.ui.canvas_bench import drag, grabbed, move, pixels_of, settle, show, wait_for_result

RED, BLUE = (200, 30, 20), (20, 60, 160)
SHIFT, ALT, CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
LEFT = Qt.MouseButton.LeftButton


def squares() -> UInt8:
    """80 x 100 pixels of blue with a large red square and a small one apart from it."""
    pixels = np.full((80, 100, 3), BLUE, np.uint8)
    pixels[30:50, 40:60] = RED
    pixels[5:10, 90:95] = RED
    return pixels


@pytest.fixture
def shown(qtbot: QtBot, document: Document, canvas: Canvas) -> Canvas:
    """The squares, three pixels of the screen for each of theirs."""
    show(qtbot, document, canvas, squares())
    canvas.set_view("original")
    assert canvas.zoom == 3
    return canvas


def at(canvas: Canvas, x: float, y: float) -> QPoint:
    return canvas.point_of(QPointF(x, y)).toPoint()


def box_drag(
    qtbot: QtBot,
    canvas: Canvas,
    box: tuple[int, int, int, int],
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """From inside of the first pixel of a box to inside of the last."""
    x, y, width, height = box
    drag(
        qtbot, canvas, at(canvas, x + 0.5, y + 0.5), at(canvas, x + width - 0.5, y + height - 0.5), LEFT, keys
    )


def found_mask(qtbot: QtBot, document: Document) -> Mask:
    wait_for_result(qtbot, document)
    qtbot.waitUntil(lambda: main_color_of(document) is not None)
    mask = mask_of(document)
    assert mask is not None
    return mask


def block(*box: int) -> Mask:
    x, y, width, height = box
    mask = np.zeros((80, 100), bool)
    mask[y : y + height, x : x + width] = True
    return mask


def test_drag_selects_the_pixels_it_touches_and_is_one_step(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    tools.set_tool(Tool.RECTANGLE)
    box_drag(qtbot, shown, (10, 20, 30, 15))
    assert document.settings.selection == Selection.of(Rectangle(10, 20, 30, 15))
    assert np.array_equal(found_mask(qtbot, document), block(10, 20, 30, 15))
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.settings.selection is None


def test_drag_backwards_and_beyond_the_edge(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    tools.set_tool(Tool.RECTANGLE)
    drag(qtbot, shown, at(shown, 20.5, 20.5), at(shown, -5, 10.5))
    assert np.array_equal(found_mask(qtbot, document), block(0, 10, 21, 11))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (SHIFT, block(10, 10, 40, 40) | block(30, 30, 40, 40)),
        (ALT, block(10, 10, 40, 40) & ~block(30, 30, 40, 40)),
        (SHIFT | ALT, block(30, 30, 20, 20)),
    ],
    ids=["adds", "subtracts", "intersects"],
)
def test_keys_combine(
    qtbot: QtBot, document: Document, shown: Canvas, keys: Qt.KeyboardModifier, expected: Mask, tools: Tools
) -> None:
    tools.set_tool(Tool.RECTANGLE)
    box_drag(qtbot, shown, (10, 10, 40, 40))
    box_drag(qtbot, shown, (30, 30, 40, 40), keys)
    assert np.array_equal(found_mask(qtbot, document), expected)


def test_taking_away_from_no_selection_takes_away_from_all(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    tools.set_tool(Tool.RECTANGLE)
    tools.set_combine(Combine.SUBTRACT)
    box_drag(qtbot, shown, (10, 10, 40, 40))
    assert np.array_equal(found_mask(qtbot, document), ~block(10, 10, 40, 40))


def test_control_makes_a_circle(qtbot: QtBot, document: Document, shown: Canvas, tools: Tools) -> None:
    tools.set_tool(Tool.ELLIPSE)
    box_drag(qtbot, shown, (10, 10, 40, 20), CONTROL)
    assert document.settings.selection == Selection.of(Ellipse(10, 10, 40, 40))


def test_an_even_box_goes_the_way_of_the_drag() -> None:
    assert box_between(Rectangle, QPointF(50, 50), QPointF(30, 45), True) == Rectangle(30, 30, 20, 20)


def test_lasso_selects_what_it_goes_around(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    tools.set_tool(Tool.LASSO)
    corners = [at(shown, *corner) for corner in ((20, 20), (70, 20), (70, 60), (20, 60))]
    qtbot.mousePress(shown, LEFT, pos=corners[0])
    for corner in corners[1:]:
        move(shown, corner, LEFT)
    qtbot.mouseRelease(shown, LEFT, pos=corners[-1])
    mask = found_mask(qtbot, document)
    assert mask[21:59, 21:69].all()
    assert mask.sum() <= 42 * 52


def test_a_lasso_beside_the_picture_selects_nothing(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    tools.set_tool(Tool.LASSO)
    corners = [at(shown, *corner) for corner in ((-9, -9), (-3, -9), (-3, -3))]
    qtbot.mousePress(shown, LEFT, pos=corners[0])
    for corner in corners[1:]:
        move(shown, corner, LEFT)
    qtbot.mouseRelease(shown, LEFT, pos=corners[-1])
    assert document.settings.selection is None


@pytest.mark.parametrize("tool", list(Tool))
def test_without_a_picture_there_is_nothing_to_select(
    qtbot: QtBot, document: Document, canvas: Canvas, tool: Tool, tools: Tools
) -> None:
    tools.set_tool(tool)
    canvas.show()
    drag(qtbot, canvas, QPoint(10, 10), QPoint(60, 50))
    qtbot.mouseDClick(canvas, LEFT, pos=QPoint(20, 20))
    canvas.grab()
    assert document.settings.selection is None


def test_wand_selects_what_is_alike(qtbot: QtBot, document: Document, shown: Canvas, tools: Tools) -> None:
    tools.set_tool(Tool.WAND)
    qtbot.mouseClick(shown, LEFT, pos=at(shown, 45.5, 35.5))
    assert np.array_equal(found_mask(qtbot, document), block(40, 30, 20, 20))
    tools.set_wand(tools.tolerance, contiguous=False)
    qtbot.mouseClick(shown, LEFT, pos=at(shown, 46.5, 35.5))
    qtbot.waitUntil(lambda: pixels_selected(document) > 400)
    assert np.array_equal(found_mask(qtbot, document), block(40, 30, 20, 20) | block(90, 5, 5, 5))


def test_a_click_selects_nothing(qtbot: QtBot, document: Document, shown: Canvas, tools: Tools) -> None:
    tools.set_tool(Tool.RECTANGLE)
    box_drag(qtbot, shown, (10, 10, 20, 20))
    qtbot.mouseClick(shown, LEFT, pos=at(shown, 80, 70))
    assert document.settings.selection is None


def test_escape_step_by_step(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools, view_model: ViewModel
) -> None:
    tools.set_tool(Tool.RECTANGLE)
    box_drag(qtbot, shown, (10, 10, 20, 20))
    selected = document.settings.selection
    qtbot.mousePress(shown, LEFT, pos=at(shown, 60, 60))
    move(shown, at(shown, 70, 70), LEFT)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.mouseRelease(shown, LEFT, pos=at(shown, 70, 70))
    assert document.settings.selection == selected
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert document.settings.selection is None
    assert view_model.now.tool is Tool.RECTANGLE
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert view_model.now.tool is Tool.HAND


@pytest.mark.parametrize("way", ["space", "middle"])
def test_panning_goes_before_the_tool(
    qtbot: QtBot, document: Document, shown: Canvas, way: str, tools: Tools
) -> None:
    tools.set_tool(Tool.RECTANGLE)
    shown.set_zoom(12)
    before = shown.point_of(QPointF(0, 0))
    if way == "space":
        qtbot.keyPress(shown, Qt.Key.Key_Space)
    drag(
        qtbot,
        shown,
        QPoint(200, 150),
        QPoint(170, 140),
        LEFT if way == "space" else Qt.MouseButton.MiddleButton,
    )
    qtbot.keyRelease(shown, Qt.Key.Key_Space)
    assert shown.point_of(QPointF(0, 0)) - before == QPointF(-30, -10)
    assert document.settings.selection is None


def test_the_split_line_goes_before_the_tool(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    shown.set_view("split")
    tools.set_tool(Tool.RECTANGLE)
    drag(qtbot, shown, QPoint(200, 150), QPoint(100, 150))
    assert shown.split == 0.25
    assert document.settings.selection is None


def test_a_box_is_moved_and_resized(qtbot: QtBot, document: Document, shown: Canvas, tools: Tools) -> None:
    tools.set_tool(Tool.RECTANGLE)
    box_drag(qtbot, shown, (20, 20, 30, 20))
    drag(qtbot, shown, at(shown, 35, 30), at(shown, 45, 25))
    assert document.settings.selection == Selection.of(Rectangle(30, 15, 30, 20))
    drag(qtbot, shown, at(shown, 60, 35), at(shown, 70, 45))  # its lower right corner
    assert document.settings.selection == Selection.of(Rectangle(30, 15, 40, 30))
    drag(qtbot, shown, at(shown, 30, 30), at(shown, 80, 30))  # its left edge, beyond the right one
    assert document.settings.selection == Selection.of(Rectangle(70, 15, 10, 30))
    move(shown, at(shown, 75, 30))
    assert shown.cursor().shape() == Qt.CursorShape.SizeAllCursor


def test_right_pane_shows_the_same_places(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    shown.set_view("side")
    tools.set_tool(Tool.RECTANGLE)
    sight = shown.sights()[1]
    start, end = (sight.point(QPointF(*place)).toPoint() for place in ((10.1, 10.1), (29.9, 19.9)))
    drag(qtbot, shown, start, end)
    assert document.settings.selection == Selection.of(Rectangle(10, 10, 20, 10))


@pytest.mark.parametrize("zoom", [0.25, 1, 5])
def test_edge_is_white_inside_and_black_outside_at_any_zoom(
    qtbot: QtBot, document: Document, canvas: Canvas, zoom: float, view_model: ViewModel
) -> None:
    show(qtbot, document, canvas, np.full((400, 400, 3), 150, np.uint8))
    canvas.set_view("original")
    canvas.set_zoom(zoom)
    document.palette.select(Selection.of(Rectangle(184, 184, 32, 32)))
    found_mask(qtbot, document)
    settle(qtbot, canvas)
    left = canvas.point_of(QPointF(184, 200)).toPoint()
    row = grabbed(canvas)[left.y(), :, 0]
    assert [int(value) for value in row[left.x() - 1 : left.x() + 2]] == [0, 255, 150]
    assert 60 < row[left.x() - 3] < 110  # dimmed
    view_model.change(selection_shown=False)
    settle(qtbot, canvas)
    assert (grabbed(canvas)[left.y(), left.x() - 3 : left.x() + 3] == 150).all()


def test_what_is_left_out_is_seen_as_checkerboard(
    qtbot: QtBot, document: Document, shown: Canvas, view_model: ViewModel
) -> None:
    shown.set_view("result")
    document.palette.select(Selection.of(Rectangle(40, 30, 20, 20)))
    document.palette.set_unselected(Unselected.CLEAR)
    view_model.change(selection_shown=False)
    wait_for_result(qtbot, document)
    settle(qtbot, shown)
    picture = grabbed(shown)[30:270, 50:350]
    assert {int(value) for value in np.unique(picture[:80])} == {204, 255}
    assert (picture[100:140, 125:175] == RED).all()


def picked_by(tools: Tools) -> list[object]:
    picked: list[object] = []
    tools.picked.connect(picked.append)
    return picked


def test_eyedropper_picks_the_source_by_click(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    picked = picked_by(tools)
    tools.pick()
    move(shown, at(shown, 50.5, 40.5))
    qtbot.mouseClick(shown, LEFT, SHIFT, at(shown, 50.5, 40.5))
    assert tools.picking  # with Shift for another
    move(shown, at(shown, 10.5, 40.5))
    qtbot.mouseClick(shown, LEFT, pos=at(shown, 10.5, 40.5))
    assert picked == [RED, BLUE]
    assert not tools.picking


def test_eyedropper_by_keys(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools, view_model: ViewModel
) -> None:
    picked, seen = picked_by(tools), pixels_of(view_model)
    tools.pick()
    assert (seen[-1].x, seen[-1].y) == (50, 40)
    for _ in range(2):
        qtbot.keyClick(shown, Qt.Key.Key_Left, SHIFT)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Up)
    assert (seen[-1].x, seen[-1].y) == (31, 39)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert picked == [BLUE]
    tools.pick()
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not tools.picking
    assert picked == [BLUE]


def test_probe_stays_in_the_picture_and_is_brought_into_sight(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    shown.set_zoom(20)
    tools.pick()
    for _ in range(12):
        qtbot.keyClick(shown, Qt.Key.Key_Right, SHIFT)
    assert shown.rect().contains(at(shown, 99.5, 40.5))


def test_loupe_shows_pixels_and_nothing_is_picked_where_nothing_is(
    qtbot: QtBot, document: Document, canvas: Canvas, tools: Tools
) -> None:
    pixels = np.dstack([squares(), np.full((80, 100), 255, np.uint8)])
    pixels[:, :30, 3] = 0
    show(qtbot, document, canvas, pixels)
    canvas.set_view("original")
    picked = picked_by(tools)
    tools.pick()
    move(canvas, at(canvas, 62.5, 40.5))
    enlarged = (grabbed(canvas)[:125, 259:380] == RED).all(axis=2)
    assert 3000 < enlarged.sum() <= 3 * 11 * 121  # three columns of red pixels are within reach
    move(canvas, at(canvas, 10.5, 40.5))
    qtbot.mouseClick(canvas, LEFT, pos=at(canvas, 10.5, 40.5))
    assert picked == []
    assert tools.picking


def test_another_tool_or_picture_ends_picking(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    tools.pick()
    tools.set_tool(Tool.LASSO)
    assert not tools.picking
    tools.pick()
    show(qtbot, document, shown, squares()[:40])
    assert not tools.picking


def test_tools_tell_what_may_be_done(
    qtbot: QtBot, shown: Canvas, tools: Tools, view_model: ViewModel
) -> None:
    hints: list[str] = []
    view_model.bind(shown, lambda: hints.append(view_model.now.hint), "hint")
    for tool in (Tool.RECTANGLE, Tool.ELLIPSE, Tool.LASSO, Tool.WAND):
        tools.set_tool(tool)
    tools.pick()
    tools.set_tool(Tool.HAND)
    assert len(set(hints)) == 6
    assert all("Esc" in hint for hint in hints[:-1])
    assert hints[-1] == ""


def test_handles_are_drawn_for_the_tool_that_takes_hold_of_them(
    qtbot: QtBot, document: Document, shown: Canvas, tools: Tools
) -> None:
    document.palette.select(Selection.of(Rectangle(40, 30, 40, 30)))
    found_mask(qtbot, document)
    settle(qtbot, shown)
    corner = at(shown, 40, 30) + QPoint(-2, -2)
    plain = QColor(shown.grab().toImage().pixel(corner)).lightness()
    tools.set_tool(Tool.RECTANGLE)
    assert QColor(shown.grab().toImage().pixel(corner)).lightness() > plain + 80
