"""From arguments to an exit code: choosing the command, and saying what went wrong in one line."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kquant.cli.console import complain
from kquant.cli.interrupt import interruptible
from kquant.cli.outputs import STANDARD
from kquant.cli.parser import COMMANDS, LAB, SELFTEST, parse
from kquant.cli.streams import forget_unwritten, tell
from kquant.core.model.errors import Cancelled, KQuantError
from kquant.session.work.interrupts import INTERRUPTED

DONE, FAILED = 0, 1
_WITHOUT_WINDOW = (*COMMANDS, "-h", "--help", "--version", SELFTEST)


def run(arguments: Sequence[str]) -> int:
    """Run one command; the exit codes are those of `kquant.cli.main`."""
    try:
        try:
            options, show = _parse(arguments)
        except SystemExit as stop:  # argparse has printed the help or what is wrong
            return int(stop.code or DONE)
        if show is not None:
            return show(options)
        with interruptible():
            _dispatch(options)
    except (KeyboardInterrupt, Cancelled):
        tell("kquant: interrupted\n")
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("KQUANT_DEBUG"):
            raise
        complain(_explain(error))
        forget_unwritten(sys.stdout)
        return FAILED
    return DONE


def _parse(arguments: Sequence[str]) -> tuple[Namespace, Callable[[Namespace], int] | None]:
    """The options, and what shows a window if they ask for one."""
    if arguments and arguments[0] == LAB:
        from kquant.cli.lab import parse_lab, show_lab

        return parse_lab(arguments[1:]), show_lab
    if not arguments or arguments[0] not in _WITHOUT_WINDOW:
        from kquant.cli.window import parse_window, show_window

        return parse_window(arguments), show_window
    return parse(arguments), None


def _dispatch(options: Namespace) -> None:
    _check_streams(vars(options))
    from kquant.cli import commands  # only now, as it brings numpy and OpenCV

    atexit.register(gc.freeze)  # as the process ends, looking for garbage in all of this would take its time
    run_command: Callable[[Namespace], None] = getattr(commands, options.command.replace(" ", "_"))
    run_command(options)


def _check_streams(options: Mapping[str, Any]) -> None:
    """Refuse before the work what needs a standard stream that is closed.

    Raises:
        KQuantError: there is none.
    """
    if sys.stdin is None and options.get("input") == STANDARD:
        raise KQuantError("there is no standard input")
    results = (options.get("output", STANDARD), options.get("report"), *options.get("palettes", ()))
    if sys.stdout is None and STANDARD in results:
        raise KQuantError("there is no standard output")


def _explain(error: Exception) -> str:
    if isinstance(error, KQuantError):
        return str(error)
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    return f"unexpected {type(error).__name__}: {error} (a fault in KQuant; KQUANT_DEBUG=1 shows where)"
