"""Colours of a palette that no pixel has, left out of a result."""

from __future__ import annotations

import numpy as np
import pytest
from skimage import data

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Pad, Unused
from kquant.core.model.edits import Delete, Merge, Split
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.settings import Settings
from kquant.core.palette.builtin import built_in
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.order import Arrangement, Order, arranged
from kquant.core.preview import preview

EGA = built_in("ega-64").colors
VGA = built_in("vga-256").colors
TWO = np.array([[EGA[3], EGA[60], EGA[3]]], np.uint8)


@pytest.fixture(scope="module")
def photo() -> UInt8:
    return np.asarray(data.astronaut())[::2, ::2].copy()


@pytest.mark.parametrize("palette", [EGA, VGA], ids=["ega-64", "vga-256"])
def test_the_same_picture_has_a_smaller_palette_in_its_order(photo: UInt8, palette: tuple[Rgb, ...]) -> None:
    kept, fewer = (kquant.quantize(photo, palette=palette, unused=each) for each in ("keep", "drop"))
    assert len(fewer.palette) == kept.colors_after < len(palette)
    assert np.array_equal(fewer.palette, kept.palette[kept.counts > 0])
    assert np.array_equal(fewer.image, kept.image)
    assert np.array_equal(fewer.counts, kept.counts[kept.counts > 0])
    assert np.array_equal(np.bincount(fewer.labels.ravel()), fewer.counts)
    assert fewer.labels.dtype == np.uint8
    assert (fewer.compactness, fewer.metrics) == (kept.compactness, kept.metrics)
    assert fewer.centers.shape == fewer.palette.shape


def test_locked_colours_stay() -> None:
    result = kquant.quantize(TWO, palette=EGA, locked=[EGA[7]], unused="drop")
    assert result.palette.tolist() == [list(EGA[row]) for row in (3, 7, 60)]
    assert result.locked.tolist() == [False, True, False]
    free = kquant.quantize(TWO, 3, locked=[(9, 9, 9)], unused="drop")
    assert [9, 9, 9] in free.palette.tolist()


def test_what_is_transparent_stays_so() -> None:
    pixels = np.dstack([TWO, [[255, 255, 0]]]).astype(np.uint8)
    result = kquant.quantize(pixels, palette=EGA, unused="drop")
    assert (result.transparent_index, result.labels.tolist()) == (2, [[0, 1, 2]])
    nothing = kquant.quantize(pixels[:, 2:], palette=EGA, unused="drop")
    assert (len(nothing.palette), nothing.labels.tolist()) == (0, [[0]])


def test_a_palette_that_is_clustered_has_none_anyway(photo: UInt8) -> None:
    kept, fewer = (kquant.quantize(photo, 12, unused=each, metrics=False) for each in Unused)
    assert np.array_equal(kept.palette, fewer.palette)
    assert np.array_equal(kept.labels, fewer.labels)


def test_changes_by_hand_and_orders_go_on_from_there(photo: UInt8) -> None:
    picture = Picture(photo)
    result = kquant.quantize(picture, palette=EGA, unused="drop", metrics=False)
    a, b, c, *_ = (rgb(color) for color in result.palette.tolist())
    edited = apply_edits(
        picture, result, (Merge((a, b)), Delete((c,)), Split(rgb(result.palette[5].tolist())))
    )
    ordered = arranged(edited, Arrangement(Order.SHARE))
    assert len(ordered.palette) == len(result.palette) - 1
    assert (ordered.counts > 0).all()


def test_a_preview_leaves_them_out_too(photo: UInt8) -> None:
    picture, settings = Picture(photo), Settings(palette=VGA, locked=((1, 2, 3),), unused=Unused.DROP)
    guess = preview(picture, settings)
    assert guess is not None
    exact = kquant.quantize(picture, settings=settings, metrics=False)
    assert [1, 2, 3] in guess.palette.tolist()
    assert len(guess.palette) <= len(exact.palette)
    whole = preview(picture, Settings(palette=VGA, locked=((1, 2, 3),)))
    assert whole is not None
    assert np.array_equal(guess.paint(photo), whole.paint(photo))


def test_padding_is_asked_for_by_number_or_word() -> None:
    assert Settings(pad=16) == Settings(pad="16")  # type: ignore[arg-type]
    assert Settings(pad=256).pad is Pad.TO_256  # type: ignore[arg-type]
    for wrong in (7, "7", "many"):
        with pytest.raises(ValueError, match=str(wrong)):
            Settings(pad=wrong)  # type: ignore[arg-type]
