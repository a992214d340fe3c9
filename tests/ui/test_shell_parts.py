"""Start page, messages, dialogs, command palette, theme and icons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, QTranslator
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.arrays import UInt8
from kquant.io.source import SourceImage
from kquant.resources import resources_folder, sample_images
from kquant.session.document.document import Document
from kquant.session.files import preferences as prefer
from kquant.session.files.preferences import PREFERENCES, Preferences
from kquant.session.files.recent import RecentFiles
from kquant.session.view_model import ViewModel
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.parameters import ParameterPanel
from kquant.ui.features.start.start_page import StartPage
from kquant.ui.kit import icons
from kquant.ui.kit.command_palette import CommandPalette
from kquant.ui.kit.dialogs import TextDialog
from kquant.ui.kit.message_bar import MessageBar, MessageKind
from kquant.ui.kit.overlays import Covered, ProgressLine
from kquant.ui.kit.theme import Scheme, Theme, palette
from kquant.ui.kit.widgets import DropDown, ElidedLabel
from kquant.ui.shell.about import about_dialog, report_dialog
from kquant.ui.shell.main_window import MainWindow
from kquant.ui.shell.preferences_dialog import PreferencesDialog
from kquant.ui.shell.status_bar import StatusBar
from tests.changes import found
from tests.ui.parts import find
from tests.ui.waiting import MakeWindow, Slow, held_up, wait_for_result

ICON_NAMES = sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg"))


@pytest.fixture
def place(qtbot: QtBot) -> Covered:
    place = Covered()
    qtbot.addWidget(place)
    place.resize(600, 400)
    place.show()
    return place


class TestMessages:
    @pytest.fixture
    def bar(self, place: Covered) -> MessageBar:
        return MessageBar(place)

    def test_it_is_seen_only_when_there_is_something_to_say(self, bar: MessageBar) -> None:
        assert bar.isHidden()
        assert bar.text == ""
        bar.tell(MessageKind.ERROR, "photo.png: there is no such file")
        assert bar.isVisible()
        assert bar.text == "photo.png: there is no such file."

    def test_it_keeps_within_the_window(self, bar: MessageBar, place: Covered) -> None:
        bar.tell(MessageKind.ERROR, "a rather long sentence " * 12)
        for size in (QSize(300, 300), QSize(1500, 800)):
            place.resize(size)
            assert place.rect().contains(bar.geometry())
            assert abs(bar.geometry().center().x() - place.rect().center().x()) <= 1
            assert bar.height() >= bar.heightForWidth(bar.width())

    def test_a_long_name_ends_in_dots_and_is_told_whole(self, bar: MessageBar, place: Covered) -> None:
        text = f"“{'a' * 60}.jpg” was changed by another program."
        bar.tell(MessageKind.QUESTION, text, ("Reload", lambda: None))
        label = find(bar, QLabel, "message")
        assert isinstance(label, QLabel)
        for width in (300, 500, 400):
            place.resize(width, 300)
            assert "…" in label.text()
            assert label.text().endswith("a.jpg” was changed by another program.")
            assert label.minimumSizeHint().width() <= label.width()
        assert bar.text == label.toolTip() == label.accessibleName() == text
        place.resize(1500, 300)
        assert label.text() == text

    def test_the_next_step_is_a_button(self, qtbot: QtBot, bar: MessageBar) -> None:
        done: list[str] = []
        bar.tell(MessageKind.QUESTION, "Changed.", ("Reload", lambda: done.append("reload")))
        button = find(bar, QPushButton, "next_step_0")
        assert isinstance(button, QPushButton)
        assert button.text() == "Reload"
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert done == ["reload"]
        assert bar.isHidden()

    def test_a_step_may_say_something_itself(self, bar: MessageBar) -> None:
        bar.tell(MessageKind.QUESTION, "First.", ("Go on", lambda: bar.tell(MessageKind.NOTE, "Second.")))
        button = find(bar, QPushButton, "next_step_0")
        assert isinstance(button, QPushButton)
        button.click()
        assert bar.text == "Second."

    def test_it_can_be_dismissed(self, qtbot: QtBot, bar: MessageBar) -> None:
        bar.tell(MessageKind.ERROR, "No.")
        button = find(bar, QToolButton, "dismiss_message")
        assert isinstance(button, QToolButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert bar.isHidden()

    @pytest.mark.parametrize(
        ("kind", "stays"), [(MessageKind.NOTE, False), (MessageKind.DONE, False), (MessageKind.ERROR, True)]
    )
    def test_notes_go_by_themselves(
        self, qtbot: QtBot, bar: MessageBar, kind: MessageKind, stays: bool
    ) -> None:
        qtbot.mouseMove(bar.parentWidget(), QPoint(10, 390))  # it stays while the mouse is over it
        bar._timer.setInterval(30)
        bar.tell(kind, "Words.")
        if stays:
            qtbot.wait(120)
            assert bar.isVisible()
        else:
            qtbot.waitUntil(bar.isHidden)


def test_progress_is_shown_only_of_what_takes_long(qtbot: QtBot, place: Covered) -> None:
    line = ProgressLine(place)
    line.begin()
    line.set_progress(0.5, "search")
    assert line.isHidden()
    line.end()
    qtbot.wait(250)
    assert line.isHidden()
    line.begin()
    qtbot.waitUntil(line.isVisible)
    assert line.width() == place.width()
    line.end()
    assert line.isHidden()


class TestStartPage:
    def test_it_shows_the_sample_in_five_colours(self, qtbot: QtBot, window: MainWindow) -> None:
        hero = window.start_page._hero
        qtbot.waitUntil(lambda: len(hero._palette) == 5)
        image = hero.grab().toImage()
        left, right = (colors_in(image, start) for start in (5, image.width() - 145))
        assert len(right) < len(left)
        qtbot.mouseMove(hero, QPoint(2, 50))
        qtbot.waitUntil(lambda: hero.grab().toImage() != image)

    def test_every_sample_is_a_click_away(self, qtbot: QtBot, window: MainWindow) -> None:
        tiles = window.start_page._samples
        assert tiles.paths == sample_images()
        button = find(tiles, QToolButton, "tile_rocket")
        assert isinstance(button, QToolButton)
        with qtbot.waitSignal(window.start_page.chosen) as told:
            button.click()
        assert told.args[0].name == "rocket.jpg"
        with qtbot.waitSignal(window.start_page.chosen) as told:
            qtbot.keyClick(button, Qt.Key.Key_Return)
        assert told.args[0].name == "rocket.jpg"

    @pytest.mark.parametrize("size", [(1024, 700), (1280, 800), (1600, 1000)])
    def test_nothing_is_cut_with_many_recent_pictures(
        self,
        qtbot: QtBot,
        make_window: MakeWindow,
        recent: RecentFiles,
        tmp_path: Path,
        size: tuple[int, int],
    ) -> None:
        for number in range(10):
            recent.add(tmp_path / f"{number}.png")
        window = make_window()
        window.resize(*size)
        page = window.start_page
        assert [path.stem for path in page._recents.paths] == ["9", "8", "7", "6", "5", "4"]
        tile = find(page, QToolButton, "tile_4")
        assert isinstance(tile, QToolButton)

        def whole() -> bool:
            place = QRect(tile.mapTo(page.viewport(), QPoint()), tile.size())
            return page.viewport().rect().contains(place) and tile.height() >= tile.sizeHint().height()

        qtbot.waitUntil(whole)

    def test_recent_pictures_can_be_cleared(
        self, qtbot: QtBot, recent: RecentFiles, scheduler: Scheduler, tmp_path: Path
    ) -> None:
        recent.add(tmp_path / "a & b.png")
        page = StartPage(recent, scheduler, QAction("Open"), QAction("Paste"))
        qtbot.addWidget(page)
        page.show()
        assert page._recents.paths == [tmp_path / "a & b.png"]
        clear = find(page, QPushButton, "clear_recent_button")
        assert isinstance(clear, QPushButton)
        clear.click()
        qtbot.waitUntil(lambda: page._recents.paths == [])
        assert page._recent_part.isHidden()
        page.close_jobs()


class _German(QTranslator):
    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return {("Settings", "Fast"): "Schnell"}.get((context, text), text)


class TestPreferencesDialog:
    @pytest.fixture
    def settings_in_german(self, qapp: QApplication) -> Iterator[None]:
        translator = _German()
        QCoreApplication.installTranslator(translator)
        yield
        QCoreApplication.removeTranslator(translator)

    @pytest.fixture
    def dialog(self, qtbot: QtBot, preferences: Preferences) -> PreferencesDialog:
        dialog = PreferencesDialog(preferences)
        qtbot.addWidget(dialog)
        return dialog

    def test_there_is_a_named_control_for_each(self, dialog: PreferencesDialog) -> None:
        for preference in PREFERENCES:
            control = dialog.findChild(QWidget, preference.key)
            assert isinstance(control, QWidget)
            assert control.accessibleName() == preference.title.replace("&", "")

    def test_each_has_a_key_of_its_own(self, dialog: PreferencesDialog) -> None:
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        texts += [button.text() for button in dialog.findChildren(QAbstractButton)]
        letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)) >= len(PREFERENCES)

    def test_a_change_counts_at_once(self, dialog: PreferencesDialog, preferences: Preferences) -> None:
        spin = dialog.findChild(QSpinBox, prefer.COLORS.key)
        check = dialog.findChild(QCheckBox, prefer.LIVE.key)
        combo = dialog.findChild(QComboBox, prefer.EFFORT.key)
        assert isinstance(spin, QSpinBox)
        assert isinstance(check, QCheckBox)
        assert isinstance(combo, QComboBox)
        spin.setValue(7)
        check.click()
        combo.setCurrentIndex(2)
        assert preferences.get(prefer.COLORS) == 7
        assert preferences.get(prefer.LIVE) is False
        assert preferences.get(prefer.EFFORT) == "best"
        dialog.restore_defaults()
        assert [preferences.get(each) for each in PREFERENCES] == [each.default for each in PREFERENCES]  # type: ignore[misc]

    def test_what_is_a_setting_too_is_called_the_same(
        self, qtbot: QtBot, document: Document, preferences: Preferences, settings_in_german: None
    ) -> None:
        dialog, parameters = PreferencesDialog(preferences), ParameterPanel(document)
        for widget in (dialog, parameters):
            qtbot.addWidget(widget)
        combo, effort = dialog.findChild(QComboBox, prefer.EFFORT.key), parameters.main.controls["effort"]
        assert isinstance(combo, QComboBox)
        assert [combo.itemText(index) for index in range(combo.count())] == ["Schnell", "Balanced", "Best"]
        assert [button.text() for button in effort.findChildren(QAbstractButton)] == [
            "Schnell",
            "Balanced",
            "Best",
        ]


class TestCommandPalette:
    def test_typing_and_enter_does_it(self, qtbot: QtBot, open_window: MainWindow) -> None:
        qtbot.keyClick(
            open_window.canvas,
            Qt.Key.Key_P,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        dialog = find(open_window, CommandPalette, "command_palette")
        assert isinstance(dialog, CommandPalette)
        line = find(dialog, QLineEdit, "search_commands")
        assert isinstance(line, QLineEdit)
        qtbot.keyClicks(line, "more col")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert open_window.document.settings.colors == 17

    def test_names_come_before_what_is_only_explained_so(self, window: MainWindow) -> None:
        palette = CommandPalette(window.commands, window)
        line, view = palette.findChild(QLineEdit), palette.findChild(QTreeView)
        assert isinstance(line, QLineEdit)
        assert isinstance(view, QTreeView)
        line.setText("pal")
        model = view.model()
        found = [model.index(row, 0).data() for row in range(model.rowCount())]
        named = ["palette" in name.casefold() for name in found]
        assert named == sorted(named, reverse=True)
        assert 0 < sum(named) < len(named)

    def test_shortcuts_are_shown_and_what_cannot_be_done_is_grey(self, window: MainWindow) -> None:
        palette = CommandPalette(window.commands, window)
        view = find(palette, QTreeView, "commands")
        assert isinstance(view, QTreeView)
        model = view.model()
        rows = {model.index(row, 0).data(): row for row in range(model.rowCount())}
        assert model.index(rows["Export…"], 1).data() == "Ctrl+E"
        assert not model.flags(model.index(rows["Export…"], 0)) & Qt.ItemFlag.ItemIsEnabled
        assert len(rows) == model.rowCount() == len(list(window.commands))

    def test_arrows_move_while_typing(self, qtbot: QtBot, window: MainWindow) -> None:
        palette = CommandPalette(window.commands, window)
        line, view = palette.findChild(QLineEdit), palette.findChild(QTreeView)
        assert isinstance(line, QLineEdit)
        assert isinstance(view, QTreeView)
        before = view.currentIndex().row()
        qtbot.keyClick(line, Qt.Key.Key_Down)
        assert view.currentIndex().row() > before

    def test_a_click_on_what_cannot_be_done_does_nothing(self, qtbot: QtBot, window: MainWindow) -> None:
        palette = CommandPalette(window.commands, window)
        view = palette.findChild(QTreeView)
        assert isinstance(view, QTreeView)
        palette.open()
        rows = {view.model().index(row, 0).data(): row for row in range(view.model().rowCount())}
        at = view.visualRect(view.model().index(rows["Reload"], 0)).center()
        assert view.currentIndex().row() != rows["Reload"]
        with qtbot.assertNotEmitted(palette.accepted):
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def test_words_that_no_command_has_are_answered(self, qtbot: QtBot, window: MainWindow) -> None:
        palette = CommandPalette(window.commands, window)
        line, view = palette.findChild(QLineEdit), palette.findChild(QTreeView)
        assert isinstance(line, QLineEdit)
        assert isinstance(view, QTreeView)
        palette.open()
        line.setText("nothing is called so")
        answer = view.model().index(0, 0)
        assert answer.data() == "No command has these words."
        assert not view.model().flags(answer) & Qt.ItemFlag.ItemIsEnabled
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert palette.isVisible()

    def test_scrolling_right_after_typing_reaches_what_is_there(self, window: MainWindow) -> None:
        """Without a turn of the event loop in between, in which the view would be laid out."""
        palette = CommandPalette(window.commands, window)
        palette.open()
        QApplication.processEvents()
        line, view = palette.findChild(QLineEdit), palette.findChild(QTreeView)
        assert isinstance(line, QLineEdit)
        assert isinstance(view, QTreeView)
        bar = view.verticalScrollBar()
        for text in ["", "zoom", "o", "nothing is called so", "save", ""] * 100:
            line.setText(text)
            for value in (bar.maximum(), bar.minimum()):
                bar.setValue(value)
                assert view.indexAt(view.rect().center()).row() < view.model().rowCount()


class TestTexts:
    def test_about_names_versions_to_copy(self, qtbot: QtBot) -> None:
        dialog = about_dialog()
        qtbot.addWidget(dialog)
        for name in ("KQuant 0", "kernels: ", "Python 3", "Qt 6", "numpy", "opencv"):
            assert name in dialog.text
        copy = find(dialog, QPushButton, "copy_text")
        assert isinstance(copy, QPushButton)
        copy.click()
        assert QApplication.clipboard().text() == dialog.text

    def test_a_report_has_the_end_of_the_log(self, qtbot: QtBot, tmp_path: Path) -> None:
        log = tmp_path / "kquant.log"
        log.write_text("\n".join(f"line {number}" for number in range(20_000)))
        dialog = report_dialog(log)
        qtbot.addWidget(dialog)
        assert dialog.text.endswith("line 19999")
        assert "line 100\n" not in dialog.text
        assert isinstance(report_dialog(tmp_path / "none"), TextDialog)


class TestTheme:
    @pytest.fixture
    def theme(self, qapp: QApplication) -> Iterator[Theme]:
        """One that leaves the application as it was."""
        before = qapp.palette()
        theme = Theme(qapp)
        yield theme
        theme.apply(Scheme.SYSTEM)
        qapp.setPalette(before)

    @pytest.mark.parametrize("dark", [False, True])
    def test_greys_are_neutral_and_text_is_legible(self, dark: bool) -> None:
        colors, role = palette(dark), QPalette.ColorRole
        for each in (role.Window, role.Base, role.Button, role.Text, role.Mid, role.PlaceholderText):
            assert colors.color(each).hsvSaturation() == 0
        for text, ground in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.ButtonText, role.Button),
            (role.ToolTipText, role.ToolTipBase),
            (role.PlaceholderText, role.Window),
            (role.PlaceholderText, role.Base),
            (role.HighlightedText, role.Highlight),
            (role.Link, role.Window),
        ):
            assert contrast(colors.color(text), colors.color(ground)) >= 4.5
        disabled = colors.color(QPalette.ColorGroup.Disabled, role.WindowText)
        assert contrast(disabled, colors.color(role.Window)) >= 3

    @pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
    def test_frames_are_seen_and_a_box_that_is_not_ticked_is_empty(
        self, qtbot: QtBot, theme: Theme, scheme: Scheme
    ) -> None:
        theme.apply(scheme)
        ground = QWidget()
        ground.resize(200, 100)
        qtbot.addWidget(ground)
        window, base = (
            ground.palette().color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base)
        )
        for box in (QCheckBox(ground), QRadioButton(ground)):
            colors = colors_down(box, 6)
            assert max(contrast(color, window) for color in colors) > 1.8
            assert contrast(colors[len(colors) // 2], base) < 1.1
        for framed in (QSpinBox(ground), QLineEdit(ground), QSlider(Qt.Orientation.Horizontal, ground)):
            colors = colors_down(framed, 50)
            assert max(contrast(color, window) for color in colors) > 1.8

    @pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
    def test_a_list_of_choices_stands_out_and_its_chosen_row_from_it(
        self, qtbot: QtBot, theme: Theme, scheme: Scheme
    ) -> None:
        theme.apply(scheme)
        box = DropDown()
        qtbot.addWidget(box)
        box.addItems(["One", "Two", "Three"])
        with qtbot.waitExposed(box):
            box.show()
        box.showPopup()
        frame = box.view().parentWidget()
        assert frame is not None
        qtbot.waitUntil(frame.isVisible)
        image = frame.grab().toImage()
        middle = image.width() - 12  # right of the words
        rows = [
            image.pixelColor(middle, box.view().visualRect(box.model().index(row, 0)).center().y())
            for row in (0, 2)
        ]
        window, text = (
            box.palette().color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Text)
        )
        chosen, other = rows
        assert contrast(image.pixelColor(0, image.height() // 2), window) > 1.8
        assert other == box.palette().color(QPalette.ColorRole.Base)
        assert contrast(text, other) >= 4.5
        assert contrast(chosen, other) >= 3
        box.hidePopup()

    def test_a_change_is_followed_by_palette_and_icons(self, qtbot: QtBot, theme: Theme) -> None:
        shades = []
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            with qtbot.waitSignal(theme.changed):
                theme.apply(scheme)
            assert theme.dark is (scheme is Scheme.DARK)
            shades.append(mean_shade(icons.icon("open").pixmap(24, 24).toImage()))
        assert shades[0] < 80 < 180 < shades[1]


class TestIcons:
    @pytest.mark.parametrize("name", ICON_NAMES)
    def test_each_can_be_drawn(self, qapp: QApplication, name: str) -> None:
        image = icons.icon(name).pixmap(24, 24).toImage()
        drawn = [image.pixelColor(x, y).alpha() > 60 for x in range(24) for y in range(24)]
        assert sum(drawn) >= 8

    @pytest.mark.parametrize("name", [name for name in ICON_NAMES if name != "kquant"])
    def test_all_are_of_one_kind(self, name: str) -> None:
        svg = (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="ascii")
        assert 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"' in svg
        assert "#" not in svg

    def test_an_unknown_name(self) -> None:
        with pytest.raises(FileNotFoundError):
            icons.icon("no-such-icon")

    def test_a_disabled_icon_is_fainter(self, qapp: QApplication) -> None:
        icon, mode, size = icons.icon("open"), QIcon.Mode, QSize(24, 24)
        on, off = icon.pixmap(size, 1.0, mode.Normal), icon.pixmap(size, 1.0, mode.Disabled)
        assert on.toImage() != off.toImage()

    def test_the_application_icon_has_all_its_colours_at_16(self, qapp: QApplication) -> None:
        image = icons.application_icon().pixmap(16, 16).toImage()
        shown = {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        for name in ("#2b3a55", "#d1495b", "#ffffff"):
            assert name in shown


def colors_in(image: QImage, left: int) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(left, left + 140, 7) for y in range(20, 200, 7)}


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1's contrast ratio."""

    def luminance(color: QColor) -> float:
        parts = (color.redF(), color.greenF(), color.blueF())
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colors_down(widget: QWidget, x: int) -> list[QColor]:
    """What is seen of a widget, on the ground that it stands on, from top to bottom."""
    widget.resize(100, widget.sizeHint().height())
    ground = widget.parentWidget()
    assert ground is not None
    image = ground.grab(widget.geometry()).toImage()
    return [image.pixelColor(x, y) for y in range(image.height())]


