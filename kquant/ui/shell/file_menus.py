"""Menus of files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QMenu

from kquant.ui.kit.accessibility import literal, unmarked

_LETTERS = 50


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
