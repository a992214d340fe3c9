"""Where windows first stand, and how large they are: whole on their screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

FIRST_SIZE = QSize(1280, 800)

_STEP = QPoint(28, 28)
_FRAME = QSize(16, 48)  # room for one, as how large it is will be known only once the window is seen


def fit_on_screen(window: QWidget) -> None:
    """Give a window its first size, or as much of it as there is room for."""
    window.resize(FIRST_SIZE.boundedTo(window.screen().availableGeometry().size() - _FRAME))


def put_beside(window: QWidget, other: QWidget) -> None:
    """Put a window where it does not hide the title of another one, smaller if it is not whole there."""
    screen = other.screen().availableGeometry()
    place = QRect(other.pos() + _STEP, window.size() + _FRAME)
    if not screen.contains(place):
        in_the_corner = other.isMaximized() or other.pos() == screen.topLeft()
        place.moveTopLeft(screen.topLeft() + (_STEP if in_the_corner else QPoint()))
    window.move(place.topLeft())
    if not screen.contains(place):
        window.resize(place.intersected(screen).size() - _FRAME)
