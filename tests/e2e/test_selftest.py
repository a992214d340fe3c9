"""`kquant --selftest`, which installers are checked with, and the child process of a frozen program."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

import kquant
from kquant.core.finders.pixels import process
from kquant.core.model.specification import Specification
from tests.e2e.harness import Run

pytestmark = pytest.mark.slow


def test_a_whole_installation_passes_in_one_line(run: Run, folder: Path) -> None:
    outcome = run("--selftest")
    assert (outcome.code, outcome.err) == (0, "")
    (line,) = outcome.out.splitlines()
    assert line.startswith(f"kquant {kquant.__version__}: self-test passed in ")
    assert list(folder.iterdir()) == []


def test_a_damaged_installation_is_told(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.setattr("kquant.cli.selftest.sample_images", lambda: [folder / "broken.png"])
    assert "PNG" in run("--selftest").error


def test_other_pixels_than_were_written_are_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from kquant.io.read import read_image

    def off_by_one(path: Path) -> object:
        source = read_image(path)
        if path.name.startswith("picture"):
            source.pixels[0, 0, 0] ^= 1
        return source

    monkeypatch.setattr("kquant.cli.selftest.read_image", off_by_one)
    assert run("--selftest").error == "self-test: PNG gave other pixels than were written"


def test_a_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started with one argument only, and that argument is known to `main`."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process._command() == [sys.executable, process.CHILD_ARGUMENT]
    command = [sys.executable, "-m", "kquant", process.CHILD_ARGUMENT]
    monkeypatch.setattr(process, "_command", lambda: command)
    data = np.repeat(np.array([[0, 0, 0], [9, 9, 9]], np.float32), 4, axis=0)
    *_, last = process.attempts(data, Specification(colors=2))
    assert last.best is not None
    assert sorted(last.best.centers[:, 0]) == [0, 9]
