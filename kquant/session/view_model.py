"""What the panels of a window show together and no document holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject

from kquant.core.color.vision import Deficiency
from kquant.core.model.rgb import Rgb
from kquant.session.document.state import Bindings


class Tool(StrEnum):
    """What the left button does on the picture."""

    HAND = "hand"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    LASSO = "lasso"
    WAND = "wand"


@dataclass(frozen=True, slots=True)
class Pixel:
    """What lies under the cursor.

    Attributes:
        x, y: column and row, from 0.
        source: the source's (r, g, b), or (r, g, b, a) where the picture has transparency.
        label: index into the result's palette; None where that is not known yet, or nothing is to be seen.
        color: the palette's (r, g, b) there, a guess while there is only a preview; None as above.
    """

    x: int
    y: int
    source: tuple[int, ...]
    label: int | None = None
    color: Rgb | None = None


@dataclass(frozen=True, slots=True)
class View:
    """What a person looks at and points at.

    Attributes:
        highlighted: the row of the palette that stands out in picture, palette and plot.
        selected_rows: the rows of the palette that are selected, ascending.
        pixel: the pixel of the picture under the cursor, or None where it is on none.
        hovered: its row of the palette.
        zoom: of the picture; 1.0 for 100 %, when a pixel of it is one of the screen.
        tool: the tool in the hand.
        hint: what may be done with it now, or "".
        vision: as with which deficiency colours are shown, or None.
        selection_shown: whether the selection stands out in the picture.
    """

    highlighted: int | None = None
    selected_rows: tuple[int, ...] = ()
    pixel: Pixel | None = None
    hovered: int | None = None
    zoom: float = 1.0
    tool: Tool = Tool.HAND
    hint: str = ""
    vision: Deficiency | None = None
    selection_shown: bool = True


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
