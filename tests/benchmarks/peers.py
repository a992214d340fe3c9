"""The commands that target 8 compares: KQuant's own and those of other programs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_PILLOW = """
import sys
from PIL import Image
source, target, colors = sys.argv[1:]
with Image.open(source) as image:
    image.convert("RGB").quantize(int(colors), kmeans=1, dither=Image.Dither.NONE).save(target)
"""

Words = Callable[[Path, Path, int], list[str]]


@dataclass(frozen=True)
class Peer:
    """A program that writes a PNG in few colours.

    Attributes:
        command: its words for a source, a target and K.
        version: as it tells itself.
    """

    name: str
    command: Words
    version: str


def environment() -> dict[str, str]:
    """The environment in which a child finds this checkout's KQuant, byte-compiled as pip installs it."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**around, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def kquant_command(source: Path, target: Path, k: int) -> list[str]:
    """The whole command at default settings."""
    python = [sys.executable, "-m", "kquant", "quantize"]
    return [*python, str(source), "-o", str(target), "-k", str(k), "--force", "--quiet"]


def find_peers() -> tuple[list[Peer], list[str]]:
    """The peers that are installed, and the names of those that are not."""
    found = [_pngquant(), _imagemagick(), _pillow()]
    names = ("pngquant", "ImageMagick", "Pillow")
    missing = [name for name, peer in zip(names, found, strict=True) if peer is None]
    return [peer for peer in found if peer is not None], missing


def _pngquant() -> Peer | None:
    program = shutil.which("pngquant")
    version = _first_line([program, "--version"]) if program else None
    if not program or not version:
        return None

    def command(source: Path, target: Path, k: int) -> list[str]:
        return [program, "--speed", "1", "--nofs", "--force", "--output", str(target), str(k), str(source)]

    return Peer("pngquant", command, version)


def _imagemagick() -> Peer | None:
    """`magick` or, of version 6, `convert`, which on Windows is the name of another program."""
    for name in ("magick", "convert"):
        program = shutil.which(name)
        version = _first_line([program, "-version"]) if program else None
        if not program or not version or "ImageMagick" not in version:
            continue

        def command(source: Path, target: Path, k: int, program: str = program) -> list[str]:
            return [program, str(source), "+dither", "-colors", str(k), str(target)]

        return Peer("ImageMagick", command, version)
    return None


def _pillow() -> Peer | None:
    version = _first_line([sys.executable, "-c", "import PIL; print(PIL.__version__)"])
    if version is None:
        return None

    def command(source: Path, target: Path, k: int) -> list[str]:
        return [sys.executable, "-c", _PILLOW, str(source), str(target), str(k)]

    return Peer("Pillow", command, version)


def _first_line(words: list[str]) -> str | None:
    """What a program prints first, or None if it cannot be run."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip().split("\n")[0]
