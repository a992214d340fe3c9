"""From what a person asked for to what will run: one pure function that says what it changed."""

from __future__ import annotations

from dataclasses import replace

from kquant.core.model.changes import Change, Reason, change
from kquant.core.model.choices import Engine, ExcludedAs, Init, PaletteUse, Space
from kquant.core.model.constraints import ClearEntry
from kquant.core.model.depth import Depth
from kquant.core.model.request import Request
from kquant.core.model.rgb import Rgb
from kquant.core.model.setting import Idle
from kquant.core.model.settings import DEFAULT_COLORS, MAX_COLORS, SETTINGS_TABLE, Settings

_PALETTE = 256
"""Colours of an indexed file; a paper never makes a palette that would fit into one too long for it."""


def resolve(
    settings: Settings,
    distinct: int,
    *,
    limit: int = MAX_COLORS,
    translucent: bool = False,
    extra: int = 0,
    unconstrained: bool = False,
    absent: int = 0,
) -> Request:
    """Put every value in range for a picture with so many `distinct` colours that vote.

    At a colour depth these are the colours of it that are the nearest one to some colour that votes; K and
    more of them may be told as K.

    Args:
        limit: the largest palette that the output can hold. All of a fixed palette is mapped to all the
            same, as only then it is known how many of its colours are used.
        translucent: some pixels are neither opaque nor fully transparent.
        extra: how many of the locked colours are not among the distinct ones.
        unconstrained: by the settings no pixel would count, so that all do.
        absent: excluded colours that were left out, as no pixel has them.
    """
    said: list[Change] = []
    if absent:
        said.append(change(Reason.ABSENT, absent=absent) if absent > 1 else change(Reason.ONE_ABSENT))
    if unconstrained:
        said.append(change(Reason.NOTHING_COUNTS))
        settings = replace(settings, excluded_as=ExcludedAs.NEAREST)  # papers would take all that counts now
    settings = _at_depth(settings, said)
    settings = _few_enough_papers(settings, limit, said)
    beside = len(paper_entries(settings))
    most = MAX_COLORS if settings.is_mapped else min(limit, MAX_COLORS) - beside
    locked = _locked(lockable(settings), most, said)
    settings = _given_palette(settings, locked, most, said)
    asked = asked_colors(settings)
    if settings.is_mapped:
        colors = _of_palette(settings, asked, limit, len(locked), said)
    else:
        asked = _beside(beside, _recolorable(settings, asked, locked, said), limit, said)
        colors = _colors(settings, asked, distinct + extra, limit, len(locked), said)
    resolved = replace(
        settings,
        colors=colors,
        attempts=_attempts(settings, said),
        max_iter=_in_range(settings, "max_iter", Reason.ITERATIONS, said),
        seed=_in_range(settings, "seed", Reason.SEED, said),
        epsilon=_epsilon(settings.epsilon, said),
        space=space_of(settings),
        locked=locked,
    )
    resolved = _initial_centers(resolved, colors, said)
    if resolved.engine == Engine.PIXELS and not resolved.is_mapped:
        resolved = _as_opencv(resolved, translucent, said)
    return Request(resolved, tuple(said))


def with_found(request: Request, colors: int) -> Request:
    """The request once it is known that of a fixed palette so many colours are found."""
    asked = request.settings.colors
    if colors == asked:
        return request
    few = (
        change(Reason.FEW_NEEDED, used=colors, asked=asked or 0) if colors else change(Reason.NOTHING_VISIBLE)
    )
    return Request(replace(request.settings, colors=colors), (*request.changes, few))


def asked_colors(settings: Settings) -> int:
    """K that is asked for, or what stands for that if none is."""
    if settings.colors is not None:
        return settings.colors
    if settings.is_mapped:
        return size_of_palette(settings)
    if settings.palette and settings.palette_use is PaletteUse.START:
        return len({*settings.palette})
    return DEFAULT_COLORS


def size_of_palette(settings: Settings) -> int:
    """The number of colours of a fixed palette, with the locked ones, that count among K, beside papers.

    If papers have them all, all of them.
    """
    every = {*settings.palette, *lockable(settings)}
    return len(every - {*paper_entries(settings)}) or len(every)


def is_whole(settings: Settings) -> bool:
    """True if the picture is mapped to all colours of a given palette, so that none are searched for."""
    if not settings.is_mapped or settings.colors is None:
        return settings.is_mapped
    different: set[Rgb] = set()
    for color in (*settings.palette, *lockable(settings)):
        different.add(settings.depth.rounded(color))
        if len(different) > settings.colors:  # soon, though there may be thousands
            return False
    return True


