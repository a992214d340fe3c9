"""From what a person asked for to what will run: one pure function that says what it changed."""

from __future__ import annotations

from dataclasses import replace

from kquant.core.steering import PaletteUse
from kquant.core.types import MAX_COLORS, Engine, Init, Request, Rgb, Settings

_MAX_ATTEMPTS = 1000
_MAX_ITER = 10_000
_MAX_SEED = 2**31 - 1
_MAX_EPSILON = 1000.0
"""Farther than any two colours are apart; an infinite one makes `cv2.kmeans` crash the process."""


def resolve(
    settings: Settings,
    distinct: int,
    *,
    limit: int = MAX_COLORS,
    translucent: bool = False,
    extra: int = 0,
    voters: bool = True,
) -> Request:
    """Put every value in range for a picture with so many `distinct` colours that vote.

    Args:
        limit: the largest palette that the output can hold.
        translucent: some pixels are neither opaque nor fully transparent.
        extra: how many of the locked colours are not among the distinct ones.
        voters: False if, by the settings, no pixel may vote.
    """
    said: list[str] = [] if voters else [_NO_VOTERS]
    locked = _cut(settings.locked, min(limit, MAX_COLORS), "locked", said)
    settings = _given_palette(settings, locked, min(limit, MAX_COLORS), said)
    if is_fixed(settings):
        colors = len(settings.palette)
    else:
        asked = _recolorable(settings, locked, said)
        colors = _colors(replace(settings, colors=asked), distinct + extra, limit, len(locked), said)
    resolved = replace(
        settings,
        colors=colors,
        attempts=_clamp(settings.attempts, 1, _MAX_ATTEMPTS, "attempts", said),
        max_iter=_clamp(settings.max_iter, 1, _MAX_ITER, "maximum iterations", said),
        seed=_clamp(settings.seed, 0, _MAX_SEED, "seed", said),
        epsilon=_epsilon(settings.epsilon, said),
        locked=locked,
    )
    resolved = _initial_centers(resolved, said)
    if resolved.engine is Engine.PIXELS and not is_fixed(resolved):
        resolved = _as_opencv(resolved, translucent, said)
    return Request(resolved, tuple(said))


def is_fixed(settings: Settings) -> bool:
    """Whether the palette is given and nothing is to be clustered."""
    return bool(settings.palette) and settings.palette_use is PaletteUse.FIXED


_NO_VOTERS = "No pixel is left to vote: the whole picture is clustered."


def _cut(colors: tuple[Rgb, ...], most: int, what: str, said: list[str]) -> tuple[Rgb, ...]:
    """Without repetitions, and no more than there is room for."""
    once = tuple(dict.fromkeys(colors))
    if len(once) > most:
        said.append(f"Only the first {most} of {len(once)} {what} colours are used.")
    return once[:most]


def _given_palette(settings: Settings, locked: tuple[Rgb, ...], most: int, said: list[str]) -> Settings:
    """With a palette that can be used as it stands; without one, the same settings whatever its use."""
    if not settings.palette:
        return replace(settings, palette_use=PaletteUse.FIXED)
    if settings.palette_use is PaletteUse.START:
        return replace(settings, init=Init.GIVEN, init_colors=settings.palette)
    once = tuple(dict.fromkeys(settings.palette))
    if settings.palette_use is not PaletteUse.FIXED:
        return replace(settings, palette=once)
    palette = tuple(dict.fromkeys((*once, *locked)))
    if len(palette) > most:
        said.append(f"Only {most} of the {len(palette)} colours of the palette are used.")
        palette = (*[color for color in once if color not in locked][: most - len(locked)], *locked)
    return replace(settings, palette=palette)


def _recolorable(settings: Settings, locked: tuple[Rgb, ...], said: list[str]) -> int:
    """The colours asked for, if there are as many to paint them with."""
    if not settings.palette or settings.palette_use is PaletteUse.START:
        return settings.colors
    most = len({*settings.palette, *locked})
    if settings.colors > most:
        said.append(f"There are {most} colours to paint with: {most} are used instead of {settings.colors}.")
    return min(settings.colors, most)


def _clamp(value: int, low: int, high: int, name: str, said: list[str]) -> int:
    inside = min(max(value, low), high)
    if inside != value:
        said.append(f"The {name} must be {low} to {high}: {inside} is used instead of {value}.")
    return inside


def _colors(settings: Settings, distinct: int, limit: int, locked: int, said: list[str]) -> int:
    colors = _clamp(settings.colors, 1, min(limit, MAX_COLORS), "number of colours", said)
    if distinct == 0:
        said.append("Nothing in the picture is visible: the palette is empty.")
    elif colors > distinct and (settings.selection is not None or settings.excluded):
        said.append(f"Only {distinct} distinct colour{_plural(distinct)} may vote: {distinct} are used.")
    elif colors > distinct:
        said.append(
            f"The picture has only {distinct} distinct colour{_plural(distinct)}: nothing is changed."
        )
    colors = min(colors, distinct)
    if colors < locked:
        said.append(f"{locked} colours are locked: {locked} are used instead of {colors}.")
        colors = locked
    return colors


def _plural(count: int) -> str:
    return "" if count == 1 else "s"


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
    if settings.selection is not None and settings.emphasis > 1:
        said.append("cv2.kmeans knows no weights: all pixels vote alike.")
    if settings.locked:
        said.append("cv2.kmeans moves every centre: locked colours replace the nearest ones at the end.")
    if 2 <= settings.max_iter <= 100:
        return settings
    inside = min(max(settings.max_iter, 2), 100)
    said.append(f"cv2.kmeans makes 2 to 100 iterations: {inside} instead of {settings.max_iter}.")
    return replace(settings, max_iter=inside)
