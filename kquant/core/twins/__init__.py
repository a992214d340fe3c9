"""The kernels in numpy: what they mean, and what runs where they are not compiled."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kquant.core.twins import (
        assign,
        cell_sums,
        ciede2000,
        cubes,
        histogram,
        label_map,
        paint,
        partition,
        sample,
        ssim,
    )

__all__ = [
    "assign",
    "cell_sums",
    "ciede2000",
    "cubes",
    "histogram",
    "label_map",
    "paint",
    "partition",
    "sample",
    "ssim",
]


def __getattr__(name: str) -> ModuleType:
    """Load a twin on first use (PEP 562), as compiled kernels need none."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
