"""Changes by hand to a result, as data: recolouring, merging, splitting and deleting colours.

A colour is known by what it was when it was clustered (`Result.clustered`), so that it can still be found
after others were changed. `kquant.core.palette.edit` carries them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kquant.core.model.rgb import Rgb


@dataclass(frozen=True, slots=True)
class Recolor:
    """Paint a cluster in another colour. After another clustering: the one nearest to `color`, if near."""

    color: Rgb
    new: Rgb


@dataclass(frozen=True, slots=True)
class Merge:
    """Make one cluster of several, in their mean by counts, or in the colour of the first locked one."""

    colors: tuple[Rgb, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Make two clusters of one by k-means; if it is locked its colour is one of the two."""

    color: Rgb


@dataclass(frozen=True, slots=True)
class Delete:
    """Take colours away; their pixels get the nearest of the others, of which at least one stays."""

    colors: tuple[Rgb, ...]


Edit: TypeAlias = Recolor | Merge | Split | Delete
