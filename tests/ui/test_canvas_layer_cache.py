"""Which layers are made anew, and which are kept."""

from __future__ import annotations

import numpy as np

from kquant.ui.features.canvas import document_layers
from kquant.ui.features.canvas.document_layers import LayerCache
from kquant.ui.features.canvas.layers import Layer, SourceLayer


def make() -> Layer:
    return SourceLayer(np.zeros((2, 3, 3), np.uint8))


def test_the_same_parts_give_the_same_layer() -> None:
    cache, labels, others = LayerCache(), np.zeros(4), np.zeros(4)
    first = cache.get("result", (labels, None), make)
    assert cache.get("result", (labels, None), make) is first
    different = [
        cache.get("result", (others, None), make),
        cache.get("result", (labels, 3), make),
        cache.get("difference", (labels, None), make),
    ]
    assert first not in different
    assert cache.get("result", (labels, None), make) is first


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache, parts = LayerCache(), [np.zeros(4) for _ in range(document_layers._MOST)]
    layers = [cache.get("result", (part,), make) for part in parts]
    assert cache.get("result", (parts[0],), make) is layers[0]
    cache.get("result", (np.zeros(4),), make)
    assert cache.get("result", (parts[0],), make) is layers[0]
    assert cache.get("result", (parts[1],), make) is not layers[1]


def test_large_ones_make_room_but_the_last_stays() -> None:
    half = np.zeros(document_layers._MOST_BYTES // 2 + 1, np.uint8)
    other = half.copy()
    cache = LayerCache()
    first, second = (cache.get("result", (part,), make) for part in (half, other))
    assert cache.get("result", (other,), make) is second
    assert cache.get("result", (half,), make) is not first
