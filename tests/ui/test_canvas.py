"""The canvas as a person meets it: views, zoom, pan, the split line, and the very pixels of the result."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import AlphaMode
from kquant.core.model.rgb import rgb
from kquant.core.model.settings import Settings
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.view_model import Pixel, ViewModel
from kquant.ui.features.canvas import Canvas
from kquant.ui.features.canvas.tints import heat_scale
from tests.ui.canvas_bench import (
    drag,
    grabbed,
    middle_of,
    move,
    photograph,
    pixels_of,
    settle,
    show,
    wait_for_result,
    wheel,
)
from tests.ui.mouse import double_click
from tests.ui.waiting import Slow


@pytest.mark.parametrize("zoom", [1, 2, 7])
def test_result_is_shown_bit_for_bit(qtbot: QtBot, document: Document, canvas: Canvas, zoom: int) -> None:
    result = show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    canvas.set_zoom(zoom)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), middle_of(result.image, zoom))


def test_original_is_shown_bit_for_bit_and_while_held(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    pixels = photograph()
    result = show(qtbot, document, canvas, pixels)
    canvas.set_view("result")
    canvas.actual_size()
    qtbot.keyPress(canvas, Qt.Key.Key_B)
    settle(qtbot, canvas)
    held = grabbed(canvas)[40:]  # below the label that says so
    qtbot.keyRelease(canvas, Qt.Key.Key_B)
    settle(qtbot, canvas)
    assert np.array_equal(held, middle_of(pixels)[40:])
    assert np.array_equal(grabbed(canvas), middle_of(result.image))


def test_more_colors_than_a_byte_holds(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    document.apply(Settings(colors=300))
    result = show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    canvas.actual_size()
    settle(qtbot, canvas)
    assert result.labels.dtype == np.uint16
    assert np.array_equal(grabbed(canvas), middle_of(result.image))


def test_preview_is_shown_until_the_result_is_there(
    qtbot: QtBot, document: Document, canvas: Canvas, slow: Slow
) -> None:
    slow.go.set()
    pixels = photograph(1200, 900)
    show(qtbot, document, canvas, pixels)
    canvas.set_view("result")
    canvas.actual_size()
    slow.go.clear()
    document.change("Colours", colors=11)
    qtbot.waitUntil(lambda: document.now.preview is not None)
    settle(qtbot, canvas)
    guess = document.now.preview
    assert guess is not None
    assert document.now.result is None
    assert np.array_equal(grabbed(canvas), middle_of(guess.paint(pixels)))
    slow.go.set()
    result = wait_for_result(qtbot, document)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), middle_of(result.image))


def test_small_zoom_shows_the_mean_of_the_pixels(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    rng = np.random.default_rng(1)
    stripes = rng.choice(np.array([[0, 0, 0], [255, 255, 255]], np.uint8), (1200, 1600))
    show(qtbot, document, canvas, stripes)
    canvas.set_view("result")
    canvas.set_zoom(0.25)
    settle(qtbot, canvas)
    expected = stripes.reshape(300, 4, 400, 4, 3).astype(float).mean(axis=(1, 3))
    assert np.abs(grabbed(canvas).astype(float) - expected).max() <= 2


def test_fits_by_default_and_again_when_resized(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    show(qtbot, document, canvas, photograph(800, 400))
    assert canvas.fitted
    assert canvas.zoom == pytest.approx((400 - 16) / 800)
    canvas.resize(816, 600)
    assert view_model.now.zoom == canvas.zoom == 1.0
    canvas.set_zoom(3)
    canvas.resize(300, 300)
    assert canvas.zoom == 3
    canvas.fit()
    assert canvas.zoom == pytest.approx((300 - 16) / 800)


def test_small_pictures_fit_by_whole_pixels(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    show(qtbot, document, canvas, photograph(30, 20))
    assert canvas.zoom == 12


def test_zoom_stays_between_one_and_6400_percent(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    show(qtbot, document, canvas, photograph())
    for _ in range(60):
        canvas.zoom_in()
    assert canvas.zoom == 64
    for _ in range(60):
        canvas.zoom_out()
    assert canvas.zoom == 0.01
    settle(qtbot, canvas)
    canvas.actual_size()
    assert canvas.zoom == 1
    canvas.zoom_in()
    assert canvas.zoom == 1.5
    canvas.zoom_out()
    assert canvas.zoom == 1


def test_wheel_zooms_to_the_cursor(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    show(qtbot, document, canvas, photograph())
    canvas.set_view("original")
    canvas.set_zoom(2)
    at = QPointF(90, 210)
    seen = pixels_of(view_model)
    move(canvas, at.toPoint())
    for _ in range(4):
        wheel(canvas, at, angle=120)
    assert canvas.zoom == pytest.approx(2 * 2 ** (4 / 3))
    assert abs(seen[-1].x - seen[0].x) <= 1
    assert abs(seen[-1].y - seen[0].y) <= 1


def test_wheel_halts_at_100_percent(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    show(qtbot, document, canvas, photograph())
    canvas.set_zoom(0.9)
    wheel(canvas, QPointF(50, 50), angle=120)
    assert canvas.zoom == 1
    wheel(canvas, QPointF(50, 50), angle=120)
    assert canvas.zoom > 1


@pytest.mark.parametrize("way", ["middle", "space", "left", "trackpad", "keys"])
def test_ways_to_pan(qtbot: QtBot, document: Document, canvas: Canvas, way: str) -> None:
    pixels = photograph()
    show(qtbot, document, canvas, pixels)
    canvas.set_view("original")
    canvas.actual_size()
    if way == "trackpad":
        wheel(canvas, QPointF(100, 100), pixels=QPoint(-64, 0))
    elif way == "keys":
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    elif way == "space":
        canvas.set_view("split")  # where the left button alone would move the line
        qtbot.keyPress(canvas, Qt.Key.Key_Space)
        drag(qtbot, canvas, QPoint(200, 100), QPoint(136, 100), Qt.MouseButton.LeftButton)
        qtbot.keyRelease(canvas, Qt.Key.Key_Space)
        assert canvas.split == 0.5
        canvas.set_view("original")
    else:
        button = Qt.MouseButton.MiddleButton if way == "middle" else Qt.MouseButton.LeftButton
        drag(qtbot, canvas, QPoint(200, 100), QPoint(136, 100), button)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), pixels[100:400, 214:614])


def test_home_and_end_go_to_the_corners(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    pixels = photograph()
    show(qtbot, document, canvas, pixels)
    canvas.set_view("original")
    canvas.actual_size()
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), pixels[:300, :400])
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), pixels[0:300, 300:700])


def test_split_line_is_dragged_turned_and_moved_by_keys(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    pixels = photograph()
    result = show(qtbot, document, canvas, pixels)
    canvas.set_view("split")
    canvas.actual_size()
    drag(qtbot, canvas, QPoint(200, 150), QPoint(100, 150), Qt.MouseButton.LeftButton)
    assert canvas.split == 0.25
    settle(qtbot, canvas)
    shown, rows = grabbed(canvas), slice(40, 130)
    assert np.array_equal(shown[rows, :90], middle_of(pixels)[rows, :90])
    assert np.array_equal(shown[rows, 110:], middle_of(result.image)[rows, 110:])
    with qtbot.waitSignal(canvas.split_orientation_changed):
        double_click(canvas, QPoint(100, 250))
    assert canvas.split_orientation == Qt.Orientation.Horizontal
    qtbot.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert canvas.split == pytest.approx(0.27)
    shown = grabbed(canvas)
    assert np.array_equal(shown[95:260, :190], middle_of(result.image)[95:260, :190])
    qtbot.mouseClick(
        canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, QPoint(30, round(0.27 * 300))
    )
    assert canvas.split_orientation == Qt.Orientation.Vertical


def test_side_by_side_shows_the_same_place_twice(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    pixels = photograph()
    result = show(qtbot, document, canvas, pixels)
    canvas.set_view("side")
    canvas.set_zoom(2)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    settle(qtbot, canvas)
    shown = grabbed(canvas)[40:]
    left, right = (picture.repeat(2, 0).repeat(2, 1)[40:300, :199] for picture in (pixels, result.image))
    assert np.array_equal(shown[:, :199], left)
    assert np.array_equal(shown[:, 201:], right)


@pytest.mark.parametrize("line", [Qt.Orientation.Vertical, Qt.Orientation.Horizontal])
def test_side_by_side_is_one_above_the_other_only_for_wide_pictures(
    qtbot: QtBot, document: Document, canvas: Canvas, line: Qt.Orientation
) -> None:
    canvas.set_split_orientation(line)
    canvas.set_view("side")
    for size, beside in (((300, 500), True), ((700, 200), False), ((700, 500), True), ((2, 2), True)):
        show(qtbot, document, canvas, photograph(*size))
        first, second = (sight.clip for sight in canvas.sights())
        assert (first.right() < second.left(), first.bottom() < second.top()) == (beside, not beside)
        assert first.size() == second.size()
        assert all(sight.clip.contains(sight.rect(0, 0, *size)) for sight in canvas.sights())


def test_side_by_side_lies_anew_in_a_canvas_of_another_shape(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    show(qtbot, document, canvas, photograph(500, 500))
    canvas.set_view("side")
    canvas.set_zoom(2)
    canvas.pan_by(QPointF(40, 20))
    middle = canvas.middle_pixel
    canvas.resize(300, 500)
    first, second = canvas.sights()
    assert first.clip.bottom() < second.clip.top()
    assert canvas.middle_pixel == middle
    assert first.scale == second.scale == 2
    assert first.place(first.clip.center()) == second.place(second.clip.center())


def test_difference_is_dark_where_equal_and_bright_where_far(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    pixels = np.zeros((300, 400, 3), np.uint8)
    pixels[:, 200:] = 200
    pixels[0, 0] = (90, 90, 90)  # one pixel of a third colour is far from both
    document.apply(Settings(colors=2))
    result = show(qtbot, document, canvas, pixels)
    canvas.set_view("difference")
    canvas.actual_size()
    settle(qtbot, canvas)
    shown = grabbed(canvas)
    apart = np.sqrt(((pixels.astype(float) - result.image) ** 2).sum(axis=2))
    scale = heat_scale(256)
    assert apart[0, 0] > 64
    assert np.array_equal(shown[0, 0], scale[255])
    assert np.array_equal(shown[100, 300], scale[round(min(apart[100, 300] / 64, 1) * 255)])
    assert shown[100, 100].sum() < shown[0, 0].sum()


def test_highlight_dims_all_other_colors(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    result = show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    canvas.actual_size()
    view_model.change(highlighted=3)
    settle(qtbot, canvas)
    shown, plain = grabbed(canvas), middle_of(result.image)
    chosen = middle_of(result.labels[..., None] == 3)[..., 0]
    assert np.array_equal(shown[chosen], plain[chosen])
    others = shown[~chosen].astype(int)
    assert np.ptp(others, axis=1).max() == 0  # greys
    luma = np.array([0.299, 0.587, 0.114])
    assert np.abs(others[:, 0] - result.palette[3] @ luma).min() > 30
    view_model.change(highlighted=None)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), plain)


def test_pixel_under_the_cursor_is_told(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    pixels = photograph()
    result = show(qtbot, document, canvas, pixels)
    canvas.actual_size()
    seen = pixels_of(view_model)
    move(canvas, QPoint(30, 20))
    label = int(result.labels[120, 180])
    color = rgb(result.palette[label])
    assert seen == [Pixel(180, 120, tuple(int(value) for value in pixels[120, 180]), label, color)]
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert seen[-1] is None


def test_pixel_is_told_again_when_the_result_changes(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    show(qtbot, document, canvas, photograph())
    canvas.actual_size()
    move(canvas, QPoint(30, 20))
    seen = pixels_of(view_model)
    document.change("Colours", colors=2)
    result = wait_for_result(qtbot, document)
    assert seen[-1].label in (0, 1)
    assert seen[-1].color in [rgb(color) for color in result.palette]


def test_transparency_shows_the_background(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    pixels = np.dstack([photograph(), np.full((500, 700), 255, np.uint8)])
    pixels[:, 350:, 3] = 0
    pixels[:250, :350, 3] = 128
    result = show(qtbot, document, canvas, pixels)
    assert result.request.settings.alpha is AlphaMode.KEEP
    canvas.set_view("result")
    canvas.actual_size()
    settle(qtbot, canvas)
    assert {int(value) for value in np.unique(grabbed(canvas)[:, 210:])} == {204, 255}
    canvas.set_background(QColor(10, 200, 30))
    shown = grabbed(canvas)
    assert (shown[:, 210:] == (10, 200, 30)).all()
    expected = middle_of(result.image).astype(float)
    assert np.array_equal(shown[160:, :190], expected[160:, :190])
    half = expected[:140, :190] * 128 / 255 + np.array([10, 200, 30]) * 127 / 255
    assert np.abs(shown[:140, :190] - half).max() <= 2


def test_surround_is_neutral_and_follows_the_theme(canvas: Canvas) -> None:
    palette = canvas.palette()
    greys = []
    for window in (QColor(240, 240, 240), QColor(40, 40, 40)):
        palette.setColor(palette.ColorRole.Window, window)
        canvas.setPalette(palette)
        red, green, blue = (int(value) for value in grabbed(canvas)[10, 10])
        assert red == green == blue
        greys.append(red)
    assert 255 > greys[0] > 150 > 100 > greys[1] > 0


def test_grid_parts_the_pixels_from_1600_percent(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    show(qtbot, document, canvas, np.full((50, 50, 3), 250, np.uint8))
    canvas.set_view("result")
    canvas.set_zoom(12)
    settle(qtbot, canvas)
    assert (grabbed(canvas) == 250).all()
    canvas.set_zoom(16)
    settle(qtbot, canvas)
    dark = np.flatnonzero(grabbed(canvas)[5, :, 0] < 250)
    assert (np.diff(dark) == 16).all()
    assert len(dark) == 25


def test_another_picture_is_fitted_and_nothing_of_the_old_one_stays(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    canvas.set_zoom(5)
    show(qtbot, document, canvas, np.full((200, 300, 3), 77, np.uint8))
    assert canvas.fitted
    assert np.array_equal(grabbed(canvas)[60:240, 60:340], np.full((180, 280, 3), 77))


def test_double_click_goes_to_100_percent_and_back_to_fit(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    double_click(canvas, QPoint(50, 60))
    assert (canvas.zoom, canvas.fitted) == (1, False)
    double_click(canvas, QPoint(50, 60))
    assert canvas.fitted


def test_is_described_for_who_does_not_see_it(qtbot: QtBot, document: Document, canvas: Canvas) -> None:
    assert canvas.accessibleName() == "Picture"
    assert "No picture" in canvas.accessibleDescription()
    show(qtbot, document, canvas, photograph())
    canvas.actual_size()
    with qtbot.waitSignal(canvas.view_changed) as told:
        canvas.set_view("difference")
    assert told.args == ["difference"]
    assert canvas.accessibleDescription() == "700 by 500 pixels at 100 %; view: difference"
    with pytest.raises(ValueError, match="not a view"):
        canvas.set_view("sideways")


def test_focus_by_keys_is_visible(qtbot: QtBot, canvas: Canvas) -> None:
    with qtbot.waitActive(canvas):
        canvas.activateWindow()
    plain = grabbed(canvas)
    canvas.clearFocus()
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(canvas.hasFocus)
    accent = canvas.palette().highlight().color()
    assert tuple(grabbed(canvas)[0, 50]) == (accent.red(), accent.green(), accent.blue())
    assert np.array_equal(plain[10:20, 10:20], grabbed(canvas)[10:20, 10:20])


def test_many_changes_of_everything_leave_the_latest(
    qtbot: QtBot, document: Document, canvas: Canvas
) -> None:
    show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    for step in range(60):
        document.change("Colours", merge="k", colors=2 + step % 13)
        canvas.set_zoom(canvas.zoom * (1.3 if step % 2 else 0.7))
        canvas.pan_by(QPointF(step, -step))
        canvas.set_view(("result", "split", "side", "difference", "original")[step % 5])
        QApplication.processEvents()
    canvas.set_view("result")
    document.change("Colours", colors=9)
    canvas.fit()
    canvas.actual_size()
    wait_for_result(qtbot, document)
    settle(qtbot, canvas)
    assert document.now.result is not None
    assert np.array_equal(grabbed(canvas), middle_of(document.now.result.image))


def test_highlight_is_seen_on_a_preview_and_follows_the_color(
    qtbot: QtBot, document: Document, canvas: Canvas, slow: Slow, view_model: ViewModel
) -> None:
    canvas.set_view("result")
    document.show(SourceImage(photograph(), None, "PNG", "RGB"))
    qtbot.waitUntil(lambda: document.now.preview is not None)
    assert document.now.preview is not None
    palette = document.now.preview.palette
    view_model.change(highlighted=2)
    settle(qtbot, canvas)
    seen = {tuple(color) for color in grabbed(canvas)[100:200, 100:300].reshape(-1, 3).tolist()}
    bright = tuple(palette[2].tolist())
    assert not {tuple(color) for color in palette.tolist()} & seen - {bright}
    slow.go.set()
    wait_for_result(qtbot, document)
    settle(qtbot, canvas)
    assert document.now.result is not None
    exact = document.now.result.palette
    nearest = ((exact.astype(int) - palette[2]) ** 2).sum(axis=1).argmin()
    seen = {tuple(color) for color in grabbed(canvas)[100:200, 100:300].reshape(-1, 3).tolist()}
    assert not {tuple(color) for color in exact.tolist()} & seen - {tuple(exact[nearest].tolist())}
    view_model.change(highlighted=None)
    settle(qtbot, canvas)
    seen = {tuple(color) for color in grabbed(canvas)[100:200, 100:300].reshape(-1, 3).tolist()}
    assert seen & {tuple(color) for color in exact.tolist()}


class Paints(QObject):
    """Counts how often a widget is drawn."""

    count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_is_drawn_once_for_all_that_is_found(
    qtbot: QtBot, document: Document, canvas: Canvas, slow: Slow
) -> None:
    slow.go.set()
    show(qtbot, document, canvas, photograph())
    QApplication.processEvents()
    slow.go.clear()
    paints = Paints(canvas)
    canvas.installEventFilter(paints)
    document.change("Colours", colors=11)
    qtbot.waitUntil(lambda: document.now.preview is not None)
    qtbot.waitUntil(lambda: canvas.is_settled and paints.count > 0)
    slow.go.set()
    wait_for_result(qtbot, document)
    qtbot.waitUntil(lambda: canvas.is_settled and paints.count > 1)
    QApplication.processEvents()
    assert paints.count == 2  # the preview and the result


@pytest.mark.parametrize("way", ["keys", "zoom", "view"])
def test_the_pixel_under_a_mouse_that_rests_is_told_when_the_picture_moves(
    qtbot: QtBot, document: Document, canvas: Canvas, way: str, view_model: ViewModel
) -> None:
    pixels = photograph()
    show(qtbot, document, canvas, pixels)
    canvas.actual_size()
    move(canvas, QPoint(30, 20))
    seen = pixels_of(view_model)
    if way == "keys":
        qtbot.keyClick(canvas, Qt.Key.Key_Home)
    elif way == "zoom":
        canvas.zoom_in()
    else:
        canvas.set_view("side")
    assert (seen[-1].x, seen[-1].y) != (180, 120)
    assert seen[-1].source == tuple(int(value) for value in pixels[seen[-1].y, seen[-1].x])
