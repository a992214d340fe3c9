"""Thousands of points as few shapes, for a drawing that may be enlarged."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QBitmap, QImage, QPainterPath, QRegion

from kquant.core.model.arrays import Float64
from kquant.ui.kit.plots.raster import draw_squares

Groups = NDArray[np.intp]


def square_paths(
    places: Float64, groups: Groups, side: int, area: QRectF
) -> Iterator[tuple[int, QPainterPath]]:
    """Each group with all that is seen of its squares of `side` around (N, 2) places, later ones on top.

    On whole pixels, as on a screen: many squares lie on one another, and Qt makes few large rectangles of
    them in a fraction of the time that adding each by itself would take. GUI thread only.
    """
    left, top = np.floor(area.left()), np.floor(area.top())
    sheet = np.zeros((int(np.ceil(area.height())) + 1, int(np.ceil(area.width())) + 1), np.uint32)
    draw_squares(sheet, places - [left, top], groups.astype(np.uint32) + 1, side)
    rows, columns = np.nonzero(sheet)
    found = sheet[rows, columns]
    if not len(found):
        return
    order = np.argsort(found, kind="stable")
    numbers, starts = np.unique(found[order], return_index=True)
    for number, pixels in zip(numbers.tolist(), np.split(order, starts[1:]), strict=True):
        path = QPainterPath()
        path.addRegion(_region(rows[pixels], columns[pixels]))
        yield number - 1, path.translated(left, top)


def _region(rows: NDArray[np.intp], columns: NDArray[np.intp]) -> QRegion:
    """Of pixels by row and column."""
    top, left = int(rows.min()), int(columns.min())
    mask = np.zeros((int(rows.max()) - top + 1, int(columns.max()) - left + 1), np.bool_)
    mask[rows - top, columns - left] = True
    bits = np.packbits(mask, axis=1).tobytes()
    size = QSize(mask.shape[1], mask.shape[0])
    return QRegion(QBitmap.fromData(size, bits, QImage.Format.Format_Mono)).translated(left, top)
