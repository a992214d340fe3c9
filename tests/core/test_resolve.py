from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kquant.core.model.choices import AlphaMode, Effort, Engine, Init, PaletteUse, Space
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.resolve import resolve
from kquant.core.model.settings import Settings

COLOR = st.tuples(*[st.integers(0, 255)] * 3)
SETTINGS = st.builds(
    Settings,
    colors=st.integers(-10, 10_000),
    engine=st.sampled_from(Engine),
    init=st.sampled_from(Init),
    init_colors=st.lists(COLOR, max_size=6).map(tuple),
    attempts=st.integers(-3, 5000),
    max_iter=st.integers(-3, 20_000),
    epsilon=st.floats(),
    seed=st.integers(-(2**40), 2**40),
    effort=st.sampled_from(Effort),
    space=st.sampled_from(Space),
    alpha=st.sampled_from(AlphaMode),
    locked=st.lists(COLOR, max_size=4).map(tuple),
)


@given(SETTINGS, st.integers(1, 5000), st.sampled_from([256, 4096]), st.booleans())
def test_every_value_comes_into_range(asked: Settings, distinct: int, limit: int, translucent: bool) -> None:
    request = resolve(asked, distinct, limit=limit, translucent=translucent)

    found = request.settings
    assert found.colors is not None
    assert found.attempts is not None
    assert max(1, len(found.locked)) <= found.colors <= max(min(distinct, limit), len(found.locked))
    assert 1 <= found.attempts <= 1000
    assert 1 <= found.max_iter <= 10_000
    assert 0 <= found.epsilon <= 1000
    assert 0 <= found.seed < 2**31
    assert len(found.init_colors) <= found.colors
    assert bool(found.init_colors) == (found.init is Init.GIVEN)
    assert len(set(found.locked)) == len(found.locked)
    if found.engine is Engine.PIXELS:
        assert 2 <= found.max_iter <= 100
    kept = ("engine", "effort", "alpha", "matte")
    assert all(getattr(found, name) == getattr(asked, name) for name in kept)
    assert found.space is (Space.SRGB if asked.space is Space.AUTO else asked.space)


@given(SETTINGS, st.integers(1, 5000), st.sampled_from([256, 4096]), st.booleans())
def test_pure_and_nothing_is_left_to_change(
    asked: Settings, distinct: int, limit: int, translucent: bool
) -> None:
    once = resolve(asked, distinct, limit=limit, translucent=translucent)

    assert resolve(asked, distinct, limit=limit, translucent=translucent) == once
    assert resolve(once.settings, distinct, limit=limit, translucent=translucent).settings == once.settings


@given(SETTINGS, st.integers(1, 5000))
def test_each_change_is_said_in_a_sentence(asked: Settings, distinct: int) -> None:
    request = resolve(asked, distinct)

    names = ("colors", "attempts", "max_iter", "seed", "init")
    changed = [name for name in names if getattr(asked, name) not in (None, getattr(request.settings, name))]
    assert len(request.changes) >= len(changed)
    said = [str(change) for change in request.changes]
    assert all(text[0].isupper() or text[0].isdigit() or text.startswith("cv2") for text in said)
    assert all(text.endswith(".") and "\n" not in text for text in said)


def test_nothing_is_said_of_the_defaults() -> None:
    asked = Settings()

    assert resolve(asked, 1000) == resolve(asked, 16)
    assert resolve(asked, 1000).settings == replace(asked, colors=16, attempts=1, space=Space.SRGB)
    assert resolve(asked, 1000).changes == ()


@pytest.mark.parametrize(
    ("changes", "field", "value", "said"),
    [
        ({"colors": 0}, "colors", 1, "number of colours must be 1 to 256: 1 is used instead of 0"),
        ({"colors": 300}, "colors", 40, "must be 1 to 256: 256 is used instead of 300"),
        ({"colors": 50}, "colors", 40, "only 40 distinct colours"),
        ({"attempts": 0}, "attempts", 1, "attempts must be 1 to 1000"),
        ({"attempts": 1001}, "attempts", 1000, "1000 is used instead of 1001"),
        ({"max_iter": 0}, "max_iter", 1, "maximum iterations must be 1 to 10000"),
        ({"max_iter": 1, "engine": "pixels"}, "max_iter", 2, "2 to 100 iterations: 2 instead of 1"),
        ({"max_iter": 101, "engine": "pixels"}, "max_iter", 100, "100 instead of 101"),
        ({"seed": -1}, "seed", 0, "0 is used instead of -1"),
        ({"seed": 2**31}, "seed", 2**31 - 1, "seed must be 0 to 2147483647"),
        ({"epsilon": -1.0}, "epsilon", 0, "epsilon must be 0 to 1000: 0 is used instead of -1"),
        ({"epsilon": float("nan")}, "epsilon", 0, "0 is used instead of nan"),
        ({"epsilon": float("inf")}, "epsilon", 1000, "1000 is used instead of inf"),
        ({"init": "given"}, "init", Init.PP, "No initial centres are given"),
        (
            {"init": "given", "colors": 1, "init_colors": ((1, 1, 1), (2, 2, 2))},
            "init_colors",
            ((1, 1, 1),),
            "Only the first 1 of 2 initial centres",
        ),
        (
            {"init": "given", "colors": 3, "init_colors": ((1, 1, 1), (1, 1, 1))},
            "init_colors",
            ((1, 1, 1),),
            "2 more initial centres are drawn by k-means",
        ),
        (
            {"init": "given", "init_colors": ((1, 1, 1),), "attempts": 3},
            "attempts",
            1,
            "one attempt is made",
        ),
        ({"colors": 1, "locked": ((0, 0, 0), (1, 1, 1))}, "colors", 2, "2 colours are locked"),
        ({"locked": ((0, 0, 0),), "engine": "pixels"}, "colors", 16, "locked colours replace the nearest"),
    ],
)
def test_every_clamp_and_its_sentence(changes: dict[str, Any], field: str, value: object, said: str) -> None:
    request = resolve(Settings(**changes), 40, limit=256)

    assert getattr(request.settings, field) == value
    assert any(said in str(change) for change in request.changes)


