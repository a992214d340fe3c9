"""What is done with colours and windows, and help."""

from __future__ import annotations

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.spec import ActionSpec, Group

MORE_ACTIONS = (
    ActionSpec(
        "run",
        QT_TRANSLATE_NOOP("Actions", "&Run"),
        QT_TRANSLATE_NOOP("Actions", "Find the colours with the present settings."),
        ("F5",),
        "run",
        group=Group.PICTURE,
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
        QT_TRANSLATE_NOOP("Actions", "Find the colours whenever a setting changes."),
        checkable=True,
    ),
    ActionSpec(
        "fewer",
        QT_TRANSLATE_NOOP("Actions", "&Fewer Colours"),
        QT_TRANSLATE_NOOP("Actions", "One colour less (K - 1)."),
        ("[",),
        "minus",
        group=Group.PICTURE,
    ),
    ActionSpec(
        "more",
        QT_TRANSLATE_NOOP("Actions", "&More Colours"),
        QT_TRANSLATE_NOOP("Actions", "One colour more (K + 1)."),
        ("]",),
        "plus",
        group=Group.PICTURE,
    ),
    ActionSpec(
        "copy_palette",
        QT_TRANSLATE_NOOP("Actions", "&Copy All Colours"),
        QT_TRANSLATE_NOOP("Actions", "Copy the palette as hex codes, one a line."),
        ("Ctrl+Alt+C",),
        "copy",
        group=Group.RESULT,
    ),
    ActionSpec(
        "export_palette",
        QT_TRANSLATE_NOOP("Actions", "Ex&port Palette…"),
        QT_TRANSLATE_NOOP("Actions", "Save the palette as a file for another program."),
        ("Ctrl+Alt+E",),
        "palette",
        group=Group.RESULT,
    ),
    ActionSpec(
        "lab",
        QT_TRANSLATE_NOOP("Actions", "Clustering &Lab"),
        QT_TRANSLATE_NOOP("Actions", "Watch k-means at work on points in a plane, step by step."),
        ("Ctrl+L",),
        "lab",
    ),
    ActionSpec(
        "find_command",
        QT_TRANSLATE_NOOP("Actions", "&Find a Command…"),
        QT_TRANSLATE_NOOP("Actions", "Search everything KQuant can do, with its shortcut."),
        ("Ctrl+Shift+P",),
        "search",
    ),
    ActionSpec(
        "new_window",
        QT_TRANSLATE_NOOP("Actions", "&New Window"),
        QT_TRANSLATE_NOOP("Actions", "Open another window, for another picture."),
        ("Ctrl+N",),
        "window-new",
    ),
    ActionSpec(
        "focus_clusters",
        QT_TRANSLATE_NOOP("Actions", "&Go to the Clusters"),
        QT_TRANSLATE_NOOP("Actions", "Put the keys on what is above the plot; Tab goes on to the plot."),
        ("C",),
        group=Group.PICTURE,
    ),
    ActionSpec(
        "reset_layout",
        QT_TRANSLATE_NOOP("Actions", "&Reset Layout"),
        QT_TRANSLATE_NOOP("Actions", "Put all panels back to where they were at first."),
        icon="layout",
    ),
    ActionSpec(
        "report",
        QT_TRANSLATE_NOOP("Actions", "Report a &Problem…"),
        QT_TRANSLATE_NOOP("Actions", "Gather what a report of a problem should say."),
        icon="bug",
    ),
    ActionSpec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "&About KQuant"),
        QT_TRANSLATE_NOOP("Actions", "Which version this is, and of what it is made."),
        icon="info",
    ),
)
