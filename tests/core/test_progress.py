from __future__ import annotations

import threading
from itertools import groupby, pairwise

import numpy as np
import pytest

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import Effort, Engine
from kquant.core.model.errors import Cancelled
from kquant.core.run.run import Run
from tests.core.hostile import outcome


@pytest.fixture(scope="module")
def image() -> UInt8:
    return np.random.default_rng(0).integers(0, 256, (70, 80, 4), dtype=np.uint8)


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("metrics", [True, False])
def test_fractions_never_fall_and_stages_come_in_order(
    image: UInt8, engine: Engine, effort: Effort, metrics: bool
) -> None:
    told: list[tuple[float, str]] = []

    result = kquant.quantize(
        image,
        9,
        engine=engine,
        effort=effort,
        metrics=metrics,
        on_progress=lambda fraction, stage: told.append((fraction, stage)),
    )

    fractions = [fraction for fraction, _ in told]
    assert fractions[0] == 0
    assert fractions[-1] == 1.0
    assert all(0 <= before <= after <= 1 for before, after in pairwise(fractions))
    expected = ["histogram", "cluster", "map"] + ["metrics"] * metrics
    assert [stage for stage, _ in groupby(stage for _, stage in told)] == expected == list(result.seconds)
    assert all(seconds >= 0 for seconds in result.seconds.values())
    assert (result.metrics is not None) == metrics


@pytest.mark.slow
@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("effort", Effort)
def test_cancelled_at_any_step_nothing_is_left(image: UInt8, engine: Engine, effort: Effort) -> None:
    picture = Picture(image)
    whole = outcome(kquant.quantize(image, 9, engine=engine, effort=effort))
    steps = 0

    def count() -> bool:
        nonlocal steps
        steps += 1
        return False

    known = Picture(image)  # as the one below: a run on it has fewer steps, as its histogram is there
    kquant.quantize(known, 9, engine=engine, effort=effort)
    kquant.quantize(known, 9, engine=engine, effort=effort, should_stop=count)
    threads = threading.active_count()
    assert steps > 8

    for last in [*range(0, 12, 2), *range(12, steps, max(1, steps // 6))]:
        answers = iter([False] * last)
        with pytest.raises(Cancelled):
            kquant.quantize(
                picture,
                9,
                engine=engine,
                effort=effort,
                should_stop=lambda: next(answers, True),  # noqa: B023
            )
        assert threading.active_count() == threads
        if last >= steps:
            break

    assert outcome(kquant.quantize(picture, 9, engine=engine, effort=effort)) == whole


def test_what_the_listener_raises_comes_through(image: UInt8) -> None:
    def fail(fraction: float, stage: str) -> None:
        raise KeyError(stage)

    with pytest.raises(KeyError, match="histogram"):
        kquant.quantize(image, 3, on_progress=fail)


def test_a_stage_reaches_its_end_whatever_was_told() -> None:
    told: list[float] = []
    run = Run(1, lambda fraction, stage: told.append(fraction))

    with run.stage("one", 0.5):
        for part in (0.5, 0.2, 7):
            run.at(part)
    with run.stage("two", 1.0):
        pass

    assert told == [0, 0.25, 0.25, 0.5, 0.5, 0.5, 1.0]
    assert list(run.seconds) == ["one", "two"]
