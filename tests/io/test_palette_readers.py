"""What is written is read equal by readers that others have made."""

from __future__ import annotations

import colorsys
import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import sass
import swatch
import tinycss2
from PIL import GimpPaletteFile, Image, ImageColor
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from kquant.io.palettes import PALETTE_FORMATS, Palette, palette_format, parse_palette
from kquant.io.palettes.style_sheet import identifiers
from tests.io.results import distinct_colors

NAMES = ("Rouge foncé", "a <b> & \"c\"; 'd'", "", "樱花", "7 up", "Red", "red", "x")
PALETTE = Palette(distinct_colors(len(NAMES)), "Ma palette", NAMES, np.arange(8), columns=4)
COLORS = PALETTE.colors.tolist()


def written(ending: str) -> bytes:
    return palette_format(ending).write(PALETTE)


def test_gpl_by_pillow() -> None:
    colors, mode = GimpPaletteFile.GimpPaletteFile(io.BytesIO(written(".gpl"))).getpalette()
    assert (colors, mode) == (PALETTE.colors.tobytes(), "RGB")


def test_ase_by_swatch(tmp_path: Path) -> None:
    (tmp_path / "a.ase").write_bytes(written(".ase"))
    (group,) = swatch.parse(str(tmp_path / "a.ase"))
    assert group["name"] == PALETTE.name
    assert [entry["name"] for entry in group["swatches"]] == list(NAMES)
    values = [entry["data"]["values"] for entry in group["swatches"]]
    assert np.array_equal(np.rint(np.multiply(values, 255)), COLORS)


def test_ase_of_swatch() -> None:
    colors = [
        {"name": "r", "type": "Process", "data": {"mode": "RGB", "values": [1.0, 0.5, 0.0]}},
        {"name": "c", "type": "Spot", "data": {"mode": "CMYK", "values": [0.0, 0.5, 1.0, 0.0]}},
        {"name": "g", "type": "Global", "data": {"mode": "Gray", "values": [0.5]}},
    ]
    data = swatch.dumps([{"name": "group", "type": "Color Group", "swatches": colors}])
    palette = parse_palette(data)
    assert palette.colors.tolist() == [[255, 128, 0], [255, 128, 0], [128, 128, 128]]
    assert (palette.name, palette.names) == ("group", ("r", "c", "g"))


def test_hex_by_pillow() -> None:
    assert [list(ImageColor.getrgb(f"#{line}")) for line in written(".hex").decode().split()] == COLORS


def test_png_by_pillow() -> None:
    with Image.open(io.BytesIO(written(".png"))) as image:
        assert np.asarray(image.convert("RGB"))[16, 16::32].tolist() == COLORS


