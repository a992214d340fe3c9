"""The pictures and reference figures that a run measures with."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from csv import DictReader
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from kquant.core.model.arrays import UInt8
from kquant.core.model.errors import KQuantError
from kquant.io.read import read_image
from tests.benchmarks.report import NotMeasuredError

PHOTO_PIXELS = 4608 * 3072
_SIZE = (6000, 4000)
_QUICK_SIZE = (1500, 1000)
_QUICK_PIXELS = 1_200_000  # above the size up to which KQuant sorts pixels rather than counting them

_PHOTOGRAPHS = (".jpg", ".jpeg")
_PICTURES = (*_PHOTOGRAPHS, ".png", ".webp", ".tif", ".tiff", ".bmp")
_KODAK = [f"kodim{number:02}" for number in range(1, 13)]


@dataclass(frozen=True)
class Bench:
    """What a run was asked for.

    Attributes:
        folder: holds the pictures, at any depth.
        reference: file with the MSE of other algorithms, if any.
        runs: turns of each comparison of times.
        quick: tiny crops and few cases, to try the program itself; the figures mean nothing.
        before: a checkout of an earlier state to compare with, if any.
    """

    folder: Path
    reference: Path | None
    runs: int
    quick: bool
    before: Path | None = None


@dataclass(frozen=True, eq=False)
class Photo:
    """The picture that times are measured with.

    Attributes:
        name: its file and size, for people.
        pixels: (H, W, 3) uint8 sRGB.
    """

    name: str
    pixels: UInt8

    @property
    def size(self) -> int:
        """Pixels."""
        return self.pixels.size // 3


def say(text: str) -> None:
    """Tell a waiting person what is being measured."""
    print(f"... {text}", file=sys.stderr, flush=True)


@cache
def photo(bench: Bench) -> Photo:
    """The JPEG with the most pixels below the folder, or else any picture; its upper 14.2 M pixels."""
    limit = _QUICK_PIXELS if bench.quick else PHOTO_PIXELS
    for path in _by_size(bench.folder):
        try:
            pixels = read_image(path).pixels[..., :3]
        except KQuantError:
            continue
        pixels = np.ascontiguousarray(pixels[: max(1, limit // pixels.shape[1])])
        return Photo(f"{path.name}, {pixels.shape[1]} x {pixels.shape[0]}", pixels)
    raise NotMeasuredError("no picture below the folder")


@cache
def photo_24(bench: Bench) -> Photo:
    """The same photograph resized to 24 M pixels."""
    size = _QUICK_SIZE if bench.quick else _SIZE
    pixels = np.asarray(cv2.resize(photo(bench).pixels, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    return Photo(f"photograph resized to {size[0]} x {size[1]}", pixels)


def _by_size(folder: Path) -> Iterator[Path]:
    """The photographs below a folder, then the other pictures, each with the largest first."""
    for suffixes in (_PHOTOGRAPHS, _PICTURES):
        paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in suffixes]
        yield from sorted(paths, key=_size_in_header, reverse=True)


def _size_in_header(path: Path) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as image:
                return image.width * image.height
        except Exception:  # whatever a broken file makes of it, it is not the one to measure with
            return 0


@cache
def _stems(folder: Path) -> dict[str, Path]:
    """The PNG files below a folder by name without suffix; of several the first."""
    return {path.stem: path for path in sorted(folder.rglob("*.png"), reverse=True)}


def has_picture(bench: Bench, stem: str) -> bool:
    """Tell whether there is such a PNG file below the folder."""
    return stem in _stems(bench.folder)


def picture_path(bench: Bench, stem: str) -> Path:
    """The PNG file of that name below the folder."""
    return _stems(bench.folder)[stem]


def pixels_of(bench: Bench, stem: str) -> UInt8:
    """(H, W, 3) uint8 of the PNG file of that name below the folder."""
    return np.ascontiguousarray(read_image(picture_path(bench, stem)).pixels[..., :3])


def kodak(bench: Bench) -> list[str]:
    """The names of those of the first twelve Kodak pictures that are there, at least one."""
    found = [stem for stem in _KODAK if has_picture(bench, stem)]
    if not found:
        raise NotMeasuredError("no kodim01.png .. kodim12.png below the folder")
    return found


@dataclass(frozen=True)
class References:
    """Mean squared errors by (picture, K).

    Attributes:
        iokm: of incremental online k-means.
        best_known: the lowest that long searches found; not for every picture.
    """

    iokm: dict[tuple[str, int], float]
    best_known: dict[tuple[str, int], float]


def references(bench: Bench) -> References:
    """Read the file with columns image, colors, algorithm and mse, separated by tabs."""
    if bench.reference is None:
        raise NotMeasuredError("no --reference given")
    found: dict[str, dict[tuple[str, int], float]] = {"iokm": {}, "best_known": {}}
    with bench.reference.open(encoding="utf-8", newline="") as file:
        for line in DictReader(file, delimiter="\t"):
            if line["algorithm"] in found:
                found[line["algorithm"]][line["image"], int(line["colors"])] = float(line["mse"])
    return References(**found)
