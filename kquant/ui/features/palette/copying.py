"""Colours to the clipboard and from it, and the menu of a swatch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from kquant.core.color.names import NameList, nearest_name
from kquant.core.color.notation import parse_color
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.settings import MAX_COLORS
from kquant.session.document.color_text import ColorText, color_text, hex_text
from kquant.session.document.document import Document
from kquant.ui.features.palette.swatches import SwatchModel
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


class SwatchCopying(QObject):
    """Puts colours of the palette on the clipboard.

    Attributes:
        clipboard: ColorClipboard.

    Signals:
        copied(str): something is on the clipboard now; a short sentence that says what.
    """

    copied = Signal(str)

    def __init__(self, document: Document, model: SwatchModel, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self.clipboard = ColorClipboard()
        self._document, self._model, self._actions = document, model, actions

    def copy_rows(self, rows: Sequence[int], by_click: bool = False) -> None:
        """Copy rows of the palette as hex, one a line."""
        if rows:
            self._copy("\n".join(hex_text(self._model.color_of(row)) for row in rows), by_click)

    @Slot(object)
    def copy_all(self, form: ColorText = ColorText.HEX) -> None:
        """Copy every colour, one a line; never those of a preview."""
        self._document.once_exact(partial(self._copy_all, form))

    def _copy_all(self, form: ColorText) -> None:
        result = self._document.now.result  # of which the swatches come in a later turn
        colors = [] if result is None else [rgb(color) for color in result.palette]
        texts = [color_text(color, form, number) for number, color in enumerate(colors, 1)]
        if texts:
            self.clipboard.copy("\n".join(texts))
            self.copied.emit(self.tr("Copied colours: {count}").format(count=len(texts)))

    def _copy(self, text: str, by_click: bool = False) -> None:
        self.clipboard.copy(text, by_click)
        lines = text.count("\n") + 1
        shown = text if lines == 1 else self.tr("{count} colours").format(count=lines)
        self.copied.emit(self.tr("Copied {text}").format(text=shown))

    def menu_for(self, row: int, parent: QWidget) -> QMenu:
        """Everything that can be done with a swatch; the menu is gone once it is closed."""
        menu, color = QMenu(parent), self._model.color_of(row)
        menu.setObjectName("swatch_menu")
        menu.aboutToHide.connect(menu.deleteLater)
        texts = {form: color_text(color, form, row + 1) for form in ColorText}
        self._add_copy(menu, texts[ColorText.HEX])
        more = menu.addMenu(QCoreApplication.translate("Palette", "Copy &As"))
        names = [nearest_name(color, names)[0] for names in NameList]
        for text in dict.fromkeys([*texts.values(), *names]):
            self._add_copy(more, text)
        more.addSeparator()
        more.addAction(self._actions["copy_palette"])
        for group in _GROUPS:
            menu.addSeparator()
            menu.addActions([self._actions[name] for name in group])
        return menu

    def _add_copy(self, menu: QMenu, text: str) -> None:
        words = QCoreApplication.translate("Palette", "Copy {text}").format(text=text)
        menu.addAction(words).triggered.connect(lambda: self._copy(text))
