"""Colours to the clipboard and from it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from kquant.core.notation import parse_color
from kquant.core.types import Rgb

_MOST = 200


class ColorClipboard:
    """A click copies, so that a swatch that is clicked to paste on it would get its own colour back.

    What had been on the clipboard before that click is what is meant then.
    """

    def __init__(self) -> None:
        self._before = ""
        self._copied = ""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.text() != text:
            self._before = clipboard.text()
        self._copied = text
        clipboard.setText(text)

    def color(self, onto: Rgb | None = None) -> Rgb | None:
        """The colour to be pasted, onto a swatch of a colour if there is one; None if there is none."""
        text = QGuiApplication.clipboard().text()
        color = _color_in(text)
        if onto is not None and color == onto and text == self._copied:
            return _color_in(self._before)
        return color


def _color_in(text: str) -> Rgb | None:
    """The one colour that a text is; long ones are none."""
    return parse_color(text) if len(text) < _MOST else None
