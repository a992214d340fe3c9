"""Keys for everything that can be done in the plot by mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kquant.lab.ui.editor import Editor
from kquant.lab.ui.scene import ChosenMarks
from kquant.lab.ui.tools import LabTool

if TYPE_CHECKING:
    from kquant.lab.ui.board import Board

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_STEP, _LONG_STEP = 0.01, 0.1  # of the view
_NOZZLE = 34


class BoardKeys:
    """Arrows move what is selected, or else the view; Page Down and Page Up select the next and the one
    before; Insert adds, Delete removes; plus and minus zoom, Home shows all; Escape selects nothing.
    """

    def __init__(self, board: Board, editor: Editor) -> None:
        self._board, self._editor = board, editor

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was meant for the plot."""
        key = event.key()
        fast = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if not event.isAutoRepeat():
            self._editor.begin()
        chosen = self._board.chosen
        if key in _ARROWS and (chosen.points or chosen.center is not None):
            self._move(*_ARROWS[key], fast)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._select_next(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Insert:
            self._insert()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._remove()
        elif key == Qt.Key.Key_Escape and self._board.chosen != ChosenMarks():
            self._board.select(ChosenMarks())
        else:
            return self._board.move_view(key)
        return True

    def _move(self, across: int, up: int, fast: bool) -> None:
        board, chosen = self._board, self._board.chosen
        scene = board.scene_shown
        seen = board.getViewBox().viewRect()
        part = _LONG_STEP if fast else _STEP
        by = across * part * seen.width(), up * part * seen.height()
        if chosen.center is not None and scene is not None:
            x, y = scene.starts[chosen.center].tolist()
            self._editor.move_center(chosen.center, x + by[0], y + by[1])
        elif chosen.points:
            self._editor.shift_points(chosen.points, by)

    def _select_next(self, by: int) -> None:
        scene = self._board.scene_shown
        if scene is None:
            return
        if self._board.tool is LabTool.CENTERS:
            center = _after(self._board.chosen.center, by, len(scene.starts))
            self._board.select(ChosenMarks(center=center))
        else:
            points = self._board.chosen.points
            point = _after(points[0] if points else None, by, len(scene.points))
            self._board.select(ChosenMarks(() if point is None else (point,)))

    def _insert(self) -> None:
        """In the middle of the view."""
        board, scene = self._board, self._board.scene_shown
        middle = board.getViewBox().viewRect().center()
        if scene is None:
            return
        if board.tool is LabTool.CENTERS:
            self._editor.add_center(middle.x(), middle.y())
            added = board.scene_shown
            board.select(ChosenMarks(center=len(added.starts) - 1 if added else None))
        elif board.tool is LabTool.SPRAY:
            self._editor.spray(middle.x(), middle.y(), board.length(_NOZZLE))
        else:
            self._editor.add_point(middle.x(), middle.y())
            board.select(ChosenMarks((len(scene.points),)))

    def _remove(self) -> None:
        chosen = self._board.chosen
        if chosen.center is not None:
            self._editor.remove_center(chosen.center)
        elif chosen.points:
            self._editor.remove_points(chosen.points)
            self._board.select(ChosenMarks())


def _after(index: int | None, by: int, count: int) -> int | None:
    if not count:
        return None
    return (0 if by > 0 else count - 1) if index is None else (index + by) % count
