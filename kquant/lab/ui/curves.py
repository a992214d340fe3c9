"""Curves: the compactness after every half step, and figures over K."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kquant.core.model.arrays import Float64, Int64
from kquant.lab.core.walk import Phase, Walk
from kquant.lab.ui.styles import CENTER, cluster_color
from kquant.lab.ui.widgets import caption, faint
from kquant.ui.kit.accessibility import wrapped
from kquant.ui.kit.numbers import decimal_text
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph
from kquant.ui.kit.plots.themed_plot import ThemedPlot

_COST_ROOM = 1.08  # times the highest
_ROOM = 0.12  # of the height of a curve, above and below it
_HEIGHT = 128
_AXIS = 56


class CostPlot(ThemedPlot):
    """Circles are assignments, squares updates; the last one is red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseEnabled(False, False)
        self._line = pyqtgraph.PlotDataItem(pen=pyqtgraph.mkPen(cluster_color(0), width=2))
        self._dots = pyqtgraph.ScatterPlotItem(pen=None)
        self.addItem(self._line)
        self.addItem(self._dots)
        self.setLabel("left", self.tr("Compactness"))
        self.setLabel("bottom", self.tr("Step"))
        self.setObjectName("cost_plot")
        self._hint = faint(caption(self, "cost_hint", self.tr("The cost curve grows here, step by step.")))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(self).addWidget(self._hint)
        self.setAccessibleName(self.tr("Cost curve"))
        self.setToolTip(
            self.tr(
                "The compactness, the sum of squared distances of the points to their centres, after every "
                "step. Neither an assignment nor an update can make it larger, so k-means always "
                "comes to rest."
            )
        )

    def show_walk(self, walk: Walk | None) -> None:
        """The curve so far, or none."""
        costs = walk.costs if walk is not None else []
        self._hint.setVisible(not costs)
        for side in ("left", "bottom"):
            self.showAxis(side, bool(costs))
        steps, values = [index for index, _ in costs], [cost for _, cost in costs]
        self._line.setData(steps, values)
        self._dots.setData(
            [self._dot(walk, index, cost, index == steps[-1]) for index, cost in costs] if walk else []
        )
        if values:
            high = max(*values, 1e-9) * _COST_ROOM
            self.setRange(xRange=(0.5, max(steps[-1], 6) + 0.5), yRange=(0, high))
            described = self.tr("From {first} down to {last} in {n} steps.")
            self.setAccessibleDescription(
                described.format(first=decimal_text(values[0]), last=decimal_text(values[-1]), n=steps[-1])
            )

    def _dot(self, walk: Walk, index: int, cost: float, last: bool) -> dict[str, object]:
        update = walk.steps[index].phase is Phase.UPDATE
        color: QColor = CENTER if last else cluster_color(0)
        return {
            "pos": (index, cost),
            "symbol": "s" if update else "o",
            "size": 9 if last else 6,
            "brush": color,
        }


class KPlot(ThemedPlot):
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
        room = max(high - low, 1e-9) * _ROOM
        self.setRange(xRange=(0.5, max(self._ks) + 0.5), yRange=(low - room, high + room), padding=0)
        self.setAccessibleDescription("; ".join(f"{k}: {decimal_text(v, 3)}" for k, v in pairs))

    def mark(self, k: int) -> None:
        """The K in use."""
        self._now.setValue(k)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Use the K that is nearest."""
        if event.button() == Qt.MouseButton.LeftButton and self._ks:
            x = self.getViewBox().mapSceneToView(self.mapToScene(event.position().toPoint())).x()
            self.k_clicked.emit(min(max(round(x), 1), self._ks[-1]))
