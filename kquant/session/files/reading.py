"""Reading a picture, off the GUI thread, and making it ready to be quantized."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.io.source import SourceImage
from kquant.session.work.job import Control


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A picture that has been read, and made ready.

    Attributes:
        as_before: it has the very pixels of the one before.
    """

    source: SourceImage
    picture: Picture
    as_before: bool = False


def read(
    control: Control,
    path: Path,
    settings: Settings,
    threads: int,
    *,
    former: UInt8 | None = None,
    allow_truncated: bool = False,
) -> None:
    """Hand over what is in a file.

    Args:
        former: the pixels that were read of it before.
        allow_truncated: take what can be read of a damaged one.

    Raises:
        KQuantError: it cannot be read; one sentence without the file's name.
    """
    from kquant.io.read import read_image  # with all of Pillow

    control.on_progress(0.0, "read")
    source = read_image(path, allow_truncated=allow_truncated)
    if not control.should_stop():
        as_before = former is not None and np.array_equal(former, source.pixels)
        control.deliver(replace(made_ready(source, settings, threads), as_before=as_before))


def made_ready(source: SourceImage, settings: Settings, threads: int) -> Opened:
    """With the distinct colours counted, so that the first result is quick."""
    picture = Picture(source.pixels)
    picture.prepared(Preparation.of(settings), picture.run(threads))
    return Opened(source, picture)
