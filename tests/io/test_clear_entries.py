"""Entries of palettes that stand for transparent pixels: read, kept where a format has them, or noted."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from kquant.io.atomic import WriteError
from kquant.io.palettes import PALETTE_FORMATS, Palette, palette_format, parse_palette
from kquant.io.palettes.archive import pack
from kquant.io.palettes.palette_format import PaletteFormat
from tests.io.results import distinct_colors

ROWS = [(9, 8, 7), (255, 0, 0), (0, 255, 128)]
SPRITE = Palette(np.array(ROWS, np.uint8), names=("Transparent", "Red", ""), clear=(0,))
KEEP = (".gpl", ".act", ".json", ".txt", ".png", ".css", ".scss", ".swatches", ".csv")


def sprite_png(used: range = range(3), **options: object) -> bytes:
    image = Image.new("P", (len(used), 1))
    image.putpalette(bytes(value for row in ROWS for value in row))
    image.putdata(used)
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def procreate(*alphas: float) -> bytes:
    swatches = [{"hue": 0, "saturation": 1, "brightness": 1, "alpha": alpha} for alpha in alphas]
    return pack({"Swatches.json": json.dumps([{"name": "p", "swatches": swatches}]).encode()})


def table(*rows: tuple[int, int, int], transparent: int = 0) -> bytes:
    content = b"".join(map(bytes, rows)).ljust(768, b"\0")
    return content + struct.pack(">2H", len(rows), transparent)


@pytest.mark.parametrize(
    ("data", "ending", "clear"),
    [
        (b"GIMP Palette\nChannels: RGBA\n0 0 0 0 Transparent\n254 91 89 255\n", ".gpl", 0),
        (b"GIMP Palette\nChannels: RGBA\n254 91 89 255\n0 0 0 0\n", ".gpl", 1),
        (table((1, 2, 3), (4, 5, 6)), ".act", 0),
        (table((1, 2, 3), (4, 5, 6), transparent=1), ".act", 1),
        (b";paint.net Palette File\r\n00FFFFFF\r\nFF102030\r\n", ".txt", 0),
        (b"ff8000ff\n00000000\n", ".hex", 1),
        (b"JASC-PAL\r\n0100\r\n2\r\n0 0 0 0\r\n1 2 3 255\r\n", ".pal", 0),
        (b'{"colors": [{"hex": "#000000", "alpha": 0}, {"hex": "#ff0000"}]}', ".json", 0),
        (procreate(0, 1), ".swatches", 0),
    ],
)
def test_are_no_colours_to_paint_with(data: bytes, ending: str, clear: int) -> None:
    palette = parse_palette(data, ending)
    assert palette.clear == (clear,)
    assert palette.notes == ("transparent entries are no colours to paint with: 1",)
    assert palette.paint == (tuple(palette.colors[1 - clear].tolist()),)
    assert palette.clear_entry is not None
    assert palette.clear_entry.place == clear


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"GIMP Palette\nChannels: RGBA\n9 8 7 128\n1 2 3 255\n", ".gpl"),
        (b"JASC-PAL\r\n0100\r\n2\r\n9 8 7 128\r\n1 2 3 255\r\n", ".pal"),
        (b"ff800080\n010203ff\n", ".hex"),
        (b";paint.net Palette File\r\n80FFFFFF\r\nFF102030\r\n", ".txt"),
        (procreate(0.5, 1), ".swatches"),
        (b"--a: #ff000080; --b: #00ff00;", ".css"),
        (b'<svg><path fill="#ff000080" stroke="#00ff00"/></svg>', ".svg"),
        (b'[{"r": 255, "g": 0, "b": 0, "a": 0.5}, {"r": 0, "g": 0, "b": 0}]', ".json"),
        (b"name,r,g,b,alpha\na,255,0,0,0.5\nb,0,0,0,1\n", ".csv"),
    ],
)
def test_half_transparent_entries_are_paint_and_noted(data: bytes, ending: str) -> None:
    palette = parse_palette(data, ending)
    assert (len(palette.colors), palette.clear) == (2, ())
    assert palette.notes == ("colours lost their transparency: 1",)


@pytest.mark.parametrize(
    ("data", "ending"),
    [(b"ff800000\n00ff0000\n", ".hex"), (b"JASC-PAL\n0100\n2\n9 8 7 0\n1 2 3 0\n", ".pal")],
)
def test_four_bytes_of_which_the_last_is_always_0_have_no_alpha(data: bytes, ending: str) -> None:
    assert parse_palette(data, ending).clear == ()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"GIMP Palette\nChannels: RGBA\n1 2 3 128\n4 5 6 255\n", ".gpl"),
        (b";paint.net Palette File\r\n80FFFFFF\r\nFF102030\r\n", ".txt"),
        (b"ff800080\n00ff00ff\n", ".hex"),
        (b"JASC-PAL\n0100\n2\n1 2 3 128\n4 5 6 255\n", ".pal"),
        (procreate(0.5, 1), ".swatches"),
    ],
)
def test_what_is_transparent_in_part_is_a_colour_and_said(data: bytes, ending: str) -> None:
    palette = parse_palette(data, ending)
    assert len(palette.paint) == len(set(palette.hexes))
    assert (palette.clear, palette.notes) == ((), ("colours lost their transparency: 1",))


@pytest.mark.parametrize(
    ("data", "colors", "clear"),
    [
        (sprite_png(transparency=0), ROWS, (0,)),
        (sprite_png(transparency=1), ROWS, (1,)),
        (sprite_png(transparency=2), ROWS, (2,)),
        (sprite_png(transparency=bytes([0, 255, 0])), ROWS, (0, 2)),
        (sprite_png(range(1, 3), transparency=0), ROWS, (0,)),
        (sprite_png(range(2), transparency=2), ROWS[:2], ()),
        (sprite_png(), ROWS, ()),
    ],
)
def test_of_an_indexed_picture(
    data: bytes, colors: list[tuple[int, int, int]], clear: tuple[int, ...]
) -> None:
    """The index before others counts even if no pixel has it, as it is what the others are numbered after."""
    palette = parse_palette(data, ".png")
    assert (palette.colors.tolist(), palette.clear) == ([list(color) for color in colors], clear)


@pytest.mark.parametrize("form", PALETTE_FORMATS, ids=lambda form: form.name)
def test_are_kept_in_their_place_or_left_out_with_a_note(form: PaletteFormat) -> None:
    for clear in range(3):
        palette = replace(SPRITE, clear=(clear,))
        back = parse_palette(form.write(palette), form.endings[0])
        losses = form.losses(palette)
        if form.endings[0] in KEEP:
            assert (back.colors.tolist(), back.clear) == ([list(row) for row in ROWS], (clear,))
            assert "transparent" not in "".join(losses)
        else:
            assert back.paint == palette.paint
            assert len(back.colors) == 2
            assert "transparent entries were left out: 1" in losses
        assert ("the names were left out" in losses) == (not form.has_names)


def test_formats_with_one_keep_the_first() -> None:
    form = palette_format(".act")
    palette = Palette(distinct_colors(5), clear=(1, 3))
    back = parse_palette(form.write(palette), ".act")
    assert (len(back.colors), back.clear) == (4, (1,))
    assert form.losses(palette) == ("transparent entries were left out: 1",)
    full = parse_palette(form.write(Palette(distinct_colors(256), clear=(255,))), ".act")
    assert (len(full.colors), full.clear) == (256, (255,))


def test_swatches_that_do_not_fill_their_last_row_end_in_no_clear_entry() -> None:
    form = palette_format(".png")
    for clear in ((), (0,), (20,), (32,)):
        palette = Palette(distinct_colors(33), clear=clear)
        back = parse_palette(form.write(palette), ".png")
        assert (len(back.colors), back.clear) == (33, clear)


@pytest.mark.parametrize("ending", [".hex", ".ase", ".soc"])
def test_nothing_else_is_no_palette_for_other_formats(ending: str) -> None:
    only = parse_palette(b"GIMP Palette\nChannels: RGBA\n0 0 0 0 Transparent\n")
    with pytest.raises(WriteError, match="no colours in it but transparent ones"):
        palette_format(ending).write(only)


def test_colours_that_no_pixel_has_make_room_in_a_palette_file() -> None:
    """A long palette that a picture was mapped to is left with those that are used."""
    counts = np.zeros(300, np.int64)
    counts[[3, 299]] = 5
    palette, form = Palette(distinct_colors(300), counts=counts), palette_format(".act")
    back = parse_palette(form.write(palette), ".act")
    assert len(back.colors) == 256
    assert {*back.paint} >= {tuple(palette.colors[row].tolist()) for row in (3, 299)}
    assert form.losses(palette) == ("colours that no pixel has were left out: 44",)
    with pytest.raises(WriteError, match="at most 256 colours, and these are 300"):
        form.write(Palette(distinct_colors(300), counts=np.ones(300, np.int64)))
