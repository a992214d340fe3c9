"""Label images, which other programs read as numbers."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kquant.io.atomic import WriteError
from kquant.io.write import write_labels
from tests.io.results import random_result


@pytest.mark.parametrize("colors", [3, 255, 256, 4096])
def test_npy_holds_the_labels_as_they_are(tmp_path: Path, colors: int) -> None:
    result = random_result(colors, 50, 60, transparent=True)
    write_labels(result, tmp_path / "a.npy")
    labels = np.load(tmp_path / "a.npy", allow_pickle=False)
    assert labels.dtype == result.labels.dtype
    assert np.array_equal(labels, result.labels)


@pytest.mark.parametrize(("colors", "mode"), [(3, "L"), (255, "L"), (4096, "I;16")])
def test_png_is_a_grey_picture_of_the_numbers(tmp_path: Path, colors: int, mode: str) -> None:
    result = random_result(colors, 50, 60, transparent=True)
    write_labels(result, tmp_path / "a.png")
    image = Image.open(io.BytesIO((tmp_path / "a.png").read_bytes()))
    assert image.mode == mode
    assert np.array_equal(np.asarray(image), result.labels)


def test_streams_take_png_unless_told() -> None:
    result = random_result(3)
    picture, array = io.BytesIO(), io.BytesIO()
    write_labels(result, picture)
    write_labels(result, array, ending=".npy")
    assert Image.open(picture).format == "PNG"
    assert np.array_equal(np.load(io.BytesIO(array.getvalue())), result.labels)


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"\.npy or \.png"):
        write_labels(random_result(3), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
