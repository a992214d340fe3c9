"""The parameter dock's content."""

from kquant.ui.features.parameters.color_count import ColorCountControl
from kquant.ui.features.parameters.panel import ParameterPanel

__all__ = ["ColorCountControl", "ParameterPanel"]
