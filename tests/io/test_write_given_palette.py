"""A given palette in the file of a picture that was mapped to it: whole, in its order, with a clear entry."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

import kquant
from kquant.core.model.arrays import UInt8
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.result import Result
from kquant.core.model.rgb import rgb
from kquant.io.picture_formats import picture_format
from kquant.io.picture_options import SaveOptions
from kquant.io.write import PaletteFullError, write_image
from tests.io.results import distinct_colors

LONG = distinct_colors(300)
SIX = LONG[:6]


def picture(*used: int, alpha: tuple[int, ...] = ()) -> UInt8:
    """One pixel of each of some colours of `LONG`, then one for each alpha."""
    pixels = np.zeros((1, len(used) + len(alpha), 4), np.uint8)
    pixels[0, : len(used), :3] = LONG[list(used)]
    pixels[0, :, 3] = [255] * len(used) + list(alpha)
    pixels[0, len(used) :, :3] = LONG[0]
    return pixels


def mapped(pixels: UInt8, palette: UInt8, **fields: Any) -> Result:
    colors = tuple(rgb(color) for color in palette.tolist())
    return kquant.quantize(pixels, palette=colors, metrics=False, **fields)


def written(result: Result, ending: str, indexed: bool = True) -> tuple[Image.Image, tuple[str, ...]]:
    stream = io.BytesIO()
    options = SaveOptions(indexed=indexed)
    notes = write_image(result, stream, form=picture_format(ending), options=options)
    return Image.open(stream), notes


def entries(image: Image.Image) -> UInt8:
    return np.array(image.getpalette("RGB"), np.uint8).reshape(-1, 3)


@pytest.mark.parametrize("mode", ["keep", "threshold"])
@pytest.mark.parametrize("ending", [".png", ".gif", ".bmp"])
def test_one_clear_pixel_adds_one_entry_after_all_others(ending: str, mode: str) -> None:
    image, _ = written(mapped(picture(4, 2, alpha=(0,)), SIX, alpha=mode), ending)
    assert np.array_equal(entries(image)[:6], SIX)
    assert np.asarray(image).tolist() == [[4, 2, 6]]
    assert image.convert("RGBA").getpixel((2, 0)) == ((255,) * 4 if ending == ".bmp" else (0, 0, 0, 0))


def test_a_locked_colour_that_no_pixel_has_is_in_the_file() -> None:
    noise = np.random.default_rng(2).integers(90, 110, (20, 20, 3)).astype(np.uint8)
    pixels = np.dstack([noise, np.full((20, 20), 255, np.uint8)])
    pixels[0, 0, 3] = 0
    for ending in (".png", ".gif", ".bmp"):
        image, _ = written(kquant.quantize(pixels, 4, locked=[(255, 0, 0)], metrics=False), ending)
        assert [255, 0, 0] in entries(image).tolist(), ending


def test_partial_alpha_comes_after_the_palette() -> None:
    result = mapped(picture(4, 2, alpha=(0, 128)), SIX)
    image, notes = written(result, ".png")
    assert notes == ()
    assert np.array_equal(entries(image)[:6], SIX)
    assert np.asarray(image).tolist() == [[4, 2, 6, 7]]
    assert np.array_equal(np.asarray(image.convert("RGBA")), result.image)


def test_a_picture_of_nothing_keeps_the_palette() -> None:
    image, _ = written(mapped(picture(alpha=(0, 0, 0)), SIX), ".png")
    assert np.array_equal(entries(image)[:6], SIX)
    assert np.asarray(image).tolist() == [[6, 6, 6]]


class TestAClearEntryOfItsOwn:
    @pytest.mark.parametrize("place", [0, 3, 6])
    @pytest.mark.parametrize("ending", [".png", ".gif"])
    def test_is_the_clear_one_in_its_place(self, ending: str, place: int) -> None:
        entry = ClearEntry(place, (250, 0, 250))
        image, notes = written(mapped(picture(4, alpha=(0,)), SIX, clear_entry=entry), ending)
        assert notes == ()
        assert np.array_equal(entries(image)[:7], np.insert(SIX, place, entry.color, 0))
        assert np.asarray(image).tolist() == [[4 + (place <= 4), place]]
        assert image.convert("RGBA").getpixel((1, 0)) == (*entry.color, 0)

    @pytest.mark.parametrize("ending", [".png", ".gif", ".bmp", ".tif", ".tga"])
    def test_has_its_place_also_if_nothing_is_transparent(self, ending: str) -> None:
        image, notes = written(mapped(picture(4, 2), SIX, clear_entry=ClearEntry(0)), ending)
        assert notes == ()
        assert image.mode == "P"
        assert np.array_equal(entries(image)[1:7], SIX)
        assert np.asarray(image).tolist() == [[5, 3]]

    def test_makes_no_opaque_picture_transparent(self) -> None:
        result = mapped(picture(4, 2), SIX, clear_entry=ClearEntry(0))
        assert written(result, ".webp")[0].mode == written(result, ".png", indexed=False)[0].mode == "RGB"

    def test_keeps_its_place_among_colours_that_stand_twice(self) -> None:
        twice = np.insert(SIX, 1, SIX[0], 0)
        result = mapped(picture(4), twice, clear_entry=ClearEntry(2))
        assert result.clear_place == 1

    def test_is_none_for_a_palette_that_is_not_mapped_to(self) -> None:
        result = mapped(picture(4, 2, alpha=(0,)), SIX, clear_entry=ClearEntry(0), palette_use="recolor")
        assert result.clear_place is None


class TestALongPalette:
    @pytest.mark.parametrize("ending", [".png", ".gif", ".bmp", ".tif", ".tga"])
    def test_is_mapped_to_whole_and_written_with_what_is_used(self, ending: str) -> None:
        result = mapped(picture(3, 299, 280), LONG, limit=256)
        image, (note,) = written(result, ending)
        assert image.mode == "P"
        assert len(entries(image)) == 256
        assert np.array_equal(np.asarray(image.convert("RGB")), result.image[..., :3])
        assert result.compactness == 0
        assert note.endswith("palettes hold at most 256 colours: left out, as no pixel has them: 44")

    def test_leaves_out_the_last_of_those_that_are_not_used_but_no_locked_ones(self) -> None:
        locked = tuple(rgb(color) for color in LONG[297:].tolist())
        image, _ = written(mapped(picture(3, 290), LONG, locked=locked), ".png")
        left = [*range(252), 290, 297, 298, 299]
        assert np.array_equal(entries(image), LONG[left])

    def test_of_which_too_many_are_used_is_true_colour_where_there_is_any(self) -> None:
        result = mapped(picture(*range(300)), LONG)
        image, (note,) = written(result, ".png")
        assert image.mode == "RGB"
        assert "written as true colour" in note
        with pytest.raises(PaletteFullError, match="this picture has 300") as refused:
            written(result, ".gif")
        assert not refused.value.for_transparency


class TestAFullPalette:
    def test_gives_up_an_unused_colour_for_transparency(self) -> None:
        for ending in (".png", ".gif"):
            image, (note,) = written(mapped(picture(*range(250), alpha=(0,)), LONG[:256]), ending)
            assert np.array_equal(entries(image)[:255], LONG[:255])
            assert image.info["transparency"] == 255
            assert "no pixel has them: 1" in note

    @pytest.mark.parametrize("ending", [".png", ".gif", ".bmp"])
    def test_of_which_all_is_used_has_no_room(self, ending: str) -> None:
        result = mapped(picture(*range(256), alpha=(0,)), LONG[:256])
        with pytest.raises(
            PaletteFullError, match="256 colours, this picture has 256 and transparency"
        ) as no:
            written(result, ending)
        assert no.value.for_transparency

    def test_can_be_had_as_true_colour(self) -> None:
        result = mapped(picture(*range(256), alpha=(0,)), LONG[:256])
        image, notes = written(result, ".png", indexed=False)
        assert notes == ()
        assert np.array_equal(np.asarray(image), result.image)

    def test_needs_no_clear_entry_where_no_pixel_comes_out_clear(self) -> None:
        image, _ = written(mapped(picture(*range(256), alpha=(200,)), LONG[:256]), ".gif")
        assert "transparency" not in image.info
        assert np.array_equal(entries(image), LONG[:256])
