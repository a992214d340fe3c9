"""Names of files, palettes and presets are shown as they are, whatever they look like."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QMenu, QMessageBox, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import PaletteUse
from kquant.io.source import SourceImage
from kquant.session.files.preferences import Preferences
from kquant.session.files.recent import RecentFiles
from kquant.session.services import Services
from kquant.ui.app.windows import Windows
from kquant.ui.features.export.dialog import ExportDialog
from kquant.ui.features.palette.dialogs.use_dialog import UseDialog
from kquant.ui.features.parameters.controls import ColorListEdit
from kquant.ui.kit.command_palette import CommandPalette
from kquant.ui.shell.main_window import MainWindow
from tests.ui.parts import find
from tests.ui.waiting import MakeWindow, held_up, wait_for_result, wait_until_gone

NAME = "<b>a<i> &lt;&amp; & [*]b[*]"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there no file may have such a name")


def read(text: str, form: Qt.TextFormat = Qt.TextFormat.AutoText) -> str:
    """What a person reads of a label or a tooltip."""
    rich = form is Qt.TextFormat.RichText or (
        form is Qt.TextFormat.AutoText and QtGui.Qt.mightBeRichText(text)
    )
    return QTextDocumentFragment.fromHtml(text).toPlainText() if rich else text


def read_label(label: QLabel | None) -> str:
    assert label is not None
    return read(label.text(), label.textFormat())


def read_entry(text: str) -> str:
    """What a person reads of a menu or a button."""
    return re.sub("&(.)", r"\1", text)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8)).save(path)
    return path


@pytest.fixture
def odd_window(make_window: MakeWindow, odd: Path) -> MainWindow:
    return make_window(odd)


@pytest.fixture
def windows(qtbot: QtBot, services: Services) -> Iterator[Windows]:
    windows = Windows(services)
    yield windows
    for window in list(windows.open):
        window.close_anyway()
        wait_until_gone(qtbot, window)


def asked(window: MainWindow, name: str) -> str:
    box = find(window, QMessageBox, name)
    assert isinstance(box, QMessageBox)
    said = read_label(find(box, QLabel, "qt_msgbox_label"))
    box.reject()
    return said


def test_in_the_question_whether_work_may_be_lost(odd_window: MainWindow, odd: Path) -> None:
    odd_window.commands["more"].trigger()
    odd_window.close()
    assert asked(odd_window, "unexported_question") == f"The result of “{odd.name}” has not been exported."


@pytest.mark.parametrize(
    ("name", "said"), [(f"{NAME}.png", "is the picture you"), ("<u>.png", "exists")], ids=["source", "other"]
)
def test_in_the_question_whether_a_file_may_be_replaced(
    qtbot: QtBot, odd_window: MainWindow, odd: Path, name: str, said: str
) -> None:
    odd.with_name("<u>.png").write_text("precious")
    odd_window.commands["export"].trigger()
    dialog = odd_window.exporter.dialog
    assert dialog is not None
    dialog.set_path(odd.with_name(name))
    dialog.accept()
    qtbot.waitUntil(lambda: odd_window.findChild(QMessageBox, "replace_question") is not None)
    assert asked(odd_window, "replace_question").startswith(f"“{name}” {said}")
    dialog.reject()


def test_where_the_export_dialog_says_what_is_wrong(
    qtbot: QtBot, odd_window: MainWindow, tmp_path: Path
) -> None:
    odd_window.commands["export"].trigger()
    dialog = odd_window.exporter.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.set_path(tmp_path / "<b>none" / "a.png")
    dialog.accept()
    notes = find(dialog, QLabel, "export_notes")
    assert isinstance(notes, QLabel)
    qtbot.waitUntil(lambda: "does not exist" in notes.text())
    assert f"{tmp_path}/<b>none/a.png" in read_label(notes)
    dialog.reject()


def test_in_titles_and_in_the_list_of_windows(qtbot: QtBot, windows: Windows, odd: Path) -> None:
    window = windows.add(odd)
    wait_for_result(qtbot, window)
    window.commands["more"].trigger()
    menu = window.windows_menu
    menu.aboutToShow.emit()
    assert [read_entry(entry.text()) for entry in menu.actions()] == [f"{odd.name}* — KQuant"]
    window.document.undo_stack.undo()
    menu.aboutToShow.emit()
    assert [read_entry(entry.text()) for entry in menu.actions()] == [f"{odd.name} — KQuant"]


def test_in_the_list_of_recent_files(odd_window: MainWindow, recent: RecentFiles, odd: Path) -> None:
    assert recent.paths == [odd]
    menu = find(odd_window, QMenu, "recent_menu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert read_entry(menu.actions()[0].text()) == odd.name
    assert read(menu.actions()[0].toolTip()) == str(odd)


def test_on_the_start_page(make_window: MakeWindow, recent: RecentFiles, odd: Path) -> None:
    recent.add(odd)
    window = make_window()
    tile = find(window.start_page, QToolButton, f"tile_{odd.stem}")
    assert isinstance(tile, QToolButton)
    assert read(tile.toolTip()) == str(odd)


def test_while_it_is_read(
    qtbot: QtBot, window: MainWindow, odd: Path, pixels: UInt8, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = held_up(monkeypatch)
    window.document.show(SourceImage(pixels, odd, "PNG", "RGB"))
    work = window.findChild(QLabel, "status_work")
    assert isinstance(work, QLabel)
    qtbot.waitUntil(work.isVisible)
    assert read(work.toolTip()) == f"Reading {odd.name}…"
    go.set()
    wait_for_result(qtbot, window)


def test_of_a_palette(qtbot: QtBot, open_window: MainWindow, preferences: Preferences) -> None:
    window = open_window
    window.document.palette.use([(255, 0, 0), (0, 0, 255)], PaletteUse.FIXED, NAME)
    chips = [button for button in window.palette_bar.findChildren(QToolButton) if "Mapped" in button.text()]
    assert [read_entry(button.text()) for button in chips] == [f"Mapped to {NAME}"]
    assert read_entry(window.commands["undo"].text()) == f"Undo Use {NAME}"
    dialog = UseDialog(window.document, preferences.settings, window)
    names = find(dialog, QListWidget, "palettes")
    assert isinstance(names, QListWidget)
    assert names.item(0).text() == NAME
    assert read(names.item(0).toolTip()) == NAME
    dialog.reject()
    wait_for_result(qtbot, window)


def test_among_the_commands(open_window: MainWindow) -> None:
    open_window.document.change("Preset “A & B”", seed=3)
    found = CommandPalette(open_window.commands, open_window)
    line, view = find(found, QLineEdit, "search_commands"), find(found, QTreeView, "commands")
    assert isinstance(line, QLineEdit)
    assert isinstance(view, QTreeView)
    line.setText("undo preset")
    assert view.currentIndex().siblingAtColumn(0).data() == "Undo Preset “A & B”"
    found.reject()


def test_of_what_is_no_colour(qtbot: QtBot) -> None:
    edit = ColorListEdit()
    qtbot.addWidget(edit)
    edit.line.setText("<b>red")
    assert "“<b>red”" in read_label(edit.message)