def test_svg_by_qt() -> None:
    image = QImage(128, 64, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(written(".svg"))).render(painter)
    painter.end()
    places = [(32 * (place % 4) + 16, 32 * (place // 4) + 16) for place in range(8)]
    shown = [image.pixelColor(*place) for place in places]
    assert [[color.red(), color.green(), color.blue()] for color in shown] == COLORS


def test_css_by_tinycss2() -> None:
    (rule,) = tinycss2.parse_stylesheet(written(".css").decode(), skip_comments=True, skip_whitespace=True)
    declarations = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    found = {one.name: one.value[-1].value for one in declarations}
    words = [f"--{word}" for word in identifiers(PALETTE)]
    assert found == dict(zip(words, PALETTE.hexes, strict=True))


def test_scss_by_sass() -> None:
    uses = "".join(f".a{place} {{ color: ${word} }}" for place, word in enumerate(identifiers(PALETTE)))
    compiled = sass.compile(string=written(".scss").decode() + uses)
    assert [list(ImageColor.getrgb(text)) for text in re.findall(r"color: (.*?);", compiled)] == COLORS


def test_csv_by_the_standard_library() -> None:
    rows = list(csv.DictReader(io.StringIO(written(".csv").decode(), newline="")))
    assert [[int(row[key]) for key in ("red", "green", "blue")] for row in rows] == COLORS
    assert [row["name"] for row in rows] == list(NAMES)
    assert [int(row["count"]) for row in rows] == list(range(8))


def test_soc_and_kpl_by_an_xml_parser() -> None:
    draw = "{http://openoffice.org/2000/drawing}"
    table = [entry.attrib for entry in ElementTree.fromstring(written(".soc"))]
    assert [list(ImageColor.getrgb(entry[f"{draw}color"])) for entry in table] == COLORS
    assert [entry[f"{draw}name"] for entry in table] == [name or f"#{PALETTE.hexes[2]}" for name in NAMES]
    with zipfile.ZipFile(io.BytesIO(written(".kpl"))) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.read("mimetype") == b"application/x-krita-palette"
        entries = ElementTree.fromstring(archive.read("colorset.xml"))
    values = [[float(entry[0].get(key, "")) * 255 for key in "rgb"] for entry in entries]
    assert np.array_equal(np.rint(values), COLORS)
    places = [(entry[1].get("row"), entry[1].get("column")) for entry in entries]
    assert places == [(str(place // 4), str(place % 4)) for place in range(8)]


def test_procreate_by_colorsys() -> None:
    with zipfile.ZipFile(io.BytesIO(written(".swatches"))) as archive:
        (content,) = json.loads(archive.read("Swatches.json"))
    keys = ("hue", "saturation", "brightness")
    parts = [colorsys.hsv_to_rgb(*(entry[key] for key in keys)) for entry in content["swatches"]]
    assert np.array_equal(np.rint(np.multiply(parts, 255)), COLORS)


ANY_PALETTE = """
const any = require("anypalette"), fs = require("fs"), path = require("path");
const found = {};
const read = (files) => {
    if (!files.length) return console.log(JSON.stringify(found));
    const fileName = path.basename(files[0]);
    any.loadPalette({ data: fs.readFileSync(files[0]), fileName }, (error, palette) => {
        if (error) throw error;
        found[fileName] = palette.map((color) => [color.red, color.green, color.blue, color.name]);
        read(files.slice(1));
    });
};
read(process.argv.slice(1));
"""
WITH_NAMES = (".gpl", ".ase", ".aco", ".soc")
ENDINGS = (*WITH_NAMES, ".act", ".pal", ".riff.pal", ".txt", ".css", ".scss", ".json", ".svg")


def node_with(module: str) -> str:
    """Node, or a skip with the reason."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    if subprocess.run(
        [node, "-e", f"require.resolve('{module}')"], capture_output=True, check=False
    ).returncode:
        pytest.skip(f"node does not find {module}: npm install {module}, and set NODE_PATH")
    return node


def test_many_formats_by_anypalette(tmp_path: Path) -> None:
    node = node_with("anypalette")
    files = [tmp_path / f"a{ending}" for ending in ENDINGS]
    for file, ending in zip(files, ENDINGS, strict=True):
        file.write_bytes(written(ending))
    done = subprocess.run([node, "-e", ANY_PALETTE, *map(str, files)], capture_output=True, check=True)
    found = json.loads(done.stdout)
    for file, ending in zip(files, ENDINGS, strict=True):
        entries = found[file.name][: len(COLORS)]  # of an .act it reads the empty places too
        assert np.array_equal(np.rint(np.multiply([entry[:3] for entry in entries], 255)), COLORS), ending
        if ending in WITH_NAMES:
            assert [entry[3] or "" for entry, name in zip(entries, NAMES, strict=True) if name] == [
                name for name in NAMES if name
            ], ending


def test_nothing_that_is_written_was_left_untried() -> None:
    tried = {*ENDINGS, ".csv", ".hex", ".png", ".kpl", ".swatches"}
    assert tried == {form.endings[0] for form in PALETTE_FORMATS}
