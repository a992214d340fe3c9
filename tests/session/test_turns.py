"""Calls in turns of the event loop of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kquant.session.work.event_queue import Turns


def test_each_call_has_a_turn_in_which_a_window_can_paint(qtbot: QtBot) -> None:
    happened: list[str] = []

    class Painted(QWidget):
        def paintEvent(self, _: object) -> None:  # noqa: N802 - Qt's name
            happened.append("painted")

    widget = Painted()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    happened.clear()
    turns = Turns.of_application()

    def change(name: str) -> None:
        happened.append(name)
        widget.update()

    for name in ("one", "two", "three"):
        turns.queue(widget, lambda name=name: change(name))  # type: ignore[misc]
    assert not happened
    qtbot.waitUntil(lambda: len(happened) == 6)
    assert happened == ["one", "painted", "two", "painted", "three", "painted"]


def test_what_is_asked_for_meanwhile_comes_after(qtbot: QtBot) -> None:
    turns, owner, order = Turns.of_application(), QObject(), list[int]()

    def first() -> None:
        turns.queue(owner, lambda: order.append(3))
        order.append(1)

    turns.queue(owner, first)
    turns.queue(owner, lambda: order.append(2))
    qtbot.waitUntil(lambda: order == [1, 2, 3])


def test_nothing_is_called_for_what_is_gone(qtbot: QtBot) -> None:
    turns, gone, here, called = Turns.of_application(), QObject(), QObject(), list[str]()
    turns.queue(gone, lambda: called.append("gone"))
    turns.queue(here, lambda: called.append("here"))
    delete(gone)
    qtbot.waitUntil(lambda: "here" in called)
    assert called == ["here"]


def test_all_share_one(qapp: object) -> None:
    assert Turns.of_application() is Turns.of_application()
