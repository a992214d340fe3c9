"""Menus as trees of names; what they hold is made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QMenu, QMenuBar

from kquant.ui.kit.accessibility import literal, unmarked
from kquant.ui.kit.actions.actions import Actions

SEPARATOR = "-"
_LETTERS = 50  # of a file name


@dataclass(frozen=True, slots=True)
class Tree:
    """A menu: entries are names of actions, separators and menus. One without entries is filled elsewhere.

    Attributes:
        title: with its mnemonic, to be translated in the context "Menus".
    """

    name: str
    title: str
    entries: tuple[str | Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of a menu, or of a toolbar, that somebody adds to those of others.

    Attributes:
        menu: the name of the menu or toolbar.
        group: entries of one group stand together between separators; ascending.
        order: their place in the group, ascending; those with the same one stay as they are.
    """

    menu: str
    group: int
    entries: tuple[str | Tree, ...]
    order: int = 0


def entries_of(menu: str, sections: Iterable[Section]) -> tuple[str | Tree, ...]:
    """All that the sections have for a menu, with separators between groups."""
    own = sorted(
        (section for section in sections if section.menu == menu),
        key=lambda section: (section.group, section.order),
    )
    found: list[str | Tree] = []
    for _, group in groupby(own, key=lambda section: section.group):
        found += [SEPARATOR] if found else []
        found += [entry for section in group for entry in section.entries]
    return tuple(found)


def filled(trees: Iterable[Tree], sections: Iterable[Section]) -> tuple[Tree, ...]:
    """The menus with all that the sections have for them."""
    sections = tuple(sections)
    return tuple(replace(tree, entries=entries_of(tree.name, sections)) for tree in trees)


def fill_menu_bar(bar: QMenuBar, actions: Actions, trees: Iterable[Tree]) -> dict[str, QMenu]:
    """Put the menus in place; returns every menu by its name."""
    menus: dict[str, QMenu] = {}
    for tree in trees:
        _fill(bar.addMenu(_title(tree)), tree, actions, menus)
    return menus


def _fill(menu: QMenu, tree: Tree, actions: Actions, menus: dict[str, QMenu]) -> None:
    menus[tree.name] = menu
    menu.setObjectName(f"{tree.name}_menu")
    for entry in tree.entries:
        if isinstance(entry, Tree):
            _fill(menu.addMenu(_title(entry)), entry, actions, menus)
        elif entry == SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[entry])


def _title(tree: Tree) -> str:
    return QCoreApplication.translate("Menus", tree.title)


def fill_with_paths(
    menu: QMenu,
    paths: Iterable[Path],
    call: Callable[[Path], object],
    picture: Callable[[Path], QImage] | None = None,
    title: Callable[[Path], str] | None = None,
) -> None:
    """An entry for each file, which calls with its path, beside a small picture if there is one.

    It has the title of the picture, or else the name of the file and, as a tooltip, where that is. The middle
    is left out of a long name.
    """
    menu.clear()
    metrics = menu.fontMetrics()
    widest = _LETTERS * metrics.averageCharWidth()
    for path in paths:
        name = title(path) if title else path.name
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, widest)
        action = menu.addAction(unmarked(shown))
        action.setToolTip("" if title else literal(str(path)))
        if picture is not None:
            action.setIcon(QIcon(QPixmap.fromImage(picture(path))))
        action.triggered.connect(_without_arguments(call, path))
    menu.setToolTipsVisible(True)


def _without_arguments(call: Callable[[Path], object], path: Path) -> Callable[[], None]:
    """`triggered` passes whether an action is checked to whoever takes it."""

    def slot() -> None:
        call(path)

    return slot
