"""The steps that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QUndoCommand

_MERGE_ID = 1


class StateCommand(QUndoCommand):
    """From one frozen state of a document, such as its settings, to another."""

    def __init__(
        self, apply: Callable[[Any], None], before: object, after: object, text: str, merge: str
    ) -> None:
        super().__init__(text)
        self._apply = apply
        self._before = before
        self._after = after
        self._merge = merge

    def id(self) -> int:
        """Steps with an id may be merged."""
        return _MERGE_ID if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take up the next step of the same kind, such as the same slider's."""
        if not isinstance(other, StateCommand) or other._merge != self._merge:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self._before)
        return True

    def undo(self) -> None:
        """Go back to the state before."""
        self._apply(self._before)

    def redo(self) -> None:
        """Go on to the state after."""
        self._apply(self._after)
