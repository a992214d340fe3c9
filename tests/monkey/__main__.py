"""Let a monkey work the real windows, offscreen, in a home of its own; exit code 1 if it finds a fault.

    python -m tests.monkey SEED [--steps N] [--seconds N] [--files FOLDER]

The same seed makes the same choices; what they meet also depends on how fast the work is. Every fault comes
with the last actions before it.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import sys
import tempfile
from pathlib import Path

_HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "TMPDIR": "tmp",
    "TEMP": "tmp",
    "TMP": "tmp",
}


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.monkey",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("seed", type=int)
    parser.add_argument("--steps", type=int, default=2000, help="actions (default: 2000)")
    parser.add_argument("--seconds", type=float, default=600, help="end after so long (default: 600)")
    parser.add_argument("--files", type=Path, help="a folder of strange files to open as well")
    options = parser.parse_args()
    faulthandler.enable()
    with tempfile.TemporaryDirectory(prefix="kquant-monkey-") as name:
        folder = Path(name).resolve()
        for variable, place in _HOMES.items():
            (folder / place).mkdir(parents=True, exist_ok=True)
            os.environ[variable] = str(folder / place)
        tempfile.tempdir = None
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        strange = sorted(p for p in options.files.rglob("*") if p.is_file()) if options.files else []
        from tests.monkey.monkey import Monkey  # Qt looks at the environment when it is imported

        found = Monkey(options.seed, folder, strange).play(options.steps, options.seconds)
    print(json.dumps(found), flush=True)
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
