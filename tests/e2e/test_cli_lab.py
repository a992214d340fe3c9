"""`kquant lab` before it shows anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.harness import Run


def test_help_tells_of_data(run: Run) -> None:
    outcome = run("lab", "--help")
    assert outcome.code == 0
    assert "kquant lab --data measurements.csv" in outcome.out
    assert "kquant lab" in run("--help").out


@pytest.mark.parametrize("wrong", [["-k", "0"], ["-k", "51"], ["--theme", "pink"], ["points.csv"]])
def test_wrong_usage(run: Run, folder: Path, wrong: list[str]) -> None:
    outcome = run("lab", *wrong)
    assert outcome.code == 2
    assert "kquant lab: error:" in outcome.err


def test_data_that_are_not_there(run: Run, folder: Path) -> None:
    assert run("lab", "--data", "points.csv").error == "points.csv: there is no such file"
