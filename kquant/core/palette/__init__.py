"""Palettes: rounding, editing, order, matching."""
