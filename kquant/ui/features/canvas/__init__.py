"""The picture in the middle of the window."""

from kquant.ui.features.canvas.canvas import Canvas
from kquant.ui.features.canvas.viewing import Viewing

__all__ = ["Canvas", "Viewing"]
