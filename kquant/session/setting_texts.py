"""The texts of the settings table, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kquant.core.model.setting import Setting
from kquant.core.model.settings import SETTINGS_TABLE


def translated(text: str) -> str:
    """A text of the table, which is looked up in the context "Settings"."""
    return QCoreApplication.translate("Settings", text)


def translated_setting(name: str) -> Setting:
    """The record of a setting with its texts translated."""
    return SETTINGS_TABLE[name].translated(translated)
