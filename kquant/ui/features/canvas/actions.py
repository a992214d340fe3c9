"""What can be done with the view, and where that is found."""

from __future__ import annotations

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.menus import Section, Tree
from kquant.ui.kit.actions.spec import ActionSpec, Group

_RANK = 20


def _view(name: str, text: str, tip: str, key: str) -> ActionSpec:
    """One of the views that the canvas has."""
    icon = f"view-{name}"
    group = Group.PICTURE
    return ActionSpec(
        f"view_{name}", text, tip, (key,), icon, group, checkable=True, choice="view", rank=_RANK
    )


def _zoom(name: str, text: str, tip: str, *keys: str) -> ActionSpec:
    """Something that makes the picture larger or smaller."""
    return ActionSpec(name, text, tip, keys, name.replace("_", "-"), Group.PICTURE, rank=_RANK)


def _background(name: str, text: str, tip: str) -> ActionSpec:
    """One of the things to be seen through transparent pixels."""
    return ActionSpec(f"background_{name}", text, tip, checkable=True, choice="background", rank=_RANK)


VIEW_ACTIONS = (
    _view(
        "original",
        QT_TRANSLATE_NOOP("Actions", "&Original"),
        QT_TRANSLATE_NOOP("Actions", "Show the picture as it was."),
        "1",
    ),
    _view(
        "split",
        QT_TRANSLATE_NOOP("Actions", "&Split"),
        QT_TRANSLATE_NOOP("Actions", "Show both, with a line between them that you can drag."),
        "2",
    ),
    _view(
        "side",
        QT_TRANSLATE_NOOP("Actions", "Side &by Side"),
        QT_TRANSLATE_NOOP("Actions", "Show both next to each other."),
        "3",
    ),
    _view(
        "result",
        QT_TRANSLATE_NOOP("Actions", "&Result"),
        QT_TRANSLATE_NOOP("Actions", "Show the picture in its few colours."),
        "4",
    ),
    _view(
        "difference",
        QT_TRANSLATE_NOOP("Actions", "&Difference"),
        QT_TRANSLATE_NOOP("Actions", "Show where the two differ."),
        "5",
    ),
    ActionSpec(
        "split_horizontal",
        QT_TRANSLATE_NOOP("Actions", "Split &Line Across"),
        QT_TRANSLATE_NOOP("Actions", "Turn the line of the split view."),
        ("Shift+2",),
        "split-horizontal",
        group=Group.PICTURE,
        checkable=True,
        rank=_RANK,
    ),
    _zoom(
        "zoom_in",
        QT_TRANSLATE_NOOP("Actions", "Zoom &In"),
        QT_TRANSLATE_NOOP("Actions", "Show it larger."),
        "+",
        "=",
        "Ctrl++",
        "Ctrl+=",
    ),
    _zoom(
        "zoom_out",
        QT_TRANSLATE_NOOP("Actions", "Zoom O&ut"),
        QT_TRANSLATE_NOOP("Actions", "Show it smaller."),
        "-",
        "Ctrl+-",
    ),
    _zoom(
        "fit",
        QT_TRANSLATE_NOOP("Actions", "&Fit"),
        QT_TRANSLATE_NOOP("Actions", "Show the whole picture."),
        "Ctrl+0",
    ),
    _zoom(
        "actual_size",
        QT_TRANSLATE_NOOP("Actions", "&Actual Size"),
        QT_TRANSLATE_NOOP("Actions", "Show each pixel of the picture as one of the screen (100 %)."),
        "Ctrl+1",
    ),
    _background(
        "checker",
        QT_TRANSLATE_NOOP("Actions", "&Checkerboard"),
        QT_TRANSLATE_NOOP("Actions", "Squares behind transparent pixels."),
    ),
    _background(
        "light",
        QT_TRANSLATE_NOOP("Actions", "&Light"),
        QT_TRANSLATE_NOOP("Actions", "Light grey behind transparent pixels."),
    ),
    _background(
        "dark",
        QT_TRANSLATE_NOOP("Actions", "&Dark"),
        QT_TRANSLATE_NOOP("Actions", "Dark grey behind transparent pixels."),
    ),
    _background(
        "custom",
        QT_TRANSLATE_NOOP("Actions", "&Other…"),
        QT_TRANSLATE_NOOP("Actions", "A colour of your own behind transparent pixels."),
    ),
    ActionSpec(
        "full_screen",
        QT_TRANSLATE_NOOP("Actions", "Full S&creen"),
        QT_TRANSLATE_NOOP("Actions", "Give the whole screen to this window."),
        ("F11",),
        "full-screen",
        checkable=True,
        rank=_RANK,
    ),
)

_VIEWS = tuple(spec.name for spec in VIEW_ACTIONS if spec.choice == "view")
_BACKGROUNDS = tuple(spec.name for spec in VIEW_ACTIONS if spec.choice == "background")

SECTIONS = (
    Section("view", 1, _VIEWS),
    Section("view", 2, ("split_horizontal",)),
    Section(
        "view", 2, (Tree("background", QT_TRANSLATE_NOOP("Menus", "Behind &Transparency"), _BACKGROUNDS),), 2
    ),
    Section("view", 3, ("zoom_in", "zoom_out", "fit", "actual_size")),
    Section("view", 4, ("full_screen",)),
    Section("toolbar", 3, _VIEWS),
    Section("toolbar", 4, ("fit", "actual_size")),
)
