"""What the axes are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.model.choices import Space
from kquant.ui.features.clusters.scene import ScatterScene


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScatterAxes", text)


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
