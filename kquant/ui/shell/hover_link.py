"""What the mouse is on in the picture stands out among the colours too."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from kquant.session.view_model import Pixel
from kquant.ui.features.clusters import ScatterPanel
from kquant.ui.features.palette import PaletteBar

_CALM_MILLISECONDS = 80  # a mouse on its way over many colours would have the plot drawn all the time


class HoverLink(QObject):
    """Points out the colour of a pixel in the palette at once, and in the plot once the mouse rests on it."""

    def __init__(self, palette: PaletteBar, plot: ScatterPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._palette, self._plot = palette, plot
        self._index: int | None = None
        self._shown_in_plot = False
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MILLISECONDS)
        self._calm.timeout.connect(self._show_in_plot)

    @Slot(object)
    def follow(self, pixel: Pixel | None) -> None:
        """The mouse is on a pixel of the picture, or on none."""
        index = None if pixel is None else pixel.label
        if index == self._index:
            return
        self._index = index
        self._palette.highlight(index)
        if index is not None:
            self._calm.start()
        else:
            self._calm.stop()
            if self._shown_in_plot:  # or it would take away what something else points out
                self._shown_in_plot = False
                self._plot.highlight(None)

    @Slot()
    def _show_in_plot(self) -> None:
        self._shown_in_plot = True
        self._plot.highlight(self._index)
