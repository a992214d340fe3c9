from __future__ import annotations

import numpy as np
import pytest

from kquant.core.color.spaces import lab
from kquant.core.image.histogram import histogram
from kquant.core.model.errors import KQuantError
from kquant.lab.core.channels import Channel, channel_points


def test_channels_are_the_colours_coordinates() -> None:
    pixels = np.array([[(255, 0, 10), (1, 2, 3)]], np.uint8)
    colors = histogram(pixels, None, 1)
    points = channel_points(colors, Channel.RED, Channel.BLUE, name="photo.png")
    assert sorted(points.points.tolist()) == [[1, 3], [255, 10]]
    assert points.axes == ("red", "blue")
    assert points.source == "photo.png"
    in_lab = channel_points(colors, Channel.LIGHTNESS, Channel.B)
    expected = lab(np.ascontiguousarray(colors.colors))[:, [0, 2]]
    assert in_lab.points == pytest.approx(expected)


def test_frequent_colours_are_drawn_first() -> None:
    random = np.random.default_rng(1)
    rare = random.integers(0, 256, (100, 100, 3))
    rare[..., 0] = 0
    frequent = np.repeat(random.integers(0, 256, (20, 1, 3)), 100, axis=1)
    frequent[..., 0] = 9
    colors = histogram(np.concatenate([rare, frequent]).astype(np.uint8), None, 1)
    points = channel_points(colors, Channel.RED, Channel.GREEN, count=200)
    assert len(points) == 200
    assert (points.points[:, 0] == 9).sum() >= 15
    again = channel_points(colors, Channel.RED, Channel.GREEN, count=200)
    assert np.array_equal(points.points, again.points)


def test_nothing_to_draw_from_is_a_sentence() -> None:
    clear = histogram(np.zeros((1, 1, 4), np.uint8), np.zeros((1, 1), np.uint8), 1)
    with pytest.raises(KQuantError, match="no visible pixel"):
        channel_points(clear, Channel.RED, Channel.GREEN)
    some = histogram(np.zeros((1, 1, 3), np.uint8), None, 1)
    with pytest.raises(KQuantError, match="two different"):
        channel_points(some, Channel.RED, Channel.RED)
