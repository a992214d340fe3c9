"""What can be done in the lab, as a table, and where it is found."""

from __future__ import annotations

from kquant.lab.ui.tool_actions import LAYER_ACTIONS, TOOL_ACTIONS, VIEW_ACTIONS
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.menus import SEPARATOR, Tree
from kquant.ui.kit.actions.spec import ActionSpec, Group
from kquant.ui.kit.actions.table import TABLE

_SHARED = ("close", "quit", "undo", "redo", "find_command", "about")

_FILE = (
    ActionSpec(
        "open_table",
        QT_TRANSLATE_NOOP("Actions", "&Open Table…"),
        QT_TRANSLATE_NOOP("Actions", "Take points from a file of comma- or tab-separated values."),
        ("Ctrl+O",),
        "open",
    ),
    ActionSpec(
        "paste_table",
        QT_TRANSLATE_NOOP("Actions", "&Paste Table"),
        QT_TRANSLATE_NOOP("Actions", "Take points from rows that were copied, as from a spreadsheet."),
        ("Ctrl+V",),
        "paste",
    ),
    ActionSpec(
        "export_plot",
        QT_TRANSLATE_NOOP("Actions", "&Export Plot…"),
        QT_TRANSLATE_NOOP("Actions", "Save the plot as it is seen, as PNG or SVG."),
        ("Ctrl+E",),
        "export",
        group=Group.POINTS,
    ),
    ActionSpec(
        "export_csv",
        QT_TRANSLATE_NOOP("Actions", "Export &Labelled Points…"),
        QT_TRANSLATE_NOOP("Actions", "Save every point with its cluster as CSV, for a spreadsheet."),
        ("Ctrl+Shift+E",),
        "table",
        group=Group.RESULT,
    ),
    ActionSpec(
        "copy_script",
        QT_TRANSLATE_NOOP("Actions", "Copy as Python &Script"),
        QT_TRANSLATE_NOOP("Actions", "Copy a program that does the same with OpenCV and shows it."),
        ("Ctrl+Shift+C",),
        "code",
        group=Group.POINTS,
    ),
)
_POINTS = (
    ActionSpec(
        "opening_example",
        QT_TRANSLATE_NOOP("Actions", "&Opening Example"),
        QT_TRANSLATE_NOOP("Actions", "100 points in five clouds, and the settings of OpenCV's tutorial."),
        ("Ctrl+Shift+O",),
        "reset",
    ),
    ActionSpec(
        "clear_points",
        QT_TRANSLATE_NOOP("Actions", "&Remove All Points"),
        QT_TRANSLATE_NOOP("Actions", "Begin with nothing, and draw your own."),
        ("Ctrl+Shift+Del",),
        "trash",
        group=Group.POINTS,
    ),
)
_KMEANS = (
    ActionSpec(
        "run",
        QT_TRANSLATE_NOOP("Actions", "&Run"),
        QT_TRANSLATE_NOOP("Actions", "One call of cv2.kmeans with the present settings."),
        ("F5",),
        "run",
        group=Group.POINTS,
    ),
    ActionSpec(
        "stop",
        QT_TRANSLATE_NOOP("Actions", "S&top"),
        QT_TRANSLATE_NOOP("Actions", "Stop what is being worked on."),
        ("Esc",),
        "stop",
        group=Group.WORKING,
    ),
    ActionSpec(
        "live",
        QT_TRANSLATE_NOOP("Actions", "&Live"),
        QT_TRANSLATE_NOOP("Actions", "Run whenever points or settings change."),
        checkable=True,
    ),
    ActionSpec(
        "walk_start",
        QT_TRANSLATE_NOOP("Actions", "&Start"),
        QT_TRANSLATE_NOOP("Actions", "Put the centres where they begin."),
        ("Ctrl+Home",),
        "to-start",
    ),
    ActionSpec(
        "walk_back",
        QT_TRANSLATE_NOOP("Actions", "Step &Back"),
        QT_TRANSLATE_NOOP("Actions", "Take the last step back."),
        ("Ctrl+Left",),
        "step-back",
    ),
    ActionSpec(
        "walk_step",
        QT_TRANSLATE_NOOP("Actions", "Ste&p"),
        QT_TRANSLATE_NOOP("Actions", "One half step: assign the points, or update the centres."),
        ("Ctrl+Right",),
        "step-forward",
    ),
    ActionSpec(
        "walk_play",
        QT_TRANSLATE_NOOP("Actions", "Pl&ay"),
        QT_TRANSLATE_NOOP("Actions", "Step by step, by itself."),
        ("Ctrl+Space",),
        "run",
    ),
    ActionSpec(
        "walk_end",
        QT_TRANSLATE_NOOP("Actions", "To the &End"),
        QT_TRANSLATE_NOOP("Actions", "Step until a criterion stops it."),
        ("Ctrl+End",),
        "to-end",
    ),
    ActionSpec(
        "walk_leave",
        QT_TRANSLATE_NOOP("Actions", "Show the Res&ult"),
        QT_TRANSLATE_NOOP("Actions", "Leave the steps, and see what cv2.kmeans found."),
        ("Ctrl+Return",),
        "check",
    ),
)
_HELP = (
    ActionSpec(
        "tour",
        QT_TRANSLATE_NOOP("Actions", "Guided &Tour"),
        QT_TRANSLATE_NOOP("Actions", "k-means in eight short steps, with the controls of this window."),
        ("F1",),
        "tour",
    ),
)

LAB_TABLE = (
    *_FILE,
    *(spec for spec in TABLE if spec.name in _SHARED),
    *_POINTS,
    *TOOL_ACTIONS,
    *LAYER_ACTIONS,
    *VIEW_ACTIONS,
    *_KMEANS,
    *_HELP,
)

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
