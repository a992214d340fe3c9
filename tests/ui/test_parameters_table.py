"""The parameter dock is made from the table of settings: a new record is all that a new setting needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kquant.core.model.rgb import Rgb
from kquant.core.model.setting import Choice, Kind, Place, setting, settings_table
from kquant.core.model.settings import Settings
from kquant.session.document.document import Document
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.parameters import ParameterPanel
from kquant.ui.kit.widgets import ColorButton
from tests.ui.parts import find


class _Depth(StrEnum):
    FULL = "full"
    CONSOLE = "console"


class _NewPlace(Enum):
    """Looks as a `Place` does."""

    OUTPUT = "output", "Output", "Reset output"

    def __init__(self, word: str, title: str, reset: str) -> None:
        self.word, self.title, self.reset = word, title, reset


_OUTPUT: Any = _NewPlace.OUTPUT


@dataclass(frozen=True, slots=True)
class _More(Settings):
    """Settings with one more of every kind that has a control."""

    console: _Depth = setting(
        _Depth.FULL,
        Kind.CHOICE,
        "Colour depth",
        "What a console can show.",
        choices=(
            Choice(_Depth.FULL, "24 bits"),
            Choice(_Depth.CONSOLE, "9 bits", undo="As on a console"),
        ),
        place=_OUTPUT,
    )
    padding: int = setting(
        0,
        Kind.CHOICE,
        "Pad to",
        "Black entries fill the palette up.",
        choices=tuple(Choice(size, str(size)) for size in (0, 4, 16)),
        place=_OUTPUT,
    )
    keep_unused: bool = setting(
        False, Kind.SWITCH, "Keep unused entries", "Entries that no pixel has stay.", place=_OUTPUT
    )
    weight: float = setting(1.0, Kind.NUMBER, "Weight", "How much it counts.", high=9.0, place=_OUTPUT)
    tries: int = setting(
        2, Kind.WHOLE, "Tries", "How often.", low=1, high=9, needs=("keep_unused", True), place=_OUTPUT
    )
    paper: Rgb = setting((0, 0, 0), Kind.COLOR, "Paper", "What it is printed on.", place=_OUTPUT)
    inks: tuple[Rgb, ...] = setting(
        (),
        Kind.COLORS,
        "Inks",
        "What it is printed with.",
        needs=("console", _Depth.CONSOLE),
        place=_OUTPUT,
    )
    looks: _Depth = setting(
        _Depth.FULL,
        Kind.CHOICE,
        "Looks",
        "A choice at the top.",
        choices=(Choice(_Depth.FULL, "Rich"), Choice(_Depth.CONSOLE, "Poor")),
        place=Place.MAIN,
    )


_NEW = ("console", "padding", "keep_unused", "weight", "tries", "paper", "inks_line")


@pytest.fixture
def document(scheduler: Scheduler) -> Iterator[Document]:
    document = Document(_More(), scheduler=scheduler)
    yield document
    assert document.close()


@pytest.fixture
def panel(qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch) -> ParameterPanel:
    monkeypatch.setattr("kquant.ui.features.parameters.panel.SETTINGS_TABLE", settings_table(fields(_More)))
    panel = ParameterPanel(document, defaults=_More())
    qtbot.addWidget(panel)
    panel.resize(320, 900)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def _control(panel: ParameterPanel, name: str) -> Any:
    return find(panel, QWidget, name)


def _labels(panel: QWidget) -> dict[str, str]:
    """The objects' names of controls, by what they are labelled."""
    found = {label.text(): label.buddy() for label in panel.findChildren(QLabel)}
    return {text: control.objectName() for text, control in found.items() if control is not None}


def _enter(qtbot: QtBot, control: Any) -> None:
    """Another value, as a person does it."""
    if isinstance(control, QComboBox):
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_End)
    elif isinstance(control, QCheckBox):
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_Space)
    elif isinstance(control, ColorButton):
        control.color_chosen.emit((1, 2, 3))  # by the dialog
    else:
        control.setFocus()
        control.selectAll()
        qtbot.keyClicks(control, "red" if control.objectName() == "inks_line" else "5")
        qtbot.keyClick(control, Qt.Key.Key_Return)


