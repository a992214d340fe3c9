"""The scatter dock, with real signals, mouse and keys."""

from __future__ import annotations

import gc
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import COLOR_SPACES, Space
from kquant.core.model.specification import Preparation
from kquant.core.points.hulls import convex_hull
from kquant.core.preview import preview
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.clusters import ScatterPanel
from kquant.ui.features.clusters.plot import ScatterPlot
from kquant.ui.features.clusters.sample import draw_sample, locate
from kquant.ui.features.clusters.scene import ScatterScene
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.kit.plots.raster import draw_squares, packed
from kquant.ui.kit.qimage import from_qimage
from tests.ui.parts import find

# The offscreen platform says such things of every window.
MakePanel = Callable[..., ScatterPanel]


def blobs() -> UInt8:
    """Three clouds far apart in red and green: 900 pixels, 450 and 90."""
    chance = np.random.default_rng(5)
    parts = [
        chance.integers(-8, 9, (count, 3)) + middle
        for middle, count in (((60, 60, 60), 900), ((200, 60, 90), 450), ((120, 220, 120), 90))
    ]
    return np.concatenate(parts).astype(np.uint8).reshape(36, 40, 3)


def gradient(side: int) -> UInt8:
    """Every pixel of another colour."""
    codes = np.arange(side * side, dtype=np.uint32) * np.uint32(97)
    return (
        np.stack([codes >> 16 & 255, codes >> 8 & 255, codes & 255], axis=1)
        .astype(np.uint8)
        .reshape(side, side, 3)
    )


@pytest.fixture
def start_colors() -> int:
    return 3


@pytest.fixture
def view() -> ViewModel:
    return ViewModel()


@pytest.fixture
def make_panel(document: Document, view: ViewModel, qtbot: QtBot) -> Iterator[MakePanel]:
    panels: list[ScatterPanel] = []

    def make(pixels: UInt8 | None = None) -> ScatterPanel:
        panel = ScatterPanel(document, view)
        panels.append(panel)
        qtbot.addWidget(panel)
        panel.resize(420, 480)
        with qtbot.waitExposed(panel):
            panel.show()
        if pixels is not None:
            show(document, pixels, qtbot)
            # That of the preview may be there before.
            qtbot.waitUntil(
                lambda: (
                    document.now.result is not None and scene(panel).palette is document.now.result.palette
                )
            )
        return panel

    yield make
    for panel in panels:
        panel.close()


def show(document: Document, pixels: UInt8, qtbot: QtBot) -> None:
    source = SourceImage(pixels, None, "PNG", "RGB 8-bit")

    def measured() -> bool:
        return document.now.source is source and document.now.metrics is not None

    document.show(source)
    qtbot.waitUntil(measured)


def plot(panel: ScatterPanel) -> ScatterPlot:
    return find(panel, ScatterPlot, "scatter_plot")


def scene(panel: ScatterPanel) -> ScatterScene:
    shown = plot(panel).scene_shown
    assert shown is not None
    return shown


