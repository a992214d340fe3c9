"""From arguments to an exit code: choosing the command, and saying what went wrong in one line."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from kquant.cli.console import complain
from kquant.cli.interrupt import interruptible
from kquant.cli.lab import parse_lab, show_lab
from kquant.cli.parser import COMMANDS, LAB, SELFTEST, parse
from kquant.cli.window import parse_window, show_window
from kquant.core.errors import Cancelled, KQuantError

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
_WITHOUT_WINDOW = (*COMMANDS, "-h", "--help", "--version", SELFTEST)


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit codes are those of `kquant.cli.main`."""
    show: Callable[[Namespace], int] | None = None
    try:
        if arguments and arguments[0] == LAB:
            options, show = parse_lab(arguments[1:]), show_lab
        elif not arguments or arguments[0] not in _WITHOUT_WINDOW:
            options, show = parse_window(arguments), show_window
        else:
            options = parse(arguments)
    except SystemExit as stop:  # argparse has printed the help or what is wrong
        return int(stop.code or DONE)
    try:
        if show is not None:
            return show(options)
        with interruptible():
            _dispatch(options)
    except (KeyboardInterrupt, Cancelled):
        print("kquant: interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("KQUANT_DEBUG"):
            raise
        complain(_explain(error))
        _forget_unwritten_output()
        return FAILED
    return DONE


def _dispatch(options: Namespace) -> None:
    from kquant.cli import commands  # only now, as it brings numpy and OpenCV

    run_command: Callable[[Namespace], None] = getattr(commands, options.command.replace(" ", "_"))
    run_command(options)


def _explain(error: Exception) -> str:
    if isinstance(error, KQuantError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    return f"unexpected {type(error).__name__}: {error} (a fault in KQuant; KQUANT_DEBUG=1 shows where)"


def _forget_unwritten_output() -> None:
    """Keep the interpreter from failing once more over a closed or full standard output as it ends."""
    if sys.stdout is None:  # a program with windows on Windows has none
        return
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
