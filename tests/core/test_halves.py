"""Finding a palette, applying it and measuring it, each by itself."""

from __future__ import annotations

import pickle
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.finders.find import find
from kquant.core.image.picture import Picture
from kquant.core.image.source import Source
from kquant.core.model.arrays import UInt8
from kquant.core.model.constraints import Exclusion
from kquant.core.model.errors import Cancelled, KQuantError
from kquant.core.model.metrics import Metric
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation, Remapping, Specification
from kquant.core.palette.finalize import finalize
from kquant.core.remap.remap import remap
from kquant.core.run.run import Run
from tests.core.hostile import pictures

LAW = settings(max_examples=30, deadline=None)


@LAW
@given(pictures(), st.integers(1, 12), st.sampled_from(["histogram", "pixels"]))
def test_the_halves_put_together_are_a_quantization(pixels: UInt8, k: int, finder: str) -> None:
    picture = Picture(pixels)
    source = picture.source(Preparation())
    k = min(k, len(source.histogram))
    spec = Specification(finder=finder, colors=k)

    clustering = find(source, spec, Run(1))
    palette = finalize(source.histogram, clustering, spec, Run(1))
    indexed = remap(picture.prepared(Preparation()), palette, Remapping(), Run(1))

    whole = kquant.quantize(picture, k, engine=finder, attempts=spec.attempts)
    assert np.array_equal(indexed.palette, whole.palette)
    assert np.array_equal(indexed.labels, whole.labels)
    assert clustering.trace == whole.trace


@LAW
@given(pictures(), pictures(), st.integers(1, 9))
def test_a_palette_of_one_picture_is_applied_to_another(one: UInt8, other: UInt8, k: int) -> None:
    histogram = Picture(one).source(Preparation()).histogram
    spec = Specification(colors=min(k, len(histogram)))
    palette = finalize(histogram, find(Source(histogram), spec, Run()), spec, Run())

    indexed = remap(Picture(other).prepared(Preparation()), palette, Remapping(), Run())

    assert {*map(tuple, indexed.palette)} == {*map(tuple, palette.colors)}
    squared = ((other.astype(int)[:, :, None] - indexed.palette.astype(int)) ** 2).sum(axis=-1)
    own = np.take_along_axis(squared, indexed.labels[..., None].astype(int), axis=-1)[..., 0]
    assert np.array_equal(own, squared.min(axis=-1))
    assert indexed.counts.sum() == other.shape[0] * other.shape[1]


def test_what_is_asked_of_a_finder_pickles() -> None:
    pixels = np.random.default_rng(0).integers(0, 99, (40, 50, 3), dtype=np.uint8)
    source = Source(Picture(pixels).source(Preparation()).histogram)
    spec = Specification(colors=7, locked=((1, 2, 3),))

    there = find(pickle.loads(pickle.dumps(source)), pickle.loads(pickle.dumps(spec)), Run())

    assert np.array_equal(there.centers, find(source, spec, Run()).centers)


def test_pixels_are_not_to_be_had_of_a_histogram() -> None:
    histogram = Picture(np.zeros((2, 2, 3), np.uint8)).source(Preparation()).histogram

    with pytest.raises(KQuantError, match="'pixels' needs the pixels of one picture"):
        find(Source(histogram), Specification(finder="pixels", colors=1), Run())


def test_a_name_that_no_one_has_is_said_with_those_that_there_are() -> None:
    picture = Picture(np.zeros((2, 2, 3), np.uint8))
    source, spec = picture.source(Preparation()), Specification(colors=1)

    with pytest.raises(KQuantError, match="there is no finder 'magic', only histogram, pixels, given"):
        find(source, Specification(finder="magic"), Run())
    palette = finalize(source.histogram, find(source, spec, Run()), spec, Run())
    with pytest.raises(KQuantError, match="there is no remapper 'magic', only nearest"):
        remap(picture.prepared(Preparation()), palette, Remapping("magic"), Run())


def test_finding_stops_when_asked_to() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)

    with pytest.raises(Cancelled):
        find(Picture(pixels).source(Preparation()), Specification(), Run(should_stop=lambda: True))


