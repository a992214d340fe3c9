"""When a quick guess is worth its time."""

from __future__ import annotations

import numpy as np
import pytest

from kquant.core import expected
from kquant.core.expected import expected_seconds, takes_long
from kquant.core.image.picture import Picture
from kquant.core.model.choices import Effort, Engine, Space
from kquant.core.model.settings import Settings

PICTURE = Picture(np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8))


@pytest.fixture(autouse=True)
def compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expected, "compiled", lambda: expected)


def long(settings: Settings) -> bool:
    return takes_long(PICTURE, settings, PICTURE.run(1))


def test_a_small_picture_needs_no_guess() -> None:
    for colors in (1, 8, 64, 256):
        assert not long(Settings(colors=colors))


@pytest.mark.parametrize(
    "settings",
    [
        Settings(colors=16, effort=Effort.BEST),
        Settings(colors=16, engine=Engine.PIXELS),
        Settings(palette=((0, 0, 0), (255, 255, 255))),
        Settings(colors=500),
        Settings(colors=16, attempts=50),
    ],
)
def test_what_is_slow_or_cannot_be_told_has_one(settings: Settings) -> None:
    assert long(settings)


def test_without_compiled_kernels_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expected, "compiled", lambda: None)
    assert long(Settings(colors=16))


@pytest.mark.parametrize(("colors", "seconds"), [(4, 0.05), (64, 0.05), (65, 0.1), (256, 0.1)])
def test_more_colours_may_take_longer(monkeypatch: pytest.MonkeyPatch, colors: int, seconds: float) -> None:
    monkeypatch.setattr(expected, "expected_seconds", lambda *_: seconds)
    assert not long(Settings(colors=colors))
    monkeypatch.setattr(expected, "expected_seconds", lambda *_: seconds + 0.001)
    assert long(Settings(colors=colors))


def test_more_of_anything_is_expected_to_take_longer() -> None:
    usual = expected_seconds(Settings(colors=16), 100_000, 1_000_000)
    assert usual < expected_seconds(Settings(colors=32), 100_000, 1_000_000)
    assert usual < expected_seconds(Settings(colors=16), 200_000, 1_000_000)
    assert usual < expected_seconds(Settings(colors=16), 100_000, 2_000_000)
    assert usual < expected_seconds(Settings(colors=16, space=Space.LAB), 100_000, 1_000_000)
    assert usual > expected_seconds(Settings(colors=16, effort=Effort.FAST), 100_000, 1_000_000)
