"""The scheduler: only the latest work of a channel counts, lanes go in order, and nothing is left behind."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, Signal
from pytestqt.qtbot import QtBot

from kquant.core.model.errors import Cancelled, KQuantError
from kquant.core.run.run import Run
from kquant.session.work.job import Control, Lane
from kquant.session.work.scheduler import Channel, Scheduler, report


@pytest.fixture
def channel(scheduler: Scheduler) -> Iterator[Channel]:
    owner = QObject()
    channel = scheduler.channel(owner, Lane.EXACT)
    yield channel
    assert channel.close()


def test_what_work_hands_over_arrives_on_the_receiving_thread(channel: Channel, qtbot: QtBot) -> None:
    arrived: list[tuple[object, bool]] = []
    channel.delivered.connect(lambda outcome: arrived.append((outcome, QThread.isMainThread())))

    def work(control: Control) -> None:
        assert threading.current_thread() is not threading.main_thread()
        control.deliver("preview")
        control.deliver("result")

    with qtbot.waitSignal(channel.ended):
        channel.start(work)
    assert arrived == [("preview", True), ("result", True)]
    assert not channel.busy


def test_newer_work_takes_the_place_of_older(channel: Channel, qtbot: QtBot) -> None:
    arrived: list[int] = []
    channel.delivered.connect(arrived.append)
    for number in range(50):

        def work(control: Control, number: int = number) -> None:
            while number < 49 and not control.should_stop():
                time.sleep(0.001)
            control.deliver(number)

        channel.start(work)
    qtbot.waitUntil(lambda: not channel.busy)
    assert arrived == [49]


def test_kernels_see_that_work_was_stopped(channel: Channel, qtbot: QtBot) -> None:
    flags: list[bytearray | None] = []
    begun = threading.Event()

    def work(control: Control) -> None:
        flags.append(Run(should_stop=control.should_stop).check.flag)
        begun.set()

    channel.start(work)
    assert begun.wait(10)
    assert flags == [bytearray([0])]
    channel.stop()
    assert flags == [bytearray([1])]


def test_nothing_is_heard_of_stopped_work(channel: Channel, qtbot: QtBot) -> None:
    arrived: list[object] = []
    begun, gone = threading.Event(), threading.Event()
    channel.delivered.connect(arrived.append)
    channel.failed.connect(arrived.append)

    def work(control: Control) -> None:
        begun.set()
        while not control.should_stop():
            time.sleep(0.001)
        control.deliver("too late")
        gone.set()
        raise Cancelled

    channel.start(work)
    assert begun.wait(60)
    with qtbot.waitSignal(channel.ended):
        channel.stop()
    assert gone.wait(60)
    qtbot.wait(50)
    assert arrived == []


@pytest.mark.parametrize("error", [KQuantError("no such file"), ZeroDivisionError("division by zero")])
def test_an_exception_travels_as_data(channel: Channel, qtbot: QtBot, error: Exception) -> None:
    def work(control: Control) -> None:
        raise error

    with qtbot.waitSignal(channel.failed) as failed, qtbot.waitSignal(channel.ended):
        channel.start(work)
    assert failed.args == [error]


def test_progress_is_passed_on_but_not_more_often_than_can_be_seen(channel: Channel, qtbot: QtBot) -> None:
    told: list[tuple[float, str]] = []
    channel.progressed.connect(lambda fraction, stage: told.append((fraction, stage)))

    def work(control: Control) -> None:
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            control.on_progress(0.5, "cluster")

    with qtbot.waitSignal(channel.ended):
        channel.start(work)
    assert 1 <= len(told) <= 10
    assert told[0] == (0.5, "cluster")


def test_closing_waits_for_the_thread(channel: Channel) -> None:
    begun, done = threading.Event(), threading.Event()

    def work(control: Control) -> None:
        begun.set()
        while not control.should_stop():
            time.sleep(0.001)
        done.set()

    channel.start(work)
    assert begun.wait(60)
    assert channel.close()
    assert done.is_set()


def test_other_work_pauses_while_what_is_before_it_is_done(qapp: object, qtbot: QtBot) -> None:
    scheduler = Scheduler(patience=10.0)
    owner = QObject()
    before, after = scheduler.channel(owner, Lane.SIGHT), scheduler.channel(owner, Lane.EXACT)
    begun, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def first(control: Control) -> None:
        begun.set()
        assert not control.should_stop()  # does not wait for itself
        go_on.wait(60)
        order.append("first")

    def second(control: Control) -> None:
        begun.wait(60)
        go_on.set()
        control.should_stop()
        order.append("second")

    before.start(first)
    after.start(second)
    qtbot.waitUntil(lambda: not before.busy and not after.busy)
    assert order == ["first", "second"]
    assert scheduler.close()


def test_a_part_of_some_work_goes_before_others_and_then_after_them(qapp: object, qtbot: QtBot) -> None:
    scheduler = Scheduler(patience=10.0)
    owner = QObject()
    one, other = scheduler.channel(owner, Lane.PLOTS), scheduler.channel(owner, Lane.EXACT)
    begun, go_on, beaten = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def first(control: Control) -> None:
        with control.in_lane(Lane.PREVIEW):
            begun.set()
            go_on.wait(60)
            order.append("preview")
        beaten.wait(60)
        control.should_stop()
        order.append("plot")

    def second(control: Control) -> None:
        begun.wait(60)
        go_on.set()
        control.should_stop()
        beaten.set()
        order.append("exact")

    one.start(first)
    other.start(second)
    qtbot.waitUntil(lambda: not one.busy and not other.busy)
    assert order == ["preview", "exact", "plot"]
    assert scheduler.close()


def test_endless_work_holds_nobody_up_for_good(qapp: object, qtbot: QtBot, scheduler: Scheduler) -> None:
    owner = QObject()
    before, after = scheduler.channel(owner, Lane.SIGHT), scheduler.channel(owner, Lane.EXACT)
    begun, enough = threading.Event(), threading.Event()

    def endless(_: Control) -> None:
        begun.set()
        enough.wait(300)

    before.start(endless)
    assert begun.wait(60)
    with qtbot.waitSignal(after.ended):
        after.start(lambda control: control.deliver(control.should_stop()))
    enough.set()
    assert before.close()


def test_what_waits_holds_nobody_up(qapp: object, qtbot: QtBot) -> None:
    scheduler = Scheduler(patience=60.0)
    owner = QObject()
    waiting, other = scheduler.channel(owner, Lane.SIGHT), scheduler.channel(owner, Lane.PLOTS)
    waiting.start(lambda _: None, 60)
    with qtbot.waitSignal(other.ended):
        other.start(lambda control: control.deliver(control.should_stop()))
    assert waiting.busy
    assert waiting.close()


def test_what_waits_is_stopped_at_once(qapp: object, qtbot: QtBot) -> None:
    scheduler = Scheduler()
    owner = QObject()
    channel = scheduler.channel(owner, Lane.EXACT)
    begun, went_on = threading.Event(), threading.Event()

    def work(control: Control) -> None:
        begun.set()
        control.wait(60)
        went_on.set()

    channel.start(work)
    assert begun.wait(60)
    channel.stop()
    assert channel.close()
    assert not went_on.is_set()


def test_without_delays_nothing_waits(scheduler: Scheduler, channel: Channel, qtbot: QtBot) -> None:
    called: list[str] = []
    timer = scheduler.debounce(channel, lambda: called.append("timer"), 600.0)
    with qtbot.waitSignal(channel.ended):
        channel.start(lambda control: control.wait(600.0), 600.0)
    timer.start()
    qtbot.waitUntil(lambda: called == ["timer"])


@pytest.mark.parametrize("name", ["", "photo.png"])
def test_a_failure_is_told_in_a_sentence_and_a_fault_as_it_is(
    channel: Channel, qtbot: QtBot, name: str
) -> None:
    class Owner(QObject):
        failed = Signal(str)
        broke = Signal(object)

    owner, told = Owner(), list[object]()
    owner.failed.connect(told.append)
    owner.broke.connect(told.append)
    channel.failed.connect(lambda error: report(error, owner.failed, owner.broke, name))
    fault = ZeroDivisionError("division by zero")
    for error in (KQuantError("no such file"), fault):

        def work(_: Control, error: Exception = error) -> None:
            raise error

        with qtbot.waitSignal(channel.ended):
            channel.start(work)
    assert told == [f"{name}: no such file" if name else "no such file", fault]


def test_what_work_that_failed_was_made_of_goes_with_its_error(channel: Channel, qtbot: QtBot) -> None:
    """Without waiting for Python's collector, as it may be a large picture."""
    errors: list[BaseException] = []
    channel.failed.connect(errors.append)
    gone = threading.Event()

    def start() -> None:
        large = threading.Condition()  # anything that can be referred to weakly
        weakref.finalize(large, gone.set)

        def work(control: Control) -> None:
            raise KQuantError(f"{type(large)}")

        channel.start(work)

    gc.disable()
    with qtbot.waitSignal(channel.failed):
        start()
    errors.clear()
    qtbot.waitUntil(gone.is_set)
