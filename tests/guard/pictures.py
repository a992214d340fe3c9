"""Pictures of different kinds, the same everywhere: made from formulas, or PNG samples of the project."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import Image

from kquant.core.model.arrays import UInt8
from kquant.resources import resources_folder


def _sample(name: str, step: int) -> UInt8:
    """A photograph in PNG, as a JPEG's pixels depend on the decoder; every `step`-th row and column."""
    with Image.open(resources_folder() / "samples" / name) as image:
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[::step, ::step])


def _ramp() -> UInt8:
    """Smooth ramps of red and green over a constant blue."""
    y, x = np.mgrid[:128, :128]
    return np.dstack([2 * x, 2 * y, np.full_like(x, 90)]).astype(np.uint8)


def _noise() -> UInt8:
    """Nearly as many colours as pixels. `RandomState` draws the same numbers in every numpy."""
    return np.random.RandomState(1).randint(0, 256, (150, 160, 3)).astype(np.uint8)


def _ties() -> UInt8:
    """A symmetrical grid of colours, each as frequent as every other: equal distances everywhere."""
    steps = np.array([0, 64, 128, 192, 255], np.uint8)
    colors = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
    return np.repeat(colors, 8, axis=0).reshape(25, 40, 3)


def _poster() -> UInt8:
    """Flat areas with soft edges: few frequent colours among many rare ones."""
    y, x = np.mgrid[:120, :160]
    colors = np.array([(250, 248, 240), (200, 30, 40), (20, 60, 140), (245, 200, 30)], np.float64)
    picture = np.broadcast_to(colors[0], (120, 160, 3)).copy()
    for (row, column, radius), color in zip(
        [(50, 50, 34), (70, 100, 40), (30, 130, 20)], colors[1:], strict=True
    ):
        cover = np.clip(radius - np.hypot(y - row, x - column), 0, 1)[..., None]
        picture += cover * (color - picture)
    return picture.round().astype(np.uint8)


def _dark() -> UInt8:
    """A night sky: nearly all of it black, with a few coloured points."""
    picture = np.random.RandomState(2).randint(0, 6, (100, 120, 3)).astype(np.uint8)
    picture[::17, ::23] = (255, 240, 200)
    picture[5::31, 3::29] = (90, 120, 255)
    return picture


def _grey() -> UInt8:
    """Every grey level, in bands of different heights."""
    return np.repeat(np.repeat(np.arange(256, dtype=np.uint8), np.arange(256) % 3 + 1)[:, None], 3, axis=1)[
        :, None, :
    ].repeat(4, axis=1)


def _sprite() -> UInt8:
    """Pixel art on a clear ground: opacity is 0 or 255, and below the clear pixels lie colours."""
    y, x = np.mgrid[:48, :48]
    color = np.dstack([(x // 6 * 41) % 256, (y // 8 * 67) % 256, ((x + y) // 12 * 29) % 256])
    alpha = np.where(np.hypot(x - 24, y - 24) < 20, 255, 0)
    return np.dstack([color, alpha]).astype(np.uint8)


def _one_clear() -> UInt8:
    """An opaque picture with a single clear pixel."""
    picture = np.dstack([_ramp()[::2, ::2], np.full((64, 64), 255, np.uint8)])
    picture[0, 0, 3] = 0
    return picture


def _soft_alpha() -> UInt8:
    """A glow: every opacity from 0 to 255 over every hue."""
    y, x = np.mgrid[:90, :100]
    angle = np.arctan2(y - 45, x - 50)
    color = 127.5 + 127.5 * np.cos(angle[..., None] + np.array([0, 2.1, 4.2]))
    alpha = np.clip(300 - 7 * np.hypot(y - 45, x - 50), 0, 255)
    return np.dstack([color, alpha]).astype(np.uint8)


def _invisible() -> UInt8:
    """Clear everywhere."""
    return np.dstack([_ramp()[::8, ::8], np.zeros((16, 16), np.uint8)])


def _two() -> UInt8:
    """Two colours as a chess board."""
    y, x = np.mgrid[:20, :30]
    return np.where(((x + y) % 2)[..., None], (10, 200, 30), (240, 10, 220)).astype(np.uint8)


def _column() -> UInt8:
    """One pixel wide, 5,000 high."""
    return np.random.RandomState(3).randint(0, 4, (5000, 1, 3)).astype(np.uint8) * 60 + 20


_PICTURES: dict[str, Callable[[], UInt8]] = {
    "coffee": lambda: _sample("coffee.png", 1),
    "chelsea": lambda: _sample("chelsea.png", 2),
    "astronaut": lambda: _sample("astronaut.png", 4),
    "ramp": _ramp,
    "noise": _noise,
    "ties": _ties,
    "poster": _poster,
    "dark": _dark,
    "grey": _grey,
    "sprite": _sprite,
    "one clear": _one_clear,
    "soft alpha": _soft_alpha,
    "invisible": _invisible,
    "two colors": _two,
    "column": _column,
    "one pixel": lambda: np.full((1, 1, 3), (12, 200, 99), np.uint8),
}
NAMES = tuple(_PICTURES)


@cache
def pixels(name: str) -> UInt8:
    """(H, W, 3 or 4) uint8, read-only."""
    made = _PICTURES[name]()
    made.flags.writeable = False
    return made
