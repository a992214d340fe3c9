from __future__ import annotations

import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kquant
from kquant.cli.parser import parse
from tests.e2e.harness import Run

ROOT = Path(__file__).resolve().parents[2]

COMMANDS: list[list[str]] = [
    [],
    ["quantize"],
    ["palette"],
    ["palette", "convert"],
    ["palette", "list"],
    ["info"],
]


def test_palette_prints_hex_share_and_count(run: Run, flag: Path) -> None:
    outcome = run("palette", flag)
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "#ff0000 0.500000 1200",
        "#ffffff 0.333333 800",
        "#0000ff 0.166667 400",
    ]


def test_palette_prints_names_if_they_are_wanted(run: Run, flag: Path) -> None:
    lines = run("palette", flag, "--names", "css").out.splitlines()
    assert [line.split()[3] for line in lines] == ["red", "white", "blue"]


def test_palette_takes_the_clustering_options(run: Run, photo: Path) -> None:
    outcome = run("palette", photo, "-k", "6", "--space", "lab", "--effort", "fast")
    assert len(outcome.out.splitlines()) == 6


def test_palette_list_prints_what_palette_in_takes(run: Run, flag: Path) -> None:
    outcome = run("palette", "list")
    assert (outcome.code, outcome.err) == (0, "")
    assert "game-boy 4 Game Boy greens" in outcome.out.splitlines()
    for line in outcome.out.splitlines():
        key, count, _ = line.split(maxsplit=2)
        assert 2 <= len(run("palette", flag, "--palette-in", key).out.splitlines()) <= int(count)


def test_an_unknown_palette_is_told_those_there_are(run: Run, flag: Path) -> None:
    error = run("palette", flag, "--palette-in", "gameboy").error
    assert error.startswith("gameboy: there is no such file, nor a built-in palette of that name (black-")
    keys = [line.split()[0] for line in run("palette", "list").out.splitlines()]
    named = {"greys-N" if key.startswith("greys-") else key for key in keys}
    assert set(error[error.index("(") + 1 : -1].split(", ")) == named


def test_a_picture_may_be_called_list(run: Run, flag: Path) -> None:
    flag.rename("list")
    assert len(run("palette", "./list").out.splitlines()) == 3


class TestLostAccents:
    @pytest.fixture
    def meadow(self, folder: Path) -> Path:
        """Greens, with a small spot of red and one of blue."""
        pixels = np.random.default_rng(0).normal((60, 110, 60), (14, 14, 10), (200, 300, 3)).clip(0, 255)
        pixels[20:32, 20:36] = (210, 30, 40)
        pixels[120:132, 120:136] = (40, 30, 220)
        Image.fromarray(pixels.astype(np.uint8)).save("meadow.png")
        return folder / "meadow.png"

    def test_are_named_with_what_keeps_them(self, run: Run, meadow: Path) -> None:
        for command in (["palette", "meadow.png"], ["quantize", "meadow.png", "-o", "few.png", "--force"]):
            (note,) = [line for line in run(*command, "-k", "3").err.splitlines() if "note" in line]
            lost, hint = note.split("; ")
            assert lost.endswith("small colours that stand out are lost: #d21e28 (0.32 %), #281edc (0.32 %)")
            assert hint == "--lock d21e28,281edc keeps them"
            assert "lost" not in run(*command, "-k", "4", "--lock", "d21e28,281edc").err

    def test_are_not_told_where_a_person_has_chosen(self, run: Run, meadow: Path) -> None:
        for options in (["--palette-in", "game-boy"], ["--exclude", "d21e28,281edc"], ["--quiet"]):
            assert run("palette", meadow, "-k", "3", *options).err == ""

    def test_are_none_where_nothing_is_lost(self, run: Run, flag: Path) -> None:
        assert "lost" not in run("palette", flag, "-k", "2").err


def properties(text: str) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_info_prints_what_the_picture_is(run: Run, flag: Path) -> None:
    outcome = run("info", flag)
    assert (outcome.code, outcome.err) == (0, "")
    info = properties(outcome.out)
    assert list(info) == ["file", "format", "size", "mode", "profile", "orientation", "distinct colours"]
    assert info["file"] == str(flag)
    assert info["format"] == "PNG"
    assert info["size"] == "60 x 40"
    assert info["mode"] == "RGB 8-bit"
    assert info["distinct colours"] == "3"


def test_info_gives_the_size_as_it_is_seen(run: Run, flag: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    with Image.open(flag) as picture:
        picture.save("turned.png", exif=exif)
    info = properties(run("info", "turned.png").out)
    assert info["size"] == "40 x 60"
    assert info["orientation"].startswith("6")


def test_notes_of_reading_are_told_unless_quiet(run: Run, folder: Path) -> None:
    frames = [Image.new("L", (4, 4), level) for level in (0, 255)]
    frames[0].save("two.tif", save_all=True, append_images=frames[1:])
    assert run("info", "two.tif").err.startswith("kquant: note: two.tif: ")
    assert run("info", "two.tif", "--quiet").err == ""


def test_help_shows_examples(run: Run) -> None:
    for command in COMMANDS:
        outcome = run(*command, "--help")
        assert outcome.code == 0
        assert " ".join(["  kquant", *command]) in outcome.out.split("examples:")[1]


def test_the_examples_of_help_and_readme_are_right_usage(run: Run) -> None:
    texts = [run(*command, "--help").out for command in COMMANDS]
    texts.append((ROOT / "README.md").read_text(encoding="utf-8"))
    examples = re.findall(
        r"^ {2,4}(?:.*\| )?kquant ((?:quantize|palette|info) .*?)(?: {2}.*| [<>].*)?$",
        "\n".join(texts),
        re.MULTILINE,
    )
    assert len(examples) > 15
    for arguments in examples:
        assert parse(shlex.split(arguments)).command.startswith(arguments.split()[0])


def test_version(run: Run) -> None:
    first, second = run("--version").out.splitlines()
    assert first == f"kquant {kquant.__version__}"
    assert second in ("kernels: compiled, AVX2", "kernels: compiled", "kernels: numpy")
