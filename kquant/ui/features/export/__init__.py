"""Saving results: the dialog, the work of encoding and writing, and what is remembered of it."""
