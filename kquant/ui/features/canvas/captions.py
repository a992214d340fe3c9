"""What is written over the picture: which side is what, what colours mean, what is only a preview."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from kquant.core.color.vision import Deficiency
from kquant.ui.features.canvas.layout import View
from kquant.ui.features.canvas.tints import DIFFERENCE_LIMIT, heat_scale
from kquant.ui.features.canvas.viewport import Viewport
from kquant.ui.kit.picture_labels import MARGIN, PADDING, draw_plate, small_font
from kquant.ui.kit.qimage import to_qimage

_BAR = 96


class Captions(QObject):
    """Finds the words and the places for them, and draws them."""

    def of_panes(self, viewport: Viewport) -> list[tuple[str, Qt.AlignmentFlag]]:
        """What is original and what is result, and in which corner to say so."""
        captions = [(self.tr("Original"), Qt.AlignmentFlag.AlignLeft)]
        if viewport.original:
            return captions
        if viewport.view not in ("split", "side"):
            return []
        upright = viewport.parting == Qt.Orientation.Vertical
        far = Qt.AlignmentFlag.AlignRight if upright else Qt.AlignmentFlag.AlignBottom
        return [*captions, (self.tr("Result"), far)]

    def view_name(self, view: View) -> str:
        """A view in words."""
        return {
            "original": self.tr("original"),
            "split": self.tr("split"),
            "side": self.tr("side by side"),
            "result": self.tr("result"),
            "difference": self.tr("difference"),
        }[view]

    def draw_heat_legend(self, painter: QPainter, within: QRect) -> None:
        """The scale of the difference with what its ends mean, in the lower left corner."""
        least, most = self.tr("the same"), self.tr("%n or more apart in sRGB", "", DIFFERENCE_LIMIT)
        painter.save()
        metrics = small_font(painter)
        left, right = metrics.horizontalAdvance(least), metrics.horizontalAdvance(most)
        box = QRect(0, 0, left + _BAR + right + 4 * PADDING, metrics.height() + 8)
        if box.width() + 2 * MARGIN <= within.width():
            box.moveBottomLeft(within.bottomLeft() + QPoint(MARGIN, -MARGIN))
            draw_plate(painter, box)
            row = box.adjusted(PADDING, 0, -PADDING, 0)
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, least)
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, most)
            bar = QRect(row.left() + left + PADDING, box.center().y() - 3, _BAR, 8)
            painter.drawImage(bar, to_qimage(heat_scale(_BAR)[None]))
        painter.restore()

    def draw_vision(self, painter: QPainter, vision: Deficiency, within: QRect) -> None:
        """That the colours are not the true ones, in the lower right corner."""
        deficiency = {
            Deficiency.PROTAN: self.tr("red-blindness (protan)"),
            Deficiency.DEUTAN: self.tr("green-blindness (deutan)"),
            Deficiency.TRITAN: self.tr("blue-blindness (tritan)"),
        }[vision]
        text = self.tr("Preview: as seen with {deficiency}").format(deficiency=deficiency)
        painter.save()
        metrics = small_font(painter)
        box = QRect(0, 0, metrics.horizontalAdvance(text) + 4 * PADDING, metrics.height() + 8)
        box.moveBottomRight(within.bottomRight() - QPoint(MARGIN, MARGIN))
        draw_plate(painter, box)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
