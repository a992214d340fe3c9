"""What is kept of the values of nodes."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, cast

import numpy as np
import pytest

from kquant.session.document.derived import Found, NodeCache
from kquant.session.document.nodes import Asked, Node
from kquant.session.work.job import Lane


def node(name: str) -> Node:
    return Node(name, Lane.EXACT, attrgetter("shown"), lambda *_: None)


def asked(shown: str) -> Asked:
    return Asked(cast(Any, None), cast(Any, shown), cast(Any, None), 1)


MASK, COUNT = node("mask"), node("count")


def test_values_are_known_by_node_and_by_what_they_depend_on() -> None:
    cache = NodeCache()
    cache.remember((Found(MASK, asked("a"), 1), Found(COUNT, asked("a"), 2), Found(MASK, asked("b"), 3)))
    assert cache.known((MASK, COUNT), asked("a")) == {"mask": 1, "count": 2}
    assert cache.known((MASK, COUNT), asked("b")) == {"mask": 3}
    assert sorted(cache.clear()) == [1, 2, 3]
    assert cache.known((MASK, COUNT), asked("a")) == {}


def test_what_was_not_used_for_longest_goes_where_memory_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kquant.session.document.derived._CACHED_BYTES", 5000)
    cache, shared = NodeCache(), np.zeros(1000, np.uint8)
    for key in "abcdefgh":
        cache.remember((Found(MASK, asked(key), np.zeros(1000, np.uint8)),))
        cache.known((MASK,), asked("a"))
    kept = [key for key in "abcdefgh" if MASK.name in cache.known((MASK,), asked(key))]
    assert kept == ["a", "e", "f", "g", "h"]
    cache.clear()
    for key in "abcdefgh":
        cache.remember((Found(MASK, asked(key), shared),))
    assert len(cache.clear()) == 8
