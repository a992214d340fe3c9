"""From arguments to an exit code: choosing the command, and saying what went wrong in one line."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from kquant.cli.console import complain, printable
from kquant.cli.interrupt import interruptible
from kquant.cli.parser import COMMANDS, parse
from kquant.core.errors import Cancelled, KQuantError

DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130
NO_WINDOW = 'the window is not there yet; use "kquant quantize INPUT -o OUTPUT", or see "kquant --help"'


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit codes are those of `kquant.cli.main`."""
    if not arguments or (arguments[0] not in COMMANDS and not arguments[0].startswith("-")):
        return _window(arguments)
    try:
        options = parse(arguments)
    except SystemExit as stop:  # argparse has printed the help or what is wrong
        return int(stop.code or DONE)
    try:
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


def _window(files: Sequence[str]) -> int:
    for name in files:
        if not os.path.lexists(name):
            complain(f"{printable(name)}: neither a command nor a file (commands: {', '.join(COMMANDS)})")
            return USAGE
    complain(NO_WINDOW)
    return FAILED


def _dispatch(options: Namespace) -> None:
    from kquant.cli import commands  # only now, as it brings numpy and OpenCV

    run_command: Callable[[Namespace], None] = getattr(commands, options.command)
    run_command(options)


def _explain(error: Exception) -> str:
    if isinstance(error, KQuantError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    return f"unexpected {type(error).__name__}: {error} (a fault in KQuant; KQUANT_DEBUG=1 shows where)"


def _forget_unwritten_output() -> None:
    """Keep the interpreter from failing once more over a closed or full standard output as it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
