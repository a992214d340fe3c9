"""Targets 3, 4, 16 and 22: how soon the window follows a change of K, and what its GUI thread does for it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from tests.benchmarks.corpus import Bench, photo_24, say
from tests.benchmarks.peers import ROOT, environment
from tests.benchmarks.report import NotMeasuredError, Report, Row, Verdict

_TURNS = 5
_SHOWN_MILLISECONDS = {64: 50, 256: 100}  # by the largest K it holds for
_EXACT_MILLISECONDS = {64: 60, 256: 100}
_FILES, _CALLS = 30, 400
_GAP_MILLISECONDS = 33
_SECONDS = 900


def repainting(bench: Bench, report: Report) -> None:
    """Target 3."""
    name, found = _run(bench, "changes")
    rows = [
        {"K": k, "result": "kept" if kept else "new", **_medians(found["rows"], k, kept)}
        for kept in (False, True)
        for k in sorted({row["K"] for row in found["rows"]})
    ]
    canvas = " x ".join(map(str, found["canvas"]))
    report.add_table(f"Target 3: milliseconds from a change of K, medians; {name}, canvas {canvas}", rows)
    report.verdicts += [_shown_verdict(row) for row in rows]


def _medians(rows: list[dict[str, Any]], k: int, kept: bool) -> Row:
    turns = [row for row in rows if row["K"] == k and row["kept"] is kept]
    columns = ("change()", "preview found", "shown", "result found", "exact", "gui cpu", "cpu")
    middle = {
        column: 1000 * median(turn[column] for turn in turns) for column in columns if column in turns[0]
    }
    return {**middle, "fastest shown": 1000 * min(turn["shown"] for turn in turns), "turns": len(turns)}


def _shown_verdict(row: Row) -> Verdict:
    limit = next(limit for most, limit in _SHOWN_MILLISECONDS.items() if row["K"] <= most)
    what = f"change of K to repainted canvas, K = {row['K']}" + (", back to it" * (row["result"] == "kept"))
    measured = f"{row['shown']:.0f} ms, fastest {row['fastest shown']:.0f}"
    why = f"exact result after {row['exact']:.0f} ms; all threads' processor time {row['cpu']:.0f} ms"
    return Verdict(3, what, f"<= {limit} ms", measured, row["shown"] <= limit, why)


def exact_repainting(bench: Bench, report: Report) -> None:
    """Target 16. A change of K with its preview counts as well, until there is none."""
    name, found = _run(bench, "changes")
    for k in sorted({row["K"] for row in found["rows"]}):
        row = _medians(found["rows"], k, False)
        limit = next(limit for most, limit in _EXACT_MILLISECONDS.items() if k <= most)
        what = f"change of K to the exact result on the canvas, K = {k}"
        shown = f"something shown after {row['shown']:.0f} ms; {name}"
        measured = f"{row['exact']:.0f} ms"
        report.verdicts.append(Verdict(16, what, f"<= {limit} ms", measured, row["exact"] <= limit, shown))


def work(bench: Bench, report: Report) -> None:
    """Target 22."""
    name, found = _run(bench, "work")
    report.add_table(f"Target 22: functions called most by a change of K; {name}", found["most"])
    calls, files, moves = (
        sorted(turn[what] for turn in found["rows"]) for what in ("calls", "files", "moves")
    )
    measured = f"{calls[0]} .. {calls[-1]} calls in {files[0]} .. {files[-1]} files"
    why = f"{moves[0]} .. {moves[-1]} moves from file to file; {name}"
    reached = calls[-1] < _CALLS and files[-1] < _FILES
    wanted = f"< {_CALLS} calls in < {_FILES} files"
    report.verdicts.append(
        Verdict(22, "work of a change to K = 16 on the GUI thread", wanted, measured, reached, why)
    )


def gaps(bench: Bench, report: Report) -> None:
    """Target 4."""
    name, found = _run(bench, "gaps")
    jobs = list(dict.fromkeys(row["during"] for row in found["rows"]))
    by_job = {job: [row for row in found["rows"] if row["during"] == job] for job in jobs}
    report.add_table(
        f"Target 4: gaps on the GUI thread in milliseconds; {name}",
        [{"during": job, **_summary(turns)} for job, turns in by_job.items()],
    )
    report.add_table(
        "Target 4: what went on in the longest",
        [{"during": job, **cause} for job, turns in by_job.items() for cause in _causes(turns)],
    )
    report.verdicts += [_gap_verdict(job, turns) for job, turns in by_job.items()]


def _summary(turns: list[dict[str, Any]]) -> Row:
    longest = max((turn["longest"] for turn in turns), key=lambda gap: gap["seconds"])
    return {
        "longest": 1000 * longest["seconds"],
        "its cpu": 1000 * longest["cpu"],
        "its queue": 1000 * longest["queued"],
        "withheld": 1000 * longest["withheld"],
        "longest if none was": 1000 * max(turn["longest undisturbed"] for turn in turns),
        "median of longest": 1000 * median(turn["longest"]["seconds"] for turn in turns),
        "over 16 ms": median(turn["over 16 ms"] for turn in turns),
        "over 33 ms": median(turn["over 33 ms"] for turn in turns),
        "event loop turns": median(turn["turns"] for turn in turns),
    }


def _causes(turns: list[dict[str, Any]]) -> list[Row]:
    gaps = sorted((gap for turn in turns for gap in turn["worst"]), key=lambda gap: -gap["seconds"])
    return [
        {
            "ms": 1000 * gap["seconds"],
            "cpu": 1000 * gap["cpu"],
            "queue": 1000 * gap["queued"],
            "withheld": 1000 * gap["withheld"],
            "seen on the GUI thread": "; ".join(f"{times}x {place}" for place, times in gap["during"][:2]),
        }
        for gap in gaps[:3]
    ]


def _gap_verdict(job: str, turns: list[dict[str, Any]]) -> Verdict:
    found = _summary(turns)
    measured = (
        f"{found['longest']:.0f} ms, {found['longest if none was']:.0f} where nothing was withheld, "
        f"median of longest {found['median of longest']:.0f}"
    )
    times = (("computing", "its cpu"), ("queued for a processor", "its queue"), ("withheld", "withheld"))
    why = "of the longest: " + ", ".join(f"{words} {found[column]:.0f}" for words, column in times)
    if job == "nothing":
        return Verdict(4, "longest gap with no job, for comparison", "", measured, None, why)
    reached = found["longest"] <= _GAP_MILLISECONDS
    return Verdict(4, f"longest gap, {job}", f"<= {_GAP_MILLISECONDS} ms", measured, reached, why)


@cache
def _run(bench: Bench, mode: str) -> tuple[str, dict[str, Any]]:
    """The picture's name, and what the child measured with it."""
    turns = 1 if bench.quick else min(bench.runs, _TURNS)
    say(f"targets 3, 4, 16, 22: {mode}, {turns} turns in the window")
    with TemporaryDirectory() as folder:
        file = Path(folder, "photo.jpg")
        picture = photo_24(bench)
        Image.fromarray(picture.pixels).save(file, quality=95)
        words = [sys.executable, "-m", "tests.benchmarks.window_child", mode, str(file), str(turns)]
        own = {"PYTHONFAULTHANDLER": "1", "HOME": folder, "XDG_CONFIG_HOME": folder}
        done = subprocess.run(
            [*words, "quick" if bench.quick else "full"], capture_output=True, text=True, cwd=ROOT,
            timeout=_SECONDS, env={**environment(), **own},
        )  # fmt: skip
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line and "propagateSizeHints" not in line]
        raise NotMeasuredError(": ".join([f"exit {done.returncode}", *said[-1:]]))
    return picture.name, json.loads(done.stdout.splitlines()[-1])
