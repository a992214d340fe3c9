"""A plot of points in a plane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kquant.core.model.arrays import Float64
from kquant.ui.kit.plots.pyqtgraph_door import pyqtgraph
from kquant.ui.kit.plots.themed_plot import PixelItem, ThemedPlot

_STEP = 0.1  # of the view, by an arrow key
_ZOOM = 1.25
_ARROWS: dict[int, tuple[float, float]] = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, _STEP),
    Qt.Key.Key_Down: (0.0, -_STEP),
}
_ZOOMS: dict[int, float] = {
    Qt.Key.Key_Plus: 1 / _ZOOM,
    Qt.Key.Key_Equal: 1 / _ZOOM,
    Qt.Key.Key_Minus: _ZOOM,
}
VIEW_KEYS = frozenset({*_ARROWS, *_ZOOMS, Qt.Key.Key_Home})
"""The keys that move a view."""


class PlanePlot(ThemedPlot):
    """Shows items without ever moving by itself; a unit across is as long as a unit up."""

    def __init__(self, parent: QWidget | None = None, inside: pyqtgraph.PlotItem | None = None) -> None:
        """`inside`: from `make_inside`, if it has been called already."""
        super().__init__(parent, inside)
        box = self.getViewBox()
        box.setDefaultPadding(0)
        box.setAspectLocked(True)  # so that a distance seen is the distance that a clustering sees
        box.disableAutoRange()

    def add_items(self, *items: PixelItem) -> None:
        """Show more, over what is there."""
        for item in items:
            self.getViewBox().addItem(item, ignoreBounds=True)

    def move_view(self, key: int) -> bool:
        """By an arrow, plus, minus, or Home to show all; False for another key."""
        box = self.getViewBox()
        if key in _ARROWS:
            across, up = _ARROWS[key]
            seen = box.viewRect()
            box.translateBy(x=across * seen.width(), y=up * seen.height())
        elif key in _ZOOMS:
            box.scaleBy((_ZOOMS[key], _ZOOMS[key]))
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            return False
        return True

    def show_all(self) -> None:
        """See all there is."""
        raise NotImplementedError


def nearest(places: Float64, x: float, y: float, reach: float) -> int | None:
    """The index of the nearest of (N, 2) places within reach of another, or None."""
    if not len(places):
        return None
    distances = ((places - [x, y]) ** 2).sum(axis=1)
    found = int(distances.argmin())
    return found if distances[found] <= reach**2 else None
