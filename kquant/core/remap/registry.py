"""The remappers by name: one line for each."""

from __future__ import annotations

from typing import Final

from kquant.core.run.registry import Registry

REMAPPERS: Final = Registry("remapper", "kquant.remappers", {"nearest": "kquant.core.remap.nearest:REMAPPER"})
