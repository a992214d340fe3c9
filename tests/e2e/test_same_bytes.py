"""Window, command line and library write the same files from the same settings."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

import kquant
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import PaletteUse
from kquant.core.model.constraints import Exclusion
from kquant.core.model.result import Result
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.palette.order import Arrangement, Order, arranged
from kquant.io.palettes import palette_from_result, read_palette, write_palette
from kquant.io.picture_formats import max_colors
from kquant.io.read import read_image
from kquant.io.write import write_image
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.export.choice import Choice, ExportKind
from kquant.ui.features.export.encoding import encode
from kquant.ui.features.palette.dialogs.sources import source_in_file
from tests.e2e.harness import Run

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Case:
    """One setting, in the words of the command line and as fields of `Settings`."""

    picture: str
    ending: str = ".png"
    options: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    palette: str = ""
    use: PaletteUse = PaletteUse.FIXED
    sort: Order | None = None
    descending: bool = False
    beside: str = ".gpl"


_LOCKED = ((255, 0, 0), (1, 2, 3))
_LOCK: dict[str, Any] = {"options": "--lock ff0000,010203", "fields": {"locked": _LOCKED}}
_START: dict[str, Any] = {"options": "--start", "use": PaletteUse.START}
_RECOLOR: dict[str, Any] = {"options": "--recolor", "use": PaletteUse.RECOLOR}
_LIGHTNESS: dict[str, Any] = {"options": "--recolor-lightness", "use": PaletteUse.LIGHTNESS}
_REST: dict[str, Any] = {
    "options": "--select 3,3,20,20 --unselected clear",
    "fields": {"selection": Selection.of(Rectangle(3, 3, 20, 20)), "unselected": "clear"},
}
_PAPER: dict[str, Any] = {
    "options": "--exclude ffffff:8 --excluded-as transparent --excluded-where edge",
    "fields": {
        "excluded": (Exclusion((255, 255, 255), 8),),
        "excluded_as": "transparent",
        "excluded_where": "edge",
    },
}
_HUE: dict[str, Any] = {"options": "--sort hue", "sort": Order.HUE}
_SHARE: dict[str, Any] = {"options": "--sort share --descending", "sort": Order.SHARE, "descending": True}
_FIRST: dict[str, Any] = {
    "options": "--clear-place first --pad 16",
    "fields": {"clear_place": "first", "pad": 16},
}
_LAST: dict[str, Any] = {
    "options": "--clear-place last --unused drop --pad 256",
    "fields": {"clear_place": "last", "unused": "drop", "pad": 256},
}

CASES = (
    Case("photo.png", options="-k 7", fields={"colors": 7}),
    Case("photo.png", ".gif", **_LOCK),
    Case("photo.png", options="--exclude ffffff:8", fields={"excluded": (Exclusion((255, 255, 255), 8),)}),
    Case("photo.png", ".gif", **_PAPER),
    Case("photo.png", ".bmp", **_PAPER),
    Case("photo.png", palette="six.hex"),
    Case("photo.png", ".gif", palette="six.hex"),
    Case("photo.png", ".bmp", palette="six.hex", beside=".act"),
    Case("photo.png", ".tif", palette="six.hex", beside=".hex"),
    Case("photo.png", ".tga", palette="six.hex", beside=".json"),
    Case("photo.png", ".webp", palette="six.hex", beside=".csv"),
    Case("photo.png", palette="six.hex", **_HUE),
    Case("photo.png", palette="six.hex", **_SHARE),
    Case("photo.png", palette="six.hex", **_LOCK),
    Case("photo.png", palette="six.hex", **_START),
    Case("photo.png", palette="six.hex", **_RECOLOR),
    Case("photo.png", palette="six.hex", **_LIGHTNESS),
    Case("photo.png", palette="clear.gpl"),
    Case("photo.png", ".bmp", palette="clear.act"),
    Case("photo.png", ".gif", palette="clear.gpl", beside=".act"),
    Case("photo.png", palette="clear.gpl", options="--space auto", fields={"space": "auto"}),
    Case("photo.png", palette="clear.gpl", options="--space srgb", fields={"space": "srgb"}),
    Case("photo.png", palette="long.hex"),
    Case("photo.png", ".gif", palette="long.hex"),
    Case("clear.png", options="-k 5", fields={"colors": 5}),
    Case("clear.png", palette="six.hex"),
    Case("clear.png", ".gif", palette="six.hex"),
    Case("clear.png", ".bmp", palette="six.hex"),
    Case("clear.png", ".tif", palette="six.hex"),
    Case("clear.png", **_LOCK),
    Case("clear.png", palette="clear.gpl"),
    Case("clear.png", ".gif", palette="clear.act", beside=".txt"),
    Case("clear.png", palette="clear.gpl", **_HUE),
    Case("clear.png", palette="clear.gpl", **_RECOLOR),
    Case("clear.png", palette="sprite.png", beside=".png"),
    Case("clear.png", ".gif", palette="full.hex", beside=".hex"),
    Case("soft.png", palette="six.hex"),
    Case("soft.png", ".gif", palette="clear.gpl"),
    Case("soft.png", palette="six.hex", options="--alpha threshold --space lab", fields={"space": "lab"}),
    Case("photo.png", palette="clear.gpl", **_REST),
    Case("nothing.png", palette="six.hex"),
    Case("clear.png", **_FIRST),
    Case("clear.png", ".gif", palette="clear.act", beside=".act", **_FIRST),
    Case("clear.png", ".bmp", palette="clear.gpl", beside=".hex", **_LAST),
    Case("soft.png", palette="clear.gpl", **_LAST),
    Case("photo.png", palette="full.hex", beside=".act", **_LAST),
)


@pytest.fixture
def files(folder: Path) -> Path:
    """Pictures of every transparency, and palettes with and without a clear entry."""
    ramps = np.add.outer(np.arange(30), np.arange(40))[..., None] * [3.0, 2.0, 1.0]
    noise = np.random.default_rng(7).normal(0, 9, (30, 40, 3))
    opaque = np.clip(ramps + noise, 0, 255).astype(np.uint8)
    alpha = np.full((30, 40), 255, np.uint8)
    Image.fromarray(opaque).save("photo.png")
    _save("clear.png", opaque, np.where(ramps[..., 0] < 9, 0, alpha))
    _save("soft.png", opaque, np.where(ramps[..., 0] < 9, 0, np.where(ramps[..., 0] < 60, 140, alpha)))
    _save("nothing.png", opaque, 0 * alpha)
    Path("six.hex").write_text("ff0000\n00ff00\n0000ff\nffffff\n000000\nffff00\n")
    Path("long.hex").write_text("".join(f"{1000 * place:06x}\n" for place in range(300)))
    Path("full.hex").write_text("".join(f"{60000 * place:06x}\n" for place in range(256)))
    entries = [(9, 8, 7, 0), (250, 90, 90, 255), (40, 90, 30, 255), (20, 20, 20, 255), (240, 200, 80, 255)]
    rows = "".join(f"{r} {g} {b} {a}\tcolour {r}\n" for r, g, b, a in entries)
    Path("clear.gpl").write_text(f"GIMP Palette\nChannels: RGBA\n#\n{rows}")
    table = b"".join(bytes(entry[:3]) for entry in [*entries[1:3], entries[0], *entries[3:]])
    Path("clear.act").write_bytes(table.ljust(768, b"\0") + struct.pack(">2H", 5, 2))
    sprite = Image.new("P", (5, 1))
    sprite.putpalette(bytes(value for entry in entries for value in entry[:3]))
    sprite.putdata(range(5))
    sprite.save("sprite.png", transparency=0)
    return folder


def _save(name: str, pixels: UInt8, alpha: UInt8) -> None:
    Image.fromarray(np.dstack([pixels, alpha.astype(np.uint8)])).save(name)


def by_command_line(case: Case, run: Run) -> tuple[bytes, bytes]:
    palette = ["--palette-in", case.palette] if case.palette else []
    name = f"out{case.ending}"
    outcome = run(
        *("quantize", case.picture, "-o", name, "--palette", f"beside{case.beside}"),
        *palette,
        *case.options.split(),
    )
    assert outcome.code == 0, outcome.err
    return Path(name).read_bytes(), Path(f"beside{case.beside}").read_bytes()


def by_library(case: Case) -> tuple[bytes, bytes]:
    fields = dict(case.fields)
    if case.palette:
        given = read_palette(case.palette)
        fields |= {"palette": given.paint, "palette_use": case.use, "clear_entry": given.clear_entry}
        if case.use is PaletteUse.START:
            fields["colors"] = len(given.paint)
    if "--alpha threshold" in case.options:
        fields["alpha"] = "threshold"
    pixels = read_image(case.picture).pixels
    limit = max_colors(case.ending, transparent=pixels.shape[2] == 4)
    result = kquant.quantize(pixels, limit=limit, **fields)
    if case.sort is not None:
        result = arranged(result, Arrangement(case.sort, case.descending))
    write_image(result, Path(f"library{case.ending}"))
    write_palette(palette_from_result(result, Path(case.picture).stem), Path(f"library-beside{case.beside}"))
    return Path(f"library{case.ending}").read_bytes(), Path(f"library-beside{case.beside}").read_bytes()


def by_window(case: Case, document: Document, qtbot: QtBot) -> tuple[bytes, bytes]:
    def is_final() -> bool:
        return document.now.phase is Phase.UP_TO_DATE and document.now.metrics is not None

    document.open(Path(case.picture))
    qtbot.waitUntil(is_final)
    fields = dict(case.fields)
    if "--alpha threshold" in case.options:
        fields["alpha"] = "threshold"
    document.change("Settings", **fields)
    if case.palette:
        colors = document.settings.colors
        assert colors is not None
        source = source_in_file(Path(case.palette), colors, lambda: False)
        document.palette.use(source.colors, case.use, source.name, source.clear_entry)
    if case.sort is not None:
        document.palette.sort(case.sort, case.descending)
    qtbot.waitUntil(is_final)
    assert document.now.result is not None
    name = Path(case.picture).stem
    choices = Choice(ExportKind.PICTURE, case.ending), Choice(ExportKind.PALETTE, case.beside)
    picture, palette = (encode(document.now.result, choice, name).data for choice in choices)
    return picture, palette


@pytest.fixture
def document(scheduler: Scheduler) -> Iterator[Document]:
    document = Document(scheduler=scheduler)
    yield document
    assert document.close()


@pytest.mark.parametrize(
    "case",
    CASES,
    ids=lambda case: "-".join(filter(None, (case.picture, case.ending, case.palette, case.options))),
)
@pytest.mark.usefixtures("files")
def test_window_command_line_and_library_write_the_same(
    case: Case, run: Run, document: Document, qtbot: QtBot
) -> None:
    written = by_command_line(case, run)
    assert by_library(case) == written
    assert by_window(case, document, qtbot) == written


@pytest.mark.usefixtures("files")
def test_the_numbers_of_the_pixels_are_places_in_the_palette(document: Document, qtbot: QtBot) -> None:
    """So the file of labels goes with that of the palette."""
    case = Case("clear.png", palette="clear.gpl")
    picture, _ = by_window(case, document, qtbot)
    Path("picture.png").write_bytes(picture)
    result: Result | None = document.now.result
    assert result is not None
    Path("labels.png").write_bytes(encode(result, Choice(ExportKind.LABELS, ".png"), "").data)
    numbers = np.asarray(Image.open("labels.png"))
    assert np.array_equal(numbers, np.asarray(Image.open("picture.png")))
    assert (numbers == 0).sum() == (np.asarray(Image.open("clear.png"))[..., 3] == 0).sum()


@pytest.mark.usefixtures("files")
def test_only_who_sorts_a_palette_that_is_mapped_to_changes_its_order(
    document: Document, qtbot: QtBot
) -> None:
    """Neither what was sorted by before nor changes by hand do."""
    document.palette.sort(Order.LIGHTNESS)
    by_window(Case("photo.png", palette="six.hex"), document, qtbot)
    six = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (255, 255, 0)]

    def shown() -> list[tuple[int, ...]]:
        qtbot.waitUntil(lambda: document.now.phase is Phase.UP_TO_DATE)
        assert document.now.result is not None
        return [tuple(color) for color in document.now.result.palette.tolist()]

    assert shown() == six
    assert document.palette.order is Order.FOUND
    document.palette.recolor({1: (7, 7, 7)})
    assert shown() == [six[0], (7, 7, 7), *six[2:]]
    document.change("Seed", seed=3)
    assert shown() == [six[0], (7, 7, 7), *six[2:]]
    document.palette.sort(Order.SHARE)
    assert sorted(shown()) == sorted([six[0], (7, 7, 7), *six[2:]])
    assert document.now.result is not None
    assert (np.diff(document.now.result.counts) <= 0).all()
    document.undo_stack.undo()
    assert shown() == [six[0], (7, 7, 7), *six[2:]]
