"""The tools of the canvas, what can be done with a selection, and where that is found."""

from __future__ import annotations

from functools import partial

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.menus import Section
from kquant.ui.kit.actions.spec import ActionSpec, Group

_action = partial(ActionSpec, rank=40)
_tool = partial(_action, group=Group.PICTURE, checkable=True, choice="tool")

SELECTION_ACTIONS = (
    _tool(
        "tool_hand",
        QT_TRANSLATE_NOOP("Actions", "&Hand"),
        QT_TRANSLATE_NOOP("Actions", "Drag the picture. With any tool: Space or the middle button."),
        ("H",),
        "hand",
    ),
    _tool(
        "tool_rectangle",
        QT_TRANSLATE_NOOP("Actions", "Select &Rectangle"),
        QT_TRANSLATE_NOOP("Actions", "Drag a rectangle around what counts."),
        ("R",),
        "select-rectangle",
    ),
    _tool(
        "tool_ellipse",
        QT_TRANSLATE_NOOP("Actions", "Select &Ellipse"),
        QT_TRANSLATE_NOOP("Actions", "Drag an ellipse around what counts."),
        ("E",),
        "select-ellipse",
    ),
    _tool(
        "tool_lasso",
        QT_TRANSLATE_NOOP("Actions", "Select Freeha&nd"),
        QT_TRANSLATE_NOOP("Actions", "Draw a line around what counts (lasso)."),
        ("F",),
        "select-lasso",
    ),
    _tool(
        "tool_wand",
        QT_TRANSLATE_NOOP("Actions", "Select by &Colour"),
        QT_TRANSLATE_NOOP("Actions", "Click on a colour to select what is like it (magic wand)."),
        ("W",),
        "select-wand",
    ),
    _action(
        "pick_exclude",
        QT_TRANSLATE_NOOP("Actions", "Exclude fro&m Picture"),
        QT_TRANSLATE_NOOP("Actions", "Click in the picture on the colour that is not to count."),
        ("Shift+I",),
        "eyedropper-minus",
        group=Group.RESULT,
        checkable=True,
    ),
    _action(
        "deselect",
        QT_TRANSLATE_NOOP("Actions", "&Deselect"),
        QT_TRANSLATE_NOOP("Actions", "Look at the whole picture again."),
        ("Ctrl+D",),
        "deselect",
        group=Group.SELECTION,
    ),
    _action(
        "invert_selection",
        QT_TRANSLATE_NOOP("Actions", "&Invert Selection"),
        QT_TRANSLATE_NOOP("Actions", "Select what is not selected, and nothing else."),
        ("Ctrl+Shift+I",),
        "select-invert",
        group=Group.SELECTION,
    ),
    _action(
        "show_selection",
        QT_TRANSLATE_NOOP("Actions", "Sho&w Selection"),
        QT_TRANSLATE_NOOP("Actions", "Dim what is not selected, and draw its outline."),
        ("Ctrl+H",),
        group=Group.SELECTION,
        checkable=True,
    ),
)

_TOOLS = tuple(spec.name for spec in SELECTION_ACTIONS if spec.choice == "tool")

SECTIONS = (
    Section("edit", 3, ("deselect", "invert_selection")),
    Section("view", 2, ("show_selection",), 1),
    Section("palette", 2, ("pick_exclude",), 1),
    Section("tools", 1, _TOOLS),
    Section("tool_strip", 1, _TOOLS),
    Section("tool_strip", 2, ("pick_exclude",), 1),
    Section("tool_strip", 3, ("deselect",)),
)
