from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from kquant.session.files.recent import RecentFiles
from kquant.session.files.settings_file import SettingsFile


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[SettingsFile]:
    with closing(SettingsFile(tmp_path / "kquant.ini")) as settings:
        yield settings


@pytest.fixture
def recent(settings: SettingsFile, tmp_path: Path) -> RecentFiles:
    return RecentFiles(settings, tmp_path / "thumbnails")


def red() -> QImage:
    image = QImage(12, 8, QImage.Format.Format_RGB888)
    image.fill(QColor("red"))
    return image


def add(recent: RecentFiles, path: Path) -> None:
    """With a thumbnail."""
    recent.add(path)
    recent.thumbnail_writer(path)(red())
    recent.show_thumbnail(path)


def test_the_latest_comes_first_and_only_once(recent: RecentFiles, tmp_path: Path) -> None:
    a, b = tmp_path / "a.png", tmp_path / "b.png"
    for path in (a, b, a):
        recent.add(path)
    assert recent.paths == [a, b]


def test_they_are_there_after_a_restart(settings: SettingsFile, recent: RecentFiles, tmp_path: Path) -> None:
    odd = tmp_path / "Größe, 大きさ & more.png"
    add(recent, odd)
    settings.close()
    later = RecentFiles(SettingsFile(settings.path), tmp_path / "thumbnails")
    assert later.paths == [odd]
    assert later.thumbnail(odd).pixelColor(3, 3) == QColor("red")


def test_ten_are_kept_and_their_thumbnails(recent: RecentFiles, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(12)]
    for path in paths:
        add(recent, path)
    assert recent.paths == paths[:1:-1]
    assert len(list((tmp_path / "thumbnails").iterdir())) == 10
    assert recent.thumbnail(paths[0]).isNull()


def test_clear_leaves_nothing(qtbot: QtBot, recent: RecentFiles, tmp_path: Path) -> None:
    add(recent, tmp_path / "a.png")
    with qtbot.waitSignal(recent.changed):
        recent.clear()
    assert recent.paths == []
    assert list((tmp_path / "thumbnails").iterdir()) == []


def test_a_thumbnail_that_comes_too_late_is_not_kept(recent: RecentFiles, tmp_path: Path) -> None:
    recent.add(tmp_path / "a.png")
    recent.thumbnail_writer(tmp_path / "a.png")(red())
    recent.clear()
    recent.show_thumbnail(tmp_path / "a.png")
    assert recent.thumbnail(tmp_path / "a.png").isNull()


def test_a_thumbnail_is_told_of(qtbot: QtBot, recent: RecentFiles, tmp_path: Path) -> None:
    recent.add(tmp_path / "a.png")
    recent.thumbnail_writer(tmp_path / "a.png")(red())
    with qtbot.waitSignal(recent.changed):
        recent.show_thumbnail(tmp_path / "a.png")


def test_one_can_be_removed(recent: RecentFiles, tmp_path: Path) -> None:
    for name in ("a", "b"):
        recent.add(tmp_path / name)
    recent.remove(tmp_path / "a")
    assert recent.paths == [tmp_path / "b"]


@pytest.mark.parametrize("nonsense", ["", 5, ["", "/x"], {"a": 1}])
def test_a_corrupt_list_is_no_hindrance(
    settings: SettingsFile, recent: RecentFiles, nonsense: object
) -> None:
    settings.set_value("recent/files", nonsense)
    assert all(isinstance(path, Path) for path in recent.paths)
    recent.add(Path("/a"))
    assert recent.paths[0] == Path("/a").absolute()


def test_no_place_for_thumbnails_is_no_hindrance(settings: SettingsFile, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    recent = RecentFiles(settings, tmp_path / "file" / "thumbnails")
    add(recent, tmp_path / "a.png")
    assert recent.paths == [tmp_path / "a.png"]
