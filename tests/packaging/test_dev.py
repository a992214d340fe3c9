"""Decisions of the set-up script that need no set-up."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from kquant import kernels

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(module, "KERNELS_STAMP", tmp_path / "kernels-stamp")
    return module


def test_an_environment_left_half_made_is_not_ready(dev: ModuleType) -> None:
    dev.PYTHON.touch()
    assert not dev.is_ready("formats")


def test_an_environment_for_other_dependencies_is_not_ready(dev: ModuleType) -> None:
    dev.PYTHON.touch()
    dev.STAMP.write_text("0123 dev")
    assert not dev.is_ready("formats")


@pytest.mark.parametrize(
    ("made_for", "wanted", "ready"),
    [("dev", "dev", True), ("dev", "formats", True), ("formats", "formats", True), ("formats", "dev", False)],
)
def test_the_test_environment_also_runs_the_program(
    dev: ModuleType, made_for: str, wanted: str, ready: bool
) -> None:
    dev.PYTHON.touch()
    dev.STAMP.write_text(f"{dev.fingerprint()} {made_for}")
    assert dev.is_ready(wanted) is ready


@pytest.fixture
def kernels_of_a_copy(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources and what stands for a module of them, as a set-up leaves it."""
    folder = tmp_path / "kernels"
    shutil.copytree(dev.KERNELS, folder, ignore=shutil.ignore_patterns("_kernels.*", "__pycache__"))
    (folder / "_kernels.abi3.so").touch()
    monkeypatch.setattr(dev, "KERNELS", folder)
    monkeypatch.setattr(kernels, "_FOLDER", str(folder))
    monkeypatch.setattr(dev, "compiler", lambda: "/usr/bin/cc")
    dev.KERNELS_STAMP.write_text(dev.kernels_fingerprint(), encoding="utf-8")
    assert dev.kernels_are_ready()
    return folder


def test_kernels_are_compiled_again_once_their_sources_have_changed(
    dev: ModuleType, kernels_of_a_copy: Path
) -> None:
    with (kernels_of_a_copy / "CMakeLists.txt").open("a") as file:
        file.write("\n")
    assert not dev.kernels_are_ready()


def test_kernels_are_compiled_again_where_their_module_is_gone(
    dev: ModuleType, kernels_of_a_copy: Path
) -> None:
    (kernels_of_a_copy / "_kernels.abi3.so").unlink()
    assert not dev.kernels_are_ready()


def test_kernels_are_compiled_once_there_is_a_compiler(
    dev: ModuleType, kernels_of_a_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (kernels_of_a_copy / "_kernels.abi3.so").unlink()
    monkeypatch.setattr(dev, "compiler", lambda: None)
    dev.KERNELS_STAMP.write_text(dev.kernels_fingerprint(), encoding="utf-8")
    assert dev.kernels_are_ready()
    monkeypatch.setattr(dev, "compiler", lambda: "/usr/bin/cc")
    assert not dev.kernels_are_ready()


@pytest.mark.parametrize(("apt", "wanted"), [("/usr/bin/apt-get", [("gcc",), ("libc6-dev",)]), (None, [])])
def test_a_compiler_is_brought_by_apt_alone(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, apt: str | None, wanted: list[tuple[str, ...]]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", {"apt-get": apt}.get)
    monkeypatch.setattr(dev.sys, "prefix", "/elsewhere")
    assert dev.missing_for_kernels() == wanted


def test_packages_are_named_where_there_is_no_apt(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda _program: None)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.SetupError, match="libgl1 python3-venv"):
        dev.install_system_packages([("libgl1",), ("python3.11-venv", "python3-venv")])


def test_an_old_python_is_told_which_one_it_takes(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 0))
    assert dev.main(["run"]) == 1
    assert "3.11 or newer" in capsys.readouterr().err


def test_unknown_tasks_get_the_usage(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "dev.py test" in capsys.readouterr().out


@pytest.fixture
def called(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be run, without it being run."""
    commands: list[str] = []

    def call(*command: str | Path, **settings: str) -> int:
        commands.append(" ".join([*settings.values(), *map(str, command)]))
        return 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "are_compiled", lambda: True)
    monkeypatch.chdir(ROOT)
    return commands


def test_everything_is_tested_unless_it_is_to_be_fast(dev: ModuleType, called: list[str]) -> None:
    assert dev.test([]) == 0
    linters, whole = called[:4], called[4:]
    assert len(whole) == 2  # without compiled kernels, and all
    assert not [command for command in whole if "slow" in command]
    called.clear()
    assert dev.test(["--fast"]) == 0
    assert called[:4] == linters
    (fast,) = called[4:]
    assert fast == f"{whole[1]} -m not slow"


def test_chosen_tests_may_be_fast_too(dev: ModuleType, called: list[str]) -> None:
    dev.test(["--fast", "tests/io"])
    assert called == [f"{dev.PYTHON} -m pytest -m not slow tests/io"]


def test_results_go_where_no_file_is(dev: ModuleType, tmp_path: Path) -> None:
    for expected in ("few.png", "few-2.png", "few-3.png"):
        path = dev.free_path(tmp_path, "few", ".png")
        assert path.name == expected
        path.touch()
