"""Calls in turns of the event loop of their own."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kquant.session.work.scheduler import EventQueue


def test_each_call_has_a_turn_in_which_a_window_can_paint(qtbot: QtBot) -> None:
    happened: list[str] = []

    class Painted(QWidget):
        def paintEvent(self, _: object) -> None:
            happened.append("painted")

    widget = Painted()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    happened.clear()
    queue = EventQueue()

    def change(name: str) -> None:
        happened.append(name)
        widget.update()

    for name in ("one", "two", "three"):
        queue.post(widget, lambda name=name: change(name))  # type: ignore[misc]
    assert not happened
    qtbot.waitUntil(lambda: len(happened) == 6)
    assert happened == ["one", "painted", "two", "painted", "three", "painted"]


def test_what_is_asked_for_meanwhile_comes_after(qtbot: QtBot) -> None:
    queue, owner, order = EventQueue(), QObject(), list[int]()

    def first() -> None:
        queue.post(owner, lambda: order.append(3))
        order.append(1)

    queue.post(owner, first)
    queue.post(owner, lambda: order.append(2))
    qtbot.waitUntil(lambda: order == [1, 2, 3])


def test_nothing_is_called_for_what_is_gone(qtbot: QtBot) -> None:
    queue, gone, here, called = EventQueue(), QObject(), QObject(), list[str]()
    queue.post(gone, lambda: called.append("gone"))
    queue.post(here, lambda: called.append("here"))
    delete(gone)
    qtbot.waitUntil(lambda: "here" in called)
    assert called == ["here"]
