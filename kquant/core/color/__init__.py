"""Colours by themselves: spaces, differences, notations, names."""
