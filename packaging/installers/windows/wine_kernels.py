"""Compiles the kernels for Windows with MinGW, for the check under wine; releases take another compiler."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installers.project import ROOT, BuildError, call

_FOLDER = ROOT / "kquant" / "kernels"
_MODULE = _FOLDER / "_kernels.pyd"
_COMPILER = ("x86_64-w64-mingw32-gcc", "-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden")

# An embeddable Python has no headers, and those of this one are for this system.
_CONFIGURATION = """\
#define MS_WINDOWS
#define MS_WIN64
#define HAVE_DECLSPEC_DLL
#define Py_ENABLE_SHARED
#define HAVE_SSIZE_T 1
#define SIZEOF_SHORT 2
#define SIZEOF_INT 4
#define SIZEOF_LONG 4
#define SIZEOF_LONG_LONG 8
#define SIZEOF_VOID_P 8
#define SIZEOF_SIZE_T 8
#define SIZEOF_TIME_T 8
#define SIZEOF_WCHAR_T 2
#define SIZEOF_DOUBLE 8
#define SIZEOF_FLOAT 4
#define SIZEOF_FPOS_T 8
#define ALIGNOF_SIZE_T 8
"""


@contextmanager
def kernels_for_windows(python: Path, work: Path) -> Iterator[str]:
    """For the time of a check there is a module for this Windows Python in the checkout.

    Yields:
        What KQuant will say of its kernels; "numpy" if they cannot be compiled, which is told.
    """
    try:
        _compile(python, work)
    except BuildError as error:
        _MODULE.unlink(missing_ok=True)
        print(f"no kernels for Windows, so the check is of numpy's: {error}", flush=True)
        yield "numpy"
        return
    try:
        yield "compiled"
    finally:
        _MODULE.unlink()


def _compile(python: Path, work: Path) -> None:
    headers = work / "include"
    shutil.rmtree(work, ignore_errors=True)
    try:
        shutil.copytree(sysconfig.get_path("include"), headers)
    except FileNotFoundError as error:
        raise BuildError("the headers of this Python are not installed") from error
    (headers / "pyconfig.h").write_text(_CONFIGURATION, encoding="ascii")
    code = "from kquant.kernels import sources_hash; print(sources_hash())"
    sources = call(sys.executable, "-c", code, env={"PYTHONPATH": str(ROOT)}).strip()
    objects = []
    for source in sorted(_FOLDER.glob("*.c")):
        objects.append(work / f"{source.stem}.o")
        avx2 = ["-mavx2"] if source.stem.endswith("_avx2") else []
        defined = (f"-I{headers}", f'-DSOURCES_HASH="{sources}"')
        call(*_COMPILER, *defined, *avx2, "-c", source, "-o", objects[-1])
    call(_COMPILER[0], "-shared", *objects, python / "python3.dll", "-o", _MODULE)
