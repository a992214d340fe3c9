"""Sizes of files in the words of the summary."""

from __future__ import annotations

from kquant.io.target import file_of


def file_size(name: str) -> int | None:
    """Return the bytes of a file; None for a stream, a pipe or a device."""
    path = file_of(name)
    return path.stat().st_size if path is not None and path.is_file() else None


def size_text(size: int) -> str:
    """Return a number of bytes as a person reads it."""
    if size < 1000:
        return f"{size} bytes"
    value, units = size / 1000, ["GB", "MB", "kB"]
    while value >= 999.95 and len(units) > 1:
        value /= 1000
        units.pop()
    return f"{value:.1f} {units[-1]}"


def compared(size: int, source: int) -> str:
    """Return how much smaller or larger than its source a file has become."""
    percent = round(100 * abs(size - source) / source)
    if not percent:
        return "as large as the source"
    if size < source:
        return f"{min(percent, 99)} % smaller than the source"  # something is always left
    return f"{percent:,} % larger than the source"
