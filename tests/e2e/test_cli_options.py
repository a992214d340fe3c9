"""The options that are made from the table of settings."""

from __future__ import annotations

from dataclasses import field, make_dataclass
from enum import StrEnum
from typing import Any

import pytest

from kquant.cli import options, settings
from kquant.cli.console import Console
from kquant.cli.parser import parse
from kquant.cli.settings import requested_settings
from kquant.core.model.choices import AlphaMode
from kquant.core.model.constraints import Exclusion
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.setting import Choice, Kind, Option, Place, Setting
from kquant.core.model.settings import SETTINGS_TABLE, Settings
from tests.e2e.harness import Run


class Grain(StrEnum):
    FINE = "fine"
    COARSE = "coarse"


GRAINS = (Choice(Grain.FINE, "Fine"), Choice(Grain.COARSE, "Coarse"))
GRAINS_WITH_OPTIONS = (
    Choice(Grain.FINE, "Fine", option=Option(("--fine",), "small ones")),
    Choice(Grain.COARSE, "Coarse", option=Option(("--novel", "--coarse"), "100 % larger ones")),
)
OPTION = Option(("--novel",), "100 % new", "NEW")


class Table:
    """The table of settings with one more record."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def add(self, default: Any, kind: Kind, option: Option | None = OPTION, **facts: Any) -> None:
        record = Setting(default, kind, "Novel", "", option=option, name="novel", **facts)
        more = make_dataclass(
            "More", [("novel", Any, field(default=default))], bases=(Settings,), frozen=True
        )
        self._monkeypatch.setitem(SETTINGS_TABLE, "novel", record)
        self._monkeypatch.setattr(settings, "Settings", more)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Table:
    return Table(monkeypatch)


def asked(*arguments: str) -> Any:
    """The settings that are asked for by options."""
    return requested_settings(parse(["palette", "photo.png", *arguments]), Console(quiet=True))


class TestANewRecord:
    @pytest.mark.parametrize("place", Place)
    @pytest.mark.parametrize(
        ("default", "kind", "facts", "arguments", "value"),
        [
            (3, Kind.WHOLE, {"high": 9}, ["--novel", "7"], 7),
            (0.5, Kind.NUMBER, {"high": 2}, ["--novel", "1.25"], 1.25),
            (False, Kind.SWITCH, {}, ["--novel"], True),
            (True, Kind.SWITCH, {}, ["--novel"], False),
            (Grain.FINE, Kind.CHOICE, {"choices": GRAINS}, ["--novel", "coarse"], Grain.COARSE),
            (
                Grain.FINE,
                Kind.CHOICE,
                {"choices": GRAINS_WITH_OPTIONS, "option": None},
                ["--coarse"],
                Grain.COARSE,
            ),
            ((0, 0, 0), Kind.COLOR, {}, ["--novel", "#ff8800"], (255, 136, 0)),
            ((), Kind.COLORS, {}, ["--novel", "ff8800,lime"], ((255, 136, 0), (0, 255, 0))),
            ((), Kind.EXCLUSIONS, {}, ["--novel", "lime:5"], (Exclusion((0, 255, 0), 5),)),
            (None, Kind.SELECTION, {}, ["--novel", "1,2,3,4"], Selection.of(Rectangle(1, 2, 3, 4))),
        ],
    )
    def test_is_an_option(
        self,
        run: Run,
        table: Table,
        place: Place,
        default: Any,
        kind: Kind,
        facts: dict[str, Any],
        arguments: list[str],
        value: Any,
    ) -> None:
        table.add(default, kind, place=place, **facts)
        assert (asked().novel, asked(*arguments).novel) == (default, value)
        for command in ("palette", "quantize"):
            assert "--novel" in (page := run(command, "--help").out)
            assert "100 % " in page

    @pytest.mark.parametrize(
        ("default", "kind", "facts", "arguments", "complaint"),
        [
            (3, Kind.WHOLE, {"low": 2, "high": 9}, ["--novel", "1"], "1 is not between 2 and 9"),
            (0.5, Kind.NUMBER, {"high": 2.5}, ["--novel", "3"], "3 is not a number from 0 to 2.5"),
            (Grain.FINE, Kind.CHOICE, {"choices": GRAINS}, ["--novel", "x"], "invalid choice: 'x'"),
            (
                Grain.FINE,
                Kind.CHOICE,
                {"choices": GRAINS_WITH_OPTIONS, "option": None},
                ["--fine", "--coarse"],
                "not allowed with argument --fine",
            ),
        ],
    )
    def test_refuses_what_it_does_not_take(
        self,
        run: Run,
        table: Table,
        default: Any,
        kind: Kind,
        facts: dict[str, Any],
        arguments: list[str],
        complaint: str,
    ) -> None:
        table.add(default, kind, **facts)
        outcome = run("palette", "photo.png", *arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert complaint in outcome.err

    def test_without_an_option_is_none(self, run: Run, table: Table) -> None:
        table.add(3, Kind.WHOLE, None, high=9)
        assert "novel" not in run("palette", "--help").out

    def test_brings_along_what_it_needs(self, run: Run, table: Table) -> None:
        table.add(3, Kind.WHOLE, high=9, needs=("alpha", AlphaMode.THRESHOLD))
        assert asked("--novel", "4").alpha is AlphaMode.THRESHOLD
        assert asked("--novel", "4", "--alpha", "threshold").alpha is AlphaMode.THRESHOLD
        outcome = run("palette", "photo.png", "--novel", "4", "--alpha", "keep")
        assert outcome.code == 2
        assert "--novel does not go with --alpha keep" in outcome.err


class TestAnEngineThatIsInstalled:
    @pytest.fixture(autouse=True)
    def installed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(options, "installed", lambda registry: ("histogram", "pixels", "median-cut"))

    def test_is_taken_by_name(self) -> None:
        assert parse(["palette", "photo.png", "--engine", "median-cut"]).engine == "median-cut"

    def test_is_told_where_the_name_is_wrong(self, run: Run) -> None:
        outcome = run("palette", "photo.png", "--engine", "magic")
        assert outcome.code == 2
        told = "argument --engine: invalid choice: 'magic' (choose from 'histogram', 'pixels', 'median-cut')"
        assert told in outcome.err


def test_help_does_not_look_for_installed_engines(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def look() -> tuple[str, ...]:
        raise AssertionError

    monkeypatch.setattr(options, "installed", look)
    assert "--engine {histogram,pixels}" in run("palette", "--help").out
    assert parse(["palette", "photo.png", "--engine", "pixels"]).engine == "pixels"