def box(panel: ScatterPanel, name: str) -> QComboBox:
    found = find(panel, QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def at(panel: ScatterPanel, x: float, y: float) -> QPoint:
    """Where a place of the plane is in the plot's widget."""
    where: QPointF = plot(panel).getViewBox().mapViewToScene(QPointF(x, y))
    return where.toPoint()


def picture_of(panel: ScatterPanel) -> QImage:
    image: QImage = plot(panel).viewport().grab().toImage()
    return image.convertToFormat(QImage.Format.Format_RGB32)


def pixels_of_color(image: QImage, color: UInt8) -> int:
    bits = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    bgr = bits[:, : image.width() * 4].reshape(image.height(), image.width(), 4)[..., :3]
    return int((bgr == color[::-1]).all(axis=2).sum())


def wait_for(panel: ScatterPanel, qtbot: QtBot, condition: Callable[[ScatterScene], bool]) -> None:
    qtbot.waitUntil(lambda: plot(panel).scene_shown is not None and condition(scene(panel)))


def test_says_what_will_be_seen(make_panel: MakePanel) -> None:
    panel = make_panel()
    hints = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("Every colour of the picture will be a point" in text for text in hints)
    assert panel.plot is None
    assert not find(panel, QToolButton, "scatter_export").isEnabled()


def test_points_are_the_colours_and_their_clusters(document: Document, make_panel: MakePanel) -> None:
    panel = make_panel(blobs())
    shown = scene(panel)
    assert document.now.result is not None
    assert (shown.palette == document.now.result.palette).all()
    assert (shown.points == shown.colors[:, :2]).all()
    distances = ((shown.colors[:, None].astype(float) - shown.palette) ** 2).sum(axis=2)
    assert (distances.argmin(axis=1) == shown.labels).all()
    assert {tuple(color) for color in shown.colors} == {tuple(color) for color in blobs().reshape(-1, 3)}
    image = picture_of(panel)
    assert all(pixels_of_color(image, color) > 50 for color in shown.palette)


def test_own_colours(make_panel: MakePanel) -> None:
    panel = make_panel(blobs())
    before = pixels_of_color(picture_of(panel), scene(panel).palette[0])
    box(panel, "scatter_points").setCurrentIndex(1)
    own = picture_of(panel)
    assert pixels_of_color(own, scene(panel).palette[0]) < before / 2
    # Many lie behind others, as only two axes are seen.
    assert sum(pixels_of_color(own, color) > 0 for color in np.unique(scene(panel).colors, axis=0)[:100]) > 15


@pytest.mark.parametrize("space", COLOR_SPACES)
def test_every_space_and_axis(make_panel: MakePanel, qtbot: QtBot, space: Space) -> None:
    panel = make_panel(blobs())
    box(panel, "scatter_space").setCurrentIndex(COLOR_SPACES.index(space))
    box(panel, "scatter_across").setCurrentIndex(2)
    box(panel, "scatter_up").setCurrentIndex(4)
    wait_for(panel, qtbot, lambda s: (s.view.space, s.view.across, s.view.up) == (space, 2, 4))
    titles = [plot(panel).getAxis(side).labelText for side in ("bottom", "left")]
    assert box(panel, "scatter_across").currentText().split()[0] in titles[0]
    assert "Component 2" in titles[1]
    assert "%" in titles[1]
    view = plot(panel).getViewBox().viewRect()
    assert all(view.contains(QPointF(*point)) for point in scene(panel).points)


def test_a_plot_has_a_space_of_its_own(make_panel: MakePanel) -> None:
    """What is chosen for the clustering may be automatic; axes are not."""
    spaces = box(make_panel(blobs()), "scatter_space")
    names = [spaces.itemText(place) for place in range(spaces.count())]
    assert names == ["sRGB", "Linear RGB", "CIELAB", "OKLab"]


def test_outlines(make_panel: MakePanel, qtbot: QtBot) -> None:
    panel = make_panel(blobs())
    plain = picture_of(panel)
    find(panel, QCheckBox, "scatter_hulls").click()
    wait_for(panel, qtbot, lambda s: len(s.hulls) == 3)
    assert picture_of(panel) != plain


def test_highlight_dims_the_others(view: ViewModel, make_panel: MakePanel) -> None:
    panel = make_panel(blobs())
    colors = scene(panel).palette
    plain = [pixels_of_color(picture_of(panel), color) for color in colors]
    view.change(highlighted=1)
    chosen = [pixels_of_color(picture_of(panel), color) for color in colors]
    assert chosen[1] >= plain[1] * 0.8
    assert chosen[0] < plain[0] / 4
    view.change(highlighted=None)
    assert [pixels_of_color(picture_of(panel), color) for color in colors] == plain
    view.change(highlighted=77)  # of a palette that is gone
    assert [pixels_of_color(picture_of(panel), color) for color in colors] == plain


def test_the_colour_of_a_pixel_stands_out_once_the_mouse_rests_there(
    view: ViewModel, make_panel: MakePanel, qtbot: QtBot
) -> None:
    panel = make_panel(blobs())
    view.change(hovered=0)
    view.change(hovered=1)
    assert plot(panel).highlighted is None
    qtbot.waitUntil(lambda: plot(panel).highlighted == 1)
    view.change(highlighted=2)  # pointed at among the colours
    assert plot(panel).highlighted == 2
    view.change(highlighted=None)
    assert plot(panel).highlighted == 1
    view.change(hovered=None)
    assert plot(panel).highlighted is None


def test_hovering_a_centre_or_a_point(view: ViewModel, make_panel: MakePanel, qtbot: QtBot) -> None:
    panel = make_panel(blobs())
    told: list[int | None] = []
    view.bind(panel, lambda: told.append(view.now.highlighted), "highlighted")
    viewport = plot(panel).viewport()
    qtbot.mouseMove(viewport, at(panel, *scene(panel).centers[1]))
    far = scene(panel).points[:, 1].argmax()
    qtbot.mouseMove(viewport, at(panel, *scene(panel).points[far]))
    caption = find(panel, QLabel, "scatter_caption")
    colour = "Colour 3: #{:02X}{:02X}{:02X}".format(*scene(panel).palette[2])
    assert caption.text() == colour
    panel._take((ScatterPlot.show_scene, scene(panel)))  # another one comes while the mouse rests there
    assert caption.text() == colour
    qtbot.mouseMove(viewport, at(panel, 230, 230))
    assert told == [1, 2, None]
    assert "distinct colours" in caption.text()


def test_the_axes_tell_their_units_where_there_is_room(make_panel: MakePanel) -> None:
    panel = make_panel(blobs())
    axis = plot(panel).getAxis("left")
    plot(panel).resize(300, 300)
    assert axis.labelText == "Green (sRGB, 0 to 255)"
    plot(panel).resize(300, 120)
    assert axis.labelText == "Green"


def test_keys_and_wheel_move_the_view(make_panel: MakePanel, qtbot: QtBot) -> None:
    panel = make_panel(blobs())
    shown = plot(panel)
    before = shown.getViewBox().viewRect()
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.getViewBox().viewRect().width() == pytest.approx(before.width() / 1.25)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.getViewBox().viewRect().center().x() > before.center().x()
    qtbot.keyClick(shown, Qt.Key.Key_Home)
    assert shown.getViewBox().viewRect().width() == pytest.approx(before.width())
    qtbot.keyClick(shown, Qt.Key.Key_Minus)
    find(panel, QToolButton, "scatter_reset").click()
    assert shown.getViewBox().viewRect().width() == pytest.approx(before.width())


def test_another_k_keeps_the_view_and_another_picture_does_not(
    document: Document, make_panel: MakePanel, qtbot: QtBot
) -> None:
    panel = make_panel(blobs())
    qtbot.keyClick(plot(panel), Qt.Key.Key_Plus)
    zoomed = plot(panel).getViewBox().viewRect()
    document.change("", colors=2)
    wait_for(panel, qtbot, lambda s: len(s.palette) == 2)
    assert plot(panel).getViewBox().viewRect() == zoomed
    show(document, 255 - blobs(), qtbot)
    wait_for(panel, qtbot, lambda s: s.picture is document.now.picture)
    assert plot(panel).getViewBox().viewRect() != zoomed


def test_until_another_picture_has_points_the_axes_are_empty(
    document: Document, make_panel: MakePanel, qtbot: QtBot
) -> None:
    panel = make_panel(blobs())
    color = max(scene(panel).palette, key=np.ptp)  # not one that letters have too
    assert pixels_of_color(picture_of(panel), color) > 0
    document._publish(picture=Picture(gradient(80)), result=None, preview=None)
    qtbot.waitUntil(lambda: plot(panel).scene_shown is None)
    assert plot(panel).isVisible()
    assert pixels_of_color(picture_of(panel), color) == 0
    document._publish(picture=None)
    qtbot.waitUntil(lambda: not plot(panel).isVisible())


def test_preparing_paints_unseen_and_leaves_nothing(make_panel: MakePanel) -> None:
    panel = make_panel()
    for step in panel.preparation:
        step()
    assert panel.plot is not None
    assert panel.plot.scene_shown is None
    assert not plot(panel).isVisible()
    assert not find(panel, QToolButton, "scatter_export").isEnabled()


def test_nothing_is_seen_before_the_first_points(
    document: Document, make_panel: MakePanel, qtbot: QtBot
) -> None:
    panel = make_panel()
    for step in panel.preparation:
        step()
    hint = next(label for label in panel.findChildren(QLabel) if "will be a point" in label.text())
    assert hint.isVisible()
    document._publish(picture=Picture(gradient(80)))
    qtbot.waitUntil(lambda: not hint.isVisible())
    assert not plot(panel).isVisible()
    picture = document.now.picture
    assert picture is not None
    document._publish(preview=preview(picture, document.now.state.settings))
    wait_for(panel, qtbot, lambda s: s.picture is document.now.picture)
    assert plot(panel).isVisible()


def test_closed_while_the_plot_is_being_prepared(document: Document) -> None:
    from pyqtgraph import PlotItem

    others = {id(one) for one in gc.get_objects() if isinstance(one, PlotItem)}
    panel = ScatterPanel(document, ViewModel())
    for step in panel.preparation[:2]:
        step()
    inside = next(one for one in gc.get_objects() if isinstance(one, PlotItem) and id(one) not in others)
    panel.close()
    panel.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(inside)  # it waits for no garbage collector, which may run on any thread


def test_axes_are_ready_before_there_are_points(make_panel: MakePanel) -> None:
    shown = scene(make_panel(blobs()))
    empty = ScatterPlot()
    empty.resize(400, 300)
    empty.show_axes(shown)
    assert empty.scene_shown is None
    assert empty.getAxis("bottom").labelText.startswith("Red")
    ranges = empty.getViewBox().viewRange()
    assert all(low < shown.points[:, axis].min() for axis, (low, _) in enumerate(ranges))
    assert all(high > shown.points[:, axis].max() for axis, (_, high) in enumerate(ranges))
    empty.show_scene(shown)
    assert empty.getViewBox().viewRange() == ranges
    empty.release()


def test_a_preview_is_shown(document: Document, make_panel: MakePanel, qtbot: QtBot) -> None:
    panel = make_panel(gradient(64))
    assert document.now.picture is not None
    guess = preview(document.now.picture, replace(document.settings, colors=9))
    assert guess is not None
    document._publish(result=None, preview=guess)
    wait_for(panel, qtbot, lambda s: s.palette is guess.palette)
    assert scene(panel).labels.max() <= 8


def test_a_hidden_panel_waits(document: Document, make_panel: MakePanel, qtbot: QtBot) -> None:
    panel = make_panel()
    panel.hide()
    show(document, blobs(), qtbot)
    QApplication.processEvents()
    assert panel.plot is None
    panel.show()
    wait_for(panel, qtbot, lambda s: len(s.palette) == 3)


@pytest.mark.parametrize("pixels", [np.full((3, 3, 3), 9, np.uint8), np.zeros((2, 2, 4), np.uint8)])
def test_one_colour_or_none(document: Document, make_panel: MakePanel, qtbot: QtBot, pixels: UInt8) -> None:
    panel = make_panel()
    find(panel, QCheckBox, "scatter_hulls").click()
    broken: list[object] = []
    document.broke.connect(broken.append)
    show(document, pixels, qtbot)
    qtbot.waitUntil(lambda: panel.plot is not None and panel.plot.scene_shown is not None)
    picture_of(panel)
    assert broken == []


def test_no_axes_of_a_picture_without_visible_pixels(
    document: Document, make_panel: MakePanel, qtbot: QtBot
) -> None:
    panel = make_panel(blobs())
    show(document, np.zeros((2, 2, 4), np.uint8), qtbot)
    caption = find(panel, QLabel, "scatter_caption")
    qtbot.waitUntil(lambda: caption.text() == "0 distinct colours")
    assert not plot(panel).isVisible()
    assert not find(panel, QToolButton, "scatter_export").isEnabled()
    show(document, blobs(), qtbot)
    qtbot.waitUntil(plot(panel).isVisible)


def test_export(make_panel: MakePanel, qtbot: QtBot, tmp_path: Path) -> None:
    panel = make_panel(blobs())
    with qtbot.waitSignal(panel.export.exported):
        panel.export.save(tmp_path / "plot.png")
    saved = QImage(str(tmp_path / "plot.png"))
    assert saved.size() == plot(panel).viewport().size() * 2
    assert all(pixels_of_color(saved, color) > 200 for color in scene(panel).palette)
    with qtbot.waitSignal(panel.export.exported):
        panel.export.save(tmp_path / "plot.svg")
    root = ElementTree.parse(tmp_path / "plot.svg").getroot()
    text = (tmp_path / "plot.svg").read_text("utf-8").lower()
    assert root.tag.endswith("svg")
    assert all("#{:02x}{:02x}{:02x}".format(*color) in text for color in scene(panel).palette)
    assert "<image" not in text
    assert "red (srgb, 0 to 255)" in text
    drawn = QImage(saved.size(), saved.format())
    with QPainter(drawn) as painter:
        QSvgRenderer(str(tmp_path / "plot.svg")).render(painter)
    differing = np.abs(from_qimage(drawn).astype(int) - from_qimage(saved)).max(axis=2) > 64
    assert differing.mean() < 0.02  # edges of letters and rings
    with qtbot.waitSignal(panel.export.failed) as said:
        panel.export.save(tmp_path / "plot.bmp")
    assert said.args == ["plot.bmp: a plot can be saved as .png or .svg"]


def test_every_control_has_a_key_and_says_which(make_panel: MakePanel, qtbot: QtBot) -> None:
    panel = make_panel(blobs())
    panel.activateWindow()
    names = ("scatter_space", "scatter_points", "scatter_across", "scatter_up", "scatter_hulls")
    for number, name in enumerate(names, 1):
        control = find(panel, QWidget, name)
        qtbot.keyClick(panel, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert control.hasFocus()
        assert f"Alt+{number}" in control.toolTip()
    assert find(panel, QCheckBox, "scatter_hulls").isChecked()


def test_a_drawing_of_an_empty_view(make_panel: MakePanel, qtbot: QtBot, tmp_path: Path) -> None:
    panel = make_panel(blobs())
    plot(panel).getViewBox().setRange(xRange=(5000, 5100), yRange=(5000, 5100))
    with qtbot.waitSignal(panel.export.exported):
        panel.export.save(tmp_path / "plot.svg")
    assert "red (srgb, 0 to 255)" in (tmp_path / "plot.svg").read_text("utf-8").lower()


def test_export_by_dialog(make_panel: MakePanel, qtbot: QtBot, tmp_path: Path) -> None:
    panel = make_panel(blobs())
    for name, signal in (("a.png", panel.export.exported), ("no/a.png", panel.export.failed)):
        find(panel, QToolButton, "scatter_export").click()
        dialog = panel.findChild(FileDialog)
        assert dialog is not None
        with qtbot.waitSignal(signal) as said:
            dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert "a.png" in str(said.args[0])
    assert said.args == ["a.png: its folder does not exist"]


def test_made_and_closed_many_times(document: Document, qtbot: QtBot) -> None:
    show(document, blobs(), qtbot)

    def once() -> None:
        panel = ScatterPanel(document, ViewModel())
        panel.show()
        wait_for(panel, qtbot, lambda s: len(s.palette) == 3)
        panel.close()
        panel.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    once()
    gc.collect()
    widgets = len(QApplication.allWidgets())
    plots = sum(isinstance(one, ScatterPlot) for one in gc.get_objects())
    for _ in range(20):
        once()
    gc.collect()
    assert len(QApplication.allWidgets()) <= widgets
    assert sum(isinstance(one, ScatterPlot) for one in gc.get_objects()) <= plots + 1
    document._publish(result=None)  # nobody is left who would mind


def test_the_sample_follows_the_counts() -> None:
    pixels = gradient(200).reshape(-1, 3)
    pixels[:20_000] = (1, 2, 3)
    prepared = Picture(pixels.reshape(200, 200, 3)).prepared(Preparation())
    sample = draw_sample(prepared, 1000)
    assert sample.weights.sum() == 1000
    assert sample.total == len(prepared.histogram)
    place = int(np.flatnonzero((sample.colors == (1, 2, 3)).all(axis=1))[0])
    assert sample.weights[place] == pytest.approx(500, abs=2)
    assert (prepared.histogram.colors[sample.indices] == sample.colors).all()
    whole = draw_sample(prepared, sample.total)
    assert len(whole.indices) == sample.total
    assert (whole.weights == prepared.histogram.counts).all()


def test_components_are_those_of_a_line() -> None:
    ramp = np.arange(0, 200, 2, dtype=np.uint8)
    pixels = np.stack([ramp, ramp, ramp], axis=1)[None]
    sample = draw_sample(Picture(pixels).prepared(Preparation()))
    located = locate(sample, Space.SRGB)
    assert located.explained == pytest.approx([1, 0])
    along = np.sort(located.points[:, 3])
    assert np.diff(along) == pytest.approx(2 * 3**0.5)
    assert located.of(sample.colors) == pytest.approx(located.points)


@given(hnp.arrays(np.float64, st.tuples(st.integers(0, 60), st.just(2)), elements=st.integers(-50, 50)))
def test_a_hull_holds_all_points(points: Float64) -> None:
    hull = convex_hull(points)
    assert len(hull) <= len(points)
    assert {tuple(corner) for corner in hull} <= {tuple(point) for point in points}
    if len(hull) > 2:
        edges = np.roll(hull, -1, axis=0) - hull
        to_points = points[:, None] - hull
        sides = edges[:, 0] * to_points[..., 1] - edges[:, 1] * to_points[..., 0]
        assert (sides >= -1e-9).all() or (sides <= 1e-9).all()


def test_squares_stay_on_the_canvas() -> None:
    canvas = np.zeros((10, 12), np.uint32)
    places = np.array([[5.0, 5.0], [0.0, 0.0], [11.9, 3.0], [-1e9, 4.0], [1e9, 1e9]])
    draw_squares(canvas, places, packed(np.full((5, 3), 255, np.uint8)), 3)
    assert np.argwhere(canvas).tolist() == [[y, x] for y in (4, 5, 6) for x in (4, 5, 6)]
    assert packed(np.array([[255, 0, 128]], np.uint8)).tolist() == [0xFFFF0080]
