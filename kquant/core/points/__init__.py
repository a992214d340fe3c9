"""Weighted points of any number of columns, and the nearest centre of each."""
