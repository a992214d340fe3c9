"""The features that the main window is made of, and the actions and menus that come of them."""

from __future__ import annotations

from collections.abc import Iterator

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.features.canvas.feature import CanvasFeature
from kquant.ui.features.clusters.feature import ClustersFeature
from kquant.ui.features.export.feature import ExportFeature
from kquant.ui.features.metrics.feature import MetricsFeature
from kquant.ui.features.opening.feature import OpeningFeature
from kquant.ui.features.palette.feature import PaletteFeature
from kquant.ui.features.parameters.feature import ParametersFeature
from kquant.ui.features.selection.feature import SelectionFeature
from kquant.ui.features.start.feature import StartFeature
from kquant.ui.kit.actions.menus import Section, Tree, entries_of, filled
from kquant.ui.kit.actions.spec import ActionSpec
from kquant.ui.kit.feature import Feature
from kquant.ui.shell.window_feature import WindowFeature

_KINDS: tuple[type[Feature], ...] = (
    OpeningFeature,
    StartFeature,
    CanvasFeature,
    ParametersFeature,
    ClustersFeature,
    MetricsFeature,
    SelectionFeature,
    PaletteFeature,
    ExportFeature,
    WindowFeature,
)
_SECTIONS: tuple[Section, ...] = tuple(section for kind in _KINDS for section in kind.sections)
_MENU_BAR = (
    Tree("file", QT_TRANSLATE_NOOP("Menus", "&File")),
    Tree("edit", QT_TRANSLATE_NOOP("Menus", "&Edit")),
    Tree("view", QT_TRANSLATE_NOOP("Menus", "&View")),
    Tree("image", QT_TRANSLATE_NOOP("Menus", "&Image")),
    Tree("palette", QT_TRANSLATE_NOOP("Menus", "&Palette")),
    Tree("tools", QT_TRANSLATE_NOOP("Menus", "&Tools")),
    Tree("window", QT_TRANSLATE_NOOP("Menus", "&Window")),
    Tree("help", QT_TRANSLATE_NOOP("Menus", "&Help")),
)

TABLE: tuple[ActionSpec, ...] = tuple(
    sorted((spec for kind in _KINDS for spec in kind.actions), key=lambda spec: spec.rank)
)
MENUS = filled(_MENU_BAR, _SECTIONS)
TOOLBAR = tuple(str(name) for name in entries_of("toolbar", _SECTIONS))
TOOL_STRIP = tuple(str(name) for name in entries_of("tool_strip", _SECTIONS))
LATE_MODULES = tuple(module for kind in _KINDS for module in kind.late_modules)
"""In the order in which they may be needed."""


class Features:
    """One of each kind, by its name; made in the order in which Tab goes through them, that of the eye."""

    def __init__(self, context: Context) -> None:
        self.start = StartFeature(context)
        self.canvas = CanvasFeature(context)
        self.parameters = ParametersFeature(context)
        self.clusters = ClustersFeature(context)
        self.metrics = MetricsFeature(context)
        self.selection = SelectionFeature(context, self.canvas.canvas)
        self.palette = PaletteFeature(context)
        self.opening = OpeningFeature(context)
        self.export = ExportFeature(context)
        self.window = WindowFeature(context)

    def __iter__(self) -> Iterator[Feature]:
        return iter(vars(self).values())
