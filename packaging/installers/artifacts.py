"""Which artefacts there are, on which system each is made, and how."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from installers.bundle.freeze import freeze
from installers.linux.appimage import build_appdir, build_appimage
from installers.linux.deb import build_deb
from installers.linux.tarball import build_tarball
from installers.lock import differences
from installers.macos.app import app_facts, build_dmg
from installers.project import BuildError
from installers.windows.setup import build_setup, build_zip, program_facts

Build = Callable[[Path, Namespace], Path]

_LINUX: dict[str, Build] = {
    "deb": lambda bundle, options: build_deb(bundle, fast=options.fast),
    "tarball": lambda bundle, options: build_tarball(bundle, fast=options.fast),
    "appdir": lambda bundle, _: build_appdir(bundle),
    "appimage": lambda bundle, options: build_appimage(bundle, options.runtime, fast=options.fast),
}
_WINDOWS: dict[str, Build] = {
    "nsis": lambda bundle, options: build_setup(bundle, fast=options.fast),
    "zip": lambda bundle, _: build_zip(bundle),
}
_MAC: dict[str, Build] = {"dmg": lambda bundle, _: build_dmg(bundle)}

ARTIFACTS = ("bundle", *_LINUX, *_WINDOWS, *_MAC)


def build_all(options: Namespace) -> list[Path]:
    """Build what was asked for from one bundle.

    Raises:
        BuildError: this system cannot make it, or a tool failed.
    """
    wanted = _wanted(options)
    _check_lock(options.locked)
    bundle = options.bundle.resolve() if options.bundle else freeze(facts())
    return [bundle, *(build(bundle, options) for build in wanted)]


def _wanted(options: Namespace) -> list[Build]:
    here = {"win32": _WINDOWS, "darwin": _MAC}.get(sys.platform, _LINUX)
    if options.artifact == "all":
        return [build for name, build in here.items() if name != "appimage" or options.runtime]
    if options.artifact == "bundle":
        return []
    # A bundle from elsewhere can be packed anywhere that the packer runs.
    everywhere = {**_LINUX, **_WINDOWS, **_MAC} if options.bundle else here
    if options.artifact not in everywhere:
        raise BuildError(f"{options.artifact} cannot be made on {sys.platform}, only: {', '.join(here)}")
    return [everywhere[options.artifact]]


def facts() -> dict[str, object]:
    if sys.platform == "win32":
        return program_facts()
    return app_facts() if sys.platform == "darwin" else {}


def _check_lock(strict: bool) -> None:
    found = differences()
    if found and strict:
        raise BuildError("not the packages of lock.txt: " + ", ".join(found))
    if found:
        print("build.py: note: not the packages of lock.txt:", ", ".join(found), file=sys.stderr)
