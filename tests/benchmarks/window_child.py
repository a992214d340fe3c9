"""Works the real window on a picture, prints a line of JSON: MODE FILE RUNS QUICK. See `window`."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from kquant.session.document.state import Phase
from kquant.session.files.preferences import ASK_UNEXPORTED, Preferences
from kquant.session.files.presets import Presets
from kquant.session.files.recent import RecentFiles
from kquant.session.files.settings_file import SettingsFile
from kquant.session.services import Services
from kquant.session.work.memory import collected_here
from kquant.session.work.process import quick_switches
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.canvas.layout import VIEWS
from kquant.ui.kit.theme import Scheme, Theme
from kquant.ui.shell.main_window import MainWindow
from tests.ui.call_count import CallCount
from tests.ui.gui_gap import Gap, GapProbe

_SIZE = (1440, 900)
_WORK_SIZE = (1400, 900)
_WORK_KS = (8, 16)
_MOST_CALLED = 12
_KS = (5, 8, 16, 32, 64, 256)
_QUICK_KS = (5, 16)
_PATIENCE_SECONDS = 120.0
_REST_SECONDS = 0.4  # until the panels have caught up
_DRAG_SECONDS = 0.03  # between two steps of a slider
_DRAG = (*range(5, 65), *range(64, 4, -1))
_WORST = 3


class Repainting(QObject):
    """When the canvas shows what a change asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._canvas, self._document = window.canvas, window.document
        self._start = 0.0
        self.times: dict[str, float] = {}
        self._canvas.installEventFilter(self)
        self._document.bind(self, self._note_found, "preview", "result")

    def start(self) -> None:
        """Count from now."""
        self.times = {}
        self._start = time.perf_counter()

    def _note_found(self) -> None:
        now = self._document.now
        if now.result is not None:
            self._note("result found")
        elif now.preview is not None:
            self._note("preview found")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the canvas paint, and look at the clock afterwards."""
        if event.type() != QEvent.Type.Paint:
            return False
        self._canvas.event(event)
        if self._canvas.is_settled and self._document.now.preview is not None:
            self._note("shown")
        if self._canvas.is_settled and self._document.now.phase is Phase.UP_TO_DATE:
            self._note("shown")
            self._note("exact")
        return True

    def _note(self, what: str) -> None:
        self.times.setdefault(what, time.perf_counter() - self._start)


def run_until(done: Callable[[], bool], what: str) -> None:
    """Let the event loop run.

    Raises:
        TimeoutError: it was not done in time.
    """
    loop, timer, start = QEventLoop(), QTimer(), time.perf_counter()

    def look() -> None:
        if done() or time.perf_counter() - start > _PATIENCE_SECONDS:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(5)
    loop.exec()
    if not done():
        raise TimeoutError(f"{what} took over {_PATIENCE_SECONDS:.0f} s")


def rest(seconds: float = _REST_SECONDS) -> None:
    """Let the event loop run for a while."""
    end = time.perf_counter() + seconds
    run_until(lambda: time.perf_counter() >= end, "resting")


def settle(window: MainWindow, what: str) -> None:
    """Until the final result is there, with its metrics, and all that is in sight has been painted."""
    document = window.document

    def final() -> bool:
        there = document.now.metrics is not None
        busy = document.now.opening or document.now.clustering
        return there and document.now.phase is Phase.UP_TO_DATE and not busy and window.canvas.is_settled

    run_until(final, what)
    rest()


@contextmanager
def open_window() -> Iterator[MainWindow]:
    """An empty window with settings of its own."""
    app = QApplication([])
    with TemporaryDirectory() as folder, quick_switches(), collected_here():
        settings = SettingsFile(Path(folder, "kquant.ini"))
        preferences = Preferences(settings)
        preferences.set(ASK_UNEXPORTED, False)
        recent = RecentFiles(settings, Path(folder, "thumbnails"))
        theme = Theme(app)
        theme.apply(Scheme.LIGHT)
        window = MainWindow(Services(preferences, recent, Presets(settings), _raise, Scheduler()))
        window.resize(*_SIZE)
        window.show()
        run_until(window.isVisible, "showing the window")
        rest()
        yield window
        window.close()
        rest(0.1)
        settings.close()


def _raise(error: BaseException) -> None:
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
    os._exit(1)


def changes(window: MainWindow, file: Path, runs: int, quick: bool) -> dict[str, Any]:
    """Target 3: each K from another one, a new seed each turn so that nothing is kept from the last."""
    window.opening.open(file)
    settle(window, "opening")
    repainting = Repainting(window)
    rows: list[dict[str, Any]] = []
    for turn in range(runs):
        for again in (False, True):  # the second time every result is kept
            for k in _QUICK_KS if quick else _KS:
                rows.append({"K": k, "kept": again, **_change(window, repainting, k, turn + 1)})
    return {"rows": rows, "canvas": [window.canvas.width(), window.canvas.height()]}


def _change(window: MainWindow, repainting: Repainting, k: int, seed: int) -> dict[str, float]:
    cpu, gui = time.process_time(), time.thread_time()
    repainting.start()
    window.document.change("Colours", colors=k, seed=seed)
    called = time.perf_counter() - repainting._start
    run_until(lambda: "shown" in repainting.times, f"K = {k}")
    used = {"cpu": time.process_time() - cpu, "gui cpu": time.thread_time() - gui}
    settle(window, f"K = {k}")
    return {"change()": called, **used, **repainting.times}


def gaps(window: MainWindow, file: Path, runs: int, quick: bool) -> dict[str, Any]:
    """Target 4: the longest gap of each kind of work."""
    target = file.with_name("exported.png")
    jobs: dict[str, Callable[[], None]] = {
        "nothing": lambda: rest(1.0),
        "open": lambda: _open(window, file),
        "change K, one by one": lambda: _sweep(window, quick),
        "drag K": lambda: _drag(window, quick),
        "export": lambda: _export(window, target),
        "copy": lambda: _copy(window),
        "compare": lambda: _compare(window),
        "undo and redo": lambda: _undo(window),
    }
    rows = []
    for turn in range(runs):
        for what, job in jobs.items():
            with GapProbe() as probe:
                job()
            rows.append({"during": what, "turn": turn, **_as_row(probe)})
    return {"rows": rows}


def _open(window: MainWindow, file: Path) -> None:
    window.opening.open(file)
    run_until(lambda: window.document.now.opening, "beginning to open")
    run_until(lambda: not window.document.now.opening, "opening")
    settle(window, "clustering")


def _sweep(window: MainWindow, quick: bool) -> None:
    for k in _QUICK_KS if quick else _KS:
        window.document.change("Colours", colors=k)
        settle(window, f"K = {k}")


def _drag(window: MainWindow, quick: bool) -> None:
    for k in islice(cycle(_DRAG), 10 if quick else len(_DRAG)):
        window.document.change("Colours", "drag", colors=k)
        rest(_DRAG_SECONDS)
    settle(window, "the end of a drag")


def _export(window: MainWindow, target: Path) -> None:
    target.unlink(missing_ok=True)
    window.exporter.export_picture()
    dialog = window.exporter.dialog
    assert dialog is not None
    rest()
    dialog.set_path(target)
    dialog.accept()
    run_until(lambda: target.exists() and not window.exporter.busy, "exporting")
    rest()


def _copy(window: MainWindow) -> None:
    clipboard = QApplication.clipboard()
    clipboard.clear()
    window.copying.copy()
    run_until(lambda: clipboard.mimeData().hasImage(), "copying")
    rest()


def _compare(window: MainWindow) -> None:
    """Through the views, and in and out."""
    canvas = window.canvas
    for view in (*VIEWS, canvas.view):
        canvas.set_view(view)
        run_until(lambda: canvas.is_settled, view)
        rest(0.1)
    for zoom in (1.0, 16.0, 0.5):
        canvas.set_zoom(zoom)
        run_until(lambda: canvas.is_settled, "zooming")
        rest(0.1)
    canvas.fit()
    run_until(lambda: canvas.is_settled, "fitting")


def _undo(window: MainWindow) -> None:
    stack = window.document.undo_stack
    for step, wanted in ((stack.undo, stack.canUndo), (stack.redo, stack.canRedo)):
        while wanted():
            step()
            rest(0.1)
        settle(window, "undoing")


def work(window: MainWindow, file: Path, runs: int, quick: bool) -> dict[str, Any]:
    """Target 22: from the signal of the control that K is entered in until everything is settled."""
    window.resize(*_WORK_SIZE)
    window.opening.open(file)
    settle(window, "opening")
    box = window.parameters.color_count.spin_box
    rows: list[dict[str, int]] = []
    most: list[dict[str, Any]] = []
    for turn in range(runs):
        window.document.change("Another", colors=_WORK_KS[0], seed=turn + 1)  # so that nothing is kept
        settle(window, "another seed")
        with CallCount() as counted:
            box.setValue(_WORK_KS[1])
            settle(window, f"K = {_WORK_KS[1]}")
        rows.append({"calls": counted.calls.total(), "files": len(counted.files), "moves": counted.moves})
        most = [{"function": name, "calls": calls} for name, calls in counted.calls.most_common(_MOST_CALLED)]
    return {"rows": rows, "most": most}


def _as_row(probe: GapProbe) -> dict[str, Any]:
    worst = sorted(probe.gaps, key=lambda gap: -gap.seconds)[:_WORST]
    return {
        "turns": probe.turns,
        "longest": _numbers(probe.longest),
        "longest undisturbed": max((gap.seconds for gap in probe.gaps if not gap.withheld), default=0.0),
        "over 16 ms": sum(gap.seconds > 0.016 for gap in probe.gaps),
        "over 33 ms": sum(gap.seconds > 0.033 for gap in probe.gaps),
        "median": median([gap.seconds for gap in probe.gaps] or [0.0]),
        "worst": [_numbers(gap) for gap in worst],
    }


def _numbers(gap: Gap) -> dict[str, Any]:
    return {
        "seconds": gap.seconds,
        "cpu": gap.cpu,
        "queued": gap.queued,
        "withheld": gap.withheld,
        "during": gap.during.most_common(3),
    }


def main(mode: str, file: str, runs: str, quick: str) -> None:
    """Print a line of JSON."""
    measure = {"changes": changes, "gaps": gaps, "work": work}[mode]
    with open_window() as window:
        found = measure(window, Path(file), int(runs), quick == "quick")
    print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
