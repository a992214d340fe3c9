"""The palette bar, by mouse, by keys, and as a screen reader meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QContextMenuEvent, QFont, QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QListView, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.settings import Settings
from kquant.core.palette.order import Order
from kquant.core.preview import preview
from kquant.core.quantize import quantize
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.palette import PaletteBar
from kquant.ui.features.palette.swatch_list import SwatchList
from kquant.ui.features.palette.swatch_row import MIN_WIDTH, least_widths, lettering, swatch_widths
from kquant.ui.features.palette.swatches import preview_counts
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.numbers import grouped
from kquant.ui.kit.theme import text_color
from kquant.ui.shell.features import TABLE
from tests.changes import changed
from tests.ui.palette_bench import publish
from tests.ui.parts import find

STRIPES = {(200, 30, 30): 50, (30, 30, 200): 30, (240, 240, 240): 15, (30, 160, 60): 5}
# The offscreen platform says such things of every window and menu.
MakeBar = Callable[..., PaletteBar]


def stripes() -> UInt8:
    rows = [np.full((count, 20, 3), color, np.uint8) for color, count in STRIPES.items()]
    return np.concatenate(rows)


def many_colors(side: int = 96) -> UInt8:
    ramp = np.arange(side, dtype=np.uint8) * 2
    red, green = np.meshgrid(ramp, ramp, indexing="ij")
    return np.stack([red, green, 255 - red], axis=2)


@pytest.fixture
def start_colors() -> int:
    return 4


@pytest.fixture
def view_model() -> ViewModel:
    return ViewModel()


@pytest.fixture
def make_bar(document: Document, view_model: ViewModel, qtbot: QtBot) -> Iterator[MakeBar]:
    bars: list[PaletteBar] = []
    host = QWidget()
    qtbot.addWidget(host)

    def make(pixels: UInt8 | None = None, colors: int = 4, width: int = 800) -> PaletteBar:
        bar = PaletteBar(document, view_model, Actions(host, TABLE))
        bars.append(bar)
        qtbot.addWidget(bar)
        bar.resize(width, 120)
        with qtbot.waitExposed(bar):
            bar.show()
        if pixels is not None:
            show(document, pixels, colors, qtbot)
            qtbot.waitUntil(lambda: bar.is_settled)
        return bar

    yield make
    for bar in bars:
        bar.close()


def show(document: Document, pixels: UInt8, colors: int, qtbot: QtBot) -> None:
    document.apply(replace(document.settings, colors=colors))

    source = SourceImage(pixels, None, "PNG", "RGB 8-bit")

    def measured() -> bool:
        return document.now.source is source and document.now.metrics is not None

    with qtbot.waitSignal(changed(document, "metrics"), check_params_cb=measured):
        document.show(source)


def swatches(bar: PaletteBar) -> QListView:
    found = find(bar, QListView, "palette_swatches")
    assert isinstance(found, QListView)
    return found


def hexes(bar: PaletteBar) -> list[str]:
    model = swatches(bar).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def center(bar: PaletteBar, row: int) -> QPoint:
    view = swatches(bar)
    return view.visualRect(view.model().index(row, 0)).center()


def settle(bar: PaletteBar, qtbot: QtBot) -> None:
    """Until the rows are those of the document, and laid out."""
    qtbot.waitUntil(lambda: bar.is_settled)
    count = swatches(bar).model().rowCount()
    qtbot.waitUntil(lambda: center(bar, count - 1).x() > 0 and center(bar, 0) != center(bar, count - 1))


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def picture_of(bar: PaletteBar) -> QImage:
    return swatches(bar).viewport().grab().toImage()


def test_says_what_will_be_there(make_bar: MakeBar) -> None:
    bar = make_bar()
    assert hexes(bar) == []
    assert not find(bar, QToolButton, "palette_export").isEnabled()
    colors = {picture_of(bar).pixel(x, 30) for x in range(200, 600)}
    assert len(colors) > 1  # the hint is painted


def test_of_a_picture_without_visible_pixels_says_that_there_is_nothing(
    document: Document, make_bar: MakeBar, qtbot: QtBot
) -> None:
    bar = make_bar(stripes())
    swatches = find(bar, SwatchList, "palette_swatches")
    show(document, np.zeros((4, 4, 4), np.uint8), 4, qtbot)
    qtbot.waitUntil(lambda: hexes(bar) == [] and bar.is_settled)
    assert swatches.hint == "No pixels of the picture are visible, so it has no colours."


def test_shows_the_result_as_wide_as_the_shares(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    assert hexes(bar) == ["#C81E1E", "#1E1EC8", "#F0F0F0", "#1EA03C"]
    view = swatches(bar)
    widths = [view.visualRect(view.model().index(row, 0)).width() for row in range(4)]
    assert sum(widths) == view.viewport().width()
    assert np.allclose(np.array(widths) / sum(widths), [0.5, 0.3, 0.15, 0.05], atol=0.005)
    image = picture_of(bar)
    ratio = image.devicePixelRatio()
    painted = [
        QColor(image.pixel(int(center(bar, r).x() * ratio), int(image.height() - 4))).name() for r in range(4)
    ]
    assert [name.upper() for name in painted] == hexes(bar)


def test_equal_widths(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    find(bar, QToolButton, "palette_proportional").click()
    view = swatches(bar)
    qtbot.waitUntil(
        lambda: np.ptp([view.visualRect(view.model().index(row, 0)).width() for row in range(4)]) <= 1
    )


def sort(bar: PaletteBar, order: Order, qtbot: QtBot) -> None:
    before = hexes(bar)
    find(bar, QComboBox, "palette_order").setCurrentIndex(list(Order).index(order))
    qtbot.waitUntil(lambda: hexes(bar) != before)


def test_sorts_the_result_and_keeps_the_current_colour(
    document: Document, make_bar: MakeBar, qtbot: QtBot
) -> None:
    bar = make_bar(stripes())
    view = swatches(bar)
    view.setCurrentIndex(view.model().index(1, 0))
    sort(bar, Order.LIGHTNESS, qtbot)
    assert hexes(bar) == ["#1E1EC8", "#C81E1E", "#1EA03C", "#F0F0F0"]
    assert view.currentIndex().data() == "#1E1EC8"
    find(bar, QToolButton, "palette_descending").click()
    qtbot.waitUntil(lambda: hexes(bar) == ["#F0F0F0", "#1EA03C", "#C81E1E", "#1E1EC8"])
    result = document.now.result
    assert result is not None
    assert ["#" + bytes(color).hex().upper() for color in result.palette] == hexes(bar)


def test_a_click_copies_hex(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    with qtbot.waitSignal(bar.copying.copied) as said:
        qtbot.mouseClick(swatches(bar).viewport(), Qt.MouseButton.LeftButton, pos=center(bar, 1))
    assert clipboard() == "#1E1EC8"
    assert said.args == ["Copied #1E1EC8"]


def test_keys_move_and_copy(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    view = swatches(bar)
    view.setFocus()
    for keys, copy, expected in [
        ([Qt.Key.Key_Home, Qt.Key.Key_Right], Qt.Key.Key_Return, "#1E1EC8"),
        ([Qt.Key.Key_End], Qt.Key.Key_Space, "#1EA03C"),
        ([Qt.Key.Key_Left], Qt.Key.Key_Enter, "#F0F0F0"),
        ([Qt.Key.Key_Home], None, "#C81E1E"),
    ]:
        for key in keys:
            qtbot.keyClick(view, key)
        if copy is None:
            qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.keyClick(view, copy)
        assert clipboard() == expected


def test_the_menu_copies_other_forms(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    view = swatches(bar)
    view.setCurrentIndex(view.model().index(1, 0))
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.viewport(), asked)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    more = menu.findChild(QMenu)
    assert isinstance(more, QMenu)
    copied = []
    for action in [menu.actions()[0], *more.actions()[:7]]:
        action.trigger()
        copied.append(clipboard())
    assert copied == [
        "#1E1EC8",
        "#1E1EC8",
        "rgb(30, 30, 200)",
        "hsl(240, 73.9%, 45.1%)",
        "--color-2: #1E1EC8;",
        "L* 27.8 a* 58.1 b* -83.9",
        "mediumblue",
        "true blue",
    ]
    menu.close()


def test_copy_all_in_the_order_shown(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    sort(bar, Order.LIGHTNESS, qtbot)
    button = find(bar, QToolButton, "palette_copy_all")
    button.click()
    assert clipboard().split("\n") == hexes(bar)
    button.menu().actions()[1].trigger()
    assert clipboard().split("\n")[0] == "rgb(30, 30, 200)"
    button.menu().actions()[3].trigger()
    assert clipboard().split("\n")[0] == "--color-1: #1E1EC8;"


def test_export_is_asked_for(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    with qtbot.waitSignal(bar.export_requested):
        find(bar, QToolButton, "palette_export").click()


def test_hovering_tells_the_index_in_the_palette(
    view_model: ViewModel, make_bar: MakeBar, qtbot: QtBot
) -> None:
    bar = make_bar(stripes())
    sort(bar, Order.LIGHTNESS, qtbot)
    settle(bar, qtbot)
    told: list[int | None] = []
    view_model.bind(bar, lambda: told.append(view_model.now.highlighted), "highlighted")
    viewport = swatches(bar).viewport()
    for row in (0, 2):
        qtbot.mouseMove(viewport, center(bar, row))
        qtbot.waitUntil(lambda row=row: told[-1:] == [row])  # type: ignore[misc]
    qtbot.mouseMove(find(bar, QComboBox, "palette_order"))
    qtbot.waitUntil(lambda: told[-1:] == [None])


def test_highlight_marks_a_swatch(view_model: ViewModel, make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    plain = picture_of(bar)
    view_model.change(highlighted=3)
    marked = picture_of(bar)
    x = int(center(bar, 3).x() * marked.devicePixelRatio())
    assert marked.pixel(x, 1) != plain.pixel(x, 1)
    assert marked.pixel(2, 1) == plain.pixel(2, 1)
    view_model.change(highlighted=None)
    assert picture_of(bar) == plain
    view_model.change(highlighted=99)  # of a palette that is gone
    assert picture_of(bar) == plain


@pytest.mark.parametrize("side", [16, 64])
def test_many_colours_stay_usable(document: Document, make_bar: MakeBar, qtbot: QtBot, side: int) -> None:
    colors = side * side
    bar = make_bar(width=1024)
    publish(document, result=quantize(Picture(many_colors(side)), Settings(colors=colors), metrics=()))
    settle(bar, qtbot)
    view = swatches(bar)
    assert view.model().rowCount() == colors
    scroll = view.horizontalScrollBar()
    assert (scroll.maximum() > 0) == (colors == 4096)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))
    assert view.visualRect(view.currentIndex()).width() >= MIN_WIDTH
    assert "pixel" in view.currentIndex().data(Qt.ItemDataRole.ToolTipRole)


def test_the_tooltip_tells_all(make_bar: MakeBar) -> None:
    bar = make_bar(stripes())
    model = swatches(bar).model()
    text = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    for part in ("Colour 1", "#C81E1E", "firebrick", "50.0 %", f"{grouped().toString(1000)} pixels", "L* 43"):
        assert part in text


def test_screen_readers_find_a_list_with_names(make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    settle(bar, qtbot)
    view = swatches(bar)
    found = QAccessible.queryAccessibleInterface(view)
    assert found.role() == QAccessible.Role.List
    names = [found.child(place).text(QAccessible.Text.Name) for place in range(found.childCount())]
    assert "#C81E1E, 50 %, close to firebrick" in names
    view.setCurrentIndex(view.model().index(3, 0))
    assert "#1EA03C" in view.accessibleDescription()


def test_a_preview_has_about_its_shares(document: Document, make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(many_colors(), 8)
    assert document.now.picture is not None
    guess = preview(document.now.picture, document.settings)
    assert guess is not None
    publish(document, result=None, preview=guess)
    with ThreadPoolExecutor(1) as worker:  # as in the program
        counts = worker.submit(preview_counts, document.now.picture, guess, document.settings).result()
    assert counts.sum() == 96 * 96
    order = np.argsort(-counts, kind="stable")
    expected = ["#{:02X}{:02X}{:02X}".format(*guess.palette[index]) for index in order]
    qtbot.waitUntil(lambda: hexes(bar) == expected)


def test_another_picture_leaves_nothing_behind(document: Document, make_bar: MakeBar, qtbot: QtBot) -> None:
    bar = make_bar(stripes())
    publish(document, result=None, preview=None, picture=None)
    qtbot.waitUntil(lambda: bar.is_settled)
    assert hexes(bar) == []
    show(document, np.full((8, 8, 3), 77, np.uint8), 4, qtbot)
    qtbot.waitUntil(lambda: bar.is_settled)
    assert hexes(bar) == ["#4D4D4D"]


@given(
    hnp.arrays(np.float64, st.integers(1, 300), elements=st.floats(0, 1)),
    st.integers(1, 3000),
)
@example(np.array([1.0, 0.0, 0.0, 0.0, 1.0]), 16)
def test_widths_fill_the_room(shares: Float64, total: int) -> None:
    widths = swatch_widths(shares, total, least_widths(len(shares), (), total))
    if len(shares) * MIN_WIDTH >= total:
        assert (widths == MIN_WIDTH).all()
    else:
        assert widths.sum() == total
        assert widths.min() >= MIN_WIDTH - 1  # whole pixels
        assert (np.diff(widths[np.argsort(shares)]) >= -1).all()


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_text_can_be_read_on_any_colour(qapp: QApplication, color: tuple[int, int, int]) -> None:
    def luminance(one: QColor) -> float:
        linear = [
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
            for v in (one.redF(), one.greenF(), one.blueF())
        ]
        return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))

    one, other = sorted((luminance(QColor(*color)), luminance(text_color(QColor(*color)))))
    assert (other + 0.05) / (one + 0.05) >= 4.5
    dark = text_color(QColor(*color)) == QColor(Qt.GlobalColor.black)
    colors, place = np.array([color, color], np.uint8), QRect(0, 0, 200, 60)
    written = lettering(colors, [("A",), ("B",)], [place, place], QFontMetrics(QFont()))
    assert [each[3] for each in written] == [dark, dark]


def test_an_invalid_index_has_no_rows(make_bar: MakeBar) -> None:
    model = swatches(make_bar(stripes())).model()
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 4


def test_keys_point_a_swatch_out_until_the_focus_goes(
    view_model: ViewModel, make_bar: MakeBar, qtbot: QtBot
) -> None:
    bar = make_bar(np.random.default_rng(3).integers(0, 256, (40, 40, 3), np.uint8))
    view = swatches(bar)
    hovered: list[int | None] = []
    view_model.bind(bar, lambda: hovered.append(view_model.now.highlighted), "highlighted")
    bar.activateWindow()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert hovered == [0, 1]
    find(bar, QComboBox, "palette_order").setFocus()
    assert hovered == [0, 1, None]
