"""Makes the bundle: a folder with KQuant, Python and every library, that starts without either installed."""

from __future__ import annotations

import json
import os
import shutil
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from installers.bundle.licences import add_debian_licences, collect_licences
from installers.project import BUILD, BUNDLE, ROOT, BuildError, call
from installers.windows.signing import sign

_HERE = Path(__file__).parent


def freeze(facts: dict[str, object] | None = None) -> Path:
    """Make the bundle with the packages of the running Python and return its folder.

    Args:
        facts: icon, version and the like of a platform, as `kquant.spec` reads them.

    Raises:
        BuildError: PyInstaller is not installed, or failed.
    """
    shutil.rmtree(BUNDLE.parent, ignore_errors=True)
    print(f"kernels of this checkout: {_kernels()}", flush=True)
    licences = BUILD / "licences"
    collect_licences(licences)
    folders = ("--distpath", BUNDLE.parent, "--workpath", BUILD / "pyinstaller")
    env = {
        "KQUANT_BUNDLE": json.dumps({"licences": str(licences), **(facts or {})}),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "PYTHONHASHSEED": "0",  # else the order of sets would be in the compiled modules
        "QT_QPA_PLATFORM": "offscreen",
    }
    call(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *folders,
        _HERE / "kquant.spec",
        env=env,
    )
    if not BUNDLE.is_dir():
        raise BuildError(f"PyInstaller made no {BUNDLE}")
    if sys.platform != "darwin":  # there the folder is only on the way to the application
        (BUNDLE / "_internal" / "licences").rename(BUNDLE / "licences")
    if sys.platform == "win32":
        sign(*BUNDLE.glob("*.exe"))
    if sys.platform.startswith("linux"):
        _finish_on_linux()
    return BUNDLE


def _kernels() -> str:
    """What the bundle will run.

    Raises:
        BuildError: there is a module of other sources, which nothing in a bundle would find out.
    """
    code = "from kquant.kernels import description; print(description())"
    kernels = call(sys.executable, "-c", code, env={"PYTHONPATH": str(ROOT), "KQUANT_KERNELS": ""}).strip()
    modules = [ROOT / "kquant" / "kernels" / f"_kernels{suffix}" for suffix in EXTENSION_SUFFIXES]
    if kernels == "numpy" and any(module.exists() for module in modules):
        raise BuildError("the kernels are of other sources; to compile them: pip install --no-deps -e .")
    return kernels


def _finish_on_linux() -> None:
    inside = BUNDLE / "_internal"
    for library in inside.glob("libpython*"):  # Python's own builds keep its symbols
        call("strip", "--strip-unneeded", library)
    # The wheels keep their libraries in folders of their own: what lies here is the build machine's.
    libraries = [path.name for path in inside.glob("lib*.so*") if not path.is_symlink()]
    add_debian_licences(BUNDLE / "licences", libraries)
