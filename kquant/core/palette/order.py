"""The order of a palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab, to_space
from kquant.core.image.histogram import codes_of
from kquant.core.model.arrays import Float64, Int64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.core.palette.recolor import matches
from kquant.core.palette.rows import in_order

_GREY_CHROMA = 4.0  # in OKLab as `kquant.core.color.spaces` scales it; below, a hue is hardly seen


class Order(StrEnum):
    """What the colours are sorted by."""

    SHARE = "share"  # the most frequent first
    HUE = "hue"  # from red; greys before, from dark to light
    LIGHTNESS = "lightness"  # the darkest first
    PATH = "path"  # from the darkest always on to the nearest
    FOUND = "found"  # as in the palette that was given, or else as found
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a palette is to be ordered.

    Attributes:
        order: None if no one has sorted it: a palette that a picture is mapped to is in its own order then,
            any other by share.
        descending: the other way round.
        hand: for `Order.HAND`, colours as `Result.clustered` has them, in their order.
    """

    order: Order | None = None
    descending: bool = False
    hand: tuple[Rgb, ...] = ()

    def order_for(self, settings: Settings) -> Order:
        """The order that a palette found with these settings is in."""
        return self.order or (Order.FOUND if settings.is_mapped else Order.SHARE)


def arranged(result: Result, arrangement: Arrangement) -> Result:
    """The result with its palette in another order; it itself if that is its order already."""
    order = permutation(result, arrangement)
    return result if np.array_equal(order, np.arange(len(order))) else reordered(result, order)


def permutation(result: Result, arrangement: Arrangement) -> NDArray[np.intp]:
    """(K,) rows of the palette in their new order. Equal ones stay as they are."""
    settings = result.request.settings
    return rows_in_order(result.palette, result.counts, arrangement, result.clustered, settings)


def rows_in_order(
    palette: UInt8, counts: Int64, arrangement: Arrangement, clustered: UInt8, settings: Settings
) -> NDArray[np.intp]:
    """(K,) rows of a (K, 3) palette with (K,) counts, of which no result may be known yet."""
    orders: dict[Order, Callable[[], NDArray[np.intp]]] = {
        Order.SHARE: lambda: np.argsort(-counts, kind="stable"),
        Order.HUE: lambda: by_hue(palette),
        Order.LIGHTNESS: lambda: np.argsort(lab(palette)[:, 0], kind="stable"),
        Order.PATH: lambda: by_path(palette),
        Order.FOUND: lambda: _as_found(palette, clustered, settings),
        Order.HAND: lambda: by_hand(clustered, arrangement.hand),
    }
    order = orders[arrangement.order_for(settings)]()
    return order[::-1] if arrangement.descending else order


def reordered(result: Result, order: NDArray[np.intp]) -> Result:
    """The same picture with the rows of its palette in another order, unless some of them are left out."""
    return replace(result, indexed=in_order(result.indexed, order))


def by_hue(palette: UInt8) -> NDArray[np.intp]:
    """(K,) rows by OKLab hue from red, greys before; equal hues from dark to light."""
    lightness, a, b = to_space(palette, Space.OKLAB).T
    hue = np.degrees(np.arctan2(b, a)) % 360
    hue[np.hypot(a, b) < _GREY_CHROMA] = -1
    return np.lexsort((lightness, hue))


def by_path(palette: UInt8) -> NDArray[np.intp]:
    """(K,) rows from the darkest on, each followed by the nearest of the others by CIEDE2000."""
    if not len(palette):
        return np.arange(0)
    coords = lab(palette)
    left = np.ones(len(coords), bool)
    order = np.empty(len(coords), np.intp)
    at = int(coords[:, 0].argmin())
    for place in range(len(coords)):
        order[place] = at
        left[at] = False
        others = np.flatnonzero(left)
        if len(others):
            at = int(others[_from_one(coords[at], coords[others]).argmin()])
    return order


def by_hand(palette: UInt8, hand: tuple[Rgb, ...]) -> NDArray[np.intp]:
    """(K,) rows in the order of the `hand` colours: each has the place of the one it is matched with.

    Colours that are the same are matched first, then the others by the least sum of squared CIELAB
    distances; those that are left over come last, in their order.
    """
    if not hand or not len(palette):
        return np.arange(len(palette))
    wanted: UInt8 = np.array(hand, np.uint8)
    place = np.full(len(palette), len(wanted))
    _, own, theirs = np.intersect1d(codes_of(palette), codes_of(wanted), return_indices=True)
    place[own] = theirs
    rows = np.setdiff1d(np.arange(len(palette)), own)
    free = np.setdiff1d(np.arange(len(wanted)), theirs)
    if len(rows) <= len(free):
        place[rows] = free[matches(palette[rows], wanted[free])]
    elif len(free):
        place[rows[matches(wanted[free], palette[rows])]] = free
    return np.argsort(place, kind="stable")


def _as_found(palette: UInt8, clustered: UInt8, settings: Settings) -> NDArray[np.intp]:
    """As in the given palette, others last, but those of a fixed palette after the one before them."""
    given, fixed = settings.palette, settings.is_mapped
    places = {color: place for place, color in reversed(list(enumerate(given)))}
    found, other = [], -1 if fixed else len(given)
    for red, green, blue in (clustered if fixed else palette).tolist():
        found.append(places.get((red, green, blue), other))
        other = found[-1] if fixed else other
    return np.argsort(found, kind="stable")


def _from_one(one: Float64, others: Float64) -> Float64:
    return ciede2000(np.repeat(one[None], len(others), axis=0), others)
