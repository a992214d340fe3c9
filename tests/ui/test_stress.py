"""Changes, pictures and closings faster than the work, and many of them: nothing crashes or is left."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kquant.api import quantize
from kquant.core.model.arrays import UInt8
from kquant.session.document.state import Phase
from kquant.session.files import preferences as prefer
from kquant.session.files.preferences import Preferences
from kquant.ui.shell.main_window import MainWindow
from tests.changes import changed, found
from tests.ui.gui_gap import GapProbe
from tests.ui.waiting import MakeWindow, wait_for_result, wait_until_gone

pytestmark = pytest.mark.slow

_CHANGES, _CHANGES_SECONDS = 300, 3.0
_WARM_UP, _OPENS, _GROWTH = 60, 200, 0.05
_STATM, _TASKS = Path("/proc/self/statm"), Path("/proc/self/task")


def make_picture(seed: int, height: int, width: int) -> UInt8:
    """Soft blobs with noise: thousands of distinct colours."""
    random = np.random.default_rng(seed)
    small = random.integers(0, 256, (5, 7, 3), np.uint8)
    soft = np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC), np.int16)
    return (soft + random.integers(-12, 13, (height, width, 3))).clip(0, 255).astype(np.uint8)


def saved(folder: Path, count: int, height: int, width: int) -> list[Path]:
    paths = [folder / f"picture{number}.png" for number in range(count)]
    for number, path in enumerate(paths):
        Image.fromarray(make_picture(number, height, width)).save(path)
    return paths


@pytest.fixture(autouse=True)
def unasked(preferences: Preferences) -> None:
    """No question on the way."""
    preferences.set(prefer.ASK_UNEXPORTED, False)


@pytest.fixture
def gaps(record_property: Callable[[str, object], None]) -> list[float]:
    """For the report only: what a loaded machine makes of them is not to be judged here."""
    found: list[float] = []
    record_property("gui_gaps_seconds", found)
    return found


def run_steps(qtbot: QtBot, steps: Sequence[Callable[[], None]], seconds: float) -> float:
    """Do them one after another from the event loop, all in about `seconds`; the longest gap on the way."""
    timer, left = QTimer(), list(reversed(steps))
    timer.timeout.connect(lambda: left.pop()() if left else None)
    with GapProbe(look=False) as probe:
        timer.start(round(1000 * seconds / len(steps)))
        qtbot.waitUntil(lambda: not left)
    timer.stop()
    return probe.longest.seconds


def threads() -> int:
    """Those of the whole process where the system tells; `threading` keeps some of Qt's that are gone."""
    return len(list(_TASKS.iterdir())) if _TASKS.exists() else threading.active_count()


def resident() -> int:
    """Bytes in memory once what nobody holds is gone."""
    gc.collect()
    return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class TestChangingColors:
    def test_300_times_in_3_seconds(
        self,
        qtbot: QtBot,
        make_window: MakeWindow,
        tmp_path: Path,
        faults: list[BaseException],
        gaps: list[float],
    ) -> None:
        (path,) = saved(tmp_path, 1, 600, 900)
        window = make_window(path)
        document, stale = window.document, []
        before = threads()

        def look() -> None:
            result = document.now.result
            if result is not None and result.request.settings.colors != document.settings.colors:
                stale.append((result.request.settings.colors, document.settings.colors))

        found(document, "result").connect(look)
        counts = [int(count) for count in np.random.default_rng(0).integers(2, 65, _CHANGES)]
        steps = [lambda k=k: document.change("Colours", "drag", colors=k) for k in counts]
        gaps.append(run_steps(qtbot, steps, _CHANGES_SECONDS))
        wait_for_result(qtbot, window)

        assert stale == []
        assert faults == []
        assert document.now.phase is Phase.UP_TO_DATE
        assert document.now.result is not None
        expected = quantize(make_picture(0, 600, 900), counts[-1])
        assert document.now.result.palette.tolist() == expected.palette.tolist()
        assert np.array_equal(document.now.result.labels, expected.labels)
        qtbot.waitUntil(lambda: window.canvas.is_settled)
        qtbot.waitUntil(lambda: threads() <= before)

    def test_with_undo_in_between(
        self, qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, faults: list[BaseException]
    ) -> None:
        (path,) = saved(tmp_path, 1, 300, 400)
        window = make_window(path, colors=7)
        document, stack = window.document, window.document.undo_stack
        for k in range(2, 40):
            document.change("Colours", colors=k)
            if k % 3 == 0:
                stack.undo()
            QApplication.processEvents()
        while stack.canUndo():
            stack.undo()
        wait_for_result(qtbot, window)
        assert document.now.result is not None
        assert len(document.now.result.palette) == 7
        assert document.now.phase is Phase.UP_TO_DATE
        assert faults == []


