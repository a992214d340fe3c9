"""Only what differs is told: how many functions run on the GUI thread until a change is shown everywhere.

The numbers grow where something is told to all that listen, or is worked out for each of the colours.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from kquant.session.document.state import Phase
from kquant.ui.shell.main_window import MainWindow
from tests.ui.call_count import CallCount
from tests.ui.canvas_bench import photograph
from tests.ui.waiting import MakeWindow

_NEVER = 10**8  # milliseconds
_SIZE = (1400, 900)


@pytest.fixture
def window(make_window: MakeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """One of a usual size with a photograph in eight colours, on a machine on which nothing takes long."""
    monkeypatch.setattr("kquant.session.document.nodes.takes_long", lambda *_: False)
    monkeypatch.setattr("kquant.ui.features.parameters.run_bar._QUICK_MILLISECONDS", _NEVER)
    monkeypatch.setattr("kquant.ui.shell.status_bar._PATIENCE_MILLISECONDS", _NEVER)
    monkeypatch.setattr("kquant.ui.shell.center.PATIENCE_MILLISECONDS", _NEVER)
    monkeypatch.setattr(MainWindow, "_prepare", lambda _: None)  # panels that are not seen, some time later
    path = tmp_path / "photograph.png"
    Image.fromarray(photograph(768, 512)).save(path)
    window = make_window()
    window.resize(*_SIZE)
    window.opening.open(path)
    return window


Count = Callable[[Callable[[], object]], CallCount]


@pytest.fixture
def count(qtbot: QtBot, window: MainWindow) -> Count:
    """Does something, and counts until it is shown everywhere and nothing is worked on any more."""
    document = window.document

    def at_rest() -> bool:
        busy = document.now.phase is not Phase.UP_TO_DATE or document._accents.working
        return not busy and window.is_settled

    def do(act: Callable[[], object]) -> CallCount:
        with CallCount() as counted:

            def is_over() -> bool:
                with counted.paused():
                    return at_rest()

            act()
            qtbot.waitUntil(is_over)
        return counted

    qtbot.waitUntil(at_rest)
    document.change("Another", colors=8, seed=7)  # one that nothing is kept of
    qtbot.waitUntil(at_rest)
    return do


def test_a_change_of_k_concerns_few(window: MainWindow, count: Count) -> None:
    made = count(lambda: window.parameters.color_count.spin_box.setValue(16))
    assert window.document.now.result is not None
    assert len(window.document.now.result.palette) == 16
    assert made.calls.total() < 400, made.calls.most_common(20)
    assert len(made.files) < 30, sorted(made.files)


def test_a_step_back_and_a_highlight_concern_few(window: MainWindow, count: Count) -> None:
    count(lambda: window.parameters.color_count.spin_box.setValue(16))
    back = count(window.commands["undo"].trigger)
    assert window.document.now.result is not None
    assert len(window.document.now.result.palette) == 8
    highlight = count(lambda: window.view.change(highlighted=3))
    assert back.calls.total() < 260, back.calls.most_common(20)
    assert highlight.calls.total() < 150, highlight.calls.most_common(20)
