"""The job runner: only the latest work counts, and nothing is left behind."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from kquant.core.model.errors import Cancelled, KQuantError
from kquant.core.run.run import Run
from kquant.session.work import urgency
from kquant.session.work.discard import discard
from kquant.session.work.jobs import Control, JobRunner


@pytest.fixture
def runner(qapp: object) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    assert runner.close()


def test_what_work_hands_over_arrives_on_the_receiving_thread(runner: JobRunner, qtbot: QtBot) -> None:
    arrived: list[tuple[object, bool]] = []
    runner.delivered.connect(lambda outcome: arrived.append((outcome, QThread.isMainThread())))

    def work(control: Control) -> None:
        assert threading.current_thread() is not threading.main_thread()
        control.deliver("preview")
        control.deliver("result")

    with qtbot.waitSignal(runner.ended):
        runner.start(work)
    assert arrived == [("preview", True), ("result", True)]
    assert not runner.busy


def test_newer_work_takes_the_place_of_older(runner: JobRunner, qtbot: QtBot) -> None:
    arrived: list[int] = []
    runner.delivered.connect(arrived.append)
    for number in range(50):

        def work(control: Control, number: int = number) -> None:
            while number < 49 and not control.should_stop():
                time.sleep(0.001)
            control.deliver(number)

        runner.start(work)
    qtbot.waitUntil(lambda: not runner.busy)
    assert arrived == [49]


def test_kernels_see_that_work_was_stopped(runner: JobRunner, qtbot: QtBot) -> None:
    flags: list[bytearray | None] = []
    begun = threading.Event()

    def work(control: Control) -> None:
        flags.append(Run(should_stop=control.should_stop).check.flag)
        begun.set()

    runner.start(work)
    assert begun.wait(10)
    assert flags == [bytearray([0])]
    runner.stop()
    assert flags == [bytearray([1])]


def test_nothing_is_heard_of_stopped_work(runner: JobRunner, qtbot: QtBot) -> None:
    arrived: list[object] = []
    begun, gone = threading.Event(), threading.Event()
    runner.delivered.connect(arrived.append)
    runner.failed.connect(arrived.append)

    def work(control: Control) -> None:
        begun.set()
        while not control.should_stop():
            time.sleep(0.001)
        control.deliver("too late")
        gone.set()
        raise Cancelled

    runner.start(work)
    assert begun.wait(60)
    with qtbot.waitSignal(runner.ended):
        runner.stop()
    assert gone.wait(60)
    qtbot.wait(50)
    assert arrived == []


@pytest.mark.parametrize("error", [KQuantError("no such file"), ZeroDivisionError("division by zero")])
def test_an_exception_travels_as_data(runner: JobRunner, qtbot: QtBot, error: Exception) -> None:
    def work(control: Control) -> None:
        raise error

    with qtbot.waitSignal(runner.failed) as failed, qtbot.waitSignal(runner.ended):
        runner.start(work)
    assert failed.args == [error]


def test_progress_is_passed_on_but_not_more_often_than_can_be_seen(runner: JobRunner, qtbot: QtBot) -> None:
    told: list[tuple[float, str]] = []
    runner.progressed.connect(lambda fraction, stage: told.append((fraction, stage)))

    def work(control: Control) -> None:
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            control.on_progress(0.5, "cluster")

    with qtbot.waitSignal(runner.ended):
        runner.start(work)
    assert 1 <= len(told) <= 10
    assert told[0] == (0.5, "cluster")


def test_closing_waits_for_the_thread(qapp: object) -> None:
    runner = JobRunner()
    begun, done = threading.Event(), threading.Event()

    def work(control: Control) -> None:
        begun.set()
        while not control.should_stop():
            time.sleep(0.001)
        done.set()

    runner.start(work)
    assert begun.wait(60)
    assert runner.close()
    assert done.is_set()


def test_other_work_pauses_while_urgent_work_is_done(
    qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(urgency, "_PATIENCE_SECONDS", 10.0)
    urgent, other = JobRunner(), JobRunner()
    begun, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def first(control: Control) -> None:
        with control.urgently():
            begun.set()
            assert not control.should_stop()  # does not wait for itself
            go_on.wait(60)
            order.append("urgent")

    def second(control: Control) -> None:
        begun.wait(60)
        go_on.set()
        control.should_stop()
        order.append("other")

    urgent.start(first)
    other.start(second)
    qtbot.waitUntil(lambda: not urgent.busy and not other.busy)
    assert order == ["urgent", "other"]
    assert urgent.close()
    assert other.close()


def test_endless_urgent_work_holds_nobody_up_for_good(qapp: object, qtbot: QtBot) -> None:
    urgent, other = JobRunner(), JobRunner()
    begun, enough = threading.Event(), threading.Event()

    def endless(control: Control) -> None:
        with control.urgently():
            begun.set()
            enough.wait(300)

    urgent.start(endless)
    assert begun.wait(60)
    other.start(lambda control: control.deliver(control.should_stop()))
    with qtbot.waitSignal(other.ended):
        pass
    enough.set()
    assert urgent.close()
    assert other.close()


def test_who_lingers_is_stopped_at_once(runner: JobRunner, qtbot: QtBot) -> None:
    begun, went_on = threading.Event(), threading.Event()

    def work(control: Control) -> None:
        begun.set()
        control.linger(60)
        went_on.set()

    runner.start(work)
    assert begun.wait(60)
    runner.stop()
    assert runner.close()
    assert not went_on.is_set()


def test_discarded_things_end_elsewhere() -> None:
    threads: list[threading.Thread] = []

    class Thing:
        def __del__(self) -> None:
            threads.append(threading.current_thread())

    things = [Thing(), Thing()]
    discard(things)
    for thread in threading.enumerate():
        if thread.name == "discard":
            thread.join(60)
    assert things == []
    assert len(threads) == 2
    assert threading.main_thread() not in threads


def test_what_work_that_failed_was_made_of_goes_with_its_error(runner: JobRunner, qtbot: QtBot) -> None:
    """Without waiting for Python's collector, as it may be a large picture."""
    errors: list[BaseException] = []
    runner.failed.connect(errors.append)
    gone = threading.Event()

    def start() -> None:
        large = threading.Condition()  # anything that can be referred to weakly
        weakref.finalize(large, gone.set)

        def work(control: Control) -> None:
            raise KQuantError(f"{type(large)}")

        runner.start(work)

    gc.disable()
    with qtbot.waitSignal(runner.failed):
        start()
    errors.clear()
    qtbot.waitUntil(gone.is_set)
