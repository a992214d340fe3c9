"""Reading a picture, off the GUI thread, and making it ready to be quantized."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kquant.core.picture import Picture
from kquant.core.types import Settings
from kquant.io.source import SourceImage
from kquant.session.jobs import Control


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A picture that has been read, and made ready."""

    source: SourceImage
    picture: Picture


def read(control: Control, path: Path, options: Mapping[str, Any], settings: Settings, threads: int) -> None:
    """Hand over what is in a file; `options` go to `kquant.io.read.read_image`.

    Raises:
        KQuantError: it cannot be read; one sentence without the file's name.
    """
    from kquant.io.read import read_image  # with all of Pillow

    control.on_progress(0.0, "read")
    source = read_image(path, **options)
    if not control.should_stop():
        control.deliver(made_ready(source, settings, threads))


def made_ready(source: SourceImage, settings: Settings, threads: int) -> Opened:
    """With the distinct colours counted, so that the first result is quick."""
    picture = Picture(source.pixels)
    picture.prepared(settings, threads)
    return Opened(source, picture)
