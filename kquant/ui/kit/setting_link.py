"""The tie between one widget and one field of the document's settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, QSignalBlocker, Slot
from PySide6.QtWidgets import QWidget

_PAUSE_MILLISECONDS = 1000


class Adjustable(Protocol):
    """Whatever owns settings: a picture's document, or the lab's.

    Attributes:
        settings: a frozen dataclass.
    """

    @property
    def settings(self) -> Any:
        """What is asked for."""

    def bind_settings(self, owner: QObject, call: Callable[[], object], *names: str) -> None:
        """Call whenever one of these fields has another value, as long as `owner` lives."""

    def change(self, text: str, merge: str = "", **fields: Any) -> None:
        """Change fields as one step that can be undone, called `text`."""


class SettingLink(QObject):
    """Shows a field of the settings in a widget, and asks the document for what the widget says.

    Values that are asked for while the link is held, as by a slider that is down, or without a pause
    between them become one step of undo.

    Args:
        show: puts a value of the field into the widget, whose signals are blocked meanwhile.
        name: the undo text for a value of the field.
        also: other fields that what is shown depends on.
    """

    def __init__(
        self,
        document: Adjustable,
        field: str,
        widget: QWidget,
        show: Callable[[Any], None],
        name: Callable[[Any], str],
        also: Sequence[str] = (),
    ) -> None:
        super().__init__(widget)
        self._document = document
        self._field = field
        self._widget = widget
        self._show = show
        self._name = name
        self._left: object = None  # the settings after what was asked for last
        self._held = False
        self._gesture = 0
        self._since = QElapsedTimer()
        self._since.start()
        document.bind_settings(self, self.refresh, field, *also)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what the settings say."""
        with QSignalBlocker(self._widget):
            self._show(getattr(self._document.settings, self._field))

    def ask(self, value: object) -> None:
        """Ask for a value, which may continue the step of undo before."""
        paused = not self._held and self._since.hasExpired(_PAUSE_MILLISECONDS)
        if paused or self._document.settings is not self._left:  # which others have changed meanwhile
            self._gesture += 1
        self._since.restart()
        merge = f"{self._field} {id(self)} {self._gesture}"
        self._document.change(self._name(value), merge=merge, **{self._field: value})
        self._left = self._document.settings

    def ask_once(self, value: object) -> None:
        """Ask for a value as a step of its own."""
        self.hold()
        self.ask(value)
        self.release()

    @Slot()
    def hold(self) -> None:
        """A gesture begins; it is one step however long it takes."""
        self._gesture += 1
        self._held = True

    @Slot()
    def release(self) -> None:
        """The gesture is over."""
        self._gesture += 1
        self._held = False
