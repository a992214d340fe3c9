"""Colours to the clipboard and from it."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtGui import QGuiApplication

from kquant.core.color.notation import parse_color
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import MAX_COLORS

_LONGEST_LINE = 200


class ColorClipboard:
    """A click copies, so that a swatch that is clicked to paste on it would get its own colour back.

    What had been on the clipboard before that click is what is meant then.
    """

    def __init__(self) -> None:
        self._before = ""
        self._clicked = ""

    def copy(self, text: str, by_click: bool = False) -> None:
        """Put a text on the clipboard; `by_click` if that may be but a way to select."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() != text:
            self._before = clipboard.text()
        self._clicked = text if by_click else ""
        clipboard.setText(text)

    def colors(self, onto: Collection[Rgb] = ()) -> tuple[Rgb, ...]:
        """The colours to be pasted, onto swatches of other colours if there are any; () if there is none."""
        text = QGuiApplication.clipboard().text()
        colors = _colors_in(text)
        if text == self._clicked and set(colors) & set(onto):
            return _colors_in(self._before) or (colors if len(onto) > 1 else ())
        return colors


def _colors_in(text: str) -> tuple[Rgb, ...]:
    """The colours that a text is, one a line; if it is anything else, none."""
    lines = [line for line in text.splitlines() if line.strip()][:MAX_COLORS]
    colors = [parse_color(line) if len(line) < _LONGEST_LINE else None for line in lines]
    return tuple(color for color in colors if color is not None) if None not in colors else ()
