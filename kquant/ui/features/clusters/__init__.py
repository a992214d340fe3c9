"""The colours of the picture as points in a colour space."""

from kquant.ui.features.clusters.panel import ScatterPanel

__all__ = ["ScatterPanel"]
