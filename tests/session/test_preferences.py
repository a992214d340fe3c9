from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import Effort
from kquant.core.model.settings import DEFAULT_COLORS, Settings
from kquant.session.files import preferences as prefer
from kquant.session.files.preferences import PREFERENCES, Preference, Preferences
from kquant.session.files.settings_file import SettingsFile, user_settings


def ini(path: Path) -> SettingsFile:
    return SettingsFile(path / "kquant.ini")


def another(preference: Preference[Any]) -> bool | int | str:
    if isinstance(preference.default, bool):
        return not preference.default
    if isinstance(preference.default, int):
        return preference.default + 1
    return next(value for value, _ in preference.choices if value != preference.default)


def test_defaults_are_those_of_the_engine(tmp_path: Path) -> None:
    preferences = Preferences(ini(tmp_path))
    assert preferences.get(prefer.COLORS) == DEFAULT_COLORS
    assert Effort(preferences.get(prefer.EFFORT)) is Settings().effort


@pytest.mark.parametrize("preference", PREFERENCES, ids=lambda preference: preference.key)
def test_what_is_set_is_there_after_a_restart(
    qtbot: QtBot, tmp_path: Path, preference: Preference[Any]
) -> None:
    settings = ini(tmp_path)
    preferences = Preferences(settings)
    with qtbot.waitSignal(preferences.changed) as told:
        preferences.set(preference, another(preference))
    assert told.args == [preference.key]
    settings.close()
    later = Preferences(ini(tmp_path)).get(preference)
    assert later == another(preference)
    assert type(later) is type(preference.default)


def test_setting_the_same_again_tells_nobody(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = Preferences(ini(tmp_path))
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.set(prefer.COLORS, prefer.COLORS.default)


@pytest.mark.parametrize("preference", PREFERENCES, ids=lambda preference: preference.key)
@pytest.mark.parametrize("nonsense", ["", "-1", "99999", "nonsense", "1.5", "@ByteArray(x)", "²"])
def test_a_corrupt_value_falls_back(tmp_path: Path, preference: Preference[Any], nonsense: str) -> None:
    settings = ini(tmp_path)
    settings.set_value(preference.key, nonsense)
    assert Preferences(settings).get(preference) == preference.default


def test_a_corrupt_file_falls_back(tmp_path: Path) -> None:
    (tmp_path / "kquant.ini").write_bytes(b"\x00\xff[[[\nnew\\colors=@Invalid(")
    assert Preferences(ini(tmp_path)).get(prefer.COLORS) == prefer.COLORS.default


def test_everyone_has_settings_of_their_own(home: Path) -> None:
    assert Path(user_settings().path).is_relative_to(home)
