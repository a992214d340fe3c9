"""What is hashed: pictures under many settings, each by a name that tells both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.choices import (
    AlphaMode,
    ClearPlace,
    Effort,
    ExcludedAs,
    ExcludedWhere,
    Init,
    PaletteUse,
    Representative,
    Space,
    Unselected,
    Unused,
)
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.edits import Delete, Edit, Merge, Recolor, Split
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import Combine, Ellipse, Polygon, Rectangle, Selection, Wand
from kquant.core.model.settings import Settings
from kquant.core.palette.builtin import built_in
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.order import Arrangement, Order, arranged
from tests.guard import pictures

_COUNTS = (1, 2, 3, 4, 5, 7, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 255, 256, 4096)
_SPACES = (Space.SRGB, Space.LINEAR, Space.LAB, Space.OKLAB)
_PHOTOS = ("chelsea", "astronaut")
_CLEAR = ("sprite", "one clear", "soft alpha", "invisible")
_LOCKS: tuple[Rgb, ...] = ((255, 0, 0), (0, 0, 0), (18, 52, 86))


@dataclass(frozen=True)
class Case:
    """One result.

    Attributes:
        name: the picture's name, a colon, and what is done with it.
        after: what is done with the result of the clustering.
        quick: it is part of every test run.
    """

    name: str
    settings: Settings
    after: Callable[[Picture, Result], Result] | None = None
    quick: bool = False

    @property
    def picture(self) -> str:
        """A name of `tests.guard.pictures`."""
        return self.name.partition(":")[0]

    def run(self) -> Result:
        """The result, without metrics."""
        picture = _picture(self.picture)
        result = kquant.quantize(picture, settings=self.settings, metrics=False)
        return self.after(picture, result) if self.after else result


@cache
def _picture(name: str) -> Picture:
    return Picture(pictures.pixels(name))


def cases() -> list[Case]:
    """All of them, in the order of the table."""
    kinds = (
        *(_counts, _ways, _starts, _locks, _exclusions, _selections, _palettes, _alpha, _edits, _orders),
        *(_depths, _representatives),
    )
    found = [case for kind in kinds for case in kind()]
    assert len({case.name for case in found}) == len(found), "two cases have the same name"
    return found


def _counts() -> Iterator[Case]:
    """Every picture in many numbers of colours, and a small one in each from 1 to 256."""
    for name in pictures.NAMES:
        for k in _COUNTS:
            yield Case(f"{name}: {k}", Settings(colors=k), quick=name != "coffee" and k in (5, 32))
    for k in range(1, 257):
        if k not in _COUNTS:
            yield Case(f"astronaut: {k}", Settings(colors=k))


def _ways() -> Iterator[Case]:
    """Spaces, efforts and engines."""
    for name in (*_PHOTOS, "ramp", "ties", "soft alpha"):
        for space in _SPACES:
            for effort in Effort:
                if (space, effort) == ("srgb", "balanced"):
                    continue
                for k in (6, 40):
                    settings = Settings(colors=k, space=space, effort=effort)
                    quick = name == "astronaut" and k == 6
                    yield Case(f"{name}: {k}, {space}, {effort}", settings, quick=quick)
            for k in (6, 40):
                settings = Settings(colors=k, space=space, engine="pixels", max_iter=10)
                yield Case(f"{name}: {k}, {space}, pixels", settings, quick=name == "ties" and k == 6)


def _starts() -> Iterator[Case]:
    """Initial centres, seeds and criteria."""
    given = tuple((40 * n, 255 - 40 * n, 20 * n) for n in range(6))
    for name in _PHOTOS:
        for engine in ("histogram", "pixels"):
            few = Settings(colors=8, engine=engine, max_iter=20)
            for what, settings in {
                "random": replace(few, init=Init.RANDOM),
                "seed 7": replace(few, seed=7),
                "given": replace(few, init=Init.GIVEN, init_colors=given),
                "one attempt": replace(few, attempts=1),
                "10 attempts": replace(few, attempts=10, init=Init.RANDOM),
                "2 iterations": replace(few, max_iter=2),
                "epsilon 5": replace(few, epsilon=5.0),
            }.items():
                yield Case(
                    f"{name}: 8, {engine}, {what}", settings, quick=name == "astronaut" and what == "given"
                )


def _locks() -> Iterator[Case]:
    for name in (*_PHOTOS, "poster", "ramp", "dark", "one clear", "two colors", "column"):
        for k in (1, 4, 16, 64):
            quick = name in ("poster", "one clear") and k == 16
            yield Case(f"{name}: {k}, locked", Settings(colors=k, locked=_LOCKS), quick=quick)
    yield Case("chelsea: 8, pixels, locked", Settings(colors=8, engine="pixels", max_iter=10, locked=_LOCKS))
    yield Case("chelsea: 8, oklab, locked", Settings(colors=8, space=Space.OKLAB, locked=_LOCKS))


def _exclusions() -> Iterator[Case]:
    white, black = Exclusion((250, 248, 240), 6), Exclusion((0, 0, 0), 12)
    for name in ("poster", "chelsea", "dark", "sprite"):
        for what, excluded in {"white": (white,), "white and black": (white, black)}.items():
            settings = Settings(colors=7, excluded=excluded, excluded_as=ExcludedAs.NEAREST)
            yield Case(f"{name}: 7, {what} excluded, map", settings, quick=name == "poster")
            for become in (ExcludedAs.OWN, ExcludedAs.TRANSPARENT):
                for where in ExcludedWhere:
                    settings = Settings(colors=7, excluded=excluded, excluded_as=become, excluded_where=where)
                    case = f"{name}: 7, {what} excluded, {become}, {where}"
                    yield Case(case, settings, quick=name == "poster")


def _selections() -> Iterator[Case]:
    box = Selection.of(Rectangle(10, 12, 40, 30))
    for name in ("chelsea", "poster", "soft alpha"):
        for what, selection in {
            "rectangle": box,
            "ellipse taken away": box.combined(Ellipse(15, 15, 20, 20), Combine.SUBTRACT),
            "lasso": Selection.of(Polygon(((5.0, 5.0), (60.0, 9.5), (33.0, 70.0)))),
            "wand": Selection.of(Wand(30, 30, 12.0)),
            "all but": box.inverse(),
        }.items():
            for emphasis, unselected in ((0, Unselected.MAP), (0, Unselected.CLEAR), (20, Unselected.MAP)):
                settings = Settings(colors=9, selection=selection, emphasis=emphasis, unselected=unselected)
                quick = name == "soft alpha" and what == "lasso"
                yield Case(f"{name}: 9, {what}, {emphasis}, {unselected}", settings, quick=quick)


def _palettes() -> Iterator[Case]:
    for key in ("game-boy", "cga-16", "web-safe", "vga-256", "greys-5"):
        palette = built_in(key).colors
        for name in ("chelsea", "poster", "ties", "sprite", "one clear", "soft alpha"):
            for use in PaletteUse:
                k = None if use is PaletteUse.FIXED else 4
                settings = Settings(colors=k, palette=palette, palette_use=use)
                quick = key == "cga-16" and name in ("poster", "sprite")
                yield Case(f"{name}: {key}, {use}", settings, quick=quick)
            for k in (4, 15):
                settings = Settings(colors=k, palette=palette, locked=_LOCKS[:2])
                yield Case(f"{name}: best {k} of {key}", settings, quick=name == "sprite" and k == 4)
    for space in _SPACES:
        settings = Settings(palette=built_in("ega-64").colors, space=space)
        yield Case(f"chelsea: ega-64, fixed, {space}", settings)
    settings = Settings(palette=built_in("cga-16").colors, locked=_LOCKS)
    yield Case("chelsea: cga-16, fixed, locked", settings)
    for name in ("poster", "sprite", "one clear", "soft alpha"):
        for place in (0, 7, 16):
            entry = ClearEntry(place, (255, 0, 255))
            settings = Settings(palette=built_in("cga-16").colors, clear_entry=entry)
            yield Case(f"{name}: cga-16, fixed, clear entry {place}", settings, quick=place == 7)
        for clear in (ClearPlace.FIRST, ClearPlace.LAST):
            settings = Settings(
                palette=built_in("ega-64").colors, clear_place=clear, unused=Unused.DROP, locked=_LOCKS
            )
            yield Case(
                f"{name}: ega-64, fixed, unused dropped, clear {clear}", settings, quick=clear == "first"
            )


def _alpha() -> Iterator[Case]:
    for name in _CLEAR:
        for mode in (AlphaMode.THRESHOLD, AlphaMode.MATTE):
            for k in (3, 16, 256):
                settings = Settings(colors=k, alpha=mode, matte=(255, 0, 128))
                yield Case(f"{name}: {k}, {mode}", settings, quick=k == 16)
        yield Case(f"{name}: 5, pixels", Settings(colors=5, engine="pixels", max_iter=10))


def _edits() -> Iterator[Case]:
    """Changes by hand, each to the colours that have these places in the palette of the clustering."""
    changes: dict[str, Callable[[list[Rgb]], tuple[Edit, ...]]] = {
        "recolor": lambda c: (Recolor(c[0], (1, 2, 3)), Recolor(c[3], (200, 100, 50))),
        "merge": lambda c: (Merge((c[1], c[4])),),
        "split": lambda c: (Split(c[0]), Split(c[2])),
        "delete": lambda c: (Delete((c[0], c[5])),),
        "all": lambda c: (Merge((c[0], c[1])), Split(c[2]), Delete((c[3],)), Recolor(c[4], (9, 8, 7))),
    }
    for name in ("chelsea", "poster", "soft alpha"):
        for what, change in changes.items():

            def edited(picture: Picture, result: Result, change=change) -> Result:  # type: ignore[no-untyped-def]
                return apply_edits(picture, result, change([tuple(row) for row in result.palette.tolist()]))

            yield Case(f"{name}: 6, edit {what}", Settings(colors=6), edited, quick=what == "all")


def _orders() -> Iterator[Case]:
    for order in Order:
        if order is Order.HAND:
            continue
        for descending in (False, True):
            arrangement = Arrangement(order, descending)

            def ordered(_: Picture, result: Result, arrangement: Arrangement = arrangement) -> Result:
                return arranged(result, arrangement)

            name = f"chelsea: 12, order {order}{', descending' if descending else ''}"
            yield Case(name, Settings(colors=12), ordered)


def _depths() -> Iterator[Case]:
    for name in ("astronaut", "poster", "soft alpha"):
        for depth in map(Depth, ("16", "15", "9", "6")):
            for space in _SPACES:
                settings = Settings(colors=24, depth=depth, space=space, locked=_LOCKS[:1])
                quick = name == "poster" and depth == "9"
                yield Case(f"{name}: 24, {space}, {depth} bits", settings, quick=quick)


def _representatives() -> Iterator[Case]:
    for name in (*_PHOTOS, "poster", "soft alpha"):
        for space in (Space.SRGB, Space.OKLAB):
            settings = Settings(colors=12, space=space, representative=Representative.FREQUENT)
            yield Case(f"{name}: 12, {space}, most frequent", settings, quick=name == "poster")