def idle_now(settings: Settings) -> frozenset[Idle]:
    """The kinds of settings that have no effect, as the picture is mapped to a given palette."""
    if not settings.is_mapped:
        return frozenset()
    return frozenset({Idle.MAPPED, Idle.WHOLE} if is_whole(settings) else {Idle.MAPPED})


def space_of(settings: Settings) -> Space:
    """The colour space of settings, or what an automatic one comes to."""
    return automatic_space(settings) if settings.space is Space.AUTO else settings.space


def automatic_space(settings: Settings) -> Space:
    """What `Space.AUTO` comes to with the other settings.

    OKLab loses least to the eye with a palette that cannot move; centres that are found are, by default,
    those of `cv2.kmeans` on the values of the file.
    """
    return Space.OKLAB if settings.is_mapped else Space.SRGB


def _at_depth(settings: Settings, said: list[Change]) -> Settings:
    """With locked colours, and those of a palette to paint with, that the colour depth has.

    Excluded colours stay as they are: it is their papers that are rounded.
    """
    if settings.depth is Depth.FULL:
        return settings
    locked, palette = (
        tuple(map(settings.depth.rounded, colors)) for colors in (settings.locked, settings.palette)
    )
    if settings.palette_use is PaletteUse.START:  # the clustering moves them anyway
        palette = settings.palette
    if locked != settings.locked:
        said.append(change(Reason.LOCKED_AT_DEPTH))
    if palette != settings.palette:
        said.append(change(Reason.PALETTE_AT_DEPTH))
    if not {*paper_entries(settings)} <= {each.color for each in settings.excluded}:
        said.append(change(Reason.EXCLUDED_AT_DEPTH))
    return replace(settings, locked=locked, palette=palette)


def papers_of(settings: Settings) -> tuple[Rgb, ...]:
    """The excluded colours that are papers, as the colour depth has them, each once."""
    if settings.excluded_as is ExcludedAs.NEAREST:
        return ()
    return tuple(dict.fromkeys(settings.depth.rounded(each.color) for each in settings.excluded))


def paper_entries(settings: Settings) -> tuple[Rgb, ...]:
    """The papers that are colours of the palette, beside K."""
    return papers_of(settings) if settings.excluded_as is ExcludedAs.OWN else ()


def lockable(settings: Settings) -> tuple[Rgb, ...]:
    """The locked colours, each once, but for those that come out as papers anyway."""
    papers = paper_entries(settings)
    return tuple(color for color in dict.fromkeys(settings.locked) if color not in papers)


def _few_enough_papers(settings: Settings, limit: int, said: list[Change]) -> Settings:
    """With papers that leave room for one more colour at least."""
    most, papers = max(min(limit, _PALETTE) - 1, 0), papers_of(settings)
    if len(papers) <= most:
        return settings
    said.append(change(Reason.TOO_MANY_PAPERS, used=most, excluded=len(papers)))
    first = papers[:most]
    kept = (each for each in settings.excluded if settings.depth.rounded(each.color) in first)
    return replace(settings, excluded=tuple(kept))


def _beside(papers: int, asked: int, limit: int, said: list[Change]) -> int:
    """The colours asked for, or as many as there is room for beside the papers."""
    whole = min(limit, _PALETTE if asked <= _PALETTE else MAX_COLORS)
    if not papers or asked <= whole - papers:
        return asked
    said.append(change(Reason.PAPERS, limit=whole, used=whole - papers, asked=asked))
    return whole - papers


def _locked(colors: tuple[Rgb, ...], most: int, said: list[Change]) -> tuple[Rgb, ...]:
    """No more than there is room for."""
    if len(colors) > most:
        said.append(change(Reason.TOO_MANY_LOCKED, used=most, locked=len(colors)))
    return colors[:most]


def _given_palette(settings: Settings, locked: tuple[Rgb, ...], most: int, said: list[Change]) -> Settings:
    """With a palette that can be used as it stands; without one, the same settings whatever its use."""
    if not settings.is_mapped:
        settings = replace(settings, clear_entry=None)
    if not settings.palette:
        return replace(settings, palette_use=PaletteUse.FIXED)
    if settings.palette_use is PaletteUse.START:
        return replace(settings, init=Init.GIVEN, init_colors=settings.palette)
    once = tuple(dict.fromkeys(settings.palette))
    if settings.palette_use is not PaletteUse.FIXED:
        return replace(settings, palette=once)
    palette = tuple(dict.fromkeys((*once, *locked)))
    if len(palette) > most:
        said.append(change(Reason.LONG_PALETTE, used=most, given=len(palette)))
        palette = (*[color for color in once if color not in locked][: most - len(locked)], *locked)
    return replace(settings, palette=palette, clear_entry=_clear_entry(settings, len(palette)))


def _clear_entry(settings: Settings, colors: int) -> ClearEntry | None:
    """In its place among colours of which none stands twice any more."""
    entry = settings.clear_entry
    if entry is None:
        return None
    return replace(entry, place=min(len(set(settings.palette[: entry.place])), colors))


