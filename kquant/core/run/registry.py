"""Things that are found by name: those that KQuant brings, and those that others install."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from kquant.core.model.errors import KQuantError


class Registry:
    """Objects by name, loaded when they are asked for.

    Args:
        kind: the word for such a thing in messages.
        group: the entry points by which an installed package adds its own, as `name = "module:object"`.
        own: what KQuant brings, as `module:object` by name; an entry point cannot take its place.
    """

    def __init__(self, kind: str, group: str, own: Mapping[str, str]) -> None:
        self._kind = kind
        self._group = group
        self._own = own

    def names(self) -> tuple[str, ...]:
        """All names, KQuant's own first."""
        return (*self._own, *sorted(set(_installed(self._group)) - set(self._own)))

    def __contains__(self, name: object) -> bool:
        """Whether there is one of that name; what is installed is looked through only for others' names."""
        return name in self._own or name in _installed(self._group)

    def load(self, name: str) -> Any:
        """The object of a name.

        Raises:
            KQuantError: there is none, or what was installed cannot be loaded.
        """
        if name in self._own:
            module, _, attribute = self._own[name].partition(":")
            return getattr(import_module(module), attribute)
        if name not in self:
            raise KQuantError(f"there is no {self._kind} {name!r}, only {', '.join(self.names())}")
        try:
            return _installed(self._group)[name].load()
        except Exception as error:  # whatever others' code raises
            raise KQuantError(f"the {self._kind} {name!r} cannot be loaded: {error}") from error


@cache
def _installed(group: str) -> dict[str, Any]:
    from importlib.metadata import entry_points  # with `email`, which takes its time

    return {entry.name: entry for entry in entry_points(group=group)}
