"""What a release says and is made of agrees with the project."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kquant

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_the_change_log_begins_with_this_version() -> None:
    from installers.project import releases, version

    assert releases()[0].version == version() == kquant.__version__
    assert all(release.changes for release in releases())
    days = [release.day for release in releases()]
    assert days == sorted(days, reverse=True)


def test_what_is_offered_to_open_can_be_opened() -> None:
    from installers.file_types import FILE_TYPES, endings

    from kquant.ui.features.opening.opening import READABLE

    assert set(endings()) - {"apng"} == set(READABLE) - {"jxl"}
    assert len({kind.uti for kind in FILE_TYPES}) == len(FILE_TYPES)


def test_the_lock_has_every_dependency_in_its_range() -> None:
    from installers.lock import pins
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {name.lower(): pinned for name, pinned in pins().items()}
    for line in project["dependencies"]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[wanted.name.lower()]), line


def test_every_package_of_the_lock_has_its_hashes() -> None:
    _, *entries = re.split(r"^(?=[\w.-]+==)", (ROOT / "packaging/lock.txt").read_text("utf-8"), flags=re.M)
    assert len(entries) > 10
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_the_workflows_are_as_github_reads_them(workflow: Path) -> None:
    pytest.importorskip("check_jsonschema")
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows")
    done = subprocess.run([*command, workflow], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_there_are_workflows() -> None:
    assert {path.name for path in WORKFLOWS} == {"test.yml", "release.yml"}
