"""The entries of a palette as those who program games want them: clear first or last, padded, none unused."""

from __future__ import annotations

import io
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import kquant
from kquant.core.color.names import NameList
from kquant.core.model.arrays import UInt8
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.result import Result
from kquant.core.model.rgb import rgb
from kquant.core.palette.builtin import built_in
from kquant.io.indexed_image import numbers_of
from kquant.io.palettes import PALETTE_FORMATS, palette_format, palette_from_result, parse_palette
from kquant.io.palettes.palette_format import PaletteFormat
from kquant.io.picture_formats import picture_format
from kquant.io.write import write_image
from tests.io.results import distinct_colors

SIX = distinct_colors(6)
PLACES = ("found", "first", "last")
PADS = (0, 4, 16, 256)


def sprite(*alpha: int, used: int = 6) -> UInt8:
    """A row of some of the six colours, and one pixel of each alpha."""
    pixels = np.full((1, used + len(alpha), 4), 255, np.uint8)
    pixels[0, :used, :3], pixels[0, used:, :3] = SIX[:used], SIX[0]
    pixels[0, used:, 3] = alpha
    return pixels


def mapped(pixels: UInt8, **fields: Any) -> Result:
    return kquant.quantize(pixels, palette=[rgb(color) for color in SIX.tolist()], metrics=False, **fields)


def file_of(result: Result, ending: str) -> bytes:
    stream = io.BytesIO()
    write_image(result, stream, form=picture_format(ending))
    return stream.getvalue()


def written(result: Result, ending: str) -> Image.Image:
    return Image.open(io.BytesIO(file_of(result, ending)))


def entries(image: Image.Image) -> UInt8:
    return np.array(image.getpalette("RGB"), np.uint8).reshape(-1, 3)


def chunk(png: bytes, name: bytes) -> bytes:
    at = png.index(name)
    content = png[at + 4 : at + 4 + int.from_bytes(png[at - 4 : at])]
    assert zlib.crc32(name + content).to_bytes(4) == png[at + 4 + len(content) :][:4]
    return content


class TestTheClearEntry:
    @pytest.mark.parametrize("ending", [".png", ".gif"])
    @pytest.mark.parametrize(("place", "index"), [("found", 6), ("first", 0), ("last", 6)])
    def test_is_first_or_last(self, ending: str, place: str, index: int) -> None:
        result = mapped(sprite(0), clear_place=place)
        image = written(result, ending)
        assert image.info["transparency"] == index
        assert np.asarray(image)[0, 6] == index
        assert np.array_equal(np.delete(entries(image)[:7], index, 0), SIX)
        assert np.array_equal(np.asarray(image.convert("RGBA")), result.image)
        assert np.array_equal(numbers_of(result), np.asarray(image))

    def test_that_is_first_has_a_short_alpha(self) -> None:
        assert chunk(file_of(mapped(sprite(0), clear_place="first"), ".png"), b"tRNS") == b"\0"

    @pytest.mark.parametrize(("place", "index"), [("found", 3), ("first", 0), ("last", 6)])
    def test_of_a_given_palette_is_moved_with_its_colour(self, place: str, index: int) -> None:
        entry = ClearEntry(3, (250, 0, 250))
        for pixels in (sprite(0), sprite()):
            result = mapped(pixels, clear_place=place, clear_entry=entry)
            assert result.clear_place == index
            for ending in (".png", ".gif", ".bmp"):
                image = written(result, ending)
                assert np.array_equal(np.delete(entries(image)[:7], index, 0), SIX)
                if ending != ".bmp":
                    assert tuple(entries(image)[index]) == entry.color
            palette = palette_from_result(result)
            assert (palette.clear, tuple(palette.colors[index])) == ((index,), entry.color)

    def test_is_none_where_nothing_is_transparent(self) -> None:
        for place in PLACES:
            result = mapped(sprite(), clear_place=place)
            assert result.clear_place is None
            assert palette_from_result(result).clear == ()
            image = written(result, ".png")
            assert "transparency" not in image.info
            assert np.array_equal(entries(image), SIX)

    @pytest.mark.parametrize("place", PLACES)
    @pytest.mark.parametrize("free", [True, False])
    def test_is_at_its_end_of_partly_transparent_ones_too(self, place: str, free: bool) -> None:
        pixels = sprite(0, 128, 60)
        result = kquant.quantize(pixels, 6, clear_place=place) if free else mapped(pixels, clear_place=place)
        image = written(result, ".png")
        assert np.array_equal(np.asarray(image.convert("RGBA")), result.image)
        number = int(np.asarray(image)[0, 6])
        assert number == {"first": 0, "last": len(entries(image)) - 1}.get(place, 8 if free else 6)

    def test_goes_into_palette_files_where_it_is_asked_for(self) -> None:
        clear = {place: palette_from_result(mapped(sprite(0), clear_place=place)).clear for place in PLACES}
        assert clear == {"found": (), "first": (0,), "last": (6,)}


