"""Transparent papers in every format: those without transparency lay them on their own colour."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kquant
from kquant.core.model.constraints import Exclusion
from kquant.core.model.result import Result
from kquant.io.write import write_image

WHITE, BLUE = (255, 255, 255), (0, 0, 200)


def picture(alpha: bool = False) -> Result:
    """A red square on white, with a strip of blue; both are paper. With `alpha` a corner is see-through."""
    pixels = np.full((12, 16, 3), 255, np.uint8)
    pixels[4:8, 4:8] = (200, 30, 30)
    pixels[5, 5] = (90, 20, 20)
    pixels[11] = BLUE
    if alpha:
        opaque = np.full((12, 16), 255, np.uint8)
        opaque[0, 0] = 0
        pixels = np.dstack([pixels, opaque])
    excluded = (Exclusion(WHITE), Exclusion(BLUE))
    return kquant.quantize(pixels, 2, excluded=excluded, excluded_as="transparent", matte=(1, 2, 3))


def rgba(path: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))


@pytest.mark.parametrize("ending", [".png", ".gif", ".webp", ".tif", ".tga"])
def test_what_holds_transparency_has_it(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"few{ending}"
    notes = write_image(picture(), path)
    assert not any("own colour" in note for note in notes)
    found = rgba(path)
    assert (found[0, :, 3] == 0).all()
    assert (found[11, :, 3] == 0).all()
    assert found[4, 4].tolist() == [200, 30, 30, 255]


@pytest.mark.parametrize("ending", [".bmp", ".ppm"])
def test_what_holds_none_has_their_own_colours(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"few{ending}"
    notes = write_image(picture(), path)
    assert [note for note in notes if "excluded colours are laid on their own colour" in note]
    assert not any("#010203" in note for note in notes)
    found = rgba(path)
    assert (found[0] == (*WHITE, 255)).all()
    assert (found[11] == (*BLUE, 255)).all()
    assert found[4, 4].tolist() == [200, 30, 30, 255]


def test_a_photograph_format_has_them_too(tmp_path: Path) -> None:
    notes = write_image(picture(), tmp_path / "few.jpg")
    assert any("own colour" in note for note in notes)
    assert (np.abs(rgba(tmp_path / "few.jpg")[0, 8, :3].astype(int) - 255) < 8).all()


def test_what_was_transparent_before_is_put_on_the_background(tmp_path: Path) -> None:
    notes = write_image(picture(alpha=True), tmp_path / "few.bmp")
    assert any("own colour" in note for note in notes)
    assert any("#010203" in note for note in notes)
    found = rgba(tmp_path / "few.bmp")
    assert found[0, 0].tolist() == [1, 2, 3, 255]
    assert (found[0, 1:] == (*WHITE, 255)).all()


def test_a_result_without_such_pixels_says_nothing(tmp_path: Path) -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    excluded = (Exclusion(WHITE),)
    result = kquant.quantize(pixels, 2, excluded=excluded, excluded_as="transparent")
    assert write_image(result, tmp_path / "few.bmp") == ()
