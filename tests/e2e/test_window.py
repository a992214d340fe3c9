"""The window from `main()` with real arguments."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kquant.core.model.rgb import rgb
from kquant.session.document.state import Phase
from kquant.ui.shell.main_window import MainWindow
from tests.e2e.harness import Run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("qapp")]
Steps = Iterator[Callable[[], bool]]

RED = (220, 30, 40)


def windows() -> list[MainWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]


def is_final(window: MainWindow) -> bool:
    document = window.document
    return document.now.metrics is not None and not document.now.clustering and not document.now.opening


class Person:
    """Goes on to the next step once what a step yields is so; closes all windows after the last."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._until: Callable[[], bool] = lambda: bool(windows())
        self.failure: BaseException | None = None
        self._left = 6000
        self._timer = QTimer()
        self._timer.setInterval(20)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        try:
            assert self._left, "the steps took too long"
            if self._until():
                self._until = next(self._steps)
        except StopIteration:
            self._leave()
        except BaseException as failure:
            self.failure = failure
            self._leave()

    def _leave(self) -> None:
        self._timer.stop()
        for window in windows():
            window.document.undo_stack.setClean()
            window.close()


@pytest.fixture
def act(run: Run) -> Callable[..., None]:
    def act(steps: Steps, *arguments: str | Path) -> None:
        person = Person(steps)
        outcome = run(*arguments)
        if person.failure is not None:
            raise person.failure
        assert (outcome.code, outcome.out) == (0, "")
        assert windows() == []

    return act


