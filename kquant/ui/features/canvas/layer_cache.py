"""The layers that were shown last, so that going back to one is quick."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

import numpy as np

from kquant.session.work.discard import discard
from kquant.ui.features.canvas.layers import Layer

_MOST = 24
_MOST_BYTES = 256_000_000


class LayerCache:
    """Makes each layer once for what it is made of, and keeps some of those used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[tuple[object, ...], Layer]] = OrderedDict()

    def get(self, kind: str, parts: tuple[object, ...], make: Callable[[], Layer]) -> Layer:
        """The layer of a kind made of just these objects, or equal whole numbers."""
        key = (kind, *(part if isinstance(part, int) else id(part) for part in parts))
        if key not in self._kept:
            self._kept[key] = (parts, make())  # the parts too, so that no other object takes their ids
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and (len(self._kept) > _MOST or self._bytes() > _MOST_BYTES):
            self._kept.popitem(last=False)
        return self._kept[key][1]

    def clear(self) -> None:
        """Forget all of them."""
        former = list(self._kept.values())
        self._kept.clear()
        discard(former)

    def _bytes(self) -> int:
        """With the arrays that layers are made of, which nothing else may hold any more."""
        kept = self._kept.values()
        arrays = (part for parts, _ in kept for part in parts if isinstance(part, np.ndarray))
        return sum(array.nbytes for array in arrays) + sum(layer.nbytes for _, layer in kept)
