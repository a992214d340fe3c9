"""K, the number of colours, as a slider and a spin box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QSpinBox, QStyle, QStyleOptionSlider, QWidget

from kquant.core.model.settings import MAX_COLORS
from kquant.session.setting_texts import translated_setting
from kquant.ui.describe import describe
from kquant.ui.parameters.number_keys import NumberKeys
from kquant.ui.parameters.setting_link import Adjustable, SettingLink

_RUNGS = (64, 256, 1024, MAX_COLORS)
_NOTCH = 120
_BIG_STEP = 10
_UP_KEYS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: _BIG_STEP}


class ColorCountControl(QWidget):
    """A slider over 1..64, which stretches when there are more, and a spin box over 1..4096.

    The wheel anywhere over it changes K by 1, with Ctrl by 10.

    Signals:
        entered(): a number was typed and Return pressed.
    """

    entered = Signal()

    def __init__(self, document: Adjustable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._record = translated_setting("colors")
        self._turned = 0
        self.slider = _JumpSlider(self)
        self.spin_box = QSpinBox(self)
        self.spin_box.setRange(1, MAX_COLORS)
        self.spin_box.setKeyboardTracking(False)
        self.spin_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider.setPageStep(_BIG_STEP)
        self._lay_out()
        self._describe()
        self._link = SettingLink(document, "colors", self, self._show, self._record.undo.format)
        self.slider.valueChanged.connect(self._link.ask)
        self.slider.sliderPressed.connect(self._link.hold)
        self.slider.sliderReleased.connect(self._link.release)
        self.spin_box.valueChanged.connect(self._link.ask)
        self.spin_box.lineEdit().returnPressed.connect(self.entered)
        for part in (self.slider, self.spin_box):
            part.installEventFilter(self)
        NumberKeys(self.spin_box)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.spin_box)
        self.slider.setMinimumWidth(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.spin_box)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # or the mnemonic of its label would not reach it

    def _describe(self) -> None:
        title, teaching = self._record.title, self._record.help
        describe(self, "color_count", title, teaching)
        describe(self.slider, "color_count_slider", self.tr("{}, slider").format(title), teaching)
        describe(self.spin_box, "color_count_box", title, teaching)

    @Slot()
    def fewer(self) -> None:
        """One colour less."""
        self.step(-1)

    @Slot()
    def more(self) -> None:
        """One colour more."""
        self.step(1)

    def step(self, by: int) -> None:
        """So many colours more, or less if negative, within 1..4096."""
        self._link.ask(min(max(self._document.settings.colors + by, 1), MAX_COLORS))

    def _show(self, colors: int) -> None:
        colors = min(max(colors, 1), MAX_COLORS)
        blocked = [(part, part.blockSignals(True)) for part in (self.slider, self.spin_box)]
        if not self.slider.isSliderDown():
            self.slider.setRange(1, _stretched(self.slider.maximum(), colors))
        self.slider.setValue(colors)
        self.spin_box.setValue(colors)
        for part, before in blocked:
            part.blockSignals(before)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the wheel of both parts, and the keys that would push the slider past its end."""
        if isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        if watched is self.slider and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _UP_KEYS.get(event.key(), 0)
            if by and self.slider.value() == self.slider.maximum():
                self.step(by)
                return True
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Change K by the notches turned; touchpads turn parts of a notch."""
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            big = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.step(notches * (_BIG_STEP if big else 1))
        event.accept()


class _JumpSlider(QSlider):
    """A slider whose handle comes to where it is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(1, _RUNGS[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the handle under the mouse, then let it be dragged."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self._part(option, QStyle.SubControl.SC_SliderHandle)
        if event.button() == Qt.MouseButton.LeftButton and not handle.contains(event.position().toPoint()):
            groove = self._part(option, QStyle.SubControl.SC_SliderGroove)
            along = round(event.position().x()) - groove.x() - handle.width() // 2
            span = groove.width() - handle.width()
            self.setSliderDown(True)
            self.setSliderPosition(
                QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), along, span, option.upsideDown)
            )
        super().mousePressEvent(event)

    def _part(self, option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
        return self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self)


def _stretched(maximum: int, colors: int) -> int:
    """The end of a slider that now ends at `maximum`: far enough for so many colours.

    It comes back only once K is half of what it comes back to, so that steps to and fro do not make the
    handle leap.
    """
    if colors > maximum:
        return next((rung for rung in _RUNGS if colors <= rung), MAX_COLORS)
    lower = next(rung for rung in _RUNGS if 2 * colors <= rung or rung >= maximum)
    return min(lower, maximum)
