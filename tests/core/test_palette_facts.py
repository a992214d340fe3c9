"""Accents, contrast, colour vision, built-in palettes and the main colour."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from skimage import data as photographs

import kquant
from kquant.core.color.contrast import contrast_ratio, wcag_level
from kquant.core.color.vision import Deficiency, simulated, vision_table
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.palette.accents import Accent, accents
from kquant.core.palette.builtin import BUILT_IN, built_in, greys
from kquant.core.palette.main_color import main_color
from kquant.core.preview import cube_codes
from tests.core.hostile import gradient


def smooth(height: int, width: int, kind: int) -> UInt8:
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        [255 * x / width, 255 * y / height, 255 * (x + y) / (width + height)],
        [80 + 100 * x / width, 120 + 100 * y / height, 200 + 0 * x],
        [255 * x / width] * 3,
    ][kind]
    return np.stack(planes, axis=2).astype(np.uint8)


def found(pixels: UInt8, k: int = 5, **wanted: Any) -> tuple[Accent, ...]:
    picture = Picture(pixels)
    return accents(picture, kquant.quantize(picture, k, metrics=False, effort="fast", **wanted))


@pytest.mark.parametrize("kind", [0, 1, 2])
@pytest.mark.parametrize("red", [(255, 0, 0), (200, 30, 30), (160, 20, 40), (220, 60, 50)])
def test_a_small_red_square_is_named_and_can_be_kept(kind: int, red: Rgb) -> None:
    pixels = smooth(600, 900, kind)
    pixels[100:122, 300:322] = red

    (accent,) = found(pixels)

    assert accent.color == red
    assert accent.share == pytest.approx(22 * 22 / 540_000, rel=0.2)
    assert accent.delta_e > 14
    assert found(pixels, locked=(red,)) == ()
    kept = kquant.quantize(pixels, 5, locked=(red,), metrics=False)
    assert (kept.image[100:122, 300:322] == red).all()


def test_noise_and_plain_pictures_have_no_accents() -> None:
    random = np.random.default_rng(1)
    noises = [
        random.integers(0, 256, (300, 400, 3)),
        random.integers(0, 256, (40, 40, 3)),
        np.clip(random.normal(128, 40, (300, 400, 3)), 0, 255),
    ]
    for noise in noises:
        assert found(noise.astype(np.uint8)) == ()
    for kind in range(3):
        assert found(smooth(200, 300, kind)) == ()
    assert found(np.full((5, 5, 3), 7, np.uint8)) == ()


@pytest.mark.parametrize("space", ["srgb", "oklab"])
def test_photographs_have_few(space: str) -> None:
    for photograph in (photographs.coffee(), photographs.astronaut(), photographs.chelsea()):
        assert len(found(np.ascontiguousarray(photograph), space=space)) <= 3


def test_contrast_as_published() -> None:
    assert contrast_ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast_ratio((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast_ratio((5, 5, 5), (5, 5, 5)) == 1
    assert contrast_ratio((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)
    assert contrast_ratio((255, 0, 0), (255, 255, 255)) == pytest.approx(4.00, abs=0.005)
    assert [wcag_level(ratio) for ratio in (7, 6.99, 4.5, 3, 2.99)] == ["AAA", "AA", "AA", "AA large", ""]


@pytest.mark.parametrize("deficiency", Deficiency)
def test_colour_vision(deficiency: Deficiency) -> None:
    pixels = gradient(30, 40)
    assert np.array_equal(simulated(pixels, deficiency, 0.0), pixels)
    grey = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    assert np.abs(simulated(grey, deficiency).astype(int) - grey).max() <= 1  # greys look the same
    with_alpha = np.dstack([pixels, pixels[..., :1]])
    seen = simulated(with_alpha, deficiency, threads=2)
    assert np.array_equal(seen[..., 3], pixels[..., 0])
    assert np.array_equal(seen[..., :3], simulated(pixels, deficiency))
    quick = vision_table(deficiency)[cube_codes(pixels)]
    assert np.abs(quick.astype(int) - seen[..., :3]).mean() < 3


def test_what_is_confused() -> None:
    def apart(deficiency: Deficiency, one: Rgb, other: Rgb) -> int:
        pair = simulated(np.array([one, other], np.uint8), deficiency).astype(int)
        return int(np.abs(pair[0] - pair[1]).sum())

    red_green = (190, 60, 40), (110, 105, 40)
    blue_green = (0, 110, 160), (0, 120, 130)
    assert apart(Deficiency.DEUTAN, *red_green) < 80
    assert apart(Deficiency.TRITAN, *red_green) > 120
    assert apart(Deficiency.TRITAN, *blue_green) < apart(Deficiency.PROTAN, *blue_green)


def test_built_in_palettes() -> None:
    sizes = {palette.key: len(palette.colors) for palette in BUILT_IN}
    assert sizes["web-safe"] == 216
    assert sizes["cga-16"] == 16
    assert sizes["ega-64"] == 64
    assert sizes["vga-256"] == 256
    assert sizes["game-boy"] == 4
    vga, ega, cga = (built_in(key).colors for key in ("vga-256", "ega-64", "cga-16"))
    assert vga[:16] == cga
    assert [vga[place] for place in (32, 36, 40, 44, 48, 52)] == [
        (0, 0, 255),
        (255, 0, 255),
        (255, 0, 0),
        (255, 255, 0),
        (0, 255, 0),
        (0, 255, 255),
    ]
    assert vga[33] == (65, 0, 255)
    assert vga[56] == (125, 125, 255)
    assert len(set(ega)) == 64
    assert {*cga} <= {*ega}
    assert ega[0x14] == (170, 85, 0)
    assert built_in("black-white").colors == ((0, 0, 0), (255, 255, 255))
    assert built_in("greys-7").colors == greys(7)
    assert greys(256)[77] == (77, 77, 77)
    for wrong in ("greys-1", "greys-257", "greys-", "pico"):
        with pytest.raises(KeyError):
            built_in(wrong)
    with pytest.raises(ValueError, match="2 to 256"):
        greys(1)


def test_the_main_colour_of_a_part() -> None:
    pixels = gradient(60, 80)
    pixels[10:30, 20:40] = (200, 20, 30)
    pixels[10:14, 20:40] = (20, 20, 20)
    picture, selection = Picture(pixels), Selection.of(Rectangle(20, 10, 20, 20))

    found = main_color(picture, Settings(), selection)

    assert found is not None
    assert found.dominant == (200, 20, 30)
    assert found.share == pytest.approx(0.8)
    assert found.pixels == 400
    assert found.mean == (164, 20, 28)
    assert main_color(picture, Settings(), Selection.of(Rectangle(900, 0, 5, 5))) is None
