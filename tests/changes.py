"""What tests read of a document's snapshot: that a field changed, and what the selection holds."""

from __future__ import annotations

from operator import attrgetter

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from kquant.core.image.masks import Mask
from kquant.core.palette.main_color import MainColor
from kquant.session.document.document import Document


class _Change(QObject):
    """Follows one field of a document's snapshot."""

    told = Signal()

    def __init__(self, document: Document, field: str, only_found: bool) -> None:
        super().__init__(document)
        self._document, self._read, self._only_found = document, attrgetter(field), only_found
        document.bind(self, self._tell, field)

    @Slot()
    def _tell(self) -> None:
        if not self._only_found or self._read(self._document.now) is not None:
            self.told.emit()


def changed(document: Document, field: str) -> SignalInstance:
    """A signal that is emitted when a field of the document's snapshot has another value."""
    return _Change(document, field, False).told


def found(document: Document, field: str) -> SignalInstance:
    """A signal that is emitted when a field has another value that is not None."""
    return _Change(document, field, True).told


def mask_of(document: Document) -> Mask | None:
    """(H, W) bool of the selection, once it is found."""
    selected = document.now.selected
    return None if selected is None else selected.mask


def pixels_selected(document: Document) -> int:
    """How many pixels the selection holds; none until it is found."""
    mask = mask_of(document)
    return 0 if mask is None else int(mask.sum())


def main_color_of(document: Document) -> MainColor | None:
    """The main colour of the selection, once it is found."""
    selected = document.now.selected
    return None if selected is None else selected.main_color
