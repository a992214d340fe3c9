"""Which swatches are selected once the palette has become another."""

from __future__ import annotations

from collections.abc import Sequence

from kquant.core.model.rgb import Rgb


def kept_rows(before: Sequence[Rgb], after: Sequence[Rgb], selected: Sequence[Rgb]) -> list[int]:
    """The rows of `after` that take over from those selected in `before`, ascending.

    They are what is still there of them. If nothing is but all others are, it was a change of these by hand,
    so what came of them takes over: a merged colour, both halves of one that was split, or the colour next to
    one that was deleted.
    """
    rows = {key: row for row, key in enumerate(after)}
    kept = sorted(rows[key] for key in selected if key in rows)
    chosen = set(selected)
    places = [row for row, key in enumerate(before) if key in chosen]
    if kept or not places or not after or not set(before) - chosen <= rows.keys():
        return kept
    came = sorted(row for key, row in rows.items() if key not in set(before))
    return came or [min(places[0], len(after) - 1)]
