"""The compactness after every half step: the curve that k-means walks down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kquant.lab.core.walk import Phase, Walk
from kquant.lab.ui.headed import caption, faint
from kquant.lab.ui.looks import CENTER, cluster_color
from kquant.lab.ui.telling import number
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph
from kquant.ui.kit.plots.themed_plot import DressedPlot

_HEADROOM = 1.08


class CostPlot(DressedPlot):
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
            high = max(*values, 1e-9) * _HEADROOM
            self.setRange(xRange=(0.5, max(steps[-1], 6) + 0.5), yRange=(0, high))
            described = self.tr("From {first} down to {last} in {n} steps.")
            self.setAccessibleDescription(
                described.format(first=number(values[0]), last=number(values[-1]), n=steps[-1])
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
