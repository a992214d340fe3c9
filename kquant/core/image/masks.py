"""Selections as masks of pixels."""

from __future__ import annotations

from functools import singledispatch

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core import kernels
from kquant.core.image.histogram import Histogram
from kquant.core.image.similar import similar
from kquant.core.model.arrays import UInt8
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import (
    Combine,
    Ellipse,
    Everything,
    Part,
    Polygon,
    Rectangle,
    Selection,
    Shape,
    Wand,
)

Mask = NDArray[np.bool_]

_FRACTION_BITS = 4  # of the coordinates that are given to OpenCV
_FAR = 1 << 24  # pixels; OpenCV's coordinates are 32-bit integers


def selection_mask(selection: Selection, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    """(H, W) bool of what is selected in (H, W, 3 or 4) uint8 pixels, whose distinct colours are given.

    A wand outside of the picture selects nothing.
    """
    mask = np.zeros(pixels.shape[:2], bool)
    for part in selection.parts:
        _apply(part, mask, _drawn(part.shape, pixels, histogram, threads))
    return mask


def like_colors(pixels: UInt8, histogram: Histogram, color: Rgb, radius: float, threads: int) -> Mask:
    """(H, W) bool, the pixels within a CIEDE2000 difference of `radius` of a colour."""
    alike = similar(histogram.colors, color, radius, threads).view(np.uint8)
    found = kernels.label_map(pixels, None, histogram.keys, histogram.codes, alike, 0, threads)
    return found.view(bool)


def _apply(part: Part, mask: Mask, drawn: Mask) -> None:
    if part.how is Combine.ADD:
        mask |= drawn
    elif part.how is Combine.SUBTRACT:
        mask &= ~drawn
    elif part.how is Combine.INTERSECT:
        mask &= drawn
    else:
        mask ^= drawn


@singledispatch
def _drawn(shape: Shape, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    raise TypeError(f"{type(shape).__name__} is no shape")


@_drawn.register
def _(shape: Everything, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    return np.ones(pixels.shape[:2], bool)


@_drawn.register
def _(shape: Rectangle, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    mask = np.zeros(pixels.shape[:2], bool)
    mask[_inside(shape.y, shape.height), _inside(shape.x, shape.width)] = True
    return mask


@_drawn.register
def _(shape: Ellipse, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    height, width = pixels.shape[:2]
    mask = np.zeros((height, width), bool)
    rows, columns = _inside(shape.y, shape.height), _inside(shape.x, shape.width)
    y = _from_middle(np.arange(height)[rows], shape.y, shape.height)
    x = _from_middle(np.arange(width)[columns], shape.x, shape.width)
    mask[rows, columns] = x**2 <= (1 - y**2)[:, None]
    return mask


@_drawn.register
def _(shape: Polygon, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    mask = np.zeros(pixels.shape[:2], np.uint8)
    if shape.points:
        corners = np.clip(np.array(shape.points, np.float64), -_FAR, _FAR) - 0.5  # OpenCV counts from middles
        fixed = np.rint(corners * (1 << _FRACTION_BITS)).astype(np.int32)
        cv2.fillPoly(mask, [fixed], 1, cv2.LINE_8, _FRACTION_BITS)
    return mask.view(bool)


@_drawn.register
def _(shape: Wand, pixels: UInt8, histogram: Histogram, threads: int) -> Mask:
    height, width = pixels.shape[:2]
    if not (0 <= shape.x < width and 0 <= shape.y < height):
        return np.zeros((height, width), bool)
    red, green, blue = pixels[shape.y, shape.x, :3].tolist()
    alike = like_colors(pixels, histogram, (red, green, blue), shape.tolerance, threads)
    if not shape.contiguous or not alike[shape.y, shape.x]:
        return alike
    framed = np.zeros(
        (height + 2, width + 2), np.uint8
    )  # floodFill wants a border; it fills where there is 0
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | (1 << 8)
    cv2.floodFill(alike.view(np.uint8), framed, (shape.x, shape.y), 0, 0, 0, flags)
    return np.ascontiguousarray(framed[1:-1, 1:-1]).view(bool)


def _inside(start: int, length: int) -> slice:
    """The part of a row or column that is in the picture, as NumPy cuts it at its end."""
    return slice(max(start, 0), max(start + length, 0))


def _from_middle(places: NDArray[np.intp], start: int, length: int) -> NDArray[np.float64]:
    """Where the middles of pixels are, from -1 to 1 within the box."""
    return np.asarray((places + 0.5 - start) / max(length, 1) * 2 - 1)
