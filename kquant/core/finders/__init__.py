"""Finders: from a weighted histogram to the centres of a palette."""
