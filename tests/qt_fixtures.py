"""What holds in every test of a window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kquant.session.work.job import Control, Work
from kquant.session.work.memory import release
from kquant.session.work.scheduler import Channel
from tests.qt_free import qt_objects


@pytest.fixture(autouse=True)
def workers_hold_no_qt_objects(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither in what they are given nor in what they hand over or let go."""
    held: list[object] = []
    start, deliver = Channel.start, Control.deliver

    def look(things: object) -> None:
        held.extend(qt_objects(things))

    def started(self: Channel, work: Work, after: float = 0.0) -> None:
        look(work)
        start(self, work, after)

    def delivered(self: Control, outcome: object) -> None:
        look(outcome)
        deliver(self, outcome)

    def released(things: list[Any]) -> None:
        look(things)
        release(things)

    monkeypatch.setattr(Channel, "start", started)
    monkeypatch.setattr(Control, "deliver", delivered)
    for name, module in list(sys.modules.items()):
        if name.startswith("kquant.") and getattr(module, "release", None) is release:
            monkeypatch.setattr(module, "release", released)
    yield
    assert held == []


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> None:
    """One clipboard serves all tests of a process: what another has left is not to be taken for a result."""
    qapp.clipboard().clear()
