"""Waiting for a window to get somewhere."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kquant.core.quantize import quantize
from kquant.session.files.reading import Opened, made_ready
from kquant.ui.shell.main_window import MainWindow

MakeWindow = Callable[..., MainWindow]


class Slow:
    """Stands for `quantize`: reports a stage and waits to be let go or stopped."""

    def __init__(self) -> None:
        self.go = Event()

    def __call__(self, *args: Any, **named: Any) -> Any:
        run = named["run"]
        run._name = "cluster"  # a stage would begin by telling that nothing of it is done
        while not self.go.wait(0.01):
            run.at(0.42)
        return quantize(*args, **named)


def held_up(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Pictures that a document is to show are made ready once this is set."""
    go = Event()

    def make(*args: Any) -> Opened:
        go.wait(60)
        return made_ready(*args)

    monkeypatch.setattr("kquant.session.document.document.made_ready", make)
    return go


def wait_until_gone(qtbot: QtBot, window: MainWindow) -> None:
    """Until a closed window has been deleted."""
    qtbot.waitUntil(lambda: not isValid(window))


def wait_for_result(qtbot: QtBot, window: MainWindow) -> None:
    """Until the final result with its metrics is there."""

    def final() -> bool:
        document = window.document
        found = document.now.metrics is not None
        return found and not document.now.opening and not document.now.clustering

    qtbot.waitUntil(final)
