"""Makes a picture, quantizes it and prints what that took: FILE.npy KIND PIXELS K. See `memory`."""

from __future__ import annotations

import json
import resource
import sys
import time
from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np

from kquant.api import quantize
from kquant.core.model.arrays import UInt8

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_RESET_PEAK = "5"


def make_picture(file: Path, kind: str, size: int) -> UInt8:
    """(H, W, 3) uint8 of about `size` pixels, filled in place so that making it takes no more memory."""
    if kind == "noise":
        side = round(size**0.5)
        return np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    photo: UInt8 = np.load(file)
    return photo if size == 0 else tiled(photo, size)


def tiled(photo: UInt8, size: int) -> UInt8:
    """Copies of a photograph one below the other, each a little lighter and so of colours of its own."""
    height, width = photo.shape[:2]
    picture = np.empty((size // width, width, 3), np.uint8)
    for number, start in enumerate(range(0, len(picture), height)):
        tile = picture[start : start + height]
        tile[:] = cv2.add(photo[: len(tile)], np.full(4, number, np.float64))
    return picture


def status(name: str) -> int:
    """Bytes of VmRSS, what the process now has in memory, or of VmHWM, the most it ever had."""
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith(name + ":"))
    return int(line.split()[1]) * 1024


def highest() -> int:
    """The most bytes the process ever had in memory, where there is no /proc."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def start_counting() -> int:
    """The bytes in memory; the peak starts anew from here where the system allows it."""
    with suppress(OSError):
        _CLEAR.write_text(_RESET_PEAK)
    return status("VmRSS") if _STATUS.exists() else highest()


def main(file: str, kind: str, size: str, k: str) -> None:
    """Print a line of JSON."""
    picture = make_picture(Path(file), kind, int(size))
    before = start_counting()
    start = time.perf_counter()
    result = quantize(picture, int(k))
    took = time.perf_counter() - start
    peak = (status("VmHWM") if _STATUS.exists() else highest()) - before
    pixels = picture.shape[0] * picture.shape[1]
    print(json.dumps({"pixels": pixels, "colors": result.colors_before, "seconds": took, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
