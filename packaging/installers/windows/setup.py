"""The setup program and the portable archive for Windows."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from installers import icons
from installers.file_types import endings
from installers.project import BUILD, DIST, MAINTAINER, NAME, SUMMARY, call, epoch, version
from installers.windows.signing import sign

_HERE = Path(__file__).parent
_WORK = BUILD / "windows"


def program_facts() -> dict[str, object]:
    """What `kquant.spec` puts into the programs: icon, version and manifest."""
    _WORK.mkdir(parents=True, exist_ok=True)
    icon, details = _WORK / "kquant.ico", _WORK / "version.txt"
    icons.write_ico(icon)
    details.write_text(version_details(), encoding="utf-8")
    return {"icon": str(icon), "version_file": str(details), "manifest": str(_HERE / "kquant.manifest")}


def version_details() -> str:
    """What the Explorer shows of the program, as PyInstaller reads it."""
    numbers = (*map(int, version().split(".")), 0)
    template = Template((_HERE / "version.txt").read_text(encoding="utf-8"))
    return template.substitute(
        numbers=numbers, version=version(), name=NAME, company=MAINTAINER, description=SUMMARY
    )


def build_setup(bundle: Path, *, fast: bool) -> Path:
    """Make the setup program from a bundle for Windows, on any system that has NSIS.

    Raises:
        BuildError: makensis is not installed, or failed.
    """
    _WORK.mkdir(parents=True, exist_ok=True)
    icons.write_ico(_WORK / "kquant.ico")
    (_WORK / "file-types.nsh").write_text(file_type_macros(), encoding="ascii")
    target = DIST / f"KQuant-{version()}-windows-x86_64-setup.exe"
    DIST.mkdir(exist_ok=True)
    kilobytes = sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file()) // 1024
    facts = {
        "VERSION": version(),
        "BUNDLE": bundle,
        "WORK": _WORK,
        "TARGET": target,
        "KILOBYTES": kilobytes,
        "COMPANY": MAINTAINER,
        "SUMMARY": SUMMARY,
    }
    compressor = "zlib" if fast else "lzma"
    script = str(_HERE / "setup.nsi")
    call(
        *("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", f"-XSetCompressor /SOLID {compressor}"),
        *(f"-D{name}={value}" for name, value in facts.items()),
        script,
    )
    sign(target)
    return target


def file_type_macros() -> str:
    """One macro for each thing to do with all endings, as NSIS has no loops over words."""
    add = (
        r'WriteRegStr SHCTX "${CLASSES}\.$E\OpenWithProgids" "${PROGID}" ""',
        r'WriteRegStr SHCTX "${CLASSES}\Applications\kquant.exe\SupportedTypes" ".$E" ""',
        r'WriteRegStr SHCTX "${CAPABILITIES}\FileAssociations" ".$E" "${PROGID}"',
    )
    remove = (
        r'DeleteRegValue SHCTX "${CLASSES}\.$E\OpenWithProgids" "${PROGID}"',
        r'DeleteRegKey /ifempty SHCTX "${CLASSES}\.$E\OpenWithProgids"',
        r'DeleteRegKey /ifempty SHCTX "${CLASSES}\.$E"',
    )
    return _macro("AddFileTypes", add) + _macro("RemoveFileTypes", remove)


def _macro(name: str, lines: Iterable[str]) -> str:
    body = "".join(f"  {line.replace('$E', ending)}\n" for ending in endings() for line in lines)
    return f"!macro {name}\n{body}!macroend\n"


def build_zip(bundle: Path) -> Path:
    """Make the archive that runs from wherever it is unpacked."""
    target = DIST / f"KQuant-{version()}-windows-x86_64-portable.zip"
    DIST.mkdir(exist_ok=True)
    day = datetime.fromtimestamp(epoch(), UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(bundle.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"KQuant/{path.relative_to(bundle).as_posix()}", day)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w") as out, path.open("rb") as file:
                    shutil.copyfileobj(file, out)
    return target
