"""Finders and remappers of other packages, installed beside KQuant."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytestmark = pytest.mark.slow

_MODULE = '''
from dataclasses import replace

import numpy as np
from kquant.core.model.clustering import Clustering
from kquant.core.remap.nearest import REMAPPER


class Greys:
    """As many greys as are asked for, whatever the picture."""

    needs_pixels = False

    def find(self, source, spec, run):
        steps = np.linspace(0, 255, spec.colors)
        return Clustering(np.repeat(steps[:, None], 3, axis=1), np.ones(spec.colors, bool))


FINDER = Greys()


class Last:
    """Every pixel gets the last colour, but for the first pixel."""

    def remap(self, image, palette, how, run):
        indexed = REMAPPER.remap(image, palette, how, run)
        labels = np.full_like(indexed.labels, len(indexed.palette) - 1)
        labels[0, 0] = 0
        counts = np.bincount(labels.ravel(), minlength=len(indexed.palette))
        return replace(indexed, labels=labels, counts=counts)


LAST = Last()
'''


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of packages as an installer leaves it, with one that adds finders and a remapper."""
    site = tmp_path / "site"
    (site / "greys-1.0.dist-info").mkdir(parents=True)
    (site / "greys.py").write_text(_MODULE, encoding="utf-8")
    (site / "greys-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: greys\nVersion: 1.0\n", encoding="utf-8"
    )
    points = "[kquant.finders]\ngreys = greys:FINDER\nbroken = nowhere:FINDER\n"
    points += "[kquant.remappers]\nlast = greys:LAST\n"
    (site / "greys-1.0.dist-info" / "entry_points.txt").write_text(points, encoding="utf-8")
    return site


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    pixels = np.random.default_rng(0).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def run(site: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "kquant", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_installed_finder_is_found_by_its_name(installed: Path, photo: Path) -> None:
    done = run(installed, "palette", photo, "-k", "3", "--engine", "greys")

    assert done.returncode == 0, done.stderr
    assert sorted(line.split()[0] for line in done.stdout.splitlines()) == ["#000000", "#808080", "#ffffff"]


def test_an_installed_remapper_is_found_by_its_name(installed: Path, photo: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.png"
    done = run(installed, "quantize", photo, "-o", few, "-k", "3", "--engine", "greys", "--remapper", "last")

    assert done.returncode == 0, done.stderr
    _, counts = np.unique(np.asarray(Image.open(few).convert("L")), return_counts=True)
    assert sorted(counts.tolist()) == [1, 599]


def test_one_that_cannot_be_loaded_is_said_in_a_sentence(installed: Path, photo: Path) -> None:
    done = run(installed, "palette", photo, "--engine", "broken")

    assert done.returncode == 1
    assert "the finder 'broken' cannot be loaded" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_is_offered_in_the_window_and_kept_in_presets(installed: Path) -> None:
    code = """
import sys
from kquant.session.document.setting_texts import translated_setting
from kquant.io.settings_json import settings_from_json, settings_to_json
from kquant.core.model.settings import Settings
assert [choice.value for choice in translated_setting("engine").choices][-2:] == ["broken", "greys"]
kept = settings_from_json(settings_to_json(Settings(engine="greys")))
sys.exit(kept.engine != "greys")
"""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
