"""The program's own icons: one-colour SVG files, painted in the colour that text has at that moment."""

from __future__ import annotations

import functools

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kquant.resources import resources_folder

# C++ owns an engine's clone, but Python frees it with its last reference: they are kept, few as they are.
_clones: list[QIconEngine] = []

_SIZES = (16, 24, 32, 48, 64, 128, 256)


@functools.cache
def icon(name: str) -> QIcon:
    """The icon of `resources/icons/NAME.svg`; it follows changes of the palette by itself.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    path = resources_folder() / "icons" / f"{name}.svg"
    return QIcon(_TintedEngine(path.read_text(encoding="ascii")))


@functools.cache
def application_icon() -> QIcon:
    """The program's icon, in colour."""
    renderer = QSvgRenderer(str(resources_folder() / "icons" / "kquant.svg"))
    found = QIcon()
    for side in _SIZES:
        pixmap = _clear_pixmap(QSize(side, side))
        with QPainter(pixmap) as painter:
            renderer.render(painter)
        found.addPixmap(pixmap)
    return found


class _TintedEngine(QIconEngine):
    """Paints an SVG with `currentColor` replaced."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg
        self._renderers: dict[str, QSvgRenderer] = {}
        self._pixmaps: dict[tuple[int, int, str], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _: QIcon.State) -> None:
        self._renderer(_color(mode)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        key = size.width(), size.height(), _color(mode).name()
        if key not in self._pixmaps:  # a toolbar is painted often, and rendering takes half a millisecond
            pixmap = self._pixmaps[key] = _clear_pixmap(size)
            with QPainter(pixmap) as painter:
                self.paint(painter, QRect(QPoint(), size), mode, state)
        return self._pixmaps[key]

    def clone(self) -> QIconEngine:
        copy = _TintedEngine(self._svg)
        _clones.append(copy)
        return copy

    def _renderer(self, color: QColor) -> QSvgRenderer:
        name = color.name()
        if name not in self._renderers:
            tinted = self._svg.replace("currentColor", name)
            self._renderers[name] = QSvgRenderer(QByteArray(tinted.encode("ascii")))
        return self._renderers[name]


def _color(mode: QIcon.Mode) -> QColor:
    groups = QPalette.ColorGroup
    disabled = mode is QIcon.Mode.Disabled
    group = groups.Disabled if disabled else groups.Active
    highlighted = mode is QIcon.Mode.Selected
    role = QPalette.ColorRole.HighlightedText if highlighted else QPalette.ColorRole.WindowText
    return QGuiApplication.palette().color(group, role)


def _clear_pixmap(size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
