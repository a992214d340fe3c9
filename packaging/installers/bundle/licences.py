"""Collects the licences of everything in a bundle into its folder `licences`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from installers.project import NAME, ROOT, version

_TEXTS = Path(__file__).parent / "licences"
_DISTRIBUTIONS = (
    *("numpy", "opencv-python-headless", "Pillow", "pi-heif", "pyqtgraph", "msgspec", "colorama"),
    *("PySide6-Essentials", "shiboken6", "pyinstaller"),
)
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice|copyright|\.cdx\.json", re.IGNORECASE)

_NOTICE = """\
{name} {version} is under the MIT licence (LICENSE.txt). It comes with the software below, each under a
licence of its own; the texts are in the folders beside this file, and the sample pictures' in LICENSES.md.

Qt {qt} and PySide6 {qt} are used under the GNU Lesser General Public License, version 3 (LGPL-3.0.txt, which
adds to GPL-3.0.txt). They are shared libraries in files of their own: you may replace them by versions you
changed, and take apart {name} as far as finding faults in such changes needs it. Their source is at
https://download.qt.io/official_releases/ and, like that of everything else here, at https://pypi.org.

FFmpeg is in OpenCV's package under the GNU Lesser General Public License, version 2.1 (LGPL-2.1.txt), as are
libheif and libde265 in pi-heif's under its version 3; OpenCV's LICENSE-3RD-PARTY.txt names all its parts.

"""


def collect_licences(folder: Path) -> None:
    """Write the notice and copy the licence texts of the packages installed here."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_TEXTS, folder)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    shutil.copy(ROOT / "resources" / "samples" / "LICENSES.md", folder)
    _copy_python_licence(folder / "Python")
    qt = distribution("PySide6-Essentials").version
    lines = [_collect(found, folder) for found in _installed()]
    notice = _NOTICE.format(name=NAME, version=version(), qt=qt) + "".join(f"{line}\n" for line in lines)
    (folder / "NOTICE.txt").write_text(notice, encoding="utf-8")


def add_debian_licences(folder: Path, libraries: Iterable[str]) -> None:
    """Add the texts for libraries of the build machine, where it has dpkg, and name their packages."""
    if not shutil.which("dpkg-query"):
        return
    names = [f"*/{library}" for library in libraries]
    asked = subprocess.run(["dpkg-query", "--search", *names], capture_output=True, text=True, check=False)
    packages = sorted({line.split(":")[0] for line in asked.stdout.splitlines() if "diversion" not in line})
    (folder / "Debian").mkdir()
    with (folder / "NOTICE.txt").open("a", encoding="utf-8") as notice:
        for package in packages:
            notice.write(f"Debian's {package}\n")
            text = Path("/usr/share/doc") / package / "copyright"
            if text.is_file():
                shutil.copy(text, folder / "Debian" / f"{package}.txt")


def _installed() -> Iterator[Distribution]:
    for name in _DISTRIBUTIONS:
        try:
            yield distribution(name)
        except PackageNotFoundError:  # some are for one system only
            continue


def _collect(found: Distribution, folder: Path) -> str:
    facts = found.metadata.json
    name = str(facts["name"])
    for file in found.files or ():
        text = Path(str(file.locate()))
        if file.parts[0].endswith(".dist-info") and _LICENCE_FILE.search(str(file)) and text.is_file():
            target = folder / name / Path(*file.parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text, target)
    licence = str(facts.get("license_expression") or facts.get("license") or "see its texts")
    return f"{name} {found.version}: {licence.splitlines()[0]}"


def _copy_python_licence(folder: Path) -> None:
    places = (Path(sysconfig.get_path("stdlib")), Path(sysconfig.get_config_var("prefix")))
    for text in (place / name for place in places for name in ("LICENSE.txt", "LICENSE")):
        if text.is_file():
            folder.mkdir()
            shutil.copy(text, folder / "LICENSE.txt")
            return
