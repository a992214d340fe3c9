"""The job runner: only the latest work counts, and nothing is left behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from kquant.core.errors import Cancelled, KQuantError
from kquant.session.jobs import Control, JobRunner


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
    assert begun.wait(5)
    with qtbot.waitSignal(runner.ended):
        runner.stop()
    assert gone.wait(2)
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
    assert begun.wait(5)
    assert runner.close()
    assert done.is_set()
