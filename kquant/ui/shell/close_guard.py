"""Asking before work is lost: settings were changed, and what came of it was never exported."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from kquant.session.document.document import Document
from kquant.session.files.preferences import ASK_UNEXPORTED, Preferences
from kquant.ui.features.export.exporter import Exporter
from kquant.ui.kit.dialogs import with_plain_icons


class CloseGuard(QObject):
    """Guards the result of a document while its window closes, or takes another picture."""

    def __init__(
        self, document: Document, preferences: Preferences, exporter: Exporter, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._preferences = document, preferences
        self._exporter, self._window = exporter, window
        self._go_on: Callable[[], None] | None = None  # once it is said so
        self._after_export: Callable[[], None] | None = None
        exporter.exported.connect(self._follow_export)
        exporter.given_up.connect(self._stay)
        exporter.failed.connect(self._stay)
        exporter.broke.connect(self._stay)
        self._waiting: QObject | None = None  # for the result that is to be exported

    @property
    def would_lose(self) -> bool:
        """Whether there is work to lose, and a person wants to be asked."""
        document = self._document
        worked = document.now.picture is not None and not document.undo_stack.isClean()
        return worked and self._preferences.get(ASK_UNEXPORTED)

    def before_closing(self, go_on: Callable[[], None]) -> None:
        """Go on at once if nothing is lost, else once it is exported, or when a person says so."""
        self._unless_lost(go_on, self.tr("What you have changed is lost if you go on."))

    def before_another(self, go_on: Callable[[], None]) -> None:
        """The same before another picture, by which less is lost: see `State.of_another_picture`."""
        words = self.tr(
            "The settings, and a palette in use, stay for the next picture. Locked and excluded colours, the "
            "selection, changes by hand and the steps to undo are lost if you go on."
        )
        self._unless_lost(go_on, words)

    def _unless_lost(self, go_on: Callable[[], None], lost: str) -> None:
        if self.would_lose:
            self._go_on = go_on
            self._ask(lost)
        else:
            go_on()

    def _ask(self, lost: str) -> None:
        box = QMessageBox(self._window)
        box.setObjectName("unexported_question")
        box.setWindowTitle(self.tr("Not Exported"))
        source = self._document.now.source
        if source is not None and source.path is not None:
            words = self.tr("The result of “{name}” has not been exported.")
            box.setText(words.format(name=source.path.name))
        else:
            box.setText(self.tr("The result has not been exported."))
        box.setInformativeText(lost)
        export = box.addButton(self.tr("&Export…"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(self.tr("&Discard"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        export.setObjectName("unexported_export")
        discard.setObjectName("unexported_discard")
        export.setEnabled(self._document.now.result is not None or self._document.now.clustering)
        box.setDefaultButton(export)
        box.setEscapeButton(cancel)
        with_plain_icons(box, "help")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        export.clicked.connect(self._export)
        box.rejected.connect(self._stay)
        discard.clicked.connect(self._discard)
        box.open()

    @Slot()
    def _discard(self) -> None:
        go_on, self._go_on = self._go_on, None
        if go_on is not None:
            go_on()

    @Slot()
    def _export(self) -> None:
        self._go_on, self._after_export = None, self._go_on
        self._waiting = QObject(self)
        self._document.bind(self._waiting, self._follow_clustering, "clustering")
        self._exporter.export_picture()

    @Slot()
    def _follow_export(self) -> None:
        go_on = self._after_export
        self._stay()
        if go_on is not None and not self.would_lose:
            go_on()

    @Slot()
    def _stay(self) -> None:
        self._go_on = self._after_export = None
        if self._waiting is not None:
            self._waiting.deleteLater()
            self._waiting = None

    def _follow_clustering(self) -> None:
        """Give up where the result that was to be exported has not come."""
        if not (self._document.now.clustering or self._exporter.dialog or self._exporter.busy):
            self._after_export = None
