"""When k-means fails: examples to be tried, each with the reason."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from kquant.lab.core.points import PointSet
from kquant.lab.session.gallery import FAILURES, Failure
from kquant.lab.ui.styles import UNLABELLED, cluster_color
from kquant.lab.ui.widgets import caption, heading, push

_PICTURE = QSize(76, 60)
_MARGIN = 5
_SHOWN = 150


class GalleryPanel(QWidget):
    """A card for each example.

    Signals:
        chosen(object): the Failure to show.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery_panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("When k-means fails"), self))
        teaching = self.tr(
            "It looks for round clusters of one size, whatever is there. Try these, and press Play."
        )
        column.addWidget(caption(self, "gallery_teaching", teaching))
        for failure in FAILURES:
            column.addWidget(self._card(failure))
        column.addStretch(1)

    def _card(self, failure: Failure) -> QFrame:
        card = QFrame(self)
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setAutoFillBackground(True)
        card.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        title = QCoreApplication.translate("LabGallery", failure.title)
        why = QCoreApplication.translate("LabGallery", failure.why)
        picture = QLabel(card)
        picture.setPixmap(_pictured(failure.points()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        button = push(card, f"failure_{failure.key}", "run", self.tr("Show"), f"{title}. {why}")
        button.setAccessibleName(self.tr("Show: {}").format(title))
        button.clicked.connect(lambda: self.chosen.emit(failure))
        grid = QGridLayout(card)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        name = heading(title, card)
        name.setWordWrap(True)
        grid.addWidget(picture, 0, 0, 2, 1)
        grid.addWidget(button, 2, 0)
        grid.addWidget(name, 0, 1)
        grid.addWidget(caption(card, f"why_{failure.key}", why), 1, 1, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        return card


def _pictured(points: PointSet) -> QPixmap:
    """Some of the points, in the colours of their true clusters."""
    ratio = 2
    pixmap = QPixmap(_PICTURE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    left, low, right, high = points.bounds()
    room = min(
        (_PICTURE.width() - 2 * _MARGIN) / max(right - left, 1e-9),
        (_PICTURE.height() - 2 * _MARGIN) / max(high - low, 1e-9),
    )
    stride = max(1, len(points) // _SHOWN)
    truth = points.truth if points.truth is not None else [-1] * len(points)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for (x, y), cluster in list(zip(points.points.tolist(), list(truth), strict=True))[::stride]:
            painter.setBrush(UNLABELLED if cluster < 0 else cluster_color(int(cluster)))
            across = _PICTURE.width() / 2 + (x - (left + right) / 2) * room
            up = _PICTURE.height() / 2 - (y - (low + high) / 2) * room
            painter.drawEllipse(QPointF(across, up), 1.6, 1.6)
    return pixmap
