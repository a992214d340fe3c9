"""Decisions of the set-up script that need no set-up."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

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


def test_results_go_where_no_file_is(dev: ModuleType, tmp_path: Path) -> None:
    for expected in ("few.png", "few-2.png", "few-3.png"):
        path = dev.free_path(tmp_path, "few", ".png")
        assert path.name == expected
        path.touch()
