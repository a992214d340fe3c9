"""Values that follow from the state of a document: what each depends on, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from kquant.core.expected import takes_long
from kquant.core.image.masks import Mask
from kquant.core.image.picture import Picture
from kquant.core.model.metrics import Metrics
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.palette.accents import Accent, accents
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.main_color import MainColor, main_color
from kquant.core.palette.order import arranged
from kquant.core.preview import Preview, preview
from kquant.core.quantize import measured, quantize
from kquant.core.run.run import Run
from kquant.session.document.state import Shown
from kquant.session.work.job import Lane


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What values are to be found for.

    Attributes:
        shown: what the result depends on.
        settings: of the present state, for what depends on no result.
    """

    picture: Picture
    shown: Shown
    settings: Settings
    threads: int


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value that follows from others.

    Attributes:
        name: what it is.
        lane: it is found in.
        key: tells of what was asked all that the value depends on, beside the picture.
        find: finds it: of what was asked, the values of nodes before it, and a run.
        unless: it is left out where the value of one of these nodes is known.
        tells: its progress is reported.
        optional: None is no value of it, but that there is none.
        with_next: it is not shown by itself, but handed over with the value of the next node.
        rest: seconds until the next node after there was a value.
    """

    name: str
    lane: Lane
    key: Callable[[Asked], Hashable]
    find: Callable[[Asked, dict[str, Any], Run], Any]
    unless: tuple[str, ...] = ()
    tells: bool = False
    optional: bool = False
    with_next: bool = False
    rest: float = 0.0


def _preview(asked: Asked, _: dict[str, Any], run: Run) -> Preview | None:
    """None where the result is as good as there."""
    picture, settings = asked.picture, asked.shown.clustering
    return preview(picture, settings, run) if takes_long(picture, settings, run) else None


def _clustering(asked: Asked, _: dict[str, Any], run: Run) -> Result:
    return quantize(asked.picture, asked.shown.clustering, metrics=(), run=run)


def _result(asked: Asked, found: dict[str, Any], run: Run) -> Result:
    shown = asked.shown
    return arranged(apply_edits(asked.picture, found["clustering"], shown.edits, run), shown.arrangement)


def _metrics(asked: Asked, found: dict[str, Any], run: Run) -> Metrics:
    metrics = measured(asked.picture, found["result"], run).metrics
    assert metrics is not None
    return metrics


def _accents(asked: Asked, found: dict[str, Any], run: Run) -> tuple[Accent, ...]:
    return accents(asked.picture, found["result"], run)


def _mask(asked: Asked, _: dict[str, Any], run: Run) -> Mask:
    settings = _for_selection(asked.settings)
    assert settings.selection is not None
    return asked.picture.selected(settings.selection, Preparation.of(settings), run)


def _main_color(asked: Asked, _: dict[str, Any], run: Run) -> MainColor | None:
    settings = _for_selection(asked.settings)
    assert settings.selection is not None
    return main_color(asked.picture, settings, settings.selection, run)


def _for_selection(settings: Settings) -> Settings:
    """Only what mask and main colour depend on."""
    return Settings(**{name: getattr(settings, name) for name in _OF_SELECTION})


_OF_SELECTION = ("selection", "excluded", "alpha", "matte", "space", "seed")

PREVIEW = Node(
    "preview",
    Lane.PREVIEW,
    attrgetter("shown.clustering"),
    _preview,
    unless=("clustering", "result"),
    optional=True,
    rest=0.05,  # who drags K on wants the next preview, and a window that follows
)
CLUSTERING = Node(
    "clustering",
    Lane.EXACT,
    attrgetter("shown.clustering"),
    _clustering,
    unless=("result",),
    tells=True,
    with_next=True,
)
"""The result without edits and in its own order."""

RESULT = Node("result", Lane.EXACT, attrgetter("shown"), _result)
METRICS = Node("metrics", Lane.METRICS, attrgetter("shown"), _metrics)
ACCENTS = Node("accents", Lane.PLOTS, attrgetter("shown"), _accents)
"""Colours that the result lacks."""

_SELECTION = attrgetter(*(f"settings.{name}" for name in _OF_SELECTION))
MASK = Node("mask", Lane.EXACT, _SELECTION, _mask)
MAIN_COLOR = Node("main_color", Lane.EXACT, _SELECTION, _main_color)
