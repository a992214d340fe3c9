"""Hashes of a result, and the tables in which they are kept: one for each pair of OpenCV and numpy."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.model.result import Result

PARTS = ("palette", "labels", "account")
Hashes: TypeAlias = tuple[str, ...]
"""One for each of `PARTS`: the colours, the colour of each pixel, and the figures about them."""


def table_path() -> Path:
    """The table of the versions that are installed; it need not be there."""
    return Path(__file__).with_name(f"opencv-{cv2.__version__}-numpy-{version('numpy')}.tsv")


def hashes(result: Result) -> Hashes:
    """Hashes of everything in a result that does not depend on the machine.

    Sums of floats count to six digits, as their last ones depend on the processor.
    """
    palette: list[object] = [result.palette, result.clustered, result.locked]
    if result.clear_place is not None:  # of a few results, and the others are to keep their hashes
        palette.append(result.clear_place)
    labels: list[object] = [result.labels, result.color_labels, result.alpha, result.transparent_index]
    floats = [f"{value:.6g}" for value in (result.compactness, *result.cluster_compactness)]
    account: list[object] = [
        result.counts,
        result.colors_before,
        result.colors_after,
        result.request.settings.colors,
        floats,
    ]
    return tuple(_hash(part) for part in (palette, labels, account))


def _hash(values: list[object]) -> str:
    digest = hashlib.sha256()
    for value in values:
        if isinstance(value, np.ndarray):
            array: NDArray[np.generic] = np.ascontiguousarray(value)
            digest.update(f"{array.dtype.str}{array.shape}".encode() + array.tobytes())
        else:
            digest.update(repr(value).encode())
    return digest.hexdigest()[:10]


def read_table(path: Path) -> dict[str, Hashes]:
    """Every case by its name."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {name: tuple(found) for name, *found in rows}


def write_table(path: Path, table: Mapping[str, Hashes]) -> None:
    """One line for each case, in their order."""
    rows = [("case", *PARTS), *((name, *found) for name, found in table.items())]
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="\n")


def differences(old: Mapping[str, Hashes], new: Mapping[str, Hashes]) -> list[str]:
    """A line for each case of `new` that differs from `old`, or is not in it, telling in what."""
    lines = []
    for name, found in new.items():
        if name not in old:
            lines.append(f"{name}: new")
        elif changed := [part for part, a, b in zip(PARTS, old[name], found, strict=True) if a != b]:
            lines.append(f"{name}: {', '.join(changed)}")
    return lines
