"""The scripts that make the installers, importable, with a folder of their own to build in."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _make_importable(folder: Path) -> None:
    """As `installers`. The folder around it stays off the path: its `build.py` would hide a package."""
    spec = importlib.util.spec_from_file_location(
        "installers", folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["installers"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["installers"])


_make_importable(ROOT / "packaging" / "installers")


@pytest.fixture(scope="session", autouse=True)
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where everything is built."""
    folder = tmp_path_factory.mktemp("installers")
    os.environ["KQUANT_BUILD"] = str(folder)  # before the first import of `installers.project`
    return folder


@pytest.fixture(scope="session")
def stand_in(built: Path) -> Path:
    """A bundle whose program only prints its arguments."""
    folder = built / "stand-in" / "kquant"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "library.so").write_bytes(bytes(1000))
    (folder / "licences").mkdir()
    (folder / "licences" / "NOTICE.txt").write_text("none\n")
    for name in ("kquant", "kquant.exe", "kquant-cli.exe"):
        (folder / name).write_text('#!/bin/sh\necho "stand-in $*"\n')
        (folder / name).chmod(0o755)
    return folder
