#!/usr/bin/env python3
"""Set KQuant up beside its sources and run it, or check it.

    python3 packaging/dev.py run  [arguments of kquant]   without any: show a sample image
    python3 packaging/dev.py test [arguments of pytest]   without any: linters, types, layers, all tests
    python3 packaging/dev.py test --fast                  the same without tests that are marked `slow`
    python3 packaging/dev.py coverage                     all tests, and how much of KQuant they reach

The first call makes `.venv` and installs KQuant's dependencies into it; later ones find it ready, and compile
the kernels again where their sources have changed. On Debian and Ubuntu missing system packages are installed
with apt (as root or through sudo); elsewhere they are named. Nothing but Python's standard library is needed,
not even a compiler.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "kquant-ready"
KERNELS = ROOT / "kquant" / "kernels"
KERNELS_STAMP = VENV / "kquant-kernels"
SAMPLE = ROOT / "resources" / "samples" / "coffee.png"
EXTRAS = {"run": "formats", "test": "dev", "coverage": "dev"}
# Without the last option pytest-xdist waits for ever once a worker has crashed near the end.
PARALLEL = ("-n", "auto", "--dist", "loadgroup", "--max-worker-restart", "0")
OLDEST_PYTHON = (3, 11)
LINUX = sys.platform.startswith("linux")

# A shared library that Qt needs -> the packages that have it, by the name in newer and older releases.
QT_LIBRARIES = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
}
# A tool that some test of the installers needs -> its package. Without it that test is skipped.
INSTALLER_TOOLS = {
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "mksquashfs": "squashfs-tools",
    "squashfuse": "squashfuse",
    "fusermount3": "fuse3",
    "makensis": "nsis",
    "man": "man-db",
}


class SetupError(Exception):
    """What a person has to do before this can work."""


def call(*command: str | Path, **settings: str) -> int:
    """Show a command, run it with these variables of the environment and return its exit code."""
    words = [str(word) for word in command]
    print("+", *(f"{name}={value}" for name, value in settings.items()), *words, file=sys.stderr, flush=True)
    return subprocess.run(words, env=os.environ | settings, check=False).returncode


def has_display() -> bool:
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(task: str) -> list[tuple[str, ...]]:
    """Return what the system lacks for a task, each as the names it may have."""
    if not LINUX:
        return []
    libraries: Mapping[str, tuple[str, ...]] = {}
    if task != "run" or has_display():
        libraries = {**QT_LIBRARIES, **WINDOW_LIBRARIES}
    missing = [names for library, names in libraries.items() if not is_loadable(library)]
    if importlib.util.find_spec("ensurepip") is None:  # Debian has it in a package of its own
        missing.append((f"python3.{sys.version_info.minor}-venv", "python3-venv"))
    missing += missing_for_installers() if task != "run" else []
    return missing + (missing_for_kernels() if missing or installs_unasked() else [])


def installs_unasked() -> bool:
    """Tell whether packages can be had without anyone being asked for a password."""
    return bool(shutil.which("apt-get")) and (os.geteuid() == 0 or bool(os.environ.get("CI")))


def compiler() -> str | None:
    """Return a C compiler, as far as this script can tell; it finds none on Windows."""
    return next(filter(None, map(shutil.which, (os.environ.get("CC") or "cc", "gcc", "clang"))), None)


def missing_for_kernels() -> list[tuple[str, ...]]:
    """Return what compiling lacks. KQuant does without it, so only apt is asked for it."""
    if not shutil.which("apt-get"):
        return []
    missing: list[tuple[str, ...]] = [] if compiler() else [("gcc",), ("libc6-dev",)]
    has_headers = Path(sysconfig.get_path("include"), "Python.h").is_file()
    if sys.prefix == "/usr" and not has_headers:
        missing.append((f"libpython3.{sys.version_info.minor}-dev",))
    return missing


def missing_for_installers() -> list[tuple[str, ...]]:
    """Return what the tests of the installers lack: one freezes the program, others pack and check."""
    library = sysconfig.get_config_var("INSTSONAME") or ""
    missing: list[tuple[str, ...]] = [] if shutil.which("objdump") else [("binutils",)]
    if sys.prefix == "/usr" and not is_loadable(library):  # Debian has it in a package of its own
        missing.append((f"libpython3.{sys.version_info.minor}",))
    if installs_unasked():
        missing += [(package,) for tool, package in INSTALLER_TOOLS.items() if not shutil.which(tool)]
    return missing


def known_to_apt(names: Sequence[str]) -> str:
    """Return the first of the names that this release has."""
    for name in names:
        if subprocess.run(["apt-cache", "show", name], capture_output=True, check=False).returncode == 0:
            return name
    return names[-1]


def install_system_packages(missing: Sequence[tuple[str, ...]]) -> None:
    if not missing:
        return
    please = "please install these system packages, then try again: " + " ".join(n[-1] for n in missing)
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (as_root and not shutil.which("sudo")):
        raise SetupError(please)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    if call(*apt, "update"):
        raise SetupError("apt could not be updated; " + please)
    names = [known_to_apt(names) for names in missing]
    if call(*apt, "install", "-y", "--no-install-recommends", *names):
        raise SetupError("apt failed; " + please)


def fingerprint() -> str:
    """Return what the virtual environment depends on; another fingerprint means making it again."""
    facts = (ROOT / "pyproject.toml").read_bytes() + f"{sys.version} {ROOT}".encode()
    return hashlib.sha256(facts).hexdigest()


def is_ready(extra: str) -> bool:
    """Tell whether `.venv` is whole; `dev` holds everything that `formats` does."""
    if not (PYTHON.exists() and STAMP.exists()):
        return False
    return STAMP.read_text(encoding="ascii").split() in ([fingerprint(), extra], [fingerprint(), "dev"])


def kernels_fingerprint() -> str:
    """Return what the compiled kernels depend on."""
    from kquant.kernels import sources_hash

    return f"{sources_hash()} {compiler()}"


def kernels_are_ready() -> bool:
    """Tell whether the kernels are of their present sources, or cannot be compiled anyway."""
    if not KERNELS_STAMP.exists() or KERNELS_STAMP.read_text(encoding="utf-8") != kernels_fingerprint():
        return False
    return any(KERNELS.glob("_kernels.*")) or compiler() is None


def make_environment(task: str) -> None:
    """Make `.venv`; the stamps come last, so one that was left half made is made anew."""
    extra = EXTRAS[task]
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    if not is_ready(extra):
        print("Setting up .venv; the first time this downloads some 200 MB.", file=sys.stderr, flush=True)
        if call(sys.executable, "-m", "venv", "--clear", VENV):
            raise SetupError(f"the virtual environment {VENV} could not be made (see above)")
        if call(*pip, "--editable", f"{ROOT}[{extra}]"):
            raise SetupError("pip could not install the dependencies (see above); is the network there?")
        STAMP.write_text(f"{fingerprint()} {extra}", encoding="ascii")
    elif kernels_are_ready():
        return
    elif call(*pip, "--no-deps", "--editable", ROOT):
        raise SetupError("pip could not compile the kernels (see above); is the network there?")
    KERNELS_STAMP.write_text(kernels_fingerprint(), encoding="utf-8")
    if not are_compiled():
        why = "did not compile" if compiler() else "were not compiled, as there is no C compiler"
        print(f"The kernels {why}; KQuant works without them, but more slowly.", file=sys.stderr, flush=True)


def are_compiled() -> bool:
    code = "from kquant.kernels import compiled; raise SystemExit(compiled() is None)"
    return subprocess.run([PYTHON, "-c", code], cwd=ROOT, check=False).returncode == 0


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in the folder that no file has yet."""
    candidates = (folder / f"{stem}{'' if n == 1 else f'-{n}'}{suffix}" for n in range(1, sys.maxsize))
    return next(path for path in candidates if not path.exists())


