"""Where results go: checked before the work begins, written whole, and cleared again if not all could be."""

from __future__ import annotations

import contextlib
import io
import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from kquant.cli.console import about
from kquant.cli.sizes import file_size
from kquant.core.model.errors import KQuantError
from kquant.io.atomic import check_target, write_bytes
from kquant.io.target import Target

STANDARD = "-"

T_co = TypeVar("T_co", covariant=True)


class Writer(Protocol[T_co]):
    """One of the writers of `kquant.io`, with what it writes filled in."""

    def __call__(self, target: Target, *, source: Path | None, force: bool) -> T_co: ...


def name_of(target: str) -> str:
    """Return what to call a target in a message."""
    return "standard output" if target == STANDARD else target


def print_lines(lines: Iterable[str]) -> None:
    """Print to standard output, in UTF-8 whatever the system's own encoding is."""
    print_text("".join(f"{line}\n" for line in lines))


def print_text(text: str) -> None:
    """Print as `print_lines`."""
    with about(name_of(STANDARD)):
        write_bytes(STANDARD, text.encode("utf-8", "backslashreplace"))


class Outputs:
    """The files of one run: all of them or, after a failure or an interrupt, none that is new.

    Attributes:
        sizes: the bytes that were written, by target; none for what is no file but a pipe or a device.
    """

    def __init__(self, options: Namespace) -> None:
        self._source = None if options.input == STANDARD else Path(options.input)
        self._force: bool = options.force
        self._new: list[Path] = []
        self.sizes: dict[str, int] = {}

    def check(self, targets: Iterable[str]) -> None:
        """Refuse targets that could not be written in the end.

        Raises:
            KQuantError: two targets are the same, or one is what `check_target` refuses.
        """
        seen: set[str] = set()
        for target in targets:
            with about(name_of(target)):
                check_target(target, source=self._source, force=self._force)
                place = target if target == STANDARD else os.path.realpath(target)
                if place in seen:
                    raise KQuantError("two results cannot go to the same place")
                seen.add(place)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Remove the new files if the writing does not come to its end."""
        try:
            yield
        except BaseException:
            for path in self._new:
                with contextlib.suppress(OSError):
                    path.unlink()
            raise

    def write(self, target: str, writer: Writer[T_co]) -> T_co:
        """Call a writer of `kquant.io` for a target, and name the target if it fails."""
        is_new = target != STANDARD and not os.path.lexists(target)
        with about(name_of(target)):
            if target == STANDARD:
                content = io.BytesIO()
                answer = writer(content, source=None, force=False)
                write_bytes(STANDARD, content.getvalue())
                size: int | None = len(content.getvalue())
            else:
                answer = writer(target, source=self._source, force=self._force)
                size = file_size(target)
        if size is not None:
            self.sizes[target] = size
        if is_new:
            self._new.append(Path(target))
        return answer
