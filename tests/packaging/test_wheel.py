"""What is built is installed into a fresh environment and works from anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = os.name == "nt"


def run(*command: str | Path, env: Mapping[str, str], cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command], env=env, cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Path]:
    """An empty virtual environment, removed at once as half a gigabyte goes into it."""
    folder = tmp_path / "fresh"
    venv.create(folder)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.slow
def test_the_wheel_installed_in_a_fresh_environment_quantizes_a_sample(
    tmp_path: Path, fresh: Path, outside: Mapping[str, str]
) -> None:
    env = {name: value for name, value in outside.items() if name != "PYTHONPATH"}
    env["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    pip = (sys.executable, "-m", "pip")
    build = (sys.executable, "-m", "build", "--sdist", "--outdir", tmp_path, ROOT)
    run(*build, env=env, cwd=elsewhere)
    (sdist,) = tmp_path.glob("kquant-*.tar.gz")
    assert_holds_all_sources(sdist)
    run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, sdist, env=env, cwd=elsewhere)
    (wheel,) = tmp_path.glob("kquant-*.whl")
    assert_holds_the_program_and_nothing_else(wheel)

    python = fresh / ("Scripts/python.exe" if WINDOWS else "bin/python")
    run(*pip, "--python", python, "install", "--quiet", "--no-compile", wheel, env=env, cwd=elsewhere)
    where = run(
        python,
        "-c",
        "from kquant.resources import sample_images; print(*sample_images(), sep='\\n')",
        env=env,
        cwd=elsewhere,
    )
    samples = [Path(line) for line in where.splitlines()]
    assert len(samples) >= 4
    assert all(fresh in sample.parents for sample in samples)

    kquant = python.with_name("kquant.exe" if WINDOWS else "kquant")
    run(kquant, "quantize", samples[0], "-o", "few.png", "-k", "5", env=env, cwd=elsewhere)
    with Image.open(elsewhere / "few.png") as few, Image.open(samples[0]) as sample:
        assert few.size == sample.size
        assert len(few.convert("RGB").getcolors() or []) == 5
    assert "self-test passed" in run(kquant, "--selftest", env=env, cwd=elsewhere)


def assert_holds_all_sources(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("kquant", "resources", "packaging"):
        paths = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
        paths = (path for path in paths if not {"__pycache__", ".mypy_cache"} & set(path.parts))
        assert {path.as_posix() for path in paths if not path.match("kernels/_kernels.*")} <= names
    assert {"tests/conftest.py", "pyproject.toml", "LICENSE", ".github/workflows/test.yml"} <= names
    assert {"kquant/kernels/CMakeLists.txt", "kquant/decisions/README.md"} <= names
    assert not [name for name in names if name.startswith(("build/", "dist/", ".venv/"))]
    assert not [name for name in names if "kernels/_kernels." in name]


def assert_holds_the_program_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"kquant"}
    assert {"kquant/py.typed", "kquant/_resources/samples/LICENSES.md"} <= set(names)
    assert not [name for name in names if "/test" in name.lower() or name.endswith((".c", ".h", "Lists.txt"))]
    assert not [
        name
        for name in names
        if name.startswith("kquant/") and name.endswith(".md") and "/_resources/" not in name
    ]
