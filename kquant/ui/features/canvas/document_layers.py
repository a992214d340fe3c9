"""The layers of a document as they are now, and what lies under a pixel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from kquant.core.color.vision import Deficiency, simulated
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import AlphaMode
from kquant.core.model.rgb import Rgb
from kquant.core.preview import cube_codes
from kquant.session.document.document import Document
from kquant.ui.features.canvas.layer_cache import LayerCache
from kquant.ui.features.canvas.layers import Layer
from kquant.ui.features.canvas.layout import Role
from kquant.ui.features.canvas.pictures import (
    DifferenceLayer,
    ResultLayer,
    SourceLayer,
    preview_difference,
    preview_layer,
)
from kquant.ui.features.canvas.selection_layer import SelectionLayer
from kquant.ui.features.canvas.vision import seen


@dataclass(frozen=True, slots=True)
class PixelInfo:
    """What lies under the cursor.

    Attributes:
        x, y: column and row, from 0.
        source: the source's (r, g, b), or (r, g, b, a) where the picture has transparency.
        label: index into the result's palette; None where that is not known yet, or nothing is to be seen.
        color: the palette's (r, g, b) there, a guess while there is only a preview; None as above.
    """

    x: int
    y: int
    source: tuple[int, ...]
    label: int | None = None
    color: Rgb | None = None


class DocumentLayers:
    """Finds the layer of each role.

    Attributes:
        vision: as with which deficiency everything is shown, or None.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._layers = LayerCache()
        self._last: dict[Role, Layer] = {}
        self._source: SourceLayer | None = None
        self._highlighted: Rgb | None = None
        self.vision: Deficiency | None = None

    @property
    def highlight(self) -> int | None:
        """The index of the palette colour that is to stand out, or None.

        When another palette comes it is the colour nearest to it: a preview has other indices than its
        result, and the mouse does not tell anew what it is on.
        """
        palette = self._palette
        if self._highlighted is None or palette is None or not len(palette):
            return None
        return int(((palette.astype(np.int32) - self._highlighted) ** 2).sum(axis=1).argmin())

    @highlight.setter
    def highlight(self, index: int | None) -> None:
        palette = self._palette
        if index is None or palette is None or index >= len(palette):
            self._highlighted = None
        else:
            self._highlighted = _rgb(palette[index])

    def reset(self) -> None:
        """Take the document's picture."""
        picture = self._document.picture
        self._layers.clear()
        self._last.clear()
        self._highlighted = None
        self._source = None if picture is None else SourceLayer(picture.pixels)

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the picture, None without one."""
        return None if self._source is None else (self._source.width, self._source.height)

    def layer(self, role: Role) -> Layer | None:
        """The layer of a role, or of the last result while there is none; None if there never was."""
        if self._source is None:
            return None
        if role == "source":
            return self._seen(role, self._source)
        made = self._result(self._source) if role == "result" else self._difference(self._source)
        if made is not None:
            self._last[role] = made
        return self._last.get(role)

    def selection(self, line: int) -> SelectionLayer | None:
        """What is selected, with lines so many pixels wide; None without a selection."""
        mask = self._document.mask
        if mask is None or self.size != mask.shape[::-1]:
            return None
        made = self._layers.get("selection", (mask, line), lambda: SelectionLayer(mask, line))
        return made if isinstance(made, SelectionLayer) else None

    def pixel(self, x: int, y: int) -> PixelInfo:
        """What lies at a pixel inside the picture."""
        picture, result, preview = self._document.picture, self._document.result, self._document.preview
        assert picture is not None
        source = tuple(int(value) for value in picture.pixels[y, x])
        if result is not None:
            label = int(result.labels[y, x])
            if label < len(result.palette):
                return PixelInfo(x, y, source, label, _rgb(result.palette[label]))
        elif preview is not None and (len(source) == 3 or source[3]):
            label = int(preview.table[cube_codes(picture.pixels[y, x])])
            if label < len(preview.palette):
                return PixelInfo(x, y, source, None, _rgb(preview.palette[label]))
        return PixelInfo(x, y, source)

    @property
    def _palette(self) -> UInt8 | None:
        found = self._document.result or self._document.preview
        return None if found is None else found.palette

    def _result(self, source: SourceLayer) -> Layer | None:
        result, preview = self._document.result, self._document.preview
        settings, highlight = self._document.settings, self.highlight
        if result is not None:
            parts = (result.labels, result.palette, highlight, self.vision)

            def painted() -> Layer:
                return ResultLayer(result.with_indexed(palette=self._seen_palette(result.palette)), highlight)

            return self._layers.get("result", parts, painted)
        if preview is not None:

            def guessed() -> Layer:
                seen_palette = self._seen_palette(preview.palette)
                return preview_layer(source, replace(preview, palette=seen_palette), settings, highlight)

            return self._layers.get("preview", (preview, highlight, self.vision), guessed)
        return None

    def _difference(self, source: SourceLayer) -> Layer | None:
        result, preview = self._document.result, self._document.preview
        settings = self._document.settings
        if result is not None:
            asked = result.request.settings
            matte = asked.matte if asked.alpha is AlphaMode.MATTE else None

            def made() -> Layer:
                plain = source if matte is None else SourceLayer(self._pixels(), matte)
                return DifferenceLayer(plain, ResultLayer(result))

            plain = self._layers.get("difference", (result.labels, result.palette), made)
            return self._seen("seen difference", plain)
        if preview is not None:
            guess = partial(preview_difference, source, preview, settings)
            guessed = self._layers.get("guessed difference", (preview,), guess)
            return self._seen("seen guess", guessed)
        return None

    def _seen(self, kind: str, layer: Layer) -> Layer:
        vision = self.vision
        return (
            layer if vision is None else self._layers.get(kind, (layer, vision), lambda: seen(layer, vision))
        )

    def _seen_palette(self, palette: UInt8) -> UInt8:
        return palette if self.vision is None else simulated(palette, self.vision)

    def _pixels(self) -> UInt8:
        assert self._document.picture is not None
        return self._document.picture.pixels


def _rgb(color: UInt8) -> Rgb:
    red, green, blue = (int(value) for value in color)
    return red, green, blue
