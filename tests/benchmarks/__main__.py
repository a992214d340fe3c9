"""Measure where KQuant's targets stand, beside the peers that are installed, on the pictures of a folder.

Times are ratios of two things measured in turns in the same run. The tables go to standard output.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import traceback
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import kquant
from tests.benchmarks import (
    before,
    command_floor,
    commands,
    efforts,
    memory,
    quality,
    scikit,
    spaces,
    speed,
    startup,
    window,
)
from tests.benchmarks.corpus import Bench
from tests.benchmarks.report import NotMeasuredError, Report, Verdict, show

_Measurement = Callable[[Bench, Report], None]
TARGETS: dict[int, tuple[str, _Measurement]] = {
    1: ("speed beside cv2.kmeans on every pixel", speed.beside_cv2),
    2: ("speed beside the floor", speed.beside_floor),
    3: ("a change of K on the screen", window.repainting),
    4: ("gaps on the GUI thread", window.gaps),
    5: ("MSE at default settings", quality.default_effort),
    6: ("MSE at best effort", quality.best_effort),
    7: ("MSE and time beside scikit-learn", scikit.beside_scikit_learn),
    8: ("whole commands beside other programs", commands.beside_commands),
    9: ("peak memory", memory.peak_memory),
    10: ("start-up", startup.startup),
    11: ("CIEDE2000 in perceptual colour spaces", spaces.perceptual_spaces),
    12: ("whole commands beside a floor script, 24 M pixels", command_floor.large_commands),
    13: ("whole commands beside a floor script, Kodak", command_floor.small_commands),
    14: ("speed beside the floor, 24 M pixels", speed.beside_floor_24),
    15: ("speed and MSE beside an earlier state", before.beside_before),
    16: ("a change of K to the exact result on the screen", window.exact_repainting),
    17: ("effort fast beside balanced", efforts.fast_effort),
    22: ("work of a change of K on the GUI thread", window.work),
}
_PACKAGES = ("opencv-python-headless", "numpy", "Pillow", "PySide6-Essentials", "scikit-learn")


def main() -> int:
    """Run the command line; 2 for wrong usage."""
    options = _parse()
    bench = Bench(options.folder, options.reference, options.runs, options.quick, options.before)
    report = Report(_about(options))
    if bench.quick:
        print("A quick run, to try the program itself: its figures mean nothing.")
    for number in options.targets:
        _measure(number, bench, report)
        if options.json:
            report.save(options.json)
    show(report.standing())
    return 0


def _measure(number: int, bench: Bench, report: Report) -> None:
    """One target; whatever goes wrong with it does not keep the others from being measured."""
    what, measurement = TARGETS[number]
    try:
        measurement(bench, report)
    except NotMeasuredError as reason:
        report.verdicts.append(Verdict(number, what, "", "", None, str(reason)))
    except Exception as error:
        traceback.print_exc()
        report.verdicts.append(Verdict(number, what, "", "", None, f"{type(error).__name__}: {error}"))


def _parse() -> argparse.Namespace:
    texts = "; ".join(f"{number} {what}" for number, (what, _) in TARGETS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=__doc__, epilog=f"targets: {texts}"
    )
    parser.add_argument("folder", type=Path, help="holds the pictures, at any depth")
    parser.add_argument(
        "--reference", type=Path, metavar="FILE", help="MSE of other algorithms, for targets 5 and 6"
    )
    parser.add_argument(
        "--targets", type=_targets, default=list(TARGETS), metavar="N,..", help="only these (default: all)"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="write everything to this file too")
    parser.add_argument("--runs", type=int, default=7, help="turns of each comparison (default: 7)")
    parser.add_argument(
        "--before", type=Path, metavar="CHECKOUT", help="an earlier state of KQuant, for target 15"
    )
    parser.add_argument("--quick", action="store_true", help="tiny crops and few cases, to try the program")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not a folder")
    if options.reference and not options.reference.is_file():
        parser.error(f"{options.reference} is not a file")
    if options.before and not (options.before / "kquant").is_dir():
        parser.error(f"{options.before} is no checkout of KQuant")
    if options.runs < 1:
        parser.error("--runs is at least 1")
    return options


def _targets(text: str) -> list[int]:
    numbers = [int(word) for word in text.split(",")]
    unknown = [str(number) for number in numbers if number not in TARGETS]
    if unknown:
        raise argparse.ArgumentTypeError(f"not measured here: {', '.join(unknown)}")
    return numbers


def _about(options: argparse.Namespace) -> dict[str, Any]:
    """What a reader of the figures needs to know."""
    return {
        "kquant": kquant.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load": os.getloadavg() if hasattr(os, "getloadavg") else None,
        "packages": {name: _version(name) for name in _PACKAGES},
        "runs": options.runs,
        "quick": options.quick,
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
