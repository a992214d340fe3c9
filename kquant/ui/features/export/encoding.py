"""The formats that a result can be saved in: all the writers, which the window does without at first."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path

from kquant.core.model.result import Result
from kquant.io.palettes import palette_format, palette_from_result
from kquant.io.palettes.registry import PALETTE_FORMATS
from kquant.io.picture_formats import PICTURE_FORMATS, picture_format
from kquant.io.write import write_image, write_labels
from kquant.ui.features.export.choice import Choice, Encoded, ExportKind


def formats(kind: ExportKind) -> list[tuple[str, str]]:
    """The name and the usual ending of every format that can be written here."""
    if kind is ExportKind.PALETTE:
        return [(form.name, form.endings[0]) for form in PALETTE_FORMATS]
    if kind is ExportKind.LABELS:
        return [("PNG", ".png"), ("NumPy", ".npy")]
    return [
        (form.name, form.endings[0])
        for form in PICTURE_FORMATS
        if form.plugin is None or importlib.util.find_spec(form.plugin)
    ]


def endings(choice: Choice) -> tuple[str, ...]:
    """All endings that file names in its format may have."""
    if choice.kind is ExportKind.PICTURE:
        return picture_format(choice.ending).endings
    if choice.kind is ExportKind.PALETTE:
        return palette_format(choice.ending).endings
    return (choice.ending,)


def format_named(name: str, kind: ExportKind) -> tuple[ExportKind, str] | None:
    """The format that the ending of a file name speaks of, by its usual ending; if possible one of `kind`.

    Of two endings that fit the longer one counts: `.riff.pal` is not `.pal`.
    """
    for each in dict.fromkeys((kind, *ExportKind)):
        usual = {ending: usual for _, usual in formats(each) for ending in endings(Choice(each, usual))}
        fitting = [ending for ending in usual if name.lower().endswith(ending)]
        if fitting:
            return each, usual[max(fitting, key=len)]
    return None


def without_ending(name: str) -> str:
    """A file name less the ending that tells its format, which may be as long as `.riff.pal`."""
    known = [ending for kind in ExportKind for _, ending in formats(kind) if name.lower().endswith(ending)]
    return name[: -len(max(known, key=len))] if known else Path(name).stem


def has_names(choice: Choice) -> bool:
    """Whether the colours have names in its format."""
    return choice.kind is ExportKind.PALETTE and palette_format(choice.ending).has_names


def encode(result: Result, choice: Choice, name: str) -> Encoded:
    """Make the file's bytes; `name` is what a palette is called.

    Raises:
        WriteError: the format cannot hold the result.
    """
    file = io.BytesIO()
    notes: tuple[str, ...] = ()
    if choice.kind is ExportKind.PICTURE:
        form = picture_format(choice.ending)
        notes = write_image(result, file, form=form, options=choice.options)
    elif choice.kind is ExportKind.LABELS:
        write_labels(result, file, ending=choice.ending)
    else:
        palette = palette_from_result(result, name, choice.names if has_names(choice) else None)
        palette_form = palette_format(choice.ending)
        notes = palette_form.losses(palette)
        file.write(palette_form.write(palette))
    return Encoded(choice, file.getvalue(), notes)
