"""Settings kept under a name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as run_with
from hypothesis import strategies as st

from kquant.core.model.choices import AlphaMode, Effort, Engine, ExcludedAs, Init, Space, Unselected
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.settings import Settings
from kquant.session.files.presets import Presets, kept_fields
from kquant.session.files.settings_file import SettingsFile

_ODD = Settings(
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
    palette=((1, 1, 1), (2, 2, 2)),
    clear_entry=ClearEntry(1, (7, 8, 9)),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def _store(file: Path) -> SettingsFile:
    return SettingsFile(file)


def _presets(file: Path) -> Presets:
    return Presets(_store(file))


def _written(file: Path, content: object) -> Presets:
    store = _store(file)
    store.set_value("presets", content)
    return Presets(store)


def test_a_preset_comes_back_in_another_run(file: Path) -> None:
    store = _store(file)
    Presets(store).save("Zwölf, „fein“; #1", _ODD)
    store.close()
    found = _presets(file).fields("Zwölf, „fein“; #1")
    assert found == kept_fields(_ODD)
    assert Settings(**found) == Settings(**kept_fields(_ODD))


def test_locked_colours_stay_with_their_picture(file: Path) -> None:
    presets = _presets(file)
    presets.save("mine", _ODD)
    assert "locked" not in (presets.fields("mine") or {"locked": 1})


def test_names_are_in_alphabetical_order_and_replaced_and_deleted(file: Path) -> None:
    presets = _presets(file)
    for name in ("poster", "Icon", " album "):
        presets.save(name, Settings())
    presets.save("Icon", Settings(colors=3))
    assert presets.names() == ["album", "Icon", "poster"]
    assert (presets.fields("Icon") or {})["colors"] == 3
    presets.delete("Icon")
    presets.delete("never there")
    assert presets.names() == ["album", "poster"]
    assert presets.fields("Icon") is None


def test_a_blank_name_is_refused(file: Path) -> None:
    presets = _presets(file)
    with pytest.raises(ValueError, match="name"):
        presets.save("  ", Settings())
    assert presets.names() == []


@pytest.mark.parametrize(
    "content", ["", "{", "[1]", "null", "7", "[" * 100_000, ["a", "b"], b"\xff\x00", '{"a": 1', 3.5]
)
def test_a_corrupt_store_is_empty_and_can_be_written_again(file: Path, content: object) -> None:
    presets = _written(file, content)
    assert presets.names() == []
    presets.save("new", Settings())
    assert presets.names() == ["new"]


@pytest.mark.parametrize(
    "values",
    [
        3,
        None,
        {"colors": "many"},
        {"colors": True},
        {"colors": 2**40},
        {"seed": -1},
        {"attempts": 1.5},
        {"epsilon": "small"},
        {"epsilon": float("nan")},
        {"epsilon": 10**400},
        {"engine": "steam"},
        {"matte": [1, 2]},
        {"matte": 5},
        {"init_colors": [[1, 2, 300]]},
        {"init_colors": "ff0000"},
    ],
)
def test_one_broken_preset_does_not_hide_the_others(file: Path, values: object) -> None:
    presets = _written(file, json.dumps({"broken": values, "good": {"colors": 7, "of the future": 1}}))
    assert presets.names() == ["good"]
    assert presets.fields("good") == kept_fields(Settings(colors=7))


_WRITTEN_BY_0_1 = """\
{"mine": {"colors": 5, "engine": "pixels", "init": "given", "init_colors": [[1, 2, 3], [250, 0, 7]],
"attempts": 9, "max_iter": 20, "epsilon": 0.25, "seed": 42, "effort": "best", "space": "oklab",
"alpha": "matte", "matte": [3, 4, 5], "rest": "clear", "palette": [[1, 1, 1], [2, 2, 2]],
"palette_use": "fixed", "clear_entry": {"place": 1, "color": [7, 8, 9]}}}
"""


def test_a_preset_of_the_first_version_is_read(file: Path) -> None:
    presets = _written(file, _WRITTEN_BY_0_1)
    as_read = replace(_ODD, colors=None)  # K meant nothing with a palette
    expected = kept_fields(replace(as_read, unselected=Unselected.CLEAR, excluded_as=ExcludedAs.TRANSPARENT))
    assert presets.fields("mine") == expected
    mapped = _written(file, _WRITTEN_BY_0_1.replace('"clear"', '"map"')).fields("mine")
    assert mapped == kept_fields(replace(as_read, excluded_as=ExcludedAs.NEAREST))
    presets.save("other", Settings())  # which writes all of them anew
    assert presets.fields("mine") == expected


def test_a_preset_of_before_without_a_palette_to_map_to_keeps_its_k(file: Path) -> None:
    older = {"free": {"colors": 9}, "start": {"colors": 9, "palette": ["#ff0000"], "palette_use": "start"}}
    presets = _written(file, json.dumps(older))
    assert [(presets.fields(name) or {})["colors"] for name in ("free", "start")] == [9, 9]


@pytest.mark.parametrize("colors", [1, 2, None])
def test_a_preset_keeps_how_many_colours_of_a_palette_were_chosen(file: Path, colors: int | None) -> None:
    presets = _presets(file)
    presets.save("some", replace(_ODD, colors=colors))
    presets.save("other", Settings())  # which writes all of them anew
    assert (presets.fields("some") or {"colors": 0})["colors"] == colors


@run_with(deadline=None, max_examples=40)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*kept_fields(Settings())]), inner),
    )
)
def test_no_stored_value_raises(tmp_path_factory: pytest.TempPathFactory, values: object) -> None:
    presets = _written(tmp_path_factory.getbasetemp() / "any.ini", json.dumps({"any": values}))
    for name in presets.names():
        Settings(**(presets.fields(name) or {}))
        presets.save(name, Settings())
