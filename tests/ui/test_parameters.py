"""The parameter dock: what its controls ask for and show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QColorDialog,
    QComboBox,
    QInputDialog,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import AlphaMode, Effort, Engine, Init, PaletteUse, Representative, Space
from kquant.core.model.depth import Depth
from kquant.core.model.settings import Settings
from kquant.session.document.document import Document
from kquant.session.files.presets import Presets
from kquant.session.files.settings_file import SettingsFile
from kquant.ui.features.parameters import ParameterPanel
from tests.ui.call_count import CallCount
from tests.ui.parts import find

_OTHER = Settings(
    colors=99,
    engine=Engine.PIXELS,
    init=Init.GIVEN,
    init_colors=((192, 48, 32), (255, 255, 255)),
    attempts=7,
    max_iter=55,
    epsilon=1.5,
    seed=1234,
    effort=Effort.BEST,
    space=Space.OKLAB,
    alpha=AlphaMode.MATTE,
    matte=(10, 20, 30),
)


@pytest.fixture
def presets(tmp_path: Path) -> Iterator[Presets]:
    with closing(SettingsFile(tmp_path / "presets.ini")) as settings:
        yield Presets(settings)


@pytest.fixture
def panel(qtbot: QtBot, document: Document, presets: Presets) -> ParameterPanel:
    panel = ParameterPanel(document, presets=presets)
    qtbot.addWidget(panel)
    panel.expanded_groups = ("clustering", "transparency")
    panel.resize(320, 800)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def _control(panel: ParameterPanel, name: str) -> Any:
    return find(panel, QWidget, name)


def _shown(panel: ParameterPanel) -> dict[str, Any]:
    """What a person reads from the controls."""
    choices = {name: _control(panel, name).currentText() for name in ("engine", "init", "space", "alpha")}
    numbers = {name: _control(panel, name).value() for name in ("attempts", "max_iter", "epsilon", "seed")}
    return {
        "colors": panel.color_count.spin_box.value(),
        "effort": [button.text() for button in _control(panel, "effort").buttons() if button.isChecked()],
        "given": _control(panel, "init_colors_line").text(),
        "matte": _control(panel, "matte").text(),
        **choices,
        **numbers,
    }


def _pick(qtbot: QtBot, combo: QComboBox, text: str) -> None:
    """By keyboard: Home, then down to it."""
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Home)
    for _ in range(combo.findText(text)):
        qtbot.keyClick(combo, Qt.Key.Key_Down)


def test_a_change_of_one_setting_is_told_to_its_control_alone(
    document: Document, panel: ParameterPanel
) -> None:
    for fields in ({"seed": 5}, {"colors": 9}):
        with CallCount() as count:
            document.change("", "", **fields)
        assert count.calls["ui/kit/setting_link.py refresh"] == 1


def test_settings_from_elsewhere_are_shown_and_asked_for_only_once(
    document: Document, panel: ParameterPanel
) -> None:
    heard: list[Settings] = []
    document.bind(panel, lambda: heard.append(document.settings), "state.settings")
    document.apply(_OTHER)
    assert _shown(panel) == {
        "colors": 99,
        "effort": ["Best"],
        "engine": "Every pixel (slow)",
        "init": "Given colours",
        "given": "#c03020, #ffffff",
        "attempts": 7,
        "max_iter": 55,
        "epsilon": 1.5,
        "seed": 1234,
        "space": "OKLab",
        "alpha": "Fill",
        "matte": "#0A141E",
    }
    assert heard == [_OTHER]
    assert document.settings == _OTHER
    assert document.undo_stack.count() == 0


def test_effort_by_mouse_and_by_arrow_keys(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    fast, balanced, best = _control(panel, "effort").buttons()
    assert balanced.isChecked()
    qtbot.mouseClick(best, Qt.MouseButton.LeftButton)
    assert document.settings.effort is Effort.BEST
    assert document.undo_stack.undoText() == "Effort: Best"
    best.setFocus()
    qtbot.keyClick(best, Qt.Key.Key_Left)
    qtbot.keyClick(balanced, Qt.Key.Key_Left)
    assert document.settings.effort is Effort.FAST
    assert fast.hasFocus()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert best.isChecked()


@pytest.mark.parametrize(
    ("name", "text", "expected", "undo_text"),
    [
        ("engine", "Every pixel (slow)", Engine.PIXELS, "Engine: Every pixel (slow)"),
        ("init", "Random", Init.RANDOM, "Start at: Random"),
        ("space", "CIELAB", Space.LAB, "Colour space: CIELAB"),
        ("alpha", "All or nothing", AlphaMode.THRESHOLD, "Alpha: All or nothing"),
    ],
)
def test_choices_by_keyboard(
    qtbot: QtBot,
    document: Document,
    panel: ParameterPanel,
    name: str,
    text: str,
    expected: str,
    undo_text: str,
) -> None:
    _pick(qtbot, _control(panel, name), text)
    assert getattr(document.settings, name) is expected
    assert document.undo_stack.undoText() == undo_text


def test_the_automatic_color_space_says_what_it_comes_to(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    box = _control(panel, "space")
    assert box.currentText() == "Automatic (sRGB)"
    document.palette.use(((0, 0, 0), (255, 0, 77)), PaletteUse.FIXED, "Two")
    assert box.currentText() == "Automatic (OKLab)"
    document.palette.use(((0, 0, 0), (255, 0, 77)), PaletteUse.RECOLOR, "Two")
    assert box.currentText() == "Automatic (sRGB)"
    document.undo_stack.undo()
    assert box.currentText() == "Automatic (OKLab)"
    _pick(qtbot, box, "sRGB")
    assert (document.settings.space, box.currentText()) == (Space.SRGB, "sRGB")
    assert box.itemText(0) == "Automatic (OKLab)"
    panel.reset_all()
    assert (document.settings.space, box.currentText()) == (Space.AUTO, "Automatic (OKLab)")
    document.undo_stack.undo()
    _pick(qtbot, box, "Automatic (OKLab)")
    assert document.settings.space is Space.AUTO
    assert document.undo_stack.undoText() == "Colour space: Automatic"


def test_how_colors_are_matched_stands_right_under_their_number(panel: ParameterPanel) -> None:
    panel.expanded_groups = ()
    names = ("color_count", "space", "effort")
    tops = [_control(panel, name).mapTo(panel, QPoint()).y() for name in names]
    assert tops == sorted(tops)
    assert all(_control(panel, name).isVisible() for name in names)


@pytest.mark.parametrize(
    ("name", "typed", "expected", "undo_text"),
    [
        ("attempts", "12", 12, "Attempts 12"),
        ("max_iter", "300", 300, "Maximum iterations 300"),
        ("epsilon", "0.005", 0.005, "Epsilon 0.005"),
        ("seed", "2147483647", 2147483647, "Seed 2147483647"),
    ],
)
def test_numbers_by_keyboard(
    qtbot: QtBot,
    document: Document,
    panel: ParameterPanel,
    name: str,
    typed: str,
    expected: float,
    undo_text: str,
) -> None:
    box = _control(panel, name)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, typed)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert getattr(document.settings, name) == expected
    assert document.undo_stack.undoText() == undo_text
    document.undo_stack.undo()
    assert document.settings == Settings(colors=16)
    assert box.value() == (getattr(Settings(), name) or 0)


def test_attempts_are_automatic_below_one(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    box = _control(panel, "attempts")
    assert box.text() == "Automatic"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert document.settings.attempts == 1
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert document.settings.attempts is None
    assert box.text() == "Automatic"


def test_the_dice_takes_another_seed(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    seeds = {0}
    for _ in range(3):
        qtbot.mouseClick(_control(panel, "dice"), Qt.MouseButton.LeftButton)
        seeds.add(document.settings.seed)
    assert len(seeds) == 4
    assert document.undo_stack.undoText().startswith("Seed ")


def test_the_wheel_passes_over_what_has_not_the_keyboard(document: Document, panel: ParameterPanel) -> None:
    _control(panel, "effort").setFocus()
    for name in ("engine", "attempts", "epsilon"):
        widget = _control(panel, name)
        at = QPointF(widget.rect().center())
        event = QWheelEvent(
            at,
            QPointF(widget.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)
    assert document.settings == Settings(colors=16)


def test_given_colours_are_asked_for_only_where_they_count(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    line = _control(panel, "init_colors_line")
    assert not line.isVisible()
    _pick(qtbot, _control(panel, "init"), "Given colours")
    assert line.isVisible()
    line.setFocus()
    qtbot.keyClicks(line, "c03020; #FFF  00ff00")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert document.settings.init_colors == ((192, 48, 32), (255, 255, 255), (0, 255, 0))
    assert document.undo_stack.undoText() == "Given colours"
    document.undo_stack.undo()
    assert line.text() == ""
    qtbot.keyClicks(line, "rgb(0, 200, 0), light blue")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert document.settings.init_colors == ((0, 200, 0), (173, 216, 230))


def test_what_is_no_colour_is_named_and_not_used(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    document.change("", init="given")
    given = _control(panel, "init_colors")
    given.line.setFocus()
    qtbot.keyClicks(given.line, "#ff0000 zorp")
    qtbot.keyClick(given.line, Qt.Key.Key_Return)
    assert given.message.isVisible()
    assert given.message.text() == "“zorp” is not a colour such as #c03020."
    assert "zorp" in given.line.accessibleDescription()
    assert document.settings.init_colors == ()
    document.change("", colors=3)
    assert given.line.text() == "#ff0000 zorp"
    for _ in range(5):
        qtbot.keyClick(given.line, Qt.Key.Key_Backspace)
    assert not given.message.isVisible()
    qtbot.keyClick(given.line, Qt.Key.Key_Tab)
    assert document.settings.init_colors == ((255, 0, 0),)


def test_the_matte_is_chosen_in_a_dialog(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    button = _control(panel, "matte")
    assert not button.isEnabled()
    document.change("", alpha="matte")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = button.findChild(QColorDialog)
    assert isinstance(dialog, QColorDialog)
    assert dialog.currentColor() == QColor(255, 255, 255)
    dialog.setCurrentColor(QColor(1, 2, 3))
    dialog.accept()
    assert document.settings.matte == (1, 2, 3)
    assert button.text() == "#010203"
    assert document.undo_stack.undoText() == "Background #010203"


def test_each_group_is_reset_alone_and_all_together(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    clustering, transparency = panel.groups["clustering"], panel.groups["transparency"]
    assert not clustering.reset_button.isEnabled()
    assert not panel.reset_all_button.isEnabled()
    document.change("", **{name: getattr(_OTHER, name) for name in Settings.__dataclass_fields__})
    document.change("", locked=((7, 7, 7),))
    before = document.settings
    qtbot.mouseClick(clustering.reset_button, Qt.MouseButton.LeftButton)
    assert document.undo_stack.undoText() == "Reset clustering"
    assert document.settings == Settings(
        colors=99,
        effort=Effort.BEST,
        space=Space.OKLAB,
        alpha=AlphaMode.MATTE,
        matte=(10, 20, 30),
        locked=((7, 7, 7),),
    )
    assert not clustering.reset_button.isEnabled()
    assert transparency.reset_button.isEnabled()
    qtbot.mouseClick(transparency.reset_button, Qt.MouseButton.LeftButton)
    assert document.settings.matte == (255, 255, 255)
    qtbot.mouseClick(panel.reset_all_button, Qt.MouseButton.LeftButton)
    assert document.settings == Settings(colors=16, locked=((7, 7, 7),))
    for _ in range(3):
        document.undo_stack.undo()
    assert document.settings == before


def test_reset_goes_back_to_the_defaults_handed_in(qtbot: QtBot, document: Document) -> None:
    panel = ParameterPanel(document, defaults=Settings(colors=8, effort=Effort.FAST))
    qtbot.addWidget(panel)
    panel.reset_all()
    assert (document.settings.colors, document.settings.effort) == (8, Effort.FAST)
    assert panel.preset_button is None


def test_groups_fold_by_key_and_are_remembered(qtbot: QtBot, panel: ParameterPanel) -> None:
    panel.expanded_groups = ()
    assert not panel.groups["clustering"].content.isVisible()
    header = panel.groups["clustering"].header
    header.setFocus()
    with qtbot.waitSignal(panel.expanded_groups_changed):
        qtbot.keyClick(header, Qt.Key.Key_Space)
    assert panel.groups["clustering"].content.isVisible()
    assert panel.expanded_groups == ("clustering",)
    panel.expanded_groups = ("transparency", "no longer there")
    assert panel.expanded_groups == ("transparency",)
    assert not panel.groups["clustering"].content.isVisible()


def _menu(panel: ParameterPanel) -> QMenu:
    assert panel.preset_button is not None
    menu = panel.preset_button.menu()
    menu.aboutToShow.emit()
    return menu


def _action(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == text)


def test_a_preset_is_saved_applied_and_deleted(
    document: Document, panel: ParameterPanel, presets: Presets
) -> None:
    document.apply(_OTHER)
    _action(_menu(panel), "Save as preset…").trigger()
    dialog = panel.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("Poster & more")
    dialog.accept()
    assert presets.names() == ["Poster & more"]
    document.apply(Settings(locked=((1, 1, 1),)))
    action = _action(_menu(panel), "Poster && more")
    assert not action.isChecked()
    action.trigger()
    assert document.settings == Settings(
        **{**{n: getattr(_OTHER, n) for n in Settings.__dataclass_fields__}, "locked": ((1, 1, 1),)}
    )
    assert document.undo_stack.undoText() == "Preset “Poster & more”"
    assert _action(_menu(panel), "Poster && more").isChecked()
    deleting = _action(_menu(panel), "Delete preset").menu()
    assert isinstance(deleting, QMenu)
    deleting.actions()[0].trigger()
    assert presets.names() == []
    assert not _action(_menu(panel), "Delete preset").isEnabled()


def test_no_name_no_preset(panel: ParameterPanel, presets: Presets) -> None:
    _action(_menu(panel), "Save as preset…").trigger()
    dialog = panel.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    dialog.setTextValue("   ")
    dialog.accept()
    assert presets.names() == []


def test_what_has_no_letter_has_a_key_of_another_kind(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    panel.activateWindow()
    alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
    panel.expanded_groups = ()
    qtbot.keyClick(panel, Qt.Key.Key_9, alt)
    assert panel.expanded_groups == ("clustering",)
    seed = find(panel, QAbstractButton, "dice")
    qtbot.keyClick(panel, Qt.Key.Key_6, alt)
    assert seed.hasFocus()
    assert document.settings.seed != Settings().seed
    qtbot.keyClick(panel, Qt.Key.Key_9, alt | shift)
    assert document.settings.seed == Settings().seed
    assert "Alt+8" in panel.reset_all_button.toolTip()


@pytest.mark.parametrize(
    ("group", "name", "label", "value"),
    [
        ("entries", "depth", "15 bits (SNES, GBA)", Depth.RGB555),
        ("clustering", "representative", "Most frequent colour", Representative.FREQUENT),
    ],
)
def test_limits_of_the_colours_are_chosen_and_reset(
    qtbot: QtBot, panel: ParameterPanel, document: Document, group: str, name: str, label: str, value: Any
) -> None:
    panel.expanded_groups = (group,)
    combo = _control(panel, name)
    assert combo.isVisible()
    before = combo.currentText()
    combo.setFocus()
    qtbot.keyClicks(combo, label[:7])
    assert combo.currentText() == label
    assert getattr(document.settings, name) is value

    qtbot.mouseClick(panel.groups[group].reset_button, Qt.MouseButton.LeftButton)

    assert combo.currentText() == before
    assert document.settings == Settings(colors=16)


def test_reset_goes_back_to_all_of_a_palette_that_is_mapped_to(
    document: Document, panel: ParameterPanel
) -> None:
    document.palette.use([(0, 0, 0), (90, 90, 90), (255, 255, 255)], PaletteUse.FIXED)
    assert not panel.reset_all_button.isEnabled()
    document.change("K", colors=2)
    panel.reset_all()
    assert document.settings.colors is None
    document.palette.forget()
    assert document.settings == Settings(colors=16)


def test_nothing_is_left_to_reset_where_all_is_shown_as_it_would_be(
    document: Document, panel: ParameterPanel
) -> None:
    document.change("K", colors=None)  # comes to 16
    assert panel.color_count.spin_box.text() == "16"
    assert not panel.reset_all_button.isEnabled()
    document.palette.use([(0, 0, 0), (90, 90, 90), (255, 255, 255)], PaletteUse.FIXED)
    for colors, left in ((3, False), (20, False), (2, True)):
        document.change("K", colors=colors)
        assert (panel.color_count.spin_box.text() != "All") is left
        assert panel.reset_all_button.isEnabled() is left


def test_what_has_no_effect_on_a_palette_that_is_mapped_to_says_so(
    document: Document, panel: ParameterPanel
) -> None:
    of_clusters = {"engine", "init", "representative"}
    of_search = {"attempts", "max_iter", "epsilon", "seed", "effort"}
    others = {"space", "color_count", "depth", "unused", "alpha"}
    names = sorted(of_clusters | of_search | others)
    before = {name: _control(panel, name).toolTip() for name in names}

    def idle() -> set[str]:
        found = {name for name in names if not _control(panel, name).isEnabled()}
        for name in names:
            says = "no effect while" in _control(panel, name).accessibleDescription()
            assert says is (name in found), name
            assert (_control(panel, name).toolTip() != before[name]) is says
        assert _control(panel, "dice").isEnabled() is ("seed" not in found)
        return found

    document.change("", init=Init.GIVEN)
    assert idle() == set()
    assert _control(panel, "init_colors").isVisible()
    document.palette.use([(0, 0, 0), (90, 90, 90), (91, 90, 90), (255, 255, 255)], PaletteUse.FIXED)
    assert idle() == of_clusters | of_search
    assert not _control(panel, "init_colors").isVisible()
    document.change("", colors=3)  # which are searched for
    assert idle() == of_clusters
    document.change("", depth=Depth.RGB111)  # of which there are no more
    assert idle() == of_clusters | of_search
    document.palette.use(document.settings.palette, PaletteUse.START)
    assert idle() == set()
    document.palette.forget()
    assert idle() == set()
    assert _control(panel, "init_colors").isVisible()
