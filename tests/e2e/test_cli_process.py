"""What needs a process of its own: streams of bytes, terminals, signals, names of any bytes, start-up."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from kquant.cli import commands
from tests.e2e.harness import Run

pytestmark = pytest.mark.slow

KQUANT = (sys.executable, "-m", "kquant")
ENDING = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX")


def kquant(*arguments: str | bytes | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*KQUANT, *arguments], input=stdin, capture_output=True, check=False)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_pipe_in_and_a_pipe_out(flag: Path) -> None:
    done = kquant("quantize", "-", "-o", "-", "-k", "2", stdin=flag.read_bytes())
    assert (done.returncode, names(flag.parent)) == (0, {"flag.png"})
    with Image.open(io.BytesIO(done.stdout)) as picture:
        assert (picture.format, picture.size) == ("PNG", (60, 40))
        assert len(picture.convert("RGB").getcolors() or []) == 2


def test_a_broken_pipe_in_is_told() -> None:
    done = kquant("info", "-", stdin=b"")
    assert done.returncode == 1
    assert done.stderr.startswith(b"kquant: error: standard input: ")
    assert done.stderr.count(b"\n") == 1


def test_no_progress_bar_in_a_pipe(flag: Path) -> None:
    assert b"\r" not in kquant("quantize", flag, "-o", "few.png").stderr


@posix
@pytest.mark.parametrize(("options", "shown"), [((), True), (("--quiet",), False)])
def test_a_progress_bar_on_a_terminal(flag: Path, options: Sequence[str], shown: bool) -> None:
    try:
        ours, theirs = os.openpty()
    except OSError as error:
        pytest.skip(f"no terminals on this machine: {error}")
    command: list[str | Path] = [*KQUANT, "palette", flag, *options]
    done = subprocess.run(command, stderr=theirs, stdout=subprocess.PIPE, check=True)
    os.close(theirs)
    assert (b"%" in read_all(ours)) is shown
    assert done.stdout.startswith(b"#ff0000 ")


def read_all(terminal: int) -> bytes:
    written = b""
    try:
        while chunk := os.read(terminal, 4096):
            written += chunk
    except OSError:  # Linux's way of saying that the other side is closed
        pass
    os.close(terminal)
    return written


@posix
def test_a_reader_that_went_away_is_told_in_one_line(flag: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*KQUANT, "palette", flag, "--quiet"], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.returncode == 1
    assert done.stderr == b"kquant: error: standard output: the program that reads it has gone\n"


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["palette"], ["quantize", "-o", "-"]])
def test_a_full_standard_output_is_told_in_one_line(flag: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*KQUANT, *arguments, flag, "--quiet"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"kquant: error: standard output: the disk is full\n"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("name", ["Größe 大きさ.png".encode(), b"caf\xe9.png", b"x" * 251 + b".png"])
def test_any_file_name(flag: Path, name: bytes) -> None:
    folder = os.fsencode(flag.parent)
    flag.rename(Path(os.fsdecode(folder + b"/" + name)))
    done = kquant("quantize", name, "-o", b"few-" + name[4:], "--report", "-", "--quiet")
    assert (done.returncode, done.stderr) == (0, b"")
    assert os.fsencode(json.loads(done.stdout)["input"]["path"]) == name
    assert kquant("info", b"few-" + name[4:]).returncode == 0
    assert kquant("info", b"no-" + name[3:]).returncode == 1


TELLS_WHEN_IT_WORKS = """
import signal, sys
from kquant.cli import console, main
signal.signal(signal.SIGHUP, signal.SIG_DFL)
console.Console.progress = lambda *_: print("working", flush=True)
sys.exit(main())
"""


@posix
@pytest.mark.parametrize("number", ENDING)
def test_an_interrupt_leaves_nothing_behind(folder: Path, number: signal.Signals) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1500, 1500, 3), np.uint8)
    Image.fromarray(noise).save("noise.bmp")
    slow = ("-k", "256", "--engine", "pixels", "--epsilon", "0", "--attempts", "100")
    targets = ("-o", "few.png", "--palette", "few.gpl", "--report", "few.json")
    command = [sys.executable, "-c", TELLS_WHEN_IT_WORKS, "quantize", "noise.bmp", *targets, *slow]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"working\n"
        time.sleep(0.5)
        process.send_signal(number)
        _, errors = process.communicate(timeout=300)  # uninterrupted it takes hours
    assert (process.returncode, errors) == (130, b"kquant: interrupted\n")
    assert names(folder) == {"noise.bmp"}


WAITS_AS_IT_WRITES = """
import os, signal, sys
from kquant.cli import main
signal.signal(signal.SIGHUP, getattr(signal, sys.argv.pop(1)))
fsync = os.fsync
def wait(descriptor):
    print("writing", flush=True)
    sys.stdin.readline()
    fsync(descriptor)
