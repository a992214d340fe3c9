"""The menu of a swatch."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from kquant.core.color.names import NameList, nearest_name
from kquant.core.model.rgb import Rgb
from kquant.session.document.color_text import ColorText, color_text
from kquant.ui.kit.actions.actions import Actions

_GROUPS = (
    ("lock_color", "edit_color", "paste_color", "restore_color"),
    ("merge_colors", "split_color", "delete_colors"),
    ("exclude_color", "add_color"),
)


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
