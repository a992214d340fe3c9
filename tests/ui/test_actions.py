"""The table of actions, the trees of menus, and when things can be done."""

from __future__ import annotations

import pkgutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from kquant.resources import resources_folder
from kquant.session.files.preferences import BACKGROUND, Preferences
from kquant.ui import features
from kquant.ui.kit.actions.menus import SEPARATOR, Tree
from kquant.ui.kit.actions.spec import Group
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.shell.features import MENUS, TABLE, TOOLBAR
from kquant.ui.shell.main_window import MainWindow
from tests.ui.parts import find
from tests.ui.waiting import wait_for_result

SELECTION_GROUPS = (Group.SWATCH, Group.SWATCHES, Group.SPLITTABLE, Group.RECOLORED, Group.SELECTION)
NAMES = [spec.name for spec in TABLE]


def leaves(entries: tuple[str | Tree, ...]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, Tree):
            yield from leaves(entry.entries)
        elif entry != SEPARATOR:
            yield entry


def test_names_are_unique_and_shortcuts_too() -> None:
    assert not [name for name, count in Counter(NAMES).items() if count > 1]
    shortcuts = Counter(QKeySequence(key).toString() for spec in TABLE for key in spec.shortcuts)
    assert not [key for key, count in shortcuts.items() if count > 1]
    assert "" not in shortcuts


def test_everything_is_in_a_menu() -> None:
    in_menus = set(leaves(MENUS))
    assert in_menus | {"clear_recent"} == set(NAMES)
    assert set(TOOLBAR) - {SEPARATOR} <= set(NAMES)


def test_every_icon_is_there() -> None:
    icons = resources_folder() / "icons"
    assert not [spec.icon for spec in TABLE if spec.icon and not (icons / f"{spec.icon}.svg").is_file()]


def test_every_folder_of_features_is_part_of_the_window(window: MainWindow) -> None:
    folders = {module.name for module in pkgutil.iter_modules(features.__path__)}
    made = {type(feature).__module__.split(".")[3] for feature in window.features}
    assert folders
    assert folders <= made


def test_no_two_features_answer_to_one_action(window: MainWindow) -> None:
    answered = Counter(name for feature in window.features for name in feature.handlers)
    assert not [name for name, count in answered.items() if count > 1]
    kept = Counter(name for feature in window.features for name in feature.view_states)
    assert set(kept.items()) == {("parameters", 1), ("palette", 1), ("scatter", 1)}  # as they are kept


@pytest.mark.parametrize("tree", MENUS, ids=lambda tree: tree.name)
def test_mnemonics_of_a_menu_are_unique(tree: Tree) -> None:
    texts = [spec.text for spec in TABLE if spec.name in tree.entries]
    texts += [entry.title for entry in tree.entries if isinstance(entry, Tree)]
    letters = Counter(text[text.index("&") + 1].casefold() for text in texts if "&" in text)
    assert len(texts) == letters.total()
    assert not [letter for letter, count in letters.items() if count > 1]


def test_menu_and_toolbar_share_an_action(window: MainWindow) -> None:
    button = find(window, QToolButton, "toolbar_export")
    menu = find(window, QMenu, "file_menu")
    assert isinstance(button, QToolButton)
    assert isinstance(menu, QMenu)
    assert button.defaultAction() in menu.actions()


def test_every_action_does_something(window: MainWindow) -> None:
    idle = [
        action.objectName()
        for action in window.commands
        if action.actionGroup() is None and action.receivers("2triggered(bool)") == 0
    ]
    assert idle == []


def enabled(window: MainWindow) -> set[str]:
    return {action.objectName() for action in window.commands if action.isEnabled()}


def test_without_a_picture_only_what_makes_sense(window: MainWindow) -> None:
    present = enabled(window)
    assert {"open", "paste", "preferences", "find_command", "about", "quit"} <= present
    assert not {"export", "copy", "undo", "redo", "view_split", "fit", "run", "reload", "stop"} & present


def test_with_a_result_nearly_everything(open_window: MainWindow) -> None:
    of_selection = {spec.name for spec in TABLE if spec.group in SELECTION_GROUPS}
    waiting = {"undo", "redo", "stop", "export_again", "clear_edits", "forget_palette"}
    assert set(NAMES) - enabled(open_window) == waiting | of_selection


def test_undo_says_what_it_takes_back(qtbot: QtBot, open_window: MainWindow) -> None:
    undo, redo = open_window.commands["undo"], open_window.commands["redo"]
    qtbot.keyClick(open_window.canvas, Qt.Key.Key_BracketRight)
    assert open_window.document.settings.colors == 17
    assert undo.isEnabled()
    assert "17" in undo.text()
    undo.trigger()
    assert open_window.document.settings.colors == 16
    assert not undo.isEnabled()
    assert "17" in redo.text()
    redo.trigger()
    assert open_window.document.settings.colors == 17
    wait_for_result(qtbot, open_window)


