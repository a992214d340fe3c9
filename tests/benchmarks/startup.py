"""Target 10: what importing brings along, and how soon the version and the first window are there."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.corpus import Bench, say
from tests.benchmarks.peers import ROOT, environment
from tests.benchmarks.report import NotMeasuredError, Report, Verdict
from tests.benchmarks.timing import Comparison, compare

_SLOWER_VERSION, _SLOWER_WINDOW = 3, 1.5
_SECONDS = 60
_MOST_TURNS = 15

_LOADED = "import sys, kquant; print(*{'PySide6', 'shiboken6', 'pyqtgraph', 'cv2'}.intersection(sys.modules))"
_VERSION = "import sys; from kquant.cli import main; sys.exit(main(['--version']))"  # as the command's script

_TELL = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Tell(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            QTimer.singleShot(0, lambda: print("painted", flush=True))
        return False

app, tell = QApplication(sys.argv[:1]), Tell()
app.installEventFilter(tell)
"""
_OURS = _TELL + "from kquant.cli import main\nsys.exit(main([]))\n"
_EMPTY = _TELL + "import cv2, pyqtgraph\nwindow = QMainWindow()\nwindow.show()\nsys.exit(app.exec())\n"


def startup(bench: Bench, report: Report) -> None:
    """Target 10."""
    say("target 10: start-up")
    turns = 1 if bench.quick else min(2 * bench.runs + 1, _MOST_TURNS)
    with TemporaryDirectory() as home:
        loaded = _output(_LOADED, home).strip()
        version = compare(partial(_output, _VERSION, home), partial(_output, "pass", home), turns)
        window = compare(partial(_until_painted, _OURS, home), partial(_until_painted, _EMPTY, home), turns)
    report.add_table(
        "Target 10: start-up in fresh processes",
        [
            {"what": "kquant --version / python -c pass", **version.row("kquant", "floor")},
            {"what": "first window / an empty one", **window.row("kquant", "floor")},
        ],
    )
    report.verdicts += [
        Verdict(10, "imported by `import kquant`", "no Qt, no cv2", loaded or "neither", not loaded),
        _verdict("kquant --version / python -c pass", version, _SLOWER_VERSION),
        _verdict("first window / an empty one", window, _SLOWER_WINDOW),
    ]


def _verdict(what: str, times: Comparison, limit: float) -> Verdict:
    measured = f"{times.ratio:.2f}x, min/min {times.best_ratio:.2f}x"
    return Verdict(10, what, f"<= {limit}x", measured, times.ratio <= limit)


def _surroundings(home: str) -> dict[str, str]:
    """A home of its own, so that it is a first start, with everything compiled by the turn before."""
    homes = ("HOME", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    around = environment() | dict.fromkeys(homes, home)
    return {**around, "PYTHONPYCACHEPREFIX": str(Path(home, "compiled")), "QT_QPA_PLATFORM": "offscreen"}


def _output(script: str, home: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=_SECONDS,
        cwd=ROOT, env=_surroundings(home),
    )  # fmt: skip
    return done.stdout


def _until_painted(script: str, home: str) -> None:
    """Run until the window has been painted; the end of the process does not count for much."""
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=ROOT, env=_surroundings(home),
    )  # fmt: skip
    assert child.stdout is not None
    told = child.stdout.readline()
    child.kill()
    child.wait()
    child.stdout.close()
    if told.strip() != "painted":
        raise NotMeasuredError("the window did not come up")
