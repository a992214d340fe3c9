"""Kernels are stopped in the middle of their work."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest

import kquant
from kquant.core import kernels
from kquant.core.model.errors import Cancelled
from kquant.core.run.run import Run
from kquant.core.run.stop import Stop
from kquant.kernels import compiled

COMPILED = pytest.mark.skipif(compiled() is None, reason="the kernels are not compiled here")
PIXELS = np.zeros((1000, 2000, 3), np.uint8)


class Flagged:
    """Says on being asked that the work is to go on, so that the flag alone can stop it."""

    def __init__(self) -> None:
        self.flag = bytearray(1)

    def __call__(self) -> bool:
        return False


def again(work: Callable[[], object]) -> None:
    while True:
        work()


@COMPILED
@pytest.mark.parametrize("threads", [1, 3])
def test_a_kernel_sees_the_flag(threads: int) -> None:
    should_stop = Flagged()
    check = Run(should_stop=should_stop).check
    label = np.zeros(1, np.uint8)
    keys, codes, _, _ = kernels.histogram(PIXELS, None, None, threads, check)
    kernels.label_map(PIXELS, None, keys, codes, label, 1, threads, check)
    should_stop.flag[0] = 1

    with pytest.raises(Cancelled):
        kernels.histogram(PIXELS, None, None, threads, check)
    with pytest.raises(Cancelled):
        kernels.label_map(PIXELS, None, keys, codes, label, 1, threads, check)


@COMPILED
def test_the_flag_is_set_from_another_thread() -> None:
    should_stop = Flagged()
    check = Run(should_stop=should_stop).check
    before = threading.active_count()
    begun = threading.Event()

    def stop() -> None:
        begun.wait()
        should_stop.flag[0] = 1

    stopping = threading.Thread(target=stop)
    stopping.start()
    begun.set()
    with pytest.raises(Cancelled):
        again(lambda: kernels.histogram(PIXELS, None, None, 2, check))
    stopping.join()
    assert threading.active_count() == before


@COMPILED
def test_what_cannot_be_seen_is_asked_before_and_after() -> None:
    for answers in ([True], [False, True]):
        with pytest.raises(Cancelled):
            kernels.histogram(PIXELS[:2], None, None, 1, Run(should_stop=iter(answers).__next__).check)


def test_a_stop_ends_quantize() -> None:
    stop = Stop()
    image = np.random.default_rng(0).integers(0, 256, (50, 60, 3), dtype=np.uint8)
    assert kquant.quantize(image, 3, should_stop=stop).palette is not None
    stop.set()

    with pytest.raises(Cancelled):
        kquant.quantize(image, 3, should_stop=stop)
