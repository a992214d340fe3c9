"""Faults on any thread: logged, shown once and on the GUI thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, qWarning
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kquant.ui.app.crash import CrashReporter


@pytest.fixture
def reporter(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashReporter]:
    hooks = sys.excepthook, threading.excepthook
    reporter = CrashReporter(tmp_path / "state" / "kquant.log")
    reporter.install()
    yield reporter
    if reporter.dialog is not None:
        reporter.dialog.reject()
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == hooks


def log(reporter: CrashReporter) -> str:
    assert reporter.log is not None
    return reporter.log.read_text(encoding="utf-8")


def test_an_exception_that_was_caught_elsewhere(qtbot: QtBot, reporter: CrashReporter) -> None:
    reporter.report(ValueError("broken thing"))
    assert reporter.dialog is None
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    assert "ValueError: broken thing" in reporter.dialog.text
    assert "KQuant" in reporter.dialog.text
    assert "ValueError: broken thing" in log(reporter)


def test_one_on_another_thread_is_shown_by_the_gui_thread(qtbot: QtBot, reporter: CrashReporter) -> None:
    def fail() -> None:
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert reporter.dialog is None
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    assert reporter.dialog is not None
    assert reporter.dialog.thread() is QApplication.instance().thread() is QThread.currentThread()
    assert "in a thread" in reporter.dialog.text


def test_only_the_first_of_many_is_shown_but_all_are_logged(qtbot: QtBot, reporter: CrashReporter) -> None:
    for number in range(5):
        reporter.report(ValueError(f"number {number}"))
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    qtbot.wait(20)
    assert reporter.dialog is not None
    assert "number 0" in reporter.dialog.text
    assert all(f"number {number}" in log(reporter) for number in range(5))
    reporter.dialog.reject()
    reporter.report(ValueError("a later one"))
    qtbot.waitUntil(lambda: reporter.dialog is not None and "a later one" in reporter.dialog.text)


@pytest.mark.qt_log_ignore("a warning of Qt")
def test_what_qt_says_is_logged(reporter: CrashReporter) -> None:
    qWarning("a warning of Qt")
    assert "Qt: a warning of Qt" in log(reporter)


def test_no_place_for_a_log_is_no_hindrance(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    reporter = CrashReporter(tmp_path / "file" / "kquant.log")
    reporter.install()
    reporter.report(ValueError("x"))
    reporter.uninstall()
