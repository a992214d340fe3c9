"""Which kernels run: the compiled ones if they are of the present sources, else their twins."""

from __future__ import annotations

import inspect
import os
import pkgutil
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from kquant import kernels
from kquant.core import kernels as door
from kquant.core import twins

PACKAGE = Path(kernels.__file__).parents[1]

needs_module = pytest.mark.skipif(kernels.compiled() is None, reason="there are no compiled kernels")


def told(folder: Path, variable: str = "") -> str:
    """What a process says of the kernels whose package lies in the folder."""
    env = os.environ | {"PYTHONPATH": str(folder), kernels.VARIABLE: variable}
    done = subprocess.run(
        [sys.executable, "-m", "kquant", "--version"],
        env=env,
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The kernels of a copy, which may be changed."""
    for part in ("kernels", "cli"):
        shutil.copytree(PACKAGE / part, tmp_path / "kquant" / part)
    for file in PACKAGE.glob("*.py"):
        shutil.copy(file, tmp_path / "kquant")
    return tmp_path / "kquant" / "kernels"


@needs_module
@pytest.mark.skipif(kernels.sources_hash() is None, reason="the sources did not come along")
def test_a_module_that_is_stale_is_not_used(copy: Path) -> None:
    place = copy.parents[1]
    assert told(place).startswith("kernels: compiled")
    source = copy / "threads.c"
    text = source.read_bytes()
    source.write_bytes(text + b"\n")
    assert told(place) == "kernels: numpy"
    source.write_bytes(text)
    assert told(place).startswith("kernels: compiled")
    (copy / "another.c").touch()
    assert told(place) == "kernels: numpy"


@needs_module
def test_a_module_without_sources_is_that_of_an_installation(copy: Path) -> None:
    for source in [*copy.glob("*.c"), *copy.glob("*.h"), copy / "CMakeLists.txt"]:
        source.unlink(missing_ok=True)
    assert told(copy.parents[1]).startswith("kernels: compiled")


@pytest.mark.parametrize("content", ["", "raise SystemError('another build')", "SOURCES = 'other'"])
def test_a_module_that_does_not_work_is_not_used(copy: Path, content: str) -> None:
    for module in copy.glob("_kernels.*"):
        module.unlink()
    (copy / "_kernels.py").write_text(content, encoding="ascii")
    assert told(copy.parents[1]) == "kernels: numpy"


@needs_module
def test_what_is_no_source_file_does_not_matter(copy: Path) -> None:
    (copy / "folder.c").mkdir()
    assert told(copy.parents[1]).startswith("kernels: compiled")


@needs_module
def test_numbers_that_do_not_fit_the_arrays_are_refused() -> None:
    module = kernels.compiled()
    assert module is not None
    some, more = np.zeros(12, np.uint8), np.zeros(12)
    with pytest.raises(ValueError, match="an array has 12 bytes"):
        module.histogram(some, 2**62, 4, 0, None, None, np.empty, 1, None)
    with pytest.raises(ValueError, match="an array has 12 bytes"):
        module.paint(some, 1, 1, some, 2**62, 4, some, 1, None)
    with pytest.raises(ValueError, match="an array has 96 bytes"):
        module.merge_cells(more, 8, 2**61, np.array([0, 2**60]), 1, more, 1, None)
    with pytest.raises(TypeError):
        module.histogram(None, 4, 3, 0, None, None, np.empty, 1, None)


def test_without_a_module_the_twins_run(copy: Path) -> None:
    for module in copy.glob("_kernels.*"):
        module.unlink()
    assert told(copy.parents[1]) == "kernels: numpy"


@needs_module
def test_the_kernels_can_be_chosen() -> None:
    assert told(PACKAGE.parent, "numpy") == "kernels: numpy"
    assert told(PACKAGE.parent, "portable") == "kernels: compiled"


def test_asking_for_the_version_loads_no_numpy() -> None:
    code = "import sys, kquant.cli; kquant.cli.main(['--version']); print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[2:] == ["False"]


def test_every_kernel_has_a_twin_that_is_called_alike() -> None:
    modules = [
        import_module(f"{twins.__name__}.{found.name}") for found in pkgutil.iter_modules(twins.__path__)
    ]
    names = [
        name
        for name, function in inspect.getmembers(door, inspect.isfunction)
        if function.__module__ == door.__name__ and not name.startswith("_")
    ]
    assert len(names) > 10
    for name in names:
        (twin,) = (getattr(module, name) for module in modules if hasattr(module, name))
        given, expected = (
            inspect.signature(twin).parameters,
            inspect.signature(getattr(door, name)).parameters,
        )
        assert [(each.name, each.default) for each in given.values()] == [
            (each.name, each.default) for each in expected.values()
        ]
