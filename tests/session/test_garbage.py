"""Python's collector does not hold the window up, and what is gone is gone."""

from __future__ import annotations

import gc
from typing import Any
from weakref import ref

from kquant.session.garbage import collected_seldom


class Node:
    """In a circle of its own."""

    def __init__(self) -> None:
        self.itself = self


def many_objects() -> list[list[int]]:
    """Enough for several whole collections at Python's own thresholds, even beside many older objects."""
    return [[number] for number in range(400_000)]


def test_all_is_collected_only_when_asked_for_and_the_young_as_ever() -> None:
    generations: list[int] = []

    def note(phase: str, info: dict[str, Any]) -> None:
        generations.append(info["generation"] if phase == "start" else -1)

    before = gc.get_threshold()
    gc.callbacks.append(note)
    try:
        many_objects()
        assert 2 in generations
        generations.clear()
        with collected_seldom():
            gone = ref(Node())
            many_objects()
            assert gone() is None
            assert 0 in generations
            assert 2 not in generations
    finally:
        gc.callbacks.remove(note)
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
