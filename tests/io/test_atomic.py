"""Files written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kquant.io.atomic import WriteError, check_target, write_bytes

OLD, NEW = b"old" * 1000, b"new" * 5000
posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such thing")
not_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not stop the superuser"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(number: int) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write_bytes(tmp_path / "new", NEW)
    write_bytes(str(tmp_path / "as text"), NEW)
    assert names(tmp_path) == ["as text", "new"]
    assert (tmp_path / "new").read_bytes() == (tmp_path / "as text").read_bytes() == NEW


def test_an_existing_file_needs_force(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(OLD)
    refused: tuple[Callable[[], object], ...] = (
        lambda: write_bytes(target, NEW),
        lambda: check_target(target),
    )
    for call in refused:
        with pytest.raises(WriteError, match=r"exists already \(--force"):
            call()
    assert target.read_bytes() == OLD
    check_target(target, force=True)
    write_bytes(target, NEW, force=True)
    assert target.read_bytes() == NEW
    assert names(tmp_path) == ["a"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a"
    monkeypatch.setattr(os, "fsync", lambda _: target.write_bytes(OLD))
    with pytest.raises(WriteError, match="exists already"):
        write_bytes(target, NEW)
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("appears", [False, True])
def test_disks_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, appears: bool) -> None:
    target = tmp_path / "a"
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    if appears:
        monkeypatch.setattr(os, "fsync", lambda _: target.write_bytes(OLD))
        with pytest.raises(WriteError, match="exists already"):
            write_bytes(target, NEW)
    else:
        write_bytes(target, NEW)
    assert target.read_bytes() == (OLD if appears else NEW)
    assert names(tmp_path) == ["a"]


@posix
@pytest.mark.parametrize("make", [os.link, os.symlink])
def test_the_source_is_known_under_any_name(tmp_path: Path, make: Any) -> None:
    source, other = tmp_path / "source", tmp_path / "other"
    source.write_bytes(OLD)
    make(source, other)
    for name in (source, other, tmp_path / "." / "source"):
        with pytest.raises(WriteError, match="file that was read"):
            write_bytes(name, NEW, source=source)
    assert source.read_bytes() == OLD
    write_bytes(source, NEW, source=source, force=True)
    assert source.read_bytes() == NEW


@posix
def test_a_link_stays_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    real, link = tmp_path / "folder" / "real", tmp_path / "link"
    link.symlink_to(real)
    write_bytes(link, OLD)
    write_bytes(link, NEW, force=True)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert names(tmp_path / "folder") == ["real"]


@posix
def test_the_mode_of_the_old_file_stays_and_a_new_one_follows_umask(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(OLD)
    old.chmod(0o640)
    umask = os.umask(0o027)
    try:
        write_bytes(old, NEW, force=True)
        write_bytes(new, NEW)
    finally:
        os.umask(umask)
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode & 0o777 == 0o666 & ~0o027


@posix
@pytest.mark.parametrize("name", [b"n" * 255, b"not \xff utf-8", "日本語 ä".encode()])
def test_any_name_the_system_allows(tmp_path: Path, name: bytes) -> None:
    target = tmp_path / os.fsdecode(name)
    try:
        target.touch()
    except OSError:
        pytest.skip("this file system does not allow the name")
    write_bytes(target, NEW, force=True)
    assert [os.fsencode(found.name) for found in tmp_path.iterdir()] == [name]
    assert target.read_bytes() == NEW


@posix
def test_devices_are_written_to_and_never_replaced() -> None:
    write_bytes(Path(os.devnull), NEW)
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("step", "number", "cause"),
    [
        ("fsync", errno.ENOSPC, "disk is full"),
        ("fsync", errno.EDQUOT, "quota"),
        ("fsync", errno.EIO, os.strerror(errno.EIO)),
        ("open", errno.EROFS, "only be read"),
    ],
)
def test_a_failure_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool, step: str, number: int, cause: str
) -> None:
    target = tmp_path / "a"
    if force:
        target.write_bytes(OLD)
    before = names(tmp_path)
    if step == "open":
        monkeypatch.setattr(Path, "open", failing(number))
    else:
        monkeypatch.setattr(os, step, failing(number))
    with pytest.raises(WriteError, match=cause) as caught:
        write_bytes(target, NEW, force=force)
    monkeypatch.undo()
    assert str(target) not in str(caught.value)
    assert names(tmp_path) == before
    assert not force or target.read_bytes() == OLD


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    target = tmp_path / "a"
    target.write_bytes(OLD)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os if step == "fsync" else Path, step, interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(target, NEW, force=True)
    assert names(tmp_path) == ["a"]
    assert target.read_bytes() == OLD


_KILLED = """
import os, sys, time
from pathlib import Path
from kquant.io import atomic
def stop(*_, **__):
    print("there", flush=True)
    time.sleep(60)
