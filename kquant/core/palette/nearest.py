"""The nearest colour of a finished palette: the same in whatever order its colours stand."""

from __future__ import annotations

import numpy as np

from kquant.core.color.spaces import to_space
from kquant.core.image.histogram import codes_of
from kquant.core.model.arrays import UInt8, Weights
from kquant.core.model.choices import Space
from kquant.core.points.account import Account, account_of
from kquant.core.points.assign import Assignment
from kquant.core.points.octree import Octree
from kquant.core.run.run import Run


def assigned_to_palette(octree: Octree, colors: UInt8, papers: int, space: Space, run: Run) -> Assignment:
    """Assign colours, as points of a space, to the nearest of (K, 3), of which the first ones are papers.

    Of colours that are equally near it is the first paper, else that with the lowest 0xRRGGBB; so a palette
    gives every pixel the same colour when it is sorted, and when it comes back from a file.
    """
    order = np.arange(len(colors), dtype=np.uint16)
    order[papers:] = papers + np.argsort(codes_of(colors[papers:]), kind="stable")
    return octree.assigned(to_space(colors, space), run.threads, run.check, order)


def accounted_for_palette(
    octree: Octree, counts: Weights, colors: UInt8, papers: int, space: Space, run: Run
) -> Account:
    """The account of the same, for points that are (N,) `counts` pixels each."""
    found = assigned_to_palette(octree, colors, papers, space, run)
    return account_of(octree.points, counts, to_space(colors, space), found, run.threads)
