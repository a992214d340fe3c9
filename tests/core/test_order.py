"""Orders of a palette, and matching one with another."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import kquant
from kquant.core.color.spaces import lab
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.palette.match import best_matching, greedy_matching
from kquant.core.palette.order import Arrangement, Order, arranged, by_hand, by_hue, by_path
from tests.core.hostile import gradient, pictures

LAW = settings(max_examples=60, deadline=None)


@LAW
@given(
    st.integers(1, 5).flatmap(
        lambda rows: arrays(np.float64, (rows, rows + rows % 3), elements=st.integers(0, 9).map(float))
    )
)
def test_no_assignment_is_cheaper(costs: Float64) -> None:
    rows, columns = costs.shape
    found = best_matching(costs)
    assert len(set(found.tolist())) == rows
    best = min(sum(costs[range(rows), list(one)]) for one in permutations(range(columns), rows))
    assert costs[np.arange(rows), found].sum() == best
    assert len(set(greedy_matching(costs).tolist())) == rows


def test_more_rows_than_columns_cannot_be_assigned() -> None:
    with pytest.raises(ValueError, match="3 rows"):
        best_matching(np.zeros((3, 2)))


@LAW
@given(pictures(), st.integers(1, 20), st.sampled_from(Order), st.booleans())
def test_an_order_changes_nothing_but_the_order(
    pixels: UInt8, k: int, order: Order, descending: bool
) -> None:
    result = kquant.quantize(pixels, k, metrics=False)
    hand = tuple((value, value, 0) for value in range(0, 250, 50))

    after = arranged(result, Arrangement(order, descending, hand))

    assert np.array_equal(after.image, result.image)
    assert sorted(map(tuple, after.palette.tolist())) == sorted(map(tuple, result.palette.tolist()))
    assert np.array_equal(np.bincount(after.labels.ravel(), minlength=len(after.palette)), after.counts)
    assert np.array_equal(np.sort(after.cluster_compactness), np.sort(result.cluster_compactness))
    histogram_colors = after.palette[after.color_labels]
    assert np.array_equal(histogram_colors, result.palette[result.color_labels])
    other = arranged(result, Arrangement(order, not descending, hand))
    assert np.array_equal(after.palette, other.palette[::-1])


def test_what_each_order_is() -> None:
    palette = np.array([[250, 0, 0], [10, 10, 10], [0, 0, 250], [200, 200, 200], [0, 200, 0]], np.uint8)
    assert by_hue(palette).tolist() == [1, 3, 0, 4, 2]
    assert by_path(palette).tolist()[0] == 1
    ramp = np.repeat(np.array([[9], [200], [60], [130]], np.uint8), 3, axis=1)
    assert by_path(ramp).tolist() == [0, 2, 3, 1]
    result = kquant.quantize(gradient(20, 20), 8, metrics=False)
    dark_first = arranged(result, Arrangement(Order.LIGHTNESS)).palette
    assert (np.diff(lab(dark_first)[:, 0]) >= 0).all()
    assert arranged(result, Arrangement(Order.SHARE)) is result


def test_transparency_and_a_given_palette() -> None:
    pixels = np.dstack([gradient(20, 20), np.full((20, 20), 255, np.uint8)])
    pixels[:3, :, 3] = 0
    given_colors = ((200, 0, 0), (0, 0, 0), (255, 255, 255), (0, 90, 200))
    result = kquant.quantize(pixels, palette=given_colors, alpha="threshold")
    by_share = arranged(result, Arrangement(Order.SHARE))
    assert (np.diff(by_share.counts) <= 0).all()
    assert np.array_equal(by_share.image, result.image)
    back = arranged(by_share, Arrangement(Order.FOUND))
    assert [tuple(color) for color in back.palette.tolist()] == list(given_colors)
    assert back.metrics == result.metrics


def test_the_order_by_hand_matches_new_colours_with_old_ones() -> None:
    hand = ((0, 0, 250), (250, 0, 0), (0, 200, 0))
    moved = np.array([[5, 190, 0], [240, 9, 9], [9, 9, 240]], np.uint8)
    assert by_hand(moved, hand).tolist() == [2, 1, 0]
    more = np.array([[128, 128, 128], *moved.tolist()], np.uint8)
    assert by_hand(more, hand).tolist() == [3, 2, 1, 0]
    assert by_hand(moved[:2], hand).tolist() == [1, 0]
    assert by_hand(moved, ()).tolist() == [0, 1, 2]
