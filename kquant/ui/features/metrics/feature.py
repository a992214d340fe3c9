"""The figures of a result in the window."""

from __future__ import annotations

from PySide6.QtCore import Slot

from kquant.ui.context import Context
from kquant.ui.features.metrics.panel import MetricsPanel
from kquant.ui.kit.feature import DockPlace, Feature, Panel
from kquant.ui.kit.message_bar import MessageKind


class MetricsFeature(Feature):
    """Attributes:
    panel: the content of the dock.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._messages = context.messages
        self.panel = MetricsPanel(context.document, context.window)
        self.panels = (Panel("numbers", context.window.tr("Numbers"), self.panel, DockPlace.LOWER),)
        self.panel.copied.connect(self._tell_copied)

    @Slot()
    def _tell_copied(self) -> None:
        self._messages.tell(MessageKind.DONE, self.tr("Copied the numbers."))

    def close(self) -> None:
        """Close the panel before its document goes."""
        self.panel.close()