def mean_shade(image: QImage) -> float:
    """Of what is drawn, 0 black..255 white."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    drawn = [pixel.lightness() for pixel in pixels if pixel.alpha() > 200]
    return sum(drawn) / len(drawn)


def test_the_status_bar_shows_how_far_it_is_only_where_that_is_known(
    qtbot: QtBot, document: Document, pixels: UInt8, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = StatusBar(document, ViewModel(document))
    qtbot.addWidget(bar)
    bar.show()
    progress, words = (
        find(bar, QProgressBar, "status_progress"),
        find(bar, ElidedLabel, "status_work"),
    )
    assert isinstance(progress, QProgressBar)
    assert isinstance(words, ElidedLabel)
    go = held_up(monkeypatch)
    document.show(SourceImage(pixels, Path("a.png"), "a.png", "RGB"))
    qtbot.waitUntil(words.isVisible)
    assert (words.full, progress.isHidden()) == ("Reading a.png…", True)
    go.set()
    qtbot.waitUntil(lambda: words.full == "Finding colours…" and not progress.isHidden())
    qtbot.waitUntil(lambda: progress.value() == 0.42 * progress.maximum())
    with qtbot.waitSignal(found(document, "result")):
        slow.go.set()
    assert (words.full, progress.isHidden()) == ("Measuring…", True)
    qtbot.waitUntil(lambda: not words.isVisible())


def test_a_long_name_does_not_widen_the_window(
    qtbot: QtBot, window: MainWindow, pixels: UInt8, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.resize(1024, 700)
    work = find(window, QLabel, "status_work")
    assert isinstance(work, QLabel)
    name = "a" * 200 + ".jpg"
    go = held_up(monkeypatch)
    window.document.show(SourceImage(pixels, Path(name), "JPEG", "RGB"))
    qtbot.waitUntil(work.isVisible)
    assert window.width() == 1024
    assert work.text().endswith("a…")
    assert work.toolTip() == f"Reading {name}…"
    go.set()
    wait_for_result(qtbot, window)
