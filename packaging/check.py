#!/usr/bin/env python3
"""Checks of installers and kernels that take too long, or need too much, for every test run.

    python3 packaging/check.py chroot [RELEASE]   the .deb of dist in a bare Debian (as root)
    python3 packaging/check.py nsis BUNDLE        the setup program around a bundle made for Windows
    xvfb-run -a python3 packaging/check.py wine PYTHON        Windows: freeze, set up, start, remove
    .venv/bin/python packaging/check.py sanitizers [TESTS]    the kernels' own tests under gcc's sanitizers

Exit code 77 says that this machine cannot do it, and why.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from installers.linux.chroot import check_in_debian
from installers.project import BuildError

SKIPPED = 77


def main(arguments: Sequence[str]) -> int:
    task, *rest = arguments or [""]
    try:
        if task == "chroot":
            for release in rest or ("bookworm", "trixie"):
                check_in_debian(release)
        elif task == "nsis" and len(rest) == 1:
            from installers.windows.setup import build_setup  # with Pillow, which the .deb does without

            print(build_setup(Path(rest[0]).resolve(), fast=False))
        elif task == "wine" and len(rest) == 1:
            from installers.windows.wine import check_under_wine

            check_under_wine(Path(rest[0]).resolve())
        elif task == "sanitizers":
            from installers.sanitizers import check_sanitized

            check_sanitized(rest)
        else:
            print(__doc__)
            return 2
    except BuildError as error:
        print("check.py:", error, file=sys.stderr)
        return SKIPPED if "not installed" in str(error) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
