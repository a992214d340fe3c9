"""Qt's objects that only Python's collector finds are destroyed on the GUI thread, and do not pile up."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kquant.session.work.job import Control, Lane
from kquant.session.work.memory import collected_here, release
from kquant.session.work.scheduler import Channel, Scheduler


@pytest.fixture
def automatic(qtbot: QtBot) -> Iterator[None]:
    """As Python starts, whatever the other tests have."""
    gc.enable()
    with collected_here():
        yield
    gc.disable()


@pytest.fixture
def channel(qapp: object) -> Iterator[Channel]:
    owner, scheduler = QObject(), Scheduler()
    channel = scheduler.channel(owner, Lane.EXACT)
    yield channel
    assert channel.close()


def leave_widgets(count: int, destroyed_on: list[int], *, old: bool = False) -> None:
    """Circles that nobody holds, each with a widget."""
    widgets = [QWidget() for _ in range(count)]
    for widget in widgets:
        widget.itself = lambda widget=widget: widget  # type: ignore[attr-defined]
        weakref.finalize(widget, lambda: destroyed_on.append(threading.get_ident()))
    if old:
        gc.collect()


def allocate(control: Control) -> None:
    """Enough for several whole collections at Python's own thresholds."""
    control.deliver(len([[number] for number in range(400_000)]))


@pytest.mark.slow
@pytest.mark.parametrize("old", [False, True], ids=["young", "old"])
def test_no_widget_is_destroyed_on_a_worker(
    automatic: None, channel: Channel, qtbot: QtBot, old: bool
) -> None:
    destroyed_on: list[int] = []
    leave_widgets(20, destroyed_on, old=old)
    with qtbot.waitSignal(channel.ended):
        channel.start(allocate)
    qtbot.waitUntil(lambda: len(destroyed_on) == 20)
    assert set(destroyed_on) == {threading.get_ident()}


def test_garbage_is_collected_while_work_goes_on(automatic: None, channel: Channel, qtbot: QtBot) -> None:
    """Though more objects are made all the time, so that nothing ever rests."""
    collected = threading.Event()

    def work(control: Control) -> None:
        kept: list[list[list[object]]] = []
        weakref.finalize(_Circle(), collected.set)
        while not collected.is_set() and not control.should_stop():
            kept.append([[] for _ in range(100)])
            control.wait(0.001)
        control.deliver(len(kept))

    with qtbot.waitSignal(channel.delivered):
        channel.start(work)
    assert collected.is_set()


def test_leaving_collects_and_gives_the_collector_back(qtbot: QtBot) -> None:
    destroyed_on: list[int] = []
    gc.enable()
    with collected_here():
        assert not gc.isenabled()
        leave_widgets(3, destroyed_on)
    assert destroyed_on == [threading.get_ident()] * 3
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


class _Circle:
    def __init__(self) -> None:
        self.itself: Callable[[], _Circle] = lambda: self


def test_released_things_end_elsewhere() -> None:
    threads: list[threading.Thread] = []

    class Thing:
        def __del__(self) -> None:
            threads.append(threading.current_thread())

    things = [Thing(), Thing()]
    release(things)
    for thread in threading.enumerate():
        if thread.name == "release":
            thread.join(60)
    assert things == []
    assert len(threads) == 2
    assert threading.main_thread() not in threads
