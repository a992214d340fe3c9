"""`kquant palette convert`: palette files from one format to another."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kquant.cli.parser import PALETTE_ENDINGS
from kquant.io.palettes import PALETTE_FORMATS, read_palette
from tests.e2e.harness import Run

GPL = "GIMP Palette\nName: Two\n#\n255 0 0\tFull red\n0 255 128\tSpring\n"


@pytest.fixture
def two(folder: Path) -> Path:
    (folder / "two.gpl").write_text(GPL, "utf-8")
    return folder / "two.gpl"


def test_every_ending_is_in_the_help_and_can_be_written(run: Run, two: Path) -> None:
    endings = PALETTE_ENDINGS.split()
    assert endings == [form.endings[0] for form in PALETTE_FORMATS]
    for form, ending in zip(PALETTE_FORMATS, endings, strict=True):
        outcome = run("palette", "convert", two, f"out{ending}")
        assert outcome.code == 0
        assert outcome.err.splitlines()[-1] == f"{two} -> out{ending}: 2 colours, {form.name}"
        assert ("names were left out" in outcome.err) == (not form.has_names)
        back = read_palette(two.parent / f"out{ending}")
        assert back.colors.tolist()[:2] == [[255, 0, 0], [0, 255, 128]]


def test_from_standard_input_to_standard_output(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = io.TextIOWrapper(io.BytesIO(b"red, orange\nsomething rgb(1 2 3)\n"))
    monkeypatch.setattr("sys.stdin", pasted)
    outcome = run("palette", "convert", "-", "-", "--quiet")
    assert (outcome.code, outcome.out.split(), outcome.err) == (0, ["ff0000", "ffa500", "010203"], "")


def test_colours_without_a_name_can_be_given_one(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text("#ff0000\n#0000ff Mine\n")
    for names, red in (("css", "red"), ("xkcd", "fire engine red")):
        assert run("palette", "convert", "a.txt", f"{names}.json", "--names", names).code == 0
        assert read_palette(folder / f"{names}.json").names == (red, "Mine")


def test_what_cannot_be_converted_is_one_line(run: Run, two: Path) -> None:
    Path("bad.ase").write_bytes(b"ASEF\0\1\0\0\0\0\0\1\0\1")
    assert (
        run("palette", "convert", "bad.ase", "out.gpl").error
        == "bad.ase: it is truncated: a part of it is missing"
    )
    assert run("palette", "convert", "none.ase", "out.gpl").error == "none.ase: there is no such file"
    assert run("palette", "convert", two, "out.xyz").error.startswith("out.xyz: no palettes can be written")
    assert "--force" in run("palette", "convert", two, two).error
    assert sorted(path.name for path in two.parent.iterdir()) == ["bad.ase", "two.gpl"]
    assert run("palette", "convert", two, two, "--force").code == 0
    assert run("palette", "convert", two).code == 2


def test_a_picture_may_be_called_convert(run: Run, flag: Path) -> None:
    flag.rename("convert")
    assert len(run("palette", "./convert").out.splitlines()) == 3


def test_too_many_colours_leave_nothing(run: Run, photo: Path) -> None:
    outcome = run(
        "quantize", photo, "-o", "few.png", "-k", "97", "--palette", "few.gpl", "--palette", "few.txt"
    )
    assert outcome.error == "few.txt: Paint.NET palette holds at most 96 colours, and these are 97"
    assert [path.name for path in photo.parent.iterdir()] == ["photo.png"]
