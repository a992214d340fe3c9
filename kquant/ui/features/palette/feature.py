"""The palette in the window."""

from __future__ import annotations

from PySide6.QtCore import Slot

from kquant.ui.context import Context
from kquant.ui.features.palette.actions import PALETTE_ACTIONS, SECTIONS
from kquant.ui.features.palette.bar import PaletteBar
from kquant.ui.features.palette.commands import PaletteCommands
from kquant.ui.features.palette.words import use_names
from kquant.ui.kit.feature import DockPlace, Feature, Panel
from kquant.ui.kit.message_bar import MessageKind


class PaletteFeature(Feature):
    """Attributes:
    bar: the content of the dock.
    """

    actions = PALETTE_ACTIONS
    sections = SECTIONS
    late_modules = (
        "kquant.ui.features.palette.dialogs.color_dialogs",
        "kquant.ui.features.palette.dialogs.exclude_dialog",
        "kquant.ui.features.palette.dialogs.merge_dialog",
        "kquant.ui.features.palette.dialogs.use_dialog",
    )

    def __init__(self, context: Context) -> None:
        window, document, actions = context.window, context.document, context.actions
        super().__init__(window)
        self._document, self._messages = document, context.messages
        self._show_panel = context.show_panel
        self.bar = bar = PaletteBar(document, context.view, actions, window)
        self.commands = commands = PaletteCommands(
            document, context.view, bar, actions, context.services.preferences, window
        )
        self.panels = (Panel("palette", window.tr("Palette"), bar, DockPlace.BOTTOM),)
        self.handlers = {"focus_palette": self._focus, "copy_palette": self._copy}
        self.view_states = {"palette": bar}
        bar.export_requested.connect(actions["export_palette"].trigger)
        bar.copying.copied.connect(self._tell_done)
        commands.noted.connect(self._tell_done)
        context.events.picked_to_add.connect(commands.add)
        context.events.picked_to_exclude.connect(commands.exclude)
        document.palette_carried_over.connect(self._tell_carried_over_later)

    @property
    def is_settled(self) -> bool:
        """Whether it shows what the document has."""
        return self.bar.is_settled

    def close(self) -> None:
        """Leave no thread behind."""
        self.bar.close()

    @Slot()
    def _focus(self) -> None:
        self._show_panel("palette")
        self.bar.focus_swatches()

    @Slot()
    def _copy(self) -> None:
        self.bar.copying.copy_all()

    @Slot(str)
    def _tell_done(self, text: str) -> None:
        self._messages.tell(MessageKind.DONE, text)

    @Slot()
    def _tell_carried_over_later(self) -> None:
        """In a turn of its own, as in this one all of the window follows."""
        self._document.scheduler.events.post(self, self._tell_carried_over)

    def _tell_carried_over(self) -> None:
        """Whoever does not look at the palette may not know that the next picture has it too."""
        palette, settings = self._document.palette, self._document.now.state.settings
        if settings.palette:
            name = f"“{palette.name}”" if palette.name else self.tr("the palette")
            words = self.tr("{used}, like the picture before.")
            text = words.format(used=use_names()[settings.palette_use].format(name=name))
            self._messages.add_note(text, (self.tr("Stop Using It"), palette.forget))
