"""Lab windows to try, closed after the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kquant.lab.ui.window import LabWindow
from kquant.ui.app.services import Shared

MakeLab = Callable[..., LabWindow]


@pytest.fixture
def make_lab(qtbot: QtBot, shared: Shared) -> Iterator[MakeLab]:
    labs: list[LabWindow] = []

    def make(*arguments: object, **options: object) -> LabWindow:
        lab = LabWindow(shared, *arguments, **{"offer_tour": False, **options})  # type: ignore[arg-type]
        labs.append(lab)
        lab.show()
        qtbot.waitExposed(lab)
        qtbot.waitUntil(lambda: lab.is_settled)
        return lab

    yield make
    for lab in labs:
        lab.close()
        qtbot.waitUntil(lambda lab=lab: not isValid(lab))


@pytest.fixture
def lab(make_lab: MakeLab) -> LabWindow:
    """One with the opening example and its result."""
    return make_lab()
