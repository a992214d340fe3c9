"""What the Windows setup says and does, as far as another system can tell."""

from __future__ import annotations

import ast
import shutil
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from PIL import Image

import kquant


def test_the_icon_has_every_size(tmp_path: Path) -> None:
    from installers.icons import write_ico

    write_ico(tmp_path / "kquant.ico")
    with Image.open(tmp_path / "kquant.ico") as icon:
        assert {(16, 16), (24, 24), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]


def test_the_manifest_asks_for_sharp_windows_and_no_rights() -> None:
    from installers.project import PACKAGING

    manifest = ET.parse(PACKAGING / "installers" / "windows" / "kquant.manifest")
    texts = {element.tag.rpartition("}")[2]: element.text for element in manifest.iter()}
    assert (texts["dpiAwareness"], texts["longPathAware"]) == ("PerMonitorV2", "true")
    (level,) = (e.get("level") for e in manifest.iter() if e.tag.endswith("requestedExecutionLevel"))
    assert level == "asInvoker"


def test_the_version_details_are_of_this_version() -> None:
    from installers.windows.setup import version_details

    text = version_details()
    assert ast.parse(text)
    assert f"'ProductVersion', '{kquant.__version__}'" in text


def test_every_ending_that_is_added_is_removed() -> None:
    from installers.file_types import endings
    from installers.windows.setup import file_type_macros

    added, removed = file_type_macros().split("!macro RemoveFileTypes")
    for ending in endings():
        for part in (added, removed):
            assert f"\\.{ending}\\OpenWithProgids" in part
    assert 'WriteRegStr SHCTX "${CLASSES}\\.png" ' not in added  # what opens it now stays what it is


@pytest.mark.skipif(not shutil.which("makensis"), reason="makensis is not installed (package nsis)")
def test_the_setup_compiles(stand_in: Path) -> None:
    from installers.windows.setup import build_setup

    setup = build_setup(stand_in, fast=True)
    assert setup.read_bytes()[:2] == b"MZ"
    assert kquant.__version__.encode("utf-16-le") in setup.read_bytes()


def test_the_portable_archive_is_the_bundle(stand_in: Path) -> None:
    from installers.windows.setup import build_zip

    first = build_zip(stand_in).read_bytes()
    path = build_zip(stand_in)
    assert path.read_bytes() == first
    with zipfile.ZipFile(path) as archive:
        assert "KQuant/kquant.exe" in archive.namelist()
        assert len(archive.namelist()) == sum(file.is_file() for file in stand_in.rglob("*"))
