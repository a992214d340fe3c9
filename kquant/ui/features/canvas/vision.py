"""Layers as people with a colour vision deficiency see them."""

from __future__ import annotations

from functools import cache

import numpy as np

from kquant.core.color.vision import Deficiency, vision_table
from kquant.ui.features.canvas.argb import Argb, channels, cube_codes, pack, premultiplied
from kquant.ui.features.canvas.layers import Layer, MappedLayer


def seen(layer: Layer, deficiency: Deficiency) -> MappedLayer:
    """Another layer, each drawn pixel as it is seen, to 6 bits a channel."""

    def mapping(image: Argb) -> Argb:
        mapped: Argb = np.take(_table(deficiency), cube_codes(image, layer.opaque), mode="clip")
        if layer.opaque:
            return mapped
        channels(mapped)[..., 3] = channels(image)[..., 3]
        return premultiplied(mapped)

    return MappedLayer(layer, layer.opaque, mapping)


@cache
def _table(deficiency: Deficiency) -> Argb:
    """Made when it is first needed, which is off the GUI thread."""
    return pack(vision_table(deficiency))
