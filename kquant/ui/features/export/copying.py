"""The result on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage

from kquant.session.document.document import Document
from kquant.session.work.job import Control, Lane
from kquant.ui.kit.qimage import to_qimage


class Copying(QObject):
    """Paints the picture off the GUI thread and hands it to the clipboard.

    Signals:
        copied(): the picture is on the clipboard.
        failed(object): the exception that kept it from being painted.
    """

    copied = Signal()
    failed = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._runner = document.scheduler.channel(self, Lane.FILES)
        self._runner.delivered.connect(self._take)
        self._runner.failed.connect(self.failed)

    @Slot()
    def copy(self) -> None:
        """Copy the picture of the result that is shown, or that is about to be."""
        self._document.once_exact(self._paint)

    def _paint(self) -> None:
        result = self._document.now.result
        if result is None:
            return

        def work(control: Control) -> None:
            control.deliver(to_qimage(result.image))

        self._runner.start(work)

    def close(self) -> bool:
        """Stop; True once no thread is left."""
        return self._runner.close()

    @Slot(object)
    def _take(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self.copied.emit()
