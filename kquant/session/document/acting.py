"""What actions on a document have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import PaletteUse
from kquant.core.model.edits import Edit
from kquant.core.model.resolve import is_fixed
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.settings import Settings
from kquant.session.document.color_text import hex_text
from kquant.session.document.state import State

if TYPE_CHECKING:
    from kquant.session.document.document import Document

T = TypeVar("T")


class Acting(QObject):
    """Turns rows of the palette into colours, and wishes into steps that can be undone."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document

    @property
    def _settings(self) -> Settings:
        return self._document.settings

    def _current(self) -> Result | None:
        """The result, if it is of the present state: what is changed by hand must be what is seen."""
        return self._document.result if self._document.up_to_date else None

    def _clustered(self, rows: Iterable[int]) -> tuple[Rgb, ...]:
        """The colours by which edits know the clusters in some rows of the palette that is shown."""
        result = self._document.result
        return () if result is None else _at(result.clustered, rows)

    def _lockable(self, rows: Iterable[int] | None = None) -> tuple[Rgb, ...]:
        """The colours to lock for rows, or all: of the clusters, as recolouring by hand follows them."""
        result = self._document.result
        if result is None:
            return ()
        settings = result.request.settings
        painted = settings.palette and settings.palette_use in (PaletteUse.RECOLOR, PaletteUse.LIGHTNESS)
        colors = result.palette if painted else result.clustered
        return _at(colors, range(len(colors)) if rows is None else rows)

    def _set(self, text: str, merge: str = "", **fields: Any) -> bool:
        """Change settings."""
        return self._enter(text, self._document.state.with_settings(replace(self._settings, **fields)), merge)

    def _edit(self, text: str, edits: tuple[Edit, ...], more: int, gone: tuple[Rgb, ...]) -> bool:
        """Change the present result by hand: so many colours more, and some that are there no longer."""
        result = self._current()
        if result is None:
            return False
        settings = replace(self._settings, locked=without(self._settings.locked, gone))
        if settings.colors is not None or not is_fixed(settings):
            beside = int(result.is_paper.sum())
            settings = replace(settings, colors=max(1, len(result.palette) - beside + more))
        return self._enter(text, self._document.state.edited(edits, settings))

    def _enter(self, text: str, state: State, merge: str = "") -> bool:
        changed = state != self._document.state
        self._document.enter(text, state, merge)
        return changed


def named(one: str, several: str, colors: tuple[Rgb, ...]) -> str:
    """A text with `{color}` for one colour, or one with `{count}` for several."""
    return one.format(color=hex_text(colors[0])) if len(colors) == 1 else several.format(count=len(colors))


def with_more(items: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    """Without repetitions."""
    return tuple(dict.fromkeys((*items, *more)))


def without(items: tuple[T, ...], gone: tuple[T, ...]) -> tuple[T, ...]:
    """Those that are not gone."""
    return tuple(item for item in items if item not in gone)


def _at(colors: UInt8, rows: Iterable[int]) -> tuple[Rgb, ...]:
    return tuple(rgb(colors[row].tolist()) for row in rows if 0 <= row < len(colors))
