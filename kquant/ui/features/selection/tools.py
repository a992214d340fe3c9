"""The tools that work on the picture: which one is in the hand, and what mouse and keys do with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from kquant.core.model.selection import Combine
from kquant.session.document.document import Document
from kquant.session.view_model import Tool, ViewModel
from kquant.ui.features.selection.eyedropper import Eyedropper
from kquant.ui.features.selection.shape_tool import ShapeTool
from kquant.ui.kit.picture_tool import PictureSurface


class Tools(QObject):
    """A `PictureTool` that is whichever of them is in the hand: `ViewModel.now.tool`, or the eyedropper.

    Attributes (read only from outside):
        drawn: whether there may be something of it to be seen over the picture.

    Signals:
        combine_changed(object): `combine` is another.
        picking_changed(bool): a colour is being picked, or no longer.
        picked(object): the source's (r, g, b) that was picked.
    """

    combine_changed = Signal(object)
    picking_changed = Signal(bool)
    picked = Signal(object)

    def __init__(
        self, surface: PictureSurface, document: Document, view: ViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.drawn = False
        self._surface, self._document, self._view = surface, document, view
        self._shape = ShapeTool(surface, document, view, self)
        self._eyedropper = Eyedropper(surface, document, view, self)
        self._eyedropper.picked.connect(self._take_picked)
        document.bind(self, self.stop_picking, "picture")
        surface.use_tool(self)

    @property
    def picking(self) -> bool:
        """Whether a colour is being picked."""
        return self._eyedropper.active

    @property
    def combine(self) -> Combine | None:
        """What a shape does to the selection, or None for a new one; Shift and Alt go before it."""
        return self._shape.combine

    @property
    def tolerance(self) -> float:
        """Of the magic wand, see `kquant.core.model.selection.Wand`; and so is `contiguous`."""
        return self._shape.tolerance

    @property
    def contiguous(self) -> bool:
        """See `tolerance`."""
        return self._shape.contiguous

    def set_tool(self, tool: Tool) -> None:
        """Take a tool; what was begun with another is given up."""
        self._shape.give_up()
        self.stop_picking()
        self._view.change(tool=tool)
        self._show()

    def set_combine(self, combine: Combine | None) -> None:
        """What shapes do to the selection from now on."""
        if combine is not self._shape.combine:
            self._shape.combine = combine
            self.combine_changed.emit(combine)

    def set_wand(self, tolerance: float, contiguous: bool) -> None:
        """How far the wand reaches from now on."""
        self._shape.tolerance, self._shape.contiguous = tolerance, contiguous

    def pick(self) -> None:
        """Have a colour of the picture picked, with the mouse or the keys."""
        self._shape.give_up()
        if not self.picking and self._surface.sights():
            self._eyedropper.begin()
            self._surface.setFocus(Qt.FocusReason.OtherFocusReason)
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
        self._shape.draw(painter)
        self._eyedropper.draw(painter)

    def handle(self, event: QEvent) -> bool:
        """Take what is for the tool; the rest goes on."""
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.key() == Qt.Key.Key_Escape and (self.picking or self._shape.busy):
                event.accept()  # or else it would stop the work on a result
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, at = event.type(), event.position()
        if kind == QEvent.Type.MouseMove and not self._surface.dragging:
            return self._moved(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return self._pressed(event)
        if kind == QEvent.Type.MouseButtonRelease and self._shape.busy:
            self._shape.finish()
            self._show_cursor(at, event.modifiers())
            return True
        return False

    def _pressed(self, event: QMouseEvent) -> bool:
        at, keys = event.position(), event.modifiers()
        idle = (self._view.now.tool is Tool.HAND and not self.picking) or self._surface.picture_size is None
        if idle or self._surface.held_for_pan or self._surface.on_split_line(at):
            return False
        self._surface.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.picking:
            self._eyedropper.pick(stay=bool(keys & Qt.KeyboardModifier.ShiftModifier))
        else:
            self._shape.begin(at, keys)
        return True

    def _moved(self, event: QMouseEvent) -> bool:
        if self._shape.busy:
            self._shape.move(event.position(), event.modifiers())
            self._surface.hover(event.position())
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
        elif self._shape.busy:
            self._shape.give_up()
        elif self._document.now.state.settings.selection is not None:
            self._document.palette.select(None)
        elif self._view.now.tool is not Tool.HAND:
            self.set_tool(Tool.HAND)
        else:
            return False
        return True

    def _take_picked(self, color: object, stay: bool) -> None:
        if not stay:
            self.stop_picking()
        self.picked.emit(color)

    def _show(self) -> None:
        self.drawn = self.picking or self._view.now.tool is not Tool.HAND
        self._surface.set_resting_cursor(self._resting(None, Qt.KeyboardModifier.NoModifier))
        self._view.change(hint=self._hint())
        self._surface.update()

    def _show_cursor(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        self._surface.set_resting_cursor(self._resting(at, keys))

    def _resting(self, at: QPointF | None, keys: Qt.KeyboardModifier) -> Qt.CursorShape:
        if self.picking:
            return Qt.CursorShape.CrossCursor
        if self._view.now.tool is Tool.HAND:
            return Qt.CursorShape.ArrowCursor
        return self._shape.cursor(at, keys)

    def _hint(self) -> str:
        """Short, so that it is whole in a small window too."""
        if self.picking:
            return self.tr("Click, or arrows and Enter. Shift: several, Esc: end.")
        keys = self.tr("Shift: more, Alt: less, Esc: none.")
        return {
            Tool.HAND: "",
            Tool.RECTANGLE: self.tr("Drag. Ctrl: square, {keys}").format(keys=keys),
            Tool.ELLIPSE: self.tr("Drag. Ctrl: circle, {keys}").format(keys=keys),
            Tool.LASSO: self.tr("Draw around it. {keys}").format(keys=keys),
            Tool.WAND: self.tr("Click on a colour. {keys}").format(keys=keys),
        }[self._view.now.tool]
