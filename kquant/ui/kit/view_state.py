"""How panels show what they show, kept from one session to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kquant.session.files.settings_file import SettingsFile

_KEY = "look/{}"


class HasLook(Protocol):
    """Attributes:
    look: what is to be remembered, as words. Those that mean nothing to the panel are passed over.
    """

    look: str


def keep_looks(settings: SettingsFile, panels: Mapping[str, HasLook]) -> None:
    """Remember the look of each panel by its name."""
    for name, panel in panels.items():
        settings.set_value(_KEY.format(name), panel.look)


def recall_looks(settings: SettingsFile, panels: Mapping[str, HasLook]) -> None:
    """Give each panel the look it had the last time."""
    for name, panel in panels.items():
        kept = settings.value(_KEY.format(name))
        if isinstance(kept, str):
            panel.look = kept
