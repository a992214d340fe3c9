"""The window as a whole: what it shows, remembers and asks, and what goes when it closes."""

from __future__ import annotations

import gc
import threading
import weakref
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import Effort, PaletteUse
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.palette.order import Order
from kquant.session.document.color_text import hex_text
from kquant.session.document.state import State
from kquant.session.files import preferences as prefer
from kquant.session.files.preferences import Preferences
from kquant.ui.features.clusters.plot import ScatterPlot
from kquant.ui.features.palette.swatch_list import SwatchList
from kquant.ui.kit.accessibility import FocusRing
from kquant.ui.kit.icons import icon
from kquant.ui.kit.theme import Scheme, Theme
from kquant.ui.shell.main_window import MainWindow
from kquant.ui.shell.status_bar import PixelReadout
from tests.changes import changed, found
from tests.ui.parts import find, rgb_of
from tests.ui.waiting import MakeWindow, Slow, wait_for_result, wait_until_gone


def label(window: MainWindow, name: str) -> str:
    found = find(window, QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def docks(window: MainWindow) -> list[bool]:
    panels = window.panels
    parts = (panels["parameters"], panels["clusters"], panels["numbers"], panels["palette"])
    return [not dock.isHidden() for dock in parts]


def question(window: MainWindow, name: str) -> QMessageBox:
    box = find(window, QMessageBox, name)
    assert isinstance(box, QMessageBox)
    return box


def threads() -> int:
    """Without those that Python only heard of: it never hears that they are gone."""
    return sum(not isinstance(each, threading._DummyThread) for each in threading.enumerate())


def press(box: QMessageBox, name: str) -> None:
    button = find(box, QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_first_the_start_page_alone(window: MainWindow) -> None:
    assert window.start_page.isVisible()
    assert not window.canvas.isVisible()
    assert not any(docks(window))
    assert window.windowTitle() == "KQuant"


def test_a_picture_brings_canvas_and_panels(open_window: MainWindow) -> None:
    assert open_window.canvas.isVisible()
    assert not open_window.start_page.isVisible()
    assert all(docks(open_window))
    assert open_window.windowTitle() == "photo.png[*] — KQuant"


def test_the_status_bar_tells_size_colours_error_and_time(open_window: MainWindow) -> None:
    metrics = open_window.document.now.metrics
    assert metrics is not None
    assert metrics.delta_e is not None
    assert label(open_window, "status_size") == "90 × 60"
    assert label(open_window, "status_colors").endswith("→ 16 colours")
    assert label(open_window, "status_difference") == f"ΔE {metrics.delta_e.mean:.1f}"
    assert f"Time\t{label(open_window, 'status_seconds')}\n" in open_window.numbers.as_text()
    assert label(open_window, "status_zoom").endswith(" %")


def test_the_status_bar_reads_the_pixel_under_the_mouse(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.canvas.set_view("result")
    qtbot.mouseMove(window.canvas, window.canvas.rect().center())
    readout = find(window, PixelReadout, "status_pixel")
    assert isinstance(readout, PixelReadout)
    qtbot.waitUntil(lambda: "→" in readout.text)
    result = window.document.now.result
    assert result is not None
    number, code = readout.text.split("→")[1].split()
    assert code == hex_text(tuple(result.palette[int(number) - 1].tolist()))  # as it is numbered elsewhere


def test_the_number_of_colours_is_always_in_sight_but_in_one_place(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    window = open_window
    window.resize(1280, 800)
    count = window.toolbar.color_count
    assert not count.isVisible()
    window.panels["parameters"].close()
    qtbot.waitUntil(count.isVisible)
    window.panels["parameters"].show()
    qtbot.waitUntil(lambda: not count.isVisible())
    window.tabifyDockWidget(window.panels["parameters"], window.panels["clusters"])
    window.panels.bring("clusters")
    qtbot.waitUntil(count.isVisible)


def test_the_number_of_colours_is_in_sight_in_a_long_language(
    qtbot: QtBot, longer: None, make_window: MakeWindow, photo: Path
) -> None:
    window = make_window(photo)
    window.resize(1024, 700)
    window.panels["parameters"].close()
    qtbot.waitUntil(window.toolbar.color_count.isVisible)


def test_new_pictures_start_as_preferred(preferences: Preferences, make_window: MakeWindow) -> None:
    preferences.set(prefer.COLORS, 7)
    preferences.set(prefer.EFFORT, "fast")
    settings = make_window().document.settings
    assert (settings.colors, settings.effort) == (7, Effort.FAST)
    settings = make_window(colors=3).document.settings
    assert (settings.colors, settings.effort) == (3, Effort.FAST)


def test_preferences_reach_an_open_window(preferences: Preferences, window: MainWindow) -> None:
    preferences.set(prefer.THREADS, 3)
    preferences.set(prefer.LIVE, False)
    preferences.set(prefer.BACKGROUND, "dark")
    assert window.document.threads == 3
    assert not window.document.live
    assert not window.commands["live"].isChecked()
    assert window.commands["background_dark"].isChecked()


def test_live_is_turned_off_by_the_menu_and_remembered(
    preferences: Preferences, open_window: MainWindow
) -> None:
    open_window.commands["live"].trigger()
    assert not open_window.document.live
    assert not preferences.get(prefer.LIVE)


def test_holding_b_shows_the_original(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.canvas.set_view("result")
    qtbot.waitUntil(lambda: window.canvas.is_settled)
    before = window.canvas.grab().toImage()
    for place in (window, window.parameters.color_count.spin_box):
        qtbot.keyPress(place, Qt.Key.Key_B)
        qtbot.waitUntil(lambda: window.canvas.is_settled and window.canvas.grab().toImage() != before)
        qtbot.keyRelease(place, Qt.Key.Key_B)
        qtbot.waitUntil(lambda: window.canvas.is_settled and window.canvas.grab().toImage() == before)


def test_hovering_a_swatch_reaches_the_other_panels(
    monkeypatch: pytest.MonkeyPatch, open_window: MainWindow, qtbot: QtBot
) -> None:
    window = open_window
    window.canvas.set_view("result")
    qtbot.waitUntil(lambda: window.canvas.is_settled)
    before = window.canvas.grab().toImage()
    window.view.change(highlighted=2)
    qtbot.waitUntil(lambda: window.canvas.grab().toImage() != before)
    window.view.change(highlighted=None)
    qtbot.waitUntil(lambda: window.canvas.grab().toImage() == before)


def test_the_layout_is_remembered_and_reset(make_window: MakeWindow, qtbot: QtBot, photo: Path) -> None:
    first = make_window(photo)
    first.panels["clusters"].hide()
    first.panels["numbers"].setFloating(True)
    first.parameters.expanded_groups = ("transparency",)
    first.close()
    wait_until_gone(qtbot, first)
    second = make_window(photo)
    assert second.panels["clusters"].isHidden()
    assert second.panels["numbers"].isFloating()
    second.panels.offer("selection", True)
    second.panels["selection"].setFloating(True)
    assert second.parameters.expanded_groups == ("transparency",)
    second.commands["reset_layout"].trigger()
    assert all(docks(second))
    assert not second.panels["numbers"].isFloating()
    assert not second.panels["selection"].isFloating()


def heights(window: MainWindow) -> tuple[int, int]:
    """Of the parameters and of the plot."""
    assert window.scatter.plot is not None
    return window.panels["parameters"].height(), window.scatter.plot.height()


def drag_line_below_parameters(window: MainWindow, by: int) -> None:
    """As a person does: Qt knows of a button only by what comes to the window itself."""
    dock, handle = window.panels["parameters"].geometry(), window.windowHandle()
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    line = QPoint(dock.center().x(), dock.bottom() + 2)
    QTest.mousePress(handle, button, keys, line)
    QTest.mouseMove(handle, line + QPoint(0, by // 2))
    QTest.mouseMove(handle, line + QPoint(0, by))
    QTest.mouseRelease(handle, button, keys, line + QPoint(0, by))


def test_a_group_that_is_folded_out_gets_room_and_gives_it_back(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    parameters, folded = open_window.parameters, heights(open_window)
    assert parameters.height() == parameters.wanted_height
    parameters.groups["clustering"].header.click()
    qtbot.waitUntil(lambda: heights(open_window)[0] > folded[0] + 30)
    assert 170 < heights(open_window)[1] < folded[1]
    parameters.groups["clustering"].header.click()
    qtbot.waitUntil(lambda: heights(open_window) == folded)


def test_heights_that_a_person_chose_stay(qtbot: QtBot, make_window: MakeWindow, photo: Path) -> None:
    first = make_window(photo)
    before = heights(first)
    drag_line_below_parameters(first, 20)
    qtbot.waitUntil(lambda: heights(first)[0] == before[0] + 20)
    first.parameters.groups["clustering"].header.click()
    qtbot.wait(50)
    assert heights(first)[0] == before[0] + 20
    first.close()
    wait_until_gone(qtbot, first)
    second = make_window(photo)
    assert heights(second)[0] == before[0] + 20
    second.commands["reset_layout"].trigger()
    qtbot.waitUntil(lambda: heights(second)[0] > before[0] + 30)


def test_a_low_window_leaves_the_plot_room_whatever_is_remembered(
    qtbot: QtBot, make_window: MakeWindow, photo: Path, preferences: Preferences
) -> None:
    first = make_window(photo)
    first.resize(1280, 1100)
    qtbot.waitUntil(lambda: heights(first)[1] > 400)
    drag_line_below_parameters(first, 400)
    qtbot.waitUntil(lambda: heights(first)[1] < 250)
    first.close()
    wait_until_gone(qtbot, first)
    preferences.settings.set_value("window/geometry", None)  # as on a smaller screen
    assert heights(make_window(photo))[1] > 170


def test_a_corrupt_layout_is_no_hindrance(
    preferences: Preferences, make_window: MakeWindow, photo: Path
) -> None:
    for key in ("window/geometry", "window/state", "look/parameters", "look/palette", "look/scatter"):
        preferences.settings.set_value(key, "nonsense")
    assert all(docks(make_window(photo)))


def test_panels_are_shown_and_hidden_by_the_menu(open_window: MainWindow) -> None:
    menu = find(open_window, QMenu, "panels_menu")
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Parameters",
        "Clusters",
        "Numbers",
        "Palette",
        "Where to Look",
        "Tools",
        "Toolbar",
    ]
    menu.actions()[3].trigger()
    assert docks(open_window) == [True, True, True, False]


def test_the_title_of_a_panel_that_was_afloat_keeps_its_icons(open_window: MainWindow) -> None:
    dock = open_window.panels["clusters"]
    close = dock.findChild(QAbstractButton, "qt_dockwidget_closebutton")
    assert isinstance(close, QAbstractButton)
    ours = icon("title-close").pixmap(16, 16).toImage()
    for floating in (True, False):
        dock.setFloating(floating)
        assert close.icon().pixmap(16, 16).toImage() == ours


def test_full_screen_and_back(qtbot: QtBot, window: MainWindow) -> None:
    window.commands["full_screen"].trigger()
    assert window.isFullScreen()
    window.commands["full_screen"].trigger()
    assert not window.isFullScreen()


def test_copy_all_colours(open_window: MainWindow) -> None:
    result = open_window.document.now.result
    assert result is not None
    open_window.commands["copy_palette"].trigger()
    copied = QApplication.clipboard().text().split()
    assert copied == [f"#{bytes(color).hex()}".upper() for color in result.palette.tolist()]


def test_copy_puts_the_very_result_on_the_clipboard(qtbot: QtBot, open_window: MainWindow) -> None:
    result = open_window.document.now.result
    assert result is not None
    with qtbot.waitSignal(open_window.copying.copied):
        open_window.commands["copy"].trigger()
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (90, 60)
    for x, y in ((0, 0), (89, 59), (13, 41)):
        assert rgb_of(image.pixelColor(x, y)) == tuple(result.image[y, x].tolist())


class TestLeaving:
    def test_nothing_is_asked_where_nothing_is_lost(self, qtbot: QtBot, open_window: MainWindow) -> None:
        open_window.close()
        wait_until_gone(qtbot, open_window)

    def test_changed_settings_are_asked_for(self, qtbot: QtBot, open_window: MainWindow) -> None:
        window = open_window
        window.commands["more"].trigger()
        assert window.isWindowModified()
        assert not window.close()
        box = question(window, "unexported_question")
        assert box.informativeText() == "What you have changed is lost if you go on."
        press(box, "unexported_discard")
        wait_until_gone(qtbot, window)

    def test_cancelling_keeps_the_window(self, qtbot: QtBot, open_window: MainWindow) -> None:
        window = open_window
        window.commands["more"].trigger()
        window.close()
        question(window, "unexported_question").reject()
        wait_for_result(qtbot, window)
        assert window.isVisible()

    def test_exporting_from_the_question(self, qtbot: QtBot, open_window: MainWindow) -> None:
        window = open_window
        window.commands["more"].trigger()
        wait_for_result(qtbot, window)
        window.close()
        press(question(window, "unexported_question"), "unexported_export")
        assert window.exporter.dialog is not None
        window.exporter.dialog.reject()
        assert window.isVisible()

    def test_once_exported_the_window_closes(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path, slow: Slow
    ) -> None:
        window = open_window
        window.commands["more"].trigger()
        qtbot.waitUntil(lambda: window.document.now.preview is not None)
        window.close()
        press(question(window, "unexported_question"), "unexported_export")
        assert window.exporter.dialog is None  # the exact result is not there yet
        slow.go.set()
        qtbot.waitUntil(lambda: window.exporter.dialog is not None)
        assert window.exporter.dialog is not None
        window.exporter.dialog.accept()
        wait_until_gone(qtbot, window)
        assert (tmp_path / "photo-17-colors.png").is_file()

    def test_an_export_of_old_settings_loses_the_new(self, qtbot: QtBot, open_window: MainWindow) -> None:
        window = open_window
        window.commands["live"].trigger()
        window.commands["more"].trigger()
        window.commands["export"].trigger()
        assert window.exporter.dialog is not None
        with qtbot.waitSignal(window.exporter.exported):
            window.exporter.dialog.accept()
        assert window.isWindowModified()

    def test_not_if_it_is_not_wanted(
        self, qtbot: QtBot, open_window: MainWindow, preferences: Preferences
    ) -> None:
        preferences.set(prefer.ASK_UNEXPORTED, False)
        open_window.commands["more"].trigger()
        open_window.close()
        wait_until_gone(qtbot, open_window)

    def test_before_another_picture_takes_its_place(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window, other = open_window, tmp_path / "other.png"
        Image.new("RGB", (8, 8), "navy").save(other)
        window.commands["more"].trigger()
        window.opening.open(other)
        box = question(window, "unexported_question")
        with qtbot.waitSignal(changed(window.document, "picture")):
            press(box, "unexported_discard")
        assert window.windowTitle().startswith("other.png")


class TestAnotherPicture:
    """What stays for it, and that this is said."""

    @pytest.fixture
    def other(self, tmp_path: Path) -> Path:
        path = tmp_path / "other.png"
        Image.fromarray(np.random.default_rng(3).integers(0, 256, (8, 8, 3), np.uint8)).save(path)
        return path

    def go_on(self, qtbot: QtBot, window: MainWindow, other: Path) -> str:
        """Open it; what is said of what stays and what is lost."""
        window.opening.open(other)
        box = question(window, "unexported_question")
        said = box.informativeText()
        with qtbot.waitSignal(changed(window.document, "picture")):
            press(box, "unexported_discard")
        wait_for_result(qtbot, window)
        return said

    def test_settings_stay_and_what_belongs_to_the_picture_goes(
        self, qtbot: QtBot, open_window: MainWindow, other: Path
    ) -> None:
        window = open_window
        palette = window.document.palette
        window.document.change("Colours 7", colors=7)
        wait_for_result(qtbot, window)
        palette.lock([0])
        palette.exclude((1, 2, 3))
        palette.select(Selection.of(Rectangle(0, 0, 5, 5)))
        wait_for_result(qtbot, window)
        palette.recolor({1: (9, 9, 9)})
        wait_for_result(qtbot, window)
        palette.arrange(range(7))
        said = self.go_on(qtbot, window, other)
        assert "settings, and a palette in use, stay" in said
        for lost in ("Locked", "excluded", "selection", "by hand", "undo"):
            assert lost in said
        assert window.document.now.state == State(Settings(colors=7))
        assert not window.document.undo_stack.canUndo()
        assert window.center.messages.text == ""

    def test_a_palette_in_use_is_used_for_it_and_that_is_said(
        self, qtbot: QtBot, open_window: MainWindow, other: Path
    ) -> None:
        window = open_window
        colors = ((255, 0, 0), (0, 0, 255))
        window.document.palette.use(colors, PaletteUse.FIXED, "Flag & Co")
        self.go_on(qtbot, window, other)
        assert window.document.settings.palette == colors
        result = window.document.now.result
        assert result is not None
        assert sorted(result.palette.tolist()) == [[0, 0, 255], [255, 0, 0]]
        assert window.center.messages.text == "Mapped to “Flag & Co”, like the picture before."
        button = find(window.center.messages, QPushButton, "next_step_0")
        assert isinstance(button, QPushButton)
        button.click()
        wait_for_result(qtbot, window)
        assert window.document.settings.palette == ()
        window.commands["undo"].trigger()
        assert window.document.settings.palette == colors

    def test_a_note_on_the_file_takes_nothing_away_from_it(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        """Such as of 16 bits that became 8."""
        window, deep = open_window, tmp_path / "deep.png"
        Image.fromarray(np.arange(64, dtype=np.uint16).reshape(8, 8) * 999).save(deep)
        window.document.palette.use([(255, 0, 0), (0, 0, 255)], PaletteUse.RECOLOR)
        self.go_on(qtbot, window, deep)
        said = window.center.messages.text
        assert "16" in said
        assert "Recoloured with the palette, like the picture before." in said
        assert window.center.messages.findChild(QPushButton, "next_step_0") is not None

    def test_nothing_is_said_when_the_file_is_read_again(self, qtbot: QtBot, open_window: MainWindow) -> None:
        window = open_window
        window.document.palette.use([(255, 0, 0), (0, 0, 255)], PaletteUse.FIXED)
        wait_for_result(qtbot, window)
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.commands["reload"].trigger()
        wait_for_result(qtbot, window)
        assert window.center.messages.text == ""

    def test_what_was_changed_of_a_request_is_said_as_long_as_it_is_so(
        self, qtbot: QtBot, open_window: MainWindow, other: Path
    ) -> None:
        window = open_window
        window.document.change("", colors=4000)
        self.go_on(qtbot, window, other)
        assert "distinct" in window.center.messages.text
        window.document.change("", colors=2)
        wait_for_result(qtbot, window)
        assert window.center.messages.text == ""


class TestLooks:
    """How the panels show things is there again the next time."""

    def test_order_widths_axes_and_groups_are_remembered(self, qtbot: QtBot, make_window: MakeWindow) -> None:
        first = make_window()
        first.document.palette.sort(Order.HUE, descending=True)
        first.palette_bar.set_proportional(False)
        first.scatter.view_state = "oklab 3 4 hulls own"
        first.parameters.expanded_groups = ("transparency",)
        looks = [part.view_state for part in (first.palette_bar, first.scatter, first.parameters)]
        assert looks == ["hue descending equal", "oklab 3 4 hulls own", "transparency"]
        first.close()
        wait_until_gone(qtbot, first)
        again = make_window()
        assert [part.view_state for part in (again.palette_bar, again.scatter, again.parameters)] == looks

    @pytest.mark.parametrize("kept", ["", "rainbow 7 x", "lab 1", "lab 1 2 3"])
    def test_what_cannot_be_meant_is_passed_over(
        self, make_window: MakeWindow, preferences: Preferences, kept: str
    ) -> None:
        for name in ("palette", "scatter", "parameters"):
            preferences.settings.set_value(f"look/{name}", kept)
        window = make_window()
        assert window.palette_bar.view_state == "share ascending proportional"
        assert window.scatter.view_state.endswith(" 0 1")
        assert window.parameters.view_state == ""


class TestClosing:
    def test_in_the_midst_of_work_leaves_no_thread(
        self, qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, faults: list[BaseException]
    ) -> None:
        noise = np.random.default_rng(0).integers(0, 256, (600, 600, 3), np.uint8)
        Image.fromarray(noise).save(tmp_path / "noise.png")
        before = threads()
        window = make_window()
        window.opening.open(tmp_path / "noise.png")
        qtbot.waitUntil(lambda: window.document.now.clustering)
        window.close()
        wait_until_gone(qtbot, window)
        qtbot.waitUntil(lambda: threads() <= before)
        assert faults == []

    def test_a_window_takes_everything_with_it(
        self, qtbot: QtBot, make_window: MakeWindow, photo: Path
    ) -> None:
        def widgets() -> int:
            return len(QApplication.allWidgets())

        for _ in range(3):
            window = make_window(photo)
            window.close()
            wait_until_gone(qtbot, window)
            QApplication.processEvents()
            if _ == 0:
                first = widgets()
        assert widgets() <= first


def test_a_fault_in_the_engine_is_reported(
    qtbot: QtBot, open_window: MainWindow, faults: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("engine on fire")

    monkeypatch.setattr("kquant.session.document.nodes.quantize", fail)
    open_window.commands["more"].trigger()
    qtbot.waitUntil(lambda: bool(faults))
    assert str(faults[0]) == "engine on fire"


def test_a_picture_whose_settings_were_changed_is_given_back_with_another(
    qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, photo: Path
) -> None:
    Image.new("RGB", (4, 4), "teal").save(tmp_path / "one_color.png")
    window = make_window(tmp_path / "one_color.png")
    assert window.center.messages.text  # there are fewer colours than were asked for
    former = window.document.now.picture
    assert former is not None
    gone = threading.Event()
    weakref.finalize(former, gone.set)
    del former
    window.opening.open(photo)
    wait_for_result(qtbot, window)
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone.is_set())


def test_every_control_has_a_name(open_window: MainWindow) -> None:
    """What a screen reader says, and what a test or a person can find it by."""
    open_window.commands["export"].trigger()
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox, QAbstractSlider, QLineEdit)
    buddies = {label.buddy() for label in open_window.findChildren(QLabel)}
    nameless = [
        widget
        for kind in kinds
        for widget in open_window.findChildren(kind)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), (QComboBox, QAbstractSpinBox))
        and not (widget.accessibleName() or getattr(widget, "text", str)() or widget in buddies)
    ]
    assert nameless == []
    assert open_window.exporter.dialog is not None
    open_window.exporter.dialog.reject()


def test_a_panel_behind_another_one_does_nothing_until_it_is_seen(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    window = open_window
    size = window.minimumSizeHint()
    assert not window.numbers.isVisible()
    window.panels.bring("numbers")
    qtbot.waitUntil(window.numbers.isVisible)
    qtbot.waitUntil(lambda: not window.scatter.isVisible())
    assert label(window, "distinct").endswith("16")
    assert window.minimumSizeHint() == size
    window.panels.bring("clusters")
    qtbot.waitUntil(lambda: window.scatter.isVisible() and not window.numbers.isVisible())
    window.panels["numbers"].setFloating(True)
    assert window.numbers.isVisible()


def test_what_has_the_keyboard_keeps_it_while_the_window_is_minimized(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    window = open_window
    control = window.parameters.color_count.spin_box
    control.setFocus()
    window.showMinimized()
    qtbot.waitUntil(window.isMinimized)
    window.showNormal()
    qtbot.waitUntil(lambda: not window.isMinimized())
    assert window.focusWidget() is control


def test_the_tab_key_passes_over_what_lies_behind_another_panel(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    window = open_window
    window.activateWindow()
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    reached = []
    while window.focusWidget() not in reached:
        reached.append(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    names = [widget.objectName() for widget in reached]
    assert {"toolbar_open", "run", "scatter_space", "palette_swatches"} <= set(names)
    assert "copy_numbers" not in names  # of the panel behind the clusters
    assert names.index("clustering_header") < names.index("presets") < names.index("run")


def test_the_button_that_has_the_keyboard_is_outlined(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.activateWindow()
    ring = window.findChild(FocusRing)
    assert ring is not None
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Backtab)
    button = window.focusWidget()
    assert button.objectName().startswith("strip_")
    assert ring.isVisible()
    assert ring.geometry().topLeft() == button.mapTo(window, QPoint(0, 0))
    window.canvas.setFocus()
    assert not ring.isVisible()


def test_shortcuts_work_while_the_number_of_colours_has_the_keyboard(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    window, box = open_window, open_window.parameters.color_count.spin_box
    window.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    box.selectAll()
    qtbot.keyClicks(box, "24")
    qtbot.keyClick(box, Qt.Key.Key_BracketLeft)
    assert window.document.settings.colors == 23
    box.selectAll()
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.document.settings.colors == 12
    assert window.canvas.hasFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_3)
    assert window.canvas.view == "side"
    assert window.document.settings.colors == 12


def test_space_lets_the_mouse_pan_wherever_the_keyboard_is(qtbot: QtBot, open_window: MainWindow) -> None:
    window, slider = open_window, open_window.parameters.color_count.slider
    slider.setFocus()
    window.commands["tool_rectangle"].trigger()
    window.canvas.set_zoom(16)
    before = window.canvas.point_of(QPointF(0, 0))
    middle = window.canvas.rect().center() + QPoint(40, 40)
    qtbot.keyPress(slider, Qt.Key.Key_Space)
    qtbot.mousePress(window.canvas, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(window.canvas, middle - QPoint(30, 20))
    qtbot.mouseRelease(window.canvas, Qt.MouseButton.LeftButton, pos=middle - QPoint(30, 20))
    qtbot.keyRelease(slider, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)  # pressed meanwhile
    assert window.canvas.cursor().shape() is not Qt.CursorShape.OpenHandCursor
    assert window.document.settings.selection is None
    assert window.canvas.point_of(QPointF(0, 0)) != before


def test_undo_works_while_a_number_has_the_keyboard(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.activateWindow()
    window.parameters.expanded_groups = ("clustering",)
    for name, field in (("color_count_box", "colors"), ("attempts", "attempts"), ("epsilon", "epsilon")):
        box = find(window.parameters, QAbstractSpinBox, name)
        before = getattr(window.document.settings, field)
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Up)
        assert getattr(window.document.settings, field) != before
        qtbot.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert getattr(window.document.settings, field) == before


def test_keys_of_the_plot_do_not_zoom_the_picture(qtbot: QtBot, open_window: MainWindow) -> None:
    window, plot = open_window, find(open_window, ScatterPlot, "scatter_plot")
    window.activateWindow()
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    zoom, seen = window.canvas.zoom, plot.getViewBox().viewRect().width()
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert window.canvas.zoom == zoom
    assert plot.getViewBox().viewRect().width() < seen
    framed = plot.grab().toImage()
    window.canvas.setFocus()
    assert plot.grab().toImage() != framed


def test_tab_goes_the_way_of_the_eye(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.activateWindow()
    find(window, QToolButton, "toolbar_open").setFocus()
    seen: list[str] = []
    while (name := window.focusWidget().objectName()) not in seen:
        seen.append(name)
        window.focusNextPrevChild(True)
    stations = (
        *("toolbar_open", "strip_tool_hand", "canvas", "color_count_box", "run", "scatter_space"),
        *("scatter_points", "scatter_plot", "palette_order", "palette_swatches"),
    )
    places = [seen.index(name) for name in stations]
    assert places == sorted(places)


def test_what_the_mouse_is_on_stands_out_among_the_colours(qtbot: QtBot, open_window: MainWindow) -> None:
    window, swatches = open_window, find(open_window.palette_bar, SwatchList, "palette_swatches")
    plot = find(window, ScatterPlot, "scatter_plot")
    place = QPoint(3, 4)

    def label() -> int:
        result = window.document.now.result
        assert result is not None
        return int(result.labels[place.y(), place.x()])

    window.canvas.show_probe(place)
    assert swatches.marked == label()
    qtbot.waitUntil(lambda: plot.highlighted == label())
    # As the canvas does for a mouse that rests on it; the platform may lose that it is there.
    found(window.document, "preview").connect(lambda: window.canvas.show_probe(place))
    found(window.document, "result").connect(lambda: window.canvas.show_probe(place))
    window.commands["more"].trigger()
    wait_for_result(qtbot, window)
    qtbot.waitUntil(lambda: window.is_settled and swatches.marked == label())
    window.canvas.show_probe(None)
    assert swatches.marked is None
    assert window.scatter.plot.highlighted is None
    window.view.change(highlighted=2)  # the mouse has gone on to a colour
    window.canvas.show_probe(None)
    qtbot.wait(150)
    assert plot.highlighted == 2


def test_the_toolbar_follows_the_theme(qtbot: QtBot, open_window: MainWindow, qapp: QApplication) -> None:
    window, before = open_window, qapp.palette()
    theme = Theme(qapp)

    def has_words(button: QWidget, bright: bool) -> bool:
        return (button.palette().buttonText().color().lightness() > 128) is bright

    try:
        for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.LIGHT):
            theme.apply(scheme)
            for bar, action in ((window.toolbar, "open"), (window.tool_strip, "tool_hand")):
                button = bar.widgetForAction(window.commands[action])
                qtbot.waitUntil(partial(has_words, button, scheme is Scheme.DARK))
    finally:
        theme.apply(Scheme.SYSTEM)
        qapp.setPalette(before)
