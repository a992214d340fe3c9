"""Colour clustering on numpy arrays with OpenCV: no Qt, no files, no globals."""
