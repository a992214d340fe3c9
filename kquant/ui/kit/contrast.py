"""Text that can be read on any colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from kquant.core.color.contrast import relative_luminance

_REMEMBERED = 4096  # a repaint asks for the same colours again


def text_color(background: QColor) -> QColor:
    """Black or white, whichever has more contrast by WCAG 2.2; at least 4.58 to 1 on any colour."""
    return QColor(Qt.GlobalColor.black if _dark_is_better(background.rgb()) else Qt.GlobalColor.white)


@lru_cache(_REMEMBERED)
def _dark_is_better(code: int) -> bool:
    # The luminance at which the contrasts 1.05 / (Y + 0.05) and (Y + 0.05) / 0.05 are equal.
    return relative_luminance((code >> 16 & 255, code >> 8 & 255, code & 255)) > 0.1791
