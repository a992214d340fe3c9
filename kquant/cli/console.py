"""Messages for a person go to standard error, so that standard output holds nothing but results."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from kquant.cli.streams import tell
from kquant.core.model.errors import Cancelled, KQuantError

_BAR_WIDTH = 30


def printable(text: str) -> str:
    """Return a file name or another text on one line, whatever characters and bytes it is made of."""
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    byte = ord(character) - 0xDC00  # how Python passes on what is not in the system's encoding
    if 0x80 <= byte <= 0xFF:
        return f"\\x{byte:02x}"
    return character.encode("unicode_escape").decode("ascii")


def complain(sentence: str) -> None:
    """Print an error as one line."""
    tell(f"kquant: error: {printable(' '.join(sentence.split()))}\n")


@contextmanager
def about(name: str) -> Iterator[None]:
    """Put the name of the file before the cause of an expected failure."""
    try:
        yield
    except Cancelled:
        raise
    except KQuantError as error:
        raise KQuantError(f"{printable(name)}: {error}") from error
    except MemoryError as error:
        raise KQuantError(f"{printable(name)}: there is not enough memory for this") from error


class Console:
    """What is told while a command works.

    Attributes:
        quiet: tell nothing.
    """

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self._bar = not quiet and sys.stderr.isatty()
        self._shown = ""

    def say(self, sentence: str) -> None:
        """Print a line unless quiet."""
        if not self.quiet:
            tell(printable(sentence) + "\n")

    def note(self, sentence: str) -> None:
        """Tell what was lost or changed on the way."""
        self.say(f"kquant: note: {' '.join(sentence.split())}")

    def progress(self, fraction: float, stage: str) -> None:
        """Draw the progress bar, on a terminal only."""
        if not self._bar:
            return
        from shutil import get_terminal_size  # only where there is one

        done = round(fraction * _BAR_WIDTH)
        line = f"[{'#' * done}{'.' * (_BAR_WIDTH - done)}] {fraction:4.0%} {stage}"
        line = line[: get_terminal_size().columns - 1]
        if line != self._shown:
            tell("\r" + line.ljust(len(self._shown)))
            self._shown = line

    def clear(self) -> None:
        """Wipe the progress bar."""
        if self._shown:
            tell("\r" + " " * len(self._shown) + "\r")
            self._shown = ""
