"""K, the number of colours, as a slider and a spin box."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QSpinBox, QStyle, QStyleOptionSlider, QWidget

from kquant.core.model.resolve import asked_colors, is_fixed
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

    While the picture is mapped to a palette both go to the size of that, which is called "All".
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
        self.spin_box = _CountBox(self)
        self.spin_box.setKeyboardTracking(False)
        self.spin_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider.setPageStep(_BIG_STEP)
        self._lay_out()
        self._describe()
        self._link = SettingLink(document, "colors", self, self._show, self._undo_text)
        self.slider.valueChanged.connect(self._ask)
        self.slider.sliderPressed.connect(self._link.hold)
        self.slider.sliderReleased.connect(self._link.release)
        self.spin_box.valueChanged.connect(self._ask)
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
        """So many colours more, or less if negative, from 1 to 4096 or all."""
        self._ask(min(max(self._count + by, 1), self._most))

    @property
    def _whole(self) -> int | None:
        """How many colours the palette has that the picture is mapped to."""
        settings = self._document.settings
        if not is_fixed(settings):
            return None
        return min(asked_colors(replace(settings, colors=None)), MAX_COLORS)

    @property
    def _most(self) -> int:
        return self._whole or MAX_COLORS

    @property
    def _count(self) -> int:
        return min(max(asked_colors(self._document.settings), 1), self._most)

    @Slot(int)
    def _ask(self, colors: int) -> None:
        whole = self._whole
        self._link.ask(colors if whole is None or colors < whole else None)

    def _undo_text(self, colors: int | None) -> str:
        return self.tr("All colours") if colors is None else self._record.undo.format(colors)

    def _show(self, _: int | None) -> None:
        colors, whole = self._count, self._whole
        blocked = [(part, part.blockSignals(True)) for part in (self.slider, self.spin_box)]
        if not self.slider.isSliderDown():
            end = self.slider.maximum() if self.slider.maximum() in _RUNGS else _RUNGS[0]
            self.slider.setRange(1, whole or _stretched(end, colors))
        self.slider.setValue(colors)
        self.spin_box.set_most(self._most, self.tr("All") if whole else "")
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


class _CountBox(QSpinBox):
    """A spin box that may have a word for its greatest value."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = ""
        self.setRange(1, MAX_COLORS)
        self.setMinimumWidth(self.sizeHint().width())  # or it would change with the range

    def set_most(self, most: int, word: str) -> None:
        """Another greatest value, and what it is called."""
        self._word = word
        self.setMaximum(most)

    def textFromValue(self, value: int) -> str:  # noqa: N802 - Qt's name
        """The number, or the word."""
        return self._word if self._word and value == self.maximum() else super().textFromValue(value)

    def valueFromText(self, text: str) -> int:  # noqa: N802 - Qt's name
        """The number, of the word too."""
        return self.maximum() if self._word and text == self._word else super().valueFromText(text)

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Take the word; it gives way to digits that are typed beside it."""
        if not self._word or self._word not in text:
            return super().validate(text, at)
        if text == self._word:
            return QValidator.State.Acceptable, text, at
        digits = text.replace(self._word, "")
        return super().validate(digits, len(digits))


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
