"""What every long computation is given: threads, a cache, progress and a way to stop it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from kquant.core.run.cache import Cache
from kquant.core.run.parallel import default_threads
from kquant.core.run.stop import StopCheck

OnProgress: TypeAlias = Callable[[float, str], None]
"""Called with the fraction done, 0..1 and never falling, and the name of the stage."""

ShouldStop: TypeAlias = Callable[[], bool]
"""Asked often; once it answers True the work ends with `Cancelled`.

If it has a `flag`, as `kquant.core.run.stop.Stop` has, kernels see that in the middle of their work.
"""


_MOST_THREADS = 1024


class Run:
    """One run of a long computation, which may have several stages.

    Attributes:
        threads: how many to use; no result depends on it.
        cache: what earlier runs on the same picture have computed.
        seconds: time taken by each stage so far.
        check: raises `Cancelled` if the caller wants to stop.
    """

    def __init__(
        self,
        threads: int | None = None,
        on_progress: OnProgress | None = None,
        should_stop: ShouldStop | None = None,
        cache: Cache | None = None,
    ) -> None:
        self.threads = min(threads or default_threads(), _MOST_THREADS)
        self.cache = cache or Cache()
        self.seconds: dict[str, float] = {}
        self._tell = on_progress
        self._should_stop = should_stop
        self.check = StopCheck(should_stop)
        self._reached = 0.0
        self._name, self._low, self._high = "", 0.0, 1.0

    @contextmanager
    def stage(self, name: str, until: float) -> Iterator[None]:
        """A stage that ends with the fraction `until` of the whole run done."""
        self._name, self._low, self._high = name, self._reached, until
        self.at(0)
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started
        self.at(1)

    def apart(self, cache: Cache | None = None) -> Run:
        """A run with another cache, a new one for what will not be wanted again, and without progress."""
        return Run(self.threads, None, self._should_stop, cache)

    def at(self, part: float) -> None:
        """Report that `part`, 0..1, of the stage is done; raise `Cancelled` if the caller wants to stop."""
        self.check()
        self._reached = max(self._reached, self._low + (self._high - self._low) * min(part, 1.0))
        if self._tell is not None:
            self._tell(self._reached, self._name)
