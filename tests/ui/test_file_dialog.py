"""Windows and dialogs that go while a file dialog asks something: nothing is freed twice or left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kquant.lab.ui.window import LabWindow
from kquant.session.services import Services
from kquant.ui.features.palette.dialogs.use_dialog import UseDialog
from kquant.ui.kit.file_dialog import FileDialog, SaveDialog
from kquant.ui.shell.main_window import MainWindow
from tests.changes import changed
from tests.ui.parts import find
from tests.ui.waiting import wait_until_gone


def open_picture(window: MainWindow) -> None:
    window.commands["open"].trigger()


def open_palette(window: MainWindow) -> None:
    window.commands["use_palette"].trigger()
    use = window.findChild(UseDialog)
    assert isinstance(use, UseDialog)
    button = find(use, QPushButton, "palette_file")
    assert isinstance(button, QPushButton)
    button.click()


def asking(window: QWidget, folder: Path, name: str) -> FileDialog:
    """The file dialog of a window, with a name typed in."""
    dialog = window.findChild(FileDialog)
    assert isinstance(dialog, FileDialog)
    line = find(dialog, QLineEdit, "fileNameEdit")
    assert isinstance(line, QLineEdit)
    line.setText(str(folder / name))
    return dialog


def accept_and(dialog: FileDialog, go: Callable[[], object]) -> None:
    """Do something while Qt's own box is asked, which is before `accept` has come back."""
    asked: list[bool] = []

    def meanwhile() -> None:
        asked.append(dialog.findChild(QMessageBox) is not None)
        go()

    QTimer.singleShot(0, meanwhile)
    dialog.accept()
    assert asked == [True]


class TestAFileThatIsNotThere:
    @pytest.mark.parametrize("ask", [open_picture, open_palette])
    def test_the_window_goes_meanwhile(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path, ask: Callable[[MainWindow], None]
    ) -> None:
        ask(open_window)
        dialog = asking(open_window, tmp_path, "missing")
        accept_and(dialog, open_window.close_anyway)
        wait_until_gone(qtbot, open_window)
        qtbot.waitUntil(lambda: not isValid(dialog))

    @pytest.mark.parametrize("ask", [open_picture, open_palette])
    def test_the_program_ends_meanwhile(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path, ask: Callable[[MainWindow], None]
    ) -> None:
        ask(open_window)
        dialog = asking(open_window, tmp_path, "missing")
        accept_and(dialog, QApplication.closeAllWindows)
        wait_until_gone(qtbot, open_window)
        qtbot.waitUntil(lambda: not isValid(dialog))

    def test_the_lab_goes_meanwhile(self, qtbot: QtBot, services: Services, tmp_path: Path) -> None:
        lab = LabWindow(
            services.preferences.settings,
            services.scheduler,
            services.report_fault,
            lambda _: None,
            offer_tour=False,
        )
        lab.show()
        lab.commands["open_table"].trigger()
        dialog = asking(lab, tmp_path, "missing.csv")
        accept_and(dialog, lab.close)
        qtbot.waitUntil(lambda: not isValid(lab))
        qtbot.waitUntil(lambda: not isValid(dialog))

    @pytest.mark.parametrize("ask", [open_picture, open_palette])
    def test_the_dialog_goes_meanwhile(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path, ask: Callable[[MainWindow], None]
    ) -> None:
        ask(open_window)
        dialog = asking(open_window, tmp_path, "missing")
        accept_and(dialog, dialog.reject)
        qtbot.waitUntil(lambda: not isValid(dialog))

    def test_the_dialog_that_it_is_for_goes_meanwhile(
        self, qtbot: QtBot, open_window: MainWindow, tmp_path: Path
    ) -> None:
        open_palette(open_window)
        use = open_window.findChild(UseDialog)
        assert isinstance(use, QDialog)
        dialog = asking(use, tmp_path, "missing")
        accept_and(dialog, use.reject)
        qtbot.waitUntil(lambda: not isValid(use))
        qtbot.waitUntil(lambda: not isValid(dialog))

    def test_it_is_said_and_another_can_be_chosen(
        self, qtbot: QtBot, window: MainWindow, tmp_path: Path, photo: Path
    ) -> None:
        open_picture(window)
        dialog = asking(window, tmp_path, "missing")

        def agree() -> None:
            box = dialog.findChild(QMessageBox)
            assert isinstance(box, QMessageBox)
            assert "missing" in box.text()
            box.accept()

        accept_and(dialog, agree)
        assert dialog.isVisible()
        with qtbot.waitSignal(changed(window.document, "picture")):
            asking(window, tmp_path, photo.name).accept()
        qtbot.waitUntil(lambda: not isValid(dialog))


class TestAFileThatExists:
    @pytest.fixture
    def target(self, tmp_path: Path) -> Path:
        path = tmp_path / "taken.png"
        path.write_bytes(b"mine")
        return path

    def question(self, window: QWidget) -> QMessageBox:
        box = find(window, QMessageBox, "replace_question")
        assert isinstance(box, QMessageBox)
        assert "“taken." in box.text()
        return box

    def press(self, box: QMessageBox, text: str) -> None:
        (button,) = (each for each in box.buttons() if text in each.text().replace("&", ""))
        button.click()

    def test_a_plot_replaces_it_only_when_a_person_agrees(
        self, qtbot: QtBot, open_window: MainWindow, target: Path
    ) -> None:
        for answer in ("Cancel", "Replace"):
            open_window.commands["export_plot"].trigger()
            asking(open_window, target.parent, target.name).accept()  # which comes back at once
            assert target.read_bytes() == b"mine"
            if answer == "Cancel":
                self.press(self.question(open_window), answer)
                QApplication.processEvents()
                assert target.read_bytes() == b"mine"
            else:
                with qtbot.waitSignal(open_window.scatter.export.exported):
                    self.press(self.question(open_window), answer)
                assert target.read_bytes().startswith(b"\x89PNG")
            qtbot.waitUntil(lambda: open_window.findChild(SaveDialog) is None)

    def test_a_table_replaces_it_only_when_a_person_agrees(
        self, qtbot: QtBot, services: Services, tmp_path: Path
    ) -> None:
        target = tmp_path / "taken.csv"
        target.write_bytes(b"mine")
        lab = LabWindow(
            services.preferences.settings,
            services.scheduler,
            services.report_fault,
            lambda _: None,
            offer_tour=False,
        )
        lab.show()
        qtbot.waitUntil(lambda: lab.is_settled)
        lab.commands["export_csv"].trigger()
        asking(lab, tmp_path, target.name).accept()
        assert target.read_bytes() == b"mine"
        with qtbot.waitSignal(lab.files.exported):
            self.press(self.question(lab), "Replace")
        assert len(target.read_bytes().splitlines()) == 101
        lab.close()
        qtbot.waitUntil(lambda: not isValid(lab))

    def test_the_window_goes_meanwhile(self, qtbot: QtBot, open_window: MainWindow, target: Path) -> None:
        open_window.commands["export_plot"].trigger()
        asking(open_window, target.parent, target.name).accept()
        self.question(open_window)
        open_window.close_anyway()
        wait_until_gone(qtbot, open_window)
        assert target.read_bytes() == b"mine"
