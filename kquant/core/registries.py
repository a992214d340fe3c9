"""The names that settings choose from, those that others have installed among them."""

from __future__ import annotations

from kquant.core.finders.registry import FINDERS
from kquant.core.model.specification import GIVEN
from kquant.core.remap.registry import REMAPPERS

_REGISTRIES = {"finders": FINDERS, "remappers": REMAPPERS}


def choosable(registry: str) -> tuple[str, ...]:
    """The names of a `Setting.registry`, but for the finder of a given palette, which a palette asks for."""
    return tuple(name for name in _REGISTRIES[registry].names() if name != GIVEN)


def is_choosable(registry: str, name: str) -> bool:
    """Whether it is one of the names that are `choosable`, without looking for all of them."""
    return name != GIVEN and name in _REGISTRIES[registry]
