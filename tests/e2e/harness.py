"""What a run of the command line leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What a run left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line of an expected failure, without its prefix."""
        assert self.code == 1
        (line,) = self.err.splitlines()
        prefix, error = line[:15], line[15:]
        assert prefix == "kquant: error: "
        return error


Run = Callable[..., Outcome]
