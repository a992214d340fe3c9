"""How panels show what they show, kept from one session to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kquant.session.files.settings_file import SettingsFile

_KEY = "look/{}"  # as it was called before: what a person has stays


class HasViewState(Protocol):
    """Attributes:
    view_state: what is to be remembered, as words. Those that mean nothing to the panel are passed over.
    """

    view_state: str


def save_view_states(settings: SettingsFile, panels: Mapping[str, HasViewState]) -> None:
    """Remember the view state of each panel by its name."""
    for name, panel in panels.items():
        settings.set_value(_KEY.format(name), panel.view_state)


def restore_view_states(settings: SettingsFile, panels: Mapping[str, HasViewState]) -> None:
    """Give each panel the view state it had the last time."""
    for name, panel in panels.items():
        kept = settings.value(_KEY.format(name))
        if isinstance(kept, str):
            panel.view_state = kept
