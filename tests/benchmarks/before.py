"""Target 15: the default engine on small photographs, beside an earlier state of KQuant in the same run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import mean, median
from typing import IO, Any

from tests.benchmarks.corpus import Bench, kodak, picture_path, say
from tests.benchmarks.peers import environment
from tests.benchmarks.report import NotMeasuredError, Report, Row, Verdict, percent

_KS = (4, 16, 64, 256)
_LIMITS = {64: 0.25, 256: 0.18}
_QUICK_PICTURES = 2


class _State:
    """A checkout whose KQuant waits in a process of its own for pictures to quantize."""

    def __init__(self, checkout: Path) -> None:
        child = Path(__file__).with_name("before_child.py")
        self._process = subprocess.Popen(
            [sys.executable, str(child), str(checkout)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
        )  # fmt: skip

    def quantize(self, path: Path, k: int) -> dict[str, float]:
        """Seconds and the MSE of the 8-bit palette; the picture is read anew, outside of the seconds."""
        self._pipe(self._process.stdin).write(json.dumps([str(path), k]) + "\n")
        self._pipe(self._process.stdin).flush()
        line = self._pipe(self._process.stdout).readline()
        if not line:
            raise NotMeasuredError(f"KQuant of an earlier state ended with exit {self._process.wait()}")
        found: dict[str, float] = json.loads(line)
        return found

    def close(self) -> None:
        self._process.communicate()

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


def beside_before(bench: Bench, report: Report) -> None:
    """Target 15."""
    if bench.before is None:
        raise NotMeasuredError("no --before given")
    names = kodak(bench)[: _QUICK_PICTURES if bench.quick else None]
    now, before = _State(Path(__file__).parents[2]), _State(bench.before)
    try:
        rows = [
            _compare(now, before, picture_path(bench, name), k, bench.runs) for k in _KS for name in names
        ]
    finally:
        now.close()
        before.close()
    report.add_table(f"Target 15: now / {bench.before.name}, {len(names)} Kodak pictures", _means(rows))
    report.add_table("Target 15: every picture", rows, printed=False)
    for k, limit in _LIMITS.items():
        ratio = median(row["now/before"] for row in rows if row["K"] == k)
        what = f"default engine, now / before, Kodak, K = {k}"
        report.verdicts.append(Verdict(15, what, f"<= {limit}", f"{ratio:.3f}", ratio <= limit))
    errors = {row["K"]: row["MSE, now/before"] for row in _means(rows)}
    measured = "; ".join(f"K {k}: {percent(error)}" for k, error in errors.items())
    reached = max(errors.values()) <= 1
    report.verdicts.append(Verdict(15, "mean MSE, now / before", "not higher", measured, reached))


def _compare(now: _State, before: _State, path: Path, k: int, runs: int) -> Row:
    say(f"target 15: {path.stem}, K = {k}")
    turns = [(now.quantize(path, k), before.quantize(path, k)) for _ in range(runs + 1)][1:]
    return {
        "picture": path.stem,
        "K": k,
        "now s": median(new["seconds"] for new, _ in turns),
        "before s": median(old["seconds"] for _, old in turns),
        "now/before": median(new["seconds"] / old["seconds"] for new, old in turns),
        "MSE now": turns[0][0]["mse"],
        "MSE before": turns[0][1]["mse"],
    }


def _means(rows: list[Row]) -> list[dict[str, Any]]:
    return [
        {
            "K": k,
            "now ms": 1000 * mean(row["now s"] for row in rows if row["K"] == k),
            "before ms": 1000 * mean(row["before s"] for row in rows if row["K"] == k),
            "now/before": median(row["now/before"] for row in rows if row["K"] == k),
            "MSE, now/before": mean(row["MSE now"] for row in rows if row["K"] == k)
            / mean(row["MSE before"] for row in rows if row["K"] == k),
        }
        for k in _KS
    ]