def test_a_photograph_is_opened_reduced_and_exported(act: Callable[..., None], photo: Path) -> None:
    def steps() -> Steps:
        (window,) = windows()
        yield lambda: is_final(window)
        assert window.document.settings.colors == 5
        QTest.keyClick(window.canvas, Qt.Key.Key_BracketLeft)
        yield lambda: is_final(window) and window.document.settings.colors == 4
        QTest.keyClick(window.canvas, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        dialog = window.exporter.dialog
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        yield lambda: (photo.parent / "photo-4-colors.png").exists()

    act(steps(), photo, "-k", "5")
    with Image.open(photo.parent / "photo-4-colors.png") as picture:
        assert len(picture.convert("RGB").getcolors() or []) == 4


def test_a_small_red_square_is_named_and_kept_by_one_click(act: Callable[..., None], folder: Path) -> None:
    y, x = np.mgrid[0:600, 0:900]
    pixels = np.stack([80 + x // 9, 120 + y // 6, 0 * x + 200], axis=2).astype(np.uint8)
    pixels[300:322, 500:522] = RED
    Image.fromarray(pixels).save("small.png")

    def steps() -> Steps:
        (window,) = windows()
        keep = window.findChild(QPushButton, "accent_keep")
        assert keep is not None
        yield lambda: is_final(window) and keep.isVisible()
        assert window.document.now.result is not None
        assert RED not in map(rgb, window.document.now.result.palette)
        words = window.findChild(QLabel, "accent_words")
        assert words is not None
        assert "#DC1E28" in words.accessibleName()
        QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
        yield (
            lambda: (
                is_final(window) and window.document.now.phase is Phase.UP_TO_DATE and not keep.isVisible()
            )
        )
        assert RED in map(rgb, window.document.now.result.palette)
        assert (window.document.now.result.image[300:322, 500:522] == RED).all()

    act(steps(), "small.png", "-k", "5")


def test_a_sample_is_one_click_away(act: Callable[..., None]) -> None:
    def steps() -> Steps:
        (window,) = windows()
        button = window.start_page.findChild(QToolButton, "tile_chelsea")
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        yield lambda: is_final(window)
        assert window.windowTitle().startswith("chelsea")

    act(steps())


def test_a_window_for_each_file(act: Callable[..., None], photo: Path, flag: Path) -> None:
    def steps() -> Steps:
        yield lambda: len(windows()) == 2 and all(map(is_final, windows()))
        assert {window.windowTitle()[:4] for window in windows()} == {"phot", "flag"}
        windows()[0].commands["new_window"].trigger()
        yield lambda: len(windows()) == 3

    act(steps(), photo, flag)


def test_the_system_may_ask_for_a_file(
    act: Callable[..., None], photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kquant.ui.app.program._FILES_BY_EVENT", True)

    def steps() -> Steps:
        (window,) = windows()
        application = QApplication.instance()
        assert application is not None
        QApplication.sendEvent(application, QFileOpenEvent(str(photo)))
        yield lambda: is_final(window)
        QApplication.sendEvent(application, QFileOpenEvent(str(photo)))
        yield lambda: len(windows()) == 2 and all(map(is_final, windows()))

    act(steps())


def test_the_choice_of_theme_counts(act: Callable[..., None]) -> None:
    def steps() -> Steps:
        assert QApplication.palette().window().color().lightness() < 80
        yield lambda: True

    act(steps(), "--theme", "dark")


def test_no_widget_is_destroyed_on_a_worker(act: Callable[..., None]) -> None:
    """Though it is Python's collector that finds it, and a worker that allocates."""
    gc.enable()
    destroyed_on: list[int] = []

    def steps() -> Steps:
        widget = QWidget()
        widget.itself = lambda widget=widget: widget  # type: ignore[attr-defined]
        weakref.finalize(widget, lambda: destroyed_on.append(threading.get_ident()))
        del widget
        worker = threading.Thread(target=lambda: [[number] for number in range(400_000)])
        worker.start()
        worker.join()
        yield lambda: bool(destroyed_on)

    act(steps())
    assert destroyed_on == [threading.get_ident()]
    assert gc.isenabled()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_screenshot(run: Run, photo: Path, theme: str) -> None:
    arguments = ("-k", "5", "--theme", theme, "--size", "1024x700", "--screenshot", "window.png")
    outcome = run(photo, *arguments)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    with Image.open("window.png") as picture:
        assert picture.size == (1024, 700)
        corner = picture.convert("L").getpixel((1000, 5))
    assert isinstance(corner, int)
    assert (corner > 128) is (theme == "light")
    assert windows() == []


def test_a_screenshot_of_the_lab(run: Run, folder: Path) -> None:
    Path("points.csv").write_text("a,b,c\n1,2,x\n2,4,y\n9,8,x\n")
    arguments = ("--data", "points.csv", "-k", "2", "--theme", "dark", "--size", "1024x700")
    outcome = run("lab", *arguments, "--screenshot", "lab.png")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    with Image.open("lab.png") as picture:
        assert picture.size == (1024, 700)
    assert run("lab", "--data", "absent.csv", "--screenshot", "lab.png").code != 0


def test_a_screenshot_remembers_nothing(run: Run, photo: Path, home: Path) -> None:
    run(photo, "--screenshot", "window.png")
    assert not (home / ".config" / "kquant").exists()


def test_a_screenshot_of_what_cannot_be_read(run: Run, folder: Path) -> None:
    Path("notes.png").write_text("not a picture")
    assert run("notes.png", "--screenshot", "window.png").error.startswith("notes.png: ")
    assert not Path("window.png").exists()


def test_a_screenshot_that_cannot_be_written(run: Run, photo: Path) -> None:
    assert run(photo, "--screenshot", "nowhere/window.png").error.endswith("its folder does not exist")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--screenshot", "window.png"],
        ["-k", "0"],
        ["--theme", "pink"],
        ["--size", "big"],
        ["--size", "1x1"],
        ["--bogus"],
    ],
)
def test_wrong_usage(run: Run, folder: Path, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("arguments", [[], ["-k", "3"]])
def test_without_a_display_it_is_said_in_one_line(folder: Path, arguments: list[str]) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "kquant", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("kquant: error: there is no display")
    assert done.stderr.count("\n") == 1


def test_preferences_are_found_again(act: Callable[..., None], qtbot: QtBot) -> None:
    from kquant.session.files.preferences import COLORS, Preferences
    from kquant.session.files.settings_file import user_settings

    settings = user_settings()
    Preferences(settings).set(COLORS, 9)
    settings.close()

    def steps() -> Steps:
        (window,) = windows()
        assert window.document.settings.colors == 9
        yield lambda: True

    act(steps())
