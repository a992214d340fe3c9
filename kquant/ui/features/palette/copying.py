"""Colours to the clipboard and from it, and the menu of a swatch."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from kquant.core.color.names import NameList, nearest_name
from kquant.core.color.notation import parse_color
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import MAX_COLORS
from kquant.session.document.color_text import ColorText, color_text
from kquant.ui.kit.actions.actions import Actions

_LONGEST_LINE = 200
_GROUPS = (
    ("lock_color", "edit_color", "paste_color", "restore_color"),
    ("merge_colors", "split_color", "delete_colors"),
    ("exclude_color", "add_color"),
)


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


def swatch_menu(
    parent: QWidget, actions: Actions, color: Rgb, number: int, copy: Callable[[str], object]
) -> QMenu:
    """Everything that can be done with a swatch; the menu is gone once it is closed."""
    menu = QMenu(parent)
    menu.setObjectName("swatch_menu")
    menu.aboutToHide.connect(menu.deleteLater)
    texts = {form: color_text(color, form, number) for form in ColorText}
    _add_copy(menu, texts[ColorText.HEX], copy)
    more = menu.addMenu(QCoreApplication.translate("Palette", "Copy &As"))
    names = [nearest_name(color, names)[0] for names in NameList]
    for text in dict.fromkeys([*texts.values(), *names]):
        _add_copy(more, text, copy)
    more.addSeparator()
    more.addAction(actions["copy_palette"])
    for group in _GROUPS:
        menu.addSeparator()
        menu.addActions([actions[name] for name in group])
    return menu


def _add_copy(menu: QMenu, text: str, copy: Callable[[str], object]) -> None:
    words = QCoreApplication.translate("Palette", "Copy {text}").format(text=text)
    menu.addAction(words).triggered.connect(lambda: copy(text))
