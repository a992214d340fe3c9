"""Colours of a palette that can hardly be told apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab
from kquant.core.model.arrays import UInt8
from kquant.core.model.edits import Merge
from kquant.core.model.result import Result
from kquant.core.model.rgb import rgb
from kquant.core.palette.edit import mean_color
from kquant.core.run.run import Run


def near_duplicates(result: Result, difference: float, run: Run | None = None) -> tuple[Merge, ...]:
    """Merges after which no two colours of the palette differ by less than a CIEDE2000 `difference`.

    The two nearest are merged first, then the nearest of what is there then, in groups that stay together.
    Two locked colours are left alone.

    Raises:
        Cancelled: the caller of `run` wants to stop.
    """
    run = run or Run()
    groups = _Groups(result)
    while len(groups.colors) > 1:
        run.check()
        one, other, apart = groups.nearest()
        if not apart < difference:
            break
        groups.unite(one, other)
    known = [rgb(color) for color in result.clustered.tolist()]
    return tuple(Merge(tuple(known[row] for row in rows)) for rows in groups.rows if len(rows) > 1)


class _Groups:
    """The palette as it would be, by group of the rows that are merged."""

    def __init__(self, result: Result) -> None:
        self.rows = [[row] for row in range(len(result.palette))]
        self.colors: UInt8 = result.palette.copy()
        self._result = result
        self._locked = result.locked.copy()
        self._lab = lab(self.colors)
        self._apart = np.full((len(self.colors), len(self.colors)), np.inf)
        for row in range(len(self.colors)):
            self._measure(row, np.arange(row))

    def nearest(self) -> tuple[int, int, float]:
        one, other = np.unravel_index(int(self._apart.argmin()), self._apart.shape)
        return int(one), int(other), float(self._apart[one, other])

    def unite(self, one: int, other: int) -> None:
        kept, gone = (other, one) if self._locked[other] else (one, other)
        self.rows[kept] += self.rows[gone]
        if not self._locked[kept]:
            result, settings = self._result, self._result.request.settings
            self.colors[kept] = mean_color(
                result.palette, result.counts, sorted(self.rows[kept]), settings.space, settings.depth
            )
            self._lab[kept] = lab(self.colors[kept : kept + 1])[0]
        del self.rows[gone]
        rest = np.delete(np.arange(len(self.colors)), gone)
        self._apart = self._apart[np.ix_(rest, rest)]
        self.colors, self._lab = self.colors[rest], self._lab[rest]
        self._locked = self._locked[rest]
        kept -= kept > gone
        self._measure(kept, np.delete(np.arange(len(rest)), kept))

    def _measure(self, row: int, others: NDArray[np.intp]) -> None:
        own = np.repeat(self._lab[row][None], len(others), axis=0)
        apart = ciede2000(own, self._lab[others])
        if self._locked[row]:
            apart[self._locked[others]] = np.inf
        self._apart[row, others] = self._apart[others, row] = apart
