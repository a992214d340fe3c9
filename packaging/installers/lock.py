"""Whether the packages that go into a bundle are those of `lock.txt`."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

from installers.project import PACKAGING

LOCK = PACKAGING / "lock.txt"
_PIN = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; .*?)?(?: \\)?$", re.MULTILINE)


def pins() -> dict[str, str]:
    """The version of each package."""
    return dict(_PIN.findall(LOCK.read_text(encoding="utf-8")))


def differences() -> list[str]:
    """Packages installed here in another version; those for other systems only are not counted."""
    found = []
    for name, pinned in pins().items():
        try:
            here = version(name)
        except PackageNotFoundError:
            continue
        if here != pinned:
            found.append(f"{name} {here} ({pinned})")
    return found
