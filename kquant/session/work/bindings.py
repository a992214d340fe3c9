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
        self._bound: list[tuple[QObject, Callable[[object], object], Callable[[], object], bool]] = []

    def bind(
        self, owner: QObject, call: Callable[[], object], *fields: str, while_visible: bool = False
    ) -> None:
        """Call whenever one of the fields changes, while `owner` lives; "state.settings.colors" is one.

        Args:
            while_visible: not while the owner, a widget, is hidden; it catches up as it is shown.
        """
        self._bound.append((owner, attrgetter(*fields), call, while_visible))

    def tell(self, old: object, new: object) -> None:
        """Make the calls for what differs, in the order of their binding."""
        for bound in tuple(self._bound):
            owner, read, call, while_visible = bound
            if not isValid(owner):
                self._bound.remove(bound)
            elif read(old) != read(new) and (owner.property("visible") or not while_visible):
                call()
