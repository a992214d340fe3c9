"""The folder that files are saved in, kept with the preferences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from kquant.resources import resources_folder
from kquant.session.files.settings_file import SettingsFile

_KEY = "export/folder"


class ExportFolder:
    """One for all that is saved of pictures; what is not there any more is as if it had never been kept."""

    def __init__(self, settings: SettingsFile) -> None:
        self._settings = settings

    def of(self, source: Path | None) -> Path:
        """The folder that was kept, or else one that suits the source."""
        kept = self._settings.value(_KEY)
        if isinstance(kept, str) and kept and _is_folder(Path(kept)):
            return Path(kept)
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return natural_folder(source, Path(place))

    def keep(self, folder: Path) -> None:
        """Remember where something was saved."""
        self._settings.set_value(_KEY, str(folder))


def natural_folder(source: Path | None, pictures: Path) -> Path:
    """The source's own folder, but a person's `pictures` for what was pasted and for samples."""
    if source is None or source.is_relative_to(resources_folder()):
        return pictures
    return source.absolute().parent


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # such as for a name that is too long
        return False
