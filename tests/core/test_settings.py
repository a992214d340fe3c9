"""What can be asked for, and the table of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields, replace
from enum import Enum
from typing import Any

import numpy as np
import pytest

import kquant
from kquant.core.model.choices import Engine, ExcludedAs, Unselected
from kquant.core.model.constraints import Exclusion
from kquant.core.model.resolve import resolve
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.setting import Kind, Setting
from kquant.core.model.settings import FORMER_NAMES, SETTINGS_TABLE, Settings


def settings(**words: Any) -> Settings:
    """As the library takes them: by texts, and by names that they had."""
    return Settings(**words)


def test_the_former_name_of_a_setting_is_taken() -> None:
    cleared = settings(rest="clear")
    assert cleared == Settings(unselected=Unselected.CLEAR, excluded_as=ExcludedAs.TRANSPARENT)
    assert settings(rest="map") == Settings(excluded_as=ExcludedAs.NEAREST)
    assert cleared.rest is Unselected.CLEAR
    as_text: dict[str, Any] = {"unselected": "map"}
    assert replace(cleared, **as_text).unselected is Unselected.MAP
    by_former_name: dict[str, Any] = {"rest": "clear"}
    assert replace(Settings(), **by_former_name) == cleared
    image = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    where = Selection.of(Rectangle(0, 0, 4, 4))
    result = kquant.quantize(image, 2, selection=where, rest="clear")
    assert result.request.settings.rest is Unselected.CLEAR
    assert result.counts.sum() == 16


def test_what_is_said_by_its_present_name_goes_before_a_former_one() -> None:
    assert settings(rest="map", excluded_as="own") == Settings()
    assert settings(excluded_as="own", rest="clear") == settings(unselected="clear")
    assert settings(rest="clear", unselected="map") == settings(excluded_as="transparent")
    image = np.full((4, 4, 3), 9, np.uint8)
    image[0] = 200
    excluded = (Exclusion((200, 200, 200)),)
    result = kquant.quantize(image, 2, excluded=excluded, rest="clear", excluded_as="nearest")
    assert result.request.settings.excluded_as is ExcludedAs.NEAREST


_NO_OPTION = {
    "palette": "--palette-in names a file, which brings",
    "clear_entry": "the clear entry too",
}


@pytest.mark.parametrize("record", SETTINGS_TABLE.values(), ids=list(SETTINGS_TABLE))
class TestEverySetting:
    def test_has_a_record_that_tells_all_of_it(self, record: Setting) -> None:
        assert getattr(Settings(), record.name) == record.default
        assert record.label
        assert record.help.endswith(".")
        options = [record.option, *(choice.option for choice in record.choices)]
        assert any(options) != (record.name in _NO_OPTION)
        assert all(option.flags and option.help for option in options if option)

    def test_has_texts_that_are_made_of_others(self, record: Setting) -> None:
        shouted = record.translated(str.upper)
        assert shouted.title.isupper()
        assert "&" not in shouted.title
        assert [choice.undo.format("X") for choice in shouted.choices] == [
            choice.undo for choice in shouted.choices
        ]

    def test_has_as_many_choices_as_its_enumeration(self, record: Setting) -> None:
        assert bool(record.choices) == (record.kind is Kind.CHOICE)
        if record.choices:
            enumeration: type[Enum] = type(record.default)
            assert {choice.value for choice in record.choices} == set(enumeration)

    def test_needs_one_that_is_there(self, record: Setting) -> None:
        if record.needs:
            name, value = record.needs
            assert value in {choice.value for choice in SETTINGS_TABLE[name].choices}


def test_the_table_has_all_fields_in_their_order() -> None:
    assert list(SETTINGS_TABLE) == [field.name for field in fields(Settings)]
    assert set(FORMER_NAMES.values()) <= set(SETTINGS_TABLE)


def test_texts_of_the_window() -> None:
    engine, seed = (SETTINGS_TABLE[name].translated() for name in ("engine", "seed"))
    assert (engine.label, engine.title) == ("En&gine", "Engine")
    assert [choice.undo for choice in engine.choices] == [
        "Engine: Distinct colours",
        "Engine: Every pixel (slow)",
    ]
    assert seed.undo.format(7) == "Seed 7"
    assert SETTINGS_TABLE["init_colors"].translated().undo == "Given colours"
    switch = Setting(False, Kind.SWITCH, "&Keep all", "Drops none.").translated()
    assert switch.undo.format("on") == "Keep all: on"
    uses = SETTINGS_TABLE["unselected"].translated().choices
    assert [use.undo for use in uses] == ["Map the rest", "Leave the rest out"]


_NUMBERS = [record for record in SETTINGS_TABLE.values() if record.kind in (Kind.WHOLE, Kind.NUMBER)]


@pytest.mark.parametrize("record", _NUMBERS, ids=[record.name for record in _NUMBERS])
def test_the_table_has_the_range_of_every_number(record: Setting) -> None:
    assert record.default is None or record.low <= record.default <= record.high
    for end, outside in ((record.low, record.low - 1), (record.high, record.high + 1)):
        if record.strict:
            with pytest.raises(ValueError, match=f"{record.low} to {record.high}, not {outside}"):
                settings(**{record.name: outside})
        else:
            request = resolve(settings(**{record.name: outside}), 100_000)
            assert getattr(request.settings, record.name) == end
            assert len(request.changes) == 1
        request = resolve(settings(**{record.name: end}), 100_000)
        assert getattr(request.settings, record.name) == end
        assert request.changes == ()


def test_an_engine_may_have_a_name_that_others_give_it() -> None:
    assert Settings(engine="pixels").engine is Engine.PIXELS
    assert Settings(engine="octree").engine == "octree"
    with pytest.raises(ValueError, match="octree"):
        kquant.quantize(np.arange(48, dtype=np.uint8).reshape(4, 4, 3), 2, engine="octree")
    with pytest.raises(ValueError, match="steam"):
        settings(space="steam")


def test_the_table_is_read_without_numpy() -> None:
    asked = "import sys, kquant.core.model.settings; print({'numpy', 'cv2', 'msgspec'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
