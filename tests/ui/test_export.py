"""Exporting: the dialog, the real file, what is asked and what is remembered."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.color.names import NameList, nearest_names
from kquant.core.model.choices import AlphaMode, PaletteUse
from kquant.core.model.constraints import ClearEntry
from kquant.io.palettes import read_palette
from kquant.io.picture_formats import picture_format
from kquant.session.document.state import Phase
from kquant.session.files.preferences import Preferences
from kquant.ui.features.export.choice import Choice, ExportKind
from kquant.ui.features.export.dialog import ExportDialog
from kquant.ui.features.export.encoding import formats, without_ending
from kquant.ui.features.export.memory import ExportMemory
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.kit.numbers import size_text
from kquant.ui.shell.main_window import MainWindow
from tests.changes import changed
from tests.ui.parts import find
from tests.ui.waiting import MakeWindow, Slow, wait_for_result


def open_dialog(qtbot: QtBot, window: MainWindow, action: str = "export") -> ExportDialog:
    window.commands[action].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    wait_for_size(qtbot, dialog)
    return dialog


def wait_for_size(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.waitUntil(lambda: label(dialog, "export_size") != "…")


def label(dialog: ExportDialog, name: str) -> str:
    found = find(dialog, QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def combo(dialog: ExportDialog, name: str) -> QComboBox:
    found = find(dialog, QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def choose(dialog: ExportDialog, name: str, value: object) -> None:
    combo(dialog, name).setCurrentIndex(combo(dialog, name).findData(value))


def press_export(dialog: ExportDialog) -> None:
    button = find(dialog, QPushButton, "export_button")
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()


def question(window: MainWindow) -> QMessageBox:
    box = find(window, QMessageBox, "replace_question")
    assert isinstance(box, QMessageBox)
    return box


def replace(box: QMessageBox) -> None:
    next(b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole).click()


def test_the_export_is_the_result_bit_for_bit(qtbot: QtBot, open_window: MainWindow, tmp_path: Path) -> None:
    window = open_window
    dialog = open_dialog(qtbot, window)
    assert dialog.path == tmp_path / "photo-16-colors.png"
    shown = label(dialog, "export_size")
    with qtbot.waitSignal(window.exporter.exported) as told:
        press_export(dialog)
    path, size = told.args
    assert path == tmp_path / "photo-16-colors.png"
    assert path.stat().st_size == size
    assert shown == size_text(size)
    result = window.document.now.result
    assert result is not None
    with Image.open(path) as picture:
        assert np.array_equal(np.asarray(picture.convert("RGB")), result.image)
    assert window.exporter.dialog is None
    assert "photo-16-colors.png" in window.center.messages.text


@pytest.mark.parametrize("kind", list(ExportKind))
def test_every_format_can_be_chosen(
    qtbot: QtBot, open_window: MainWindow, kind: ExportKind, tmp_path: Path
) -> None:
    dialog = open_dialog(qtbot, open_window)
    choose(dialog, "export_kind", kind.value)
    for _, ending in formats(kind):
        choose(dialog, "export_format", ending)
        wait_for_size(qtbot, dialog)
        assert (dialog.choice.kind, dialog.choice.ending) == (kind, ending)
        assert dialog.path == tmp_path / f"photo-16-{kind.value}{ending}"
        assert label(dialog, "export_size") != "–"
    dialog.reject()


def test_what_a_format_loses_is_said_before(qtbot: QtBot, open_window: MainWindow) -> None:
    dialog = open_dialog(qtbot, open_window)
    assert label(dialog, "export_notes") == ""
    choose(dialog, "export_format", ".jpg")
    wait_for_size(qtbot, dialog)
    assert "lossy" in label(dialog, "export_notes")
    dialog.reject()


def test_what_a_format_cannot_hold_cannot_be_exported(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.document.change("Many colours", colors=300)
    wait_for_result(qtbot, window)
    dialog = open_dialog(qtbot, window)
    choose(dialog, "export_format", ".gif")
    qtbot.waitUntil(lambda: "256" in label(dialog, "export_notes"))
    button = find(dialog, QPushButton, "export_button")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    dialog.reject()


@pytest.fixture
def full_window(make_window: MakeWindow, tmp_path: Path) -> MainWindow:
    """All colours of a palette of 256, and one transparent pixel."""
    colors = [(level, 255 - level, level // 2) for level in range(256)]
    Image.new("RGBA", (257, 1)).save(tmp_path / "full.png")
    with Image.open(tmp_path / "full.png") as picture:
        picture.putdata([(*color, 255) for color in colors] + [(0, 0, 0, 0)])
        picture.save(tmp_path / "full.png")
    window = make_window(tmp_path / "full.png")
    window.document.palette.use(colors, PaletteUse.FIXED, "full")
    return window


def button(dialog: ExportDialog, name: str) -> QPushButton:
    found = find(dialog, QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


class TestAFullPaletteAndTransparency:
    """There is no place for a clear entry: what then, is asked."""

    def test_may_become_opaque(self, qtbot: QtBot, full_window: MainWindow) -> None:
        wait_for_result(qtbot, full_window)
        dialog = open_dialog(qtbot, full_window)
        choose(dialog, "export_format", ".gif")
        qtbot.waitUntil(lambda: "256 and transparency" in label(dialog, "export_notes"))
        assert not button(dialog, "export_button").isEnabled()
        assert button(dialog, "export_make_opaque").isVisible()
        assert not button(dialog, "export_true_color").isVisible()  # GIF has none
        button(dialog, "export_make_opaque").click()
        qtbot.waitUntil(lambda: button(dialog, "export_button").isEnabled())
        assert not button(dialog, "export_make_opaque").isVisible()
        assert full_window.document.settings.alpha is AlphaMode.MATTE
        assert full_window.document.undo_stack.undoText() == "Make Opaque"
        dialog.reject()

    def test_may_become_true_colour(self, qtbot: QtBot, full_window: MainWindow) -> None:
        wait_for_result(qtbot, full_window)
        dialog = open_dialog(qtbot, full_window)
        qtbot.waitUntil(lambda: "256 and transparency" in label(dialog, "export_notes"))
        button(dialog, "export_true_color").click()
        qtbot.waitUntil(lambda: button(dialog, "export_button").isEnabled())
        assert combo(dialog, "export_indexed").currentData() is False
        assert not button(dialog, "export_true_color").isVisible()
        with qtbot.waitSignal(full_window.exporter.exported) as told:
            press_export(dialog)
        with Image.open(told.args[0]) as picture:
            assert (picture.mode, picture.getpixel((256, 0))) == ("RGBA", (0, 0, 0, 0))


def test_a_palette_file_says_what_it_cannot_hold(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.document.palette.use([(0, 0, 0), (255, 255, 255)], PaletteUse.FIXED, "two", ClearEntry(0))
    wait_for_result(qtbot, window)
    dialog = open_dialog(qtbot, window, "export_palette")
    choose(dialog, "export_format", ".ase")
    qtbot.waitUntil(lambda: label(dialog, "export_notes") == "transparent entries were left out: 1")
    choose(dialog, "export_format", ".gpl")
    wait_for_size(qtbot, dialog)
    assert label(dialog, "export_notes") == ""
    dialog.reject()


def test_the_palette_action_begins_with_palettes(qtbot: QtBot, open_window: MainWindow) -> None:
    dialog = open_dialog(qtbot, open_window, "export_palette")
    assert dialog.choice == Choice(ExportKind.PALETTE, ".gpl", names=NameList.CSS)
    with qtbot.waitSignal(open_window.exporter.exported) as told:
        press_export(dialog)
    assert told.args[0].read_text().startswith("GIMP Palette")
    assert open_window.document.undo_stack.isClean()


def test_a_palette_is_exported_with_the_names_that_were_chosen(qtbot: QtBot, open_window: MainWindow) -> None:
    result = open_window.document.now.result
    assert result is not None
    for names in (NameList.XKCD, None):
        dialog = open_dialog(qtbot, open_window, "export_palette")
        choose(dialog, "export_format", ".json")
        choose(dialog, "export_names", names)
        dialog.set_path(dialog.path.with_stem(str(names)))
        with qtbot.waitSignal(open_window.exporter.exported) as told:
            press_export(dialog)
        expected = nearest_names(result.palette, names) if names else ()
        assert read_palette(told.args[0]).names == expected
        dialog = open_dialog(qtbot, open_window, "export_palette")
        assert dialog.choice.names is names  # the last choice
        box = find(dialog, QComboBox, "export_names")
        assert isinstance(box, QComboBox)
        assert box.isVisible()
        choose(dialog, "export_format", ".hex")
        assert not box.isVisible()  # which holds none
        dialog.reject()


def test_a_typed_name_keeps_its_stem_and_gets_the_ending(qtbot: QtBot, open_window: MainWindow) -> None:
    dialog = open_dialog(qtbot, open_window)
    line = find(dialog, QLineEdit, "export_name")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "mine")
    assert dialog.path.name == "mine.png"
    choose(dialog, "export_format", ".webp")
    assert dialog.path.name == "mine.webp"
    line.selectAll()
    qtbot.keyClicks(line, " ")
    button = find(dialog, QPushButton, "export_button")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    dialog.reject()


def type_name(qtbot: QtBot, dialog: ExportDialog, name: str) -> None:
    line = find(dialog, QLineEdit, "export_name")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, name)


@pytest.mark.parametrize(
    ("typed", "kind", "ending"),
    [
        ("mine.jpg", ExportKind.PICTURE, ".jpg"),
        ("mine.JPEG", ExportKind.PICTURE, ".jpg"),
        ("mine.tiff", ExportKind.PICTURE, ".tif"),
        ("mine.png.gif", ExportKind.PICTURE, ".gif"),
        ("mine.pal.bmp", ExportKind.PICTURE, ".bmp"),
        ("mine.gpl", ExportKind.PALETTE, ".gpl"),
        ("mine.riff.pal", ExportKind.PALETTE, ".riff.pal"),
        ("mine.npy", ExportKind.LABELS, ".npy"),
    ],
)
def test_a_typed_ending_chooses_the_format(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path, typed: str, kind: ExportKind, ending: str
) -> None:
    dialog = open_dialog(qtbot, open_window)
    type_name(qtbot, dialog, typed)
    assert (dialog.choice.kind, dialog.choice.ending) == (kind, ending)
    assert dialog.path == tmp_path / typed
    wait_for_size(qtbot, dialog)
    with qtbot.waitSignal(open_window.exporter.exported) as told:
        press_export(dialog)
    assert told.args[0] == tmp_path / typed
    content = (tmp_path / typed).read_bytes()
    assert not content.startswith(b"\x89PNG")


def test_a_dot_in_a_name_is_no_ending(qtbot: QtBot, open_window: MainWindow) -> None:
    dialog = open_dialog(qtbot, open_window)
    type_name(qtbot, dialog, "mine.v2")
    assert dialog.path.name == "mine.v2.png"
    dialog.set_path(dialog.path.with_name("from the file dialog.webp"))
    assert (dialog.choice.ending, dialog.path.name) == (".webp", "from the file dialog.webp")
    dialog.reject()


def test_an_ending_that_two_kinds_have_stays_with_the_present_one(
    qtbot: QtBot, open_window: MainWindow
) -> None:
    dialog = open_dialog(qtbot, open_window, "export_palette")
    type_name(qtbot, dialog, "swatches.png")
    assert (dialog.choice.kind, dialog.choice.ending) == (ExportKind.PALETTE, ".png")
    type_name(qtbot, dialog, "swatches.jpg.png")
    assert (dialog.choice.kind, dialog.choice.ending) == (ExportKind.PALETTE, ".png")
    choose(dialog, "export_kind", ExportKind.PICTURE.value)
    type_name(qtbot, dialog, "picture.pal.png")
    assert (dialog.choice.kind, dialog.choice.ending) == (ExportKind.PICTURE, ".png")
    dialog.reject()


@pytest.mark.parametrize(
    ("kind", "ending"),
    [(ExportKind.PALETTE, ".ase"), (ExportKind.PALETTE, ".hex"), (ExportKind.LABELS, ".npy")],
)
def test_rows_that_are_out_of_sight_change_nothing(
    qtbot: QtBot, open_window: MainWindow, kind: ExportKind, ending: str
) -> None:
    """Such as a box for the quality that still had the keyboard."""
    dialog = open_dialog(qtbot, open_window)
    choose(dialog, "export_format", ".jpg")
    choose(dialog, "export_kind", kind.value)
    choose(dialog, "export_format", ending)
    wait_for_size(qtbot, dialog)
    quality = find(dialog, QSpinBox, "export_quality")
    assert isinstance(quality, QSpinBox)
    quality.setValue(17)
    assert (dialog.choice.kind, dialog.choice.ending, dialog.choice.options) == (kind, ending, None)
    assert label(dialog, "export_size") not in ("", "–")
    dialog.reject()


@pytest.mark.parametrize(
    "folder", ["a\0b", "~nobody-of-that-name/pictures", "/" + "n" * 300], ids=["NUL", "nobody", "long"]
)
def test_a_folder_that_cannot_be_is_told_of(qtbot: QtBot, open_window: MainWindow, folder: str) -> None:
    dialog = open_dialog(qtbot, open_window)
    line, browse = (find(dialog, kind, name) for kind, name in _PLACE)
    assert isinstance(line, QLineEdit)
    assert isinstance(browse, QPushButton)
    line.setText(folder)
    press_export(dialog)
    assert label(dialog, "export_notes").startswith("“")
    assert dialog.isVisible()
    browse.click()
    chooser = dialog.findChild(FileDialog)
    assert isinstance(chooser, FileDialog)
    chooser.reject()
    dialog.reject()


def test_a_file_that_is_there_is_replaced_only_when_told(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path
) -> None:
    window, target = open_window, tmp_path / "photo-16-colors.png"
    target.write_text("precious")
    press_export(open_dialog(qtbot, window))
    question(window).reject()
    assert target.read_text() == "precious"
    dialog = window.exporter.dialog
    assert dialog is not None
    press_export(dialog)
    with qtbot.waitSignal(window.exporter.exported):
        replace(question(window))
    assert target.read_bytes().startswith(b"\x89PNG")


def test_the_source_has_a_question_of_its_own(qtbot: QtBot, open_window: MainWindow, photo: Path) -> None:
    before = photo.read_bytes()
    dialog = open_dialog(qtbot, open_window)
    dialog.set_path(photo)
    press_export(dialog)
    box = question(open_window)
    assert "you opened" in box.text()
    box.reject()
    dialog.reject()
    assert photo.read_bytes() == before


def test_a_folder_that_is_not_there_is_told_before_anything_is_lost(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path
) -> None:
    window = open_window
    window.commands["export"].trigger()
    dialog = window.exporter.dialog
    assert dialog is not None
    dialog.set_path(tmp_path / "not there" / "mine.png")
    dialog.accept()
    notes = find(dialog, QLabel, "export_notes")
    assert isinstance(notes, QLabel)
    qtbot.waitUntil(lambda: "its folder does not exist" in notes.text())
    assert dialog.isVisible()
    assert dialog.path == tmp_path / "not there" / "mine.png"
    dialog.set_path(tmp_path / "mine.png")
    assert "does not exist" not in notes.text()
    dialog.accept()
    qtbot.waitUntil((tmp_path / "mine.png").exists)
    qtbot.waitUntil(lambda: not window.exporter.busy)


def test_a_write_protected_file_is_not_replaced(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path
) -> None:
    target = tmp_path / "mine.png"
    target.write_text("old")
    target.chmod(0o444)
    open_window.commands["export"].trigger()
    dialog = open_window.exporter.dialog
    assert dialog is not None
    dialog.set_path(target)
    dialog.accept()
    notes = find(dialog, QLabel, "export_notes")
    assert isinstance(notes, QLabel)
    qtbot.waitUntil(lambda: "it is write-protected" in notes.text())
    assert open_window.findChild(QMessageBox, "replace_question") is None
    dialog.reject()
    assert target.read_text() == "old"


_PLACE = ((QLineEdit, "export_folder"), (QPushButton, "export_browse"))


class TestAgain:
    def test_of_a_picture_whose_name_leaves_no_room_is_told_of(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window, long = open_window, tmp_path / f"{'n' * 250}.png"
        with qtbot.waitSignal(window.exporter.exported):
            press_export(open_dialog(qtbot, window))
        Image.new("RGB", (8, 8), "navy").save(long)
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.opening.open(long)
        wait_for_result(qtbot, window)
        with qtbot.waitSignal(window.exporter.failed) as told:
            window.commands["export_again"].trigger()
        assert "too long" in told.args[0]

    def test_writes_the_present_result_over_the_last(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window = open_window
        with qtbot.waitSignal(window.exporter.exported):
            press_export(open_dialog(qtbot, window))
        window.document.change("Colours 4", colors=4)
        wait_for_result(qtbot, window)
        with qtbot.waitSignal(window.exporter.exported):
            window.commands["export_again"].trigger()
        with Image.open(tmp_path / "photo-16-colors.png") as picture:
            assert len(picture.convert("RGB").getcolors() or []) == 4

    def test_of_another_picture_has_another_name(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window = open_window
        with qtbot.waitSignal(window.exporter.exported):
            press_export(open_dialog(qtbot, window))
        Image.new("RGB", (8, 8), "navy").save(tmp_path / "other.png")
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.opening.open(tmp_path / "other.png")
        wait_for_result(qtbot, window)
        with qtbot.waitSignal(window.exporter.exported) as told:
            window.commands["export_again"].trigger()
        assert told.args[0] == tmp_path / "other-1-colors.png"


def test_exporting_counts_as_saved(qtbot: QtBot, open_window: MainWindow) -> None:
    window = open_window
    window.commands["more"].trigger()
    wait_for_result(qtbot, window)
    assert window.isWindowModified()
    with qtbot.waitSignal(window.exporter.exported):
        press_export(open_dialog(qtbot, window))
    assert not window.isWindowModified()


def test_a_picture_that_was_exported_is_given_back_with_another(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path
) -> None:
    window = open_window
    with qtbot.waitSignal(window.exporter.exported):
        press_export(open_dialog(qtbot, window))
    former = window.document.now.picture
    assert former is not None
    gone = threading.Event()
    weakref.finalize(former, gone.set)
    del former
    Image.new("RGB", (4, 4), "teal").save(tmp_path / "other.png")
    window.opening.open(tmp_path / "other.png")
    wait_for_result(qtbot, window)
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone.is_set())


def test_folder_and_format_are_remembered(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path, preferences: Preferences
) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    dialog = open_dialog(qtbot, open_window)
    choose(dialog, "export_format", ".bmp")
    wait_for_size(qtbot, dialog)
    dialog.set_path(folder / "a.bmp")
    with qtbot.waitSignal(open_window.exporter.exported):
        press_export(dialog)
    dialog = open_dialog(qtbot, open_window)
    assert dialog.choice.ending == ".bmp"
    assert dialog.path.parent == folder
    dialog.reject()
    (folder / "a.bmp").unlink()
    folder.rmdir()
    dialog = open_dialog(qtbot, open_window)
    assert dialog.path.parent == tmp_path
    dialog.reject()


def test_export_is_taken_before_the_file_is_encoded(
    qtbot: QtBot, open_window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kquant.ui.features.export import dialog as module
    from kquant.ui.features.export import encoding

    encode = encoding.encode

    def slow(*arguments: Any) -> object:
        time.sleep(0.3)
        return encode(*arguments)

    monkeypatch.setattr(module, "encode", slow)
    open_window.commands["export"].trigger()
    dialog = open_window.exporter.dialog
    assert dialog is not None
    with qtbot.waitSignal(open_window.exporter.exported):
        press_export(dialog)


class TestOptions:
    def rows(self, dialog: ExportDialog) -> set[str]:
        names = ("indexed", "compression", "lossless", "quality", "subsampling")
        parts = {name: find(dialog, QWidget, f"export_{name}") for name in names}
        return {name for name, part in parts.items() if part.isVisible()}

    def test_only_those_of_the_format_are_shown(self, qtbot: QtBot, open_window: MainWindow) -> None:
        dialog = open_dialog(qtbot, open_window)
        expected = {
            ".png": {"indexed", "compression"},
            ".gif": set(),
            ".bmp": {"indexed"},
            ".webp": {"lossless"},
            ".jpg": {"quality", "subsampling"},
        }
        for ending, shown in expected.items():
            choose(dialog, "export_format", ending)
            assert self.rows(dialog) == shown
        choose(dialog, "export_kind", ExportKind.PALETTE.value)
        assert self.rows(dialog) == set()
        dialog.reject()

    def test_size_and_notes_follow_what_is_chosen(self, qtbot: QtBot, open_window: MainWindow) -> None:
        dialog = open_dialog(qtbot, open_window)
        choose(dialog, "export_format", ".webp")
        wait_for_size(qtbot, dialog)
        exact = label(dialog, "export_size")
        lossless = find(dialog, QCheckBox, "export_lossless")
        assert isinstance(lossless, QCheckBox)
        lossless.click()
        assert self.rows(dialog) == {"lossless", "quality"}
        quality = find(dialog, QSpinBox, "export_quality")
        slider = find(dialog, QSlider, "export_quality_slider")
        assert isinstance(quality, QSpinBox)
        assert isinstance(slider, QSlider)
        slider.setValue(10)
        assert quality.value() == 10
        wait_for_size(qtbot, dialog)
        assert label(dialog, "export_size") != exact
        assert "lossy" in label(dialog, "export_notes")
        lossless.click()
        wait_for_size(qtbot, dialog)
        assert label(dialog, "export_size") == exact
        assert label(dialog, "export_notes") == ""
        dialog.reject()

    def test_they_are_written_remembered_and_used_again(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window = open_window
        dialog = open_dialog(qtbot, window)
        choose(dialog, "export_format", ".jpg")
        choose(dialog, "export_format", ".png")
        choose(dialog, "export_indexed", False)
        wait_for_size(qtbot, dialog)
        path = tmp_path / "photo-16-colors.png"
        ways: tuple[Callable[[], object], ...] = (
            lambda: press_export(dialog),
            window.commands["export_again"].trigger,
        )
        for export in ways:
            with qtbot.waitSignal(window.exporter.exported):
                export()
            with Image.open(path) as picture:
                assert picture.mode == "RGB"
            path.unlink()
        dialog = open_dialog(qtbot, window)
        assert combo(dialog, "export_indexed").currentData() is False
        dialog.reject()

    @pytest.mark.parametrize("kept", ["", "{}", "[]", "nonsense", '{"quality": 400}'])
    def test_what_cannot_be_meant_is_as_if_never_kept(self, preferences: Preferences, kept: str) -> None:
        preferences.settings.set_value("export/options/JPEG", kept)
        assert ExportMemory(preferences.settings).options(".jpg") == picture_format(".jpg").defaults


class TestOutdated:
    def freshness(self, dialog: ExportDialog) -> str:
        found = find(dialog, QLabel, "export_freshness")
        assert isinstance(found, QLabel)
        return found.text() if found.isVisible() else ""

    def test_nothing_is_said_of_a_result_of_the_present_settings(
        self, qtbot: QtBot, open_window: MainWindow
    ) -> None:
        dialog = open_dialog(qtbot, open_window)
        assert self.freshness(dialog) == ""
        dialog.reject()

    def test_run_first_brings_the_result_of_the_present_settings(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window = open_window
        window.commands["live"].trigger()
        window.document.change("Colours 5", colors=5)
        dialog = open_dialog(qtbot, window)
        assert "changed after this result" in self.freshness(dialog)
        assert dialog.path.name == "photo-16-colors.png"
        button = find(dialog, QPushButton, "export_run_first")
        assert isinstance(button, QPushButton)
        button.click()
        qtbot.waitUntil(lambda: self.freshness(dialog) == "")
        wait_for_size(qtbot, dialog)
        assert dialog.path.name == "photo-5-colors.png"
        with qtbot.waitSignal(window.exporter.exported):
            press_export(dialog)
        with Image.open(tmp_path / "photo-5-colors.png") as picture:
            assert len(picture.convert("RGB").getcolors() or []) == 5

    def test_what_was_recoloured_just_before_is_what_is_saved(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window = open_window
        window.document.palette.recolor({0: (255, 0, 254)})
        window.commands["export"].trigger()  # of the result before, until the next is there
        dialog = window.exporter.dialog
        assert dialog is not None
        qtbot.waitUntil(
            lambda: window.document.now.phase is Phase.UP_TO_DATE and self.freshness(dialog) == ""
        )
        wait_for_size(qtbot, dialog)
        with qtbot.waitSignal(window.exporter.exported):
            press_export(dialog)
        with Image.open(tmp_path / "photo-16-colors.png") as picture:
            assert (255, 0, 254) in [color for _, color in picture.convert("RGB").getcolors() or []]

    def test_a_result_that_comes_while_it_is_asked_is_not_taken_for_saved(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        window = open_window
        (tmp_path / "photo-16-colors.png").write_text("precious")
        window.commands["live"].trigger()
        window.document.change("Colours 5", colors=5)
        press_export(open_dialog(qtbot, window))
        window.document.run()
        wait_for_result(qtbot, window)
        with qtbot.waitSignal(window.exporter.exported):
            replace(question(window))
        with Image.open(tmp_path / "photo-16-colors.png") as picture:
            assert len(picture.convert("RGB").getcolors() or []) == 16
        assert window.isWindowModified()  # the one with five colours was not saved

    def test_during_a_preview_what_needs_the_result_waits_for_it(
        self, qtbot: QtBot, open_window: MainWindow, slow: Slow
    ) -> None:
        window = open_window
        window.commands["more"].trigger()
        qtbot.waitUntil(lambda: window.document.now.preview is not None)
        for name in ("export", "copy", "copy_palette"):
            assert window.commands[name].isEnabled()
            window.commands[name].trigger()
        assert window.exporter.dialog is None
        with qtbot.waitSignals([window.copying.copied, window.palette_bar.copying.copied]):
            slow.go.set()
        dialog = window.exporter.dialog
        assert dialog is not None
        assert dialog.path.name == "photo-17-colors.png"
        dialog.reject()

    def test_what_waited_for_a_result_that_was_stopped_is_forgotten(
        self, qtbot: QtBot, open_window: MainWindow, slow: Slow
    ) -> None:
        window = open_window
        window.commands["more"].trigger()
        qtbot.waitUntil(lambda: window.document.now.preview is not None)
        window.commands["export"].trigger()
        window.commands["stop"].trigger()
        assert window.exporter.dialog is None
        slow.go.set()
        window.commands["run"].trigger()
        wait_for_result(qtbot, window)
        assert window.exporter.dialog is None


@pytest.mark.usefixtures("longer")
def test_nothing_is_cut_off_in_longer_languages(qtbot: QtBot, open_window: MainWindow) -> None:
    open_window.commands["live"].trigger()
    open_window.commands["more"].trigger()
    dialog = open_dialog(qtbot, open_window)
    for ending in (".webp", ".jpg", ".png"):
        choose(dialog, "export_format", ending)
        wait_for_size(qtbot, dialog)
        QApplication.processEvents()
        for part in dialog.findChildren(QWidget):
            if part.isVisible() and isinstance(part, (QLabel, QPushButton, QCheckBox)):
                assert part.width() >= part.minimumSizeHint().width()
                if not (isinstance(part, QLabel) and part.wordWrap()):
                    assert part.width() >= part.sizeHint().width()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "stem"), [("a.riff.pal", "a"), ("a.b.PAL", "a.b"), ("a.png", "a"), ("a.xyz", "a"), ("a", "a")]
)
def test_names_lose_the_whole_ending(name: str, stem: str) -> None:
    assert without_ending(name) == stem
