"""Papers beside what else can be asked of a palette: the best K of a given one, depth, frequent colours."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.changes import Reason
from kquant.core.model.choices import ExcludedAs, Representative
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.edits import Delete, Merge, Recolor, Split
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.core.palette.edit import apply_edits
from kquant.core.preview import preview
from kquant.core.quantize import measured, quantize

PAPER = (250, 249, 251)
ASKED = (Exclusion(PAPER, 2),)


def drawing() -> UInt8:
    """Noisy shapes with soft edges on paper that is nearly white."""
    down, across = np.mgrid[:90, :120]
    pixels = np.zeros((90, 120, 3))
    pixels[:] = PAPER
    noise = np.random.default_rng(4).normal(0, 12, pixels.shape)
    for x, y, color in ((30, 40, (190, 40, 30)), (80, 30, (40, 60, 170)), (70, 70, (60, 150, 70))):
        cover = np.clip(18.5 - np.hypot(down - y, across - x), 0, 1)[..., None]
        pixels = pixels * (1 - cover) + (np.array(color) + noise) * cover
    return np.clip(pixels, 0, 255).astype(np.uint8)


def given(count: int, *more: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """A palette of many colours, with some that are asked for in the middle."""
    colors = np.random.default_rng(8).integers(0, 236, (count, 3)).tolist()
    whole = [(int(r), int(g), int(b)) for r, g, b in colors]
    return [*whole[: count // 2], *more, *whole[count // 2 :]]


def rows(result: Result) -> list[tuple[int, ...]]:
    return [tuple(color) for color in result.palette.tolist()]


@pytest.mark.parametrize("more", [(), (PAPER,)])
def test_of_a_given_palette_the_best_k_stand_beside_the_paper(more: tuple[tuple[int, int, int], ...]) -> None:
    pixels, palette = drawing(), given(60, *more)

    own = kquant.quantize(pixels, 5, palette=palette, excluded=ASKED, locked=[palette[3]])

    assert rows(own)[-1] == PAPER
    assert own.is_paper.tolist() == [False] * 5 + [True]
    places = [palette.index(color) for color in rows(own)[:-1]]  # type: ignore[arg-type]
    assert places == sorted(places)
    assert 3 in places
    assert own.request.settings.colors == len(places) == 5
    assert own.clustering.chosen is not None
    assert own.clustering.chosen.tolist() == places
    assert own.counts[[place != 3 for place in places] + [True]].all()

    clear = kquant.quantize(
        pixels, 5, palette=palette, excluded=ASKED, locked=[palette[3]], excluded_as="transparent"
    )
    assert rows(clear) == rows(own)[:-1]
    assert clear.transparent_index == 5


def test_fewer_of_a_palette_than_asked_for_are_told_without_the_paper() -> None:
    pixels = drawing()
    pixels[(pixels != PAPER).any(axis=2)] = (190, 40, 30)
    result = kquant.quantize(pixels, 3, palette=given(20), excluded=ASKED)

    assert len(result.palette) == 2
    assert result.request.settings.colors == 1
    assert [each.reason for each in result.request.changes] == [Reason.FEW_NEEDED]


def test_the_clear_entry_of_a_palette_stays_in_its_place_before_the_paper() -> None:
    palette = given(10)
    result = kquant.quantize(
        drawing(), palette=palette, excluded=ASKED, clear_entry=ClearEntry(4), metrics=False
    )
    assert rows(result) == [*palette, PAPER]
    assert result.clear_place == 4
    dropped = kquant.quantize(
        drawing(), palette=palette, excluded=ASKED, clear_entry=ClearEntry(4), unused="drop", metrics=False
    )
    assert dropped.clear_place == sum(color in palette[:4] for color in rows(dropped))


@pytest.mark.parametrize("depth", ["15", "9", "3"])
@pytest.mark.parametrize("space", ["srgb", "oklab"])
def test_at_a_depth_the_paper_is_rounded_but_its_pixels_are_those_asked_for(depth: str, space: str) -> None:
    pixels = drawing()
    result = kquant.quantize(pixels, 6, excluded=(Exclusion(PAPER),), depth=depth, space=space)

    paper = Depth(depth).rounded(PAPER)
    assert result.palette[result.is_paper].tolist() == [list(paper)]
    own = result.palette[result.labels[(pixels == PAPER).all(axis=2)]]
    assert (own == paper).all()
    assert Reason.EXCLUDED_AT_DEPTH in [each.reason for each in result.request.changes]
    asked = result.request.settings.colors
    assert asked is not None
    assert len({*rows(result)}) == len(result.palette) == asked + 1
    assert all(Depth(depth).rounded(color) == color for color in rows(result))  # type: ignore[arg-type]
    assert result.counts.all()
    clear = kquant.quantize(
        pixels, 6, excluded=(Exclusion(PAPER),), depth=depth, space=space, excluded_as="transparent"
    )
    assert {*rows(clear)} == {*rows(result)} - {paper}
    assert Reason.EXCLUDED_AT_DEPTH not in [each.reason for each in clear.request.changes]


def test_at_a_depth_k_is_at_most_what_is_left_beside_the_paper() -> None:
    grey = np.repeat(np.array([[0, 3, 252, 255]], np.uint8), 3).reshape(1, 4, 3)
    result = kquant.quantize(grey, 8, excluded=(Exclusion((255, 255, 255)),), depth="6")

    assert {*rows(result)} == {(0, 0, 0), (255, 255, 255)}
    assert result.request.settings.colors == 1


def test_two_excluded_colors_that_a_depth_has_as_one_are_one_paper() -> None:
    pixels = drawing()
    result = kquant.quantize(
        pixels, 4, excluded=(Exclusion(PAPER), Exclusion((255, 255, 255))), depth="9", metrics=False
    )
    assert int(result.is_paper.sum()) == 1
    assert len(result.palette) == 5


def test_the_paper_is_not_the_most_frequent_color_near_it() -> None:
    pixels = drawing()
    pixels[:20] = (247, 246, 248)  # within the difference, and of more pixels than the paper's own
    pixels[20:40, :20] = PAPER
    result = kquant.quantize(pixels, 4, excluded=ASKED, representative="frequent")

    assert result.palette[result.is_paper].tolist() == [list(PAPER)]
    visible = {*map(tuple, pixels.reshape(-1, 3).tolist())}
    assert {*rows(result)} <= visible


def test_paper_whose_pixels_another_has_stays_where_unused_colors_are_left_out() -> None:
    pixels, palette = drawing(), given(40)
    pixels[(np.abs(pixels.astype(int) - PAPER) < 60).all(axis=2)] = PAPER
    nowhere = Exclusion((255, 255, 255), 5)  # the other paper, which is nearer, has all that is within it
    own = kquant.quantize(pixels, palette=palette, excluded=(*ASKED, nowhere), unused="drop")

    assert rows(own)[-2:] == [PAPER, nowhere.color]
    assert own.counts[:-1].all()
    assert own.counts[-1] == 0
    assert len(own.palette) < len(palette)
    clear = kquant.quantize(
        pixels,
        palette=[*palette, PAPER],
        excluded=(*ASKED, nowhere),
        unused="drop",
        excluded_as="transparent",
    )
    assert rows(clear) == rows(own)[:-2]
    assert clear.transparent_index == len(clear.palette)
    assert clear.labels.max() == len(clear.palette)


@pytest.mark.parametrize("what", ["own", "transparent", "nearest"])
@pytest.mark.parametrize("where", ["everywhere", "edge"])
@pytest.mark.parametrize("fields", [{"depth": "9"}, {"representative": "frequent"}])
def test_changes_by_hand_with_papers_keep_what_is_asked_of_colors(
    what: str, where: str, fields: dict[str, str]
) -> None:
    picture = Picture(drawing())
    asked = Settings(colors=6, excluded=ASKED, excluded_as=what, excluded_where=where, **fields)  # type: ignore[arg-type]
    found = quantize(picture, asked)
    a, b, c, *_ = [color for color, is_paper in zip(rows(found), found.is_paper, strict=True) if not is_paper]
    edits = (Merge((a, b)), Split(c), Recolor(c, (5, 6, 7)), Delete((a,)))  # type: ignore[arg-type]

    for count in range(1, len(edits) + 1):
        edited = measured(picture, apply_edits(picture, found, edits[:count]))
        seen = edited.labels[edited.labels < len(edited.palette)]
        assert np.array_equal(np.bincount(seen, minlength=len(edited.palette)), edited.counts)
        assert edited.is_paper.sum() == found.is_paper.sum()
        if "depth" in fields:
            assert all(Depth.RGB333.rounded(color) == color for color in rows(edited))  # type: ignore[arg-type]


@pytest.mark.parametrize("what", ["own", "transparent", "nearest"])
@pytest.mark.parametrize("unused", ["keep", "drop"])
@pytest.mark.parametrize("colors", [None, 4])
def test_a_preview_has_the_papers_of_the_result(what: str, unused: str, colors: int | None) -> None:
    noisy = np.random.default_rng(2).integers(0, 230, (200, 200, 3)).astype(np.uint8)
    noisy[:, :60] = PAPER
    palette = given(12, PAPER)
    picture = Picture(noisy)
    for depth in ("24", "12"):
        asked = Settings(
            colors=colors,
            palette=tuple(palette),
            excluded=ASKED,
            excluded_as=what,  # type: ignore[arg-type]
            unused=unused,  # type: ignore[arg-type]
            depth=depth,  # type: ignore[arg-type]
        )
        guess, result = preview(picture, asked), quantize(picture, asked, metrics=())
        assert guess is not None
        if colors is None:
            assert np.array_equal(guess.palette, result.palette)
        assert guess.some_clear == (what == "transparent")
        assert len(guess.palette) == len(result.palette)
        assert np.array_equal(guess.paint(noisy)[0, 0] == 0, result.image[0, 0, :3] == 0)


@pytest.mark.parametrize("representative", Representative)
def test_nothing_is_left_beside_a_transparent_paper(representative: Representative) -> None:
    white = np.full((4, 4, 3), 255, np.uint8)
    asked = Settings(
        colors=4,
        excluded=(Exclusion((255, 255, 255)),),
        excluded_as=ExcludedAs.TRANSPARENT,
        representative=representative,
    )

    result = kquant.quantize(white, settings=asked, metrics=False)

    assert result.palette.shape == (0, 3)
    assert result.transparent_index == 0
    locked = kquant.quantize(
        np.zeros((4, 4, 4), np.uint8), 4, locked=((1, 2, 3),), representative=representative, metrics=False
    )
    assert locked.palette.tolist() == [[1, 2, 3]]


@pytest.mark.parametrize("use", ["recolor", "lightness"])
def test_nothing_is_painted_where_papers_have_every_given_colour(use: str) -> None:
    pixels = np.full((6, 6, 3), 255, np.uint8)
    pixels[2:4, 2:4] = 200, 0, 0

    result = kquant.quantize(
        pixels, 4, palette=((255, 255, 255),), palette_use=use, excluded=(Exclusion((255, 255, 255)),)
    )

    assert {*map(tuple, result.palette.tolist())} == {(255, 255, 255), (200, 0, 0)}


@pytest.mark.parametrize("kind", ["own", "transparent", "nearest"])
def test_a_palette_that_is_found_stands_in_the_order_of_a_result(kind: str) -> None:
    pixels = np.zeros((4, 4, 3), np.uint8)
    pixels[0], pixels[2:] = 255, 240
    asked: dict[str, Any] = {"excluded": (Exclusion((240, 240, 240)),), "excluded_as": kind}

    found = kquant.find_palette(pixels, 2, **asked)

    assert np.array_equal(found, kquant.quantize(pixels, 2, **asked).palette)


def test_a_colour_of_the_depth_that_is_as_near_as_the_paper_is_none_of_the_palette() -> None:
    paper = (36, 0, 0)
    pixels = np.array([[paper, (18, 0, 0), (255, 0, 0), (0, 255, 0)]], np.uint8)  # 18 is between 0 and 36

    for colors in (2, 3, 8):
        result = kquant.quantize(pixels, colors, depth="9", excluded=(Exclusion(paper),))

        assert result.request.settings.colors == 2
        assert {*rows(result)} == {paper, (255, 0, 0), (0, 255, 0)}
        assert result.labels[0, 1] == result.labels[0, 0]


def test_a_preview_has_a_locked_colour_that_a_transparent_paper_of_the_depth_has_too() -> None:
    pixels = np.random.default_rng(1).integers(0, 200, (200, 200, 3)).astype(np.uint8)
    pixels[:60] = PAPER
    asked = Settings(
        colors=4,
        depth=Depth("9"),
        locked=(PAPER,),
        excluded=ASKED,
        excluded_as=ExcludedAs.TRANSPARENT,
    )

    guess, exact = preview(Picture(pixels), asked), quantize(Picture(pixels), asked)

    assert guess is not None
    assert len(guess.palette) == len(exact.palette) == 4
    assert (255, 255, 255) in {*map(tuple, guess.palette.tolist())} & {*rows(exact)}


def test_of_a_given_palette_that_has_the_paper_k_counts_the_others() -> None:
    pixels = drawing()
    palette = [(190, 40, 30), PAPER, (40, 60, 170), (60, 150, 70)]
    for colors in (None, 3, 4, 9):
        result = kquant.quantize(pixels, colors, palette=palette, excluded=ASKED)

        assert rows(result) == palette  # in its own order
        assert result.is_paper.tolist() == [False, True, False, False]
        assert result.request.settings.colors == 3
        told = [each.reason for each in result.request.changes]
        assert told == ([Reason.SHORT_PALETTE] if colors in (4, 9) else [])
    assert len(kquant.quantize(pixels, 2, palette=palette, excluded=ASKED).palette) == 3
    alone = kquant.quantize(pixels, palette=[PAPER], excluded=ASKED)
    assert rows(alone) == [PAPER]
    assert alone.request.changes == ()


@pytest.mark.parametrize("what", ["own", "transparent"])
@pytest.mark.parametrize("palette", [(), ((190, 40, 30), PAPER, (200, 200, 200))])
def test_a_palette_of_a_picture_is_in_the_order_of_the_result_from_the_edge_in(
    what: str, palette: tuple[tuple[int, int, int], ...]
) -> None:
    pixels = np.full((60, 60, 3), PAPER, np.uint8)
    pixels[2:12, 2:52] = (190, 40, 30)
    pixels[15:55, 15:55] = (200, 200, 200)
    pixels[17:53, 17:53] = PAPER  # in a frame: no paper from the edge in
    asked: dict[str, Any] = {"excluded": ASKED, "excluded_as": what, "excluded_where": "edge"}

    result = kquant.quantize(pixels, 2, palette=palette, **asked)
    found = kquant.find_palette(pixels, 2, palette=palette, **asked)

    assert found.tolist() == result.palette.tolist()
    if what == "transparent" and not palette:
        assert rows(result)[0] == (200, 200, 200)  # with the inside of the frame
