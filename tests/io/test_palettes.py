"""Palette files, each format written and read back, and what others make of theirs."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kquant.io.atomic import WriteError
from kquant.io.palettes import (
    PALETTE_FORMATS,
    Palette,
    PaletteError,
    PaletteFormat,
    palette_format,
    palette_from_result,
    parse_palette,
    read_palette,
    write_palette,
)
from tests.io.results import distinct_colors, random_result

TWO = [[255, 0, 0], [0, 255, 128]]
ENDINGS = ["", ".xml", *(ending for form in PALETTE_FORMATS for ending in form.endings)]
UNTITLED = (".aco", ".act", ".pal", ".riff.pal", ".hex", ".soc", ".csv", ".png", ".swatches")
STARTS = (
    *(
        b"",
        b"GIMP Palette\n",
        b"{",
        b"[",
        b"\x89PNG\r\n\x1a\n",
        b"JASC-PAL\n0100\n2\n",
        b"<svg>",
        b":root {--a:",
    ),
    *(b"ASEF\0\1\0\0\0\0\0\2", b"\0\2\0\3", b"RIFF\x40\0\0\0PAL data", b"PK\3\4", b";\n", b"name,hex\n"),
)


@st.composite
def palettes(draw: st.DrawFn, max_colors: int = 300) -> Palette:
    count = draw(st.integers(1, max_colors))
    seed = draw(st.integers(0, 2**32))
    text = st.text(max_size=12)
    return Palette(
        distinct_colors(count, seed),
        name=draw(text),
        names=tuple(draw(st.lists(text, min_size=count, max_size=count))) if count < 9 else (),
        counts=np.random.default_rng(seed).integers(0, 2**40, count) if draw(st.booleans()) else None,
        columns=draw(st.integers(0, 64)),
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", PALETTE_FORMATS, ids=lambda form: form.name)
@settings(deadline=None, max_examples=40)
@given(palette=palettes())
def test_every_format_gives_its_colors_back_in_order(form: PaletteFormat, palette: Palette) -> None:
    palette = cut_to(palette, form.max_colors)
    back = parse_palette(form.write(palette), form.endings[0])
    assert np.array_equal(back.colors[: len(palette.colors)], palette.colors)
    assert len(back.colors) == len(palette.colors)
    assert back.colors.dtype == np.uint8
    assert back.notes == ()
    if form.has_names:
        assert tuple(map(kept, back.names)) == tuple(map(kept, palette.names))
    if form.endings[0] not in UNTITLED:
        assert kept(back.name) == kept(palette.name)


def cut_to(palette: Palette, most: int | None) -> Palette:
    counts = None if palette.counts is None else palette.counts[:most]
    return replace(palette, colors=palette.colors[:most], names=palette.names[:most], counts=counts)


def kept(name: str) -> str:
    """What two of the formats cannot hold is not asked of them."""
    return "" if name == "Untitled" else name.replace("*/", "* /")


@settings(deadline=None, max_examples=25)
@given(palette=palettes())
def test_some_formats_keep_columns(palette: Palette) -> None:
    for ending in (".gpl", ".json", ".kpl"):
        columns = parse_palette(palette_format(ending).write(palette)).columns
        assert columns == palette.columns or (ending == ".kpl" and palette.columns == 0)


@pytest.mark.parametrize("ending", [".json", ".csv"])
@settings(deadline=None, max_examples=25)
@given(palette=palettes())
def test_some_formats_keep_counts(ending: str, palette: Palette) -> None:
    back = parse_palette(palette_format(ending).write(palette), ending)
    assert (back.counts is None) == (palette.counts is None)
    if palette.counts is not None and back.counts is not None:
        assert np.array_equal(back.counts, palette.counts)


@settings(deadline=None, max_examples=40)
@given(data=st.binary(max_size=300), ending=st.sampled_from(ENDINGS))
def test_any_bytes_are_a_palette_or_one_sentence(data: bytes, ending: str) -> None:
    for start in STARTS:
        sentence = ""
        try:
            assert len(parse_palette(start + data, ending).colors) > 0
        except PaletteError as error:
            sentence = str(error)
        assert "\n" not in sentence


def test_a_results_palette_keeps_order_and_counts(tmp_path: Path) -> None:
    result = random_result(7, 30, 30)
    write_palette(palette_from_result(result, name="seven"), tmp_path / "a.json")
    content = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert content["name"] == "seven"
    first = content["colors"][0]
    assert first["rgb"] == result.palette[0].tolist()
    assert first["hex"] == "#" + result.palette[0].tobytes().hex()
    assert first["count"] == result.counts[0]
    assert sum(color["share"] for color in content["colors"]) == pytest.approx(1)


def test_json_has_cielab() -> None:
    """sRGB red and white in CIELAB under D65, as published by Bruce Lindbloom's calculator."""
    (form,) = (form for form in PALETTE_FORMATS if form.name == "JSON")
    written = json.loads(form.write(Palette(np.array([[255, 0, 0], [255, 255, 255]], np.uint8))))
    red, white = (color["lab"] for color in written["colors"])
    assert red == pytest.approx([53.2408, 80.0925, 67.2032], abs=0.01)
    assert white == pytest.approx([100, 0, 0], abs=0.01)