@pytest.mark.parametrize(
    ("key", "view"),
    [("1", "original"), ("2", "split"), ("3", "side"), ("4", "result"), ("5", "difference")],
)
def test_a_digit_chooses_the_view(qtbot: QtBot, open_window: MainWindow, key: str, view: str) -> None:
    open_window.canvas.set_view("original" if view != "original" else "split")
    qtbot.keyClicks(open_window.canvas, key)
    assert open_window.canvas.view == view
    checked = [
        a.objectName() for a in open_window.commands if a.objectName()[:5] == "view_" and a.isChecked()
    ]
    assert checked == [f"view_{view}"]


def test_zoom_by_keys(qtbot: QtBot, open_window: MainWindow) -> None:
    canvas, control = open_window.canvas, Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(canvas, Qt.Key.Key_1, control)
    assert canvas.zoom == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom > 1
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert canvas.zoom < 1
    qtbot.keyClick(canvas, Qt.Key.Key_0, control)
    assert canvas.fitted


def test_every_action_tells_what_it_does(window: MainWindow) -> None:
    assert not [a.objectName() for a in window.commands if not a.whatsThis().endswith(".")]
    assert isinstance(window.commands["open"], QAction)
    assert "Ctrl+O" in window.commands["open"].toolTip()


def test_no_two_controls_of_the_window_share_a_mnemonic(open_window: MainWindow) -> None:
    """Two would only take turns with the focus, and a menu would open for neither.

    What the toolbar has is seen only while its other place is not.
    """
    texts = [action.text() for action in open_window.menuBar().actions()]
    elsewhere = set(open_window.toolbar.findChildren(QLabel))
    texts += [label.text() for label in open_window.findChildren(QLabel) if label not in elsewhere]
    buttons = open_window.findChildren(QAbstractButton)
    texts += [button.text() for button in buttons if not isinstance(button, QToolButton)]
    plain = [text.replace("&&", "") for text in texts]
    letters = [text[text.index("&") + 1].lower() for text in plain if "&" in text and text[0] != "<"]
    assert len(letters) == len(set(letters))


def test_the_plot_can_be_exported_by_key_from_a_hidden_panel(
    qtbot: QtBot, open_window: MainWindow, tmp_path: Path
) -> None:
    window = open_window
    window.panels["clusters"].hide()
    window.commands["export_plot"].trigger()
    dialog = find(window, FileDialog, "plot_dialog")
    assert isinstance(dialog, FileDialog)
    assert Path(dialog.selectedFiles()[0]) == tmp_path / "photo-clusters.png"
    folder = tmp_path / "plots"
    folder.mkdir()
    qtbot.waitUntil(window.scatter.isVisible)
    with qtbot.waitSignal(window.scatter.export.exported):
        qtbot.waitUntil(
            lambda: window.scatter.plot is not None and window.scatter.plot.scene_shown is not None
        )
        dialog.fileSelected.emit(str(folder / "plot.svg"))
    assert (folder / "plot.svg").read_text("utf-8").count("<svg") == 1
    assert window.scatter.export.suggest().parent == folder
    dialog.close()


def test_the_background_stays_when_other_choices_are_made(
    open_window: MainWindow, preferences: Preferences
) -> None:
    open_window.commands["background_dark"].trigger()
    for other in ("vision_protan", "vision_usual", "view_result"):
        open_window.commands[other].trigger()
    assert preferences.get(BACKGROUND) == "dark"
    assert open_window.commands["background_dark"].isChecked()


def test_a_background_of_ones_own(open_window: MainWindow, preferences: Preferences) -> None:
    window = open_window
    for answer in ("reject", "accept"):
        window.commands["background_custom"].trigger()
        dialog = find(window, QColorDialog, "background_dialog")
        assert isinstance(dialog, QColorDialog)
        dialog.setCurrentColor(QColor("#204060"))
        getattr(dialog, answer)()
        dialog.setObjectName("")
        assert window.commands["background_custom"].isChecked() == (answer == "accept")
    assert preferences.get(BACKGROUND) == "custom"
    assert window.canvas.grab().toImage().pixelColor(2, 200).name() == "#204060"
    window.commands["background_dark"].trigger()
    window.commands["background_custom"].trigger()
    dialog = find(window, QColorDialog, "background_dialog")
    assert isinstance(dialog, QColorDialog)
    assert dialog.currentColor().name() == "#204060"
    dialog.reject()
    assert window.commands["background_dark"].isChecked()
