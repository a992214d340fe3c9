"""Several windows: quitting asks in each that would lose work, and closes none before all have answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from kquant.session.services import Services
from kquant.session.work.memory import collected_here
from kquant.ui.app.windows import Windows
from kquant.ui.shell.main_window import MainWindow
from tests.ui.parts import find
from tests.ui.waiting import wait_for_result, wait_until_gone

pytestmark = pytest.mark.slow


@pytest.fixture
def windows(qtbot: QtBot, services: Services) -> Iterator[Windows]:
    windows = Windows(services)
    yield windows
    for window in list(windows.open):
        window.close_anyway()
        wait_until_gone(qtbot, window)


def changed(qtbot: QtBot, windows: Windows, path: Path) -> MainWindow:
    """A window with something to lose."""
    window = windows.add(path)
    wait_for_result(qtbot, window)
    window.commands["more"].trigger()
    assert window.close_guard.would_lose
    return window


def question(window: MainWindow) -> QMessageBox | None:
    found = window.findChild(QMessageBox, "unexported_question")
    return found if isinstance(found, QMessageBox) else None


def discard(window: MainWindow) -> None:
    box = question(window)
    assert box is not None
    button = find(box, QPushButton, "unexported_discard")
    assert isinstance(button, QPushButton)
    button.click()


def test_quit_goes_on_from_window_to_window(qtbot: QtBot, windows: Windows, photo: Path) -> None:
    idle = windows.add()
    first, second = changed(qtbot, windows, photo), changed(qtbot, windows, photo)
    idle.commands["quit"].trigger()
    assert question(second) is None
    discard(first)
    assert windows.open == [idle, first, second]
    discard(second)
    assert windows.open == []


def test_cancelling_keeps_every_window(qtbot: QtBot, windows: Windows, photo: Path) -> None:
    first, second = changed(qtbot, windows, photo), changed(qtbot, windows, photo)
    second.commands["quit"].trigger()
    discard(first)
    box = question(second)
    assert box is not None
    box.reject()
    assert windows.open == [first, second]
    assert first.isVisible()


def test_quit_of_the_system_asks_as_well(qtbot: QtBot, windows: Windows, photo: Path) -> None:
    window = changed(qtbot, windows, photo)
    application, asked = QApplication.instance(), QEvent(QEvent.Type.Quit)
    assert application is not None
    assert windows.eventFilter(application, asked)
    assert not asked.isAccepted()
    discard(window)
    assert windows.open == []
    assert not windows.eventFilter(application, QEvent(QEvent.Type.Quit))


def test_a_closed_window_leaves_nothing_though_nothing_is_collected_on_the_way(
    qtbot: QtBot, windows: Windows, photo: Path
) -> None:
    with collected_here():
        windows.add()
        window = windows.add(photo)
        wait_for_result(qtbot, window)
        assert window.document.now.picture is not None
        picture = ref(window.document.now.picture)
        window.close_anyway()
        wait_until_gone(qtbot, window)
        del window
        qtbot.waitUntil(lambda: picture() is None)


def test_the_menu_lists_the_windows_and_brings_them(qtbot: QtBot, windows: Windows, photo: Path) -> None:
    first, second = windows.add(photo), windows.add()
    wait_for_result(qtbot, first)
    first.commands["more"].trigger()  # something to lose
    second.activateWindow()
    menu = second.windows_menu
    menu.aboutToShow.emit()
    entries = menu.actions()
    assert [entry.text() for entry in entries] == [f"{photo.name}* — KQuant", "KQuant"]
    assert [entry.isChecked() for entry in entries] == [False, True]
    first.showMinimized()
    entries[0].trigger()
    qtbot.waitUntil(first.isActiveWindow)
    assert not first.isMinimized()
    first.close_anyway()
    wait_until_gone(qtbot, first)
    menu.aboutToShow.emit()
    assert [entry.text() for entry in menu.actions()] == ["KQuant"]


def test_windows_opened_together_are_whole_and_do_not_hide_one_another(windows: Windows) -> None:
    together = [windows.add() for _ in range(6)]
    screen = together[0].screen().availableGeometry()
    assert all(screen.contains(window.frameGeometry()) for window in together)
    assert all(before.pos() != window.pos() for before, window in pairwise(together))


def test_a_window_beside_one_that_fills_the_screen_is_smaller(windows: Windows) -> None:
    first = windows.add()
    screen = first.screen().availableGeometry()
    first.setGeometry(screen)
    second = windows.add()
    assert second.pos() != first.pos()
    assert screen.contains(second.frameGeometry())