os.fsync = wait
"""
QUANTIZES = WAITS_AS_IT_WRITES + "sys.exit(main())"
EXPORTS = (
    WAITS_AS_IT_WRITES
    + """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kquant.session.document.state import Phase
from kquant.ui.shell.main_window import MainWindow
def export():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.document.now.phase is Phase.UP_TO_DATE:
            window.exporter.export_picture()
            window.exporter.dialog.set_path(Path("few.png"))
            window.exporter.dialog.accept()
            timer.stop()
app = QApplication([])
timer = QTimer()
timer.timeout.connect(export)
timer.start(50)
sys.exit(main())
"""
)


def interrupted_as_it_writes(code: str, hangup: str, number: int, *arguments: str) -> tuple[int, str]:
    """Exit code and messages of a program that gets a signal while it writes, and then goes on."""
    command = [sys.executable, "-c", code, hangup, *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        process.send_signal(number)
        _, errors = process.communicate("\n" * 9, timeout=300)
    return process.returncode, errors


@posix
@pytest.mark.parametrize("number", ENDING)
def test_an_interrupt_as_it_writes_leaves_nothing_behind(flag: Path, number: int) -> None:
    Path("few.png").write_text("old")
    command = ("quantize", "flag.png", "-o", "few.png", "--force", "--quiet")
    assert interrupted_as_it_writes(QUANTIZES, "SIG_DFL", number, *command) == (130, "kquant: interrupted\n")
    assert names(flag.parent) == {"flag.png", "few.png"}
    assert Path("few.png").read_text() == "old"


def test_an_interrupt_that_a_library_takes_for_a_failure_is_one_all_the_same(
    run: Run, flag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("this is most likely due to your setup") from None

    monkeypatch.setattr(commands, "run_quantize", fail)
    outcome = run("palette", flag)
    assert (outcome.code, outcome.err) == (130, "kquant: interrupted\n")


@posix
def test_nohup_is_heeded(flag: Path) -> None:
    command = ("quantize", "flag.png", "-o", "few.png", "--quiet")
    assert interrupted_as_it_writes(QUANTIZES, "SIG_IGN", signal.SIGHUP, *command) == (0, "")
    assert names(flag.parent) == {"flag.png", "few.png"}


@posix
@pytest.mark.parametrize("number", ENDING)
def test_an_interrupt_lets_the_window_end_its_export(
    flag: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    code, errors = interrupted_as_it_writes(EXPORTS, "SIG_DFL", number, "flag.png")
    assert (code, errors.splitlines()[-1]) == (130, "kquant: interrupted")
    assert names(flag.parent) == {"flag.png", "few.png"}
    with Image.open("few.png") as picture:
        picture.load()


def imported_by(*arguments: str) -> set[str]:
    code = f"import sys; from kquant.cli import main; main({list(arguments)!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize("command", ["--version", "--help", "quantize --help", "quantize -k 0"])
def test_quick_answers_load_nothing_heavy(command: str) -> None:
    assert not {"numpy", "cv2", "PIL", "PySide6"} & imported_by(*command.split())


def test_the_command_line_needs_no_qt(flag: Path) -> None:
    loaded = imported_by("quantize", str(flag), "-o", "few.png")
    assert "cv2" in loaded
    assert not {"PySide6", "pyqtgraph", "shiboken6"} & loaded


NEEDLESS = [
    "urllib.request",
    "http",
    "email",
    "ssl",
    "socket",
    "xml",
    "csv",
    "json",
    "zipfile",
    "importlib.metadata",
    "concurrent.futures.process",
    "multiprocessing",
    "numpy.ma",
    "msgspec",
    "PySide6",
    "pyqtgraph",
    "shiboken6",
    "hypothesis",
    "PIL.JpegImagePlugin",
    "PIL.GifImagePlugin",
    "kquant.io.palettes",
    "kquant.ui",
    "kquant.core.color.names",
    "kquant.core.color.notation",
    "kquant.cli.window",
    "kquant.cli.lab",
    "kquant.cli.selftest",
]


def test_a_command_imports_only_what_it_needs(flag: Path) -> None:
    """Beside the libraries themselves, which may import more in other versions."""
    arguments = ["quantize", str(flag), "-o", "few.png", "-k", "3"]
    code = (
        "import sys, numpy, cv2, PIL.Image; before = {*sys.modules}; from kquant.cli import main; "
        f"main({arguments!r}); print(*{{*sys.modules}} - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "kquant.cli.commands" in loaded
    assert not [name for name in loaded if any(f"{name}.".startswith(f"{each}.") for each in NEEDLESS)]
