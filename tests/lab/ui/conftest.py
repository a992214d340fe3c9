"""Lab windows to try, closed after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kquant.lab.ui.window import LabWindow
from kquant.session.files.settings_file import SettingsFile
from kquant.session.work.scheduler import Scheduler
from tests.qt_fixtures import empty_clipboard, workers_hold_no_qt_objects  # noqa: F401 - fixtures

MakeLab = Callable[..., LabWindow]


def show_about(window: QWidget) -> None:
    """Stands for the program's own dialog."""
    QDialog(window).open()


@pytest.fixture
def make_lab(
    qtbot: QtBot, settings: SettingsFile, scheduler: Scheduler, faults: list[BaseException]
) -> Iterator[MakeLab]:
    labs: list[LabWindow] = []

    def make(**options: object) -> LabWindow:
        lab = LabWindow(settings, scheduler, faults.append, show_about, **{"offer_tour": False, **options})  # type: ignore[arg-type]
        labs.append(lab)
        lab.show()
        qtbot.waitExposed(lab)
        qtbot.waitUntil(lambda: lab.is_settled)
        return lab

    yield make
    for lab in labs:
        lab.close()
        qtbot.waitUntil(partial(_is_gone, lab))


@pytest.fixture
def lab(make_lab: MakeLab) -> LabWindow:
    """One with the opening example and its result."""
    return make_lab()


def _is_gone(lab: LabWindow) -> bool:
    return not isValid(lab)
