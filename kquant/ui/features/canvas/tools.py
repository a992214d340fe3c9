"""The tools of the canvas: which one is in the hand, and what the mouse and the keys do with it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from kquant.core.model.selection import Combine
from kquant.session.document.document import Document
from kquant.ui.features.canvas.eyedropper import Eyedropper
from kquant.ui.features.canvas.gestures import Gestures
from kquant.ui.features.canvas.shaping import Shaping

if TYPE_CHECKING:
    from kquant.ui.features.canvas.canvas import Canvas

_TOLERANCE = 10.0


class CanvasTool(StrEnum):
    """What the left button does."""

    HAND = "hand"
    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"
    LASSO = "lasso"
    WAND = "wand"


class Tools(QObject):
    """Takes what is meant for a tool from the events of a canvas, before its gestures see them.

    Attributes (read only from outside, but for the wand's):
        tool: the CanvasTool in the hand.
        combine: what a shape does to the selection, or None for a new one; Shift and Alt go before it.
        tolerance, contiguous: of the magic wand, see `kquant.core.model.selection.Wand`.

    Signals:
        tool_changed(object): another CanvasTool is in the hand.
        combine_changed(object): `combine` is another.
        picking_changed(bool): a colour is being picked, or no longer.
        picked(object): the source's (r, g, b) that was picked.
        hint_changed(str): what may be done now, or "".
    """

    tool_changed = Signal(object)
    combine_changed = Signal(object)
    picking_changed = Signal(bool)
    picked = Signal(object)
    hint_changed = Signal(str)

    def __init__(self, canvas: Canvas, gestures: Gestures, document: Document) -> None:
        super().__init__(canvas)
        self.tool = CanvasTool.HAND
        self.combine: Combine | None = None
        self.tolerance, self.contiguous = _TOLERANCE, True
        self._canvas, self._gestures, self._document = canvas, gestures, document
        self._shaping = Shaping(canvas, self, document)
        self._eyedropper = Eyedropper(canvas, document)
        self._eyedropper.picked.connect(self._take_picked)
        document.source_changed.connect(self.stop_picking)
        canvas.installEventFilter(self)

    @property
    def picking(self) -> bool:
        """Whether a colour is being picked."""
        return self._eyedropper.active

    def set_tool(self, tool: CanvasTool) -> None:
        """Take a tool; what was begun with another is given up."""
        self._shaping.give_up()
        self.stop_picking()
        if tool is not self.tool:
            self.tool = tool
            self.tool_changed.emit(tool)
        self._show()

    def set_combine(self, combine: Combine | None) -> None:
        """What shapes do to the selection from now on."""
        if combine is not self.combine:
            self.combine = combine
            self.combine_changed.emit(combine)

    def pick(self) -> None:
        """Have a colour of the picture picked, with the mouse or the keys."""
        self._shaping.give_up()
        if not self.picking and self._canvas.sights():
            self._eyedropper.begin()
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            self.picking_changed.emit(True)
            self._show()

    def stop_picking(self) -> None:
        """Give up picking a colour."""
        if self.picking:
            self._eyedropper.end()
            self.picking_changed.emit(False)
            self._show()

    def draw(self, painter: QPainter) -> None:
        """What is to be seen of a tool at work, over the picture."""
        self._shaping.draw(painter)
        self._eyedropper.draw(painter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Handle what is for the tool; the rest goes on."""
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and (self.picking or self._shaping.busy):
                event.accept()  # or else it would stop the work on a result
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, at = event.type(), event.position()
        if kind == QEvent.Type.MouseMove and not self._gestures.busy:
            return self._moved(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._pressed(event)
        if kind == QEvent.Type.MouseButtonRelease and self._shaping.busy:
            self._shaping.finish()
            self._show_cursor(at, event.modifiers())
            return True
        return False

    def _pressed(self, event: QMouseEvent) -> bool:
        at, keys = event.position(), event.modifiers()
        idle = (self.tool is CanvasTool.HAND and not self.picking) or self._canvas.picture_size is None
        if idle or self._gestures.space_held or self._canvas.on_split_line(at):
            return False
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.picking:
            self._eyedropper.pick(stay=bool(keys & Qt.KeyboardModifier.ShiftModifier))
        else:
            self._shaping.begin(at, keys)
        return True

    def _moved(self, event: QMouseEvent) -> bool:
        if self._shaping.busy:
            self._shaping.move(event.position(), event.modifiers())
            self._canvas.hover(event.position())
            return True
        self._show_cursor(event.position(), event.modifiers())
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if self.picking and self._eyedropper.key(event):
            return True
        if event.key() != Qt.Key.Key_Escape:
            return False
        if self.picking:
            self.stop_picking()
        elif self._shaping.busy:
            self._shaping.give_up()
        elif self._document.settings.selection is not None:
            self._document.palette.select(None)
        elif self.tool is not CanvasTool.HAND:
            self.set_tool(CanvasTool.HAND)
        else:
            return False
        return True

    def _take_picked(self, color: object, stay: bool) -> None:
        if not stay:
            self.stop_picking()
        self.picked.emit(color)

    def _show(self) -> None:
        self._gestures.rest(self._resting(None, Qt.KeyboardModifier.NoModifier))
        self.hint_changed.emit(self._hint())
        self._canvas.update()

    def _show_cursor(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        self._gestures.rest(self._resting(at, keys))

    def _resting(self, at: QPointF | None, keys: Qt.KeyboardModifier) -> Qt.CursorShape:
        if self.picking:
            return Qt.CursorShape.CrossCursor
        if self.tool is CanvasTool.HAND:
            return Qt.CursorShape.ArrowCursor
        return self._shaping.cursor(at, keys)

    def _hint(self) -> str:
        """Short, so that it is whole in a small window too."""
        if self.picking:
            return self.tr("Click, or arrows and Enter. Shift: several, Esc: end.")
        keys = self.tr("Shift: more, Alt: less, Esc: none.")
        return {
            CanvasTool.HAND: "",
            CanvasTool.RECTANGLE: self.tr("Drag. Ctrl: square, {keys}").format(keys=keys),
            CanvasTool.ELLIPSE: self.tr("Drag. Ctrl: circle, {keys}").format(keys=keys),
            CanvasTool.LASSO: self.tr("Draw around it. {keys}").format(keys=keys),
            CanvasTool.WAND: self.tr("Click on a colour. {keys}").format(keys=keys),
        }[self.tool]
