"""What was measured and where each target stands, as tables for people and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]

_STANDING = {True: "yes", False: "NO", None: "not measured"}


class NotMeasuredError(Exception):
    """A target cannot be measured here; the text says why."""


@dataclass(frozen=True)
class Verdict:
    """Where one target stands, or one part of it.

    Attributes:
        target: its number.
        reached: None where it was not measured.
        why: what kept it from being measured, or what else there is to know.
    """

    target: int
    what: str
    wanted: str
    measured: str
    reached: bool | None
    why: str = ""


@dataclass(frozen=True)
class Table:
    """Details behind the verdicts; the rows may have different keys."""

    title: str
    rows: Sequence[Row]


@dataclass
class Report:
    """Everything a run measures, growing target by target."""

    about: dict[str, Any]
    verdicts: list[Verdict] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add_table(self, title: str, rows: Sequence[Row], *, printed: bool = True) -> None:
        """Add details, and print them at once unless they are too long for that."""
        self.tables.append(Table(title, rows))
        if printed:
            show(self.tables[-1])

    def standing(self) -> Table:
        """Where each target stands."""
        rows = [
            {
                "target": verdict.target,
                "what": verdict.what,
                "wanted": verdict.wanted,
                "measured": verdict.measured,
                "reached": _STANDING[verdict.reached],
                "": verdict.why,
            }
            for verdict in sorted(self.verdicts, key=lambda verdict: verdict.target)
        ]
        return Table("Where each target stands", rows)

    def save(self, path: Path) -> None:
        """Write everything as JSON."""
        content = {
            "about": self.about,
            "targets": [vars(verdict) for verdict in self.verdicts],
            "details": [{"title": table.title, "rows": list(table.rows)} for table in self.tables],
        }
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def show(table: Table) -> None:
    """Print a table in aligned columns, numbers to the right."""
    print(f"\n{table.title}")
    columns = list(dict.fromkeys(key for row in table.rows for key in row))
    texts = [[_text(row.get(column)) for column in columns] for row in table.rows]
    widths = [max(map(len, cells)) for cells in zip(columns, *texts, strict=True)]
    numeric = [all(isinstance(row.get(name), int | float | None) for row in table.rows) for name in columns]
    for line in [columns, *texts]:
        padded = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        print("  " + "  ".join(padded).rstrip())


def _text(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.0f}" if abs(value) >= 10_000 else f"{value:.5g}"
    return str(value)


def percent(ratio: float) -> str:
    """How far a ratio is from 1, such as "-1.20 %"."""
    return f"{100 * (ratio - 1):+.2f} %"
