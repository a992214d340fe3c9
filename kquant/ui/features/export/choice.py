"""What can be saved of a result, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kquant.core.color.names import NameList
from kquant.core.model.result import Result
from kquant.io.picture_options import SaveOptions


class ExportKind(StrEnum):
    """Which part of a result; the value is the last word of the file's name."""

    PICTURE = "colors"
    PALETTE = "palette"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Choice:
    """What to save and how.

    Attributes:
        ending: of file names, with the dot.
        options: of a picture; None for the format's own.
        names: of which list each colour of a palette gets the nearest one; None for no names.
    """

    kind: ExportKind
    ending: str
    options: SaveOptions | None = None
    names: NameList | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The bytes of the file that a choice comes to.

    Attributes:
        notes: a plain sentence for each thing that the file holds differently from the result.
    """

    choice: Choice
    data: bytes
    notes: tuple[str, ...]


def default_name(source: Path | None, result: Result, choice: Choice) -> str:
    """A file name that is never the source's own."""
    stem = source.stem if source is not None else "picture"
    return f"{stem}-{result.colors_after}-{choice.kind.value}{choice.ending}"
