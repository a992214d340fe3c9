"""The answer to `--version`; importing it costs as little as can be."""

from __future__ import annotations

from kquant import __version__
from kquant.kernels import description


def version_text() -> str:
    """The version, and what runs the inner loops."""
    return f"kquant {__version__}\nkernels: {description()}"
