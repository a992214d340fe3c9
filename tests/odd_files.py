"""Quantize every file of a folder, each in a process of its own, and count what comes of it.

    python tests/odd_files.py FOLDER [--json OUT] [--seconds 20] [--megabytes 4096] [--read-only]

Good outcomes are a result (exit 0 and a picture) and one clear sentence (exit 1 and one line
`kquant: error: <file>: <cause>`). Everything else is an offender: a traceback or crash, a run over the
time limit, too much memory, or an exit that is neither. Exits with 1 if there is an offender.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOOD = ("result", "sentence")
FAULTS = (
    "Traceback (most recent call last)",
    "a fault in KQuant",
)  # the latter is the last net of kquant.cli

# The command line's contract, for reading alone.
READ_ONLY = """
import pathlib, sys
from kquant.io.read import ReadError, read_image
try:
    read_image(sys.argv[1])
except ReadError as error:
    sys.exit(f"kquant: error: {sys.argv[1]}: {error}")
pathlib.Path(sys.argv[2]).touch()
"""


@dataclass(frozen=True)
class Outcome:
    """What one file led to; `kind` is result, sentence, traceback, hang, memory or unclear."""

    file: str
    kind: str
    seconds: float
    megabytes: float | None
    exit: int | None
    message: str


def main() -> int:
    """Run the command line; 1 if any file offends, 2 for wrong usage."""
    options = _parse()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    files = sorted(path for path in Path(options.folder).rglob("*") if path.is_file())
    outcomes = []
    for number, path in enumerate(files, 1):
        outcomes.append(try_file(path, options))
        if sys.stderr.isatty():
            print(f"\r{number} of {len(files)}", end="", file=sys.stderr, flush=True)
    report(outcomes)
    if options.json:
        text = json.dumps([asdict(outcome) for outcome in outcomes], indent=1)
        Path(options.json).write_text(text + "\n", encoding="utf-8")
    return 0 if all(outcome.kind in GOOD for outcome in outcomes) else 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", metavar="OUT", help="write every outcome to this file")
    parser.add_argument("--seconds", type=float, default=20, help="time limit for a file (default 20)")
    parser.add_argument("--megabytes", type=float, default=4096, help="memory limit (default 4096)")
    parser.add_argument("--read-only", action="store_true", help="read the files, do not quantize them")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    return options


def try_file(path: Path, options: argparse.Namespace) -> Outcome:
    """Quantize (or only read) one file in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.png")
        log = Path(folder, "stderr")
        command = [sys.executable, "-m", "kquant", "quantize", str(path), "-o", str(out)]
        if options.read_only:
            command = [sys.executable, "-c", READ_ONLY, str(path), str(out)]
        start = time.perf_counter()
        with log.open("wb") as errors:
            code, peak = _run(command, errors.fileno(), options.seconds)
        took = time.perf_counter() - start
        text = log.read_text("utf-8", "replace").strip()
        kind = _kind(code, text, out.exists(), peak, options.megabytes)
        last = text.splitlines()[-1] if text else ""
        return Outcome(str(path), kind, round(took, 2), peak and round(peak, 1), code, last[:300])


def _run(command: list[str], errors: int, seconds: float) -> tuple[int | None, float | None]:
    """Exit code (None if it had to be killed) and peak resident megabytes (None where unknown)."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, env=environment
    )
    if not hasattr(os, "wait4"):  # Windows
        try:
            return process.wait(seconds), None
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None, None
    deadline = time.monotonic() + seconds
    while True:
        late = time.monotonic() > deadline
        if late:
            process.kill()
        pid, status, usage = os.wait4(process.pid, 0 if late else os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            unit = 2**20 if sys.platform == "darwin" else 2**10
            return None if late else process.returncode, usage.ru_maxrss / unit
        time.sleep(0.01)


def _kind(code: int | None, text: str, made: bool, peak: float | None, megabytes: float) -> str:
    if code is None:
        return "hang"
    if any(sign in text for sign in FAULTS) or code < 0:
        return "traceback"
    if peak is not None and peak > megabytes:
        return "memory"
    if code == 0 and made:
        return "result"
    if code == 1 and not made and text.startswith("kquant: error: ") and len(text.splitlines()) == 1:
        return "sentence"
    return "unclear"


def report(outcomes: list[Outcome]) -> None:
    """Print the offenders, the extremes and the counts."""
    for outcome in outcomes:
        if outcome.kind not in GOOD:
            print(f"{outcome.kind:10} {outcome.seconds:6.2f} s  exit {outcome.exit}  {outcome.file}")
            print(f"    {outcome.message}")
    if outcomes:
        slowest = max(outcomes, key=lambda outcome: outcome.seconds)
        largest = max(outcomes, key=lambda outcome: outcome.megabytes or 0)
        print(f"slowest {slowest.seconds:.2f} s: {slowest.file}")
        print(f"largest {largest.megabytes or 0:.0f} MB: {largest.file}")
    counts = Counter(outcome.kind for outcome in outcomes)
    kinds = (*GOOD, "traceback", "hang", "memory", "unclear")
    print(f"{len(outcomes)} files: " + ", ".join(f"{counts[kind]} {kind}" for kind in kinds))


if __name__ == "__main__":
    sys.exit(main())
