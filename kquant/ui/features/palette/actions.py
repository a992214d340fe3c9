"""What can be done with single colours and with the palette as a whole, and where that is found."""

from __future__ import annotations

from functools import partial

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.menus import SEPARATOR, Section, Tree
from kquant.ui.kit.actions.spec import ActionSpec, Group

_action = partial(ActionSpec, rank=30)

_SWATCH_ACTIONS = (
    _action(
        "lock_color",
        QT_TRANSLATE_NOOP("Actions", "&Lock"),
        QT_TRANSLATE_NOOP(
            "Actions", "Keep the selected colours as they are; the others are found around them."
        ),
        ("L",),
        "lock",
        group=Group.SWATCH,
        checkable=True,
        local=True,
    ),
    _action(
        "edit_color",
        QT_TRANSLATE_NOOP("Actions", "&Edit Colour…"),
        QT_TRANSLATE_NOOP("Actions", "Paint the pixels of the selected colour with another one."),
        ("F2",),
        "edit",
        group=Group.SWATCH,
        local=True,
    ),
    _action(
        "paste_color",
        QT_TRANSLATE_NOOP("Actions", "Paste C&olour Here"),
        QT_TRANSLATE_NOOP(
            "Actions", "Paint the pixels of the selected colour with the one on the clipboard."
        ),
        icon="paste",
        group=Group.SWATCH,
    ),
    _action(
        "restore_color",
        QT_TRANSLATE_NOOP("Actions", "&Restore Original"),
        QT_TRANSLATE_NOOP("Actions", "Give the selected colours back what the clustering found."),
        icon="reset",
        group=Group.RECOLORED,
    ),
    _action(
        "merge_colors",
        QT_TRANSLATE_NOOP("Actions", "&Merge"),
        QT_TRANSLATE_NOOP("Actions", "Make one colour of those that are selected: the mean of their pixels."),
        ("M",),
        "merge",
        group=Group.SWATCHES,
        local=True,
    ),
    _action(
        "split_color",
        QT_TRANSLATE_NOOP("Actions", "&Split in Two"),
        QT_TRANSLATE_NOOP("Actions", "Make two colours of the one that is selected."),
        ("S",),
        "split",
        group=Group.SPLITTABLE,
        local=True,
    ),
    _action(
        "delete_colors",
        QT_TRANSLATE_NOOP("Actions", "&Delete"),
        QT_TRANSLATE_NOOP("Actions", "Give the pixels of the selected colours to the nearest others."),
        ("Del",),
        "trash",
        group=Group.SWATCH,
        local=True,
    ),
    _action(
        "exclude_color",
        QT_TRANSLATE_NOOP("Actions", "E&xclude…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Let a colour, and those like it, not count: a background, a watermark."
        ),
        icon="exclude",
        group=Group.RESULT,
    ),
)
_PALETTE_ACTIONS = (
    _action(
        "focus_palette",
        QT_TRANSLATE_NOOP("Actions", "&Go to the Colours"),
        QT_TRANSLATE_NOOP("Actions", "Put the keys on the palette: arrows choose a colour, Enter copies it."),
        ("P",),
        group=Group.RESULT,
    ),
    _action(
        "add_color",
        QT_TRANSLATE_NOOP("Actions", "&Add Colour…"),
        QT_TRANSLATE_NOOP("Actions", "Put a colour of your own into the palette; it is locked by that."),
        ("Ctrl+Alt+A",),
        "plus",
        group=Group.RESULT,
    ),
    _action(
        "paste_color_new",
        QT_TRANSLATE_NOOP("Actions", "Add from Clip&board"),
        QT_TRANSLATE_NOOP("Actions", "Put the colours on the clipboard into the palette."),
        ("Ctrl+Alt+V",),
        "paste",
        group=Group.RESULT,
    ),
    _action(
        "pick_color",
        QT_TRANSLATE_NOOP("Actions", "Add from P&icture"),
        QT_TRANSLATE_NOOP("Actions", "Click in the picture on the colour that is to be in the palette."),
        ("I",),
        "eyedropper",
        group=Group.RESULT,
        checkable=True,
    ),
    _action(
        "merge_near",
        QT_TRANSLATE_NOOP("Actions", "Merge &Near-Duplicates…"),
        QT_TRANSLATE_NOOP("Actions", "Merge all colours that are hardly told apart."),
        icon="merge",
        group=Group.RESULT,
    ),
    _action(
        "use_palette",
        QT_TRANSLATE_NOOP("Actions", "&Use a Palette…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Map the picture to a given palette, start from it, or recolour with it."
        ),
        ("Ctrl+Alt+P",),
        "palette-in",
        group=Group.PICTURE,
    ),
    _action(
        "forget_palette",
        QT_TRANSLATE_NOOP("Actions", "S&top Using Palette"),
        QT_TRANSLATE_NOOP("Actions", "Find the colours in the picture again."),
        icon="close",
        group=Group.PALETTE,
    ),
    _action(
        "clear_edits",
        QT_TRANSLATE_NOOP("Actions", "Undo All &Edits"),
        QT_TRANSLATE_NOOP("Actions", "Take back every merge, split, deletion and recolouring."),
        icon="reset",
        group=Group.EDITED,
    ),
    _action(
        "order_descending",
        QT_TRANSLATE_NOOP("Actions", "&The Other Way Round"),
        QT_TRANSLATE_NOOP("Actions", "Sort the palette the other way round."),
        icon="sort-descending",
        group=Group.RESULT,
        checkable=True,
    ),
)

