"""What was chosen the last time, kept with the preferences."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kquant.core.color.names import NameList
from kquant.io.picture_options import Compression, SaveOptions, Subsampling
from kquant.session.files.export_folder import ExportFolder
from kquant.session.files.settings_file import SettingsFile
from kquant.ui.features.export.choice import Choice, ExportKind

_ENDING = "export/ending/{}"
_OPTIONS = "export/options/{}"
_NAMES = "export/names"
_NAMELESS = "none"
_MAX_QUALITY = 100


class ExportMemory:
    """Folder, formats and their options; what is not sound any more is as if it had never been kept."""

    def __init__(self, settings: SettingsFile) -> None:
        self._settings = settings
        self._folder = ExportFolder(settings)

    def folder(self, source: Path | None) -> Path:
        """The folder of the last export, or else one that suits the source."""
        return self._folder.of(source)

    def choice(self, kind: ExportKind) -> Choice:
        """The last format for that kind, or else the first."""
        from kquant.ui.features.export.encoding import formats

        known = [ending for _, ending in formats(kind)]
        kept = self._settings.value(_ENDING.format(kind.value))
        ending = kept if isinstance(kept, str) and kept in known else known[0]
        return Choice(kind, ending, names=self._names if kind is ExportKind.PALETTE else None)

    def options(self, ending: str) -> SaveOptions:
        """The last options of a picture format, or else its own."""
        from kquant.io.picture_formats import picture_format

        form = picture_format(ending)
        try:
            kept = json.loads(str(self._settings.value(_OPTIONS.format(form.name), "")))
            return form.settled(_sound_options(kept))
        except (ValueError, TypeError, KeyError, RecursionError):
            return form.defaults

    @property
    def _names(self) -> NameList | None:
        """The names of CSS, until others are chosen, or none."""
        kept = self._settings.value(_NAMES, NameList.CSS.value)
        return next((names for names in NameList if names == kept), None)

    def keep(self, path: Path, choice: Choice) -> None:
        """Remember an export that was made."""
        from kquant.io.picture_formats import picture_format

        if choice.options is not None:
            name = picture_format(choice.ending).name
            self._settings.set_value(_OPTIONS.format(name), json.dumps(asdict(choice.options)))
        if choice.kind is ExportKind.PALETTE:
            self._settings.set_value(_NAMES, choice.names.value if choice.names else _NAMELESS)
        self._folder.keep(path.parent)
        self._settings.set_value(_ENDING.format(choice.kind.value), choice.ending)


def _sound_options(kept: dict[str, Any]) -> SaveOptions:
    """Raises `ValueError`, `TypeError` or `KeyError` for what cannot be meant."""
    if type(kept["quality"]) is not int or not 1 <= kept["quality"] <= _MAX_QUALITY:
        raise ValueError("no quality")
    return SaveOptions(
        indexed=bool(kept["indexed"]),
        compression=Compression(kept["compression"]),
        lossless=bool(kept["lossless"]),
        quality=kept["quality"],
        subsampling=Subsampling(kept["subsampling"]),
    )
