"""The window from the command line: files, and what the documentation's pictures are made with."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from kquant.cli.console import complain, printable
from kquant.cli.options import add_setting
from kquant.cli.parser import COMMANDS, LAB
from kquant.cli.usage import Parser
from kquant.cli.values import size
from kquant.core.model.errors import KQuantError
from kquant.core.model.settings import SETTINGS_TABLE

THEMES = ("system", "light", "dark")

_EXAMPLES = """\
examples:
  kquant                                               the window, with samples to try
  kquant photo.jpg another.png                         a window for each picture
  kquant photo.jpg -k 5 --theme dark --size 1440x900 --screenshot window.png

to work without the window: kquant --help
"""


def parse_window(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; wrong usage ends with SystemExit(2), printed."""
    parser = Parser(
        prog="kquant",
        description="Open pictures in the window.",
        epilog=_EXAMPLES,
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help="pictures, each in a window of its own")
    add_setting(parser, SETTINGS_TABLE["colors"], help="colours to begin with", default=None)
    add_window_options(parser)
    options = parser.parse_args(arguments)
    for name in options.files:
        if not os.path.lexists(name):
            commands = ", ".join((*COMMANDS, LAB))
            complain(f"{printable(name)}: neither a command nor a file (commands: {commands})")
            raise SystemExit(2)
    if options.screenshot and len(options.files) != 1:
        parser.error("--screenshot takes one FILE")
    return options


def add_window_options(parser: argparse.ArgumentParser) -> None:
    """Add what any window can be asked for."""
    parser.add_argument("--theme", choices=THEMES, help="in place of the preferred one")
    parser.add_argument("--size", type=size, metavar="WxH", help="width and height of the window")
    shot = "save a picture of the window once the result is there, and end"
    parser.add_argument("--screenshot", metavar="PNG", help=shot)


def show_window(options: argparse.Namespace) -> int:
    """Show it until it is closed; returns the exit code.

    Raises:
        KQuantError: it cannot be shown.
    """
    try:
        from kquant.ui.app.main import run
    except ImportError as error:
        raise no_window(error) from error
    screenshot = Path(options.screenshot) if options.screenshot else None
    return run(
        [Path(name) for name in options.files], options.colors, screenshot, options.theme, options.size
    )


def no_window(error: ImportError) -> KQuantError:
    """What is said where Qt cannot be loaded."""
    return KQuantError(f"the window cannot be shown here: {error}")
