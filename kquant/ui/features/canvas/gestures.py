"""Mouse, wheel, trackpad and keys of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from kquant.ui.features.canvas.viewport import Viewport

_NOTCH = 120
_NOTCHES_TO_DOUBLE = 3
_KEY_STEP = 64
_PAGE = 0.9
_SPLIT_STEP = 0.02

_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class Gestures(QObject):
    """Turns the events of a widget into movements of its viewport.

    The wheel zooms at the cursor; a trackpad's two fingers pan, a pinch zooms. The middle button, Space
    with the left one, and the left one alone where it does not hold the split line, pan. A double click on
    the line turns it, elsewhere it changes between fit and 100 %. Arrows, Page Up and Down, Home and End
    pan, with Ctrl the arrows move the split line; B held shows the original.

    Signals:
        moved(): the picture lies elsewhere. line_moved(): the split line does.
        line_turned(): the split line is to run the other way.
        original_held(bool): whether the original is to be shown.
        hovered(object): the QPointF at which the mouse is, or None where it is gone.
    """

    moved = Signal()
    line_moved = Signal()
    line_turned = Signal()
    original_held = Signal(bool)
    hovered = Signal(object)

    def __init__(self, widget: QWidget, viewport: Viewport) -> None:
        super().__init__(widget)
        self._widget, self._viewport = widget, viewport
        self._resting = Qt.CursorShape.ArrowCursor
        self._space = False
        self._last: QPointF | None = None  # where a pan has got to
        self._splitting = False

    @property
    def space_held(self) -> bool:
        """Whether the left button pans, whatever the tool."""
        return self._space

    @property
    def busy(self) -> bool:
        """Whether the mouse is panning or holds the split line."""
        return self._splitting or self._last is not None

    def rest(self, shape: Qt.CursorShape) -> None:
        """The cursor where nothing else is the case."""
        self._resting = shape
        self._show_cursor(self._cursor_place())

    def handle(self, event: QEvent) -> bool:
        """Take what moves the canvas; the rest goes on."""
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if isinstance(event, QNativeGestureEvent):
            return self._pinch(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            return self._key_released(event)
        if event.type() == QEvent.Type.Leave:
            self.hovered.emit(None)
        elif event.type() == QEvent.Type.FocusOut:
            self._let_go()
        return False

    def _wheel(self, event: QWheelEvent) -> bool:
        by_pixels, by_angle = event.pixelDelta(), event.angleDelta()
        zooming = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not by_pixels.isNull() and not zooming:
            self._pan(QPointF(by_pixels))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            turned = by_angle.y() or by_angle.x()
            self._pan(QPointF(_KEY_STEP * turned / _NOTCH, 0))
        elif by_angle.y():
            self._zoom(2 ** (by_angle.y() / _NOTCH / _NOTCHES_TO_DOUBLE), event.position())
        self.hovered.emit(event.position())
        event.accept()
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(1 + event.value(), event.position())
            return True
        if event.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
            self._toggle_fit(event.position())
            return True
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            return self._pressed(event)
        if kind == QEvent.Type.MouseMove:
            return self._moved(event)
        if kind == QEvent.Type.MouseButtonRelease:
            held = self.busy
            self._splitting, self._last = False, None
            self._show_cursor(event.position())
            return held
        if kind == QEvent.Type.MouseButtonDblClick and event.button() == Qt.MouseButton.LeftButton:
            if self._viewport.holds_line(event.position()):
                self.line_turned.emit()
            else:
                self._toggle_fit(event.position())
            return True
        return False

    def _pressed(self, event: QMouseEvent) -> bool:
        at, button = event.position(), event.button()
        left = button == Qt.MouseButton.LeftButton
        if left and not self._space and self._viewport.holds_line(at):
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.line_turned.emit()
            self._splitting = True
        elif left or button == Qt.MouseButton.MiddleButton:
            self._last = at
            self._show_cursor(at)
        else:
            return False
        self._widget.setFocus(Qt.FocusReason.MouseFocusReason)
        return True

    def _moved(self, event: QMouseEvent) -> bool:
        at = event.position()
        if self._splitting:
            self._viewport.move_line(at)
            self.line_moved.emit()
        elif self._last is not None:
            self._pan(at - self._last)
            self._last = at
        else:
            self._show_cursor(at)
        self.hovered.emit(at)
        return True

    def _show_cursor(self, at: QPointF) -> None:
        shape = self._resting
        if self._last is not None and self._viewport.camera.movable:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._viewport.holds_line(at):
            upright = self._viewport.line.orientation == Qt.Orientation.Vertical
            shape = Qt.CursorShape.SplitHCursor if upright else Qt.CursorShape.SplitVCursor
        if self._widget.cursor().shape() != shape:
            self._widget.setCursor(shape)

    def _key(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Space and not modifiers:
            self.hold_space(True)
        elif key == Qt.Key.Key_B and not modifiers:
            self.original_held.emit(True)
        elif key in _ARROWS and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._nudge_line(_ARROWS[key])
        elif key in _ARROWS:
            self._pan(QPointF(_ARROWS[key] * -_KEY_STEP))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            way = 1 if key == Qt.Key.Key_PageUp else -1
            self._pan(QPointF(0, way * _PAGE * self._widget.height()))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_corner(first=key == Qt.Key.Key_Home)
        else:
            return False
        return True

    def _key_released(self, event: QKeyEvent) -> bool:
        if event.isAutoRepeat():
            return False
        if event.key() == Qt.Key.Key_Space:
            self.hold_space(False)
        elif event.key() == Qt.Key.Key_B:
            self.original_held.emit(False)
        else:
            return False
        return True

    def hold_space(self, held: bool) -> None:
        """Whether the left button is to pan, whatever the tool."""
        self._space = held
        self._show_cursor(self._cursor_place())

    def _pan(self, way: QPointF) -> None:
        self._viewport.pan(way)
        self.moved.emit()

    def _zoom(self, factor: float, at: QPointF) -> None:
        """What lies at `at` stays there; past 100 % it halts once."""
        before = self._viewport.camera.scale
        after = before * factor
        self._viewport.zoom(1.0 if min(before, after) < 1 < max(before, after) else after, at)
        self.moved.emit()

    def _toggle_fit(self, at: QPointF) -> None:
        """From fit to 100 % at a place, and from anything else to fit."""
        if self._viewport.camera.fitted:
            self._viewport.zoom(1.0, at)
        else:
            self._viewport.camera.fit()
        self.moved.emit()

    def _go_to_corner(self, first: bool) -> None:
        """To the top left corner, or to the bottom right one."""
        width, height = self._viewport.camera.drawn_size
        way = 1 if first else -1
        self._viewport.camera.pan(way * width, way * height)
        self.moved.emit()

    def _nudge_line(self, way: QPoint) -> None:
        if self._viewport.split_line is not None:
            self._viewport.nudge_line(way, _SPLIT_STEP)
            self.line_moved.emit()

    def _cursor_place(self) -> QPointF:
        return QPointF(self._widget.mapFromGlobal(self._widget.cursor().pos()))

    def _let_go(self) -> None:
        """Keys may be released elsewhere."""
        self._space = self._splitting = False
        self._last = None
        self.original_held.emit(False)
