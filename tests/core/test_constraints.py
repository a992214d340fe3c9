"""Exclusions, selections, given palettes: what they promise, on hostile pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab, to_space
from kquant.core.image.histogram import histogram
from kquant.core.image.masks import Mask, selection_mask
from kquant.core.image.picture import Picture
from kquant.core.image.similar import similar
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Engine, PaletteUse, Unselected
from kquant.core.model.constraints import Exclusion
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import Combine, Ellipse, Polygon, Rectangle, Selection, Wand
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.preview import preview
from tests.core.hostile import ENGINES, SPACES, codes, gradient, pictures, squared_distances, translucent

LAW = settings(max_examples=40, deadline=None)
BYTES = st.integers(0, 255)
RGB = st.tuples(BYTES, BYTES, BYTES)


@LAW
@given(pictures(), RGB, st.floats(0, 60))
def test_similar_colors_are_those_within_the_radius(pixels: UInt8, color: Rgb, radius: float) -> None:
    colors = pixels.reshape(-1, 3)

    own = np.repeat(lab(np.array([color], np.uint8)), len(colors), axis=0)
    differences = ciede2000(own, lab(colors))
    sure = np.abs(differences - radius) > 1e-9
    assert np.array_equal(similar(colors, color, radius, 2)[sure], (differences <= radius)[sure])
    same = (colors == np.array(color, np.uint8)).all(axis=1)
    assert np.array_equal(similar(colors, color, 0, 1), same)


@pytest.mark.parametrize(
    ("color", "radius"),
    [((47, 100, 101), 44.38712882537485), ((18, 187, 47), 83.84628248610206)],
    ids=["least of compiled", "least of numpy"],
)
def test_a_difference_that_is_the_radius_is_decided_alike_with_and_without_kernels(
    color: Rgb, radius: float
) -> None:
    assert similar(np.array([color], np.uint8), (200, 40, 90), radius, 1).all()


@LAW
@given(pictures(), st.integers(1, 9), SPACES, ENGINES, st.floats(0, 40))
def test_excluded_colors_do_not_vote_but_are_mapped(
    pixels: UInt8, k: int, space: object, engine: Engine, radius: float
) -> None:
    exclusion = Exclusion(tuple(pixels[0, 0].tolist()), radius)
    flat = pixels.reshape(-1, 3)
    voting = flat[~similar(flat, exclusion.color, radius, 1)]

    result = kquant.quantize(
        pixels, k, space=space, engine=engine, excluded=(exclusion,), excluded_as="nearest", metrics=False
    )

    if not len(voting):
        assert "No pixel is left" in str(result.request.changes[0])
        return
    alone = kquant.quantize(voting[None], k, space=space, engine=engine, metrics=False)
    assert {*map(tuple, result.palette.tolist())} == {*map(tuple, alone.palette.tolist())}
    own = squared_distances(flat, result.palette, result.request.settings.space)
    labels = result.labels.ravel()
    assert (own[np.arange(len(flat)), labels] <= own.min(axis=1) + 1e-8).all()
    assert result.counts.sum() == len(flat)
    assert result.transparent_index is None


@LAW
@given(translucent(), st.integers(1, 5), st.sampled_from(["keep", "threshold", "matte"]), st.floats(0, 30))
def test_what_is_cleared_is_transparent_with_what_is_nearest_to_it(
    pixels: UInt8, k: int, alpha: str, radius: float
) -> None:
    exclusion = Exclusion(tuple(pixels[0, 0, :3].tolist()), radius)
    before = kquant.quantize(pixels, 4000, alpha=alpha, metrics=False).image

    result = kquant.quantize(
        pixels,
        k,
        alpha=alpha,
        matte=(255, 255, 255),
        excluded=(exclusion,),
        excluded_as="transparent",
        metrics=True,
    )

    cleared = similar(before[..., :3].reshape(-1, 3), exclusion.color, radius, 1).reshape(pixels.shape[:2])
    seen = np.ones_like(cleared) if before.shape[2] == 3 else before[..., 3] > 0
    image = result.image
    shown = np.ones_like(cleared) if image.shape[2] == 3 else image[..., 3] > 0
    assert not (shown & cleared).any()
    gone = seen & ~cleared & ~shown  # nearest to the paper
    palette = result.palette.astype(int)
    for pixel in before[..., :3][gone].astype(int):
        assert ((pixel - exclusion.color) ** 2).sum() <= ((pixel - palette) ** 2).sum(axis=1).min()
    assert result.counts.sum() == shown.sum()


SHAPES = {
    "rectangle": Selection.of(Rectangle(-5, 30, 20, 300)),
    "ellipse": Selection.of(Ellipse(20, 10, 21, 35)),
    "lasso": Selection.of(Polygon(((5.0, 5.0), (60.0, 9.5), (20.0, 44.0)))),
    "wand": Selection.of(Wand(3, 4, 20.0)),
    "inverse": Selection.of(Rectangle(10, 10, 20, 20)).inverse(),
    "ring": Selection.of(Ellipse(5, 5, 30, 30)).combined(Ellipse(12, 12, 10, 10), Combine.SUBTRACT),
}


@pytest.mark.parametrize("unselected", Unselected)
@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("name", SHAPES)
def test_a_selection_alone_decides(name: str, engine: Engine, unselected: Unselected) -> None:
    pixels, selection = gradient(50, 70), SHAPES[name]
    mask = Picture(pixels).selected(selection, Preparation())

    result = kquant.quantize(pixels, 6, engine=engine, selection=selection, unselected=unselected)

    alone = kquant.quantize(pixels[mask][None], 6, engine=engine)
    assert {*map(tuple, result.palette.tolist())} == {*map(tuple, alone.palette.tolist())}
    if unselected is Unselected.CLEAR:
        assert np.array_equal(result.image[..., 3] > 0, mask)
        assert result.metrics is not None
        assert alone.metrics is not None
        assert result.metrics.mse == pytest.approx(alone.metrics.mse)
    else:
        assert result.image.shape == pixels.shape


@pytest.mark.parametrize("times", [1, 2, 37])
def test_emphasis_counts_pixels_several_times(times: int) -> None:
    pixels = gradient(40, 50)
    selection = Selection.of(Rectangle(5, 5, 20, 10))

    result = kquant.quantize(pixels, 1, selection=selection, emphasis=times)

    rest = np.ones(pixels.shape[:2])
    rest[5:15, 5:25] = times
    mean = (pixels * rest[..., None]).sum(axis=(0, 1)) / rest.sum()
    assert result.centers[0] == pytest.approx(mean)
    assert result.counts.sum() == rest.size


def test_shapes_as_masks() -> None:
    pixels = np.zeros((6, 9, 3), np.uint8)
    pixels[:, 4] = 200  # a wall between two halves of one colour
    found = histogram(pixels, None, 1)

    def mask(selection: Selection) -> Mask:
        return selection_mask(selection, pixels, found, 1)

    rectangle = mask(Selection.of(Rectangle(1, 2, 3, 2)))
    assert rectangle.sum() == 6
    assert rectangle[2:4, 1:4].all()
    whole = Ellipse(0, 0, 9, 6)
    assert not mask(Selection.of(whole))[0, 0]
    assert abs(mask(Selection.of(whole)).mean() - np.pi / 4) < 0.08
    assert mask(Selection.of(Wand(0, 0, 5))).sum() == 24
    assert mask(Selection.of(Wand(0, 0, 5, contiguous=False))).sum() == 48
    assert mask(Selection.of(Wand(0, 0, 100))).all()
    assert not mask(Selection.of(Wand(9, 0, 100))).any()
    assert not mask(Selection.of(Polygon(()))).any()
    square = mask(Selection.of(Polygon(((1.5, 1.5), (4.5, 1.5), (4.5, 3.5), (1.5, 3.5)))))
    assert square[1:4, 1:5].all()
    assert square.sum() == 12
    part = Selection.of(Rectangle(0, 0, 4, 6))
    assert mask(part.combined(Rectangle(2, 0, 4, 6), Combine.INTERSECT)).sum() == 12
    assert mask(part.combined(Rectangle(2, 0, 4, 6), Combine.TOGGLE)).sum() == 24
    assert np.array_equal(mask(part.inverse()), ~mask(part))
    assert part.inverse().inverse() == part


@LAW
@given(pictures(), st.lists(RGB, min_size=1, max_size=12), st.lists(RGB, max_size=3), SPACES, ENGINES)
def test_a_fixed_palette_comes_out_as_it_is(
    pixels: UInt8, palette: list[Rgb], locked: list[Rgb], space: object, engine: Engine
) -> None:
    result = kquant.quantize(
        pixels, palette=palette, locked=locked, space=space, engine=engine, metrics=False
    )

    wanted = list(dict.fromkeys((*palette, *locked)))
    assert [tuple(color) for color in result.palette.tolist()] == wanted
    assert {*map(tuple, result.palette[result.locked].tolist())} == {*locked}
    own = squared_distances(pixels.reshape(-1, 3), result.palette, result.request.settings.space)
    assert (own[np.arange(len(own)), result.labels.ravel()] <= own.min(axis=1) + 1e-8).all()
    assert result.colors_after == len(np.unique(codes(result.image)))


def test_a_fixed_palette_of_4096_colors() -> None:
    steps = np.arange(0, 256, 17)
    palette = [(int(r), int(g), int(b)) for r in steps for g in steps for b in steps]
    pixels = gradient(120, 160)

    result = kquant.quantize(pixels, palette=palette, space="srgb", metrics=False)

    assert len(result.palette) == 4096
    assert np.array_equal(result.image, np.rint(pixels / 17).astype(np.uint8) * 17)


@pytest.mark.parametrize("engine", Engine)
def test_the_clustering_starts_from_a_palette(engine: Engine) -> None:
    palette = ((0, 0, 0), (255, 255, 255), (255, 0, 0))
    wanted: dict[str, Any] = {"engine": engine, "colors": 3}

    result = kquant.quantize(gradient(30, 40), palette=palette, palette_use="start", **wanted)

    same = kquant.quantize(gradient(30, 40), init="given", init_colors=palette, **wanted)
    assert np.array_equal(result.image, same.image)


@LAW
@given(
    pictures(),
    st.integers(1, 9),
    st.lists(RGB, min_size=1, max_size=12),
    st.lists(RGB, max_size=2),
    st.sampled_from([PaletteUse.RECOLOR, PaletteUse.LIGHTNESS]),
    ENGINES,
)
def test_recolouring_keeps_the_clusters(
    pixels: UInt8, k: int, palette: list[Rgb], locked: list[Rgb], use: PaletteUse, engine: Engine
) -> None:
    asked = Settings(k, engine, locked=tuple(locked), palette=tuple(palette), palette_use=use)

    result = kquant.quantize(pixels, settings=asked, metrics=False)

    colors = [tuple(color) for color in result.palette.tolist()]
    assert len(set(colors)) == len(colors) <= max(k, len(set(locked)))
    assert {*colors} <= {*palette, *locked}
    assert {*locked} <= {*colors}
    plain = kquant.quantize(pixels, settings=replace(asked, colors=len(colors), palette=()), metrics=False)
    assert np.array_equal(result.clustered, plain.palette)
    assert np.array_equal(result.labels, plain.labels)
    difference = to_space(pixels.reshape(-1, 3), result.request.settings.space) - result.palette[
        result.labels.ravel()
    ].astype(float)
    assert result.compactness == pytest.approx((difference**2).sum(), rel=1e-9)
    if use is PaletteUse.LIGHTNESS:
        free = ~result.locked
        order = np.argsort(lab(result.clustered[free])[:, 0], kind="stable")
        assert (np.diff(lab(result.palette[free])[order, 0]) >= -1e-9).all()


def test_previews_know_all_of_it() -> None:
    pixels = gradient(200, 300)
    fixed = preview(Picture(pixels), Settings(palette=((0, 0, 0), (255, 255, 255))))
    assert fixed is not None
    assert fixed.palette.tolist() == [[0, 0, 0], [255, 255, 255]]
    selection = Selection.of(Rectangle(0, 0, 150, 150))
    asked = Settings(2, selection=selection, palette=((9, 9, 9), (1, 1, 1)), palette_use=PaletteUse.RECOLOR)
    painted = preview(Picture(pixels), asked)
    assert painted is not None
    assert {*map(tuple, painted.palette.tolist())} == {(9, 9, 9), (1, 1, 1)}


def test_a_large_selection_is_counted_as_a_small_one() -> None:
    pixels = np.random.default_rng(3).integers(0, 30, (1300, 1200, 3), dtype=np.uint8)
    mask = np.random.default_rng(4).random((1300, 1200)) < 0.9

    found = histogram(pixels, None, 2, mask=mask)

    expected = histogram(pixels[mask][None], None, 1)
    assert np.array_equal(found.codes, expected.codes)
    assert np.array_equal(found.counts, expected.counts)


@pytest.mark.parametrize("wrong", [{"emphasis": 101}, {"emphasis": -1}, {"locked": ((0, 0, 256),)}])
def test_what_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not"):
        Settings(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="radius"):
        Exclusion((1, 2, 3), -1)
