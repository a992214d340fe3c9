"""Pictures that are hard to quantize, and plain float64 numpy to check the results against."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from kquant.core.color.spaces import to_space
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.choices import COLOR_SPACES, AlphaMode, Engine, Space
from kquant.core.model.result import Result
from kquant.core.points.points import Points

SPACES = st.sampled_from(COLOR_SPACES)
ENGINES = st.sampled_from(list(Engine))


@st.composite
def pictures(draw: st.DrawFn, most: int = 600) -> UInt8:
    """(H, W, 3) uint8 of at most about `most` pixels, of the kinds that break quantizers."""
    kind = draw(st.sampled_from(KINDS))
    width = draw(st.sampled_from([1, 2, 7, 20]))
    height = draw(st.integers(1, max(1, most // width)))
    if draw(st.booleans()):
        width, height = height, width
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    pixels: UInt8 = np.clip(kind(random, (height, width, 3)), 0, 255).astype(np.uint8)
    return pixels


@st.composite
def translucent(draw: st.DrawFn, most: int = 300) -> UInt8:
    """(H, W, 4) uint8: a hostile picture with a hostile alpha."""
    pixels = draw(pictures(most))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    values = draw(st.sampled_from([[0], [0, 255], [0, 1, 127, 128, 254, 255], [1], [200, 255]]))
    return np.dstack([pixels, random.choice(np.array(values, np.uint8), pixels.shape[:2])])


def moment(points: Points) -> float:
    """The weighted sum of squared distances from the origin."""
    return float((points.weights * points.columns.astype(np.float64) ** 2).sum())


def _noise(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return random.integers(0, 256, shape)


def _near_greys(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return random.integers(100, 156, shape[:2])[..., None] + random.integers(0, 2, shape)


def _dark(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    """Neighbouring colours near black, where centres in CIELAB or linear light round to the same."""
    return random.integers(0, 5, shape)


def _two(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return random.integers(0, 256, (2, 3))[random.integers(0, 2, shape[:2])]


def _constant(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return np.broadcast_to(random.integers(0, 256, 3), shape)


def _one_color_and_a_few(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    rare = random.random(shape[:2])[..., None] < 0.03
    return np.where(rare, random.integers(0, 256, shape), random.integers(0, 256, 3))


def _blobs(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    middles = random.integers(0, 256, (5, 3))[random.integers(0, 5, shape[:2])]
    return random.normal(middles, random.choice([0.6, 3, 20]))


def _corners(random: np.random.Generator, shape: tuple[int, ...]) -> Any:
    """The edge of the gamut, where the mean of colours rounds to clipped ones."""
    return random.choice([0, 1, 254, 255], shape)


KINDS = [_noise, _near_greys, _dark, _two, _constant, _one_color_and_a_few, _blobs, _corners]


def distinct(pixels: UInt8) -> int:
    """How many different colours the visible pixels have."""
    return len(np.unique(visible_colors(pixels), axis=0))


def visible_colors(pixels: UInt8) -> UInt8:
    """(N, 3) the colours of the pixels whose alpha is not 0."""
    return pixels[alpha_of(pixels) > 0][:, :3]


def alpha_of(pixels: UInt8) -> UInt8:
    """(H, W) alpha; 255 where there is none."""
    return pixels[..., 3] if pixels.shape[2] == 4 else np.full(pixels.shape[:2], 255, np.uint8)


def squared_distances(colors: UInt8, palette: UInt8, space: Space) -> Float64:
    """(N, K) squared distances in a colour space, by plain differences."""
    difference = to_space(colors, space)[:, None] - to_space(palette, space)[None]
    return np.asarray((difference**2).sum(axis=2))


def gradient(height: int, width: int) -> UInt8:
    """(H, W, 3) smooth ramps with noise, somewhat like a photograph."""
    random = np.random.default_rng(height * width)
    y, x = np.mgrid[0:height, 0:width]
    planes = [255 * x / width, 255 * y / height, 127 + 120 * np.sin((x + 2 * y) / 40)]
    noisy = np.stack(planes, axis=2) + random.normal(0, 6, (height, width, 3))
    return np.clip(noisy, 0, 255).astype(np.uint8)


def codes(colors: UInt8) -> Int64:
    """(N,) 0xRRGGBB of (N, 3) colours."""
    return np.asarray(colors.reshape(-1, 3).astype(np.int64) @ np.array([65536, 256, 1]))


def outcome(result: Result) -> tuple[Any, ...]:
    """Everything that the same seed must give again, to the bit."""
    return (
        result.palette.tobytes(),
        result.labels.tobytes(),
        result.counts.tobytes(),
        result.compactness,
        result.cluster_compactness.tobytes(),
        result.centers.tobytes(),
        result.attempts,
        result.trace,
        result.iterations,
        result.metrics,
    )


ALPHA_MODES = st.sampled_from(list(AlphaMode))
