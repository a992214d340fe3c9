"""The picture in the middle of the window."""

from kquant.ui.canvas.canvas import Canvas
from kquant.ui.canvas.document_layers import PixelInfo
from kquant.ui.canvas.tools import CanvasTool, Tools

__all__ = ["Canvas", "CanvasTool", "PixelInfo", "Tools"]
