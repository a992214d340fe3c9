"""Bytes to core types and back: images and palettes. No Qt."""
