"""K, the number of colours, as a slider and a spin box."""

from __future__ import annotations

from dataclasses import replace
from itertools import filterfalse

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QSpinBox, QStyle, QStyleOptionSlider, QWidget

from kquant.core.model.resolve import asked_colors
from kquant.core.model.settings import MAX_COLORS
from kquant.session.document.document import Document
from kquant.session.document.setting_texts import translated_setting
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.number_keys import NumberKeys
from kquant.ui.kit.setting_link import SettingLink

_RUNGS = (64, 256, 1024, MAX_COLORS)
_NOTCH = 120
_BIG_STEP = 10
_GIVEN = ("palette", "palette_use", "locked", "excluded", "excluded_as", "depth")  # what "All" depends on
_KEYS: dict[int, int] = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: _BIG_STEP,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageDown: -_BIG_STEP,
}


class ColorCountControl(QWidget):
    """A slider over 1..64, which stretches when there are more, and a spin box over 1..4096.

    While the picture is mapped to a palette both go to the size of that, which is called "All". The far end
    of the slider is that also where it ends before, for few colours of a large palette.
    The wheel anywhere over it changes K by 1, with Ctrl by 10.

    Signals:
        entered(): a number was typed and Return pressed.
    """

    entered = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._record = translated_setting("colors")
        self._turned = 0
        self._rung = _RUNGS[0]
        self._count, self._most = 1, MAX_COLORS
        self._whole: int | None = None  # how many colours the palette has that the picture is mapped to
        self.slider = _JumpSlider(self)
        self.spin_box = _CountBox(self)
        self.spin_box.setKeyboardTracking(False)
        self.spin_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.slider.setPageStep(_BIG_STEP)
        self._lay_out()
        self._describe()
        self._link = SettingLink(document, "colors", self, self._show, self._undo_text, _GIVEN)
        self.slider.valueChanged.connect(self._ask_at)
        self.slider.sliderPressed.connect(self._link.hold)
        self.slider.sliderReleased.connect(self._link.release)
        self.spin_box.valueChanged.connect(self._ask)
        self.spin_box.lineEdit().returnPressed.connect(self.entered)
        for part in (self.slider, self.spin_box):
            part.installEventFilter(self)
        self._number_keys = NumberKeys(self.spin_box, self.spin_box.takes, watch=False)

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

    @Slot(int)
    def _ask(self, colors: int) -> None:
        self._link.ask(colors if self._whole is None or colors < self._whole else None)

    @Slot(int)
    def _ask_at(self, place: int) -> None:
        at_end = place == self.slider.maximum()
        self._ask(self._whole or place if at_end else place)

    def _undo_text(self, colors: int | None) -> str:
        return self.tr("All colours") if colors is None else self._record.undo.format(colors)

    def _show(self, asked: int | None) -> None:
        settings = self._document.now.state.settings
        whole = None
        if settings.is_mapped:
            whole = min(
                asked_colors(settings if asked is None else replace(settings, colors=None)), MAX_COLORS
            )
        self._whole, self._most = whole, whole or MAX_COLORS
        self._count = min(max(asked_colors(settings) if asked is None else asked, 1), self._most)
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while something else showed K."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        slider, box = self.slider, self.spin_box
        slider.blockSignals(True)
        box.blockSignals(True)
        if not slider.isSliderDown():
            slider.setRange(1, self._stretch(self._count, self._whole))
        slider.setValue(slider.maximum() if self._count == self._whole else self._count)
        box.set_most(self._most, self.tr("All") if self._whole else "")
        box.setValue(self._count)
        slider.blockSignals(False)
        box.blockSignals(False)

    def _stretch(self, colors: int, whole: int | None) -> int:
        """The end of the slider; all of a palette that is too large for it are one place more."""
        if whole and whole <= _RUNGS[1]:
            return whole
        if colors != whole:
            self._rung = _stretched(self._rung, colors)
        return min(self._rung + 1, whole) if whole else self._rung

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the wheel of both parts, and the keys of steps, which may push the slider past its end."""
        if isinstance(event, QWheelEvent):
            self.wheelEvent(event)
            return True
        if not isinstance(event, QKeyEvent):
            return False
        if watched is not self.slider:
            return self._number_keys.eventFilter(watched, event)
        by = _KEYS.get(event.key(), 0)
        if by and event.type() == QEvent.Type.KeyPress:
            self.step(by)
            return True
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change K by the notches turned; touchpads turn parts of a notch."""
        self._turned += event.angleDelta().y() or event.angleDelta().x()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            big = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.step(notches * (_BIG_STEP if big else 1))
        event.accept()


class _CountBox(QSpinBox):
    """A spin box that may have a word for its greatest value, and takes larger numbers for that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = ""
        self.setRange(1, MAX_COLORS)
        self.setMinimumWidth(self.sizeHint().width())  # or it would change with the range

    def set_most(self, most: int, word: str) -> None:
        """Another greatest value, and what it is called."""
        if (most, word) != (self.maximum(), self._word):  # or all around would be laid out again
            self._word = word
            self.setMaximum(most)

    def takes(self, character: str) -> bool:
        """Whether a letter that is typed now begins the word or goes on with it."""
        line = self.lineEdit()
        start = line.selectionStart() if line.hasSelectedText() else line.cursorPosition()
        before, after = line.text()[:start], line.text()[start + len(line.selectedText()) :]
        return self._begins_word(_letters(before + character + after))

    def textFromValue(self, value: int) -> str:
        """The number, or the word."""
        return self._word if self._word and value == self.maximum() else super().textFromValue(value)

    def valueFromText(self, text: str) -> int:
        """The number, of the word too, but the greatest value at most."""
        if self._is_word(text) or (text.isdecimal() and int(text) > self.maximum()):
            return self.maximum()
        return super().valueFromText(text)

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Take the word; it gives way to digits that are typed beside it, and they to it.

        Numbers beyond the range are taken as well: were their last digit refused, less would be read.
        """
        letters = _letters(text) if self._word else ""
        if letters and self._begins_word(letters):
            if not text[at - 1 : at].isdigit():
                whole = self._is_word(letters)
                state = QValidator.State.Acceptable if whole else QValidator.State.Intermediate
                return state, letters, len(letters) if letters != text else at
            text = "".join(filter(str.isdigit, text))
            at = len(text)
        if text.isdecimal() and int(text) > self.maximum():
            return QValidator.State.Acceptable, text, at
        return super().validate(text, at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to 1 and to the word, if there is one, unless a number is being typed."""
        ends = {Qt.Key.Key_Home: self.minimum(), Qt.Key.Key_End: self.maximum()}
        untouched = self._word and self.text() == self.textFromValue(self.value())
        if untouched and not event.modifiers() and event.key() in ends:
            self.setValue(ends[Qt.Key(event.key())])
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def _begins_word(self, letters: str) -> bool:
        return bool(letters) and self._word.casefold().startswith(letters.casefold())

    def _is_word(self, text: str) -> bool:
        return bool(self._word) and text.casefold() == self._word.casefold()


def _letters(text: str) -> str:
    return "".join(filterfalse(str.isdigit, text))


class _JumpSlider(QSlider):
    """A slider whose handle comes to where it is clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(1, _RUNGS[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
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
    for rung in _RUNGS:
        if colors > maximum and colors <= rung:
            return rung
        if colors <= maximum and (2 * colors <= rung or rung >= maximum):
            return min(rung, maximum)
    return MAX_COLORS
