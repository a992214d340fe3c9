"""From what a person asked for to what will run: one pure function that says what it changed."""

from __future__ import annotations

from dataclasses import replace

from kquant.core.changes import Change, Reason, change
from kquant.core.types import MAX_COLORS, Engine, Init, Request, Rgb, Settings

_MAX_ATTEMPTS = 1000
_MAX_ITER = 10_000
_MAX_SEED = 2**31 - 1
_MAX_EPSILON = 1000.0
"""Farther than any two colours are apart; an infinite one makes `cv2.kmeans` crash the process."""


def resolve(
    settings: Settings, distinct: int, *, limit: int = MAX_COLORS, translucent: bool = False
) -> Request:
    """Put every value in range for a picture with so many `distinct` colours.

    `limit` is the largest palette that the output can hold; `translucent` says that some pixels are
    neither opaque nor fully transparent.
    """
    said: list[Change] = []
    locked = tuple(dict.fromkeys(settings.locked))
    resolved = replace(
        settings,
        colors=_colors(settings.colors, distinct, limit, len(locked), said),
        attempts=_clamp(settings.attempts, 1, _MAX_ATTEMPTS, Reason.ATTEMPTS, said),
        max_iter=_clamp(settings.max_iter, 1, _MAX_ITER, Reason.ITERATIONS, said),
        seed=_clamp(settings.seed, 0, _MAX_SEED, Reason.SEED, said),
        epsilon=_epsilon(settings.epsilon, said),
        locked=locked,
    )
    resolved = _initial_centers(resolved, said)
    if resolved.engine is Engine.PIXELS:
        resolved = _as_opencv(resolved, translucent, said)
    return Request(resolved, tuple(said))


def _clamp(value: int, low: int, high: int, reason: Reason, said: list[Change]) -> int:
    inside = min(max(value, low), high)
    if inside != value:
        said.append(change(reason, low=low, high=high, used=inside, asked=value))
    return inside


def _colors(asked: int, distinct: int, limit: int, locked: int, said: list[Change]) -> int:
    colors = _clamp(asked, 1, min(limit, MAX_COLORS), Reason.COLORS, said)
    if distinct == 0:
        said.append(change(Reason.NOTHING_VISIBLE))
    elif colors > distinct:
        said.append(
            change(Reason.FEW_COLORS, distinct=distinct) if distinct > 1 else change(Reason.ONE_COLOR)
        )
    colors = min(colors, distinct)
    if colors < locked:
        said.append(change(Reason.LOCKED, locked=locked, asked=colors))
        colors = locked
    return colors


def _epsilon(asked: float, said: list[Change]) -> float:
    inside = min(asked, _MAX_EPSILON) if asked >= 0 else 0.0  # NaN is not
    if inside != asked:
        said.append(change(Reason.EPSILON, high=_MAX_EPSILON, used=inside, asked=asked))
    return inside


def _initial_centers(settings: Settings, said: list[Change]) -> Settings:
    if settings.init is not Init.GIVEN:
        return replace(settings, init_colors=())
    given: tuple[Rgb, ...] = tuple(dict.fromkeys(settings.init_colors))
    if not given:
        said.append(change(Reason.NONE_GIVEN))
        return replace(settings, init=Init.PP)
    if len(given) > settings.colors:
        said.append(change(Reason.TOO_MANY_GIVEN, used=settings.colors, given=len(given)))
    elif len(given) < settings.colors:
        said.append(change(Reason.TOO_FEW_GIVEN, missing=settings.colors - len(given)))
    if settings.attempts > 1:
        said.append(change(Reason.ONE_ATTEMPT))
    return replace(settings, init_colors=given[: settings.colors], attempts=1)


def _as_opencv(settings: Settings, translucent: bool, said: list[Change]) -> Settings:
    if translucent:
        said.append(change(Reason.NO_WEIGHTS))
    if settings.locked:
        said.append(change(Reason.NO_LOCKS))
    if 2 <= settings.max_iter <= 100:
        return settings
    inside = min(max(settings.max_iter, 2), 100)
    said.append(change(Reason.OPENCV_ITERATIONS, used=inside, asked=settings.max_iter))
    return replace(settings, max_iter=inside)
