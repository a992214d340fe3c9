"""Picking a colour of the source, with a loupe, by mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.selection.loupe import draw_loupe
from kquant.ui.kit.picture_tool import PictureSurface

_FAR = 10
_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class Eyedropper(QObject):
    """Follows the mouse; arrow keys move it by a pixel, with Shift by ten, and Enter picks.

    Attributes:
        active: whether it is in use.

    Signals:
        picked(object, bool): (r, g, b) of the source, and whether another is to be picked after it.
    """

    picked = Signal(object, bool)

    def __init__(self, surface: PictureSurface, document: Document, view: ViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self.active = False
        self._surface, self._document, self._view = surface, document, view
        self._probe: QPoint | None = None
        view.bind(self, self._follow, "pixel")

    def begin(self) -> None:
        """Show the loupe where the mouse is, or in the middle of what is seen."""
        self.active = True
        self._probe = self._surface.hovered_pixel or self._surface.middle_pixel
        self._surface.show_probe(self._probe)

    def end(self) -> None:
        """Put it away."""
        self.active, self._probe = False, None

    def pick(self, stay: bool) -> None:
        """Take the colour that is shown, if any."""
        picture, probe = self._document.now.picture, self._probe
        if picture is None or probe is None:
            return
        red, green, blue, *alpha = picture.pixels[probe.y(), probe.x()].tolist()
        if alpha != [0]:
            self.picked.emit((red, green, blue), stay)

    def key(self, event: QKeyEvent) -> bool:
        """Whether a key was for it."""
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step(_ARROWS[key] * (_FAR if shifted else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pick(stay=shifted)
        else:
            return False
        return True

    def draw(self, painter: QPainter) -> None:
        """The loupe."""
        picture, probe = self._document.now.picture, self._probe
        if self.active and picture is not None and probe is not None:
            at = self._surface.point_of(QPointF(probe) + QPointF(0.5, 0.5))
            draw_loupe(painter, picture.pixels, probe, at, self._surface.rect(), self._view.now.vision)

    def _step(self, way: QPoint) -> None:
        size = self._surface.picture_size
        start = self._probe or self._surface.middle_pixel
        if size is None or start is None:
            return
        moved = start + way
        self._probe = QPoint(min(max(moved.x(), 0), size[0] - 1), min(max(moved.y(), 0), size[1] - 1))
        self._surface.reveal(QPointF(self._probe) + QPointF(0.5, 0.5))
        self._surface.show_probe(self._probe)

    def _follow(self) -> None:
        if self.active:
            pixel = self._view.now.pixel
            self._probe = None if pixel is None else QPoint(pixel.x, pixel.y)
            self._surface.update()
