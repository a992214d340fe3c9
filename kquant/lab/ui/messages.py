"""What happened in the lab, as messages over the plot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from kquant.lab.session.document import LabDocument
from kquant.lab.ui.files import Files
from kquant.ui.kit.message_bar import MessageBar, MessageKind
from kquant.ui.kit.paths import step_to_folder


class LabMessages(QObject):
    """Finds the words for what document and files have done."""

    def __init__(self, messages: MessageBar, document: LabDocument, files: Files, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages
        document.noted.connect(self._note)
        document.failed.connect(self._error)
        files.failed.connect(self._error)
        files.exported.connect(self._tell_exported)
        files.copied.connect(self._tell_copied)

    @Slot(str)
    def _note(self, text: str) -> None:
        self._messages.tell(MessageKind.NOTE, _capital(text))

    @Slot(str)
    def _error(self, text: str) -> None:
        self._messages.tell(MessageKind.ERROR, _capital(text))

    @Slot(object)
    def _tell_exported(self, path: Path) -> None:
        text = self.tr("Exported “{name}”.").format(name=path.name)
        self._messages.tell(MessageKind.DONE, text, step_to_folder(self._messages, path))

    @Slot()
    def _tell_copied(self) -> None:
        words = self.tr("Copied a Python script that does the same with OpenCV.")
        self._messages.tell(MessageKind.DONE, words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
