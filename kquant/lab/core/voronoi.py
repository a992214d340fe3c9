"""The regions of a rectangle that are nearest to each of some centres."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from kquant.core.model.arrays import Float64

Rectangle = tuple[float, float, float, float]
"""Lowest x and y, highest x and y."""

_Point = tuple[float, float]


def voronoi(centers: ArrayLike, rectangle: Rectangle) -> list[Float64]:
    """The convex (M, 2) Voronoi cell of each of (K, 2) centres, counter-clockwise, within the rectangle.

    It is (0, 2) where nothing is left: of a centre that another one before it coincides with, or whose
    cell lies elsewhere.
    """
    places = np.asarray(centers, np.float64).reshape(-1, 2)
    cells = [_cell(places, number, rectangle) for number in range(len(places))]
    return [np.array(cell, np.float64).reshape(-1, 2) for cell in cells]


def _cell(places: Float64, number: int, rectangle: Rectangle) -> list[_Point]:
    """The rectangle cut by the bisectors to its neighbours, nearest first, while they can reach it."""
    squared = ((places - places[number]) ** 2).sum(axis=1)
    if (squared[:number] == 0).any():
        return []
    x, y = places[number].tolist()
    left, low, right, high = rectangle
    cell = [(left, low), (right, low), (right, high), (left, high)]
    for other in np.argsort(squared, kind="stable").tolist():
        if squared[other] == 0:
            continue
        if not cell or squared[other] > 4 * max((px - x) ** 2 + (py - y) ** 2 for px, py in cell):
            break
        cell = _cut(cell, (x, y), tuple(places[other].tolist()))
    return cell


def _cut(cell: list[_Point], center: _Point, other: _Point) -> list[_Point]:
    """What is left of a convex polygon on the side of `center` of its bisector with `other`.

    Sutherland and Hodgman, "Reentrant polygon clipping", 1974.
    """
    across, up = other[0] - center[0], other[1] - center[1]
    middle_x, middle_y = center[0] + across / 2, center[1] + up / 2
    sides = [(x - middle_x) * across + (y - middle_y) * up for x, y in cell]
    kept: list[_Point] = []
    for number, side in enumerate(sides):
        before = sides[number - 1]
        if (before < 0 < side) or (side < 0 < before):
            (x, y), (to_x, to_y) = cell[number - 1], cell[number]
            part = before / (before - side)
            kept.append((x + part * (to_x - x), y + part * (to_y - y)))
        if side <= 0:
            kept.append(cell[number])
    kept = [corner for number, corner in enumerate(kept) if corner != kept[number - 1]]
    return kept if len(kept) > 2 else []
