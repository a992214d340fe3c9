"""From what a person asked for to what will run: one pure function that says what it changed."""

from __future__ import annotations

from dataclasses import replace

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
    said: list[str] = []
    locked = tuple(dict.fromkeys(settings.locked))
    resolved = replace(
        settings,
        colors=_colors(settings.colors, distinct, limit, len(locked), said),
        attempts=_clamp(settings.attempts, 1, _MAX_ATTEMPTS, "attempts", said),
        max_iter=_clamp(settings.max_iter, 1, _MAX_ITER, "maximum iterations", said),
        seed=_clamp(settings.seed, 0, _MAX_SEED, "seed", said),
        epsilon=_epsilon(settings.epsilon, said),
        locked=locked,
    )
    resolved = _initial_centers(resolved, said)
    if resolved.engine is Engine.PIXELS:
        resolved = _as_opencv(resolved, translucent, said)
    return Request(resolved, tuple(said))


def _clamp(value: int, low: int, high: int, name: str, said: list[str]) -> int:
    inside = min(max(value, low), high)
    if inside != value:
        said.append(f"The {name} must be {low} to {high}: {inside} is used instead of {value}.")
    return inside


def _colors(asked: int, distinct: int, limit: int, locked: int, said: list[str]) -> int:
    colors = _clamp(asked, 1, min(limit, MAX_COLORS), "number of colours", said)
    if distinct == 0:
        said.append("Nothing in the picture is visible: the palette is empty.")
    elif colors > distinct:
        plural = "" if distinct == 1 else "s"
        said.append(f"The picture has only {distinct} distinct colour{plural}: nothing is changed.")
    colors = min(colors, distinct)
    if colors < locked:
        said.append(f"{locked} colours are locked: {locked} are used instead of {colors}.")
        colors = locked
    return colors


def _epsilon(asked: float, said: list[str]) -> float:
    inside = min(asked, _MAX_EPSILON) if asked >= 0 else 0.0  # NaN is not
    if inside != asked:
        said.append(f"The epsilon must be 0 to {_MAX_EPSILON:g}: {inside:g} is used instead of {asked:g}.")
    return inside


def _initial_centers(settings: Settings, said: list[str]) -> Settings:
    if settings.init is not Init.GIVEN:
        return replace(settings, init_colors=())
    given: tuple[Rgb, ...] = tuple(dict.fromkeys(settings.init_colors))
    if not given:
        said.append("No initial centres are given: k-means++ draws them.")
        return replace(settings, init=Init.PP)
    if len(given) > settings.colors:
        said.append(f"Only the first {settings.colors} of {len(given)} initial centres are used.")
    elif len(given) < settings.colors:
        missing = settings.colors - len(given)
        said.append(f"{missing} more initial centres are drawn by k-means++.")
    if settings.attempts > 1:
        said.append("Given centres start every attempt the same way: one attempt is made.")
    return replace(settings, init_colors=given[: settings.colors], attempts=1)


def _as_opencv(settings: Settings, translucent: bool, said: list[str]) -> Settings:
    if translucent:
        said.append("cv2.kmeans knows no weights: half-transparent pixels vote like opaque ones.")
    if settings.locked:
        said.append("cv2.kmeans moves every centre: locked colours replace the nearest ones at the end.")
    if 2 <= settings.max_iter <= 100:
        return settings
    inside = min(max(settings.max_iter, 2), 100)
    said.append(f"cv2.kmeans makes 2 to 100 iterations: {inside} instead of {settings.max_iter}.")
    return replace(settings, max_iter=inside)
