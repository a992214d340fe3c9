"""What can be done in the lab, as a table."""

from __future__ import annotations

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.spec import ActionSpec, Group

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
_COMMON = (
    ActionSpec(
        "close",
        QT_TRANSLATE_NOOP("Actions", "&Close"),
        QT_TRANSLATE_NOOP("Actions", "Close this window."),
        ("Ctrl+W",),
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "&Quit"),
        QT_TRANSLATE_NOOP("Actions", "Close all windows."),
        ("Ctrl+Q",),
    ),
    ActionSpec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "&Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take the last change back."),
        ("Ctrl+Z",),
        "undo",
        group=Group.UNDO,
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "&Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the change again."),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        "redo",
        group=Group.REDO,
    ),
    ActionSpec(
        "find_command",
        QT_TRANSLATE_NOOP("Actions", "&Find a Command…"),
        QT_TRANSLATE_NOOP("Actions", "Search everything KQuant can do, with its shortcut."),
        ("Ctrl+Shift+P",),
        "search",
    ),
    ActionSpec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "&About KQuant"),
        QT_TRANSLATE_NOOP("Actions", "Which version this is, and of what it is made."),
        icon="info",
    ),
)
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
    *_COMMON,
    *_POINTS,
    *TOOL_ACTIONS,
    *LAYER_ACTIONS,
    *VIEW_ACTIONS,
    *_KMEANS,
    *_HELP,
)