class TestOpening:
    def test_another_picture_while_the_last_is_worked_on(
        self,
        qtbot: QtBot,
        make_window: MakeWindow,
        tmp_path: Path,
        faults: list[BaseException],
        gaps: list[float],
    ) -> None:
        paths = saved(tmp_path, 3, 400, 500)
        window = make_window(paths[0])
        document, mixed = window.document, []

        def look() -> None:
            assert document.now.picture is not None
            if (
                document.now.result is not None
                and document.now.result.labels.shape != document.now.picture.pixels.shape[:2]
            ):
                mixed.append(document.now.result.labels.shape)

        found(document, "result").connect(look)
        turns = list(islice(cycle(paths), 60))
        steps = [lambda path=path: window.opening.open(path) for path in turns]
        gaps.append(run_steps(qtbot, steps, 3.0))
        wait_for_result(qtbot, window)

        assert document.now.source is not None
        assert document.now.source.path == turns[-1]
        assert document.now.result is not None
        expected = quantize(make_picture(2, 400, 500), document.settings.colors)
        assert np.array_equal(document.now.result.image, expected.image)
        assert mixed == []
        assert faults == []

    @pytest.mark.skipif(not _STATM.exists(), reason="the memory in use is read from /proc")
    def test_200_pictures_leave_no_memory_behind(
        self, qtbot: QtBot, make_window: MakeWindow, tmp_path: Path
    ) -> None:
        paths = cycle(saved(tmp_path, 8, 40, 60))
        window = make_window(next(paths))

        def open_some(count: int) -> int:
            for number, path in enumerate(islice(paths, count), 1):
                with qtbot.waitSignal(changed(window.document, "picture")):
                    window.opening.open(path)
                if number % 5 == 0:  # the others are left in the midst of work
                    wait_for_result(qtbot, window)
            return resident()

        before = open_some(_WARM_UP)
        assert open_some(_OPENS) <= before * (1 + _GROWTH)


class TestClosing:
    def test_at_any_moment_of_the_work(
        self, qtbot: QtBot, make_window: MakeWindow, tmp_path: Path, faults: list[BaseException]
    ) -> None:
        (path,) = saved(tmp_path, 1, 500, 700)
        self._close_after(0.3, qtbot, make_window, path)
        QApplication.processEvents()
        before, widgets = threads(), len(QApplication.allWidgets())
        for number in range(12):
            self._close_after(0.04 * number, qtbot, make_window, path)
        qtbot.waitUntil(lambda: threads() <= before)
        QApplication.processEvents()
        assert len(QApplication.allWidgets()) <= widgets
        assert [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)] == []
        assert faults == []

    def _close_after(self, seconds: float, qtbot: QtBot, make_window: MakeWindow, path: Path) -> None:
        window = make_window()
        window.opening.open(path)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            QApplication.processEvents()
            colors = window.document.settings.colors
            if window.document.now.result is not None and colors is not None:
                window.document.change("Colours", colors=colors + 1)
            time.sleep(0.002)
        window.close()
        wait_until_gone(qtbot, window)
