"""The reference: `cv2.kmeans` on every pixel, in steps and in a process of its own."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kquant
from kquant.core.color.spaces import to_space
from kquant.core.finders.pixels import finder as pixels
from kquant.core.finders.pixels import process
from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float32, UInt8
from kquant.core.model.choices import COLOR_SPACES, Engine, Init, Space
from kquant.core.model.clustering import KMeansOutput
from kquant.core.model.errors import Cancelled, KQuantError
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation, Specification
from kquant.core.run import kmeans
from tests.core.hostile import distinct, pictures

FLAGS = {Init.RANDOM: cv2.KMEANS_RANDOM_CENTERS, Init.PP: cv2.KMEANS_PP_CENTERS}
STARTS = st.sampled_from(list(FLAGS))
LAW = settings(max_examples=100, deadline=None)


def one_plain_call(data: Float32, asked: Settings | Specification) -> KMeansOutput:
    cv2.setRNGSeed(kmeans.attempt_seed(asked.seed, 0))
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, asked.max_iter, asked.epsilon)
    assert asked.colors is not None
    no_labels: Any = None  # asks for none; the stubs do not know
    compactness, labels, centers = cv2.kmeans(data, asked.colors, no_labels, criteria, 1, FLAGS[asked.init])
    return KMeansOutput(compactness, np.asarray(labels, np.int32), np.asarray(centers, np.float32))


def assert_same(found: KMeansOutput | None, expected: KMeansOutput) -> None:
    assert found is not None
    assert found.compactness == expected.compactness
    assert np.array_equal(found.labels, expected.labels)
    assert np.array_equal(found.centers, expected.centers)


def samples(colors: UInt8, space: Space = Space.SRGB) -> Float32:
    return to_space(colors.reshape(-1, 3), space).astype(np.float32)


@LAW
@given(
    pictures(),
    STARTS,
    st.integers(1, 12),
    st.sampled_from([2, 3, 7, 100]),
    st.sampled_from([0, 0.1, 1.0, 20, 1000.0]),
    st.integers(0, 2**31 - 1),
)
def test_as_one_plain_call(
    colors: UInt8, init: Init, k: int, max_iter: int, epsilon: float, seed: int
) -> None:
    k = min(k, distinct(colors) - 1)  # otherwise there is nothing to cluster
    if k > 0:
        asked = Specification(
            "pixels", k, init=init, attempts=1, max_iter=max_iter, epsilon=epsilon, seed=seed
        )
        assert_as_one_plain_call(samples(colors), asked)


@pytest.mark.parametrize("space", COLOR_SPACES)
@pytest.mark.parametrize("epsilon", [0, 0.5, 30])
def test_as_one_plain_call_in_any_space(space: Space, epsilon: float) -> None:
    """Up to rounding where `cv2.kmeans` refills an empty cluster, which does not happen here."""
    colors = np.random.default_rng(0).integers(0, 256, (40, 50, 3), dtype=np.uint8)
    for max_iter in (2, 3, 12, 100):
        asked = Specification("pixels", 8, attempts=1, max_iter=max_iter, epsilon=epsilon, seed=3)
        assert_as_one_plain_call(samples(colors, space), asked)


def assert_as_one_plain_call(data: Float32, asked: Specification) -> None:
    *_, last = pixels.attempts(data, asked)

    expected = one_plain_call(data, asked)
    assert_same(last.best, expected)
    assert last.attempts == (expected.compactness,)
    assert 2 <= last.iterations <= asked.max_iter


@pytest.mark.parametrize("init", FLAGS)
def test_the_result_tells_what_opencv_returned(init: Init) -> None:
    image = np.random.default_rng(1).integers(0, 256, (60, 70, 3), dtype=np.uint8)
    asked = Settings(7, Engine.PIXELS, init, attempts=1, seed=3)

    result = kquant.quantize(image, settings=asked)

    assert_same(result.reference, one_plain_call(samples(image), asked))


def test_the_best_attempt_is_kept() -> None:
    data = samples(np.random.default_rng(1).integers(0, 256, (50, 40, 3), dtype=np.uint8))

    *_, last = pixels.attempts(data, Specification("pixels", 9, attempts=5))

    assert len(set(last.attempts)) == 5
    assert last.best is not None
    assert last.best.compactness == min(last.attempts)


def test_given_colors_start_it() -> None:
    image = np.array([[[0, 0, 0], [10, 10, 10], [200, 0, 0], [220, 0, 0]]], np.uint8)
    given_colors = ((9, 9, 9), (255, 0, 0))

    result = kquant.quantize(image, 2, engine="pixels", init="given", init_colors=given_colors)

    assert result.reference is not None
    assert result.reference.labels.ravel().tolist() == [0, 0, 1, 1]
    assert sorted(result.palette.tolist()) == [[5, 5, 5], [210, 0, 0]]


@pytest.mark.slow
@pytest.mark.parametrize("init", Init)
def test_in_a_process_of_its_own_as_here(init: Init) -> None:
    data = samples(np.random.default_rng(1).integers(0, 256, (50, 40, 3), dtype=np.uint8), Space.LAB)
    asked = Specification("pixels", 5, init=init, init_colors=((1, 2, 3), (200, 100, 0)), attempts=2, seed=5)

    *_, here = pixels.attempts(data, asked)
    *_, there = process.attempts(data, asked)

    assert here.best is not None
    assert_same(there.best, here.best)
    assert (there.attempts, there.iterations) == (here.attempts, here.iterations)


def test_modules_in_the_current_folder_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("queue", "numpy", "pickle"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)

    *_, last = process.attempts(np.eye(3, dtype=np.float32), Specification("pixels", 2, attempts=1))

    assert len(last.attempts) == 1


def test_a_process_that_dies_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", "raise SystemExit(3)"])

    with pytest.raises(KQuantError, match="memory"):
        list(process.attempts(np.eye(3, dtype=np.float32), Specification("pixels", 2)))


class Children:
    """Every process that is started, and the threads there were before."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.started: list[subprocess.Popen[bytes]] = []
        self._threads = set(threading.enumerate())
        real = subprocess.Popen

        def noted(*args: Any, **options: Any) -> subprocess.Popen[bytes]:
            child: subprocess.Popen[bytes] = real(*args, **options)
            self.started.append(child)
            return child

        monkeypatch.setattr(subprocess, "Popen", noted)

    def assert_gone(self) -> None:
        for child in self.started:
            assert child.returncode is not None
            if os.name == "posix":
                with pytest.raises(ProcessLookupError):
                    os.kill(child.pid, 0)
        assert set(threading.enumerate()) <= self._threads