@pytest.mark.parametrize("which", [["mse"], ["ssim", "delta_e"], [Metric.SSIM]])
def test_a_quantization_measures_what_is_asked_for(which: list[str]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (30, 20, 3), dtype=np.uint8)

    metrics = kquant.quantize(pixels, 4, metrics=which).metrics

    assert metrics is not None
    assert {name for name in Metric if getattr(metrics, name) is not None} == set(which)


SEVERAL = st.lists(pictures(), min_size=1, max_size=5)


@LAW
@given(SEVERAL, st.integers(1, 9), st.randoms(use_true_random=False))
def test_the_palette_of_several_pictures_is_that_of_all_their_pixels(
    several: list[UInt8], k: int, random: Random
) -> None:
    tall = np.concatenate([pixels.reshape(1, -1, 3) for pixels in several], axis=1)
    expected = kquant.quantize(tall, k, metrics=False).palette
    shuffled = [kquant.histogram(pixels) if random.random() < 0.5 else pixels for pixels in several]
    random.shuffle(shuffled)

    assert np.array_equal(kquant.find_palette(shuffled, k), expected)


def test_excluded_colors_are_left_out_of_all_of_several_pictures() -> None:
    white, red = np.full((3, 3, 3), 255, np.uint8), np.full((2, 2, 3), (200, 0, 0), np.uint8)
    excluded = [Exclusion((255, 255, 255))]

    for what in ("transparent", "nearest"):
        mapped: dict[str, Any] = {"excluded": excluded, "excluded_as": what}
        assert kquant.find_palette([white, red], 4, **mapped).tolist() == [[200, 0, 0]]
        assert kquant.find_palette(kquant.histogram(red), 4, **mapped).tolist() == [[200, 0, 0]]


@LAW
@given(SEVERAL, st.integers(1, 5), st.sampled_from(["own", "transparent"]), st.booleans())
def test_papers_of_several_pictures_are_those_of_all_their_pixels(
    several: list[UInt8], k: int, what: str, is_given: bool
) -> None:
    tall = np.concatenate([pixels.reshape(1, -1, 3) for pixels in several], axis=1)
    own = tuple(tall[0, 0].tolist())
    asked: dict[str, Any] = {"excluded": [Exclusion(own, 9)], "excluded_as": what}
    if is_given:
        asked["palette"] = [own, *((shade, 90, 200 - shade) for shade in range(0, 200, 40))]
    expected = kquant.quantize(tall, k, metrics=False, **asked)

    assert np.array_equal(kquant.find_palette(several, k, **asked), expected.palette)
    assert np.array_equal(kquant.find_palette(tall, k, **asked), expected.palette)
    if expected.papers is not None and what == "own":
        assert own in {*map(tuple, expected.palette.tolist())}


def test_of_several_pictures_no_part_is_selected_and_no_pixels_are_taken_in_order() -> None:
    red = np.full((2, 2, 3), (200, 0, 0), np.uint8)
    part = Selection.of(Rectangle(0, 0, 1, 1))

    with pytest.raises(KQuantError, match="a selection is a part of one picture"):
        kquant.find_palette([red, red], 1, selection=part)
    with pytest.raises(KQuantError, match="needs the pixels of one picture"):
        kquant.find_palette([red, red], 1, engine="pixels")
    assert kquant.find_palette(red, 1, engine="pixels", selection=part).tolist() == [[200, 0, 0]]


def test_a_palette_is_applied_whole_and_in_its_order() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)
    colors = np.array([[255, 255, 255], [0, 0, 0], [0, 0, 255]], np.uint8)

    result = kquant.apply_palette(ramp, colors, space="srgb", metrics=False)

    assert np.array_equal(result.palette, colors)
    assert result.counts.tolist() == [128, 128, 0]
    with pytest.raises(ValueError, match="at least one colour"):
        kquant.apply_palette(ramp, [])


def test_of_a_palette_that_is_applied_the_best_are_taken_only_if_asked_for() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8), 3).reshape(16, 16, 3)
    colors = [(0, 0, 0), (10, 10, 10), (250, 250, 250)]

    assert len(kquant.apply_palette(ramp, colors, settings=Settings(colors=2)).palette) == 3
    assert len(kquant.apply_palette(ramp, colors, colors=2).palette) == 2
