"""The steps that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from kquant.session.state import State

_MERGE_ID = 1


class ChangeState(QUndoCommand):
    """From one state to another."""

    def __init__(
        self, enter: Callable[[State], None], before: State, after: State, text: str, merge: str
    ) -> None:
        super().__init__(text)
        self._enter = enter
        self._before = before
        self._after = after
        self._merge = merge

    def id(self) -> int:
        """Steps with an id may be merged."""
        return _MERGE_ID if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take up the next step of the same kind, such as the same slider's."""
        if not isinstance(other, ChangeState) or other._merge != self._merge:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self._before)
        return True

    def undo(self) -> None:
        """Go back to the state before."""
        self._enter(self._before)

    def redo(self) -> None:
        """Go on to the state after."""
        self._enter(self._after)
