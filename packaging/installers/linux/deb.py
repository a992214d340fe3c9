"""The package for Debian and Ubuntu: the bundle in /opt, the command and the menu entry in /usr."""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import UTC, datetime, time
from email.utils import format_datetime
from pathlib import Path

from installers.bundle.closure import closure
from installers.linux.share import copy_bundle, write_share
from installers.project import (
    BUILD,
    DESCRIPTION,
    DIST,
    MAINTAINER,
    ROOT,
    SUMMARY,
    call,
    epoch,
    releases,
    version,
)

_MAILBOX = f"{MAINTAINER} <kquant@example.org>"  # dpkg wants one
_PACKAGES = {
    "libstdc++.so.6": "libstdc++6 (>= 11)",
    "libgcc_s.so.1": "libgcc-s1",
    "libz.so.1": "zlib1g",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libexpat.so.1": "libexpat1",
    "libdbus-1.so.3": "libdbus-1-3",
}


def build_deb(bundle: Path, *, fast: bool) -> Path:
    """Make it from a bundle.

    Raises:
        BuildError: dpkg-deb is not installed, or failed.
    """
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    copy_bundle(tree / "opt" / "kquant", bundle)
    write_share(tree / "usr" / "share")
    _write_documentation(tree / "usr" / "share" / "doc" / "kquant")
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "kquant").symlink_to("/opt/kquant/kquant")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(_control(tree, bundle), encoding="utf-8")
    _settle(tree)
    target = DIST / f"kquant_{version()}_{_architecture()}.deb"
    DIST.mkdir(exist_ok=True)
    compression = ("-Zgzip", "-z1") if fast else ("-Zxz", "-z6")
    call("dpkg-deb", "--root-owner-group", *compression, "--build", tree, target)
    return target


def _architecture() -> str:
    return call("dpkg", "--print-architecture").strip()


def _control(tree: Path, bundle: Path) -> str:
    kilobytes = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    fields = {
        "Package": "kquant",
        "Version": version(),
        "Architecture": _architecture(),
        "Maintainer": _MAILBOX,
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join(_depends(bundle)),
        "Section": "graphics",
        "Priority": "optional",
        "Description": f"{SUMMARY.lower()}\n {DESCRIPTION}.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _depends(bundle: Path) -> list[str]:
    found = closure(bundle)
    glibc = ".".join(map(str, found.glibc))
    # Of libxkbcommon's keyboards, which it has from the system even when it is in the bundle.
    return [
        f"libc6 (>= {glibc})",
        *sorted(_PACKAGES[name] for name in found.outside if name in _PACKAGES),
        "xkb-data",
    ]


def _write_documentation(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "changelog.gz").write_bytes(gzip.compress(_changelog().encode(), mtime=epoch()))
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    bundled = "The licences of the software that comes with it are in /opt/kquant/licences.\n\n"
    (folder / "copyright").write_text(bundled + licence, encoding="utf-8")


def _changelog() -> str:
    entries = []
    for release in releases():
        day = format_datetime(datetime.combine(release.day, time(), UTC))
        changes = "\n".join(f"  * {change}" for change in release.changes)
        entries.append(
            f"kquant ({release.version}) unstable; urgency=medium\n\n{changes}\n\n -- {_MAILBOX}  {day}\n"
        )
    return "\n".join(entries)


def _settle(tree: Path) -> None:
    """Give every file the mode that its kind has and the time that stands for now."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch(), epoch()), follow_symlinks=False)
