"""Windows to try, each with settings of its own, closed after the test."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kquant.core.model.arrays import UInt8
from kquant.core.model.settings import DEFAULT_COLORS, Settings
from kquant.core.run.cache import Cache
from kquant.session.document.document import Document
from kquant.session.files.preferences import Preferences
from kquant.session.files.presets import Presets
from kquant.session.files.recent import RecentFiles
from kquant.session.files.settings_file import SettingsFile
from kquant.session.services import Services
from kquant.session.view_model import ViewModel
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.canvas import Canvas
from kquant.ui.features.selection import Tools
from kquant.ui.shell.main_window import MainWindow
from tests.qt_fixtures import empty_clipboard, workers_hold_no_qt_objects  # noqa: F401 - fixtures
from tests.ui.canvas_bench import SIZE
from tests.ui.palette_bench import MakeBench, PaletteBench, stripes
from tests.ui.waiting import MakeWindow, Slow, wait_for_result, wait_until_gone


@pytest.fixture(autouse=True)
def pictures_are_left_to_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture's cache computes with its lock held, so the GUI thread neither computes nor waits for one."""

    def guarded(method: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            if threading.current_thread() is threading.main_thread():
                frames = [frame for frame, _ in traceback.walk_stack(None)]
                modules = [str(frame.f_globals.get("__name__")) for frame in frames]
                asking = [name for name in modules if name.startswith(("kquant.ui", "kquant.session"))]
                assert not asking, f"{method.__name__} on the GUI thread: {asking}"
            return method(*args, **named)

        return call

    monkeypatch.setattr(Cache, "get", guarded(Cache.get))


@pytest.fixture
def preferences(settings: SettingsFile) -> Preferences:
    return Preferences(settings)


@pytest.fixture
def recent(settings: SettingsFile, tmp_path: Path) -> RecentFiles:
    return RecentFiles(settings, tmp_path / "cache" / "thumbnails")


@pytest.fixture
def services(
    preferences: Preferences, recent: RecentFiles, faults: list[BaseException], scheduler: Scheduler
) -> Services:
    return Services(preferences, recent, Presets(preferences.settings), faults.append, scheduler)


@pytest.fixture
def start_colors() -> int:
    """The K that `document` begins with."""
    return DEFAULT_COLORS


@pytest.fixture
def document(scheduler: Scheduler, start_colors: int) -> Iterator[Document]:
    """One without a window, in which nothing unexpected happens."""
    document = Document(Settings(colors=start_colors), scheduler=scheduler)
    unexpected: list[object] = []
    document.broke.connect(unexpected.append)
    yield document
    assert not unexpected
    assert document.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """From now on results wait to be let go, and leave the window with their previews."""
    slow = Slow()
    monkeypatch.setattr("kquant.session.document.nodes.takes_long", lambda *_: True)
    monkeypatch.setattr("kquant.session.document.nodes.quantize", slow)
    yield slow
    slow.go.set()


@pytest.fixture
def make_window(qtbot: QtBot, services: Services) -> Iterator[MakeWindow]:
    """Makes windows, which are closed after the test without being asked for anything."""
    windows: list[MainWindow] = []

    def make(path: Path | None = None, *, colors: int | None = None) -> MainWindow:
        window = MainWindow(services, colors)
        windows.append(window)
        window.closed.connect(windows.remove)
        window.show()
        qtbot.waitExposed(window)
        if path is not None:
            window.opening.open(path)
            wait_for_result(qtbot, window)
            qtbot.waitUntil(lambda: window.is_settled)
        return window

    yield make
    for window in list(windows):
        window.document.undo_stack.setClean()
        window.close()
        wait_until_gone(qtbot, window)


@pytest.fixture
def window(make_window: MakeWindow) -> MainWindow:
    """One that shows the start page."""
    return make_window()


@pytest.fixture
def open_window(make_window: MakeWindow, photo: Path) -> MainWindow:
    """One that shows the photo and its final result."""
    return make_window(photo)


@pytest.fixture
def view_model(qapp: QApplication) -> ViewModel:
    """What `canvas` and `tools` share."""
    return ViewModel()


@pytest.fixture
def tools(document: Document, canvas: Canvas, view_model: ViewModel) -> Tools:
    """The tools that work on `canvas`."""
    return Tools(canvas, document, view_model, canvas)


@pytest.fixture
def canvas(document: Document, view_model: ViewModel, qtbot: QtBot) -> Iterator[Canvas]:
    document.apply(Settings(colors=6))
    canvas = Canvas(document, view_model)
    qtbot.addWidget(canvas)
    canvas.resize(*SIZE)
    canvas.show()
    unexpected: list[object] = []
    canvas.broke.connect(unexpected.append)
    yield canvas
    assert not unexpected
    canvas.close()


@pytest.fixture
def make_bench(qtbot: QtBot, preferences: Preferences, scheduler: Scheduler) -> Iterator[MakeBench]:
    """Makes palette bars with all that works on them; the stripes in four colours by default."""
    made: list[PaletteBench] = []

    def make(pixels: UInt8 | None = None, colors: int = 4) -> PaletteBench:
        given = stripes() if pixels is None else pixels
        bench = PaletteBench(qtbot, preferences, scheduler, given, colors)
        qtbot.addWidget(bench)
        made.append(bench)
        return bench

    yield make
    for bench in made:
        bench.bar.close()
        assert bench.document.close()


@pytest.fixture
def bench(make_bench: MakeBench) -> PaletteBench:
    """The palette bar with the stripes."""
    return make_bench()


@pytest.fixture
def pixels() -> UInt8:
    """60 x 90 pixels with some thousand distinct colours."""
    noise = np.random.default_rng(1).normal((200, 120, 60), (30, 20, 10), (60, 90, 3))
    return noise.clip(0, 255).astype(np.uint8)


@pytest.fixture
def photo(tmp_path: Path, pixels: UInt8) -> Path:
    """A file with `pixels`."""
    path = tmp_path / "photo.png"
    Image.fromarray(pixels).save(path)
    return path
