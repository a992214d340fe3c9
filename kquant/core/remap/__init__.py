"""Remappers: from a palette to an indexed image."""
