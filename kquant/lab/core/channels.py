"""The colours of a picture as points: two of their channels."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from kquant.core.color.spaces import lab
from kquant.core.image.histogram import Histogram
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.errors import KQuantError
from kquant.lab.core.points import PointSet


class Channel(StrEnum):
    """One coordinate of a colour: sRGB 0..255, CIELAB with L* 0..100."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    LIGHTNESS = "L*"
    A = "a*"
    B = "b*"


def channel_points(
    histogram: Histogram, x: Channel, y: Channel, count: int = 2000, seed: int = 0, name: str = ""
) -> PointSet:
    """Points for at most `count` distinct colours, the more frequent ones likelier among them.

    Raises:
        KQuantError: there is no visible pixel, or both channels are the same.
    """
    if not len(histogram):
        raise KQuantError("the picture has no visible pixel")
    if x is y:
        raise KQuantError("choose two different channels")
    colors = _drawn(histogram, count, seed)
    points = np.stack([_values(colors, x), _values(colors, y)], axis=1)
    return PointSet(points, None, (x.value, y.value), name)


def _drawn(histogram: Histogram, count: int, seed: int) -> UInt8:
    """The colours with the smallest of exponential waiting times, the shorter the more frequent each is.

    Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006.
    """
    if len(histogram) <= count:
        return histogram.colors
    waits = np.random.default_rng(seed).exponential(size=len(histogram)) / histogram.weights
    return histogram.colors[np.sort(np.argpartition(waits, count)[:count])]


def _values(colors: UInt8, channel: Channel) -> Float64:
    place = list(Channel).index(channel)
    coordinates = colors if place < 3 else lab(np.ascontiguousarray(colors))
    return np.asarray(coordinates[:, place % 3], np.float64)
