"""Makes the Windows installer on Linux under wine, installs it, starts it, takes it away: a check, no more.

What is shipped is made on Windows with python.org's Python. Under wine an embeddable CPython 3.11 will
do; later ones call what wine 8 does not have.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from installers.lock import LOCK
from installers.project import BUILD, PACKAGING, ROOT, BuildError, call, version
from installers.windows.setup import build_setup
from installers.windows.wine_gaps import fill_gaps
from installers.windows.wine_kernels import kernels_for_windows

_WORK = BUILD / "wine"
_PREFIX = _WORK / "prefix"
_TOOLS = ("wine64", "makensis", "x86_64-w64-mingw32-gcc")
_KEYS = (
    r"Software\Microsoft\Windows\CurrentVersion\Uninstall\KQuant",
    r"Software\Classes\KQuant.Picture",
    r"Software\KQuant\Capabilities",
)
_IS_RUNNING = 5  # the exit code that setup.nsi has for it
_FOR_WINDOWS = ("--platform", "win_amd64", "--implementation", "cp", "--only-binary", ":all:", "--no-deps")


def check_under_wine(python: Path) -> None:
    """Do all of it.

    Args:
        python: a folder with an embeddable CPython for Windows, which is left as it is.

    Raises:
        BuildError: a tool is not installed, or a step failed.
    """
    os.environ["PATH"] += os.pathsep + "/usr/lib/wine"
    for tool in _TOOLS:
        if not shutil.which(tool):
            raise BuildError(f"{tool} is not installed")
    if not os.environ.get("DISPLAY"):
        raise BuildError("there is no display, without which wine makes no windows: xvfb-run")
    if not (python / "python.exe").is_file():
        raise BuildError(f"a Windows Python is not installed in {python}")
    copy = _prepared(python)
    _make_prefix()
    with kernels_for_windows(copy, _WORK / "kernels") as kernels:
        print(_wine(copy / "python.exe", PACKAGING / "build.py", "bundle"))
    setup = build_setup(_WORK / "build" / "bundle" / "kquant", fast=False)
    print(f"{setup.name}: {setup.stat().st_size / 1e6:.1f} MB")
    _try_setup(setup, kernels)


def _prepared(python: Path) -> Path:
    """A copy of it with the packages of the lock, and with KQuant on its path."""
    copy = _WORK / "python"
    if copy.exists():
        _find_kquant(copy)
        return copy
    unfinished = _WORK / "unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.copytree(python, unfinished)
    number = _find_kquant(unfinished).stem.removeprefix("python")
    # pip would read the conditions of the lock as this system's.
    pins = [
        line.split(" ")[0] for line in LOCK.read_text().splitlines() if "==" in line and "darwin" not in line
    ]
    target = unfinished / "Lib" / "site-packages"
    wanted = ("--python-version", f"{number[0]}.{number[1:]}", "--target", target)
    call(sys.executable, "-m", "pip", "install", "--quiet", *_FOR_WINDOWS, *wanted, *pins)
    unfinished.rename(copy)
    return copy


def _find_kquant(python: Path) -> Path:
    """Put this checkout on its path; the file that says so."""
    (settings,) = python.glob("python*._pth")
    settings.write_text(f"{settings.stem}.zip\n.\nLib\\site-packages\n{_windows(ROOT)}\nimport site\n")
    return settings


def _make_prefix() -> None:
    shutil.rmtree(_PREFIX, ignore_errors=True)
    _PREFIX.mkdir(parents=True)
    _wine("wineboot", "-i")
    overrides = r"HKCU\Software\Wine\DllOverrides"
    _wine(
        "reg", "add", overrides, "/v", "winedbg.exe", "/t", "REG_SZ", "/d", "", "/f"
    )  # it would wait for ever
    for library in fill_gaps(_PREFIX / "drive_c/windows/system32", _WORK / "gaps"):
        _wine("reg", "add", overrides, "/v", library, "/t", "REG_SZ", "/d", "native,builtin", "/f")


def _try_setup(setup: Path, kernels: str) -> None:
    place = _PREFIX / "drive_c" / "KQuant"
    for step in ("installed", "installed over it"):
        _wine(setup, "/S", "/CurrentUser", r"/D=C:\KQuant")
        told = _wine(place / "kquant-cli.exe", "--version")
        if version() not in told:
            raise BuildError(f"{step}, it is not of this version")
        if f"kernels: {kernels}" not in told:
            raise BuildError(f"{step}, it does not run the kernels that it was made with: {told}")
    for key in _KEYS:
        if not _has_key(key):
            raise BuildError(f"the setup made no {key} in the registry")
    _try_while_it_runs(setup, place)
    print(_wine(place / "kquant-cli.exe", "--selftest"))
    shot = _WORK / "window.png"
    shot.unlink(missing_ok=True)
    sample = place / "_internal/kquant/_resources/samples/coffee.png"
    _wine(place / "kquant.exe", sample, "-k", "8", "--screenshot", _windows(shot))
    print(f"its window: {shot}")
    (place / "mine.txt").write_text("a file of the user's")
    _uninstall(place)
    if (left := [path.name for path in place.iterdir()]) != ["mine.txt"]:
        raise BuildError(f"the uninstaller left {left}")
    for key in _KEYS:
        if _has_key(key):
            raise BuildError(f"the uninstaller left {key} in the registry")


def _try_while_it_runs(setup: Path, place: Path) -> None:
    """A silent setup leaves a program that runs alone."""
    command = ["wine64", _windows(place / "kquant-cli.exe"), "--kmeans-process"]  # waits for its input
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=_environment(), stdin=pipe, stdout=pipe, stderr=pipe) as running:
        time.sleep(5)
        try:
            done = subprocess.run(
                ["wine64", _windows(setup), "/S", "/CurrentUser"], env=_environment(), check=False
            )
        finally:
            running.kill()
    if done.returncode != _IS_RUNNING:
        raise BuildError(f"over a program that runs, the setup ended with {done.returncode}")


def _uninstall(place: Path) -> None:
    """It copies itself elsewhere, to delete its own file too, and goes on in the background."""
    _wine(place / "uninstall.exe", "/S", "/CurrentUser")
    end = time.monotonic() + 60
    while (place / "uninstall.exe").exists() and time.monotonic() < end:
        time.sleep(0.5)


def _has_key(key: str) -> bool:
    try:
        _wine("reg", "query", "HKCU\\" + key)
    except BuildError:
        return False
    return True


def _wine(program: str | Path, *arguments: str | Path) -> str:
    words = [_windows(word) if isinstance(word, Path) else word for word in (program, *arguments)]
    print("+ wine64", *words, flush=True)
    done = subprocess.run(
        ["wine64", *words], env=_environment(), capture_output=True, text=True, check=False, timeout=1500
    )
    if done.returncode:
        raise BuildError(f"{words[0]} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout


def _environment() -> dict[str, str]:
    own = {"WINEPREFIX": str(_PREFIX), "WINEDEBUG": "-all", "KQUANT_BUILD": _windows(_WORK / "build")}
    return os.environ | own


def _windows(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")
