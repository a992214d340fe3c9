"""Runs the tests of the kernels with kernels that watch every access to memory and every operation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from installers.project import BUILD, ROOT, BuildError, call

_COMPILER = "gcc"
_FLAGS = "-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -g"
_TESTS = ("tests/core/kernels",)


def check_sanitized(tests: Sequence[str]) -> None:
    """Compile the kernels so and run these tests, or else all of `tests/core/kernels`.

    Raises:
        BuildError: gcc is not installed, nothing was compiled, or a test failed.
    """
    place = BUILD / "sanitized"
    shutil.rmtree(place, ignore_errors=True)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps")
    flags = {"CC": _COMPILER, "CFLAGS": _FLAGS, "LDFLAGS": _FLAGS}
    call(*pip, "--config-settings=install.strip=false", "--target", place, ROOT, env=flags)
    # Python itself is not compiled so: the libraries have to be there before it, and C++ too, as cv2 throws.
    preloaded = [_library(name) for name in ("libasan.so", "libstdc++.so.6")]
    env = {
        "LD_PRELOAD": " ".join(preloaded),
        "ASAN_OPTIONS": "detect_leaks=0",  # all of them would be Python's
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "PYTHONPATH": str(place),
        "PYTHONSAFEPATH": "1",  # else this checkout would come first
    }
    code = "from kquant.kernels import compiled; print(compiled().__file__)"
    print("tested:", call(sys.executable, "-c", code, env=env).strip(), flush=True)
    # What is wrong is told on standard error, at once, and ends the process: pytest may not hold that back.
    pytest = (sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", *(tests or _TESTS))
    print("+", *pytest, flush=True)
    if subprocess.run(pytest, env=os.environ | env, cwd=ROOT, check=False).returncode:
        raise BuildError("the kernels did something wrong (see above)")


def _library(name: str) -> str:
    return call(_COMPILER, f"-print-file-name={name}").strip()
