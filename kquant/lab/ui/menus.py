"""The menus of the lab, and its toolbar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from kquant.lab.ui.actions import LAYER_ACTIONS, TOOL_ACTIONS
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.menus import SEPARATOR, Tree
from kquant.ui.kit.widgets import PlainToolBar

_TOOL_NAMES = tuple(spec.name for spec in TOOL_ACTIONS)
_LAYER_NAMES = tuple(spec.name for spec in LAYER_ACTIONS)

LAB_MENUS = (
    Tree(
        "file",
        QT_TRANSLATE_NOOP("Menus", "&File"),
        (
            "open_table",
            "paste_table",
            SEPARATOR,
            "export_plot",
            "export_csv",
            "copy_script",
            SEPARATOR,
            "close",
            "quit",
        ),
    ),
    Tree("edit", QT_TRANSLATE_NOOP("Menus", "&Edit"), ("undo", "redo")),
    Tree("view", QT_TRANSLATE_NOOP("Menus", "&View"), (*_LAYER_NAMES, SEPARATOR, "equal_scales", "show_all")),
    Tree(
        "points",
        QT_TRANSLATE_NOOP("Menus", "&Points"),
        ("opening_example", "clear_points", SEPARATOR, *_TOOL_NAMES),
    ),
    Tree(
        "kmeans",
        QT_TRANSLATE_NOOP("Menus", "k-&Means"),
        (
            "run",
            "stop",
            "live",
            SEPARATOR,
            "walk_start",
            "walk_back",
            "walk_step",
            "walk_play",
            "walk_end",
            "walk_leave",
        ),
    ),
    Tree("help", QT_TRANSLATE_NOOP("Menus", "&Help"), ("tour", "find_command", SEPARATOR, "about")),
)

LAB_TOOLBAR = (*_TOOL_NAMES, SEPARATOR, "undo", "redo", SEPARATOR, *_LAYER_NAMES, SEPARATOR, "show_all")
_WITH_WORDS = ("tool_", "layer_")


class LabToolBar(PlainToolBar):
    """A button for each action, reached by Tab."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lab_toolbar")
        self.setWindowTitle(self.tr("Toolbar"))
        self.setMovable(False)
        for name in LAB_TOOLBAR:
            if name == SEPARATOR:
                self.addSeparator()
                continue
            self.addAction(actions[name])
            button = self.widgetForAction(actions[name])
            if isinstance(button, QToolButton):
                button.setObjectName(f"toolbar_{name}")
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                if name.startswith(_WITH_WORDS):
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
