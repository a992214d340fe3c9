"""Finding the result of a state, and remembering those that were found."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from kquant.core.image.picture import Picture
from kquant.core.model.metrics import Metrics
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.order import arranged
from kquant.core.preview import Preview, preview
from kquant.core.quantize import measured, quantize
from kquant.session.document.state import Shown
from kquant.session.work.scheduler import Control, Lane

_CACHED_BYTES = 512_000_000
_CALM_SECONDS = 0.05  # who drags K on wants the next preview, and a window that follows


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Something that was found.

    Attributes:
        shown: what it is of.
        found: a preview, a result, or the metrics of one.
        clustering: the result without edits and in its own order, with every result.
    """

    shown: Shown
    found: Preview | Result | Metrics
    clustering: Result | None = None


class ResultCache:
    """Results, their metrics and the clusterings they were made of; the oldest go when they take much memory.

    Attributes:
        metrics: those that were found, by the state of the result.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Shown | Settings, Result] = OrderedDict()
        self.metrics: dict[Shown, Metrics] = {}

    def get(self, key: Shown | Settings) -> Result | None:
        """The result of a state, or the clustering of settings, if it is there."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def remember(self, outcome: Outcome) -> None:
        """Keep a result and its clustering, or metrics."""
        if isinstance(outcome.found, Metrics):
            self.metrics[outcome.shown] = outcome.found
        for key, found in ((outcome.shown.clustering, outcome.clustering), (outcome.shown, outcome.found)):
            if isinstance(found, Result):
                self._kept[key] = found
                self._kept.move_to_end(key)
        while len(self._kept) > 2 and self._bytes() > _CACHED_BYTES:
            self._kept.popitem(last=False)

    def clear(self) -> list[Result]:
        """Forget all, and hand it over: giving back so much memory takes a while."""
        kept = list(self._kept.values())
        self._kept.clear()
        self.metrics.clear()
        return kept

    def _bytes(self) -> int:
        labels = {id(one.labels): one.labels.nbytes for one in self._kept.values()}
        return sum(labels.values())


def find_result(
    control: Control, picture: Picture, shown: Shown, clustering: Result | None, threads: int | None
) -> None:
    """Hand over a preview, the result, and the result with its metrics, each once it is ready.

    With a `clustering` that is known there is no preview, as its result is as quick.
    """
    settings = shown.clustering
    run = picture.run(threads, control.on_progress, control.should_stop)
    quiet = picture.run(threads, None, control.should_stop)
    if clustering is None:
        with control.in_lane(Lane.PREVIEW):
            guess = preview(picture, settings, quiet)
        if guess is not None:
            control.deliver(Outcome(shown, guess))
            control.wait(_CALM_SECONDS)
        clustering = quantize(picture, settings, metrics=(), run=run)
    result = arranged(apply_edits(picture, clustering, shown.edits, quiet), shown.arrangement)
    control.deliver(Outcome(shown, result, clustering))
    if not control.should_stop():
        with control.in_lane(Lane.METRICS):
            metrics = measured(picture, result, quiet).metrics
        assert metrics is not None
        control.deliver(Outcome(shown, metrics))
