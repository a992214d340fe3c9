"""Everything that a plot shows, built away from the GUI thread, and what its axes are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.image.picture import Picture
from kquant.core.image.prepared import Prepared
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.core.model.specification import Preparation
from kquant.core.points.hulls import convex_hull
from kquant.core.preview import Preview, cube_codes
from kquant.ui.features.clusters.sample import Coordinates, Sample, draw_sample, locate
from kquant.ui.kit.numbers import grouped
from kquant.ui.kit.plots.raster import Discs, UInt32, packed

_NUMBERED = 32  # with more centres their numbers would hide everything


@dataclass(frozen=True, slots=True)
class View:
    """What a person chose to see: a space, and which of its five axes go across and up."""

    space: Space = Space.SRGB
    across: int = 0
    up: int = 1
    hulls: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ScatterScene:
    """Points and centres in the plane of a view.

    Attributes:
        view: that it was built for.
        picture: that it was built of.
        points: (N, 2) float64, in an order by chance, so that no cluster lies above the others.
        colors: (N, 3) uint8, their own. packed_colors: (N,) the same, to be painted with.
        labels: (N,) index into `palette`.
        palette: (K, 3) uint8. packed_palette: (K,) the same, to be painted with.
        centers: (K, 2) float64, where the palette colours are.
        discs: of the centres, on the screen while none stands out.
        hulls: K arrays (H, 2) of corners, or none.
        explained: the part of the variance along each principal component.
        total: distinct colours of the picture.
        summary: how many of them are seen, for a person.
    """

    view: View
    picture: Picture
    points: Float64
    colors: UInt8
    packed_colors: UInt32
    labels: NDArray[np.intp]
    palette: UInt8
    packed_palette: UInt32
    centers: Float64
    discs: Discs | None
    hulls: tuple[Float64, ...]
    explained: tuple[float, float]
    total: int
    summary: str


class SceneBuilder:
    """Builds scenes; draws and locates each sample once. Used by one worker thread."""

    def __init__(self) -> None:
        self._sampled: tuple[Prepared, Sample] | None = None
        self._located: dict[Space, Coordinates] = {}

    def build(
        self, picture: Picture, settings: Settings, found: Result | Preview, view: View, ratio: float
    ) -> ScatterScene:
        """Build the scene of a result, or of a preview, that was found with `settings`.

        Args:
            ratio: of the screen's pixels to logical ones.
        """
        sample, coordinates = self._sample(picture, settings, view.space)
        labels = _labels(sample, found)
        axes = [view.across, view.up]
        seen = labels < len(found.palette)  # others are transparent
        labels, colors = labels[seen], sample.colors[seen]
        points = coordinates.points[:, axes][seen]
        hulls = _hulls(points, labels, len(found.palette)) if view.hulls else ()
        order = np.random.default_rng(0).permutation(len(points))
        explained = float(coordinates.explained[0]), float(coordinates.explained[1])
        return _scene(
            view,
            picture,
            points[order],
            colors[order],
            labels[order],
            found.palette,
            coordinates.of(found.palette)[:, axes],
            hulls=hulls,
            explained=explained,
            total=sample.total,
            ratio=ratio,
        )

    def _sample(self, picture: Picture, settings: Settings, space: Space) -> tuple[Sample, Coordinates]:
        """The sample of a picture as it is treated by settings, and where it lies."""
        prepared = picture.prepared(Preparation.of(settings))
        if self._sampled is None or self._sampled[0] is not prepared:
            self._sampled = (prepared, draw_sample(prepared))
            self._located.clear()
        sample = self._sampled[1]
        if space not in self._located:
            self._located[space] = locate(sample, space)
        return sample, self._located[space]


def first_scene(view: View, ratio: float) -> ScatterScene:
    """A black and a white point, to paint before there is a picture."""
    colors = np.array([[0, 0, 0], [255, 255, 255]], np.uint8)
    places = np.array([[0.0, 0.0], [255.0, 255.0]])
    picture = Picture(colors[np.newaxis])
    return _scene(view, picture, places, colors, np.arange(2), colors, places, ratio=ratio)


def _scene(
    view: View,
    picture: Picture,
    points: Float64,
    colors: UInt8,
    labels: NDArray[np.intp],
    palette: UInt8,
    centers: Float64,
    *,
    hulls: tuple[Float64, ...] = (),
    explained: tuple[float, float] = (1.0, 0.0),
    total: int = 2,
    ratio: float,
) -> ScatterScene:
    """With all that painting needs and that does not depend on where the plot has been moved to."""
    return ScatterScene(
        view=view,
        picture=picture,
        points=points,
        colors=colors,
        packed_colors=packed(colors),
        labels=labels,
        palette=palette,
        packed_palette=packed(palette),
        centers=centers,
        discs=make_discs(palette, ratio),
        hulls=hulls,
        explained=explained,
        total=total,
        summary=_summary(len(points), total),
    )


def _labels(sample: Sample, found: Result | Preview) -> NDArray[np.intp]:
    if isinstance(found, Preview):
        return found.table[cube_codes(sample.colors)].astype(np.intp)
    return found.color_labels[sample.indices].astype(np.intp)


def _hulls(points: Float64, labels: NDArray[np.intp], count: int) -> tuple[Float64, ...]:
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(1, count))
    return tuple(convex_hull(part) for part in np.split(points[order], starts))


def _summary(count: int, total: int) -> str:
    if total == 1:
        return _tr("1 distinct colour")
    shown = grouped().toString(count)
    if count == total:
        return _tr("{shown} distinct colours").format(shown=shown)
    return _tr("{shown} of {total} distinct colours").format(shown=shown, total=grouped().toString(total))


def make_discs(palette: UInt8, ratio: float) -> Discs | None:
    """The discs of all centres, for a screen of a pixel ratio."""
    count = len(palette)
    numbers = [str(row + 1) for row in range(count)] if count <= _NUMBERED else ()
    return Discs(palette, center_radius(count), ratio, numbers) if count else None


def center_radius(count: int) -> float:
    """Pixels of the disc of each of `count` centres."""
    return 9.0 if count <= 16 else 7.5 if count <= _NUMBERED else 5.0 if count <= 64 else 3.0


def space_name(space: Space) -> str:
    """As it is chosen."""
    return {
        Space.SRGB: _tr("sRGB"),
        Space.LINEAR: _tr("Linear RGB"),
        Space.LAB: _tr("CIELAB"),
        Space.OKLAB: _tr("OKLab"),
    }[space]


def axis_names(space: Space) -> tuple[str, ...]:
    """Of the five axes of a space, as they are chosen."""
    own = {
        Space.SRGB: (_tr("Red"), _tr("Green"), _tr("Blue")),
        Space.LINEAR: (_tr("Red"), _tr("Green"), _tr("Blue")),
        Space.LAB: (_tr("L* lightness"), _tr("a* green–red"), _tr("b* blue–yellow")),
        Space.OKLAB: (_tr("L lightness"), _tr("a green–red"), _tr("b blue–yellow")),
    }[space]
    return (*own, _tr("1st component"), _tr("2nd component"))  # of which a narrow box shows the beginning


def axis_title(scene: ScatterScene, axis: int) -> str:
    """Beside an axis: what it is, and in what units."""
    space = scene.view.space
    if axis >= 3:
        percent = QLocale().toString(100 * scene.explained[axis - 3], "f", 0)
        text = _tr("Component {number} ({percent} % of the variance)")
        return text.format(number=axis - 2, percent=percent)
    units = {
        Space.SRGB: (_tr("sRGB, 0 to 255"),) * 3,
        Space.LINEAR: (_tr("linear light, 0 to 255"),) * 3,
        Space.LAB: (_tr("CIELAB, 0 to 100"), _tr("CIELAB"), _tr("CIELAB")),
        Space.OKLAB: (_tr("OKLab × 100"), _tr("OKLab × 200"), _tr("OKLab × 200")),
    }[space]
    return _tr("{axis} ({units})").format(axis=axis_names(space)[axis], units=units[axis])


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScatterAxes", text)
