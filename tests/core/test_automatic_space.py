"""How colours are matched if no one says: in OKLab to a given palette, in sRGB where one is found."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw
from skimage import data

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Space
from kquant.core.model.edits import Merge
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.main_color import main_color
from kquant.core.preview import preview

PICO_8: list[Rgb] = [
    (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
    for code in (
        *("000000", "1d2b53", "7e2553", "008751", "ab5236", "5f574f", "c2c3c7", "fff1e8"),
        *("ff004d", "ffa300", "ffec27", "00e436", "29adff", "83769c", "ff77a8", "ffccaa"),
    )
]
RED, GREEN, DARK, PAPER = (0xD3, 0x2F, 0x2F), (0x6A, 0xA8, 0x4F), (0x33, 0x33, 0x33), (0xF5, 0xE6, 0xC8)


@pytest.fixture(scope="module")
def poster() -> UInt8:
    """A sun over a hill and a dark line, on paper."""
    image = Image.new("RGB", (120, 160), PAPER)
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 20, 80, 60), RED)
    draw.rectangle((0, 100, 119, 139), GREEN)
    draw.rectangle((10, 145, 110, 155), DARK)
    return np.asarray(image)


@pytest.fixture(scope="module")
def photograph() -> UInt8:
    return np.ascontiguousarray(data.astronaut()[::2, ::2])


def became(poster: UInt8, result: Result) -> dict[tuple[int, ...], str]:
    """What the colours of the poster have become, by their own."""
    pairs = zip(poster.reshape(-1, 3).tolist(), result.image.reshape(-1, 3).tolist(), strict=True)
    return {tuple(before): bytes(after).hex() for before, after in pairs}


@pytest.mark.parametrize("asked", [{}, {"space": "auto"}, {"space": Space.AUTO}, {"space": "oklab"}])
def test_on_a_given_palette_colors_stay_what_they_are_called(poster: UInt8, asked: dict[str, Any]) -> None:
    result = kquant.quantize(poster, palette=PICO_8, **asked)

    assert became(poster, result) == {RED: "ff004d", GREEN: "008751", DARK: "5f574f", PAPER: "fff1e8"}
    assert result.request.settings.space is Space.OKLAB
    assert result.request.changes == ()


def test_who_asks_for_srgb_gets_the_smallest_differences_of_values(poster: UInt8) -> None:
    result = kquant.quantize(poster, palette=PICO_8, space="srgb")

    assert became(poster, result) == {RED: "ab5236", GREEN: "5f574f", DARK: "1d2b53", PAPER: "fff1e8"}
    values = np.array(PICO_8, int)
    squared = ((poster.reshape(-1, 1, 3).astype(int) - values) ** 2).sum(axis=2)
    assert np.array_equal(result.labels.ravel(), squared.argmin(axis=1))


def test_a_photograph_on_a_given_palette_is_nearer_to_the_eye(photograph: UInt8) -> None:
    automatic, srgb = (
        kquant.quantize(photograph, palette=PICO_8, metrics=["delta_e"], space=space)
        for space in ("auto", "srgb")
    )

    assert automatic.metrics
    assert srgb.metrics
    assert automatic.metrics.delta_e.mean < srgb.metrics.delta_e.mean  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "asked",
    [
        {"colors": 5},
        {"colors": 5, "engine": "pixels"},
        {"colors": 5, "locked": ((255, 0, 77),)},
        {"colors": 5, "palette": PICO_8, "palette_use": "start"},
        {"colors": 5, "palette": PICO_8, "palette_use": "recolor"},
        {"colors": 5, "palette": PICO_8, "palette_use": "lightness"},
    ],
    ids=lambda asked: " ".join(name for name in asked if name != "colors") + asked.get("palette_use", ""),
)
def test_a_palette_that_is_found_is_that_of_srgb(photograph: UInt8, asked: dict[str, Any]) -> None:
    small = np.ascontiguousarray(photograph[::4, ::4])

    result = kquant.quantize(small, **asked)

    same = kquant.quantize(small, space="srgb", **asked)
    assert result.request == same.request
    assert result.image.tobytes() == same.image.tobytes()
    assert result.compactness == same.compactness


def test_a_preview_matches_as_the_result_will(photograph: UInt8) -> None:
    settings = Settings(palette=tuple(PICO_8))
    guess = preview(Picture(photograph), settings)

    assert guess is not None
    exact = kquant.quantize(photograph, settings=settings, metrics=False).image
    assert (guess.paint(photograph) == exact).all(axis=2).mean() > 0.9


def test_changes_by_hand_are_measured_as_the_mapping_was(poster: UInt8) -> None:
    picture = Picture(poster)
    automatic, oklab = (kquant.quantize(picture, palette=PICO_8, space=space) for space in ("auto", "oklab"))
    edits = (Merge((PICO_8[3], PICO_8[8])),)

    merged, same = (apply_edits(picture, result, edits) for result in (automatic, oklab))

    assert np.array_equal(merged.palette, same.palette)
    assert np.array_equal(merged.labels, same.labels)


@pytest.mark.parametrize("palette", [(), tuple(PICO_8)])
def test_the_main_color_of_a_selection_is_found_not_given(photograph: UInt8, palette: Any) -> None:
    picture, selection = Picture(photograph), Selection.of(Rectangle(10, 10, 60, 40))

    found = main_color(picture, Settings(palette=palette), selection)

    assert found == main_color(picture, Settings(space=Space.SRGB), selection)
    assert found != main_color(picture, Settings(space=Space.LINEAR), selection)
