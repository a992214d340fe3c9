"""Compare every result with the table of the installed versions, or renew that table.

python -m tests.guard            list what differs; exit code 1 if anything does
python -m tests.guard --renew    write the table anew, and list what has changed
"""

from __future__ import annotations

import argparse
import sys

from tests.guard.cases import cases
from tests.guard.hashes import differences, hashes, read_table, table_path, write_table


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.guard",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--renew", action="store_true", help="write the table anew")
    renew = parser.parse_args().renew
    path = table_path()
    old = read_table(path) if path.is_file() else {}
    if not old and not renew:
        parser.error(f"there is no table {path.name}; make one with --renew from a state known to be right")
    new = {case.name: hashes(case.run()) for case in cases()}
    changed = differences(old, new) + [f"{name}: gone" for name in old if name not in new]
    for line in changed:
        print(line)
    print(f"{path.name}: {len(new)} results, {len(changed)} differ")
    if renew:
        write_table(path, new)
        return 0
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
