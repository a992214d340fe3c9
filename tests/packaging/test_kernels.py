"""Kernels are compiled where something can, and nowhere needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from kquant import kernels

ROOT = Path(__file__).resolve().parents[2]


def has_compiler() -> bool:
    """Tell whether C can be compiled; CI on other systems than Linux keeps compilers in odd places."""
    if not sys.platform.startswith("linux"):
        return bool(os.environ.get("CI"))
    header = Path(sysconfig.get_path("include")) / "Python.h"
    return header.is_file() and any(map(shutil.which, (os.environ.get("CC") or "cc", "gcc", "clang")))


def installed(place: Path, outside: Mapping[str, str], **settings: str) -> dict[str, str]:
    """Install this checkout with what is here; the environment in which Python finds it."""
    env = {**outside, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INDEX": "1", **settings}
    pip = (sys.executable, "-m", "pip", "install", "--verbose", "--no-build-isolation", "--no-deps")
    done = subprocess.run(
        [*pip, "--target", place, ROOT], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("more slowly" in done.stdout + done.stderr) == bool(settings)
    return {**outside, "PYTHONPATH": str(place)}


def told(env: Mapping[str, str], cwd: Path) -> str:
    command = (sys.executable, "-m", "kquant", "--version")
    return subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("lacking", ["compiler", "CMake"])
def test_what_cannot_be_compiled_works_without(
    lacking: str, tmp_path: Path, outside: Mapping[str, str]
) -> None:
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    settings = {"CC": str(nothing / "cc")} if lacking == "compiler" else {"PATH": str(nothing)}
    env = installed(tmp_path / "installed", outside, **settings)
    assert told(env, nothing).endswith("kernels: numpy\n")
    Image.radial_gradient("L").convert("RGB").save(nothing / "gradient.png")
    command = (sys.executable, "-m", "kquant", "quantize", "gradient.png", "-o", "few.png", "-k", "5")
    subprocess.run([*command, "--quiet"], env=env, cwd=nothing, check=True)
    with Image.open(nothing / "few.png") as few:
        assert len(few.convert("RGB").getcolors() or []) == 5


@pytest.mark.slow
@pytest.mark.skipif(not has_compiler(), reason="there is no compiler")
def test_where_there_is_a_compiler_kernels_are_installed(tmp_path: Path, outside: Mapping[str, str]) -> None:
    if not shutil.which("cmake", path=outside["PATH"]):
        pytest.skip("there is no CMake of the system")
    env = installed(tmp_path / "installed", {**outside, kernels.VARIABLE: ""})
    assert "kernels: compiled" in told(env, tmp_path)
    folder = tmp_path / "installed" / "kquant" / "kernels"
    assert not [*folder.glob("*.c"), *folder.glob("CMakeLists.txt")]


@pytest.mark.skipif(not has_compiler(), reason="there is no compiler")
@pytest.mark.skipif(os.environ.get(kernels.VARIABLE) == "numpy", reason="the twins are asked for")
def test_these_tests_run_on_compiled_kernels() -> None:
    assert kernels.description().startswith("compiled")
