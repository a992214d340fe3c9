"""The lab beside windows with pictures, whose colours it takes as points."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kquant.lab.ui.source_box import SourceBox
from kquant.lab.ui.window import LabWindow
from kquant.session.services import Services
from kquant.ui.app.windows import Windows
from kquant.ui.shell.main_window import MainWindow


def take_channels(lab: LabWindow) -> None:
    button = lab.findChild(QPushButton, "take_channels")
    assert button is not None
    button.click()


def test_from_the_main_window_with_its_colours(qtbot: QtBot, services: Services, photo: Path) -> None:
    windows = Windows(services)
    window = windows.add(photo)
    qtbot.waitUntil(lambda: window.is_settled)
    window.commands["lab"].trigger()
    lab = windows.lab
    assert lab is not None
    box = lab.findChild(SourceBox)
    assert box is not None
    assert box.channels.isVisibleTo(box)
    take_channels(lab)
    qtbot.waitUntil(lambda: lab.document.points.axes == ("red", "green"))
    window.commands["lab"].trigger()
    assert windows.lab is lab
    qtbot.waitUntil(lambda: lab.is_settled)
    lab.commands["quit"].trigger()
    assert not windows.open
    qtbot.waitUntil(lambda: not isValid(lab) and not isValid(window))


def test_it_opens_and_asks_for_colours_while_the_picture_is_computed(
    qtbot: QtBot, services: Services, photo: Path
) -> None:
    """Which a worker does with the lock of the picture's cache in its hand."""
    windows = Windows(services)
    window = windows.add(photo)
    qtbot.waitUntil(lambda: window.is_settled)
    picture = window.document.now.picture
    assert picture is not None
    held, done = threading.Event(), threading.Event()

    def hold() -> bool:
        held.set()
        return done.wait(30)

    computing = threading.Thread(target=lambda: picture.cache.get("test", None, hold))
    computing.start()
    held.wait()
    window.commands["lab"].trigger()
    lab = windows.lab
    assert lab is not None
    take_channels(lab)
    assert computing.is_alive()
    done.set()
    qtbot.waitUntil(lambda: lab.document.points.axes == ("red", "green"))
    qtbot.waitUntil(lambda: lab.is_settled)
    windows.close_all()
    qtbot.waitUntil(lambda: not isValid(lab) and not isValid(window))


def test_the_action_of_the_main_window(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.lab_wanted):
        window.commands["lab"].trigger()
