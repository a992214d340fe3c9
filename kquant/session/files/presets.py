"""Settings kept under a name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from kquant.core.model.setting import Scope
from kquant.core.model.settings import SETTINGS_TABLE, Settings
from kquant.session.files.settings_file import SettingsFile

_KEY = "presets"
_SCHEMA = "schema"  # the name in a preset of the number of what its values mean
_K_OF_PALETTE = 2  # since when K is how many colours of a palette to map to; before it meant nothing there
_OF_A_PICTURE = {name for name, record in SETTINGS_TABLE.items() if record.scope is Scope.PICTURE}


class Presets:
    """Presets by name, as one JSON object in a `SettingsFile`; what cannot be read there counts as absent.

    Locked and excluded colours and the selection belong to a picture and are not kept.
    """

    def __init__(self, store: SettingsFile) -> None:
        self._store = store

    def names(self) -> list[str]:
        """The names in alphabetical order."""
        return sorted(self._load(), key=str.casefold)

    def fields(self, name: str) -> dict[str, Any] | None:
        """The fields of `Settings` that a preset sets, or None if there is none of that name."""
        settings = self._load().get(name)
        return None if settings is None else kept_fields(settings)

    def save(self, name: str, settings: Settings) -> None:
        """Keep settings under a name, in place of what had that name.

        Raises:
            ValueError: the name is blank.
        """
        name = name.strip()
        if not name:
            raise ValueError("a preset needs a name")
        self._write({**self._load(), name: settings})

    def delete(self, name: str) -> None:
        """Forget a preset; nothing happens if there is none of that name."""
        self._write({other: kept for other, kept in self._load().items() if other != name})

    def _write(self, presets: dict[str, Settings]) -> None:
        from kquant.io.settings_json import settings_to_json

        plain = {
            name: {_SCHEMA: _K_OF_PALETTE, **_kept(settings_to_json(settings))}
            for name, settings in presets.items()
        }
        self._store.set_value(_KEY, json.dumps(plain, allow_nan=False))

    def _load(self) -> dict[str, Settings]:
        try:
            found = json.loads(str(self._store.value(_KEY, "{}")))
        except (ValueError, RecursionError):
            return {}
        if not isinstance(found, dict):
            return {}
        read = {name: _settings(values) for name, values in found.items()}
        return {name: settings for name, settings in read.items() if settings is not None}


def kept_fields(settings: Settings) -> dict[str, Any]:
    """The fields of settings that a preset keeps."""
    return {name: getattr(settings, name) for name in SETTINGS_TABLE if name not in _OF_A_PICTURE}


def _settings(values: object) -> Settings | None:
    """The settings that a preset stands for, or None if a value cannot be meant."""
    from kquant.io.settings_json import settings_from_json  # with msgspec, which the window does without

    if not isinstance(values, dict):
        return None
    try:
        settings = settings_from_json(_kept(values))
    except ValueError:
        return None
    return settings if _SCHEMA in values or not settings.is_mapped else replace(settings, colors=None)


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in _OF_A_PICTURE}