@pytest.mark.slow
@pytest.mark.parametrize("wait", [0.0, 0.15, 0.6])  # while it starts, while it is fed, while it works
def test_cancelled_when_first_asked_to(wait: float, monkeypatch: pytest.MonkeyPatch) -> None:
    image = np.random.default_rng(0).integers(0, 256, (1500, 2000, 3), dtype=np.uint8)
    picture = Picture(image)
    picture.prepared(Preparation())
    children = Children(monkeypatch)
    asked: list[float] = []

    def should_stop() -> bool:
        if not children.started:
            return False
        asked.append(time.perf_counter())
        return asked[-1] - asked[0] >= wait

    with pytest.raises(Cancelled) as kept:
        kquant.quantize(picture, 200, engine="pixels", should_stop=should_stop, metrics=False)
    assert sum(when - asked[0] >= wait for when in asked) == 1
    assert len(children.started) == 1
    children.assert_gone()  # although `kept` holds on to the exception and its frames
    assert str(kept.value) == "cancelled"

    assert len(kquant.quantize(picture, 2, effort="fast", metrics=False).palette) == 2


@pytest.mark.slow
def test_nothing_is_left_after_a_whole_run_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    image = np.random.default_rng(0).integers(0, 256, (1100, 1000, 3), dtype=np.uint8)
    children = Children(monkeypatch)

    result = kquant.quantize(image, 8, engine="pixels", attempts=1, max_iter=3, metrics=False)

    assert len(children.started) == 1
    assert len(result.palette) == 8
    children.assert_gone()


def test_says_where_it_stands_although_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    steps = process.attempts(np.zeros((10, 3), np.float32), Specification(colors=4))
    assert [next(steps).done for _ in range(3)] == [0, 0, 0]
    steps.close()


def test_an_interrupt_before_anything_was_sent_is_quiet() -> None:
    command, environment = process._command(), process._environment()
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_killed_with_bytes_on_their_way(monkeypatch: pytest.MonkeyPatch) -> None:
    dump = pickle.dump

    def slowly(content: object, file: Any) -> None:
        dump(content, file)
        time.sleep(0.05)  # so long they stand in the buffer

    monkeypatch.setattr(pickle, "dump", slowly)
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    steps = process.attempts(np.zeros((1000, 3), np.float32), Specification(colors=4))  # more than the buffer
    next(steps)
    steps.close()  # raises nothing
