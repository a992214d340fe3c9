"""Texts of the settings table, and of what had to be changed of settings, in the language of the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from kquant.core.model.request import Request
from kquant.core.model.setting import Choice, Setting
from kquant.core.model.settings import SETTINGS_TABLE
from kquant.core.registries import choosable


def translated(text: str) -> str:
    """A text of the table, which is looked up in the context "Settings"."""
    return QCoreApplication.translate("Settings", text)


def translated_setting(name: str) -> Setting:
    """The record of a setting, as a person reads it."""
    return translated_record(SETTINGS_TABLE[name])


def translated_record(record: Setting) -> Setting:
    """A record with its texts translated, and with what others have installed to choose from."""
    shown = record.translated(translated)
    if not record.registry:
        return shown
    own = {choice.value for choice in shown.choices}
    others = [name for name in choosable(record.registry) if name not in own]
    choices = (Choice(name, name, undo=f"{shown.title}: {name}") for name in others)
    return replace(shown, choices=(*shown.choices, *choices))


def changes_said(request: Request) -> list[str]:
    """A sentence for each change of what was asked for, translated in the context "Changes"."""
    return [
        change.said(QCoreApplication.translate("Changes", change.reason.value)) for change in request.changes
    ]