def run(arguments: Sequence[str]) -> int:
    kquant = (PYTHON, "-m", "kquant")
    if arguments:
        return call(*kquant, *arguments)
    if has_display() and (ROOT / "kquant" / "ui").is_dir():
        return call(*kquant, SAMPLE)
    folder = ROOT / "build"
    folder.mkdir(exist_ok=True)
    result = free_path(folder, f"{SAMPLE.stem}-16-colors", ".png")
    code = call(*kquant, "quantize", SAMPLE, "-o", result, "-k", "16")
    if code == 0:
        print(f"\nThe sample {SAMPLE.name} in 16 colours is now at {result}")
    return code


def test(arguments: Sequence[str]) -> int:
    """Run every check even after one has failed; pytest comes last, so its summary ends the output."""
    os.chdir(ROOT)
    fast = "--fast" in arguments
    chosen = ("-m", "not slow") if fast else ()
    if rest := [argument for argument in arguments if argument != "--fast"]:
        return call(PYTHON, "-m", "pytest", *chosen, *rest)
    checks: list[tuple[str | Path, ...]] = [
        (PYTHON, "-m", "ruff", "check"),
        (PYTHON, "-m", "ruff", "format", "--check"),
        (PYTHON, "-m", "mypy"),
        (BIN / "lint-imports",),
    ]
    failed = [" ".join(map(str, check[1:] or check)) for check in checks if call(*check)]
    pytest = (PYTHON, "-m", "pytest", *PARALLEL, *chosen)
    if not fast and are_compiled() and call(*pytest, "--quiet", "tests/core", KQUANT_KERNELS="numpy"):
        failed.append("pytest without compiled kernels")
    if call(*pytest):
        failed.append("pytest")
    if failed:
        print("dev.py: failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


def coverage(arguments: Sequence[str]) -> int:
    """Run tests under coverage, apart as it takes nearly twice as long, and hold its floor."""
    os.chdir(ROOT)
    return call(PYTHON, "-m", "pytest", *PARALLEL, "--cov", *arguments)


def main(arguments: Sequence[str]) -> int:
    tasks = {"run": run, "test": test, "coverage": coverage}
    if not arguments or arguments[0] not in tasks:
        print(__doc__)
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise SetupError("KQuant needs Python {}.{} or newer".format(*OLDEST_PYTHON))
        install_system_packages(missing_packages(arguments[0]))
        make_environment(arguments[0])
        return tasks[arguments[0]](arguments[1:])
    except SetupError as error:
        print("dev.py:", error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.path[0] = str(ROOT)  # in place of this folder, whose `build.py` would hide a package
    sys.exit(main(sys.argv[1:]))
