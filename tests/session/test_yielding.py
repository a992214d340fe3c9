from __future__ import annotations

import os
import sys
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kquant.session.work.job import Control, Lane
from kquant.session.work.process import quick_switches
from kquant.session.work.scheduler import Scheduler


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere niceness is that of the whole process")
def test_workers_and_what_they_start_are_nicer_than_the_gui_thread(
    qtbot: QtBot, scheduler: Scheduler
) -> None:
    here = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    found: list[int] = []

    def look() -> None:
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def work(_: Control) -> None:
        look()
        helper = threading.Thread(target=look)
        helper.start()
        helper.join()

    owner = QObject()
    channel = scheduler.channel(owner, Lane.EXACT)
    with qtbot.waitSignal(channel.ended):
        channel.start(work)
    assert channel.close()
    assert len(found) == 2
    assert min(found) > here or here == 19
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == here


def test_the_switch_interval_is_as_before_afterwards() -> None:
    before = sys.getswitchinterval()
    with quick_switches():
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before
