"""The menus as trees of names; what they hold is made from the table of actions."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QMenuBar

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.actions import Actions

SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Tree:
    """A menu: entries are names of actions, separators and menus. One without entries is filled elsewhere."""

    name: str
    title: str
    entries: tuple[str | Tree, ...] = ()


MENUS = (
    Tree(
        "file",
        QT_TRANSLATE_NOOP("Menus", "&File"),
        (
            "open",
            Tree("recent", QT_TRANSLATE_NOOP("Menus", "Open &Recent")),
            Tree("samples", QT_TRANSLATE_NOOP("Menus", "Open &Sample")),
            "reload",
            SEPARATOR,
            "export",
            "export_again",
            "export_plot",
            SEPARATOR,
            "close",
            "quit",
        ),
    ),
    Tree(
        "edit",
        QT_TRANSLATE_NOOP("Menus", "&Edit"),
        (
            "undo",
            "redo",
            SEPARATOR,
            "copy",
            "paste",
            SEPARATOR,
            "deselect",
            "invert_selection",
            SEPARATOR,
            "preferences",
        ),
    ),
    Tree(
        "view",
        QT_TRANSLATE_NOOP("Menus", "&View"),
        (
            "view_original",
            "view_split",
            "view_side",
            "view_result",
            "view_difference",
            SEPARATOR,
            "split_horizontal",
            "show_selection",
            Tree(
                "background",
                QT_TRANSLATE_NOOP("Menus", "Behind &Transparency"),
                ("background_checker", "background_light", "background_dark", "background_custom"),
            ),
            Tree(
                "vision",
                QT_TRANSLATE_NOOP("Menus", "Colour &Vision"),
                ("vision_usual", "vision_protan", "vision_deutan", "vision_tritan"),
            ),
            SEPARATOR,
            "zoom_in",
            "zoom_out",
            "fit",
            "actual_size",
            SEPARATOR,
            "full_screen",
        ),
    ),
    Tree(
        "image",
        QT_TRANSLATE_NOOP("Menus", "&Image"),
        ("fewer", "more", SEPARATOR, "live", "run", "stop"),
    ),
    Tree(
        "palette",
        QT_TRANSLATE_NOOP("Menus", "&Palette"),
        (
            Tree(
                "swatch",
                QT_TRANSLATE_NOOP("Menus", "&Selected Colours"),
                (
                    "lock_color",
                    "edit_color",
                    "paste_color",
                    "restore_color",
                    SEPARATOR,
                    "merge_colors",
                    "split_color",
                    "delete_colors",
                ),
            ),
            "focus_palette",
            SEPARATOR,
            "add_color",
            "paste_color_new",
            "pick_color",
            Tree("adding", QT_TRANSLATE_NOOP("Menus", "&When Adding"), ("adding_more", "adding_instead")),
            "exclude_color",
            "pick_exclude",
            SEPARATOR,
            "use_palette",
            "forget_palette",
            "merge_near",
            "clear_edits",
            SEPARATOR,
            Tree(
                "order",
                QT_TRANSLATE_NOOP("Menus", "S&ort By"),
                (
                    "order_share",
                    "order_hue",
                    "order_lightness",
                    "order_path",
                    "order_found",
                    "order_hand",
                    SEPARATOR,
                    "order_descending",
                ),
            ),
            SEPARATOR,
            "copy_palette",
            "export_palette",
        ),
    ),
    Tree(
        "tools",
        QT_TRANSLATE_NOOP("Menus", "&Tools"),
        (
            "tool_hand",
            "tool_rectangle",
            "tool_ellipse",
            "tool_lasso",
            "tool_wand",
            SEPARATOR,
            "lab",
            SEPARATOR,
            "find_command",
        ),
    ),
    Tree(
        "window",
        QT_TRANSLATE_NOOP("Menus", "&Window"),
        (
            "new_window",
            Tree("windows", QT_TRANSLATE_NOOP("Menus", "S&witch To")),
            SEPARATOR,
            Tree("panels", QT_TRANSLATE_NOOP("Menus", "&Panels")),
            "focus_clusters",
            "reset_layout",
        ),
    ),
    Tree("help", QT_TRANSLATE_NOOP("Menus", "&Help"), ("find_command", SEPARATOR, "report", "about")),
)

TOOL_STRIP = (
    "tool_hand",
    "tool_rectangle",
    "tool_ellipse",
    "tool_lasso",
    "tool_wand",
    SEPARATOR,
    "pick_color",
    "pick_exclude",
    SEPARATOR,
    "deselect",
)

TOOLBAR = (
    "open",
    "paste",
    "export",
    SEPARATOR,
    "undo",
    "redo",
    SEPARATOR,
    "view_original",
    "view_split",
    "view_side",
    "view_result",
    "view_difference",
    SEPARATOR,
    "fit",
    "actual_size",
)


def fill_menu_bar(bar: QMenuBar, actions: Actions, trees: tuple[Tree, ...] = MENUS) -> dict[str, QMenu]:
    """Put the menus in place; returns every menu by its name."""
    menus: dict[str, QMenu] = {}
    for tree in trees:
        _fill(bar.addMenu(_title(tree)), tree, actions, menus)
    return menus


def _fill(menu: QMenu, tree: Tree, actions: Actions, menus: dict[str, QMenu]) -> None:
    menus[tree.name] = menu
    menu.setObjectName(f"{tree.name}_menu")
    for entry in tree.entries:
        if isinstance(entry, Tree):
            _fill(menu.addMenu(_title(entry)), entry, actions, menus)
        elif entry == SEPARATOR:
            menu.addSeparator()
        else:
            menu.addAction(actions[entry])


def _title(tree: Tree) -> str:
    return QCoreApplication.translate("Menus", tree.title)
