"""What the panels of a window show together and no document holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject

from kquant.session.work.bindings import Bindings


@dataclass(frozen=True, slots=True)
class View:
    """What a person looks at and points at.

    Attributes:
        highlighted: the row of the palette that stands out in picture, palette and plot.
    """

    highlighted: int | None = None


class ViewModel(QObject):
    """Lets features share what they show without knowing each other.

    Attributes (read only from outside):
        now: View.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now = View()
        self._bindings = Bindings()

    def bind(self, owner: QObject, call: Callable[[], object], *fields: str) -> None:
        """Call whenever one of these fields of `now` changes."""
        self._bindings.bind(owner, call, *fields)

    def change(self, **fields: Any) -> None:
        """Take other values for some fields, and tell those that are bound to them."""
        old = self.now
        self.now = replace(old, **fields)
        self._bindings.tell(old, self.now)