def test_a_new_place_is_a_group_that_is_folded_up_at_first(qtbot: QtBot, panel: ParameterPanel) -> None:
    assert list(panel.groups) == ["clustering", "transparency", "entries", "output"]
    assert panel.expanded_groups == ()
    assert not _control(panel, "console").isVisible()
    header = _control(panel, "output_header")
    assert header.text() == "Output"
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton)
    assert panel.view_state == "output"
    assert _control(panel, "console").isVisible()


@pytest.mark.parametrize("name", _NEW)
def test_every_new_control_is_named_and_teaches(panel: ParameterPanel, name: str) -> None:
    control = _control(panel, name)
    record = settings_table(fields(_More))[name.removesuffix("_line")]
    assert control.accessibleName() == record.label
    assert record.help in control.toolTip()
    assert control.accessibleDescription() == record.help
    if isinstance(control, QCheckBox):
        assert control.text() == record.label
    else:
        assert _labels(panel)[record.label] == record.name


@pytest.mark.parametrize(
    ("name", "value", "undo_text"),
    [
        ("console", _Depth.CONSOLE, "As on a console"),
        ("padding", 16, "Pad to: 16"),
        ("keep_unused", True, "Keep unused entries: on"),
        ("weight", 5.0, "Weight 5"),
        ("tries", 5, "Tries 5"),
        ("paper", (1, 2, 3), "Paper #010203"),
        ("inks_line", ((255, 0, 0),), "Inks"),
        ("looks", _Depth.CONSOLE, "Looks: Poor"),
    ],
)
def test_a_change_of_a_new_setting_is_one_step_and_is_reset(
    qtbot: QtBot, document: Document, panel: ParameterPanel, name: str, value: object, undo_text: str
) -> None:
    panel.expanded_groups = ("output",)
    field = name.removesuffix("_line")
    document.apply(
        _More(keep_unused=name == "tries", console=_Depth.CONSOLE if field == "inks" else _Depth.FULL)
    )
    before = document.settings
    _enter(qtbot, _control(panel, name))
    assert getattr(document.settings, field) == value
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == undo_text
    document.undo_stack.undo()
    assert document.settings == before
    document.undo_stack.redo()
    is_main = field == "looks"
    reset = panel.reset_all_button if is_main else _control(panel, "output_reset")
    assert _control(panel, "output_reset").isEnabled() != is_main
    qtbot.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert document.settings == _More()
    assert document.undo_stack.undoText() == ("Reset parameters" if is_main else "Reset output")
    assert not reset.isEnabled()
    assert not panel.reset_all_button.isEnabled()


def test_what_has_no_effect_is_greyed_out_or_gone(document: Document, panel: ParameterPanel) -> None:
    panel.expanded_groups = ("output",)
    tries, inks = _control(panel, "tries"), _control(panel, "inks_line")
    assert (tries.isEnabled(), inks.isVisible()) == (False, False)
    document.change("", keep_unused=True, console=_Depth.CONSOLE)
    assert (tries.isEnabled(), inks.isVisible()) == (True, True)


def test_a_value_that_is_no_choice_is_shown_as_none(document: Document, panel: ParameterPanel) -> None:
    document.change("", padding=7)
    assert _control(panel, "padding").currentText() == ""
    document.change("", padding=4)
    assert _control(panel, "padding").currentText() == "4"


def test_rows_at_the_top_are_in_the_order_of_the_table(panel: ParameterPanel) -> None:
    controls = [_control(panel, name) for name in ("color_count", "effort", "looks")]
    heights = [control.mapTo(panel, control.rect().topLeft()).y() for control in controls]
    assert heights == sorted(heights)
    assert len({control.mapTo(panel, control.rect().topLeft()).x() for control in controls}) == 1


@pytest.mark.usefixtures("longer")
def test_texts_of_the_table_are_translated(panel: ParameterPanel) -> None:
    assert {"Colour depthmmmmm", "Colour &spacemmmmm"} <= set(_labels(panel))
    assert _control(panel, "output_header").text() == "Outputmm"
    assert _control(panel, "keep_unused").text() == "Keep unused entriesmmmmmmmm"
    assert _control(panel, "console").itemText(0) == "24 bitsmmm"


def test_switches_stand_under_the_other_controls(panel: ParameterPanel) -> None:
    panel.expanded_groups = ("output",)
    QApplication.processEvents()
    controls = [_control(panel, name) for name in ("color_count", "console", "keep_unused")]
    assert len({control.mapTo(panel, control.rect().topLeft()).x() for control in controls}) == 1
