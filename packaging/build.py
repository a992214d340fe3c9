#!/usr/bin/env python3
"""Builds KQuant's installers into `dist`.

    python packaging/build.py bundle     a folder that runs without Python, in build/installers
    python packaging/build.py deb|tarball|appdir|appimage     on Linux
    python packaging/build.py nsis|zip                        on Windows
    python packaging/build.py dmg                             on macOS
    python packaging/build.py all        everything that this system can make

It uses the packages of the Python that runs it: first `pip install -r packaging/lock.txt`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from installers.artifacts import ARTIFACTS, build_all
from installers.project import BuildError


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Build KQuant's installers into dist.")
    parser.add_argument("artifact", choices=[*ARTIFACTS, "all"])
    parser.add_argument("--bundle", type=Path, help="use this bundle in place of making one")
    parser.add_argument("--runtime", type=Path, help="the AppImage runtime to put in front (appimage only)")
    parser.add_argument("--fast", action="store_true", help="compress little: for trying out")
    parser.add_argument("--locked", action="store_true", help="refuse packages other than lock.txt's")
    options = parser.parse_args(arguments)
    try:
        for path in build_all(options):
            print(path)
    except BuildError as error:
        print("build.py:", error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
