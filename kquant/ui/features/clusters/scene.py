"""Everything that a plot shows, worked out away from the GUI thread, and what its axes are called."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.core.points.hulls import convex_hull
from kquant.core.preview import Preview, cube_codes
from kquant.ui.features.clusters.sample import Sample, SampleKeeper


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
        view: that it was made for.
        picture: that it was made of.
        points: (N, 2) float64, in an order by chance, so that no cluster lies above the others.
        colors: (N, 3) uint8, their own.
        labels: (N,) index into `palette`.
        palette: (K, 3) uint8.
        centers: (K, 2) float64, where the palette colours are.
        hulls: K arrays (H, 2) of corners, or none.
        explained: the part of the variance along each principal component.
        total: distinct colours of the picture.
    """

    view: View
    picture: Picture
    points: Float64
    colors: UInt8
    labels: NDArray[np.intp]
    palette: UInt8
    centers: Float64
    hulls: tuple[Float64, ...]
    explained: tuple[float, float]
    total: int


def make_scene(
    keeper: SampleKeeper, picture: Picture, settings: Settings, found: Result | Preview, view: View
) -> ScatterScene:
    """The scene of a result, or of a preview, that was found with `settings`."""
    sample, coordinates = keeper.get(picture, settings, view.space)
    labels = _labels(sample, found)
    axes = [view.across, view.up]
    seen = labels < len(found.palette)  # others are transparent
    labels, own_colors = labels[seen], sample.colors[seen]
    points = coordinates.points[:, axes][seen]
    hulls = _hulls(points, labels, len(found.palette)) if view.hulls else ()
    order = np.random.default_rng(0).permutation(len(points))
    return ScatterScene(
        view=view,
        picture=picture,
        points=points[order],
        colors=own_colors[order],
        labels=labels[order],
        palette=found.palette,
        centers=coordinates.of(found.palette)[:, axes],
        hulls=hulls,
        explained=(float(coordinates.explained[0]), float(coordinates.explained[1])),
        total=sample.total,
    )


def first_scene(view: View) -> ScatterScene:
    """A black and a white point, to paint before there is a picture."""
    colors = np.array([[0, 0, 0], [255, 255, 255]], np.uint8)
    places = np.array([[0.0, 0.0], [255.0, 255.0]])
    return ScatterScene(
        view=view,
        picture=Picture(colors[np.newaxis]),
        points=places,
        colors=colors,
        labels=np.arange(2),
        palette=colors,
        centers=places,
        hulls=(),
        explained=(1.0, 0.0),
        total=2,
    )


def _labels(sample: Sample, found: Result | Preview) -> NDArray[np.intp]:
    if isinstance(found, Preview):
        return found.table[cube_codes(sample.colors)].astype(np.intp)
    return found.color_labels[sample.indices].astype(np.intp)


def _hulls(points: Float64, labels: NDArray[np.intp], count: int) -> tuple[Float64, ...]:
    order = np.argsort(labels, kind="stable")
    starts = np.searchsorted(labels[order], np.arange(1, count))
    return tuple(convex_hull(part) for part in np.split(points[order], starts))


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
