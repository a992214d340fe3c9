"""The finders by name: one line for each."""

from __future__ import annotations

from typing import Final

from kquant.core.model.specification import GIVEN
from kquant.core.run.registry import Registry

FINDERS: Final = Registry(
    "finder",
    "kquant.finders",
    {
        "histogram": "kquant.core.finders.histogram.finder:FINDER",
        "pixels": "kquant.core.finders.pixels.finder:FINDER",
        GIVEN: "kquant.core.finders.given:FINDER",
    },
)
