"""The middle of the window: the start page or the canvas, and what lies over them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from kquant.session.document.document import Document
from kquant.ui.features.canvas import Canvas
from kquant.ui.features.start.start_page import StartPage
from kquant.ui.kit.message_bar import MessageBar
from kquant.ui.kit.overlays import PATIENCE_MILLISECONDS, Covered, DropSign, ProgressLine


class Center(Covered):
    """Attributes:
    messages: the bar over whatever is shown.
    progress: the thin line along the top.
    drop_sign: seen while something is dragged over the window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QStackedLayout(self)
        self.messages = MessageBar(self)
        self.progress = ProgressLine(self)
        self.drop_sign = DropSign(self)

    def show_progress_of(self, document: Document) -> None:
        """Show, in the thin line, how far a document is with reading and clustering."""
        self._document = document
        for began, ended in (
            (document.opening_began, document.opening_ended),
            (document.clustering_began, document.clustering_ended),
        ):
            timer = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
            timer.timeout.connect(self._show_progress)
            began.connect(timer.start)  # Qt's own slots: no Python runs for what is over in a blink
            ended.connect(timer.stop)

    @Slot()
    def _show_progress(self) -> None:
        document, line = self._document, self.progress
        if line.isHidden():
            line.begin()
            line.appear()
            document.clustering_began.connect(line.begin)
            document.clustering_progressed.connect(line.set_progress)
            document.clustering_ended.connect(self._end_progress)
            document.opening_ended.connect(self._end_progress)

    @Slot()
    def _end_progress(self) -> None:
        document, line = self._document, self.progress
        if not (document.now.opening or document.now.clustering):
            line.end()
            document.clustering_began.disconnect(line.begin)
            document.clustering_progressed.disconnect(line.set_progress)
            document.clustering_ended.disconnect(self._end_progress)
            document.opening_ended.disconnect(self._end_progress)

    def fill(self, start_page: StartPage, canvas: Canvas) -> None:
        """Put both pages in place; the first is shown."""
        self._start_page, self._canvas = start_page, canvas
        self._pages.addWidget(start_page)
        self._pages.addWidget(canvas)
        self._raise_overlays()

    def show_canvas(self, shown: bool) -> None:
        """The canvas, or else the start page."""
        page = self._canvas if shown else self._start_page
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            page.setFocus()
        self._raise_overlays()

    def _raise_overlays(self) -> None:
        for overlay in (self.messages, self.progress, self.drop_sign):
            overlay.raise_()
