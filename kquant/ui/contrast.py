"""Text that can be read on any colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor


def text_color(background: QColor) -> QColor:
    """Black or white, whichever has more contrast by WCAG 2.2; at least 4.58 to 1 on any colour."""
    # The luminance at which the contrasts 1.05 / (Y + 0.05) and (Y + 0.05) / 0.05 are equal.
    dark_is_better = _luminance(background) > 0.1791
    return QColor(Qt.GlobalColor.black if dark_is_better else Qt.GlobalColor.white)


def _luminance(color: QColor) -> float:
    """Relative luminance 0..1 of WCAG 2.2."""
    channels = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
