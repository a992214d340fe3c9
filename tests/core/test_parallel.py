import threading
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kquant.core.run.parallel import blocks, default_threads, map_blocks


@given(total=st.integers(0, 1000), block=st.integers(1, 300))
def test_blocks_cover_everything_once_and_in_order(total: int, block: int) -> None:
    covered = [i for part in blocks(total, block) for i in range(part.start, part.stop)]

    assert covered == list(range(total))
    assert all(1 <= part.stop - part.start <= block for part in blocks(total, block))


def test_sums_are_the_same_for_any_number_of_threads() -> None:
    values = np.random.default_rng(0).normal(size=100_003)

    sums = {sum(map_blocks(lambda part: float(values[part].sum()), len(values), 999, n)) for n in (1, 2, 7)}

    assert len(sums) == 1


def test_results_keep_their_order_when_later_blocks_finish_first() -> None:
    def slow_at_first(part: slice) -> int:
        time.sleep(0.02 if part.start == 0 else 0)
        return int(part.start)

    assert map_blocks(slow_at_first, 5, 1, 3) == [0, 1, 2, 3, 4]


def test_blocks_run_at_the_same_time() -> None:
    together = threading.Barrier(2, timeout=60)

    map_blocks(lambda _: together.wait(), 2, 1, 2)


@pytest.mark.parametrize("threads", [1, 2])
def test_an_exception_is_raised_and_stops_the_rest(threads: int) -> None:
    begun: list[int] = []

    def fail(part: slice) -> None:
        begun.append(part.start)
        if part.start == 0:
            raise ValueError("no")
        time.sleep(0.01)

    with pytest.raises(ValueError, match="no"):
        map_blocks(fail, 200, 1, threads)
    assert len(begun) < 100


def test_nothing_to_do() -> None:
    assert map_blocks(lambda part: part, 0, 10, 2) == []


def test_there_is_at_least_one_thread() -> None:
    assert default_threads() >= 1
