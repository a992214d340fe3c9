"""What was chosen the last time, kept with the preferences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from kquant.ui.export.choice import Choice, Kind, natural_folder

_FOLDER = "export/folder"
_ENDING = "export/ending/{}"


class ExportMemory:
    """Folder and formats; what is not sound any more is as if it had never been kept."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def folder(self, source: Path | None) -> Path:
        """The folder of the last export, or else one that suits the source."""
        kept = self._settings.value(_FOLDER)
        if isinstance(kept, str) and kept and Path(kept).is_dir():
            return Path(kept)
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return natural_folder(source, Path(place))

    def choice(self, kind: Kind) -> Choice:
        """The last format for that kind, or else the first."""
        from kquant.ui.export.encoding import formats

        known = [ending for _, ending in formats(kind)]
        kept = self._settings.value(_ENDING.format(kind.value))
        return Choice(kind, kept if isinstance(kept, str) and kept in known else known[0])

    def keep(self, path: Path, choice: Choice) -> None:
        """Remember an export that was made."""
        self._settings.setValue(_FOLDER, str(path.parent))
        self._settings.setValue(_ENDING.format(choice.kind.value), choice.ending)
