"""What the bundle leaves out: parts of Qt and OpenCV that KQuant never loads, and what only they needed.

The spec file runs this within PyInstaller, whose entries are (name in the bundle, file, kind).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from installers.bundle.closure import SYSTEM_LIBRARIES, needed

Entry = tuple[str, str, str]

MODULES = (
    *("tkinter", "unittest", "setuptools", "pip", "pytest", "matplotlib", "scipy", "skimage", "sklearn"),
    *("numpy.f2py", "pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.opengl", "readline", "curses"),
    # hashlib has its own SHA-2, and nothing talks to the network.
    *("ssl", "_ssl", "_hashlib", "PySide6.QtNetwork", "PySide6.QtDBus"),
    # Under the GPL (the first brings x265). pi_heif reads HEIC without it.
    *("pillow_heif", "pillow_jxl"),
)

# Qt's plug-ins by folder; of a folder that is not here nothing is kept.
_PLUGINS = {
    "platforms": "xcb|wayland|windows|cocoa|offscreen",
    "imageformats": "svg|jpeg",  # the second for pictures from the clipboard
    "iconengines": "svgicon",
    "platforminputcontexts": "composeplatforminputcontextplugin|ibusplatforminputcontextplugin",
    "platformthemes": "xdgdesktopportal",
    "styles": ".*",
    "xcbglintegrations": ".*",
    "wayland-decoration-client": ".*",
    "wayland-graphics-integration-client": ".*wayland-egl",
    "wayland-shell-integration": "xdg-shell",
}
_UNUSED = re.compile(
    r"/translations/qt\w*\.qm$|opencv_videoio_ffmpeg\w*\.dll$|opengl32sw\.dll$|d3dcompiler_\w*\.dll$"
    r"|/qt/qml/|kquant/_resources/readme/",
    re.IGNORECASE,
)


def is_used(name: str) -> bool:
    """Whether KQuant may load this file of the bundle."""
    path = "/" + PurePath(name).as_posix()
    if _UNUSED.search(path):
        return False
    plugin = re.search(r"/plugins/([\w-]+)/(?:lib)?q?([\w-]+?)\.(?:so|dll|dylib)$", path)
    if plugin is None:
        return True
    folder, stem = plugin.groups()
    return re.fullmatch(_PLUGINS.get(folder, ""), stem) is not None


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are used; on Linux without libraries of the build machine that nothing asks for."""
    used = [entry for entry in entries if is_used(entry[0])]
    return _reachable(used) if sys.platform.startswith("linux") else used


def _reachable(entries: list[Entry]) -> list[Entry]:
    files = {PurePath(name).name: source for name, source, kind in entries if kind in ("BINARY", "EXTENSION")}
    waiting = [name for name in files if _is_loaded_by_name(name)]
    reached: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in files and name not in reached and name not in SYSTEM_LIBRARIES:
            reached.add(name)
            waiting.extend(needed(Path(files[name])))
    return [entry for entry in entries if entry[2] == "DATA" or PurePath(entry[0]).name in reached]


def _is_loaded_by_name(name: str) -> bool:
    """Python itself, extension modules and Qt's plug-ins: what no other library asks for."""
    return not name.startswith("lib") or name.startswith(("libpython", "libq")) or "plugin" in name
