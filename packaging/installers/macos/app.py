"""The application for macOS, and the disk image that it comes in."""

from __future__ import annotations

import os
from pathlib import Path

from installers import icons
from installers.file_types import FILE_TYPES
from installers.project import APP_ID, BUILD, DIST, NAME, BuildError, call, machine, version

_HERE = Path(__file__).parent
_WORK = BUILD / "macos"
OLDEST_SYSTEM = "14.0"
"""OpenCV's wheel for Intel asks for it."""


def app_facts() -> dict[str, object]:
    """What `kquant.spec` makes the application of; KQUANT_SIGN_AS is the identity that signs it, if any."""
    _WORK.mkdir(parents=True, exist_ok=True)
    icons.write_icns(_WORK / "kquant.icns")
    return {
        "icon": str(_WORK / "kquant.icns"),
        "plist": info_plist(),
        "identity": os.environ.get("KQUANT_SIGN_AS") or None,
        "entitlements": str(_HERE / "entitlements.plist"),
    }


def info_plist() -> dict[str, object]:
    """What the Finder knows of KQuant."""
    return {
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "LSApplicationCategoryType": "public.app-category.graphics-design",
        "LSMinimumSystemVersion": OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": "MIT licence",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Picture",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",  # listed below "Open With", never the default by itself
                "LSItemContentTypes": [kind.uti for kind in FILE_TYPES],
            }
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind.uti,
                "UTTypeDescription": f"{kind.endings[0].upper()} image",
                "UTTypeConformsTo": ["public.image"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": list(kind.endings),
                    "public.mime-type": [kind.mime],
                },
            }
            for kind in FILE_TYPES
            if kind.uti.startswith("org.kquant.")
        ],
    }


def build_dmg(bundle: Path) -> Path:
    """Pack the application that lies beside the bundle; notarized where the key for it is.

    Raises:
        BuildError: this is no Mac, or a tool failed.
    """
    app = bundle.parent / f"{NAME}.app"
    if not app.is_dir():
        raise BuildError(f"there is no {app.name} beside the bundle: it is made on a Mac")
    target = DIST / f"{NAME}-{version()}-macos-{machine()}.dmg"
    DIST.mkdir(exist_ok=True)
    target.unlink(missing_ok=True)
    _WORK.mkdir(parents=True, exist_ok=True)
    write_background(_WORK)
    facts = (f"-Dapp={app}", f"-Dbackground={_WORK / 'background.png'}", f"-Dicon={_WORK / 'kquant.icns'}")
    call("dmgbuild", "-s", _HERE / "dmg_settings.py", *facts, NAME, target)
    _notarize(target)
    return target


def write_background(folder: Path) -> None:
    """Draw what is behind the two icons of the disk image: an arrow from one to the other."""
    from PIL import Image, ImageDraw

    for scale, name in ((1, "background.png"), (2, "background@2x.png")):
        image = Image.new("RGB", (560 * scale, 340 * scale), "#f4f4f6")
        arrow = [(250, 160), (290, 160), (290, 148), (314, 166), (290, 184), (290, 172), (250, 172)]
        ImageDraw.Draw(image).polygon([(x * scale, y * scale) for x, y in arrow], fill="#9aa0ab")
        image.save(folder / name, dpi=(72 * scale, 72 * scale))


def _notarize(image: Path) -> None:
    """Let Apple look through it, as downloads only start without a warning then."""
    names = ("KQUANT_NOTARY_KEY", "KQUANT_NOTARY_KEY_ID", "KQUANT_NOTARY_ISSUER")
    key, key_id, issuer = (os.environ.get(name) for name in names)
    identity = os.environ.get("KQUANT_SIGN_AS")
    if not (key and key_id and issuer and identity):
        print("not notarized: no key for it")
        return
    call("codesign", "--sign", identity, "--timestamp", image)
    login = ("--key", key, "--key-id", key_id, "--issuer", issuer)
    call("xcrun", "notarytool", "submit", image, "--wait", *login)
    call("xcrun", "stapler", "staple", image)
