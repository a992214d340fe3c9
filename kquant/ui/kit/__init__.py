"""Widgets, theme, icons and plots: nothing of KQuant's own in them."""
