"""What a Linux desktop wants to know of KQuant: the files below `share`."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from string import Template
from xml.sax.saxutils import escape

from installers import icons
from installers.file_types import mime_types
from installers.project import (
    APP_ID,
    BUNDLE,
    NAME,
    SUMMARY,
    Release,
    epoch,
    home_page,
    releases,
    version,
)

_TEMPLATES = Path(__file__).parent / "templates"
_SCREENSHOTS = (
    ("window-light.png", ' type="default"', "A picture in twelve colours, its palette and its clusters"),
    ("window-dark.png", "", "The same in the dark theme"),
    ("lab.png", "", "The clustering lab: k-means on points in a plane"),
)


def write_share(share: Path, program: str = "kquant") -> None:
    """Write menu entry, icons, MIME types, AppStream metainfo, man page and licences.

    Args:
        program: what the menu entry starts.
    """
    _write(share / "applications" / f"{APP_ID}.desktop", desktop_entry(program))
    _write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo())
    shutil.copytree(_TEMPLATES / "mime", share / "mime" / "packages")
    icons.write_pngs(share / "icons" / "hicolor", APP_ID)
    write_man_page(share / "man" / "man1" / "kquant.1.gz")


def desktop_entry(program: str) -> str:
    types = "".join(f"{mime};" for mime in mime_types())
    return _filled("kquant.desktop", program=program, types=types)


def metainfo() -> str:
    """AppStream's description, with release notes from the change log.

    Screenshots and addresses are in it where the repository is known: they have to be on the web.
    """
    types = "".join(f"\n    <mediatype>{mime}</mediatype>" for mime in mime_types())
    notes = "".join(_release_notes(release) for release in releases())
    return _filled("metainfo.xml", types=types, releases=notes, web=_web_entries())


def _web_entries() -> str:
    page = home_page()
    if page is None:
        return ""
    raw = page.replace("github.com", "raw.githubusercontent.com") + f"/v{version()}/resources/readme/"
    shots = "".join(
        f"\n    <screenshot{kind}><image>{raw}{file}</image><caption>{caption}</caption></screenshot>"
        for file, kind, caption in _SCREENSHOTS
    )
    return (
        f'  <url type="homepage">{page}</url>\n  <url type="bugtracker">{page}/issues</url>\n'
        f"  <screenshots>{shots}\n  </screenshots>\n"
    )


def _release_notes(release: Release) -> str:
    items = "".join(f"<li>{escape(change.replace('`', ''))}</li>" for change in release.changes)
    return (
        f'\n    <release version="{release.version}" date="{release.day}">'
        f"<description><ul>{items}</ul></description></release>"
    )


def write_man_page(path: Path) -> None:
    """Write it compressed, as Debian wants it, without the time of day in it."""
    day = releases()[0].day.isoformat()
    text = _filled("kquant.1", day=day)
    _write(path, gzip.compress(text.encode(), mtime=epoch()))


def copy_bundle(target: Path, bundle: Path = BUNDLE) -> None:
    shutil.copytree(bundle, target, symlinks=True)


def _filled(template: str, **values: str) -> str:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    facts = {"id": APP_ID, "name": NAME, "summary": SUMMARY, "version": version()}
    return Template(text).substitute(facts | values)


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
