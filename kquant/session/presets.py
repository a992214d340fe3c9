"""Settings kept under a name."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import Any

from kquant.core.model.settings import FORMER_NAMES, Settings
from kquant.session.settings_file import SettingsFile

_KEY = "presets"
_MAX_INT = 2**31 - 1
_OF_A_PICTURE = ("locked", "excluded", "selection", "emphasis")
_KEPT = tuple(field.name for field in fields(Settings) if field.name not in _OF_A_PICTURE)
_WHOLE = tuple(name for name in _KEPT if isinstance(getattr(Settings(), name), int))


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
        plain = {name: kept_fields(settings) for name, settings in presets.items()}
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
    return {name: value for name, value in asdict(settings).items() if name in _KEPT}


def _settings(values: object) -> Settings | None:
    """The settings that a preset stands for, or None if a value cannot be meant."""
    if not isinstance(values, dict):
        return None
    named = {FORMER_NAMES.get(name, name): value for name, value in values.items()}
    known = {name: value for name, value in named.items() if name in _KEPT}
    whole = [value for name, value in known.items() if name in _WHOLE]
    if not all(type(value) is int and 0 <= value <= _MAX_INT for value in whole):
        return None
    try:
        settings = Settings(**known)
        return settings if math.isfinite(settings.epsilon) else None
    except (TypeError, ValueError, OverflowError):
        return None
