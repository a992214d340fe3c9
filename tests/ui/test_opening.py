"""Every way for a picture to come in, and what is said where it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QLibraryInfo, QMimeData, QPoint, QPointF, Qt, QUrl, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.arrays import UInt8
from kquant.io.source import SourceImage
from kquant.resources import sample_images
from kquant.session.files import preferences as prefer
from kquant.session.files.preferences import Preferences
from kquant.session.files.recent import RecentFiles
from kquant.ui.features.opening.opening import files_in
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.kit.qimage import to_qimage
from kquant.ui.shell.main_window import MainWindow
from tests.changes import changed
from tests.ui.parts import find
from tests.ui.waiting import MakeWindow, wait_for_result

COPY, LEFT, NO_KEYS = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

# Qt 6.12 takes the one and warns of the other, which is the only one for those before.
INSIDE: Any = (QPointF if QLibraryInfo.version() >= QVersionNumber(6, 12) else QPoint)(50, 50)


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def shown_pixels(window: MainWindow) -> UInt8:
    source = window.document.now.source
    assert source is not None
    return source.pixels


def press_step(window: MainWindow) -> None:
    """Press the first button of the message; those of former messages are hidden and on their way."""
    found = window.center.messages.findChildren(QPushButton, "next_step_0")
    next(button for button in found if button.isVisible()).click()


def test_by_the_dialog(qtbot: QtBot, window: MainWindow, photo: Path, preferences: Preferences) -> None:
    window.commands["open"].trigger()
    dialog = find(window, FileDialog, "open_dialog")
    assert isinstance(dialog, FileDialog)
    assert "*.heic" in dialog.nameFilters()[0]
    kinds = find(dialog, QComboBox, "fileTypeCombo")
    assert isinstance(kinds, QComboBox)
    assert kinds.currentText() == "Pictures"
    with qtbot.waitSignal(changed(window.document, "picture")):
        dialog.filesSelected.emit([str(photo)])
    dialog.reject()
    assert preferences.settings.value("open/folder") == str(photo.parent)


def test_a_drop_is_welcomed_visibly(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    data = files(photo)
    enter = QDragEnterEvent(INSIDE, COPY, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.center.drop_sign.isVisible()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not window.center.drop_sign.isVisible()
    QApplication.sendEvent(window, QDragEnterEvent(INSIDE, COPY, data, LEFT, NO_KEYS))
    with qtbot.waitSignal(changed(window.document, "picture")):
        QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), COPY, data, LEFT, NO_KEYS))
    assert not window.center.drop_sign.isVisible()


def test_what_is_no_picture_is_not_welcomed(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("only words")
    enter = QDragEnterEvent(INSIDE, COPY, data, LEFT, NO_KEYS)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()
    assert not window.center.drop_sign.isVisible()


def test_several_files_ask_for_several_windows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for path in paths:
        Image.new("RGB", (4, 4)).save(path)
    with qtbot.waitSignal(window.windows_wanted) as told:
        window.opening.take(files(*paths))
    assert told.args == [paths[1:]]
    wait_for_result(qtbot, window)


@pytest.mark.parametrize("channels", [3, 4])
def test_a_pasted_picture_is_taken_bit_for_bit(
    qtbot: QtBot, window: MainWindow, pixels: UInt8, channels: int
) -> None:
    if channels == 4:
        alpha = np.full((*pixels.shape[:2], 1), 255, np.uint8)
        alpha[:10] = 0
        pixels = np.concatenate([np.where(alpha, pixels, 0), alpha], axis=2)
    QApplication.clipboard().setImage(to_qimage(pixels))
    with qtbot.waitSignal(changed(window.document, "picture")):
        window.commands["paste"].trigger()
    assert np.array_equal(shown_pixels(window), pixels)
    assert window.windowTitle().startswith("Pasted picture")
    wait_for_result(qtbot, window)


def test_a_pasted_file_is_opened(qtbot: QtBot, window: MainWindow, photo: Path, pixels: UInt8) -> None:
    QApplication.clipboard().setMimeData(files(photo))
    with qtbot.waitSignal(changed(window.document, "picture")):
        window.commands["paste"].trigger()
    assert np.array_equal(shown_pixels(window), pixels)


def test_a_pasted_path_is_opened(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    QApplication.clipboard().setText(f" {photo}\n")
    with qtbot.waitSignal(changed(window.document, "picture")):
        window.commands["paste"].trigger()


def test_nothing_to_paste_is_said(window: MainWindow) -> None:
    QApplication.clipboard().setText("words")
    window.commands["paste"].trigger()
    assert window.center.messages.text == "There is no picture on the clipboard."


@pytest.mark.parametrize(
    "text", ["/" + "n" * 300, f"/{'n' * 100}/{'m' * 300}/a.png", "/a\0b"], ids=["long", "deep", "NUL"]
)
def test_what_only_looks_like_a_path_is_nothing_to_paste(window: MainWindow, text: str) -> None:
    QApplication.clipboard().setText(text)
    window.commands["paste"].trigger()
    assert window.center.messages.text == "There is no picture on the clipboard."


def test_where_there_is_no_clipboard_there_is_nothing_to_paste(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nothing:
        def mimeData(self) -> None:
            """As where the platform has none, or its owner has gone."""

    monkeypatch.setattr("kquant.ui.features.opening.opening.QGuiApplication.clipboard", Nothing)
    window.commands["paste"].trigger()
    assert window.center.messages.text == "There is no picture on the clipboard."


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "studio.lan", "studio", ""])
def test_files_of_this_computer_are_found_however_they_are_told(
    qtbot: QtBot, window: MainWindow, photo: Path, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kquant.ui.kit.paths.QSysInfo.machineHostName", lambda: "Studio.lan")
    data = QMimeData()
    data.setUrls([QUrl(f"file://{host}{photo.as_uri().removeprefix('file://')}")])
    assert files_in(data) == [photo]
    with qtbot.waitSignal(changed(window.document, "picture")):
        assert window.opening.take(data)


def test_files_of_another_computer_are_not_taken_for_those_of_this() -> None:
    data = QMimeData()
    data.setUrls([QUrl("file://another.invalid/a.png"), QUrl("https://localhost/a.png")])
    assert [str(path).replace("\\", "/") for path in files_in(data)] == ["//another.invalid/a.png"]


def test_a_dropped_link_that_can_be_no_file_is_told_of(qtbot: QtBot, window: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl("file:///a%00b.png")])
    with qtbot.waitSignal(window.document.failed):
        window.opening.take(data)


class TestRecent:
    def test_a_picture_that_was_opened_is_listed(
        self, qtbot: QtBot, open_window: MainWindow, photo: Path, recent: RecentFiles
    ) -> None:
        assert recent.paths == [photo]
        qtbot.waitUntil(lambda: recent.thumbnail(photo).width() == 90)  # a while after the picture
        menu = find(open_window, QMenu, "recent_menu")
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        assert [action.text() for action in menu.actions() if action.text()] == ["photo.png", "&Clear List"]
        assert not menu.actions()[0].icon().isNull()

    def test_a_long_name_is_shortened_in_the_menu_and_whole_in_its_tooltip(
        self, window: MainWindow, recent: RecentFiles, tmp_path: Path
    ) -> None:
        path = tmp_path / f"begin{'-' * 200}end.png"
        recent.add(path)
        menu = find(window, QMenu, "recent_menu")
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        assert menu.sizeHint().width() < 500
        action = menu.actions()[0]
        assert action.text().startswith("begin")
        assert action.text().endswith("end.png")
        assert action.toolTip() == str(path)

    def test_it_is_on_the_next_start_page(
        self, qtbot: QtBot, make_window: MakeWindow, photo: Path, recent: RecentFiles
    ) -> None:
        make_window(photo)
        window = make_window()
        tile = find(window.start_page, QToolButton, "tile_photo")
        assert isinstance(tile, QToolButton)
        with qtbot.waitSignal(changed(window.document, "picture")):
            tile.click()
        window.commands["clear_recent"].trigger()
        assert recent.paths == []
        assert not window.commands["clear_recent"].isEnabled()

    def test_one_that_is_gone_can_be_removed(
        self, qtbot: QtBot, window: MainWindow, recent: RecentFiles, tmp_path: Path
    ) -> None:
        recent.add(tmp_path / "gone.png")
        with qtbot.waitSignal(window.document.failed):
            window.opening.open(tmp_path / "gone.png")
        assert window.center.messages.text == "gone.png: there is no such file."
        press_step(window)
        assert recent.paths == []

    def test_samples_are_not_listed(self, qtbot: QtBot, window: MainWindow, recent: RecentFiles) -> None:
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.start_page.chosen.emit(sample_images()[0])
        assert recent.paths == []


def test_a_damaged_file_can_be_opened_as_far_as_it_goes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save(tmp_path / "whole.png")
    half = tmp_path / "half.png"
    half.write_bytes((tmp_path / "whole.png").read_bytes()[:6000])
    with qtbot.waitSignal(window.document.failed):
        window.opening.open(half)
    with qtbot.waitSignal(changed(window.document, "picture")):
        press_step(window)
    qtbot.waitUntil(lambda: "damaged" in window.center.messages.text)


def test_a_file_that_fails_leaves_what_was_open(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path, pixels: UInt8
) -> None:
    (tmp_path / "notes.png").write_text("not a picture")
    with qtbot.waitSignal(open_window.document.failed):
        open_window.opening.open(tmp_path / "notes.png")
    assert open_window.center.messages.text.startswith("notes.png: ")
    assert np.array_equal(shown_pixels(open_window), pixels)
    assert open_window.document.now.result is not None


class TestChangedFile:
    def test_asks_and_reads_again(self, qtbot: QtBot, open_window: MainWindow, photo: Path) -> None:
        window = open_window
        Image.new("RGB", (20, 10), "navy").save(photo)
        qtbot.waitUntil(lambda: "changed by" in window.center.messages.text)
        with qtbot.waitSignal(changed(window.document, "picture")):
            press_step(window)
        assert shown_pixels(window).shape == (10, 20, 3)
        wait_for_result(qtbot, window)

    def test_one_that_took_its_place_too(
        self, qtbot: QtBot, open_window: MainWindow, photo: Path, tmp_path: Path
    ) -> None:
        for side in (10, 12):
            Image.new("RGB", (side, side), "navy").save(tmp_path / "new.png")
            (tmp_path / "new.png").replace(photo)
            qtbot.waitUntil(lambda: "changed by" in open_window.center.messages.text)
            with qtbot.waitSignal(changed(open_window.document, "picture")):
                press_step(open_window)
            assert shown_pixels(open_window).shape == (side, side, 3)
            wait_for_result(qtbot, open_window)

    def test_is_read_unasked_if_that_is_preferred(
        self, qtbot: QtBot, open_window: MainWindow, photo: Path, preferences: Preferences
    ) -> None:
        preferences.set(prefer.ASK_RELOAD, False)
        with qtbot.waitSignal(changed(open_window.document, "picture")):
            Image.new("RGB", (20, 10), "navy").save(photo)
        wait_for_result(qtbot, open_window)

    def test_one_that_is_gone_says_nothing(self, qtbot: QtBot, open_window: MainWindow, photo: Path) -> None:
        photo.unlink()
        qtbot.wait(700)
        assert "changed by" not in open_window.center.messages.text


def test_notes_of_the_reader_are_shown(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "lime", "blue")]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    with qtbot.waitSignal(changed(window.document, "picture")):
        window.opening.open(tmp_path / "moving.gif")
    qtbot.waitUntil(lambda: "frame" in window.center.messages.text.lower())


def test_notes_of_reading_and_of_settings_are_said_together(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    grey = np.repeat(np.array([[0, 20_000, 40_000]], np.uint16), 8, axis=0)
    Image.fromarray(grey).save(tmp_path / "deep.png")
    window.opening.open(tmp_path / "deep.png")
    wait_for_result(qtbot, window)
    said = window.center.messages.text
    assert "16" in said
    assert said.endswith("The picture has only 3 distinct colours: nothing is changed.")


def test_the_window_does_not_take_its_own_export_for_a_change(
    qtbot: QtBot, open_window: MainWindow, photo: Path
) -> None:
    window = open_window
    window.commands["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    dialog.set_path(photo)
    dialog.accept()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox, "replace_question") is not None)
    box = find(window, QMessageBox, "replace_question")
    assert isinstance(box, QMessageBox)
    with qtbot.waitSignal(window.exporter.exported):
        next(b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole).click()
    qtbot.wait(600)  # longer than it waits for calm
    assert window.center.messages.text.startswith("Exported")
    Image.new("RGB", (8, 8), "navy").save(photo)
    qtbot.waitUntil(lambda: "another program" in window.center.messages.text)


def test_a_damaged_file_that_was_read_again_is_the_one_to_recover(
    qtbot: QtBot, open_window: MainWindow, photo: Path, tmp_path: Path
) -> None:
    window = open_window
    (tmp_path / "notes.png").write_text("not a picture")
    with qtbot.waitSignal(window.document.failed):
        window.opening.open(tmp_path / "notes.png")
    photo.write_bytes(photo.read_bytes()[:-40])
    with qtbot.waitSignal(window.document.failed):
        window.commands["reload"].trigger()
    with qtbot.waitSignal(changed(window.document, "picture")):
        press_step(window)
    source = window.document.now.source
    assert source is not None
    assert source.path == photo
    wait_for_result(qtbot, window)


def test_reading_again_loses_nothing_and_asks_nothing(
    qtbot: QtBot, open_window: MainWindow, photo: Path
) -> None:
    window = open_window
    window.commands["more"].trigger()
    wait_for_result(qtbot, window)
    Image.new("RGB", (20, 10), "navy").save(photo)
    qtbot.waitUntil(lambda: "changed by" in window.center.messages.text)
    with qtbot.waitSignal(changed(window.document, "picture")):
        window.commands["reload"].trigger()
    assert "changed by" not in window.center.messages.text
    assert window.document.undo_stack.canUndo()
    wait_for_result(qtbot, window)


def test_a_file_that_comes_back_is_told_of(qtbot: QtBot, open_window: MainWindow, photo: Path) -> None:
    photo.unlink()
    qtbot.wait(700)
    Image.new("RGB", (20, 10), "navy").save(photo)
    qtbot.waitUntil(lambda: "changed by" in open_window.center.messages.text)


def test_each_note_of_the_reader_is_a_sentence(qtbot: QtBot, window: MainWindow, photo: Path) -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    notes = ("10 bits per channel were rounded to 8", "high dynamic range is not supported")
    window.document.show(SourceImage(pixels, photo, "PNG", "RGB", notes=notes))
    wait_for_result(qtbot, window)
    words = "10 bits per channel were rounded to 8. High dynamic range is not supported."
    assert words in window.center.messages.text
