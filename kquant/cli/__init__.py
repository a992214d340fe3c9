"""The `kquant` command."""

from __future__ import annotations

import sys

from kquant.cli.streams import hold_places

TYPE_CHECKING = False  # importing `typing` or `contextlib` would be most of the time that --version takes
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: the arguments after the program's name; those of this process if None.

    Returns:
        0 done, 1 expected failure (one line on standard error), 2 wrong usage, 130 interrupted.
    """
    hold_places()
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"] and sys.stdout is not None:
        from kquant.cli.version import version_text

        # Answered here because argparse alone would double the time it takes; it tells what goes wrong.
        try:
            print(version_text(), flush=True)
            return 0
        except OSError:
            pass
    if arguments == ["--kmeans-process"]:  # process.CHILD_ARGUMENT: a frozen program starts itself so
        from kquant.core.finders.pixels.process import serve_standard_streams

        serve_standard_streams()
        return 0
    from kquant.cli.app import run

    return run(arguments)
