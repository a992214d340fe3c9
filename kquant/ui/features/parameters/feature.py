"""The parameters in the window: their panel, and running."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from kquant.session.files.preferences import LIVE
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.features.parameters.panel import ParameterPanel
from kquant.ui.kit.actions.menus import Section
from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.feature import DockPlace, Feature, Panel

_action = partial(ActionSpec, rank=52)


class ParametersFeature(Feature):
    """Attributes:
    panel: the content of the dock.
    """

    actions = (
        ActionSpec(
            "run",
            QT_TRANSLATE_NOOP("Actions", "&Run"),
            QT_TRANSLATE_NOOP("Actions", "Find the colours with the present settings."),
            ("F5",),
            "run",
            group=Group.PICTURE,
            rank=50,
        ),
        _action(
            "live",
            QT_TRANSLATE_NOOP("Actions", "&Live"),
            QT_TRANSLATE_NOOP("Actions", "Find the colours whenever a setting changes."),
            checkable=True,
        ),
        _action(
            "fewer",
            QT_TRANSLATE_NOOP("Actions", "&Fewer Colours"),
            QT_TRANSLATE_NOOP("Actions", "One colour less (K - 1)."),
            ("[",),
            "minus",
            group=Group.PICTURE,
        ),
        _action(
            "more",
            QT_TRANSLATE_NOOP("Actions", "&More Colours"),
            QT_TRANSLATE_NOOP("Actions", "One colour more (K + 1)."),
            ("]",),
            "plus",
            group=Group.PICTURE,
        ),
    )
    sections = (Section("image", 1, ("fewer", "more")), Section("image", 2, ("live", "run")))

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._document, self._messages = context.document, context.messages
        self._preferences = context.services.preferences
        self._live = context.actions["live"]
        self._said = ""  # of this picture or a former one
        self._said_before = False  # of this picture
        self.panel = panel = ParameterPanel(
            context.document, context.window, presets=context.services.presets, defaults=context.defaults
        )
        self.panels = (
            Panel(
                "parameters",
                context.window.tr("Parameters"),
                panel,
                DockPlace.UPPER,
                wanted_height=lambda: panel.wanted_height,
                wanted_height_changed=panel.expanded_groups_changed,
            ),
        )
        self.handlers = {"run": panel.run, "fewer": panel.color_count.fewer, "more": panel.color_count.more}
        self.view_states = {"parameters": panel}
        self._live.triggered.connect(panel.set_live)
        panel.live_toggled.connect(self._keep_live)
        panel.color_count.entered.connect(self.finished)
        self._preferences.changed.connect(self._follow_preference)
        self._follow_preference(LIVE.key)
        self._document.bind(self, self._begin_picture, "picture")
        panel.run_bar.changes_told.connect(self._tell_changes)

    @Slot(bool)
    def _keep_live(self, live: bool) -> None:
        self._preferences.set(LIVE, live)

    @Slot(str)
    def _follow_preference(self, key: str) -> None:
        if key == LIVE.key:
            live = self._preferences.get(LIVE)
            self.panel.set_live(live)
            self._live.setChecked(live)

    def _begin_picture(self) -> None:
        self._said_before = False

    @Slot(list)
    def _tell_changes(self, changes: list[str]) -> None:
        """Say what had to be changed of the settings, once for each picture, and as long as it is so."""
        said = " ".join(changes)
        if self._said and said != self._said and self._messages.text == self._said:
            self._messages.dismiss()
        if said and not self._said_before:
            self._said_before, self._said = True, said
            self._messages.add_note(said)
