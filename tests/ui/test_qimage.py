"""Pixels go to Qt and come back as they were."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

import kquant
from kquant.ui.kit import qimage
from kquant.ui.kit.qimage import from_qimage, to_qimage


def noise(height: int, width: int, channels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(1).integers(0, 256, (height, width, channels), np.uint8)


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([3, 4]), st.integers(1, 3))
def test_there_and_back(height: int, width: int, channels: int, step: int) -> None:
    pixels = noise(height, width, channels)[::step, ::step]
    image = to_qimage(pixels)
    assert (image.height(), image.width()) == pixels.shape[:2]
    assert np.array_equal(from_qimage(image), pixels)


def test_a_picture_of_many_strips_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qimage, "_STRIP_PIXELS", 100)
    pixels = noise(23, 31, 3)
    assert np.array_equal(from_qimage(to_qimage(pixels)), pixels)


def test_the_image_has_pixels_of_its_own() -> None:
    pixels = noise(4, 5, 3)
    image, before = to_qimage(pixels), pixels.copy()
    pixels[:] = 0
    assert np.array_equal(from_qimage(image), before)


def test_an_image_with_a_colour_table_comes_in() -> None:
    image = QImage(3, 2, QImage.Format.Format_Indexed8)
    image.setColorTable([QColor("red").rgb(), QColor(1, 2, 3).rgb()])
    image.fill(1)
    image.setPixel(2, 1, 0)
    assert from_qimage(image).tolist() == [[[1, 2, 3]] * 3, [[1, 2, 3], [1, 2, 3], [255, 0, 0]]]


@pytest.mark.parametrize("shape", [(0, 3, 3), (2, 2, 2), (2, 2)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="an image is made from"):
        to_qimage(np.zeros(shape, np.uint8))
    with pytest.raises(ValueError, match="null image"):
        from_qimage(QImage())


def test_nothing_else_reaches_into_images() -> None:
    package = Path(kquant.__file__).parent
    files = [path for part in ("lab", "session", "ui") for path in (package / part).rglob("*.py")]
    reaching = re.compile(r"\.(bits|constBits|scanLine|constScanLine)\(")
    found = {
        path.relative_to(package).as_posix() for path in files if reaching.search(path.read_text("utf-8"))
    }
    assert found == {"ui/kit/qimage.py"}
