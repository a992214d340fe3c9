"""Plots on pyqtgraph, in the colours of the theme."""
