"""Work on blocks of an array over threads, with results that do not depend on how many threads there are."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Check: TypeAlias = Callable[[], None] | None
"""Called before each block, on whichever thread works on it; raises to stop the work."""


def blocks(total: int, block: int) -> list[slice]:
    """The slices that cover `range(total)` in order, each of `block` items but the last; none for 0."""
    return [slice(start, min(start + block, total)) for start in range(0, total, block)]


def map_blocks(
    work: Callable[[slice], T], total: int, block: int, threads: int, check: Check = None
) -> list[T]:
    """`work` done for each of `blocks(total, block)`, on `threads` threads.

    The results come in the order of the blocks, so that summing them is the same for any `threads`.
    The first exception of `work` is raised, and blocks that were not yet begun are left out.
    """

    def checked(part: slice) -> T:
        if check is not None:
            check()
        return work(part)

    slices = blocks(total, block)
    workers = min(threads, len(slices))
    if workers <= 1:
        return [checked(part) for part in slices]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(checked, slices))


def default_threads() -> int:
    """The processors this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