_choice = partial(_action, checkable=True)
_CHOICES = (
    _choice(
        "adding_more",
        QT_TRANSLATE_NOOP("Actions", "The Palette &Grows"),
        QT_TRANSLATE_NOOP("Actions", "A colour that is added makes the palette larger (K + 1)."),
        choice="adding",
    ),
    _choice(
        "adding_instead",
        QT_TRANSLATE_NOOP("Actions", "Another Colour Gives &Way"),
        QT_TRANSLATE_NOOP("Actions", "The palette stays as large when a colour is added (K)."),
        choice="adding",
    ),
    _choice(
        "order_share",
        QT_TRANSLATE_NOOP("Actions", "&Share"),
        QT_TRANSLATE_NOOP("Actions", "The most frequent colour first."),
        group=Group.RESULT,
        choice="order",
    ),
    _choice(
        "order_hue",
        QT_TRANSLATE_NOOP("Actions", "&Hue"),
        QT_TRANSLATE_NOOP("Actions", "Greys, then from red over green and blue to purple."),
        group=Group.RESULT,
        choice="order",
    ),
    _choice(
        "order_lightness",
        QT_TRANSLATE_NOOP("Actions", "&Lightness"),
        QT_TRANSLATE_NOOP("Actions", "From dark to light."),
        group=Group.RESULT,
        choice="order",
    ),
    _choice(
        "order_path",
        QT_TRANSLATE_NOOP("Actions", "Smooth &Path"),
        QT_TRANSLATE_NOOP("Actions", "From the darkest always on to a near colour."),
        group=Group.RESULT,
        choice="order",
    ),
    _choice(
        "order_found",
        QT_TRANSLATE_NOOP("Actions", "As &Found"),
        QT_TRANSLATE_NOOP("Actions", "As the clustering found them; a given palette as in its file."),
        group=Group.RESULT,
        choice="order",
    ),
    _choice(
        "order_hand",
        QT_TRANSLATE_NOOP("Actions", "&By Hand"),
        QT_TRANSLATE_NOOP("Actions", "As it is now, and as you drag the swatches (Alt+Left, Alt+Right)."),
        group=Group.RESULT,
        choice="order",
    ),
    _choice(
        "vision_usual",
        QT_TRANSLATE_NOOP("Actions", "&Usual"),
        QT_TRANSLATE_NOOP("Actions", "Show colours as they are."),
        choice="vision",
    ),
    _choice(
        "vision_protan",
        QT_TRANSLATE_NOOP("Actions", "&Protan (Red-Blind)"),
        QT_TRANSLATE_NOOP("Actions", "Show colours as people see them who have no cones for long waves."),
        choice="vision",
    ),
    _choice(
        "vision_deutan",
        QT_TRANSLATE_NOOP("Actions", "&Deutan (Green-Blind)"),
        QT_TRANSLATE_NOOP("Actions", "Show colours as people see them who have no cones for middle waves."),
        choice="vision",
    ),
    _choice(
        "vision_tritan",
        QT_TRANSLATE_NOOP("Actions", "&Tritan (Blue-Blind)"),
        QT_TRANSLATE_NOOP("Actions", "Show colours as people see them who have no cones for short waves."),
        choice="vision",
    ),
)

_COPY = (
    ActionSpec(
        "copy_palette",
        QT_TRANSLATE_NOOP("Actions", "&Copy All Colours"),
        QT_TRANSLATE_NOOP("Actions", "Copy the palette as hex codes, one a line."),
        ("Ctrl+Alt+C",),
        "copy",
        group=Group.RESULT,
        rank=53,
    ),
)

PALETTE_ACTIONS = (*_SWATCH_ACTIONS, *_PALETTE_ACTIONS, *_CHOICES, *_COPY)


def _names(choice: str) -> tuple[str, ...]:
    return tuple(spec.name for spec in _CHOICES if spec.choice == choice)


_ADDING = Tree("adding", QT_TRANSLATE_NOOP("Menus", "&When Adding"), _names("adding"))
_VISION = Tree("vision", QT_TRANSLATE_NOOP("Menus", "Colour &Vision"), _names("vision"))
_ORDER = Tree(
    "order", QT_TRANSLATE_NOOP("Menus", "S&ort By"), (*_names("order"), SEPARATOR, "order_descending")
)
_SWATCH = Tree(
    "swatch",
    QT_TRANSLATE_NOOP("Menus", "&Selected Colours"),
    (
        *("lock_color", "edit_color", "paste_color", "restore_color", SEPARATOR),
        *("merge_colors", "split_color", "delete_colors"),
    ),
)

SECTIONS = (
    Section("view", 2, (_VISION,), 3),
    Section("palette", 1, (_SWATCH, "focus_palette")),
    Section("palette", 2, ("add_color", "paste_color_new", "pick_color", _ADDING, "exclude_color")),
    Section("palette", 3, ("use_palette", "forget_palette", "merge_near", "clear_edits")),
    Section("palette", 4, (_ORDER,)),
    Section("palette", 5, ("copy_palette",)),
    Section("tool_strip", 2, ("pick_color",)),
)