steps = {"write": (atomic, "_write_stream"), "fsync": (os, "fsync"), "replace": (Path, "replace")}
owner, name = steps[sys.argv[1]]
real = getattr(owner, name)
setattr(owner, name, stop)
if sys.argv[1] == "write":
    setattr(owner, name, lambda stream, data: (real(stream, data[: len(data) // 2]), stop()))
atomic.write_bytes(sys.argv[2], b"new" * 5000, force=True)
"""


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_kill_in_the_middle_leaves_the_old_file(tmp_path: Path, step: str) -> None:
    target = tmp_path / "a"
    target.write_bytes(OLD)
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, step, str(target)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "there\n"
        process.kill()
    assert target.read_bytes() == OLD


@posix
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"0" * 300_000)
    code = (
        "import sys; from kquant.io.atomic import write_bytes\n"
        "print('there', flush=True)\n"
        "for digit in b'123456789' * 1000: write_bytes(sys.argv[1], bytes([digit]) * 300_000, force=True)"
    )
    for pause in (0.0, 0.003, 0.011, 0.02):
        with subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(pause)
            process.send_signal(signal.SIGKILL)
        content = target.read_bytes()
        assert len(content) == 300_000
        assert content == content[:1] * 300_000


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        ("missing/a", "folder does not exist"),
        ("file/a", "folder does not exist"),
        ("folder", "is a folder"),
        ("n" * 256, "too long"),
        ("nul\0", "does not allow such a name"),
    ],
)
def test_causes_are_told_before_and_at_the_writing(tmp_path: Path, name: str, cause: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match=cause):
        check_target(tmp_path / name)
    with pytest.raises(WriteError, match=cause):
        write_bytes(tmp_path / name, NEW, force=True)
    assert names(tmp_path) == ["file", "folder"]


@not_root
def test_a_folder_without_permission(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(OLD)
    tmp_path.chmod(0o500)
    try:
        for name in ("new", "old"):
            for refused in (check_target, partial(write_bytes, data=NEW)):
                with pytest.raises(WriteError, match="no permission to write in its folder"):
                    refused(tmp_path / name, force=True)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555, 0o000])
@pytest.mark.parametrize(
    "link",
    [None, pytest.param("symlink_to", marks=posix), pytest.param("hardlink_to", marks=posix)],
)
def test_a_write_protected_file_is_never_replaced(tmp_path: Path, mode: int, link: str | None) -> None:
    real = named = tmp_path / "real"
    real.write_bytes(OLD)
    if link is not None:
        named = tmp_path / "link"
        getattr(named, link)(real)
    real.chmod(mode)
    before = names(tmp_path)
    for force in (False, True):
        for refused in (check_target, partial(write_bytes, data=NEW)):
            with pytest.raises(WriteError, match="it is write-protected"):
                refused(named, source=real, force=force)
    assert names(tmp_path) == before
    real.chmod(0o600)
    assert real.read_bytes() == OLD
    write_bytes(named, NEW, force=True)
    assert real.read_bytes() == (OLD if link == "hardlink_to" else NEW)


@not_root
def test_a_file_that_is_protected_from_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(OLD)
    target.chmod(0o460)
    with pytest.raises(WriteError, match="no permission to write to it"):
        write_bytes(target, NEW, force=True)
    target.chmod(0o600)
    assert target.read_bytes() == OLD


class _Trickle(io.RawIOBase):
    """Takes a few bytes at a time, as an unbuffered pipe may."""

    def __init__(self) -> None:
        self.taken = b""

    def write(self, data: Any) -> int:
        self.taken += bytes(data[:7])
        return len(data[:7])


def test_streams_get_every_byte() -> None:
    stream = _Trickle()
    check_target(stream)  # type: ignore[arg-type]
    write_bytes(stream, NEW)  # type: ignore[arg-type]
    assert stream.taken == NEW


def test_a_dash_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any) -> None:
    monkeypatch.chdir(tmp_path)
    write_bytes("-", b"shown")
    assert capfdbinary.readouterr().out == b"shown"
    write_bytes(Path("-"), b"a file of that name")
    assert names(tmp_path) == ["-"]


def test_a_reader_that_has_gone_is_an_expected_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "wb", buffering=0)
    with stream, pytest.raises(WriteError, match="has gone"):
        write_bytes(stream, NEW)
