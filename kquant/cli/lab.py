"""The clustering lab from the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from kquant.cli.console import printable
from kquant.cli.usage import Parser
from kquant.cli.values import whole
from kquant.cli.window import add_window_options, no_window
from kquant.core.model.errors import KQuantError

_MAX_K = 50

_EXAMPLES = """\
examples:
  kquant lab                              the opening example: five clouds of twenty points
  kquant lab --data measurements.csv -k 3
"""


def parse_lab(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; wrong usage ends with SystemExit(2), printed."""
    parser = Parser(
        prog="kquant lab",
        description="Watch k-means at work on points in a plane, step by step.",
        epilog=_EXAMPLES,
    )
    data = "points to begin with: a table of numbers, its columns parted by commas, semicolons or tabs"
    parser.add_argument("--data", metavar="FILE", help=data)
    parser.add_argument("-k", "--clusters", type=whole(1, _MAX_K), metavar="N", help="clusters to begin with")
    add_window_options(parser)
    return parser.parse_args(arguments)


def show_lab(options: argparse.Namespace) -> int:
    """Show it until it is closed; returns the exit code.

    Raises:
        KQuantError: it cannot be shown, or there are no such data.
    """
    if options.data is not None and not os.path.lexists(options.data):
        raise KQuantError(f"{printable(options.data)}: there is no such file")
    try:
        from kquant.ui.app.lab import run_lab
    except ImportError as error:
        raise no_window(error) from error
    data = Path(options.data) if options.data else None
    screenshot = Path(options.screenshot) if options.screenshot else None
    return run_lab(data, options.clusters, screenshot, options.theme, options.size)
