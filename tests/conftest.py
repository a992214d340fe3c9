"""Every test has a home of its own, and no display."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QThreadPool, QTranslator
from pytestqt.qtbot import QtBot

from kquant.session.files.settings_file import SettingsFile

if TYPE_CHECKING:
    from kquant.session.work.scheduler import Scheduler

_OUTSIDE = dict(os.environ)
os.environ["QT_QPA_PLATFORM"] = "offscreen"

_PATIENT: dict[str, Any] = {"timeout": 60_000}  # milliseconds
_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
    "TEMP": "tmp",
    "TMP": "tmp",
}


def pytest_configure(config: pytest.Config) -> None:
    """Let coverage see what Qt's threads do: by itself it knows those of `threading`."""
    if not config.getoption("cov_source", None):
        return
    start: Any = QThreadPool.start

    def traced(pool: QThreadPool, work: Callable[[], object], *options: Any) -> None:
        def run() -> None:
            sys.settrace(threading.gettrace())
            work()

        start(pool, run, *options)

    setattr(QThreadPool, "start", traced)  # noqa: B010 - to mypy it is overloaded


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of whole windows are slow without saying so."""
    for item in items:
        if isinstance(item, pytest.Function) and {"make_window", "make_lab", "act"} & {*item.fixturenames}:
            item.add_marker("slow")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for this test alone."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in _HOMES.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(home / folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return home


@pytest.fixture(autouse=True)
def collected_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: automatic collection would destroy what tests leave of Qt on whichever thread."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    if not gc.get_freeze_count():  # modules and all the tests need not be looked at each time
        gc.freeze()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def scheduler(qapp: object) -> Iterator[Scheduler]:
    """One in which nothing waits a while before it begins."""
    from kquant.session.work.scheduler import Scheduler  # not for tests of the core

    scheduler = Scheduler(delay_factor=0)
    yield scheduler
    assert scheduler.close()


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """One that waits for as long as a loaded machine may take; what never comes fails all the same."""
    return _PatientBot(request)


class _PatientBot(QtBot):
    """pytest-qt's own gives up after five seconds."""

    def waitSignal(self, signal: Any, **options: Any) -> Any:
        return super().waitSignal(signal, **_PATIENT | options)

    def waitSignals(self, signals: list[Any], **options: Any) -> Any:
        return super().waitSignals(signals, **_PATIENT | options)

    def waitUntil(self, callback: Any, **options: Any) -> None:
        super().waitUntil(callback, **_PATIENT | options)


@pytest.fixture(scope="session")
def outside() -> Mapping[str, str]:
    """The environment the tests were started in, for what needs pip's cache and settings."""
    return _OUTSIDE


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[SettingsFile]:
    with closing(SettingsFile(tmp_path / "config" / "kquant.ini")) as settings:
        yield settings


@pytest.fixture
def faults() -> list[BaseException]:
    """What was reported as a fault."""
    return []


@pytest.fixture
def longer(qapp: object) -> Iterator[None]:
    translator = _Longer()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


class _Longer(QTranslator):
    """Stands for German: every text half as long again."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return text + "m" * round(len(text.replace("&", "")) * 0.4)
