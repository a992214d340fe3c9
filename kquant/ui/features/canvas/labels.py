"""What is written over the picture: which side is what, what colours mean, what is only a preview."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QPainter

from kquant.core.color.vision import Deficiency
from kquant.ui.features.canvas.layout import View
from kquant.ui.features.canvas.overlay import draw_badge, draw_caption, draw_heat_legend
from kquant.ui.features.canvas.pictures import DIFFERENCE_LIMIT


class Labels(QObject):
    """Finds the words and the places for them."""

    def draw_view(self, painter: QPainter, view: View, line: Qt.Orientation, within: QRect) -> None:
        """What is original and what is result at the sides of `line`, or what a difference's colours mean."""
        if view in ("split", "side"):
            upright = line == Qt.Orientation.Vertical
            far = Qt.AlignmentFlag.AlignRight if upright else Qt.AlignmentFlag.AlignBottom
            self.draw_original(painter, within)
            draw_caption(painter, self.tr("Result"), within, far)
        elif view == "difference":
            least, most = self.tr("the same"), self.tr("%n or more apart in sRGB", "", DIFFERENCE_LIMIT)
            draw_heat_legend(painter, least, most, within)

    def draw_original(self, painter: QPainter, within: QRect) -> None:
        """That this is the original."""
        draw_caption(painter, self.tr("Original"), within, Qt.AlignmentFlag.AlignLeft)

    def draw_vision(self, painter: QPainter, vision: Deficiency, within: QRect) -> None:
        """That the colours are not the true ones."""
        words = self.tr("Preview: as seen with {deficiency}")
        draw_badge(painter, words.format(deficiency=self._deficiency(vision)), within)

    def view_name(self, view: View) -> str:
        """A view in words."""
        return {
            "original": self.tr("original"),
            "split": self.tr("split"),
            "side": self.tr("side by side"),
            "result": self.tr("result"),
            "difference": self.tr("difference"),
        }[view]

    def _deficiency(self, vision: Deficiency) -> str:
        return {
            Deficiency.PROTAN: self.tr("red-blindness (protan)"),
            Deficiency.DEUTAN: self.tr("green-blindness (deutan)"),
            Deficiency.TRITAN: self.tr("blue-blindness (tritan)"),
        }[vision]
