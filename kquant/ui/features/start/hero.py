"""What KQuant does, shown on one photograph: on the right of a line that follows the mouse, few colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kquant.core.model.arrays import UInt8

_GAP = 8
_SWATCHES = 40
_LINE = 2.0


class HeroPicture(QWidget):
    """The original on the left of a line, its few colours on the right, and these as swatches below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hero")
        self.setAccessibleName(self.tr("A photograph, and the same photograph in five colours"))
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._before = QImage()
        self._after = QImage()
        self._palette: list[QColor] = []
        self._scaled: dict[int, QImage] = {}
        self._share = 0.5

    def show_before(self, photograph: QImage) -> None:
        """Show a photograph."""
        self._before = photograph
        self.updateGeometry()
        self.update()

    def show_after(self, picture: QImage, palette: UInt8) -> None:
        """Show what became of it, in the (K, 3) uint8 colours of a palette."""
        self._after = picture
        lightest_last = sorted(palette.tolist(), key=sum)
        self._palette = [QColor(*color) for color in lightest_last]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._aspect) + _GAP + _SWATCHES

    def width_for_height(self, height: int) -> int:
        """How wide it is at most if it is no higher than this."""
        return round((height - _GAP - _SWATCHES) / self._aspect)

    @property
    def _aspect(self) -> float:
        return 2 / 3 if self._before.isNull() else self._before.height() / self._before.width()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._share = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        picture = self._picture_rect()
        with QPainter(self) as painter:
            if self._before.isNull():
                painter.fillRect(picture, self.palette().color(QPalette.ColorRole.Mid))
            else:
                painter.drawImage(picture.topLeft(), self._fitted(self._before))
            if not self._after.isNull():
                self._paint_after(painter, picture)
                self._paint_swatches(painter, picture)

    def _fitted(self, image: QImage) -> QImage:
        """As large as it is shown: scaling takes several times as long as all the painting."""
        size = self._picture_rect().size().toSize() * self.devicePixelRatioF()
        fitted = self._scaled.get(image.cacheKey())
        if fitted is None or fitted.size() != size:
            keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            fitted = self._scaled[image.cacheKey()] = image.scaled(size, keep, smooth)
            fitted.setDevicePixelRatio(self.devicePixelRatioF())
        return fitted

    def _picture_rect(self) -> QRectF:
        return QRectF(0, 0, self.width(), max(self.height() - _GAP - _SWATCHES, 1))

    def _paint_after(self, painter: QPainter, picture: QRectF) -> None:
        line = picture.width() * self._share
        painter.save()
        painter.setClipRect(QRectF(line, 0, picture.width() - line, picture.height()))
        painter.drawImage(picture.topLeft(), self._fitted(self._after))
        painter.restore()
        painter.setPen(QPen(Qt.GlobalColor.white, _LINE))
        painter.drawLine(QPointF(line, 0), QPointF(line, picture.height()))

    def _paint_swatches(self, painter: QPainter, picture: QRectF) -> None:
        width = picture.width() / len(self._palette)
        top = picture.height() + _GAP
        for place, color in enumerate(self._palette):
            left, right = round(place * width), round((place + 1) * width)
            painter.fillRect(QRectF(left, top, right - left, _SWATCHES), color)
