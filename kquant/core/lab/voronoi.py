"""The regions of a rectangle that are nearest to each of some centres."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kquant.core.types import Float64

Rectangle = tuple[float, float, float, float]
"""Lowest x and y, highest x and y."""


def voronoi(centers: ArrayLike, rectangle: Rectangle) -> list[Float64]:
    """The convex (M, 2) Voronoi cell of each of (K, 2) centres, counter-clockwise, within the rectangle.

    It is (0, 2) where nothing is left: of a centre that another one before it coincides with, or whose
    cell lies elsewhere.
    """
    places = np.asarray(centers, np.float64).reshape(-1, 2)
    return [_cell(places, number, rectangle) for number in range(len(places))]


def _cell(places: Float64, number: int, rectangle: Rectangle) -> Float64:
    """The rectangle cut by the bisectors to its neighbours, nearest first, while they can reach it."""
    center = places[number]
    distances = np.sqrt(((places - center) ** 2).sum(axis=1))
    if (distances[:number] == 0).any():
        return np.empty((0, 2))
    left, low, right, high = rectangle
    cell = np.array([(left, low), (right, low), (right, high), (left, high)], np.float64)
    for other in np.argsort(distances, kind="stable"):
        if distances[other] == 0:
            continue
        if distances[other] / 2 > _reach(cell, center):
            break
        cell = _cut(cell, (center + places[other]) / 2, places[other] - center)
    return cell


def _reach(cell: Float64, center: Float64) -> float:
    """How far the farthest corner is."""
    return float(np.sqrt(((cell - center) ** 2).sum(axis=1)).max()) if len(cell) else 0.0


def _cut(cell: Float64, through: Float64, normal: Float64) -> Float64:
    """What is left of a convex polygon on the side of a line that `normal` points away from.

    Sutherland and Hodgman, "Reentrant polygon clipping", 1974.
    """
    if not len(cell):
        return cell
    sides = (cell - through) @ (normal / np.abs(normal).max())
    inside = sides <= 0
    if inside.all():
        return cell
    crossings = _crossings(cell, sides)
    following = np.roll(inside, -1)
    corners: list[NDArray[np.float64]] = []
    for number in range(len(cell)):
        if inside[number]:
            corners.append(cell[number])
        if inside[number] != following[number]:
            corners.append(crossings[number])
    return _with_area(np.array(corners).reshape(-1, 2))


def _crossings(cell: Float64, sides: Float64) -> Float64:
    """Where the line through the `sides` crosses each edge; anything for edges that it does not cross."""
    after = np.roll(sides, -1)
    gap = sides - after
    parts = np.divide(sides, gap, out=np.zeros_like(gap), where=gap != 0)[:, None]
    return np.asarray(cell + parts * (np.roll(cell, -1, axis=0) - cell))


def _with_area(cell: Float64) -> Float64:
    """Without corners that coincide; nothing if fewer than three are left."""
    if not len(cell):
        return cell
    kept = cell[(cell != np.roll(cell, 1, axis=0)).any(axis=1)]
    return kept if len(kept) >= 3 else np.empty((0, 2))
