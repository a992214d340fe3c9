"""What the sample pictures are called."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from kquant.translation import QT_TRANSLATE_NOOP

_TITLES = {
    "astronaut": QT_TRANSLATE_NOOP("Samples", "Astronaut"),
    "chelsea": QT_TRANSLATE_NOOP("Samples", "Cat"),
    "china": QT_TRANSLATE_NOOP("Samples", "Palace"),
    "coffee": QT_TRANSLATE_NOOP("Samples", "Coffee"),
    "flower": QT_TRANSLATE_NOOP("Samples", "Flower"),
    "rocket": QT_TRANSLATE_NOOP("Samples", "Rocket"),
}


def sample_title(path: Path) -> str:
    """Of one of the pictures that come with KQuant."""
    return QCoreApplication.translate("Samples", _TITLES.get(path.stem, path.stem))
