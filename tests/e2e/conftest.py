"""The command line is tried from `main()` with real arguments and real files."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kquant
from kquant.cli import main
from tests.e2e.harness import Outcome, Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        return Outcome(code, *capfd.readouterr())

    return run


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that a test starts elsewhere find the KQuant that is being tested, installed or not."""
    monkeypatch.setenv("PYTHONPATH", str(Path(kquant.__file__).parents[1]), prepend=os.pathsep)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder of the test."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def photo(folder: Path) -> Path:
    """An RGB picture of 60 x 40 pixels with some 2,000 distinct colours."""
    pixels = np.random.default_rng(1).normal((200, 120, 60), (30, 20, 10), (40, 60, 3)).clip(0, 255)
    Image.fromarray(pixels.astype(np.uint8)).save(folder / "photo.png")
    return folder / "photo.png"


@pytest.fixture
def flag(folder: Path) -> Path:
    """60 x 40 pixels: half red, a third white, a sixth blue."""
    picture = Image.new("RGB", (60, 40), (255, 0, 0))
    picture.paste((255, 255, 255), (30, 0, 50, 40))
    picture.paste((0, 0, 255), (50, 0, 60, 40))
    picture.save(folder / "flag.png")
    return folder / "flag.png"
