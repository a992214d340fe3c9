"""What other programs write, what breaks, and what is hostile, format by format."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import numpy as np
import pytest

from kquant.io.atomic import WriteError
from kquant.io.palettes import (
    PALETTE_FORMATS,
    Palette,
    PaletteError,
    palette_format,
    parse_colors,
    parse_palette,
)
from tests.io.results import distinct_colors

TWO = [[255, 0, 0], [0, 255, 128]]


def colors(data: bytes, ending: str = "") -> list[list[int]]:
    found: list[list[int]] = parse_palette(data, ending).colors.tolist()
    return found


def ase(*blocks: bytes, version: tuple[int, int] = (1, 0), count: int | None = None) -> bytes:
    return b"ASEF" + struct.pack(">HHI", *version, len(blocks) if count is None else count) + b"".join(blocks)


def ase_color(model: bytes, *values: float, name: str = "a") -> bytes:
    text = name.encode("utf-16-be") + b"\0\0"
    content = struct.pack(">H", len(text) // 2) + text + model + struct.pack(f">{len(values)}fH", *values, 0)
    return struct.pack(">HI", 1, len(content)) + content


def aco(version: int, *records: tuple[int, ...], names: bool = False) -> bytes:
    parts = [
        struct.pack(">5H", *record) + (struct.pack(">I2H", 2, 0x61, 0) if names else b"")
        for record in records
    ]
    return struct.pack(">2H", version, len(records)) + b"".join(parts)


def archive(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("_", "."), content)
    return out.getvalue()


class TestAdobe:
    @pytest.mark.parametrize(
        ("block", "color"),
        [
            (ase_color(b"RGB ", 1, 0.5, 0), [255, 128, 0]),
            (ase_color(b"CMYK", 0, 0.5, 1, 0), [255, 128, 0]),
            (ase_color(b"LAB ", 0.5429, 80.8, 69.89), [255, 0, 0]),
            (ase_color(b"GRAY", 0.5), [128, 128, 128]),
            (ase_color(b"RGB ", 2, -1, 0), [255, 0, 0]),
        ],
    )
    def test_ase_has_four_models(self, block: bytes, color: list[int]) -> None:
        assert np.abs(np.subtract(colors(ase(block)), [color])).max() <= 1

    def test_ase_groups_and_unknown_blocks(self) -> None:
        group = struct.pack(">HIH2H", 0xC001, 6, 2, 0x67, 0)
        end, unknown = struct.pack(">HI", 0xC002, 0), struct.pack(">HI", 7, 3) + b"abc"
        palette = parse_palette(ase(group, unknown, ase_color(b"RGB ", 1, 0, 0, name="Rot ü"), end))
        assert (palette.name, palette.names, palette.colors.tolist()) == ("g", ("Rot ü",), [[255, 0, 0]])

    @pytest.mark.parametrize(
        ("data", "cause"),
        [
            (ase(ase_color(b"RGB ", float("nan"), 0, 0)), "no number"),
            (ase(ase_color(b"XYZ ", 0, 0, 0)), "unknown model 'XYZ'"),
            (ase(ase_color(b"RGB ", 1, 0, 0), version=(0, 1)), "version 0.1"),
            (ase(ase_color(b"RGB ", 1, 0, 0))[:-9], "truncated"),
            (ase(struct.pack(">HI", 1, 0xFFFFFFFF)), "truncated"),
            (ase(), "no colours"),
        ],
    )
    def test_bad_ase(self, data: bytes, cause: str) -> None:
        with pytest.raises(PaletteError, match=cause):
            parse_palette(data, ".ase")

    def test_ase_with_a_huge_count(self) -> None:
        palette = parse_palette(ase(ase_color(b"RGB ", 1, 0, 0), count=0xFFFFFFFF))
        assert "4,294,967,294" in palette.notes[0]

    def test_a_sprite_of_aseprite_is_called_so(self) -> None:
        sprite = struct.pack("<I2H", 128, 0xA5E0, 1).ljust(128, b"\0")
        with pytest.raises(PaletteError, match="sprite of Aseprite"):
            parse_palette(sprite, ".ase")

    @pytest.mark.parametrize(
        ("record", "color"),
        [
            ((0, 0xFFFF, 0x8080, 0, 0), [255, 128, 0]),
            ((1, 0, 0xFFFF, 0xFFFF, 0), [255, 0, 0]),
            ((2, 0xFFFF, 0, 0, 0xFFFF), [255, 0, 0]),
            ((7, 5429, 8080, 6989, 0), [255, 0, 0]),
            ((7, 10000, 0, 0, 0), [255, 255, 255]),
            ((8, 10000, 0, 0, 0), [255, 255, 255]),
        ],
    )
    def test_aco_has_five_spaces(self, record: tuple[int, ...], color: list[int]) -> None:
        assert np.abs(np.subtract(colors(aco(1, record)), [color])).max() <= 1

    def test_aco_names_are_in_version_2(self) -> None:
        record = (0, 0xFFFF, 0, 0, 0)
        for data in (aco(1, record) + aco(2, record, names=True), aco(2, record, names=True)):
            assert parse_palette(data, ".aco").names == ("a",)

    def test_colour_books_are_left_out_with_a_note(self) -> None:
        palette = parse_palette(aco(1, (0, 0, 0, 0, 0), (3, 1, 2, 3, 4)), ".aco")
        assert palette.notes == ("colours of colour books were left out: 1",)

    @pytest.mark.parametrize("data", [aco(1, (0,) * 5)[:9], aco(9, (0,) * 5), struct.pack(">2H", 2, 0xFFFF)])
    def test_bad_aco(self, data: bytes) -> None:
        with pytest.raises(PaletteError):
            parse_palette(data, ".aco")

    def test_act_of_both_sizes(self) -> None:
        table = bytes(range(256)) * 3
        assert len(colors(table, ".act")) == 256
        assert colors(table + struct.pack(">2H", 2, 0xFFFF), ".act") == [[0, 1, 2], [3, 4, 5]]
        assert len(colors(table + struct.pack(">2H", 0, 0xFFFF), ".act")) == 256
        assert "transparent" in parse_palette(table + struct.pack(">2H", 9, 3), ".act").notes[0]
        with pytest.raises(PaletteError, match="bytes"):
            parse_palette(table[:99], ".act")

    def test_act_is_written_in_both_sizes(self) -> None:
        form = palette_format(".act")
        assert len(form.write(Palette(distinct_colors(256)))) == 768
        assert form.write(Palette(distinct_colors(9)))[768:] == b"\0\x09\xff\xff"


class TestPal:
    def test_five_meanings(self) -> None:
        raw = bytes(range(256)) * 3
        vga = bytes(range(64)) * 12
        assert colors(b"JASC-PAL\r\n0100\r\n2\r\n255 0 0\r\n0 255 128\r\n", ".pal") == TWO
        assert colors(palette_format(".riff.pal").write(Palette(np.array(TWO, np.uint8))), ".pal") == TWO
        assert colors(raw, ".pal")[1] == [3, 4, 5]
        assert colors(vga, ".pal")[-1] == [247, 251, 255]
        assert "6 bits" in parse_palette(vga, ".pal").notes[0]
        corel = parse_palette(b'"Full red"  0 100 100 0\r\n"Spring"  100 0 50 0\r\n', ".pal")
        assert (corel.colors.tolist(), corel.names) == (TWO, ("Full red", "Spring"))

    def test_counts_that_do_not_agree(self) -> None:
        for stated in (256, 2**32 - 1):
            palette = parse_palette(f"JASC-PAL\n0100\n{stated}\n255 0 0 255\n".encode())
            assert palette.colors.tolist() == [[255, 0, 0]]
            assert f"missing: {stated - 1:,}" in palette.notes[0]
        assert "left out: 1" in parse_palette(b"JASC-PAL\n0100\n1\n255 0 0\n1 2 3\n").notes[0]

    @pytest.mark.parametrize(
        ("data", "cause"),
        [
            (b"JASC-PAL\n0100\n", "number"),
            (b"RIFF\x24\0\0\0WAVEfmt ", "another kind, 'WAVE'"),
            (b"RIFF\x24\0\0\0PAL data\xff\xff\xff\xff\0\3\xff\xff", "no colours"),
            (b"RIFF\x24\0\0\0PAL plth\xff\xff\xff\xff\0", "truncated"),
        ],
    )
    def test_bad_pal(self, data: bytes, cause: str) -> None:
        with pytest.raises(PaletteError, match=cause):
            parse_palette(data, ".pal")

    def test_truncated_riff(self) -> None:
        data = palette_format(".riff.pal").write(Palette(distinct_colors(9)))
        palette = parse_palette(data[:-6])
        assert len(palette.colors) == 7
        assert "missing: 2" in palette.notes[0]


class TestArchives:
    KPL = '<Colorset name="k" columns="3" version="1.0">{}</Colorset>'
    ENTRY = '<ColorSetEntry name="{}">{}<Position row="{}" column="0"/></ColorSetEntry>'

    def kpl(self, content: str) -> bytes:
        return archive(mimetype="application/x-krita-palette", colorset_xml=content)

    @pytest.mark.parametrize(
        ("element", "color"),
        [
            ('<sRGB r="1" g="0" b="0"/>', [255, 0, 0]),
            ('<RGB r="1" g="0" b="0" space="sRGB-elle-V2-srgbtrc.icc"/>', [255, 0, 0]),
            ('<RGB r="0.2158605" g="1" b="0" space="sRGB-elle-V2-g10.icc"/>', [128, 255, 0]),
            ('<CMYK c="0" m="1" y="1" k="0" space="x"/>', [255, 0, 0]),
            ('<Lab L="0.5429" a="0.8188" b="0.7760"/>', [255, 0, 0]),
            ('<Gray g="1"/>', [255, 255, 255]),
        ],
    )
    def test_kpl_has_many_models(self, element: str, color: list[int]) -> None:
        data = self.kpl(self.KPL.format(self.ENTRY.format("n", element, 0)))
        assert np.abs(np.subtract(colors(data), [color])).max() <= 1

    def test_kpl_is_in_the_order_that_krita_shows(self) -> None:
        one, two = (self.ENTRY.format(place, f'<sRGB r="0.{place}" g="0" b="0"/>', place) for place in "12")
        groups = f"{two}{one}<Group name='g'>{two}{one}</Group>"
        assert parse_palette(self.kpl(self.KPL.format(groups))).names == ("1", "2", "1", "2")

    @pytest.mark.parametrize(
        ("content", "cause"),
        [
            ("<Colorset", "well-formed"),
            ("<Colorset/>", "no colours"),
            ('<!DOCTYPE x [<!ENTITY a "b">]><Colorset>&a;</Colorset>', "entities"),
            (KPL.format(ENTRY.format("n", '<sRGB r="x" g="0" b="0"/>', 0)), "'x' in it is no number"),
            (" " * (1 << 22) + " ", "unpacks to more than 4 MiB"),
        ],
    )
    def test_bad_kpl(self, content: str, cause: str) -> None:
        with pytest.raises(PaletteError, match=cause):
            parse_palette(self.kpl(content), ".kpl")

    def test_damaged_archives(self) -> None:
        data = self.kpl(self.KPL)
        for broken in (data[:-30], data[:60] + b"xxxx" + data[64:]):
            with pytest.raises(PaletteError):
                parse_palette(broken, ".kpl")

    def test_procreate_of_other_versions(self) -> None:
        swatch = {"hue": 0, "saturation": 1, "brightness": 1, "alpha": 1, "colorSpace": 0}
        one = {"name": "p", "swatches": [swatch, None]}
        for content in ([one], one):
            palette = parse_palette(archive(Swatches_json=json.dumps(content)))
            assert (palette.name, palette.colors.tolist()) == ("p", [[255, 0, 0]])

    @pytest.mark.parametrize("content", ["{", "[]", "[1]", '{"swatches": [{"hue": 0}]}', "[" * 100_000])
    def test_bad_procreate(self, content: str) -> None:
        with pytest.raises(PaletteError):
            parse_palette(archive(Swatches_json=content), ".swatches")


class TestXml:
    def test_scribus(self) -> None:
        entries = '<COLOR RGB="#ff0000" NAME="r"/><COLOR CMYK="#ff007f00" NAME="c"/>'
        data = f'<SCRIBUSCOLORS Name="s">{entries}</SCRIBUSCOLORS>'
        palette = parse_palette(data.encode(), ".xml")
        assert (palette.colors.tolist(), palette.name, palette.names) == (TWO, "s", ("r", "c"))
        assert "approximate: 1" in palette.notes[0]

    def test_scribus_since_1_5(self) -> None:
        entries = (
            '<COLOR NAME="r" SPACE="RGB" R="255" G="0" B="0"/>'
            '<COLOR NAME="c" SPACE="CMYK" C="100" M="0" Y="50" K="0"/>'
            '<COLOR NAME="l" SPACE="Lab" L="100" A="0" B="0"/>'
            '<COLOR NAME="far" SPACE="Lab" L="1e300" A="nan" B="0"/>'
            '<COLOR NAME="x" SPACE="XYZ" X="1"/>'
        )
        palette = parse_palette(f'<SCRIBUSCOLORS Name="s">{entries}</SCRIBUSCOLORS>'.encode(), ".xml")
        assert palette.colors.tolist() == [*TWO, [255, 255, 255]]
        assert palette.names == ("r", "c", "l")
        assert palette.notes == (
            "colours of other models than RGB, CMYK and CIELAB were left out: 2",
            "CMYK colours without a profile are approximate: 1",
        )

    def test_svg_notes_the_opacity_that_colours_lose(self) -> None:
        data = b'<svg><path fill="#ff000080"/><g style="stroke: rgb(0 255 128 / 50%)"/></svg>'
        palette = parse_palette(data, ".svg")
        assert palette.colors.tolist() == TWO
        assert palette.notes == ("colours lost their transparency: 2",)

    def test_any_svg_gives_its_colours_once(self) -> None:
        data = b'<svg><path fill="red"/><g style="stroke: #00ff80; fill:red"/><g fill="none"/></svg>'
        assert colors(data, ".svg") == TWO

    def test_opacity_in_any_svg_is_said_unless_a_colour_is_opaque_elsewhere(self) -> None:
        paints = (
            '<g fill="#ff000080"/><g style="fill:#00ff80;fill-opacity:.5; stroke:#123456; stroke-opacity:1"/>'
            '<stop stop-color="rgb(1 2 3 / 50%)"/><g fill="#040506" fill-opacity="50%" stroke="#123456"/>'
            '<g fill="#070809" style="fill-opacity: 0"/><g fill="#00f" fill-opacity="0.1"/><g fill="blue"/>'
        )
        palette = parse_palette(f"<svg>{paints}</svg>".encode(), ".svg")
        assert palette.hexes == ("ff0000", "00ff80", "123456", "010203", "040506", "070809", "0000ff")
        assert palette.clear == (5,)
        assert palette.notes == (
            "colours lost their transparency: 4",
            "transparent entries are no colours to paint with: 1",
        )

    @pytest.mark.parametrize("data", [b"<svg>", b"<svg/>", b'<!DOCTYPE s [<!ENTITY a "b">]><svg>&a;</svg>'])
    def test_bad_xml(self, data: bytes) -> None:
        with pytest.raises(PaletteError):
            parse_palette(data, ".svg")


class TestText:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("#f00 #00ff80", ()),
            ("#ff0000 Full red\n#00ff80\n", ("Full red", "")),
            ("--full-red: #ff0000;\n$spring: rgb(0, 255, 128);", ("full-red", "spring")),
            ("KDE RGB Palette\n255 0 0\tFull red\n0 255 128 Spring\n", ("Full red", "Spring")),
            ("[[255 0 0]\n [0 255 128]]", ()),
            ("[(255, 0, 0), (0, 255, 128)]", ()),
            ("ROWS 12\nR: 255, G:000, B:000\nR:0, G:255, B:128  HV:0.00 Spring", ("", "HV:0.00 Spring")),
            ("1.0 0.0 0.0\n0.0 1.0 0.502", ()),
            ("ff0000\n00ff80", ()),
            ("ff0000 Full red\n00ff80 Spring", ("Full red", "Spring")),
            (
                '/* Palette */\n[{"rgb":[255,0,0],"hsb":[0,100,100]},{"rgb":[0,255,128],"lab":[88,-79,42]}]',
                (),
            ),
            ("Full red: [255, 0, 0]\nhsl: (0, 100, 50)\nSpring (0, 255, 128)", ("Full red", "Spring")),
            ("const a = Color(0xFFFF0000), b = Color(0xFF00FF80);", ()),
            ("1. Full red: hsl(0 100% 50%)\n2. Spring: hsl(150.1 100% 50%)", ("Full red", "Spring")),
        ],
    )
    def test_pasted(self, text: str, names: tuple[str, ...]) -> None:
        palette = parse_colors(text)
        assert (palette.colors.tolist(), palette.names) == (TWO, names)

    def test_lists_of_names(self) -> None:
        assert parse_colors("red, Dark Orange\nwhite").colors.tolist() == [
            [255, 0, 0],
            [255, 140, 0],
            [255] * 3,
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "The red and tan facade of 2008.",
            "added",
            "1 2",
            "a 300 400 500",
            "x" * 100_000,
            "1 " * 50_000,
            "(" * 50_000,
        ],
    )
    def test_prose_has_no_colours(self, text: str) -> None:
        if text == "added":
            text = "added effect"
        with pytest.raises(PaletteError, match="no colours"):
            parse_colors(text)

    def test_paint_net_has_its_alpha_first(self) -> None:
        palette = parse_palette(b"; comment\r\n;Palette Name: p\r\nFFff0000\r\n8000ff80 ; half\r\n", ".txt")
        assert (palette.colors.tolist(), palette.name) == (TWO, "p")
        assert palette.notes == ("colours lost their transparency: 1",)

    def test_style_sheets_of_others(self) -> None:
        assert colors(b"a { color: #f00; background: rgb(0 255 128) }", ".css") == TWO
        palette = parse_palette(
            b":root { --a: 3px; --full-red: red; --spring: #00ff80 /* Spring */ }", ".css"
        )
        assert (palette.colors.tolist(), palette.names) == (TWO, ("full-red", "Spring"))

    def test_variables_have_different_names_that_css_and_sass_allow(self) -> None:
        palette = Palette(distinct_colors(4), names=("Red!", "red", "7 up", "Ünï"))
        text = palette_format(".css").write(palette).decode()
        assert [line.split(":")[0].strip() for line in text.splitlines()[1:5]] == [
            *("--red", "--red-2", "--color-7-up", "--n"),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Name;R;G;B\nFull red;255;0;0\nSpring;0;255;128\n",
            "hex\tname\nff0000\tFull red\n#00ff80\tSpring\n",
            '"name","color"\r\n"Full red","rgb(255,0,0)"\r\n"Spring","#00ff80"\r\n',
        ],
    )
    def test_tables_of_others(self, text: str) -> None:
        palette = parse_palette(text.encode(), ".csv")
        assert (palette.colors.tolist(), palette.names) == (TWO, ("Full red", "Spring"))

    def test_json_of_any_kind(self) -> None:
        palette = parse_palette(b'{"full red": "#ff0000", "spring": "rgb(0, 255, 128)"}')
        assert (palette.colors.tolist(), palette.names) == (TWO, ("full red", "spring"))

    def test_utf_16(self) -> None:
        assert colors("#ff0000\r\n#00ff80\r\n".encode("utf-16"), ".txt") == TWO

    def test_text_with_a_wrong_ending_is_read_with_a_note(self) -> None:
        palette = parse_palette(b"255 0 0 a\n0 255 128 b\n", ".gpl")
        assert palette.colors.tolist() == TWO
        assert "first line" in palette.notes[0]


class TestRegistry:
    def test_endings_belong_to_one_format(self) -> None:
        endings = [ending for form in PALETTE_FORMATS for ending in form.endings]
        assert len(endings) == len(set(endings)) == 18
        assert len(PALETTE_FORMATS) == 17

    def test_the_longer_ending_counts(self) -> None:
        assert palette_format("a.PAL").name == "JASC palette"
        assert palette_format("a.riff.pal").name == "RIFF palette"

    @pytest.mark.parametrize(("ending", "most"), [(".act", 256), (".txt", 96), (".swatches", 30)])
    def test_too_many_colours_are_refused(self, ending: str, most: int) -> None:
        form = palette_format(ending)
        form.write(Palette(distinct_colors(most)))
        with pytest.raises(WriteError, match=f"at most {most} colours, and these are {most + 1}"):
            form.write(Palette(distinct_colors(most + 1)))
