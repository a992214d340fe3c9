"""The title of a window: what is open in it, and whether there is something to export."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from kquant.session.document.document import Document


class Title(QObject):
    """Follows a document."""

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        document.source_changed.connect(self._show)
        document.undo_stack.cleanChanged.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        source = self._document.source
        name = source.path.name if source is not None and source.path is not None else ""
        if source is not None and not name:
            name = self.tr("Pasted picture")
        name = name.replace("[*]", "[*][*]")  # as Qt wants what is not its own sign for changes
        self._window.setWindowTitle(self.tr("{name}[*] — KQuant").format(name=name) if name else "KQuant")
        modified = source is not None and not self._document.undo_stack.isClean()
        self._window.setWindowModified(modified)
