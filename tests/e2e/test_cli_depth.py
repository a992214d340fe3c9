"""Files in the colours of a hardware depth, and in the most frequent colours of clusters."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kquant.io.palettes import read_palette
from tests.e2e.harness import Run


def colors(path: str | Path) -> set[tuple[int, ...]]:
    with Image.open(path) as picture:
        return set(map(tuple, np.asarray(picture.convert("RGB")).reshape(-1, 3).tolist()))


def levels(bits: int) -> set[int]:
    most = 2**bits - 1
    return {int(255 * value / most + 0.5) for value in range(most + 1)}


@pytest.mark.parametrize("space", ["srgb", "oklab"])
@pytest.mark.parametrize(("depth", "bits"), [("15", 5), ("12", 4), ("9", 3), ("6", 2)])
def test_files_hold_colours_of_the_depth_alone(
    run: Run, photo: Path, depth: str, bits: int, space: str
) -> None:
    outcome = run(
        "quantize",
        photo,
        "-o",
        "few.png",
        "-k",
        "8",
        "--depth",
        depth,
        "--space",
        space,
        "--palette",
        "few.gpl",
    )

    assert outcome.code == 0
    written = colors("few.png")
    assert {value for color in written for value in color} <= levels(bits)
    assert set(map(tuple, read_palette(Path("few.gpl")).colors.tolist())) == written
    assert len(written) <= 8


def test_all_that_the_depth_has_for_the_picture(run: Run, photo: Path) -> None:
    outcome = run("quantize", photo, "-o", "few.png", "-k", "200", "--depth", "9", "--report", "few.json")

    own = {tuple(min(levels(3), key=lambda n: abs(n - v)) for v in color) for color in colors(photo)}
    assert colors("few.png") == own
    said = f"At this colour depth there are only {len(own)} colours for the picture: {len(own)} are used."
    assert said in outcome.err
    assert json.loads(Path("few.json").read_text())["parameters"]["depth"] == "9"


def test_a_locked_colour_that_is_rounded_is_told(run: Run, photo: Path) -> None:
    rounded = run("quantize", photo, "-o", "few.png", "-k", "4", "--depth", "15", "--lock", "#dd0000")
    assert (222, 0, 0) in set(map(tuple, palette_of("few.png")))
    assert "Locked colours that this colour depth does not have are rounded to it." in rounded.err

    whole = run("quantize", photo, "-o", "whole.png", "-k", "4", "--depth", "15", "--lock", "#de0000")
    assert "rounded" not in whole.err


def palette_of(path: str) -> list[list[int]]:
    with Image.open(path) as picture:
        found = picture.getpalette()
    assert found is not None
    return np.array(found).reshape(-1, 3).tolist()


def test_a_palette_to_map_to_is_rounded(run: Run, photo: Path) -> None:
    outcome = run("quantize", photo, "-o", "few.png", "--palette-in", "vga-256", "--depth", "3")

    assert colors("few.png") <= {(r, g, b) for r in (0, 255) for g in (0, 255) for b in (0, 255)}
    assert "Colours of the palette that this colour depth does not have are rounded to it." in outcome.err


def test_a_depth_that_there_is_not(run: Run, photo: Path) -> None:
    outcome = run("quantize", photo, "-o", "few.png", "--depth", "14")
    assert outcome.code == 2
    assert "invalid choice: '14'" in outcome.err


def test_a_flag_in_its_own_colours(run: Run, folder: Path) -> None:
    picture = Image.new("RGB", (60, 60), "#dd0000")
    picture.paste("#ffce00", (0, 30, 60, 60))
    picture.paste("#ee6700", (0, 29, 60, 30))
    picture.save("drawn.png")

    assert run("quantize", "drawn.png", "-o", "mean.png", "-k", "2").code == 0
    assert run("quantize", "drawn.png", "-o", "own.png", "-k", "2", "--representative", "frequent").code == 0

    assert colors("own.png") == {(0xDD, 0, 0), (0xFF, 0xCE, 0)}
    assert colors("mean.png") != colors("own.png")
