"""Export in the window: saving a picture or its palette, and copying."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.features.export.copying import Copying
from kquant.ui.features.export.exporter import Exporter
from kquant.ui.features.export.memory import ExportMemory
from kquant.ui.kit.actions.menus import Section
from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.feature import Feature
from kquant.ui.kit.message_bar import MessageKind
from kquant.ui.kit.numbers import size_text
from kquant.ui.kit.paths import step_to_folder

_action = partial(ActionSpec, group=Group.RESULT)


class ExportFeature(Feature):
    """Attributes:
    exporter, copying: what does it.
    """

    actions = (
        _action(
            "export",
            QT_TRANSLATE_NOOP("Actions", "&Export…"),
            QT_TRANSLATE_NOOP("Actions", "Save the picture in its few colours, its palette or its labels."),
            ("Ctrl+E",),
            "export",
            rank=11,
        ),
        ActionSpec(
            "export_again",
            QT_TRANSLATE_NOOP("Actions", "Export &Again"),
            QT_TRANSLATE_NOOP("Actions", "Save once more as the last time."),
            ("Ctrl+Shift+E",),
            "export-again",
            group=Group.EXPORTED,
            rank=11,
        ),
        _action(
            "copy",
            QT_TRANSLATE_NOOP("Actions", "&Copy Result"),
            QT_TRANSLATE_NOOP("Actions", "Copy the picture in its few colours."),
            ("Ctrl+C",),
            "copy",
            rank=14,
        ),
        _action(
            "export_palette",
            QT_TRANSLATE_NOOP("Actions", "Ex&port Palette…"),
            QT_TRANSLATE_NOOP("Actions", "Save the palette as a file for another program."),
            ("Ctrl+Alt+E",),
            "palette",
            rank=53,
        ),
    )
    sections = (
        Section("file", 2, ("export", "export_again")),
        Section("edit", 2, ("copy",)),
        Section("palette", 5, ("export_palette",), 1),
        Section("toolbar", 1, ("export",), 1),
    )
    late_modules = ("kquant.ui.features.export.dialog",)

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        document, services = context.document, context.services
        self._messages, self._events = context.messages, context.events
        self.exporter = exporter = Exporter(
            document, ExportMemory(services.preferences.settings), context.window
        )
        self.copying = Copying(document, self)
        self.handlers = {
            "export": exporter.export_picture,
            "export_again": exporter.again,
            "export_palette": exporter.export_palette,
            "copy": self.copying.copy,
        }
        exporter.exported.connect(self._tell_exported)
        exporter.failed.connect(self._tell_failed)
        exporter.broke.connect(services.report_fault)
        self.copying.copied.connect(self._tell_copied)
        self.copying.failed.connect(services.report_fault)

    def close(self) -> None:
        """Leave no thread behind."""
        self.copying.close()
        self.exporter.close()

    @Slot(object, int)
    def _tell_exported(self, path: Path, size: int) -> None:
        self._events.file_written.emit(path)
        text = self.tr("Exported “{name}” ({size}).").format(name=path.name, size=size_text(size))
        self._messages.tell(MessageKind.DONE, text, step_to_folder(self._messages, path))

    @Slot(str)
    def _tell_failed(self, sentence: str) -> None:
        self._messages.tell(MessageKind.ERROR, sentence)

    @Slot()
    def _tell_copied(self) -> None:
        self._messages.tell(MessageKind.DONE, self.tr("Copied the picture in its few colours."))
