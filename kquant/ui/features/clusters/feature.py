"""The plot of the clusters in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Slot

from kquant.session.files.export_folder import ExportFolder
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.features.clusters.panel import ScatterPanel
from kquant.ui.kit.actions.menus import Section
from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.feature import DockPlace, Feature, Panel
from kquant.ui.kit.message_bar import MessageKind
from kquant.ui.kit.paths import step_to_folder


class ClustersFeature(Feature):
    """Attributes:
    panel: the content of the dock.
    """

    actions = (
        ActionSpec(
            "export_plot",
            QT_TRANSLATE_NOOP("Actions", "Export Plo&t…"),
            QT_TRANSLATE_NOOP("Actions", "Save the plot of the clusters as PNG or SVG."),
            ("Ctrl+Alt+L",),
            "scatter",
            group=Group.RESULT,
            rank=12,
        ),
        ActionSpec(
            "focus_clusters",
            QT_TRANSLATE_NOOP("Actions", "&Go to the Clusters"),
            QT_TRANSLATE_NOOP("Actions", "Put the keys on what is above the plot; Tab goes on to the plot."),
            ("C",),
            group=Group.PICTURE,
            rank=56,
        ),
    )
    sections = (Section("file", 2, ("export_plot",), 1), Section("window", 2, ("focus_clusters",), 1))
    late_modules = ("kquant.ui.features.clusters.plot",)

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._document, self._messages = context.document, context.messages
        self._show_panel = context.show_panel
        self._folder = ExportFolder(context.services.preferences.settings)
        self.panel = panel = ScatterPanel(context.document, context.view, context.window)
        self.panels = (Panel("clusters", context.window.tr("Clusters"), panel, DockPlace.LOWER),)
        self.handlers = {"export_plot": self._export, "focus_clusters": self._focus}
        self.view_states = {"scatter": panel}
        self.preparation = panel.preparation
        panel.export.suggest = self._suggested
        panel.export.exported.connect(self._tell_exported)
        panel.export.failed.connect(self._tell_failed)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is on its way."""
        return self.panel.is_settled

    def close(self) -> None:
        """Leave neither thread nor plot behind."""
        self.panel.close()

    @Slot()
    def _focus(self) -> None:
        self._show_panel("clusters")
        self.panel.focus_controls()

    @Slot()
    def _export(self) -> None:
        self._show_panel("clusters")  # what is hidden has no plot
        self.panel.export.ask()

    def _suggested(self) -> Path:
        source = self._document.now.source
        path = None if source is None else source.path
        return self._folder.of(path) / f"{'picture' if path is None else path.stem}-clusters.png"

    @Slot(object)
    def _tell_exported(self, path: Path) -> None:
        self._folder.keep(path.parent)
        text = self.tr("Exported “{name}”.").format(name=path.name)
        self._messages.tell(MessageKind.DONE, text, step_to_folder(self._messages, path))

    @Slot(str)
    def _tell_failed(self, sentence: str) -> None:
        self._messages.tell(MessageKind.ERROR, sentence)
