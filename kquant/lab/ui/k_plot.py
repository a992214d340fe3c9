"""A curve over K, and a click to use one."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from kquant.core.model.arrays import Float64, Int64
from kquant.lab.ui.looks import CENTER, cluster_color
from kquant.lab.ui.telling import number
from kquant.ui.kit.accessibility import wrapped
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph
from kquant.ui.kit.plots.themed_plot import DressedPlot

_HEIGHT = 128
_HEADROOM = 0.12
_AXIS = 56


class KPlot(DressedPlot):
    """A curve over K.

    Signals:
        k_clicked(int).
    """

    k_clicked = Signal(int)

    def __init__(self, name: str, teaching: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(wrapped(teaching))
        self._ks: list[int] = []
        self.setAccessibleName(name)
        self.setFixedHeight(_HEIGHT)
        self.setMouseEnabled(False, False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.setLabel("left", name)
        self.getAxis("left").setWidth(_AXIS)
        self.getAxis("bottom").setTickSpacing(2, 1)
        self._now = pyqtgraph.InfiniteLine(
            angle=90, pen=pyqtgraph.mkPen((128, 128, 128), style=Qt.PenStyle.DashLine)
        )
        self._curve = pyqtgraph.PlotDataItem(pen=pyqtgraph.mkPen(cluster_color(0), width=2))
        self._dots = pyqtgraph.ScatterPlotItem(pen=None)
        for item in (self._now, self._curve, self._dots):
            self.addItem(item)

    def show_curve(self, ks: Int64, values: Float64, best: int | None) -> None:
        """Its values, NaN where there is none, and the K that stands out."""
        self._ks = ks.tolist()
        pairs = [(k, v) for k, v in zip(self._ks, values.tolist(), strict=True) if not math.isnan(v)]
        self._curve.setData([k for k, _ in pairs], [v for _, v in pairs])
        self._dots.setData(
            [
                {
                    "pos": pair,
                    "size": 12 if pair[0] == best else 7,
                    "brush": CENTER if pair[0] == best else cluster_color(0),
                }
                for pair in pairs
            ]
        )
        low, high = min((v for _, v in pairs), default=0.0), max((v for _, v in pairs), default=1.0)
        room = max(high - low, 1e-9) * _HEADROOM
        self.setRange(xRange=(0.5, max(self._ks) + 0.5), yRange=(low - room, high + room), padding=0)
        self.setAccessibleDescription("; ".join(f"{k}: {number(v, 3)}" for k, v in pairs))

    def mark(self, k: int) -> None:
        """The K in use."""
        self._now.setValue(k)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Use the K that is nearest."""
        if event.button() == Qt.MouseButton.LeftButton and self._ks:
            x = self.getViewBox().mapSceneToView(self.mapToScene(event.position().toPoint())).x()
            self.k_clicked.emit(min(max(round(x), 1), self._ks[-1]))
