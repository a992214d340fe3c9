"""Colours added and excluded, near-duplicates merged, palettes used: the dialogs, live and undoable."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import ExcludedAs, ExcludedWhere, PaletteUse
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.session.files.preferences import ADDING, Preferences
from kquant.ui.features.palette.chips import Chip
from kquant.ui.features.palette.dialogs.color_dialogs import AddDialog
from kquant.ui.features.palette.dialogs.exclude_dialog import ExcludeDialog
from kquant.ui.features.palette.dialogs.merge_dialog import MergeDialog
from kquant.ui.features.palette.dialogs.use_dialog import UseDialog
from kquant.ui.features.palette.header import Header
from tests.ui.palette_bench import BLUE, GREEN, RED, WHITE, MakeBench, PaletteBench, copy, hex_of
from tests.ui.parts import find

BLACK, PALE = (0, 0, 0), (255, 255, 255)


def steps(bench: PaletteBench) -> int:
    return bench.document.undo_stack.index()


# Adding


def test_a_typed_colour_is_added_and_locked(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.trigger("add_color")
    dialog = bench.dialog(AddDialog)
    dialog.chooser.line.selectAll()
    qtbot.keyClicks(dialog.chooser.line, "#ff8000")
    qtbot.keyClick(dialog.chooser.line, Qt.Key.Key_Return)
    bench.wait()
    assert "#FF8000" in bench.hexes
    assert bench.document.settings.locked == ((255, 128, 0),)
    assert bench.document.settings.colors == 5
    assert steps(bench) == 1


def test_half_a_code_is_not_added(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.trigger("add_color")
    dialog = bench.dialog(AddDialog)
    dialog.chooser.line.selectAll()
    qtbot.keyClicks(dialog.chooser.line, "ff80")  # after ff8, which is a colour
    qtbot.keyClick(dialog.chooser.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.chooser.line, "00cc")
    qtbot.keyClick(dialog.chooser.line, Qt.Key.Key_Return)
    assert bench.document.settings.locked == ((255, 128, 0),)


def test_another_colour_gives_way_if_one_likes(
    bench: PaletteBench, qtbot: QtBot, preferences: Preferences
) -> None:
    bench.trigger("add_color")
    dialog = bench.dialog(AddDialog)
    find(dialog, QRadioButton, "adding_instead").click()
    dialog.accept()
    bench.wait()
    assert len(bench.result.palette) == 4
    assert preferences.get(ADDING) == "instead"  # and the next time
    assert bench.actions_table["adding_instead"].isChecked()
    bench.trigger("adding_more")
    copy("#010203 #040506")
    bench.trigger("paste_color_new")
    bench.wait()
    assert {"#010203", "#040506"} <= set(bench.hexes)
    assert bench.document.settings.colors == 6


def test_the_eyedropper_is_asked_for(bench: PaletteBench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.commands.eyedropper_requested):
        bench.trigger("pick_color")


# Excluding


def test_the_range_is_excluded_live_and_one_step(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.click(1)
    bench.trigger("exclude_color")
    dialog = bench.dialog(ExcludeDialog)
    slider = find(dialog, QSlider, "delta_e_slider")
    assert bench.document.settings.excluded == (Exclusion(BLUE, 5.0),)
    for _ in range(4):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert bench.document.settings.excluded == (Exclusion(BLUE, 6.0),)
    share = find(dialog, QLabel, "excluded_share")
    assert isinstance(share, QLabel)
    percent = QLocale().toString(100 * 30 / 105, "f", 1)
    qtbot.waitUntil(lambda: percent in share.text())
    bench.wait()
    assert hex_of(BLUE) in bench.hexes  # its paper, as it is by default
    paper = find(dialog, QLabel, "paper_share")
    assert isinstance(paper, QLabel)
    qtbot.waitUntil(lambda: "paper" in paper.text())
    become, where = (find(dialog, QComboBox, name) for name in ("excluded_as", "excluded_where"))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        assert where.isEnabled()
        qtbot.keyClick(become, key)
    assert bench.document.settings.excluded_as is ExcludedAs.NEAREST
    assert not where.isEnabled()
    qtbot.keyClick(become, Qt.Key.Key_Up)
    assert bench.document.settings.excluded_as is ExcludedAs.TRANSPARENT
    qtbot.keyClick(where, Qt.Key.Key_Down)
    assert bench.document.settings.excluded_where is ExcludedWhere.EDGE
    qtbot.keyClick(where, Qt.Key.Key_Up)
    dialog.accept()
    bench.wait()
    assert hex_of(BLUE) not in bench.hexes
    assert steps(bench) == 1
    (chip,) = chips(bench, "excluded")
    assert percent in chip.label.text()
    assert percent in chip.label.toolTip()


def test_a_paper_is_held(bench: PaletteBench, qtbot: QtBot) -> None:
    colors = len(bench.hexes)
    bench.document.palette.exclude(BLUE, 1)
    bench.wait()
    asked = bench.document.settings.colors
    assert asked is not None
    assert len(bench.hexes) == asked + 1
    row = bench.hexes.index(hex_of(BLUE))
    edits = bench.document.palette
    assert edits.paper_rows() == {row}
    assert row in edits.locked_rows()
    assert not edits.delete([row])
    assert not edits.split(row)
    assert not edits.lock([row])
    assert not edits.unlock([row])
    other = next(number for number in range(len(bench.hexes)) if number != row)
    assert edits.merge([row, other])
    bench.wait()
    assert hex_of(BLUE) in bench.hexes
    assert bench.document.settings.colors == min(asked, colors) - 1


def test_a_paper_has_a_mark_of_its_own_and_is_called_so(bench: PaletteBench) -> None:
    def mark() -> tuple[QImage, str]:
        row = bench.hexes.index(hex_of(BLUE))
        corner = QRect(bench.list.swatch_rect(row).topLeft(), QSize(14, 16))
        spoken = bench.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        return bench.list.viewport().grab(corner).toImage(), spoken.split(", ")[-1]

    plain = mark()[0]
    bench.document.palette.lock([bench.hexes.index(hex_of(BLUE))])
    bench.wait()
    locked, called_locked = mark()
    bench.document.palette.unlock([bench.hexes.index(hex_of(BLUE))])
    bench.document.palette.exclude(BLUE, 1)
    bench.wait()
    paper, called_paper = mark()
    assert (called_locked, called_paper) == ("locked", "paper")
    assert plain != locked
    assert plain != paper
    assert locked != paper
    row = bench.hexes.index(hex_of(BLUE))
    bench.click_padlock(row)  # there is none
    assert bench.selected_rows == (row,)
    assert bench.document.settings.locked == ()


def test_transparent_is_not_called_paper_and_both_tell_their_share(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.document.palette.exclude(BLUE, 1)
    (exclusion,) = bench.document.settings.excluded
    bench.commands.change_exclusion(exclusion)
    dialog = bench.dialog(ExcludeDialog)
    become, where = (find(dialog, QComboBox, name) for name in ("excluded_as", "excluded_where"))
    share = find(dialog, QLabel, "paper_share")
    percent = QLocale().toString(100 * 30 / 105, "f", 1)
    buddy = next(label for label in dialog.findChildren(QLabel) if label.buddy() is where)
    for words, other, label in (
        ("paper", "transparent", "Paper &lies"),
        ("transparent", "paper", "Trans&parent"),
    ):
        bench.wait()
        qtbot.waitUntil(lambda: share.text() != "")
        assert words in share.text()
        assert other not in share.text()
        assert buddy.text() == label
        (chip,) = chips(bench, "excluded")
        assert chip.label.text().endswith(f": {percent} %")
        tip = chip.label.toolTip().lower()
        assert words in tip
        assert other not in tip
        qtbot.keyClick(become, Qt.Key.Key_Down)
    assert share.text() == ""
    dialog.reject()


def test_cancelled_exclusions_leave_no_trace(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.bar.select_rows([0, 1])
    bench.trigger("merge_colors")
    bench.wait()
    state = bench.document.now.state
    bench.trigger("exclude_color")
    dialog = bench.dialog(ExcludeDialog)
    line = find(dialog, QLineEdit, "excluded_color")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "white")
    assert bench.document.settings.excluded[0].color == PALE
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert bench.document.now.state == state
    assert steps(bench) == 1


def test_what_is_no_colour_is_not_excluded(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.trigger("exclude_color")
    dialog = bench.dialog(ExcludeDialog)
    line = find(dialog, QLineEdit, "excluded_color")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "#zz")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert bench.document.settings.excluded == ()


def chips(bench: PaletteBench, name: str) -> list[Chip]:
    return [chip for chip in bench.findChildren(Chip, name) if not chip.isHidden()]


def test_excluded_colours_are_chips_that_can_be_taken_away(bench: PaletteBench, qtbot: QtBot) -> None:
    bench.document.palette.exclude(BLUE, 2.5)
    bench.document.palette.exclude(PALE)
    radius = QLocale().toString(2.5, "f", 1)
    words = [chip.label.text() for chip in chips(bench, "excluded")]
    assert words == [f"not #1E1EC8 ± ΔE {radius}", "not #FFFFFF"]
    qtbot.mouseClick(chips(bench, "excluded")[1].label, Qt.MouseButton.LeftButton)
    dialog = bench.dialog(ExcludeDialog)
    assert dialog.range.value == 0
    dialog.reject()
    qtbot.mouseClick(chips(bench, "excluded")[0].cross, Qt.MouseButton.LeftButton)
    assert bench.document.settings.excluded == (Exclusion(PALE),)
    bench.document.undo_stack.undo()
    assert len(bench.document.settings.excluded) == 2


def test_many_excluded_colours_go_into_a_menu(bench: PaletteBench) -> None:
    for grey in range(0, 250, 25):
        bench.document.palette.exclude((grey, grey, grey))
    assert chips(bench, "excluded") == []
    menu = bench.part(QToolButton, "excluded_menu")
    assert menu.isVisible()
    assert menu.text() == "Excluded: 10"
    of_one = menu.menu().actions()[9].menu()
    assert isinstance(of_one, QMenu)
    of_one.actions()[1].trigger()
    assert len(bench.document.settings.excluded) == 9


# Merging near-duplicates


def test_near_duplicates_are_shown_before_they_are_merged(make_bench: MakeBench, qtbot: QtBot) -> None:
    colors = [(100, 100, 100), (102, 100, 100), (200, 30, 30), (200, 33, 30), (0, 0, 90)]
    bench = make_bench(np.array([colors], np.uint8), colors=5)
    bench.trigger("merge_near")
    dialog = bench.dialog(MergeDialog)
    words = find(dialog, QLabel, "merge_groups")
    assert isinstance(words, QLabel)
    slider = find(dialog, QSlider, "delta_e_slider")
    qtbot.waitUntil(lambda: words.text() == "Groups: 2. 5 colours become 3.")
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: "Nothing" in words.text())
    for _ in range(3):
        qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    qtbot.waitUntil(lambda: "Groups: 2" in words.text())
    dialog.accept()
    qtbot.waitUntil(lambda: steps(bench) == 1)
    bench.wait()
    assert len(bench.result.palette) == 3


# A given palette


def use_dialog(bench: PaletteBench) -> UseDialog:
    bench.trigger("use_palette")
    return bench.dialog(UseDialog)


def test_a_built_in_palette_is_mapped_to_and_shown(bench: PaletteBench, qtbot: QtBot) -> None:
    dialog = use_dialog(bench)
    palettes = find(dialog, QListWidget, "palettes")
    assert isinstance(palettes, QListWidget)
    assert palettes.count() > 8
    assert dialog.source is not None
    assert dialog.source.name == "Black and white"
    qtbot.keyClick(palettes, Qt.Key.Key_Return)
    bench.wait()
    assert set(bench.hexes) == {"#000000", "#FFFFFF"}
    (chip,) = chips(bench, "palette_in_use")
    assert chip.label.text() == "Mapped to Black and white"
    again = use_dialog(bench)
    assert again.source is not None
    assert again.source.colors == (BLACK, PALE)  # the one in use comes first
    again.reject()
    qtbot.mouseClick(chip.cross, Qt.MouseButton.LeftButton)
    bench.wait()
    assert hex_of(BLUE) in bench.hexes
    assert chips(bench, "palette_in_use") == []


def test_any_number_of_greys(bench: PaletteBench, qtbot: QtBot) -> None:
    dialog = use_dialog(bench)
    palettes, count = find(dialog, QListWidget, "palettes"), find(dialog, QSpinBox, "grey_count")
    assert isinstance(palettes, QListWidget)
    assert isinstance(count, QSpinBox)
    assert not count.isVisible()
    qtbot.keyClick(palettes, Qt.Key.Key_Down)
    assert count.isVisible()
    count.setValue(3)
    assert palettes.currentItem().text() == "3 greys"
    dialog.accept()
    bench.wait()
    assert set(bench.hexes) == {"#000000", "#808080", "#FFFFFF"}


@pytest.mark.parametrize("use", list(PaletteUse))
def test_all_four_uses(bench: PaletteBench, qtbot: QtBot, use: PaletteUse) -> None:
    copy("#000000 #101080 #f01010 #ffffff")
    dialog = use_dialog(bench)
    dialog.paste()
    find(dialog, QRadioButton, f"use_{use.value}").click()
    dialog.accept()
    bench.wait()
    settings = bench.document.settings
    assert settings.palette_use is use
    assert settings.palette == (BLACK, (16, 16, 128), (240, 16, 16), PALE)
    given = {hex_of(color) for color in settings.palette}
    assert (set(bench.hexes) <= given) == (use is not PaletteUse.START)
    assert steps(bench) == 1


def test_palettes_are_read_from_files_and_pictures(
    bench: PaletteBench, qtbot: QtBot, tmp_path: Path, photo: Path
) -> None:
    gpl = tmp_path / "brand.gpl"
    gpl.write_text("GIMP Palette\nName: Brand\n#\n255 0 0 red\n0 0 255 blue\n255 0 0 again\n")
    dialog = use_dialog(bench)
    dialog.open_file(gpl)
    qtbot.waitUntil(lambda: dialog.source is not None and dialog.source.name == "Brand")
    assert dialog.source is not None
    assert dialog.source.colors == ((255, 0, 0), (0, 0, 255))
    dialog.open_file(photo)
    qtbot.waitUntil(lambda: dialog.source is not None and dialog.source.name == "photo")
    assert dialog.source is not None
    assert len(dialog.source.colors) == bench.document.settings.colors
    dialog.reject()


def test_a_clear_entry_is_no_colour_but_kept(bench: PaletteBench, qtbot: QtBot, tmp_path: Path) -> None:
    sprite = tmp_path / "sprite.gpl"
    sprite.write_text("GIMP Palette\nChannels: RGBA\n#\n1 2 3 0 none\n0 0 255 255 blue\n255 0 0 255 red\n")
    dialog = use_dialog(bench)
    dialog.open_file(sprite)
    qtbot.waitUntil(lambda: dialog.source is not None and dialog.source.name == "sprite")
    name = find(dialog, QLabel, "palette_name")
    assert isinstance(name, QLabel)
    assert "Transparent entries are no colours to paint with: 1" in name.text()
    dialog.accept()
    bench.wait()
    assert bench.hexes == ["#0000FF", "#FF0000"]
    assert bench.document.settings.clear_entry == ClearEntry(0, (1, 2, 3))
    again = use_dialog(bench)
    assert again.source is not None
    assert again.source.clear_entry == ClearEntry(0, (1, 2, 3))
    again.accept()
    assert steps(bench) == 1
    bench.trigger("forget_palette")
    assert bench.document.settings.clear_entry is None


def test_what_pasted_colours_lose_is_said(bench: PaletteBench) -> None:
    copy("a { color: #ff000080; background: rgb(0 0 255 / 50%) } p { color: #0f0 }")
    dialog = use_dialog(bench)
    dialog.paste()
    name = find(dialog, QLabel, "palette_name")
    assert isinstance(name, QLabel)
    assert name.text().endswith("\nColours lost their transparency: 2")
    dialog.reject()


def test_enter_uses_the_palette_that_was_just_read(bench: PaletteBench, qtbot: QtBot) -> None:
    copy("#010203 #a0b0c0")
    dialog = use_dialog(bench)
    button = find(dialog, QPushButton, "palette_paste")
    assert isinstance(button, QPushButton)
    button.setFocus()
    button.click()
    focused = dialog.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert bench.document.settings.palette == ((1, 2, 3), (160, 176, 192))
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("rows", "why"),
    [("1 2 3 0 none\n", "no colours in it but transparent ones"), ("", "at most 4,096")],
)
def test_a_palette_that_nothing_can_be_mapped_to_is_refused(
    bench: PaletteBench, qtbot: QtBot, tmp_path: Path, rows: str, why: str
) -> None:
    many = "".join(f"{place // 256} {place % 256} 0 255\n" for place in range(4097))
    path = tmp_path / "odd.gpl"
    path.write_text(f"GIMP Palette\nChannels: RGBA\n{rows or many}")
    dialog = use_dialog(bench)
    name = find(dialog, QLabel, "palette_name")
    assert isinstance(name, QLabel)
    dialog.open_file(path)
    qtbot.waitUntil(lambda: name.text().startswith("odd.gpl: "))
    assert why in name.text()
    dialog.reject()
    assert steps(bench) == 0


def test_what_is_no_palette_is_said_in_one_sentence(
    bench: PaletteBench, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.txt"
    bad.write_text("a recipe for soup")
    dialog = use_dialog(bench)
    name = find(dialog, QLabel, "palette_name")
    assert isinstance(name, QLabel)
    dialog.open_file(bad)
    qtbot.waitUntil(lambda: name.text().startswith("notes.txt: "))
    copy("a recipe for soup")
    dialog.paste()
    assert name.text().startswith("Clipboard: ")
    dialog.reject()
    assert steps(bench) == 0


def test_a_palette_that_is_mapped_to_is_in_its_own_order_until_someone_sorts(
    bench: PaletteBench, qtbot: QtBot
) -> None:
    box = bench.part(QComboBox, "palette_order")
    bench.trigger("order_lightness")
    look = bench.bar.view_state
    given = ["#FFFFFF", "#000000", "#FF0000", "#0000FF"]
    copy(" ".join(given))
    dialog = use_dialog(bench)
    dialog.paste()
    dialog.accept()
    bench.wait()
    assert bench.hexes == given
    assert box.currentText() == "As found"
    assert bench.actions_table["order_found"].isChecked()
    assert bench.bar.view_state == look  # of other palettes
    bench.trigger("order_descending")
    bench.wait()
    assert bench.hexes == given[::-1]
    bench.trigger("order_lightness")
    bench.trigger("order_descending")
    bench.wait()
    assert bench.hexes == ["#000000", "#0000FF", "#FF0000", "#FFFFFF"]
    bench.trigger("forget_palette")
    bench.wait()
    assert box.currentText() == "Lightness"


# All together


def test_order_menu_and_box_say_the_same(bench: PaletteBench) -> None:
    box = bench.part(QComboBox, "palette_order")
    assert bench.actions_table["order_share"].isChecked()
    bench.trigger("order_path")
    bench.wait()
    assert box.currentText() == "Smooth path"
    bench.trigger("order_descending")
    bench.wait()
    assert bench.part(QToolButton, "palette_descending").isChecked()
    assert bench.hexes[-1] == hex_of(BLUE)  # the darkest


def test_long_words_fit_where_it_is_narrow(bench: PaletteBench) -> None:
    header = bench.bar.findChild(Header)
    assert isinstance(header, Header)
    buttons = [button for button in header.findChildren(QToolButton) if button.parent() is header]
    for button in buttons:
        button.setText("Farbsehschwäche")
    for width in (1200, 640, 360):
        bench.resize(width, 140)
        bench.bar.grab()
        right = max(button.geometry().right() for button in buttons)
        assert right < header.width(), width


def test_every_control_has_a_name(bench: PaletteBench) -> None:
    bench.document.palette.exclude(PALE)
    bench.bar.select_rows([0, 1])
    for name in ("edit_color", "add_color", "exclude_color", "merge_near", "use_palette"):
        bench.trigger(name)
    kinds = (QAbstractSpinBox, QComboBox, QLineEdit, QListWidget, QRadioButton, QSlider, QToolButton)
    inner = ("qt_spinbox_lineedit", "")
    nameless = [
        (type(part.parent()).__name__, part.objectName())
        for kind in kinds
        for part in bench.findChildren(kind)
        if not (part.accessibleName() or (isinstance(part, (QRadioButton, QPushButton)) and part.text()))
        and part.objectName() not in inner
    ]
    assert nameless == []
    for dialog in bench.findChildren(QWidget):
        if dialog.isWindow() and dialog is not bench and dialog.isVisible():
            dialog.close()


def test_the_tooltip_has_the_name(bench: PaletteBench) -> None:
    rows = {color: bench.hexes.index(hex_of(color)) for color in (WHITE, GREEN)}
    tip = bench.list.model().index(rows[WHITE], 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "whitesmoke" in tip
    assert hex_of(RED) not in tip


def test_of_one_colour_it_is_said_so(make_bench: MakeBench, qtbot: QtBot) -> None:
    bench = make_bench(np.full((20, 20, 3), 90, np.uint8))
    bench.trigger("merge_near")
    words = find(bench.dialog(MergeDialog), QLabel, "merge_groups")
    qtbot.waitUntil(lambda: words.text() == "Nothing to merge: there is only one colour.")
    bench.dialog(MergeDialog).reject()
    noted: list[str] = []
    bench.commands.noted.connect(noted.append)
    copy("#102030\n#405060")
    bench.bar.select_rows([0])
    bench.trigger("paste_color")
    assert noted == ["2 colours are on the clipboard, but only one is selected."]
