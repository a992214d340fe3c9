"""The layers of a document as they are now, and what lies under a pixel."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from functools import partial

import numpy as np

from kquant.core.color.vision import Deficiency
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import AlphaMode
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.preview import cube_codes
from kquant.session.document.document import Document
from kquant.session.document.state import Snapshot
from kquant.session.view_model import Pixel
from kquant.session.work.memory import release
from kquant.ui.features.canvas.layers import (
    DifferenceLayer,
    Layer,
    ResultLayer,
    SourceLayer,
    preview_difference,
    preview_layer,
    seen,
)
from kquant.ui.features.canvas.layout import Pane, Role
from kquant.ui.features.canvas.selection_layer import SelectionLayer

_MOST = 24
_MOST_BYTES = 256_000_000


class LayerCache:
    """Makes each layer once for what it is made of, and keeps some of those used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[tuple[object, ...], Layer]] = OrderedDict()

    def get(self, kind: str, parts: tuple[object, ...], make: Callable[[], Layer]) -> Layer:
        """The layer of a kind made of just these objects, or equal whole numbers."""
        values: list[Hashable] = [kind]
        for part in parts:
            values.append(part if isinstance(part, int) else id(part))
        key = tuple(values)
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
        release(former)

    def _bytes(self) -> int:
        """With the arrays that layers are made of, which nothing else may hold any more."""
        total = 0
        for parts, layer in self._kept.values():
            total += layer.nbytes
            for part in parts:
                if isinstance(part, np.ndarray):
                    total += part.nbytes
        return total


class DocumentLayers:
    """Finds the layer of each role."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._cache = LayerCache()
        self._last: dict[Role, Layer] = {}
        self._source: SourceLayer | None = None
        self._highlighted: Rgb | None = None

    def reset(self) -> tuple[int, int] | None:
        """Take the document's picture; its width and height, None without one."""
        picture = self._document.now.picture
        self._cache.clear()
        self._last.clear()
        self._highlighted = None
        self._source = None if picture is None else SourceLayer(picture.pixels)
        return None if self._source is None else (self._source.width, self._source.height)

    def highlight(self, index: int | None) -> None:
        """Let the colour of the palette at this index stand out.

        When another palette comes it is the colour nearest to it: a preview has other indices than its
        result, and the mouse does not tell anew what it is on.
        """
        palette = _palette(self._document.now)
        there = index is not None and palette is not None and index < len(palette)
        self._highlighted = rgb(palette[index]) if there and palette is not None else None

    def find(self, panes: Iterable[Pane], vision: Deficiency | None) -> dict[str, Layer]:
        """The layer of each role; while there is no result the last one's, none if there never was one."""
        now, source = self._document.now, self._source
        layers: dict[str, Layer] = {}
        if source is None:
            return layers
        for pane in panes:
            role = pane.role
            layer: Layer | None = source
            if role == "result":
                layer = self._result(now, source, vision)
            elif role == "difference":
                layer = self._difference(now, source)
            if layer is None:
                layer = self._last.get(role)
            elif vision is not None and role != "result":
                layer = self._cache.get("seen", (layer, vision), partial(seen, layer, vision))
            if layer is not None:
                layers[role] = self._last[role] = layer
        return layers

    def selection(self, line: int) -> SelectionLayer | None:
        """What is selected, with lines so many pixels wide; None without a selection."""
        selected, source = self._document.now.selected, self._source
        if selected is None or source is None or selected.mask.shape != (source.height, source.width):
            return None
        mask = selected.mask
        made = self._cache.get("selection", (mask, line), partial(SelectionLayer, mask, line))
        return made if isinstance(made, SelectionLayer) else None

    def _result(self, now: Snapshot, source: SourceLayer, vision: Deficiency | None) -> Layer | None:
        result, preview, highlight = now.result, now.preview, None
        if self._highlighted is not None:
            highlight = _nearest(_palette(now), self._highlighted)
        if result is not None:
            indexed = result.indexed
            make = partial(ResultLayer, indexed, highlight, vision)
            return self._cache.get("result", (indexed.labels, indexed.palette, highlight, vision), make)
        if preview is not None:
            guess = partial(preview_layer, source, preview, now.state.settings, highlight, vision)
            return self._cache.get("preview", (preview, highlight, vision), guess)
        return None

    def _difference(self, now: Snapshot, source: SourceLayer) -> Layer | None:
        result, preview, picture = now.result, now.preview, now.picture
        if result is not None and picture is not None:
            asked, indexed = result.request.settings, result.indexed
            matte = asked.matte if asked.alpha is AlphaMode.MATTE else None

            def make() -> Layer:
                plain = source if matte is None else SourceLayer(picture.pixels, matte)
                return DifferenceLayer(plain, ResultLayer(indexed))

            return self._cache.get("difference", (indexed.labels, indexed.palette), make)
        if preview is not None:
            guess = partial(preview_difference, source, preview, now.state.settings)
            return self._cache.get("guessed difference", (preview,), guess)
        return None


def pixel_at(now: Snapshot, x: int, y: int) -> Pixel:
    """What lies at a pixel inside of a document's picture."""
    picture, result, preview = now.picture, now.result, now.preview
    assert picture is not None
    source = tuple(picture.pixels[y, x].tolist())
    if result is not None:
        label = int(result.labels[y, x])
        if label < len(result.palette):
            return Pixel(x, y, source, label, rgb(result.palette[label]))
    elif preview is not None and (len(source) == 3 or source[3]):
        label = int(preview.table[cube_codes(picture.pixels[y, x])])
        if label < len(preview.palette):
            return Pixel(x, y, source, None, rgb(preview.palette[label]))
    return Pixel(x, y, source)


def _palette(now: Snapshot) -> UInt8 | None:
    found = now.result or now.preview
    return None if found is None else found.palette


def _nearest(palette: UInt8 | None, color: Rgb) -> int | None:
    if palette is None or not len(palette):
        return None
    return int(((palette.astype(np.int32) - color) ** 2).sum(axis=1).argmin())
