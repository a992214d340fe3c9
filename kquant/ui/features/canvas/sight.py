"""Where a pane shows the picture, in the widget's coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True, slots=True)
class Sight:
    """Places are in pixels of the picture, (0, 0) is its corner; points are those of the widget.

    Attributes:
        corner: the point of the picture's corner.
        scale: points for each pixel of the picture.
        clip: where the picture is seen.
    """

    corner: QPointF
    scale: float
    clip: QRectF

    def place(self, point: QPointF) -> QPointF:
        """The place under a point, also beyond the picture's edges."""
        return (point - self.corner) / self.scale

    def point(self, place: QPointF) -> QPointF:
        """The point of a place."""
        return place * self.scale + self.corner

    def rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """The points of a part of the picture."""
        return QRectF(self.point(QPointF(x, y)), self.point(QPointF(x + width, y + height)))