def test_what_is_said_of_pictures() -> None:
    blended = resolve(Settings(engine="pixels"), 99, translucent=True)
    assert "cv2.kmeans knows no weights" in str(blended.changes[0])
    assert resolve(Settings(), 99, translucent=True).changes == ()
    assert "1 distinct colour:" in str(resolve(Settings(), 1).changes[0])
    nothing = resolve(Settings(), 0)
    assert nothing.settings.colors == 0
    assert "visible" in str(nothing.changes[0])


def test_a_palette_to_map_to_is_not_cut_by_what_a_format_holds() -> None:
    palette = tuple((place // 256, place % 256, 7) for place in range(600))
    request = resolve(Settings(palette=palette, locked=((9, 9, 9),)), 40, limit=255)
    assert request.settings.palette == (*palette, (9, 9, 9))
    assert request.changes == ()
    long = tuple((place // 256, place % 256, 7) for place in range(5000))
    (said,) = resolve(Settings(palette=long), 40, limit=255).changes
    assert str(said) == "Only 4096 of the 5000 colours of the palette are used."


def test_a_clear_entry_belongs_to_a_palette_that_is_mapped_to() -> None:
    red, blue = (255, 0, 0), (0, 0, 255)
    asked = Settings(palette=(red, red, blue), clear_entry=ClearEntry(2))
    assert resolve(asked, 40).settings.clear_entry == ClearEntry(1)
    assert resolve(replace(asked, clear_entry=ClearEntry(9)), 40).settings.clear_entry == ClearEntry(2)
    for use in (PaletteUse.START, PaletteUse.RECOLOR, PaletteUse.LIGHTNESS):
        assert resolve(replace(asked, palette_use=use), 40).settings.clear_entry is None
    assert resolve(replace(asked, palette=()), 40).settings.clear_entry is None
    with pytest.raises(TypeError):
        Settings(clear_entry=0)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="from 0 on"):
        ClearEntry(-1)


RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.mark.parametrize(
    ("asked", "limit", "sentence"),
    [
        (
            {"palette": (RED,), "palette_use": "recolor", "colors": 5},
            256,
            "There is 1 colour to paint with: 1 is used instead of 5.",
        ),
        (
            {"palette": (RED, BLUE), "palette_use": "recolor", "colors": 5},
            256,
            "There are 2 colours to paint with: 2 are used instead of 5.",
        ),
        ({"palette": (RED,), "colors": 5}, 256, "There is 1 colour to paint with: 1 is used instead of 5."),
        (
            {"excluded": (Exclusion(RED),), "colors": 5},
            2,
            "Excluded colours count too, 2 with them at most: 1 other is used instead of 5.",
        ),
        (
            {"excluded": (Exclusion(RED), Exclusion(BLUE)), "colors": 1},
            2,
            "Only the first of 2 excluded colours is used.",
        ),
        ({"locked": (RED, BLUE), "colors": 1}, 1, "Only the first of 2 locked colours is used."),
        (
            {"init": "given", "init_colors": (RED, BLUE), "colors": 1, "attempts": 1},
            256,
            "Only the first 1 of 2 initial centres is used.",
        ),
        (
            {"init": "given", "init_colors": (RED, BLUE), "colors": 3, "attempts": 1},
            256,
            "1 more initial centre is drawn by k-means++.",
        ),
    ],
)
def test_of_one_it_is_said_so(asked: dict[str, Any], limit: int, sentence: str) -> None:
    request = resolve(Settings(**asked), 100, limit=limit)
    assert [str(change) for change in request.changes] == [sentence]


def test_one_locked_colour_where_nothing_is_visible() -> None:
    request = resolve(Settings(colors=3, locked=(RED,)), 0)
    assert "1 colour is locked: 1 is used instead of 0." in map(str, request.changes)
