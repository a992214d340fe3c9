"""Settings as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kquant.core.model.choices import (
    AlphaMode,
    ClearPlace,
    Effort,
    Engine,
    ExcludedAs,
    ExcludedWhere,
    Init,
    Pad,
    PaletteUse,
    Representative,
    Space,
    Unselected,
    Unused,
)
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.selection import Combine, Ellipse, Everything, Polygon, Rectangle, Selection, Wand
from kquant.core.model.settings import SETTINGS_TABLE, Settings
from kquant.io.settings_json import settings_from_json, settings_to_json

_ALL = Settings(
    colors=5,
    engine=Engine.PIXELS,
    init=Init.GIVEN,
    init_colors=((1, 2, 3), (250, 0, 7)),
    attempts=9,
    max_iter=20,
    epsilon=0.25,
    seed=42,
    effort=Effort.BEST,
    space=Space.OKLAB,
    alpha=AlphaMode.MATTE,
    matte=(3, 4, 5),
    locked=((9, 9, 9),),
    excluded=(Exclusion((255, 255, 255), 2.5),),
    selection=Selection.of(Rectangle(1, 2, 3, 4))
    .combined(Ellipse(-5, 6, 7, 8), Combine.SUBTRACT)
    .combined(Polygon(((0.5, 1), (2, 3), (4, 5.25))), Combine.INTERSECT)
    .combined(Wand(1, 2, 3.5, contiguous=False), Combine.ADD)
    .combined(Everything(), Combine.TOGGLE),
    emphasis=7,
    unselected=Unselected.CLEAR,
    palette=((1, 1, 1), (2, 2, 2)),
    palette_use=PaletteUse.RECOLOR,
    clear_entry=ClearEntry(1, (7, 8, 9)),
    clear_place=ClearPlace.FIRST,
    unused=Unused.DROP,
    pad=Pad.TO_16,
    representative=Representative.FREQUENT,
    depth=Depth.RGB555,
    excluded_as=ExcludedAs.NEAREST,
    excluded_where=ExcludedWhere.EDGE,
)
_ALL_JSON = """\
{"colors": 5, "engine": "pixels", "init": "given", "init_colors": ["#010203", "#fa0007"], "attempts": 9,
"max_iter": 20, "epsilon": 0.25, "seed": 42, "effort": "best", "space": "oklab", "alpha": "matte",
"matte": "#030405", "locked": ["#090909"], "excluded": [{"hex": "#ffffff", "radius": 2.5}],
"selection": [{"shape": "rectangle", "how": "add", "x": 1, "y": 2, "width": 3, "height": 4},
{"shape": "ellipse", "how": "subtract", "x": -5, "y": 6, "width": 7, "height": 8},
{"shape": "polygon", "how": "intersect", "points": [[0.5, 1], [2, 3], [4, 5.25]]},
{"shape": "wand", "how": "add", "x": 1, "y": 2, "tolerance": 3.5, "contiguous": false},
{"shape": "everything", "how": "toggle"}],
"emphasis": 7, "unselected": "clear", "palette": ["#010101", "#020202"], "palette_use": "recolor",
"clear_entry": {"place": 1, "hex": "#070809"}, "remapper": "nearest", "clear_place": "first",
"unused": "drop", "pad": 16, "representative": "frequent", "depth": "15", "excluded_as": "nearest",
"excluded_where": "edge"}
"""


def test_every_setting_has_one_notation() -> None:
    written = json.dumps(settings_to_json(_ALL), allow_nan=False)
    assert written == json.dumps(json.loads(_ALL_JSON))
    assert settings_from_json(json.loads(_ALL_JSON)) == _ALL


def test_what_is_not_told_is_at_its_default_and_what_is_not_known_is_left_out() -> None:
    assert settings_from_json({}) == Settings()
    assert settings_from_json({"colors": 3, "of the future": [1]}) == Settings(colors=3)
    assert settings_from_json(json.loads(json.dumps(settings_to_json(Settings())))) == Settings()


def test_former_names_and_other_notations_of_colours_are_read() -> None:
    read = settings_from_json({"rest": "clear", "matte": [1, 2, 3], "locked": ["gold", [0, 0, 0]]})
    assert settings_from_json({"unselected": "map"}) == Settings(excluded_as=ExcludedAs.NEAREST)
    assert settings_from_json({"rest": "map", "excluded_as": "own"}) == Settings()  # as reports have it
    for both in ({"rest": "clear", "unselected": "map"}, {"unselected": "map", "rest": "clear"}):
        assert settings_from_json(both).unselected == "map"
    by_former_name: dict[str, Any] = {"rest": "clear"}
    assert read == Settings(matte=(1, 2, 3), locked=((255, 215, 0), (0, 0, 0)), **by_former_name)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (7, "settings are names with values"),
        ([1], "settings are names with values"),
        ({"colors": "many"}, "colors cannot be read: Expected `int`, got `str`"),
        ({"colors": True}, "colors"),
        ({"colors": 2**31}, "colors"),
        ({"seed": -1}, "seed"),
        ({"epsilon": float("nan")}, "epsilon cannot be read: nan is not a finite number"),
        ({"epsilon": 10**400}, "epsilon"),
        ({"space": "steam"}, "space"),
        ({"matte": [1, 2]}, "matte"),
        ({"matte": "no colour"}, "matte cannot be read: 'no colour' is not a colour like #ff8800"),
        ({"locked": [[1, 2, 300]]}, "locked"),
        ({"excluded": [{"hex": "#000000", "radius": -1}]}, "excluded"),
        ({"selection": [{"shape": "star", "how": "add"}]}, "selection"),
        ({"selection": [{"shape": "rectangle", "how": "add", "x": 1, "y": 2, "width": 3}]}, "selection"),
        ({"emphasis": 101}, "emphasis is 0 to 100, not 101"),
        ({"clear_entry": {"place": -1}}, "clear_entry"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(content: object, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        settings_from_json(content)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*SETTINGS_TABLE]), inner),
    )
)
def test_whatever_comes_in_is_read_or_refused(content: object) -> None:
    try:
        settings = settings_from_json(content)
    except ValueError:
        return
    assert settings_from_json(settings_to_json(settings)) == settings
