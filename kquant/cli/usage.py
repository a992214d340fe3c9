"""argparse as all commands have it."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

from kquant.cli.console import printable
from kquant.cli.outputs import print_text
from kquant.cli.streams import tell


class Parser(argparse.ArgumentParser):
    """Help is a result, and fails where it cannot be printed; errors are told without control characters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))

    def _print_message(self, message: str, file: Any = None) -> None:
        (tell if file is sys.stderr else print_text)(message)
