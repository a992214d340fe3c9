"""The parameter dock's content."""

from kquant.ui.parameters.color_count import ColorCountControl
from kquant.ui.parameters.panel import ParameterPanel

__all__ = ["ColorCountControl", "ParameterPanel"]
