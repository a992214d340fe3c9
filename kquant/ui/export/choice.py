"""What can be saved of a result, and in which formats."""

from __future__ import annotations

import importlib.util
import io
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kquant.core.types import Result
from kquant.io.palettes import palette_format, palette_from_result
from kquant.io.palettes.registry import PALETTE_FORMATS
from kquant.io.picture_formats import PICTURE_FORMATS, picture_format
from kquant.io.write import write_image, write_labels
from kquant.resources import resources_folder


class Kind(StrEnum):
    """Which part of a result; the value is the last word of the file's name."""

    PICTURE = "colors"
    PALETTE = "palette"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class Choice:
    """What to save and how; `ending` is that of file names, with the dot."""

    kind: Kind
    ending: str


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """The bytes of the file that a choice comes to.

    Attributes:
        notes: a plain sentence for each thing that the file holds differently from the result.
    """

    choice: Choice
    data: bytes
    notes: tuple[str, ...]


def formats(kind: Kind) -> list[tuple[str, str]]:
    """The name and the usual ending of every format that can be written here."""
    if kind is Kind.PALETTE:
        return [(form.name, form.endings[0]) for form in PALETTE_FORMATS]
    if kind is Kind.LABELS:
        return [("PNG", ".png"), ("NumPy", ".npy")]
    return [
        (form.name, form.endings[0])
        for form in PICTURE_FORMATS
        if form.plugin is None or importlib.util.find_spec(form.plugin)
    ]


def endings(choice: Choice) -> tuple[str, ...]:
    """All endings that file names in its format may have."""
    if choice.kind is Kind.PICTURE:
        return picture_format(choice.ending).endings
    if choice.kind is Kind.PALETTE:
        return palette_format(choice.ending).endings
    return (choice.ending,)


def without_ending(name: str) -> str:
    """A file name less the ending that tells its format, which may be as long as `.riff.pal`."""
    known = [ending for kind in Kind for _, ending in formats(kind) if name.lower().endswith(ending)]
    return name[: -len(max(known, key=len))] if known else Path(name).stem


def encode(result: Result, choice: Choice, name: str) -> Encoded:
    """Make the file's bytes; `name` is what a palette is called.

    Raises:
        WriteError: the format cannot hold the result.
    """
    file = io.BytesIO()
    notes: tuple[str, ...] = ()
    if choice.kind is Kind.PICTURE:
        notes = write_image(result, file, form=picture_format(choice.ending))
    elif choice.kind is Kind.LABELS:
        write_labels(result, file, ending=choice.ending)
    else:
        file.write(palette_format(choice.ending).write(palette_from_result(result, name)))
    return Encoded(choice, file.getvalue(), notes)


def default_name(source: Path | None, result: Result, choice: Choice) -> str:
    """A file name that is never the source's own."""
    stem = source.stem if source is not None else "picture"
    return f"{stem}-{result.colors_after}-{choice.kind.value}{choice.ending}"


def is_same_file(path: Path, other: Path | None) -> bool:
    """Whether two paths lead to one file that is there."""
    try:
        return other is not None and path.samefile(other)
    except OSError:
        return False


def natural_folder(source: Path | None, pictures: Path) -> Path:
    """The source's own folder, but a person's `pictures` for what was pasted and for samples."""
    if source is None or source.is_relative_to(resources_folder()):
        return pictures
    return source.absolute().parent
