"""What can be checked of the macOS application without a Mac."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest
from PIL import Image

import kquant


def test_the_property_list_comes_back_from_its_file() -> None:
    from installers.file_types import FILE_TYPES
    from installers.macos.app import info_plist

    facts = info_plist()
    assert plistlib.loads(plistlib.dumps(facts)) == facts
    assert facts["CFBundleShortVersionString"] == kquant.__version__
    (pictures,) = plistlib.loads(plistlib.dumps(facts))["CFBundleDocumentTypes"]
    assert pictures["LSItemContentTypes"] == [kind.uti for kind in FILE_TYPES]
    assert pictures["LSHandlerRank"] == "Alternate"


def test_the_entitlements_are_those_that_python_needs() -> None:
    from installers.project import PACKAGING

    with (PACKAGING / "installers" / "macos" / "entitlements.plist").open("rb") as file:
        rights = plistlib.load(file)
    assert set(rights) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }


def test_the_icon_has_sizes_for_fine_displays_and_a_margin(tmp_path: Path) -> None:
    from installers.icons import write_icns

    write_icns(tmp_path / "kquant.icns")
    with Image.open(tmp_path / "kquant.icns") as icon:
        assert {(512, 512, 2), (512, 512, 1), (128, 128, 1), (16, 16, 2)} <= set(icon.info["sizes"])
        icon.load()
        drawn = icon.getchannel("A").getbbox()
        assert drawn is not None
        assert drawn[0] >= icon.width * 0.09


def test_the_disk_image_shows_the_application_and_where_to_drag_it(tmp_path: Path) -> None:
    from installers.macos.app import write_background
    from installers.project import PACKAGING

    settings: dict[str, object] = {"defines": {"app": "/x/KQuant.app", "background": "b", "icon": "i"}}
    code = (PACKAGING / "installers" / "macos" / "dmg_settings.py").read_text(encoding="utf-8")
    exec(compile(code, "dmg_settings.py", "exec"), settings)
    assert set(settings["icon_locations"]) == {"KQuant.app", "Applications"}  # type: ignore[call-overload]
    write_background(tmp_path)
    with Image.open(tmp_path / "background.png") as one, Image.open(tmp_path / "background@2x.png") as two:
        assert settings["window_rect"][1] == one.size  # type: ignore[index]
        assert two.size == (2 * one.width, 2 * one.height)


def test_without_a_mac_it_is_told(stand_in: Path) -> None:
    from installers.macos.app import build_dmg
    from installers.project import BuildError

    with pytest.raises(BuildError, match="on a Mac"):
        build_dmg(stand_in)
