"""Values that were computed once and may be wanted again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import RLock
from typing import Any, TypeVar

T = TypeVar("T")


class Cache:
    """The last values of each kind, by what they were computed from. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._kept: dict[str, OrderedDict[Hashable, Any]] = {}

    def get(self, kind: str, key: Hashable, make: Callable[[], T], most: int = 1) -> T:
        """The value of `key`, made now unless it is one of the last `most` of its kind."""
        with self._lock:
            kept = self._kept.setdefault(kind, OrderedDict())
            if key in kept:
                kept.move_to_end(key)
            else:
                kept[key] = make()  # first, as it may be cancelled
                while len(kept) > most:
                    kept.popitem(last=False)
            value: T = kept[key]
            return value
