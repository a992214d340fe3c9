"""Target 9: peak memory of a quantization beyond the decoded picture."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.benchmarks.corpus import Bench, photo, say
from tests.benchmarks.peers import ROOT, environment
from tests.benchmarks.report import NotMeasuredError, Report, Row, Verdict

_BYTES_A_PIXEL = 12
_FIXED_BYTES = 300e6
_KS = (16, 256)
_SIZES = {"photograph": 0, "photograph, tiled": 100_000_000, "noise": 16_000_000}  # 0: as it is
_QUICK_PART = 16
_SECONDS = 600


def peak_memory(bench: Bench, report: Report) -> None:
    """Target 9."""
    if sys.platform == "win32":
        raise NotMeasuredError("peak memory is read from /proc or getrusage, which Windows has not")
    rows = []
    with TemporaryDirectory() as folder:
        file = Path(folder, "photo.npy")
        np.save(file, photo(bench).pixels)
        for kind, size in _SIZES.items():
            for k in _KS:
                say(f"target 9: {kind}, K = {k}")
                rows.append({"picture": kind, "K": k, **_measure(file, kind, size, k, bench.quick)})
    report.add_table("Target 9: peak memory beyond the decoded picture", rows)
    report.verdicts += [_verdict(row) for row in rows]


def _measure(file: Path, kind: str, size: int, k: int, quick: bool) -> Row:
    size = size // _QUICK_PART if quick else size
    words = [sys.executable, "-m", "tests.benchmarks.memory_child", str(file), kind, str(size), str(k)]
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, check=True, timeout=_SECONDS, cwd=ROOT, env=environment()
        )
    except subprocess.TimeoutExpired:
        return {"failed": f"took over {_SECONDS} s"}
    except subprocess.CalledProcessError as failed:
        return {"failed": (failed.stderr.strip().split("\n") or [""])[-1] or f"exit {failed.returncode}"}
    found = json.loads(done.stdout)
    limit = _BYTES_A_PIXEL * found["pixels"] + _FIXED_BYTES
    return {
        "pixels": found["pixels"],
        "colours": found["colors"],
        "seconds": found["seconds"],
        "peak MB": found["peak"] / 1e6,
        "limit MB": limit / 1e6,
        "of limit": found["peak"] / limit,
        "bytes a pixel": found["peak"] / found["pixels"],
    }


def _verdict(row: Row) -> Verdict:
    what = f"peak memory, {row['picture']}, K = {row['K']}"
    wanted = f"<= {_BYTES_A_PIXEL} B a pixel + {_FIXED_BYTES / 1e6:.0f} MB"
    if "failed" in row:
        return Verdict(9, what, wanted, "failed", False, row["failed"])
    measured = f"{row['peak MB']:.0f} MB of {row['limit MB']:.0f} MB"
    return Verdict(9, what, wanted, measured, row["of limit"] <= 1, f"{row['pixels'] / 1e6:.1f} M pixels")
