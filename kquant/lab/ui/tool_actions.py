"""What the mouse does, and what is seen."""

from __future__ import annotations

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.spec import ActionSpec, Group

TOOL_ACTIONS = (
    ActionSpec(
        "tool_select",
        QT_TRANSLATE_NOOP("Actions", "&Move"),
        QT_TRANSLATE_NOOP("Actions", "Drag points; a rectangle selects several. Delete removes them."),
        ("V",),
        "cursor",
        checkable=True,
        choice="tool",
    ),
    ActionSpec(
        "tool_add",
        QT_TRANSLATE_NOOP("Actions", "&Add"),
        QT_TRANSLATE_NOOP("Actions", "Every click is another point."),
        ("A",),
        "add-point",
        checkable=True,
        choice="tool",
    ),
    ActionSpec(
        "tool_spray",
        QT_TRANSLATE_NOOP("Actions", "&Spray"),
        QT_TRANSLATE_NOOP("Actions", "Draw a cloud of points."),
        ("S",),
        "spray",
        checkable=True,
        choice="tool",
    ),
    ActionSpec(
        "tool_erase",
        QT_TRANSLATE_NOOP("Actions", "&Erase"),
        QT_TRANSLATE_NOOP("Actions", "Rub points out."),
        ("E",),
        "eraser",
        checkable=True,
        choice="tool",
    ),
    ActionSpec(
        "tool_centers",
        QT_TRANSLATE_NOOP("Actions", "Ce&ntres"),
        QT_TRANSLATE_NOOP("Actions", "Drag where the centres begin; click to add one, Delete to remove it."),
        ("C",),
        "centers",
        checkable=True,
        choice="tool",
    ),
)
LAYER_ACTIONS = (
    ActionSpec(
        "layer_regions",
        QT_TRANSLATE_NOOP("Actions", "&Regions"),
        QT_TRANSLATE_NOOP("Actions", "Show where each centre is the nearest: the Voronoi regions."),
        ("R",),
        "regions",
        checkable=True,
    ),
    ActionSpec(
        "layer_links",
        QT_TRANSLATE_NOOP("Actions", "&Lines"),
        QT_TRANSLATE_NOOP("Actions", "Show a line from each point to its centre; k-means shortens them."),
        ("L",),
        "links",
        checkable=True,
    ),
    ActionSpec(
        "layer_trails",
        QT_TRANSLATE_NOOP("Actions", "&Trails"),
        QT_TRANSLATE_NOOP("Actions", "Show the way that each centre has come, while stepping."),
        ("T",),
        "trails",
        checkable=True,
    ),
    ActionSpec(
        "layer_starts",
        QT_TRANSLATE_NOOP("Actions", "&Starts"),
        QT_TRANSLATE_NOOP("Actions", "Show where the centres of the best attempt began, as red rings."),
        ("B",),
        "starts",
        checkable=True,
    ),
    ActionSpec(
        "layer_truth",
        QT_TRANSLATE_NOOP("Actions", "Trut&h"),
        QT_TRANSLATE_NOOP("Actions", "Show beside it which cloud each point was made in."),
        ("G",),
        "truth",
        checkable=True,
    ),
)
VIEW_ACTIONS = (
    ActionSpec(
        "equal_scales",
        QT_TRANSLATE_NOOP("Actions", "&Equal Scales"),
        QT_TRANSLATE_NOOP("Actions", "A unit across is as long as a unit up, as k-means measures."),
        checkable=True,
    ),
    ActionSpec(
        "show_all",
        QT_TRANSLATE_NOOP("Actions", "Show &All"),
        QT_TRANSLATE_NOOP("Actions", "See all points."),
        ("0",),
        "fit",
        group=Group.POINTS,
    ),
)
