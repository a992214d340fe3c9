"""Differences between two snapshots, told to those whose field changed."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from PySide6.QtCore import QObject
from shiboken6 import isValid


class Bindings:
    """Calls what is bound to fields of a snapshot when one of these has another value.

    In one place and not by a signal for each field: what did not change costs no call.
    """

    def __init__(self) -> None:
        self._bound: list[tuple[QObject, Callable[[object], object], Callable[[], object]]] = []

    def bind(self, owner: QObject, call: Callable[[], object], *fields: str) -> None:
        """Call whenever one of the fields changes, while `owner` lives; "state.settings.colors" is one."""
        self._bound.append((owner, attrgetter(*fields), call))

    def tell(self, old: object, new: object) -> None:
        """Make the calls for what differs, in the order of their binding."""
        for bound in tuple(self._bound):
            owner, read, call = bound
            if not isValid(owner):
                self._bound.remove(bound)
            elif read(old) != read(new):
                call()
