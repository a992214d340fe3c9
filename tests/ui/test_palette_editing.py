"""Swatches picked, locked, merged, split, moved and recoloured, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import PaletteUse
from kquant.core.palette.accents import Accent
from kquant.core.palette.order import Order
from kquant.io.source import SourceImage
from kquant.session.document.state import Phase
from kquant.ui.features.palette.dialogs.color_dialogs import EditDialog
from kquant.ui.features.palette.drag import Drag, Target
from kquant.ui.features.palette.swatch_row import least_widths, swatch_widths
from tests.ui.mouse import double_click
from tests.ui.palette_bench import (
    BLUE,
    GREEN,
    WHITE,
    MakeBench,
    PaletteBench,
    clipboard,
    copy,
    hex_of,
    publish,
)
from tests.ui.parts import find

SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def steps(bench: PaletteBench) -> int:
    return bench.document.undo_stack.index()


def undo(bench: PaletteBench) -> None:
    bench.document.undo_stack.undo()
    bench.wait()


# Selecting and copying


def test_a_click_selects_and_copies_and_modifiers_only_select(bench: PaletteBench) -> None:
    bench.click(1)
    assert bench.selected_rows == (1,)
    assert clipboard() == hex_of(BLUE)
    bench.click(3, CONTROL)
    assert bench.selected_rows == (1, 3)
    bench.click(1)
    bench.click(3, SHIFT)
    assert bench.selected_rows == (1, 2, 3)
    assert clipboard() == hex_of(BLUE)


def test_the_keys_select_and_copy(bench: PaletteBench) -> None:
    bench.click(0)
    bench.key(Qt.Key.Key_Right)
    assert bench.selected_rows == (1,)
    bench.key(Qt.Key.Key_Right, SHIFT)
    assert bench.selected_rows == (1, 2)
    bench.key(Qt.Key.Key_C, CONTROL)
    assert clipboard() == f"{hex_of(BLUE)}\n{hex_of(WHITE)}"
    bench.key(Qt.Key.Key_A, CONTROL)
    assert bench.selected_rows == (0, 1, 2, 3)
    bench.key(Qt.Key.Key_Escape)
    assert bench.selected_rows == ()


def test_what_is_selected_stays_selected(bench: PaletteBench) -> None:
    bench.click(3)
    bench.trigger("order_lightness")
    bench.wait()
    assert [bench.hexes[row] for row in bench.selected_rows] == [hex_of(GREEN)]


# Locking


def test_the_padlock_locks_without_copying(bench: PaletteBench) -> None:
    copy("mine")
    bench.click_padlock(1)
    bench.wait()
    assert bench.document.settings.locked == (BLUE,)
    assert clipboard() == "mine"
    spoken = bench.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("locked")
    bench.click_padlock(1)
    assert bench.document.settings.locked == ()


def test_l_locks_all_that_is_selected_and_undo_unlocks(bench: PaletteBench) -> None:
    bench.click(1)
    bench.click(2, CONTROL)
    bench.key(Qt.Key.Key_L)
    bench.wait()
    assert set(bench.document.settings.locked) == {BLUE, WHITE}
    assert bench.actions_table["lock_color"].isChecked()
    undo(bench)
    assert bench.document.settings.locked == ()


def test_a_locked_colour_is_wide_enough_for_its_padlock() -> None:
    shares = np.array([0.9, 0.1, 0.0])
    widths = swatch_widths(shares, 400, least_widths(3, {2}, 400))
    assert widths[2] >= 16
    assert widths.sum() == 400
    many = swatch_widths(np.ones(256), 700, least_widths(256, set(range(256)), 700))
    assert many.sum() in (700, 256 * 3)


# Merging, splitting, deleting


def test_a_swatch_dropped_on_another_is_merged(bench: PaletteBench) -> None:
    pixels = bench.result.counts.sum()
    together = bench.result.counts[1] + bench.result.counts[3]
    bench.drag(3, bench.center(1))
    bench.wait()
    assert len(bench.result.palette) == 3
    assert bench.result.counts.sum() == pixels
    (merged,) = list(bench.selected_rows)
    assert bench.result.counts[merged] == together
    undo(bench)
    assert len(bench.result.palette) == 4


def test_m_merges_s_splits_and_delete_deletes(bench: PaletteBench) -> None:
    bench.click(0)
    bench.key(Qt.Key.Key_S)
    bench.wait()
    assert len(bench.result.palette) == 5
    bench.list.select_rows([0, 1], 0)
    bench.key(Qt.Key.Key_M)
    bench.wait()
    assert len(bench.result.palette) == 4
    bench.click(3)
    bench.key(Qt.Key.Key_Delete)
    bench.wait()
    assert len(bench.result.palette) == 3
    assert steps(bench) == 3


def test_what_came_of_a_colour_is_selected(bench: PaletteBench) -> None:
    bench.click(0)
    bench.key(Qt.Key.Key_S)
    bench.wait()
    assert len(bench.selected_rows) == 2
    bench.key(Qt.Key.Key_M)
    bench.wait()
    (merged,) = list(bench.selected_rows)
    assert bench.result.counts[merged] == bench.result.counts.max()
    bench.key(Qt.Key.Key_Delete)
    bench.wait()
    assert bench.selected_rows == (merged,)
    next_one = bench.hexes[merged]
    undo(bench)
    assert bench.selected_rows == (bench.hexes.index(next_one),)


def test_nothing_is_said_of_what_is_selected_no_longer(bench: PaletteBench) -> None:
    bench.click(0)
    bench.click(1, CONTROL)
    bench.document.change("fewer", colors=1)
    bench.wait()
    assert bench.selected_rows == ()
    assert bench.part(QLabel, "palette_info").text() == ""
    undo(bench)
    assert bench.selected_rows == ()  # nor does it come back


def test_only_what_makes_sense_can_be_done(bench: PaletteBench) -> None:
    def can(*names: str) -> list[bool]:
        return [bench.actions_table[name].isEnabled() for name in names]

    bench.bar.select_rows([])
    assert can("lock_color", "merge_colors", "split_color", "restore_color") == [False] * 4
    bench.bar.select_rows([1])
    assert can("lock_color", "merge_colors", "split_color") == [True, False, False]  # one distinct colour
    bench.bar.select_rows([0])
    assert can("split_color") == [True]
    bench.bar.select_rows([0, 1])
    assert can("merge_colors", "split_color") == [True, False]


# Order


def test_a_swatch_dropped_between_two_is_moved(bench: PaletteBench) -> None:
    bench.drag(2, bench.edge(0))
    bench.wait()
    assert bench.hexes[0] == hex_of(WHITE)
    assert bench.document.palette.arrangement.order is Order.HAND
    assert bench.selected_rows == (0,)
    bench.key(Qt.Key.Key_Right, ALT)
    bench.wait()
    assert bench.hexes[1] == hex_of(WHITE)


def test_a_key_that_is_quicker_than_the_swatches_means_what_is_selected(bench: PaletteBench) -> None:
    def press() -> None:
        pressed.append(bench.document.now.result)
        if len(pressed) == 1:
            bench.key(Qt.Key.Key_Right, ALT)

    before, pressed = bench.hexes, list[object]()
    bench.document.bind(bench, press, "result")
    bench.drag(2, bench.edge(0))
    bench.wait()
    assert bench.hexes == [before[0], hex_of(WHITE), before[1], before[3]]
    assert bench.selected_rows == (1,)


def test_escape_lets_go_of_what_is_dragged(bench: PaletteBench, qtbot: QtBot) -> None:
    before = bench.hexes
    bench.drag(2, bench.edge(0), release=False)
    bench.key(Qt.Key.Key_Escape)
    qtbot.mouseRelease(bench.list.viewport(), Qt.MouseButton.LeftButton, pos=bench.edge(0))
    assert steps(bench) == 0
    assert bench.hexes == before


def test_a_drop_on_itself_does_nothing() -> None:
    drag = Drag([1, 2], QPoint())
    for row, x, expected in [
        (1, 150, None),
        (1, 101, None),
        (3, 301, None),
        (3, 350, Target(3, False)),
        (0, 1, Target(0, True)),
        (4, 499, Target(5, True)),
    ]:
        drag.move(QPoint(x, 20), row, QRect(100 * row, 0, 100, 40))
        assert drag.target == expected, (row, x)


# Recolouring


def test_f2_edits_live_as_one_step(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.click(1)
    bench.key(Qt.Key.Key_F2)
    dialog = bench.dialog(EditDialog)
    line = dialog.chooser.line
    line.clear()
    qtbot.keyClicks(line, "#102030")
    bench.wait()
    assert "#102030" in bench.hexes
    counts = bench.result.counts.sum()
    qtbot.keyClick(find(dialog, QSlider, "hue_slider"), Qt.Key.Key_Right)
    bench.wait()
    assert "#102030" not in bench.hexes
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert steps(bench) == 1
    assert bench.result.counts.sum() == counts
    bench.trigger("restore_color")
    bench.wait()
    assert hex_of(BLUE) in bench.hexes


def test_escape_leaves_the_colour_as_it_was(bench: PaletteBench, qtbot: QtBot) -> None:
    double_click(bench.list.viewport(), bench.center(1))
    dialog = bench.dialog(EditDialog)
    dialog.chooser.line.selectAll()
    qtbot.keyClicks(dialog.chooser.line, "tomato")
    bench.wait()
    assert hex_of((255, 99, 71)) in bench.hexes
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    bench.wait()
    assert hex_of(BLUE) in bench.hexes
    assert steps(bench) == 0


def test_the_edit_dialog_says_what_is_no_colour(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.click(1)
    bench.trigger("edit_color")
    dialog = bench.dialog(EditDialog)
    dialog.chooser.line.selectAll()
    qtbot.keyClicks(dialog.chooser.line, "blurple")
    name = find(dialog, QLabel, "color_name")
    assert isinstance(name, QLabel)
    assert "no colour" in name.text()
    assert dialog.chooser.color == BLUE
    dialog.reject()


def test_paste_recolours_what_was_clicked(bench: PaletteBench) -> None:
    copy("rgb(1, 2, 3)")
    bench.click(1)  # which copies, too
    bench.key(Qt.Key.Key_V, CONTROL)
    bench.wait()
    assert "#010203" in bench.hexes
    assert hex_of(BLUE) not in bench.hexes


def test_a_swatch_is_copied_onto_another(bench: PaletteBench) -> None:
    bench.click(0)
    bench.click(2)
    bench.key(Qt.Key.Key_V, CONTROL)
    bench.wait()
    assert hex_of(WHITE) not in bench.hexes
    assert len(bench.result.palette) == 3  # two of one colour are one


def test_paste_recolours_all_that_is_selected(bench: PaletteBench) -> None:
    copy("rgb(1, 2, 3)")
    bench.click(1)
    bench.click(2, SHIFT)
    bench.key(Qt.Key.Key_V, CONTROL)
    bench.wait()
    assert bench.hexes.count("#010203") == 1  # the two have become one colour
    assert len(bench.result.palette) == 3
    assert steps(bench) == 1
    undo(bench)
    assert len(bench.result.palette) == 4


def test_as_many_colours_as_are_selected_are_pasted_one_by_one(bench: PaletteBench, qtbot: QtBot) -> None:
    copy("#010203\n#0a0b0c\n")
    bench.bar.select_rows([1, 3])
    bench.trigger("paste_color")
    bench.wait()
    assert [bench.hexes[1], bench.hexes[3]] == ["#010203", "#0A0B0C"]
    assert steps(bench) == 1
    bench.bar.select_rows([0, 1, 2])
    with qtbot.waitSignal(bench.commands.noted):
        bench.trigger("paste_color")
    assert steps(bench) == 1


def test_what_was_copied_by_key_is_pasted(bench: PaletteBench) -> None:
    copy("rgb(1, 2, 3)")
    bench.bar.select_rows([1])
    bench.key(Qt.Key.Key_C, CONTROL)
    bench.bar.select_rows([1, 2])
    bench.key(Qt.Key.Key_V, CONTROL)
    bench.wait()
    assert hex_of(BLUE) in bench.hexes
    assert hex_of(WHITE) not in bench.hexes


def test_paste_of_something_else_says_so(bench: PaletteBench, qtbot: QtBot) -> None:
    copy("a recipe for soup")
    bench.bar.select_rows([1])
    with qtbot.waitSignal(bench.commands.noted):
        bench.trigger("paste_color")
    assert steps(bench) == 0


def test_the_menu_of_a_swatch_has_everything(bench: PaletteBench) -> None:
    menu = bench.bar.menu_for(2)
    assert bench.selected_rows == (2,)
    names = {action.objectName() for action in menu.actions()}
    for name in ("lock", "edit", "paste", "restore", "split", "exclude"):
        assert f"{name}_color" in names
    assert {"merge_colors", "delete_colors", "add_color"} <= names
    assert isinstance(menu.findChild(QMenu), QMenu)
    menu.close()


# What is said below


def info(bench: PaletteBench) -> str:
    return bench.part(QLabel, "palette_info").accessibleName()


def test_two_swatches_are_compared(bench: PaletteBench) -> None:
    bench.bar.select_rows([1, 2])
    assert "8.8:1" in info(bench)
    assert "AAA" in info(bench)
    sample = bench.part(QLabel, "contrast_sample")
    assert sample.isVisible()
    bench.bar.select_rows([0, 1])
    assert "not enough for text" in info(bench)
    bench.bar.select_rows([2])
    assert "Colour 3: #F0F0F0" in info(bench)
    assert not sample.isVisible()


def test_a_click_on_colour_vision_opens_its_menu_and_changes_nothing(
    bench: PaletteBench, qtbot: QtBot
) -> None:
    button = bench.part(QToolButton, "palette_vision")
    assert button.popupMode() is bench.part(QToolButton, "palette_copy_all").popupMode()  # the same arrow
    menu = button.menu()
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu.close))
    for action, simulated in (("vision_usual", False), ("vision_deutan", True)):
        bench.trigger(action)
        with qtbot.waitSignal(menu.aboutToHide):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
        assert button.isChecked() is simulated


def test_colour_vision_changes_what_is_painted_and_nothing_else(bench: PaletteBench, qtbot: QtBot) -> None:
    def painted(row: int) -> str:
        image = bench.list.viewport().grab().toImage()
        ratio = image.devicePixelRatio()
        return QColor(image.pixel(int(bench.center(row).x() * ratio), image.height() - 8)).name()

    before = painted(3)
    bench.trigger("vision_deutan")
    assert bench.view.now.vision == "deutan"
    assert bench.part(QToolButton, "palette_vision").text() == "Deutan (Green-Blind)"
    assert painted(3) != before
    assert hex_of(GREEN) in bench.hexes
    bench.click(3)
    assert clipboard() == hex_of(GREEN)
    bench.trigger("vision_usual")
    bench.list.clearSelection()
    assert painted(3) == before


@pytest.fixture
def tell_of(bench: PaletteBench) -> Callable[..., None]:
    """Says that the result lacks these accents."""

    def tell(*accents: Accent) -> None:
        publish(bench.document, accents=accents)

    return tell


def test_an_accent_is_named_and_kept(bench: PaletteBench, tell_of: Callable[..., None]) -> None:
    tell_of(Accent((205, 33, 34), 0.0009, 40.0))
    words = bench.part(QLabel, "accent_words")
    assert words.isVisible()
    assert words.accessibleName() == "A small red (0.09 %, #CD2122) would be lost."
    bench.part(QPushButton, "accent_keep").click()
    assert bench.document.settings.locked == ((205, 33, 34),)
    assert bench.document.settings.colors == 5
    assert "#CD2122" in bench.hexes or bench.document.now.phase is not Phase.UP_TO_DATE
    bench.wait()
    assert "#CD2122" in bench.hexes


def test_an_accent_that_is_not_wanted_is_not_named_again(
    bench: PaletteBench, tell_of: Callable[..., None]
) -> None:
    one, other = Accent((255, 0, 0), 0.001, 40.0), Accent((0, 255, 0), 0.002, 30.0)
    tell_of(one, other)
    words = bench.part(QLabel, "accent_words")
    assert "1 more" in words.accessibleName()
    bench.part(QPushButton, "accent_later").click()
    assert "green" in words.accessibleName()
    bench.part(QPushButton, "accent_later").click()
    tell_of(one)
    assert not words.isVisible()
    assert steps(bench) == 0


def test_no_accent_is_offered_while_the_picture_is_mapped_to_a_palette(
    bench: PaletteBench, qtbot: QtBot
) -> None:
    pixels = np.full((300, 300, 3), (200, 120, 60), np.uint8)
    pixels[:, 150:] = (80, 120, 60)
    pixels[100:110, 100:110] = (20, 40, 250)
    bench.document.change("K", colors=2)
    bench.document.show(SourceImage(pixels, None, "PNG", "RGB 8-bit"))
    keep = bench.part(QPushButton, "accent_keep")
    qtbot.waitUntil(keep.isVisible)
    bench.document.palette.use([(200, 120, 60), (80, 120, 60)], PaletteUse.FIXED)
    assert not keep.isVisible()
    bench.wait()
    assert not keep.isVisible()
    bench.document.palette.forget()
    qtbot.waitUntil(keep.isVisible)


def test_the_names_of_many_colours_fit(make_bench: MakeBench) -> None:
    ramp = np.arange(256, dtype=np.uint8)
    pixels = np.stack([ramp, 255 - ramp, ramp // 2], axis=1)[None]
    bench = make_bench(pixels, colors=256)
    assert len(bench.result.palette) == 256
    bench.key(Qt.Key.Key_A, CONTROL)
    assert "256 colours selected" in info(bench)
    assert bench.list.viewport().grab().toImage().pixel(2, 30) != 0
    line = bench.findChild(QLineEdit)
    assert line is None