def test_gpl_is_as_gimp_writes_it(tmp_path: Path) -> None:
    write_palette(Palette(np.array(TWO, np.uint8), "Mine", ("red", ""), columns=2), tmp_path / "a.gpl")
    text = (tmp_path / "a.gpl").read_text("utf-8")
    assert text == "GIMP Palette\nName: Mine\nColumns: 2\n#\n255   0   0\tred\n  0 255 128\tUntitled\n"


GPL = "GIMP Palette\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (GPL + "255 0 0 red\n0 255 128", ("red", "")),
        (GPL + "#a\n\n255 0 0\tred\n# 1 2 3 no\n0\t255\t128\tUntitled\n", ("red", "")),
        ((GPL + "Name: x\n255 0 0 a\n0 255 128 b\n").replace("\n", "\r\n"), ("a", "b")),
        ((GPL + "255 0 0 a\n0 255 128 b\n").replace("\n", "\r"), ("a", "b")),
        ("\ufeff" + GPL + " 255   0 0 7 up\n0 255 128 # tail", ("7 up", "# tail")),
        (GPL + "Channels: RGBA\n255 0 0 255 7 up\n0 255 128 255\n", ("7 up", "")),
    ],
)
def test_gpl_of_other_programs(text: str, names: tuple[str, ...]) -> None:
    palette = parse_palette(text.encode())
    assert palette.colors.tolist() == TWO
    assert (palette.names, palette.notes) == (names, ())


def test_gpl_that_is_not_utf_8_or_has_a_nul() -> None:
    palette = parse_palette(b"GIMP Palette\n255 0 0\tcaf\xe9\n0 255 128\tre\0d\n")
    assert palette.names == ("café", "red")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("255 0 0\n0 255 128\n1.5 2 3 floats\nfoo\n", "not colours were left out: 2"),
        ("999 0 0\n0 255 128\n", "over 255 were clipped: 1"),
        ("Channels: RGBA\n255 0 0 128 half\n0 255 128 255 full\n", "lost their transparency: 1"),
    ],
)
def test_gpl_losses_are_noted(text: str, note: str) -> None:
    palette = parse_palette((GPL + text).encode())
    assert palette.colors.tolist() == TWO
    assert note in palette.notes[0]


@pytest.mark.parametrize(
    "text", ["ff0000\n00ff80\n", "#FF0000\r\n#00ff80", "#f00 #00ff80", "ff0000,00ff80", "ff0000ff;00ff80ff"]
)
def test_hex_of_other_programs(text: str) -> None:
    assert parse_palette(text.encode(), ".hex").colors.tolist() == TWO


def test_short_hex_needs_the_ending_or_a_hash() -> None:
    assert parse_palette(b"f00\n0f8", ".hex").colors.tolist() == [[255, 0, 0], [0, 255, 136]]
    assert parse_palette(b"100 200 255").colors.tolist() == [[100, 200, 255]]


def test_hex_alpha_is_noted() -> None:
    assert parse_palette(b"ff000080\n00ff80ff", ".hex").notes == ("colours lost their transparency: 1",)


