"""Where the files that come with KQuant are: sample images, later icons and translations."""

from __future__ import annotations

from pathlib import Path

from kquant.core.model.errors import KQuantError

_PACKAGE = Path(__file__).resolve().parent
# Inside the package once installed, beside it in a checkout or an editable install. A frozen bundle
# keeps the package as a folder too, so either place will do there.
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent / "resources")


def resources_folder() -> Path:
    """Return the folder with everything of `resources/`.

    Raises:
        KQuantError: it is nowhere to be found.
    """
    for place in _PLACES:
        if place.is_dir():
            return place
    raise KQuantError("the files that come with KQuant are missing; please install it again")


def sample_images() -> list[Path]:
    """Return the sample images in alphabetical order (their licences lie beside them)."""
    return sorted(p for p in (resources_folder() / "samples").iterdir() if p.suffix in (".jpg", ".png"))
