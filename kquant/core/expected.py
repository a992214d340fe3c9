"""How long a result is expected to take, and whether a person would wait for it."""

from __future__ import annotations

from math import log2

from kquant.core.image.picture import Picture
from kquant.core.model.choices import Effort, Engine, Space
from kquant.core.model.resolve import asked_colors, space_of
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.run.run import Run
from kquant.kernels import compiled

_SOON_SECONDS = {64: 0.05, 256: 0.1}
"""From the change of K to the canvas, by the largest K for which that is soon enough."""


def takes_long(picture: Picture, settings: Settings, run: Run) -> bool:
    """Whether a quick guess should be shown before the exact result.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    colors = asked_colors(settings)
    soon = next((seconds for most, seconds in _SOON_SECONDS.items() if colors <= most), 0.0)
    if not soon or not _is_foreseeable(settings):
        return True
    distinct = len(picture.source(Preparation.of(settings), run).histogram)
    height, width = picture.pixels.shape[:2]
    return expected_seconds(settings, distinct, height * width) > soon


def _is_foreseeable(settings: Settings) -> bool:
    """Compiled kernels find colours in a time that was measured; all else may take much longer."""
    histogram = settings.engine == Engine.HISTOGRAM and not settings.is_mapped
    return compiled() is not None and histogram and settings.effort is not Effort.BEST


def expected_seconds(settings: Settings, distinct: int, pixels: int) -> float:
    """For a picture with so many distinct colours, on one thread of a processor of 2020.

    A part for K, a part for each colour that grows with the depth of the search in K centres, and a part for
    each pixel. Fitted to 0.4, 4 and 24 million pixels and K = 4 to 256: on the average 15 % too long.
    """
    colors = min(asked_colors(settings), distinct)
    start, each, least, deeper = _OF_EFFORT[settings.effort]
    search = least + deeper * log2(max(colors, 1))
    other_space = 1.0 if space_of(settings) is Space.SRGB else 1.4
    found = start + each * colors + search * distinct * 1e-6 * other_space
    return ((settings.attempts or 1) * found + 1.2 * pixels * 1e-6) / 1000


_OF_EFFORT = {Effort.FAST: (4.0, 0.11, 20.0, 3.5), Effort.BALANCED: (10.0, 0.22, 22.0, 6.0)}
"""Milliseconds: in any case, for each of K; for a million colours, and more for each doubling of K."""
