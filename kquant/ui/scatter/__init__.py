"""The colours of the picture as points in a colour space."""

from kquant.ui.scatter.panel import ScatterPanel

__all__ = ["ScatterPanel"]
