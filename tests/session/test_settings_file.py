"""What is remembered is there in the next run, and writing it holds nobody up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as run_with
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QLockFile
from pytestqt.qtbot import QtBot

from kquant.session.files.settings_file import SettingsFile


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SettingsFile]:
    file = SettingsFile(tmp_path / "new folder" / "kquant.ini")
    yield file
    file.close()


def later(file: SettingsFile) -> SettingsFile:
    """As another run finds it."""
    file.close()
    return SettingsFile(file.path)


def test_what_was_never_kept_is_what_one_says(file: SettingsFile) -> None:
    assert file.value("a/b") is None
    assert file.value("a/b", 5) == 5


@pytest.mark.parametrize("value", [["/a", "/ö, ü"], "word", QByteArray(b"\x00\xff"), ["one"]], ids=repr)
def test_values_are_there_at_once_and_in_another_run(file: SettingsFile, value: object) -> None:
    file.set_value("a/b", value)
    assert file.value("a/b") == value
    found = later(file).value("a/b")
    assert found == value or [found] == value  # a list of one comes back as that one


@given(text=st.text())
@run_with(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    file = SettingsFile(tmp_path / "kquant.ini")
    file.set_value("a/b", text)
    assert later(file).value("a/b") == text


def test_changes_of_two_programs_are_both_kept(file: SettingsFile) -> None:
    other = SettingsFile(file.path)
    file.set_value("mine", "1")
    file.close()
    other.set_value("yours", "2")
    found = later(other)
    assert (found.value("mine"), found.value("yours")) == ("1", "2")
    assert other.value("mine") == "1"  # known to it since it has written itself


def test_a_program_that_holds_the_file_holds_nobody_up(qtbot: QtBot, file: SettingsFile) -> None:
    file.path.parent.mkdir()
    lock = QLockFile(f"{file.path}.lock")  # as QSettings does while it writes
    assert lock.lock()
    for number in range(3):
        file.set_value("number", str(number))
        assert file.value("number") == str(number)
    qtbot.wait(400)  # the event loop comes round, though the change is being written
    assert not file.path.exists()
    lock.unlock()
    assert later(file).value("number") == "2"