@pytest.mark.parametrize(
    "content",
    [
        ["#ff0000", "00ff80"],
        TWO,
        {"colors": [{"rgb": TWO[0]}, {"hex": "#00ff80"}]},
        {"version": "1", "palette": [{"hex": "#ff0000", "share": 0.5}, {"hex": "#00ff80"}]},
    ],
)
def test_json_of_other_programs(content: object) -> None:
    assert parse_palette(json.dumps(content).encode()).colors.tolist() == TWO


@pytest.mark.parametrize(
    "text",
    [
        *("{", "[]", "{}", '{"colors": 3}', '{"colors": [{"hex": 7}]}', '["zz0000"]', "[null]"),
        *("[[1, 2]]", "[[1, 2, 256]]", "[[1.5, -2, 3]]", "[[true, 0, 0]]", "[" * 100_000),
    ],
)
def test_bad_json_is_one_sentence(text: str) -> None:
    with pytest.raises(PaletteError):
        parse_palette(text.encode())


def test_png_swatches_are_equal(tmp_path: Path) -> None:
    write_palette(Palette(distinct_colors(5)), tmp_path / "a.png")
    image = Image.open(io.BytesIO((tmp_path / "a.png").read_bytes()))
    assert [count for count, _ in image.getcolors() or []] == [32 * 32] * 5
    assert image.size == (5 * 32, 32)


def test_equal_swatches_stay_apart(tmp_path: Path) -> None:
    colors = distinct_colors(3)[[0, 1, 1, 2, 0]]
    write_palette(Palette(colors), tmp_path / "a.png")
    assert np.array_equal(read_palette(tmp_path / "a.png").colors, colors)


@pytest.mark.parametrize("ending", [".png", ".gif", ".bmp", ".webp", ".tif", ".tga", ".ppm", ".qoi", ".ico"])
def test_small_pictures_are_palettes(ending: str, tmp_path: Path) -> None:
    Image.fromarray(np.array([[*TWO, TWO[0]]], np.uint8)).save(tmp_path / f"a{ending}", lossless=True)
    colors = read_palette(tmp_path / f"a{ending}").colors.tolist()
    assert colors == TWO if ending != ".gif" else sorted(colors) == sorted(TWO)


def test_pictures_of_many_colors_are_refused(tmp_path: Path) -> None:
    Image.fromarray(distinct_colors(5000).reshape(50, 100, 3)).save(tmp_path / "a.png")
    with pytest.raises(PaletteError, match="5,000 colours"):
        read_palette(tmp_path / "a.png")


def test_content_goes_before_the_ending(tmp_path: Path) -> None:
    (tmp_path / "a.hex").write_bytes(b"GIMP Palette\n255 0 0\n0 255 128\n")
    assert read_palette(tmp_path / "a.hex").colors.tolist() == TWO


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.gpl", b"", "empty"),
        ("a.gpl", b"red and tan\n", "first line"),
        ("a.gpl", b"GIMP Palette\nName: x\n", "no colours"),
        ("a.hex", b"gg0000\nff00\n", "'gg0000' is not a colour"),
        ("a.txt", b"<!doctype html>", "web page"),
        ("a.txt", b"Colours by Alice in 2008\n", "no colours were found"),
        ("a.bin", b"\1\2\3\4", "no palette in a format"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "damaged"),
    ],
)
def test_what_is_no_palette_is_one_sentence(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PaletteError, match=cause) as caught:
        read_palette(tmp_path / name)
    assert name not in str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(PaletteError, match="no such file"):
        read_palette(tmp_path / "a.gpl")
    with pytest.raises(PaletteError):
        read_palette(tmp_path)


def test_unknown_endings_are_refused_and_the_known_named(tmp_path: Path) -> None:
    for name in ("a.xyz", "a"):
        with pytest.raises(WriteError, match=r"\.gpl.*\.hex"):
            write_palette(Palette(distinct_colors(2)), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_streams_take_hex() -> None:
    stream = io.BytesIO()
    write_palette(Palette(np.array(TWO, np.uint8)), stream)
    assert stream.getvalue() == b"ff0000\n00ff80\n"


def test_palettes_are_not_overwritten_without_force(tmp_path: Path) -> None:
    (tmp_path / "a.hex").write_bytes(b"old")
    with pytest.raises(WriteError, match="--force"):
        write_palette(Palette(distinct_colors(2)), tmp_path / "a.hex")
    assert (tmp_path / "a.hex").read_bytes() == b"old"