class TestPadding:
    @pytest.mark.parametrize("pad", PADS)
    @pytest.mark.parametrize("ending", [".png", ".gif", ".bmp", ".tif", ".tga"])
    def test_fills_up_smaller_palettes_with_black(self, ending: str, pad: int) -> None:
        result = mapped(sprite(), pad=pad)
        image = written(result, ending)
        assert image.mode == "P"
        assert np.array_equal(entries(image)[:6], SIX)
        assert not entries(image)[6:].any()
        if ending in (".png", ".bmp", ".tga"):  # in GIF it is a power of two anyhow, in TIFF all of 256
            assert len(entries(image)) == max(pad, 6)
        assert np.asarray(image).tolist() == [[*range(6)]]
        assert np.array_equal(result.palette, SIX)

    def test_sets_the_depth_of_a_png(self) -> None:
        pixels = sprite(used=3)[..., :3]
        found = {
            pad: (len(chunk(png, b"PLTE")) // 3, chunk(png, b"IHDR")[8])
            for pad in PADS
            if (png := file_of(kquant.quantize(pixels, 3, pad=pad), ".png"))
        }
        assert found == {0: (3, 2), 4: (4, 2), 16: (16, 4), 256: (256, 8)}

    @pytest.mark.parametrize("ending", [".png", ".gif"])
    @pytest.mark.parametrize(("place", "index"), [("found", 15), ("first", 0), ("last", 15)])
    def test_comes_before_a_clear_entry_that_is_the_last(self, ending: str, place: str, index: int) -> None:
        result = mapped(sprite(0), pad=16, clear_place=place)
        image = written(result, ending)
        assert len(entries(image)) == 16
        assert image.info["transparency"] == np.asarray(image)[0, 6] == index
        assert np.array_equal(np.asarray(image.convert("RGBA")), result.image)
        assert np.array_equal(numbers_of(result), np.asarray(image))
        if place != "found":
            palette = parse_palette(palette_format(".gpl").write(palette_from_result(result)))
            assert palette.clear == (index,)
            assert np.array_equal(palette.colors, entries(image))

    @pytest.mark.parametrize(("place", "index"), [("found", 3), ("first", 0), ("last", 3)])
    def test_comes_after_a_clear_entry_that_is_first_and_alone(self, place: str, index: int) -> None:
        """In a picture that is wholly transparent."""
        pixels = np.zeros((2, 3, 4), np.uint8)
        for alpha in ("keep", "threshold"):
            result = kquant.quantize(pixels, 4, pad=4, clear_place=place, alpha=alpha)
            assert len(result.palette) == 0
            for ending in (".png", ".gif"):
                image = written(result, ending)
                assert len(entries(image)) == 4
                assert image.info["transparency"] == index
                assert np.array_equal(np.asarray(image), np.full((2, 3), index))
                assert np.array_equal(numbers_of(result), np.asarray(image))
            if place != "found":
                palette = parse_palette(palette_format(".gpl").write(palette_from_result(result)))
                assert (len(palette.colors), palette.clear) == (4, (index,))

    def test_counts_the_clear_entry_and_every_transparency(self) -> None:
        for pixels in (sprite(0), sprite(0, 128), sprite(128)):
            assert len(entries(written(mapped(pixels, pad=16), ".png"))) == 16

    def test_is_black_where_all_is_laid_on_a_colour(self) -> None:
        image = written(mapped(sprite(0), pad=16, clear_place="first"), ".bmp")
        assert entries(image)[0].tolist() == [255, 255, 255]
        assert not entries(image)[7:].any()

    @pytest.mark.parametrize("form", PALETTE_FORMATS, ids=lambda form: form.name)
    @pytest.mark.parametrize("pad", PADS)
    def test_is_in_palette_files_that_hold_so_many(self, form: PaletteFormat, pad: int) -> None:
        for pixels in (sprite(), sprite(0)):
            if form.name == "PNG swatches" and pad == 256 and pixels.shape[1] == 7:
                continue  # its reader takes a clear swatch at the end of a full row for no swatch
            palette = palette_from_result(mapped(pixels, pad=pad, clear_place="last"), names=NameList.CSS)
            back = parse_palette(form.write(palette), form.endings[0])
            fits = form.max_colors is None or pad <= form.max_colors
            kept = len(form.fitted(palette).colors)
            assert len(back.colors) == (max(pad, kept) if fits else kept)
            assert np.array_equal(back.colors[:6], SIX) or form.name.startswith("Procreate")
            assert not back.colors[6:].any()
            if form.fitted(palette).clear:
                assert back.clear == (len(back.colors) - 1,)
            assert not any("no pixel has" in loss for loss in form.losses(palette))

    def test_leaves_larger_palettes_alone(self) -> None:
        pixels = distinct_colors(20)[None]
        assert len(entries(written(kquant.quantize(pixels, 20, pad=16), ".png"))) == 20

    def test_has_no_colours_of_the_result(self) -> None:
        result = mapped(sprite(), pad=16)
        assert (len(result.palette), len(palette_from_result(result).colors)) == (6, 6)
        assert written(mapped(sprite(0), pad=256), ".webp").mode == "RGBA"


class TestUnusedEntries:
    @pytest.mark.parametrize("key", ["game-boy", "ega-64", "cga-16"])
    def test_are_left_out_of_pictures_and_palette_files(self, key: str) -> None:
        palette = built_in(key).colors
        pixels = np.array([[palette[-1], palette[1], palette[-1]]], np.uint8)
        kept, fewer = (
            kquant.quantize(pixels, palette=palette, unused=unused, metrics=False)
            for unused in ("keep", "drop")
        )
        assert len(kept.palette) == len(palette)
        assert fewer.palette.tolist() == [list(palette[1]), list(palette[-1])]
        assert np.array_equal(fewer.image, kept.image)
        for ending in (".png", ".bmp", ".gif"):
            image = written(fewer, ending)
            assert np.array_equal(entries(image)[:2], fewer.palette)
            assert np.asarray(image).tolist() == [[1, 0, 1]]
        assert palette_format(".hex").write(palette_from_result(fewer)).count(b"\n") == 2

    def test_before_a_clear_entry_let_it_move_up(self) -> None:
        result = mapped(sprite(0, used=2), clear_entry=ClearEntry(5, (1, 1, 1)), unused="drop")
        assert (len(result.palette), result.clear_place) == (2, 2)
        result = mapped(sprite(0)[:, 1:], clear_entry=ClearEntry(3), unused="drop", alpha="threshold")
        assert (len(result.palette), result.clear_place) == (5, 2)
        assert np.asarray(written(result, ".png")).tolist() == [[0, 1, 3, 4, 5, 2]]

    def test_all_that_can_be_asked_for_at_once(self) -> None:
        result = mapped(sprite(0, used=3), unused="drop", pad=4, clear_place="first")
        image = written(result, ".png")
        assert np.array_equal(entries(image), np.vstack([[[0, 0, 0]], SIX[:3]]))
        assert np.asarray(image).tolist() == [[1, 2, 3, 0]]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    place=st.sampled_from(PLACES),
    pad=st.sampled_from(PADS),
    unused=st.sampled_from(["keep", "drop"]),
    own=st.none() | st.integers(0, 6),
    alpha=st.lists(st.sampled_from([0, 128, 255]), max_size=3),
    used=st.integers(1, 6),
    ending=st.sampled_from([".png", ".gif"]),
)
def test_the_picture_stays_the_same_whatever_is_asked_of_the_entries(
    place: str, pad: int, unused: str, own: int | None, alpha: list[int], used: int, ending: str
) -> None:
    entry = None if own is None else ClearEntry(own, (9, 9, 9))
    plain = mapped(sprite(*alpha, used=used), clear_entry=entry)
    result = mapped(sprite(*alpha, used=used), clear_entry=entry, clear_place=place, pad=pad, unused=unused)
    assert np.array_equal(result.image, plain.image)
    before, after = (written(each, ending) for each in (plain, result))
    seen, shown = (np.asarray(image.convert("RGBA")).astype(int) for image in (before, after))
    assert np.array_equal(seen, shown)
    assert len(entries(after)) >= pad
    clear = np.asarray(after)[np.asarray(after.convert("RGBA"))[..., 3] == 0]
    if len(clear) and place == "first":
        assert set(clear.tolist()) == {0}
    if len(clear) and place == "last" and ending == ".png":
        assert set(clear.tolist()) == {len(entries(after)) - 1}