def _of_palette(settings: Settings, asked: int, limit: int, locked: int, said: list[Change]) -> int:
    """How many colours of a fixed palette, which has the locked ones too: all, or as many as asked for."""
    size = size_of_palette(settings)
    if asked > size:
        said.append(change(Reason.SHORT_PALETTE, used=size, asked=asked))
    if asked >= size:
        return size
    asked = _beside(len(paper_entries(settings)), asked, limit, said)
    return _at_least_locked(_in_limit(asked, limit, said), locked, said)


def _recolorable(settings: Settings, asked: int, locked: tuple[Rgb, ...], said: list[Change]) -> int:
    """The colours asked for, if there are as many to paint them with."""
    if not settings.palette or settings.palette_use is PaletteUse.START:
        return asked
    most = len({*settings.palette, *locked} - {*paper_entries(settings)})
    if not most:  # papers have them all: there is nothing to paint with
        return asked
    if asked > most:
        said.append(change(Reason.SHORT_PALETTE, used=most, asked=asked))
    return min(asked, most)


def _in_range(settings: Settings, name: str, reason: Reason, said: list[Change]) -> int:
    """The value of a setting in the range that the table has for it."""
    record = SETTINGS_TABLE[name]
    return _clamp(getattr(settings, name), int(record.low), int(record.high), reason, said)


def _attempts(settings: Settings, said: list[Change]) -> int:
    if settings.attempts is None:
        return 1 if settings.engine == Engine.HISTOGRAM else 3
    return _in_range(settings, "attempts", Reason.ATTEMPTS, said)


def _clamp(value: int, low: int, high: int, reason: Reason, said: list[Change]) -> int:
    inside = min(max(value, low), high)
    if inside != value:
        said.append(change(reason, low=low, high=high, used=inside, asked=value))
    return inside


def _colors(
    settings: Settings, asked: int, distinct: int, limit: int, locked: int, said: list[Change]
) -> int:
    colors = _in_limit(asked, limit, said)
    if distinct == 0:
        said.append(change(Reason.NOTHING_VISIBLE))
    elif colors > distinct and settings.depth is not Depth.FULL:
        said.append(change(Reason.FEW_AT_DEPTH, distinct=distinct))
    elif colors > distinct and (settings.selection is not None or settings.excluded):
        said.append(change(Reason.FEW_COUNT, distinct=distinct))
    elif colors > distinct:
        said.append(change(Reason.FEW_COLORS, distinct=distinct))
    return _at_least_locked(min(colors, distinct), locked, said)


def _in_limit(asked: int, limit: int, said: list[Change]) -> int:
    return _clamp(asked, 1, min(limit, MAX_COLORS), Reason.COLORS, said)


def _at_least_locked(colors: int, locked: int, said: list[Change]) -> int:
    if colors < locked:
        said.append(change(Reason.LOCKED, locked=locked, asked=colors))
    return max(colors, locked)


def _epsilon(asked: float, said: list[Change]) -> float:
    record = SETTINGS_TABLE["epsilon"]
    inside = min(asked, record.high) if asked >= record.low else record.low  # NaN is not
    if inside != asked:
        said.append(change(Reason.EPSILON, high=record.high, used=inside, asked=asked))
    return inside


def _initial_centers(settings: Settings, colors: int, said: list[Change]) -> Settings:
    if settings.init is not Init.GIVEN:
        return replace(settings, init_colors=())
    given: tuple[Rgb, ...] = tuple(dict.fromkeys(settings.init_colors))
    if not given:
        said.append(change(Reason.NONE_GIVEN))
        return replace(settings, init=Init.PP)
    if len(given) > colors:
        said.append(change(Reason.TOO_MANY_GIVEN, used=colors, given=len(given)))
    elif len(given) < colors:
        said.append(change(Reason.TOO_FEW_GIVEN, missing=colors - len(given)))
    if settings.attempts != 1:
        said.append(change(Reason.ONE_ATTEMPT))
    return replace(settings, init_colors=given[:colors], attempts=1)


def _as_opencv(settings: Settings, translucent: bool, said: list[Change]) -> Settings:
    if translucent:
        said.append(change(Reason.NO_WEIGHTS))
    if settings.selection is not None and settings.emphasis > 1:
        said.append(change(Reason.NO_EMPHASIS))
    if settings.locked or papers_of(settings):
        said.append(change(Reason.NO_LOCKS))
    if 2 <= settings.max_iter <= 100:
        return settings
    inside = min(max(settings.max_iter, 2), 100)
    said.append(change(Reason.OPENCV_ITERATIONS, used=inside, asked=settings.max_iter))
    return replace(settings, max_iter=inside)
