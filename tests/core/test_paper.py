"""Excluded colours as papers: beside K, without a fringe, everywhere or from the edge in."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab
from kquant.core.image.picture import Picture
from kquant.core.image.similar import similar
from kquant.core.metrics.ciede2000 import weighted_quantile
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Engine, ExcludedAs, ExcludedWhere, PaletteUse, Unselected
from kquant.core.model.constraints import Exclusion
from kquant.core.model.edits import Delete, Edit, Merge, Recolor, Split
from kquant.core.model.result import Result
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.palette.accents import accents
from kquant.core.palette.edit import apply_edits, can_split
from kquant.core.palette.order import Arrangement, Order, arranged
from kquant.core.preview import preview
from kquant.core.quantize import measured
from tests.core.hostile import ENGINES, SPACES, pictures, squared_distances, translucent

LAW = settings(max_examples=40, deadline=None)
WHITE, PINK, RED, LIGHT = (255, 255, 255), (240, 150, 160), (220, 60, 90), (250, 252, 251)
PAPER = (Exclusion(WHITE, 5),)


def figure() -> UInt8:
    """Two soft-edged circles on white, and a white highlight in the larger one."""
    y, x = np.mgrid[:120, :160]
    picture = np.broadcast_to(np.array(WHITE, float), (120, 160, 3)).copy()
    for row, column, radius, color in ((50, 60, 40, PINK), (65, 70, 15, RED)):
        cover = np.clip(radius - np.hypot(y - row, x - column) + 0.5, 0, 1)[..., None]
        picture += cover * (np.array(color) - picture)
    picture[30:36, 40:48] = WHITE
    return picture.round().astype(np.uint8)


def is_paper(result: Result) -> Any:
    """(H, W) bool."""
    assert result.papers is not None
    if result.papers.numbers is not None:
        return result.papers.numbers < len(result.papers.colors)
    return np.isin(result.labels, result.papers.rows)


def check_figures(pixels: UInt8, result: Result) -> None:
    """Everything that is summed over pixels, from the pixels."""
    seen = result.labels < len(result.palette)
    source, image = pixels[..., :3][seen], result.palette[result.labels[seen]]
    squared = ((source.astype(np.int64) - image) ** 2).sum(axis=1)
    assert result.compactness == pytest.approx(squared.sum())
    by_color = np.bincount(result.labels[seen], squared, len(result.palette))
    assert result.cluster_compactness == pytest.approx(by_color)
    assert np.array_equal(np.bincount(result.labels[seen], minlength=len(result.palette)), result.counts)
    assert result.colors_after == len(np.unique(result.labels[seen]))
    assert result.metrics is not None
    assert result.metrics.mse == pytest.approx(squared.sum() / max(len(squared), 1))
    if len(source) and result.compactness:
        differences = ciede2000(lab(source), lab(image))
        found = result.metrics.delta_e
        assert found is not None
        assert found.mean == pytest.approx(differences.mean())
        assert found.max == pytest.approx(differences.max())
        assert found.p95 == pytest.approx(weighted_quantile(differences, np.ones(len(differences)), 0.95))


def flooded(mask: Any) -> Any:
    """What of a mask reaches the edge over sides, one pixel after another."""
    height, width = mask.shape
    edge = [
        (y, x) for y in range(height) for x in range(width) if y in (0, height - 1) or x in (0, width - 1)
    ]
    reached, queue = np.zeros_like(mask), deque(place for place in edge if mask[place])
    for place in queue:
        reached[place] = True
    while queue:
        y, x = queue.popleft()
        for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if 0 <= near[0] < height and 0 <= near[1] < width and mask[near] and not reached[near]:
                reached[near] = True
                queue.append(near)
    return reached


def test_paper_stays_white_beside_a_palette() -> None:
    pixels = figure()
    for use in (PaletteUse.FIXED, PaletteUse.RECOLOR, PaletteUse.LIGHTNESS, PaletteUse.START):
        result = kquant.quantize(pixels, 2, excluded=PAPER, palette=(PINK, RED), palette_use=use)
        assert len(result.palette) == 3
        assert tuple(result.image[0, 0]) == WHITE
        assert result.is_paper.tolist() == [tuple(color) == WHITE for color in result.palette.tolist()]
        if use is not PaletteUse.START:
            assert {*map(tuple, result.palette.tolist())} == {WHITE, PINK, RED}
    result = kquant.quantize(pixels, 2, excluded=PAPER, palette=(PINK, RED))
    assert result.palette.tolist() == [list(PINK), list(RED), list(WHITE)]


def test_a_transparent_paper_leaves_no_fringe() -> None:
    pixels = figure()
    result = kquant.quantize(pixels, 2, excluded=PAPER, excluded_as="transparent")
    assert len(result.palette) == 2
    assert result.transparent_index == 2
    assert not result.is_paper.any()
    clear = result.labels == 2
    inside = similar(pixels.reshape(-1, 3), WHITE, 5, 1).reshape(clear.shape)
    assert (clear >= inside).all()
    nearer = ((pixels.astype(int) - WHITE) ** 2).sum(2) < ((pixels.astype(int) - PINK) ** 2).sum(2)
    assert (clear & ~inside).sum() > 40  # of the soft edge too
    assert (clear >= nearer)[:, :20].all()
    assert (result.image[..., 3] == np.where(clear, 0, 255)).all()
    check_figures(pixels, result)


def test_highlights_in_a_figure_stay_from_the_edge_in() -> None:
    pixels = figure()
    for what in ("own", "transparent"):
        result = kquant.quantize(pixels, 3, excluded=PAPER, excluded_as=what, excluded_where="edge")
        everywhere = kquant.quantize(pixels, 3, excluded=PAPER, excluded_as=what)
        assert not is_paper(result)[30:36, 40:48].any()
        assert what == "transparent" or (result.image[30:36, 40:48] == WHITE).all()
        assert is_paper(everywhere)[30:36, 40:48].all()
        assert is_paper(result)[0, 0]
        assert result.papers is not None
        assert everywhere.papers is not None
        assert result.papers.counts.sum() == is_paper(result).sum() < everywhere.papers.counts.sum()
        check_figures(pixels, result)
        check_figures(pixels, everywhere)
        assert (np.diff(result.counts) <= 0).all()


def test_nearest_is_what_it_was() -> None:
    pixels = figure()
    voting = pixels[~similar(pixels.reshape(-1, 3), WHITE, 5, 1).reshape(pixels.shape[:2])]
    result = kquant.quantize(pixels, 3, excluded=PAPER, excluded_as="nearest", excluded_where="edge")
    alone = kquant.quantize(voting[None], 3)
    assert {*map(tuple, result.palette.tolist())} == {*map(tuple, alone.palette.tolist())}
    assert result.papers is None
    assert tuple(result.image[0, 0]) != WHITE


@LAW
@given(pictures(200), st.integers(1, 6), SPACES, ENGINES, st.floats(0, 30), st.booleans(), st.data())
def test_papers_come_beside_k_and_take_what_is_theirs(
    pixels: UInt8, k: int, space: str, engine: Engine, radius: float, clear: bool, data: st.DataObject
) -> None:
    flat = pixels.reshape(-1, 3)
    some = data.draw(st.lists(st.integers(0, len(flat) - 1), min_size=1, max_size=2))
    excluded = tuple(Exclusion(tuple(flat[place].tolist()), radius) for place in some)
    papers = [*dict.fromkeys(one.color for one in excluded)]
    within = np.stack([similar(flat, color, radius, 1) for color in papers])
    voting = np.unique(flat[~within.any(axis=0)], axis=0)
    what = "transparent" if clear else "own"

    result = kquant.quantize(
        pixels, k, space=space, engine=engine, excluded=excluded, excluded_as=what, metrics=False
    )

    if not len(voting):
        assert len(result.palette) == 0 if clear else "No pixel is left" in str(result.request.changes[0])
        return
    count = min(k, len(voting))
    assert len(result.palette) == count + (0 if clear else len(papers))
    assert len(np.unique(result.palette, axis=0)) == len(result.palette)
    assert result.is_paper.sum() == (0 if clear else len(papers))
    assert (result.counts[~result.is_paper] > 0).all()
    assert result.papers is not None
    others = np.flatnonzero(~result.is_paper)
    others = others[np.lexsort(result.palette[others].T[::-1])]
    targets = np.concatenate([np.array(papers, np.uint8), result.palette[others]])
    distances = squared_distances(flat, targets, result.request.settings.space)
    rows = np.append(result.papers.rows, others)
    of_target = rows[distances.argmin(axis=1)]  # papers win ties, and then the lowest RGB value
    least = distances.min(axis=1)
    clearly = (distances <= least[:, None] + 1e-6).sum(axis=1) == 1
    free = ~within.any(axis=0) & (clearly | (space == "srgb"))
    labels = result.labels.ravel()
    assert np.array_equal(labels[free], of_target[free])
    for number in range(len(papers)):
        alone = within[number] & (within.sum(axis=0) == 1)
        assert (labels[alone] == result.papers.rows[number]).all()
    assert result.papers.counts.sum() + result.counts[~result.is_paper].sum() == len(flat)


@LAW
@given(pictures(150), st.integers(1, 4), st.floats(0, 30), st.booleans())
def test_from_the_edge_in_only_what_reaches_it_is_paper(
    pixels: UInt8, k: int, radius: float, clear: bool
) -> None:
    excluded = (Exclusion(tuple(pixels[0, 0].tolist()), radius),)
    asked: dict[str, Any] = {"excluded": excluded, "excluded_as": "transparent" if clear else "own"}
    everywhere = kquant.quantize(pixels, k, **asked)
    result = kquant.quantize(pixels, k, excluded_where="edge", **asked)
    if result.papers is None or not len(result.palette[~result.is_paper]):
        return
    wanted = flooded(is_paper(everywhere))
    assert np.array_equal(is_paper(result), wanted)
    assert {*map(tuple, result.palette.tolist())} == {*map(tuple, everywhere.palette.tolist())}
    others = result.palette  # the colour of the paper too, unless it is transparent
    apart = squared_distances(pixels[~wanted], others, result.request.settings.space)
    found = squared_distances(pixels[~wanted], result.palette, result.request.settings.space)
    labels = result.labels[~wanted]
    assert (found[np.arange(len(labels)), labels] == apart.min(axis=1)).all()
    check_figures(pixels, result)


@LAW
@given(
    translucent(200),
    st.integers(1, 4),
    st.sampled_from(ExcludedAs),
    st.sampled_from(ExcludedWhere),
    st.sampled_from(["keep", "threshold", "matte"]),
)
def test_threads_change_nothing(pixels: UInt8, k: int, what: str, where: str, alpha: str) -> None:
    excluded = (Exclusion(tuple(pixels[0, 0, :3].tolist()), 9), Exclusion(tuple(pixels[-1, -1, :3].tolist())))
    asked: dict[str, Any] = {"excluded": excluded, "excluded_as": what, "excluded_where": where}
    one, three = (kquant.quantize(pixels, k, alpha=alpha, threads=threads, **asked) for threads in (1, 3))
    for name in ("palette", "labels", "color_labels", "counts", "cluster_compactness", "is_paper"):
        assert np.array_equal(getattr(one, name), getattr(three, name))
    assert one.metrics == three.metrics
    assert np.array_equal(one.image, three.image)


@pytest.mark.parametrize("what", ["own", "transparent"])
@pytest.mark.parametrize("where", ExcludedWhere)
def test_changes_by_hand_stay_exact_and_hold_the_paper(what: str, where: ExcludedWhere) -> None:
    picture = Picture(figure())
    found = kquant.quantize(picture, 5, excluded=PAPER, excluded_as=what, excluded_where=where)
    colors = [tuple(row) for row in found.palette[~found.is_paper].tolist()]
    changes: dict[str, tuple[Edit, ...]] = {
        "merge": (Merge((colors[0], colors[1])),),
        "delete": (Delete((colors[1], WHITE)),),
        "split": (Split(colors[-1]), Split(WHITE)),
        "recolor": (Recolor(colors[0], (1, 2, 3)),),
        "unite": (Recolor(colors[0], colors[1]),),
        "all": (Split(colors[2]), Merge((colors[0], colors[3])), Delete((colors[1],))),
    }
    for edits in changes.values():
        result = measured(picture, apply_edits(picture, found, edits))
        assert np.array_equal(is_paper(result), is_paper(found))
        if what == "own":
            assert result.palette[result.is_paper].tolist() == [list(WHITE)]
        check_figures(picture.pixels, result)
        turned = arranged(result, Arrangement(Order.LIGHTNESS))
        assert np.array_equal(turned.image, result.image)
        assert np.array_equal(is_paper(turned), is_paper(found))
        check_figures(picture.pixels, turned)
    if what == "own":
        merged = measured(picture, apply_edits(picture, found, (Merge((colors[0], WHITE)),)))
        assert merged.palette[merged.is_paper].tolist() == [list(WHITE)]
        check_figures(picture.pixels, merged)
        assert not can_split(found, int(np.flatnonzero(found.is_paper)[0]))


def test_a_palette_that_has_the_paper_has_it_once() -> None:
    pixels = figure()
    given = (RED, WHITE, PINK)
    own = kquant.quantize(pixels, excluded=PAPER, palette=given, space="srgb")
    assert [tuple(row) for row in own.palette.tolist()] == list(given)
    assert own.is_paper.tolist() == [False, True, False]
    check_figures(pixels, own)
    clear = kquant.quantize(pixels, excluded=PAPER, palette=given, excluded_as="transparent")
    assert [tuple(row) for row in clear.palette.tolist()] == list(given)
    assert clear.counts[1] == 0
    locked = kquant.quantize(pixels, 2, excluded=PAPER, locked=(WHITE,))
    assert len(locked.palette) == 3
    assert locked.is_paper.sum() == 1


def test_there_are_256_colours_with_the_papers_at_most() -> None:
    pixels = np.random.default_rng(3).integers(0, 250, (40, 50, 3)).astype(np.uint8)
    pixels[0] = WHITE
    result = kquant.quantize(pixels, 256, effort="fast", excluded=(Exclusion(WHITE),), metrics=False)
    assert len(result.palette) == 256
    assert result.request.settings.colors == 255
    assert "256 with them at most: 255 others are used instead of 256" in str(result.request.changes[0])
    few = kquant.quantize(
        pixels, 9, effort="fast", excluded=(Exclusion(WHITE), Exclusion((1, 2, 3))), limit=8, metrics=False
    )
    assert len(few.palette) == 8
    clear = kquant.quantize(
        pixels, 256, effort="fast", excluded=(Exclusion(WHITE),), excluded_as="transparent", metrics=False
    )
    assert len(clear.palette) == 256


def test_the_pixels_engine_says_what_it_says_of_locks() -> None:
    result = kquant.quantize(figure(), 2, engine="pixels", excluded=PAPER)
    assert any("locked" in str(change) for change in result.request.changes)
    assert tuple(result.image[0, 0]) == WHITE
    assert len(result.palette) == 3
    tiny = np.array([[WHITE, RED, PINK, (0, 0, 0)]], np.uint8)
    lonely = kquant.quantize(tiny, 1, engine="pixels", excluded=(Exclusion(WHITE), Exclusion((0, 0, 0))))
    assert len(lonely.palette) == 3


@pytest.mark.parametrize("what", ["own", "transparent"])
@pytest.mark.parametrize("palette", [(), (PINK, RED, WHITE)])
def test_a_paper_that_has_no_pixel_changes_nothing(what: str, palette: tuple[Any, ...]) -> None:
    pixels = figure()
    absent = Exclusion((250, 200, 205), 0.5)  # near to a soft edge
    assert not similar(pixels.reshape(-1, 3), absent.color, 0.5, 1).any()
    asked: dict[str, Any] = {"palette": palette, "excluded_as": what}
    plain = kquant.quantize(pixels, 2, palette=palette)
    with_others = kquant.quantize(pixels, 2, excluded=PAPER, **asked)
    inner = np.full((40, 50, 3), PINK, np.uint8)
    inner[5:30, 5:20] = WHITE
    inner[10:15, 7:12] = RED
    for image, exclusions, where, wanted in (
        (pixels, (absent,), "everywhere", plain),
        (pixels, (absent, *PAPER), "everywhere", with_others),
        (inner, PAPER, "edge", kquant.quantize(inner, 2, palette=palette)),
    ):
        more = {**asked, "excluded": exclusions, "excluded_where": where}
        result = kquant.quantize(image, 2, **more)
        assert np.array_equal(result.palette, wanted.palette)
        assert np.array_equal(result.labels, wanted.labels)
        assert np.array_equal(result.counts, wanted.counts)
        assert "has no pixels" in str(result.request.changes[0])
        assert np.array_equal(kquant.find_palette(image, 2, **more), wanted.palette)
        applied = kquant.apply_palette(image, [PINK, RED], excluded=exclusions, excluded_where=where)
        assert (applied.papers is None) == (wanted is not with_others)


def test_a_paper_of_several_pictures_is_one_if_any_of_them_has_it() -> None:
    pixels = figure()
    plain = np.array([[PINK, RED, (0, 0, 90)]], np.uint8)
    for parts in ([plain, pixels], [kquant.histogram(plain), kquant.histogram(pixels)]):
        found = kquant.find_palette(parts, 3, excluded=PAPER)
        assert len(found) == 4
        assert list(WHITE) in found.tolist()
    assert len(kquant.find_palette([plain, plain], 3, excluded=PAPER)) == 3


@pytest.mark.parametrize("where", ExcludedWhere)
def test_a_preview_has_the_papers_of_the_result(where: ExcludedWhere) -> None:
    pixels = np.random.default_rng(1).integers(0, 200, (200, 200, 3)).astype(np.uint8)
    pixels[50:90, 50:90] = WHITE
    asked = Settings(colors=6, excluded=(Exclusion(WHITE), Exclusion((0, 255, 0), 3)), excluded_where=where)
    guess = preview(Picture(pixels), asked)
    result = kquant.quantize(pixels, settings=asked, metrics=False)
    assert guess is not None
    assert len(guess.palette) == len(result.palette) == (7 if where is ExcludedWhere.EVERYWHERE else 6)


def test_the_former_keyword_is_about_both() -> None:
    pixels = figure()
    mapped = kquant.quantize(pixels, 3, excluded=PAPER, rest="map")
    assert mapped.request.settings.excluded_as is ExcludedAs.NEAREST
    cleared = kquant.quantize(pixels, 3, excluded=PAPER, rest="clear")
    assert cleared.request.settings.excluded_as is ExcludedAs.TRANSPARENT
    assert cleared.transparent_index == 3
    half = kquant.quantize(
        pixels, 3, excluded=PAPER, selection=Selection.of(Rectangle(0, 0, 80, 120)), unselected="clear"
    )
    assert half.request.settings.unselected is Unselected.CLEAR
    assert tuple(half.image[0, 0]) == (*WHITE, 255)  # it is about the selection only
    assert half.image[0, -1, 3] == 0


def test_a_transparent_paper_is_no_lost_accent() -> None:
    pixels = np.zeros((60, 60, 3), np.uint8)
    pixels[:] = (90, 90, 90)
    pixels[::2] = (80, 100, 90)
    pixels[5:12, 5:12] = (255, 0, 0)
    picture = Picture(pixels)
    plain = kquant.quantize(picture, 1)
    assert [accent.color for accent in accents(picture, plain)] == [(255, 0, 0)]
    clear = kquant.quantize(picture, 1, excluded=(Exclusion((255, 0, 0)),), excluded_as="transparent")
    assert accents(picture, clear) == ()


@pytest.mark.parametrize("what", ExcludedAs)
def test_a_preview_has_the_paper(what: ExcludedAs) -> None:
    random = np.random.default_rng(1)
    pixels = random.integers(0, 200, (200, 200, 3)).astype(np.uint8)
    pixels[:60] = random.integers(250, 256, (60, 200, 3))
    asked = Settings(colors=6, excluded=(Exclusion(WHITE, 6),), excluded_as=what)
    guess = preview(Picture(pixels), asked)
    result = kquant.quantize(pixels, settings=asked, metrics=False)
    assert guess is not None
    assert len(guess.palette) == len(result.palette)
    assert guess.some_clear == (result.transparent_index is not None)
    painted = guess.paint(pixels[:30])
    if what is ExcludedAs.OWN:
        assert (painted == 255).all(axis=2).mean() > 0.99
    elif what is ExcludedAs.NEAREST:
        assert not (painted == 255).all(axis=2).any()
    given = preview(
        Picture(pixels), Settings(palette=(WHITE, RED), excluded=asked.excluded, excluded_as=what)
    )
    assert given is not None
    assert given.palette.tolist() == [list(WHITE), list(RED)]


def test_what_all_is_excluded_is_clustered_whole() -> None:
    pixels = np.full((4, 4, 3), 255, np.uint8)
    pixels[0] = LIGHT
    own = kquant.quantize(pixels, 2, excluded=(Exclusion(WHITE, 9),))
    assert "No pixel is left" in str(own.request.changes[0])
    assert np.array_equal(own.image, pixels)
    clear = kquant.quantize(pixels, 2, excluded=(Exclusion(WHITE, 9),), excluded_as="transparent")
    assert (clear.image[..., 3] == 0).all()
    assert len(clear.palette) == 0
