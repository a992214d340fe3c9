"""Changes by hand: what they do to the palette, and what they leave as it is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import from_space, lab, to_space
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.edits import Delete, Edit, Merge, Recolor, Split
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.specification import Preparation
from kquant.core.palette.edit import apply_edits, can_split
from kquant.core.palette.near_duplicates import near_duplicates
from tests.core.hostile import SPACES, alpha_of, codes, distinct, gradient, pictures, squared_distances

LAW = settings(max_examples=40, deadline=None)


def of(result: Result, row: int) -> Rgb:
    red, green, blue = result.clustered[row].tolist()
    return red, green, blue


def clustered(pixels: UInt8, k: int, **wanted: Any) -> tuple[Picture, Result]:
    picture = Picture(pixels)
    return picture, kquant.quantize(picture, k, metrics=False, **wanted)


@st.composite
def edits(draw: st.DrawFn, result: Result) -> tuple[Edit, ...]:
    known = [of(result, row) for row in range(len(result.palette))]
    colors = st.sampled_from(known)
    several = st.lists(colors, min_size=1, max_size=3, unique=True).map(tuple)
    anything = st.tuples(*[st.integers(0, 255)] * 3) | colors
    kinds = (
        st.builds(Recolor, colors, anything)
        | st.builds(Merge, several)
        | st.builds(Split, colors)
        | st.builds(Delete, several)
    )
    return tuple(draw(st.lists(kinds, max_size=5)))


@LAW
@given(pictures(), st.integers(1, 8), SPACES, st.data())
def test_after_any_edits_the_result_is_of_one_piece(
    pixels: UInt8, k: int, space: Space, data: st.DataObject
) -> None:
    locked = (tuple(pixels[0, 0].tolist()),)
    picture, result = clustered(pixels, k, space=space, locked=locked)

    after = apply_edits(picture, result, data.draw(edits(result)))

    assert 1 <= len(after.palette) == len(np.unique(codes(after.palette)))
    assert np.array_equal(np.bincount(after.labels.ravel(), minlength=len(after.palette)), after.counts)
    assert after.counts.sum() == pixels.shape[0] * pixels.shape[1]
    assert np.array_equal(after.image, after.palette[after.labels])
    found = picture.prepared(Preparation.of(result.request.settings)).histogram
    own = squared_distances(found.colors, after.palette, space)
    compactness = own[np.arange(len(found)), after.color_labels] * found.counts
    assert after.compactness == pytest.approx(compactness.sum(), rel=1e-9, abs=1e-6)
    assert after.colors_after == distinct(after.image)
    for name in ("clustered", "centers", "locked", "cluster_compactness"):
        assert len(getattr(after, name)) == len(after.palette)


@LAW
@given(pictures(), st.integers(2, 8), SPACES)
def test_merging_takes_the_mean_by_counts(pixels: UInt8, k: int, space: Space) -> None:
    picture, result = clustered(pixels, k, space=space)
    if len(result.palette) < 2:
        return

    after = apply_edits(picture, result, (Merge((of(result, 1), of(result, 0))),))

    shares = result.counts[:2, None] / result.counts[:2].sum()
    mean = (shares * to_space(result.palette[:2], space)).sum(axis=0)
    color = from_space(mean[None], space)[0].tolist()
    assert color in after.palette.tolist()
    if color in result.palette[2:].tolist():  # it is one with that, too
        assert len(after.palette) == len(result.palette) - 2
        return
    assert np.array_equal(after.counts, [result.counts[:2].sum(), *result.counts[2:]])
    untouched = result.labels > 1
    assert np.array_equal(after.labels[untouched], result.labels[untouched] - 1)


@LAW
@given(pictures(), st.integers(1, 8), SPACES, st.booleans())
def test_splitting_leaves_the_others_alone(pixels: UInt8, k: int, space: Space, locked: bool) -> None:
    wanted = {"locked": (tuple(pixels[0, 0].tolist()),)} if locked else {}
    picture, result = clustered(pixels, k, space=space, **wanted)
    row = int(np.argmax(result.locked)) if locked else 0

    after = apply_edits(picture, result, (Split(of(result, row)),))

    if not can_split(result, row):
        assert np.array_equal(after.palette, result.palette)
        return
    others = np.arange(len(result.palette)) != row
    kept = np.delete(np.arange(len(after.palette)), [row, row + 1])
    assert np.array_equal(after.palette[kept], result.palette[others])
    assert np.array_equal(after.counts[kept], result.counts[others])
    assert after.counts[row : row + 2].sum() == result.counts[row]
    assert after.compactness <= result.compactness * (1 + 1e-9)
    if locked:
        assert wanted["locked"][0] in [tuple(color) for color in after.palette[after.locked].tolist()]


@LAW
@given(pictures(), st.integers(2, 8), SPACES, st.integers(0, 3))
def test_deleting_gives_pixels_to_the_nearest(pixels: UInt8, k: int, space: Space, row: int) -> None:
    picture, result = clustered(pixels, k, space=space)
    row %= len(result.palette)

    after = apply_edits(picture, result, (Delete((of(result, row),)),))

    if len(result.palette) == 1:
        assert np.array_equal(after.palette, result.palette)
        return
    assert np.array_equal(after.palette, np.delete(result.palette, row, axis=0))
    own = squared_distances(pixels.reshape(-1, 3), after.palette, space)
    assert (own[np.arange(len(own)), after.labels.ravel()] <= own.min(axis=1) + 1e-8).all()


def test_recolouring_changes_no_label_and_follows_a_near_colour() -> None:
    picture, result = clustered(gradient(30, 40), 5)
    old = of(result, 2)

    exact = apply_edits(picture, result, (Recolor(old, (1, 2, 3)),))
    assert exact.labels is result.labels
    assert exact.palette[2].tolist() == [1, 2, 3]
    assert np.array_equal(exact.clustered, result.palette)
    near = (old[0] + 2, old[1], old[2] - 1)
    followed = apply_edits(picture, result, (Recolor(near, (1, 2, 3)),))
    assert np.array_equal(followed.palette, exact.palette)
    far = apply_edits(picture, result, (Recolor((0, 255, 0), (1, 2, 3)),))
    assert differences(lab(result.palette), lab(np.array([[0, 255, 0]], np.uint8))).min() > 10
    assert np.array_equal(far.palette, result.palette)


def differences(one: Float64, other: Float64) -> Float64:
    pairs = np.repeat(one, len(other), axis=0), np.tile(other, (len(one), 1))
    return ciede2000(*pairs).reshape(len(one), len(other))


def test_a_colour_that_another_one_has_unites_them() -> None:
    picture, result = clustered(gradient(30, 40), 5)

    after = apply_edits(picture, result, (Recolor(of(result, 3), of(result, 1)),))

    assert len(after.palette) == 4
    assert sorted(after.counts) == sorted([*result.counts[[0, 2, 4]], result.counts[1] + result.counts[3]])


def test_transparency_stays_as_it_is() -> None:
    pixels = np.dstack([gradient(30, 40), np.full((30, 40), 255, np.uint8)])
    pixels[:5, :, 3] = 0
    picture, result = clustered(pixels, 6, alpha="threshold")

    after = apply_edits(picture, result, (Merge((of(result, 0), of(result, 4))), Split(of(result, 2))))

    assert after.transparent_index == 6
    assert np.array_equal(alpha_of(after.image), pixels[..., 3])


@LAW
@given(pictures(), st.integers(1, 40), st.floats(0.5, 40))
def test_near_duplicates_are_gone_after_merging(pixels: UInt8, k: int, apart: float) -> None:
    locked = ((10, 10, 10), (11, 10, 10))
    picture, result = clustered(pixels, k, locked=locked)

    after = apply_edits(picture, result, near_duplicates(result, apart))

    assert {*map(tuple, after.palette[after.locked].tolist())} == {*locked}
    own = lab(after.palette)
    apart_now = differences(own, own)
    np.fill_diagonal(apart_now, np.inf)
    apart_now[np.ix_(after.locked, after.locked)] = np.inf
    assert apart_now.min() >= apart
    assert after.counts.sum() == result.counts.sum()
