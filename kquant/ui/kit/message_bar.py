"""A bar over the canvas that tells what happened, in one sentence, with the next step as a button."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton

from kquant.ui.kit.accessibility import literal
from kquant.ui.kit.icons import icon
from kquant.ui.kit.overlays import Covered
from kquant.ui.kit.widgets import with_words_elided

NextStep: TypeAlias = tuple[str, Callable[[], object]]
"""What to do next: the words on the button, and what it calls."""

_GAP = 8
_WIDEST = 720
_SHOWN_MILLISECONDS = 9000
_ICON_SIDE = 20
_ENDS = (".", "?", "!", "…")


class MessageKind(Enum):
    """What a message is, with its icon."""

    NOTE = "info"
    DONE = "check"
    QUESTION = "help"
    ERROR = "error"


class MessageBar(QFrame):
    """Lies over the top of its parent; notes go away by themselves, errors and questions do not.

    Attributes:
        text: what is being said, "" if nothing is.
    """

    def __init__(self, parent: Covered) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setAccessibleName(self.tr("Message"))
        self._kind = MessageKind.NOTE
        self._text = ""
        self._picture = QLabel(self)
        self._label = QLabel(self)
        self._label.setObjectName("message")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._steps: tuple[NextStep, ...] = ()
        self._buttons: list[QPushButton] = []
        self._under = parent
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self._fade)
        self._lay_out()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.hide()
        parent.resized.connect(self._place)

    @property
    def text(self) -> str:
        return self._text if not self.isHidden() else ""

    def tell(self, kind: MessageKind, text: str, *steps: NextStep) -> None:
        """Say something in place of what was said before; a full stop it lacks is added."""
        self._kind, self._text = kind, text if text.endswith(_ENDS) else f"{text}."
        self._label.setAccessibleName(self._text)
        self._set_steps(steps)
        self._picture.setPixmap(icon(kind.value).pixmap(_ICON_SIDE, _ICON_SIDE))
        self.show()
        self.raise_()
        self._place()
        QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))
        if kind in (MessageKind.NOTE, MessageKind.DONE):
            self._timer.start()
        else:
            self._timer.stop()

    def add_note(self, text: str, *steps: NextStep) -> None:
        """Note something, after the note that may still be seen, and with what that offers."""
        if self.text and self._kind is MessageKind.NOTE:
            text, steps = f"{self.text} {text}", (*self._steps, *steps)
        self.tell(MessageKind.NOTE, text, *steps)

    @Slot()
    def dismiss(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._picture.setPixmap(icon(self._kind.value).pixmap(_ICON_SIDE, _ICON_SIDE))
        super().changeEvent(event)

    def _lay_out(self) -> None:
        close = QToolButton(self)
        close.setObjectName("dismiss_message")
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Dismiss"))
        close.setToolTip(self.tr("Dismiss this message."))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(_GAP, _GAP // 2, _GAP // 2, _GAP // 2)
        row.setSpacing(_GAP)
        row.addWidget(self._picture)
        row.addWidget(self._label, 1)
        row.addWidget(close)

    def _set_steps(self, steps: tuple[NextStep, ...]) -> None:
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        self._steps = steps
        for button in self._buttons:
            row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [QPushButton(words, self) for words, _ in steps]
        for position, (button, (_, call)) in enumerate(zip(self._buttons, steps, strict=True)):
            button.setObjectName(f"next_step_{position}")
            button.clicked.connect(self.dismiss)
            button.clicked.connect(_without_arguments(call))
            row.insertWidget(2 + position, button)
            button.show()

    @Slot()
    def _fade(self) -> None:
        if self.underMouse() or any(button.hasFocus() for button in self._buttons):
            self._timer.start()
        else:
            self.hide()

    @Slot()
    def _place(self) -> None:
        width = min(self._under.width() - 2 * _GAP, _WIDEST)
        self._elide(width - self._beside())
        layout = self.layout()
        assert layout is not None
        layout.activate()  # or it would be as high as the message before
        height = max(self.heightForWidth(width), self.sizeHint().height())
        self.setGeometry((self._under.width() - width) // 2, _GAP, width, height)

    def _elide(self, width: int) -> None:
        """Say it in lines so wide; what does not fit whole is in the tooltip."""
        said = with_words_elided(self._text, self._label.fontMetrics(), width)
        self._label.setToolTip(literal(self._text) if said != self._text else "")
        if said != self._label.text():  # or what was marked in it would be no longer
            self._label.setText(said)

    def _beside(self) -> int:
        """The width of all but the words."""
        row = self.layout()
        assert row is not None
        return row.minimumSize().width() - self._label.minimumSizeHint().width()


def _without_arguments(call: Callable[[], object]) -> Callable[[], None]:
    """`clicked` passes whether a button is checked to whoever takes it."""

    def slot() -> None:
        call()

    return slot
