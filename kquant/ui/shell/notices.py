"""What happened, as messages over the canvas."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from kquant.session.document.document import Document
from kquant.session.document.setting_texts import changes_said
from kquant.ui.features.palette.words import use_names
from kquant.ui.kit.message_bar import MessageBar, MessageKind
from kquant.ui.kit.numbers import size_text
from kquant.ui.kit.paths import step_to_folder


class Notices(QObject):
    """Finds the words for what the parts of a window have done."""

    def __init__(self, messages: MessageBar, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._messages, self._document = messages, document
        self._told: object = None
        self._said = ""
        document.result_changed.connect(self._tell_changes)
        document.palette_carried_over.connect(self._tell_palette_later)

    @Slot(str)
    def note(self, text: str) -> None:
        """Something small was done."""
        self._messages.tell(MessageKind.DONE, text)

    @Slot(str)
    def error(self, text: str) -> None:
        """Something could not be done."""
        self._messages.tell(MessageKind.ERROR, text)

    @Slot(object, int)
    def exported(self, path: Path, size: int) -> None:
        """A file was written."""
        words = self.tr("Exported “{name}” ({size}).")
        text = words.format(name=path.name, size=size_text(size))
        self._messages.tell(MessageKind.DONE, text, step_to_folder(self._messages, path))

    @Slot(object)
    def plot_exported(self, path: Path) -> None:
        """A plot was written."""
        text = self.tr("Exported “{name}”.").format(name=path.name)
        self._messages.tell(MessageKind.DONE, text, step_to_folder(self._messages, path))

    @Slot()
    def picture_copied(self) -> None:
        """The result is on the clipboard."""
        self.note(self.tr("Copied the picture in its few colours."))

    @Slot()
    def numbers_copied(self) -> None:
        """The figures are on the clipboard."""
        self.note(self.tr("Copied the numbers."))

    @Slot()
    def _tell_palette_later(self) -> None:
        """In a turn of its own, as in this one all of the window follows."""
        self._document.scheduler.events.post(self, self._tell_palette)

    def _tell_palette(self) -> None:
        """Whoever does not look at the palette may not know that the next picture has it too."""
        palette, settings = self._document.palette, self._document.settings
        if settings.palette:
            name = f"“{palette.name}”" if palette.name else self.tr("the palette")
            words = self.tr("{used}, like the picture before.")
            text = words.format(used=use_names()[settings.palette_use].format(name=name))
            self._messages.add_note(text, (self.tr("Stop Using It"), palette.forget))

    @Slot()
    def _tell_changes(self) -> None:
        """What had to be changed of the settings, once for each picture, and as long as it is so."""
        result, picture = self._document.result, self._document.picture
        said = "" if result is None else " ".join(changes_said(result.request))
        if self._said and said != self._said and self._messages.text == self._said:
            self._messages.dismiss()
        if said and self._told is not picture:
            self._told, self._said = picture, said
            self._messages.add_note(said)
