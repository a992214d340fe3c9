"""Errors of an indexed image, each by itself."""
