"""The AppDir, and the AppImage: one file that holds it and mounts itself."""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.linux.share import copy_bundle, write_share
from installers.project import APP_ID, BUILD, DIST, BuildError, call, epoch, machine, version

_LIBRARY = Path("usr/lib/kquant")


def build_appdir(bundle: Path) -> Path:
    """Make the folder from a bundle: `AppRun` in it starts KQuant wherever it is mounted."""
    folder = BUILD / "KQuant.AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    copy_bundle(folder / _LIBRARY, bundle)
    write_share(folder / "usr" / "share")
    (folder / "AppRun").symlink_to(_LIBRARY / "kquant")
    (folder / f"{APP_ID}.desktop").symlink_to(f"usr/share/applications/{APP_ID}.desktop")
    shutil.copy(folder / f"usr/share/icons/hicolor/256x256/apps/{APP_ID}.png", folder)
    (folder / ".DirIcon").symlink_to(f"{APP_ID}.png")
    return folder


def build_squashfs(bundle: Path, *, fast: bool) -> Path:
    """Make the file system that the AppImage mounts.

    Raises:
        BuildError: mksquashfs is not installed, or failed.
    """
    image = BUILD / "kquant.squashfs"
    image.unlink(missing_ok=True)
    level = ("-Xcompression-level", "1" if fast else "22")
    clock = {"SOURCE_DATE_EPOCH": str(epoch())}  # mksquashfs takes all its times from it
    options = ("-root-owned", "-noappend", "-no-xattrs", "-quiet", "-no-progress", "-comp", "zstd", *level)
    call("mksquashfs", build_appdir(bundle), image, *options, env=clock)
    return image


def build_appimage(bundle: Path, runtime: Path | None, *, fast: bool) -> Path:
    """Put the runtime before the file system, which is all that an AppImage is.

    Args:
        runtime: of https://github.com/AppImage/type2-runtime, for this processor.

    Raises:
        BuildError: there is no runtime, or the file system cannot be made.
    """
    if runtime is None or not runtime.is_file():
        raise BuildError("an AppImage needs its runtime: --runtime FILE (see packaging/RELEASE.md)")
    target = DIST / f"KQuant-{version()}-{machine()}.AppImage"
    DIST.mkdir(exist_ok=True)
    target.write_bytes(runtime.read_bytes() + build_squashfs(bundle, fast=fast).read_bytes())
    target.chmod(0o755)
    return target
