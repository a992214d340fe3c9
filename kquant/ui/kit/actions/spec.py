"""What is said of an action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Group(Enum):
    """What must be there for an action to make sense."""

    ALWAYS = auto()
    PICTURE = auto()  # a picture is open
    FILE = auto()  # it came from a file
    POINTS = auto()  # the clustering lab has points
    RESULT = auto()  # the exact result is there
    WORKING = auto()  # something is being read or clustered
    EXPORTED = auto()  # there is an export to repeat
    UNDO = auto()
    REDO = auto()
    RECENT = auto()  # pictures were opened before
    SWATCH = auto()  # a colour of the result is selected
    SWATCHES = auto()  # several are
    SPLITTABLE = auto()  # one is that has more than one colour in it
    RECOLORED = auto()  # one is that was recoloured
    EDITED = auto()  # the palette was
    PALETTE = auto()  # a given palette is in use
    SELECTION = auto()  # a part of the picture is selected


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that can be done.

    Attributes:
        name: by which code knows it; of those with a `choice` it is the choice, "_" and the value.
        text: with its mnemonic, to be translated in the context "Actions", as is the tip.
        tip: what it does, in a sentence.
        shortcuts: in Qt's portable form, the usual one first.
        icon: of `kquant.ui.kit.icons`.
        group: when it is enabled.
        checkable: whether it is on or off.
        choice: actions with the same choice exclude each other.
        local: whether the shortcuts are only for the part of the window that takes the action.
        rank: its place where tables are put together, ascending; those with the same one stay as they are.
    """

    name: str
    text: str
    tip: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    group: Group = Group.ALWAYS
    checkable: bool = False
    choice: str = ""
    local: bool = False
    rank: int = 0
