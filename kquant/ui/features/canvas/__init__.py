"""The picture in the middle of the window."""

from kquant.ui.features.canvas.canvas import Canvas
from kquant.ui.features.canvas.document_layers import PixelInfo
from kquant.ui.features.canvas.tools import CanvasTool, Tools

__all__ = ["Canvas", "CanvasTool", "PixelInfo", "Tools"]
