"""Which libraries a bundle for Linux still takes from the system, and the oldest glibc it runs on.

python3 packaging/installers/bundle/closure.py [FOLDER]
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Left to the system: what its graphics drivers, fonts and sessions share with the program has to be theirs.
# Every other library has to be in the bundle.
SYSTEM_LIBRARIES = frozenset(
    (
        *("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2"),
        *("libutil.so.1", "libmvec.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"),
        *("libstdc++.so.6", "libgcc_s.so.1", "libz.so.1", "libGL.so.1", "libEGL.so.1", "libX11.so.6"),
        *("libX11-xcb.so.1", "libxcb.so.1", "libwayland-client.so.0", "libwayland-cursor.so.0"),
        *("libwayland-egl.so.1", "libfontconfig.so.1", "libfreetype.so.6", "libexpat.so.1"),
        "libdbus-1.so.3",
    )
)


@dataclass(frozen=True)
class Closure:
    """What a bundle needs.

    Attributes:
        outside: libraries that are not in it, with one of the files that need each.
        glibc: the highest version of a symbol, as numbers.
    """

    outside: dict[str, str]
    glibc: tuple[int, ...]

    @property
    def missing(self) -> dict[str, str]:
        """Those that not every system has."""
        return {name: user for name, user in self.outside.items() if name not in SYSTEM_LIBRARIES}


def closure(bundle: Path) -> Closure:
    """Look through all programs and libraries of a bundle with `readelf`."""
    inside = {path.name for path in bundle.rglob("*")}
    outside: dict[str, str] = {}
    glibc: tuple[int, ...] = (0,)
    for path in _elf_files(bundle):
        for name in needed(path) - inside:
            outside[name] = str(path.relative_to(bundle))
        for symbol in re.findall(r"GLIBC_([\d.]+)", _readelf("-V", path)):
            glibc = max(glibc, tuple(map(int, symbol.split("."))))
    return Closure(outside, glibc)


def needed(path: Path) -> set[str]:
    """Names of the libraries that an ELF file is linked with."""
    return set(re.findall(r"\(NEEDED\).*\[(.+)\]", _readelf("-d", path)))


def _readelf(option: str, path: Path) -> str:
    return subprocess.run(["readelf", "-W", option, path], capture_output=True, text=True, check=True).stdout


def _elf_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def main(bundle: Path) -> int:
    found = closure(bundle)
    print("from the system:", *sorted(found.outside))
    print("glibc:", ".".join(map(str, found.glibc)))
    for name, user in sorted(found.missing.items()):
        print(f"missing: {name}, needed by {user}")
    return 1 if found.missing else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
