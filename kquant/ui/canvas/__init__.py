"""The picture in the middle of the window."""

from kquant.ui.canvas.canvas import Canvas
from kquant.ui.canvas.scene import PixelInfo

__all__ = ["Canvas", "PixelInfo"]
