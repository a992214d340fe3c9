#!/usr/bin/env python3
"""Installs everything in `dist` as users do, runs `kquant --selftest` from it, and takes it away again.

python packaging/smoke.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DIST = Path(__file__).resolve().parents[1] / "dist"


def call(*command: str | Path) -> None:
    print("+", *command, flush=True)
    subprocess.run(command, check=True)


@contextmanager
def installed_deb(package: Path, _: Path) -> Iterator[Path]:
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    call(*as_root, "apt-get", "install", "-y", "--no-install-recommends", package)
    yield Path("/usr/bin/kquant")
    call(*as_root, "apt-get", "purge", "-y", "kquant")
    assert not Path("/opt/kquant").exists()


@contextmanager
def installed_tarball(archive: Path, folder: Path) -> Iterator[Path]:
    shutil.unpack_archive(archive, folder / "unpacked")
    call(next((folder / "unpacked").glob("*/install.sh")), folder / "prefix")
    yield folder / "prefix" / "bin" / "kquant"
    call(folder / "prefix" / "opt" / "kquant" / "uninstall.sh")
    assert not (folder / "prefix").exists()


@contextmanager
def runnable_appimage(image: Path, _: Path) -> Iterator[Path]:
    os.environ["APPIMAGE_EXTRACT_AND_RUN"] = "1"  # runners have no FUSE
    yield image


@contextmanager
def installed_setup(setup: Path, folder: Path) -> Iterator[Path]:
    place = folder / "KQuant"
    call(setup, "/S", "/CurrentUser", f"/D={place}")
    yield place / "kquant-cli.exe"
    call(place / "uninstall.exe", "/S", "/CurrentUser", f"_?={place}")  # _?= waits for it
    assert not (place / "kquant.exe").exists()


@contextmanager
def unpacked_zip(archive: Path, folder: Path) -> Iterator[Path]:
    with zipfile.ZipFile(archive) as file:
        file.extractall(folder)
    yield folder / "KQuant" / "kquant-cli.exe"


@contextmanager
def mounted_dmg(image: Path, folder: Path) -> Iterator[Path]:
    (folder / "image").mkdir()
    call("hdiutil", "attach", image, "-nobrowse", "-readonly", "-mountpoint", folder / "image")
    try:
        call("codesign", "--verify", "--deep", "--strict", folder / "image" / "KQuant.app")
        yield folder / "image" / "KQuant.app" / "Contents" / "MacOS" / "kquant"
    finally:
        call("hdiutil", "detach", folder / "image", "-force")


INSTALLERS: dict[str, Callable[[Path, Path], object]] = {
    ".deb": installed_deb,
    ".tar.xz": installed_tarball,
    ".AppImage": runnable_appimage,
    "-setup.exe": installed_setup,
    "-portable.zip": unpacked_zip,
    ".dmg": mounted_dmg,
}


def main() -> int:
    paths = sorted(DIST.iterdir())
    for path in paths:
        (install,) = (way for ending, way in INSTALLERS.items() if path.name.endswith(ending))
        with tempfile.TemporaryDirectory() as folder, install(path, Path(folder)) as program:  # type: ignore[attr-defined]
            told = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
            print(told, end="", flush=True)
            assert "kernels: compiled" in told
            call(program, "--selftest")
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, starts and works", flush=True)
    return 0 if paths else 1


if __name__ == "__main__":
    sys.exit(main())
