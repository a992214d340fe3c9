from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kquant
import kquant.api
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Init, Space
from kquant.core.model.settings import Settings
from tests.core.hostile import outcome


@pytest.fixture(scope="module")
def image() -> UInt8:
    return np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8)


def test_the_example_in_the_documentation_is_right() -> None:
    ran = doctest.testmod(kquant.api)

    assert ran.attempted >= 5
    assert ran.failed == 0


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import kquant", ["cv2", "numpy", "PySide6", "PIL"]),
        ("import kquant; kquant.quantize", ["PySide6", "pyqtgraph", "PIL"]),
        ("import kquant.ui.app.main", ["pyqtgraph", "PIL", "msgspec", "kquant.lab.ui"]),
    ],
)
def test_importing_is_cheap(statement: str, absent: list[str]) -> None:
    code = f"import sys; {statement}; print([name for name in {absent} if name in sys.modules])"
    root = str(Path(kquant.__file__).parents[1])

    ran = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": root}, capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((4, 4), np.uint8),
        np.zeros((4, 4, 2), np.uint8),
        np.zeros((4, 4, 5), np.uint8),
        np.zeros((0, 4, 3), np.uint8),
        np.zeros((4, 0, 4), np.uint8),
        np.zeros((4, 4, 3), np.float32),
        np.zeros((4, 4, 3), np.uint16),
        np.zeros((2, 4, 4, 3), np.uint8),
        [[[1, 2, 3]]],
        None,
    ],
)
def test_what_is_no_picture_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="height, width, 3 or 4"):
        kquant.quantize(wrong, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"engine": "magic"},
        {"space": "cmyk"},
        {"init": ""},
        {"effort": None},
        {"alpha": "drop"},
        {"matte": (256, 0, 0)},
        {"matte": (1, 2)},
        {"init": "given", "init_colors": [(0, 0, -1)]},
        {"locked": [(0, 0, 0, 0)]},
    ],
)
def test_what_is_no_choice_is_refused(image: UInt8, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        kquant.quantize(image, 3, **changes)


def test_what_is_no_setting_is_refused(image: UInt8) -> None:
    with pytest.raises(TypeError, match="colours"):
        kquant.quantize(image, colours=3)


def test_words_lists_and_arrays_will_do(image: UInt8) -> None:
    plain = kquant.quantize(
        image,
        3,
        space=Space.LAB,
        init="given",
        init_colors=np.array([[1, 2, 3]], np.uint8),
        locked=[[4, 5, 6]],
    )

    asked = Settings(3, init=Init.GIVEN, init_colors=((1, 2, 3),), locked=((4, 5, 6),), space=Space.LAB)
    assert outcome(plain) == outcome(kquant.quantize(image, settings=asked))
    assert hash(plain.request) == hash(kquant.quantize(image, settings=asked).request)


def test_settings_and_single_changes_go_together(image: UInt8) -> None:
    result = kquant.quantize(image, 4, settings=Settings(9, seed=5, space=Space.LAB), seed=6)

    asked = result.request.settings
    assert (asked.colors, asked.seed, asked.space) == (4, 6, Space.LAB)


@pytest.mark.parametrize(
    "view",
    [
        lambda image: image[::-1, ::2],
        lambda image: np.asfortranarray(image),
        lambda image: image[..., ::-1][..., ::-1],
        lambda image: np.broadcast_to(image[:1], image.shape),
        lambda image: np.frombuffer(image.tobytes(), np.uint8).reshape(image.shape),
    ],
)
@pytest.mark.parametrize("engine", ["histogram", "pixels"])
def test_any_layout_in_memory_and_never_written_to(image: UInt8, view: Any, engine: str) -> None:
    before, asked = image.copy(), view(image)

    result = kquant.quantize(asked, 5, engine=engine)

    assert outcome(result) == outcome(kquant.quantize(np.array(asked, order="C"), 5, engine=engine))
    assert np.array_equal(image, before)


def test_the_types_of_a_result(image: UInt8) -> None:
    result = kquant.quantize(image, 6)

    assert isinstance(result, kquant.Result)
    assert isinstance(result.metrics, kquant.Metrics)
    types = {
        "palette": ((6, 3), np.uint8),
        "labels": ((30, 40), np.uint8),
        "counts": ((6,), np.int64),
        "cluster_compactness": ((6,), np.float64),
        "centers": ((6, 3), np.float64),
        "locked": ((6,), np.bool_),
        "shares": ((6,), np.float64),
        "image": ((30, 40, 3), np.uint8),
    }
    for name, (shape, kind) in types.items():
        value = getattr(result, name)
        assert (value.shape, value.dtype) == (shape, kind), name
    assert type(result.compactness) is float
    assert type(result.colors_before) is int
    assert all(type(value) is float for value in (*result.trace, *result.attempts))


@pytest.mark.parametrize(("k", "kind"), [(255, np.uint8), (256, np.uint16), (700, np.uint16)])
def test_many_colors(image: UInt8, k: int, kind: type) -> None:
    result = kquant.quantize(image, k, effort="fast", metrics=False)

    assert len(np.unique(result.palette, axis=0)) == k
    assert result.labels.dtype == kind
    assert len(kquant.quantize(image, k, limit=256, effort="fast", metrics=False).palette) == min(k, 256)


def test_metrics_are_those_of_the_picture(image: UInt8) -> None:
    result = kquant.quantize(image, 6)

    assert result.metrics is not None
    difference = image.astype(float) - result.image
    assert result.metrics.mse == pytest.approx((difference**2).sum(axis=2).mean())
    assert result.metrics.mse == pytest.approx(result.compactness / (30 * 40))


def test_distinct_colors_are_counted_once(image: UInt8, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Picture(image)
    first = kquant.quantize(picture, 5)
    monkeypatch.setattr("kquant.core.image.picture.histogram", None)

    assert outcome(kquant.quantize(picture, 5)) == outcome(first)
