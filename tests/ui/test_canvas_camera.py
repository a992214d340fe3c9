"""Zoom, pan and fit as laws that hold for every picture and window."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kquant.lab.core.points import LARGEST
from kquant.ui.features.canvas.camera import Camera
from kquant.ui.features.canvas.layers import Window

sides = st.integers(1, 20_000)
panes = st.tuples(st.integers(20, 4000), st.integers(20, 4000))
zooms = st.floats(0.01, 64)


def camera(picture: tuple[int, int], pane: tuple[int, int]) -> Camera:
    made = Camera()
    made.show(*picture)
    made.resize(*pane)
    return made


@given(st.tuples(sides, sides), panes)
def test_fitted_picture_is_whole_and_as_large_as_it_goes(
    picture: tuple[int, int], pane: tuple[int, int]
) -> None:
    fitted = camera(picture, pane)
    assert all(drawn <= side for drawn, side in zip(fitted.drawn_size, pane, strict=True))
    assert not fitted.movable
    if fitted.scale < 1:
        exact = [abs(length * fitted.scale - side) < 1 for length, side in zip(picture, pane, strict=True)]
        assert any(exact)
    else:
        assert fitted.scale == int(fitted.scale) <= LARGEST


@given(st.tuples(sides, sides), panes, zooms, zooms, st.floats(0, 1), st.floats(0, 1))
def test_zoom_keeps_what_is_under_the_cursor(
    picture: tuple[int, int], pane: tuple[int, int], first: float, second: float, right: float, down: float
) -> None:
    looking = camera(picture, pane)
    looking.zoom(first, pane[0] / 2, pane[1] / 2)
    at = (right * pane[0], down * pane[1])
    before = [(place - start) / looking.scale for place, start in zip(at, looking.origin, strict=True)]
    # Where the picture is smaller than the pane it stays in the middle instead.
    assume(all(length * min(first, second) > 2 * side for length, side in zip(picture, pane, strict=True)))
    looking.zoom(second, *at)
    left, top = looking.origin
    held = [
        start == 0 or start + drawn == side
        for start, drawn, side in zip((left, top), looking.drawn_size, pane, strict=True)
    ]
    after = [(place - start) / looking.scale for place, start in zip(at, (left, top), strict=True)]
    for old, new, edge in zip(before, after, held, strict=True):
        assert edge or abs(old - new) <= 1.5 / min(first, second)


@given(st.tuples(sides, sides), panes, zooms, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_pan_never_loses_the_picture(
    picture: tuple[int, int], pane: tuple[int, int], scale: float, right: float, down: float
) -> None:
    looking = camera(picture, pane)
    looking.zoom(scale, 0, 0)
    looking.pan(right, down)
    for start, drawn, side in zip(looking.origin, looking.drawn_size, pane, strict=True):
        if drawn > side:
            assert start <= 1
            assert start + drawn >= side - 1
        else:
            assert abs(start - (side - drawn) / 2) <= 1


@given(st.tuples(sides, sides), panes, zooms, st.integers(0, 300))
def test_window_lies_within_the_picture(
    picture: tuple[int, int], pane: tuple[int, int], scale: float, margin: int
) -> None:
    looking = camera(picture, pane)
    looking.zoom(scale, 0, 0)
    sight, wide = looking.window(), looking.window(margin)
    assert wide.contains(sight)
    assert wide.x >= 0
    assert wide.y >= 0
    assert wide.x + wide.width <= looking.drawn_size[0]
    assert wide.y + wide.height <= looking.drawn_size[1]


def test_pixel_is_none_beside_the_picture() -> None:
    looking = camera((10, 10), (100, 50))
    assert looking.scale == 5
    assert looking.pixel(25, 0) == (0, 0)
    assert looking.pixel(74.9, 49.9) == (9, 9)
    assert looking.pixel(24.9, 0) is None
    assert looking.pixel(75, 0) is None


def test_fitted_picture_leaves_the_padding_free() -> None:
    looking = camera((100, 100), (50, 50))
    looking.resize(66, 90, padding=8)
    assert looking.scale == 0.5
    assert looking.origin == (8, 20)


@pytest.mark.parametrize(("scale", "other"), [(1.0, 1.0), (1.0, 2.0)])
def test_windows_contain_only_windows_of_their_scale(scale: float, other: float) -> None:
    assert Window(scale, 0, 0, 10, 10).contains(Window(other, 2, 2, 8, 8)) == (scale == other)
