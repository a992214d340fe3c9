"""Targets 12 and 13: the whole command beside a script that only reads the picture and writes one plane."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.benchmarks.corpus import Bench, kodak, photo_24, picture_path, say
from tests.benchmarks.peers import ROOT, environment, kquant_command
from tests.benchmarks.report import Report, Verdict
from tests.benchmarks.timing import compare

_LIMITS_24 = {16: 0.9, 256: 1.0}
_LIMITS_KODAK = {16: 1.5, 256: 1.8}
_SECONDS = 120

_FLOOR = """
import sys
import cv2, numpy
from PIL import Image
source, target = sys.argv[1:]
with Image.open(source) as image:
    pixels = numpy.asarray(image.convert("RGB"))
Image.fromarray(pixels[..., 1]).save(target, compress_level=1)
"""


def large_commands(bench: Bench, report: Report) -> None:
    """Target 12."""
    picture = photo_24(bench)
    with TemporaryDirectory() as folder:
        source = Path(folder, "photo.jpg")
        Image.fromarray(picture.pixels).save(source, quality=95)
        _beside_floor(12, source, f"{picture.name} as JPEG", _LIMITS_24, bench, report)


def small_commands(bench: Bench, report: Report) -> None:
    """Target 13."""
    name = kodak(bench)[0]
    _beside_floor(13, picture_path(bench, name), name, _LIMITS_KODAK, bench, report)


def _beside_floor(
    target: int, source: Path, name: str, limits: dict[int, float], bench: Bench, report: Report
) -> None:
    rows = []
    with TemporaryDirectory() as folder:
        ours, plane = Path(folder, "ours.png"), Path(folder, "plane.png")
        floor = partial(_run, [sys.executable, "-c", _FLOOR, str(source), str(plane)])
        for k, limit in limits.items():
            say(f"target {target}: K = {k}, {name}")
            times = compare(partial(_run, kquant_command(source, ours, k)), floor, bench.runs)
            rows.append({"K": k, **times.row("kquant", "floor")})
            measured = f"{times.ratio:.2f}, min/min {times.best_ratio:.2f}"
            what = f"whole command / floor script, {name.split(',')[0]}, K = {k}"
            report.verdicts.append(Verdict(target, what, f"<= {limit}", measured, times.ratio <= limit))
    report.add_table(f"Target {target}: kquant quantize / floor script; {name}", rows)


def _run(words: list[str]) -> None:
    subprocess.run(
        words, check=True, capture_output=True, stdin=subprocess.DEVNULL,
        timeout=_SECONDS, cwd=ROOT, env=environment(),
    )  # fmt: skip
