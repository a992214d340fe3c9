"""What is rendered of a picture at each scale, and how its work is stopped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kquant.core.model.arrays import UInt8
from kquant.core.model.errors import Cancelled
from kquant.ui.features.canvas.argb import channels, from_pixels, halved, premultiplied, straight
from kquant.ui.features.canvas.layers import SourceLayer, Window
from kquant.ui.features.canvas.tints import dimmed, heat


def never() -> bool:
    return False


def noise(height: int, width: int, count: int = 3) -> UInt8:
    return np.random.default_rng(height * width).integers(0, 256, (height, width, count), dtype=np.uint8)


def rgb(image: np.ndarray) -> UInt8:
    return channels(image)[..., 2::-1]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.floats(0.02, 20))
def test_any_picture_at_any_scale_keeps_its_colors(height: int, width: int, scale: float) -> None:
    layer = SourceLayer(np.full((height, width, 3), (10, 120, 250), np.uint8))
    drawn = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = layer.render(Window(scale, 0, 0, *drawn), never)
    assert image.shape == drawn[::-1]
    assert (image == 0xFF0A78FA).all()
    assert (layer.sample(Window(scale, 0, 0, *drawn)) == 0xFF0A78FA).all()


@settings(max_examples=40, deadline=None)
@given(st.floats(0.05, 9), st.data())
def test_a_part_is_rendered_as_in_the_whole(scale: float, data: st.DataObject) -> None:
    layer = SourceLayer(noise(70, 110))
    width, height = max(1, round(110 * scale)), max(1, round(70 * scale))
    whole = rgb(layer.render(Window(scale, 0, 0, width, height), never)).astype(int)
    x, y = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    part = rgb(layer.render(Window(scale, x, y, width - x, height - y), never)).astype(int)
    # Interpolation places pixels to 1/32 of one, so that parts may differ by that much of the contrast.
    assert np.abs(part - whole[y:, x:]).max() <= (0 if scale >= 1 else 17)


def test_powers_of_two_are_exact_means() -> None:
    pixels = noise(64, 96)
    layer = SourceLayer(pixels)
    for level in (3, 1, 2):  # the finer copy is not made from the coarser one
        side = 2**level
        drawn = rgb(layer.render(Window(1 / side, 0, 0, 96 // side, 64 // side), never))
        means = pixels.reshape(64 // side, side, 96 // side, side, 3).mean(axis=(1, 3))
        assert np.abs(drawn - means).max() <= level  # rounded once a halving


def test_transparent_pixels_do_not_bleed() -> None:
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, 0] = (200, 100, 40, 255)  # the other three are black and not to be seen
    mean = channels(straight(halved(from_pixels(pixels))))[0, 0]
    assert mean[3] == 64
    assert np.abs(mean[:3].astype(int) - (40, 100, 200)).max() <= 2


@given(st.integers(0, 255), st.integers(1, 255))
def test_straight_undoes_premultiplied(value: int, alpha: int) -> None:
    image = np.array([[alpha << 24 | value << 16]], np.uint32)
    again = int(channels(straight(premultiplied(image)))[0, 0, 2])
    assert abs(again - value) <= 255 / alpha / 2 + 0.5


def test_heat_grows_with_the_distance() -> None:
    black = from_pixels(np.zeros((1, 80, 3), np.uint8))
    greys = from_pixels(np.arange(80, dtype=np.uint8)[None, :, None].repeat(3, axis=2))
    light = rgb(heat(black, greys))[0].astype(int).sum(axis=1)
    assert (np.diff(light) >= 0).all()
    assert light[37] == light[79] > light[30] > light[0]  # 37 in three channels are 64 apart


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 3), min_size=2, max_size=20, unique=True), st.data())
def test_highlighted_color_differs_from_all_dimmed_ones(
    colors: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    palette = np.array(colors, np.uint8)
    index = data.draw(st.integers(0, len(colors) - 1))
    shown = dimmed(palette, index)
    assert (shown[index] == palette[index]).all()
    luma = shown @ np.array([0.299, 0.587, 0.114])
    assert np.abs(np.delete(luma, index) - luma[index]).min() > 30
    assert dimmed(palette, None) is palette
    assert dimmed(palette, 99) is palette  # of a palette that was longer


def test_preparing_can_be_stopped_and_done_later() -> None:
    layer = SourceLayer(noise(300, 300))
    window = Window(0.1, 0, 0, 30, 30)
    with pytest.raises(Cancelled):
        layer.render(window, lambda: True)
    assert not layer.ready(0.1)
    assert layer.render(window, never).shape == (30, 30)
    assert layer.ready(0.1)
