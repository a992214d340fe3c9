"""The attempts of the `pixels` finder in a process of their own, so that they can be stopped at any moment.

The parent writes the specification and the samples to the child's standard input and reads `Attempts` after
every step from its standard output, all as pickles between two copies of this program.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from threading import Thread
from typing import IO

import numpy as np

from kquant.core.finders.pixels import finder
from kquant.core.finders.pixels.finder import Attempts
from kquant.core.model.arrays import Float32
from kquant.core.model.errors import KQuantError
from kquant.core.model.specification import Specification
from kquant.core.run import kmeans

CHILD_ARGUMENT = "--kmeans-process"
"""What a frozen program is started with to be the child: there is no Python to give `-m` to."""

_HEARTBEAT = 0.1
"""Seconds after which the parent says where it stands although nothing has changed."""


def attempts(data: Float32, spec: Specification) -> Generator[Attempts, None, None]:
    """As `finder.attempts`, and every tenth of a second the last ones again. Closing it kills the child.

    Raises:
        KQuantError: the child ended early, most likely for want of memory.
    """
    pipe = subprocess.PIPE
    inbox: queue.SimpleQueue[Attempts | None] = queue.SimpleQueue()
    with subprocess.Popen(_command(), stdin=pipe, stdout=pipe, env=_environment()) as child:
        talk = Thread(target=_talk, args=(child, data, spec, inbox), daemon=True)
        try:
            talk.start()
            latest = Attempts(0.0, None, 0, (), ())
            while latest.done < 1 or latest.best is None:
                yield latest
                latest = _next(inbox, latest)
            yield latest
        finally:
            child.kill()
            if talk.is_alive():  # it is not yet if an interrupt came first
                talk.join()


def _next(inbox: queue.SimpleQueue[Attempts | None], latest: Attempts) -> Attempts:
    try:
        news = inbox.get(timeout=_HEARTBEAT)
    except queue.Empty:
        return latest
    if news is None:
        raise KQuantError("the clustering of all pixels ended early; there may not be enough memory for it")
    return news


def _talk(
    child: subprocess.Popen[bytes],
    data: Float32,
    spec: Specification,
    inbox: queue.SimpleQueue[Attempts | None],
) -> None:
    """Feed the child and pass on what it answers, then None."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        pickle.dump((spec, data.shape, kmeans.threads()), child.stdin)
        child.stdin.write(data.data.cast("B"))
        child.stdin.close()
        while True:
            inbox.put(pickle.load(child.stdout))
    except (OSError, EOFError, pickle.UnpicklingError):
        inbox.put(None)
    finally:
        with suppress(OSError):  # what is left in its buffer cannot be written if the child was killed
            child.stdin.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    return [sys.executable, "-P", "-m", __name__]  # -P: no modules of the current folder


def _environment() -> dict[str, str]:
    """This process's, with the way to this package."""
    root = str(Path(__file__).parents[4])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}


def serve(source: BufferedReader, answers: IO[bytes]) -> None:
    """The child's side. Does nothing if the parent was interrupted before it had sent everything."""
    try:
        spec, shape, threads = pickle.load(source)
    except EOFError:
        return
    kmeans.use_threads(threads)
    data = np.empty(shape, np.float32)
    if source.readinto(data.data.cast("B")) < data.nbytes:
        return
    for step in finder.attempts(data, spec):
        pickle.dump(step, answers)
        answers.flush()


def serve_standard_streams() -> None:
    """What the child does."""
    assert isinstance(sys.stdin.buffer, BufferedReader)
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    serve_standard_streams()
