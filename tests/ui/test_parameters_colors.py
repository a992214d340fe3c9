"""K, by slider, box, wheel and keys."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import PaletteUse
from kquant.session.document.document import Document
from kquant.ui.features.parameters import ColorCountControl


@pytest.fixture
def control(qtbot: QtBot, document: Document) -> ColorCountControl:
    control = ColorCountControl(document)
    qtbot.addWidget(control)
    control.resize(220, 28)
    with qtbot.waitExposed(control):
        control.show()
    return control


def _wheel(widget: QWidget, notches: float, modifiers: Qt.KeyboardModifier) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        QPointF(widget.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def colors_of(document: Document) -> int:
    """K, where it is a number."""
    colors = document.settings.colors
    assert colors is not None
    return colors


def test_typing_changes_k_once_it_is_entered(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    box = control.spin_box
    box.selectAll()
    qtbot.keyClicks(box, "37")
    assert document.settings.colors == 16
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors == 37
    assert control.slider.value() == 37
    assert document.undo_stack.undoText() == "Colours 37"


def test_a_drag_of_the_slider_is_one_step_of_undo(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    slider = control.slider
    passed: list[int] = []
    document.bind(control, lambda: passed.append(document.settings.colors or 0), "state.settings")
    middle = slider.height() // 2
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, middle))
    for x in range(slider.width() // 2, slider.width() - 4, 4):
        qtbot.mouseMove(slider, QPoint(x, middle))
        QApplication.processEvents()
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 5, middle))
    assert len(passed) > 5
    assert passed == sorted(passed)
    assert colors_of(document) > 55
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.settings.colors == slider.value() == control.spin_box.value() == 16


def test_two_drags_are_two_steps(qtbot: QtBot, document: Document, control: ColorCountControl) -> None:
    slider = control.slider
    for part in (0.6, 0.9):
        at = QPoint(round(slider.width() * part), slider.height() // 2)
        qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at)
    assert document.undo_stack.count() == 2


def test_a_click_brings_the_handle_there(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    slider = control.slider
    for x, colors in ((0, 1), (slider.width() // 2, 32), (slider.width() - 1, 64)):
        qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(x, slider.height() // 2))
        assert abs(colors_of(document) - colors) <= 1


@pytest.mark.parametrize("part", ["slider", "spin_box"])
def test_the_wheel_over_either_part_changes_k_by_one(
    document: Document, control: ColorCountControl, part: str
) -> None:
    widget = getattr(control, part)
    _wheel(widget, 1, Qt.KeyboardModifier.NoModifier)
    assert document.settings.colors == 17
    _wheel(widget, -2, Qt.KeyboardModifier.NoModifier)
    assert document.settings.colors == 15
    _wheel(widget, 1, Qt.KeyboardModifier.ControlModifier)
    assert document.settings.colors == 25


def test_a_touchpad_adds_up_parts_of_a_notch(document: Document, control: ColorCountControl) -> None:
    for _ in range(8):
        _wheel(control, 0.25, Qt.KeyboardModifier.NoModifier)
    assert document.settings.colors == 18


def test_fewer_and_more_stop_at_the_ends(document: Document, control: ColorCountControl) -> None:
    document.change("", colors=1)
    control.fewer()
    assert document.settings.colors == 1
    control.more()
    assert document.settings.colors == 2
    document.change("", colors=4096)
    control.more()
    assert document.settings.colors == 4096
    control.fewer()
    assert document.settings.colors == control.spin_box.value() == control.slider.value() == 4095


def test_the_slider_stretches_and_comes_back_without_leaping(
    document: Document, control: ColorCountControl
) -> None:
    assert control.slider.maximum() == 64
    ends = []
    for colors in (64, 65, 64, 40, 32, 300, 4096, 600, 500, 100, 16):
        document.change("", colors=colors)
        assert control.slider.value() == colors
        ends.append(control.slider.maximum())
    assert ends == [64, 256, 256, 256, 64, 1024, 4096, 4096, 1024, 256, 64]


def test_keys_push_the_slider_past_its_end(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    document.change("", colors=63)
    control.slider.setFocus()
    for _ in range(3):
        qtbot.keyClick(control.slider, Qt.Key.Key_Right)
    assert document.settings.colors == 66
    assert control.slider.maximum() == 256


def test_the_slider_does_not_come_back_while_it_is_dragged(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    document.change("", colors=200)
    slider = control.slider
    qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, slider.height() // 2))
    assert colors_of(document) < 10
    assert slider.maximum() == 256
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(2, slider.height() // 2))


def test_two_controls_of_one_document_show_the_same_and_ask_once(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    other = ColorCountControl(document)
    qtbot.addWidget(other)
    other.show()
    heard: list[int | None] = []
    document.bind(other, lambda: heard.append(document.now.state.settings.colors), "state.settings")
    other.spin_box.setValue(90)
    assert control.slider.value() == control.spin_box.value() == other.slider.value() == 90
    assert heard == [90]
    assert document.undo_stack.count() == 1


def test_a_value_out_of_range_is_shown_at_the_end(document: Document, control: ColorCountControl) -> None:
    document.change("", colors=10**12)
    assert control.spin_box.value() == 4096
    assert document.settings.colors == 10**12


def _mapped(document: Document, count: int) -> None:
    document.palette.use([(place, 0, 0) for place in range(count)], PaletteUse.FIXED)


def test_the_far_end_is_all_of_a_palette_that_is_mapped_to(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    box, slider = control.spin_box, control.slider
    width = box.width()
    _mapped(document, 100)
    assert (box.text(), slider.value(), slider.maximum()) == ("All", 100, 100)
    assert box.width() == width
    control.fewer()
    assert document.settings.colors == 99
    assert box.text() == "99"
    control.more()
    assert document.settings.colors is None
    control.more()
    assert document.settings.colors is None
    document.change("K", colors=5)
    control.step(200)
    assert document.settings.colors is None
    assert document.undo_stack.undoText() == "All colours"
    document.palette.forget()
    assert (document.settings.colors, box.text(), slider.maximum()) == (16, "16", 64)


def test_keys_reach_all_and_leave_it(qtbot: QtBot, document: Document, control: ColorCountControl) -> None:
    _mapped(document, 100)
    box = control.spin_box
    box.setFocus()
    box.lineEdit().deselect()
    box.lineEdit().end(False)
    qtbot.keyClicks(box, "5")  # beside the word
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors == 5
    box.selectAll()
    qtbot.keyClicks(box, "100")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors is None
    assert box.text() == "All"
    control.slider.setFocus()
    qtbot.keyClick(control.slider, Qt.Key.Key_Home)
    assert document.settings.colors == 1
    qtbot.keyClick(control.slider, Qt.Key.Key_End)
    assert document.settings.colors is None


def test_few_colours_of_a_large_palette_have_a_slider_of_their_own(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    slider = control.slider
    document.palette.use([(place % 256, place // 256, 0) for place in range(2000)], PaletteUse.FIXED)
    shown = []
    for colors in (None, 5, 64, 65, 300, 1500, 1999, None, 3):
        document.change("", colors=colors)
        assert slider.value() == (slider.maximum() if colors is None else colors)
        shown.append(slider.maximum())
    assert shown == [65, 65, 65, 257, 1025, 2000, 2000, 2000, 65]
    at = QPoint(slider.width() // 2, slider.height() // 2)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=at)
    assert 28 <= colors_of(document) <= 38
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, at.y()))
    assert document.settings.colors is None
    control.slider.setFocus()
    document.change("", colors=63)
    for _ in range(2):
        qtbot.keyClick(slider, Qt.Key.Key_Right)  # no leap to all
    assert (document.settings.colors, slider.maximum()) == (65, 257)
    qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    assert document.settings.colors == 55
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert document.settings.colors is None
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert document.settings.colors == 1999


@pytest.mark.parametrize("typed", ["20", "16", "99999999999", "all", "ALL"])
def test_what_is_typed_beyond_a_palette_is_all_of_it(
    qtbot: QtBot, document: Document, control: ColorCountControl, typed: str
) -> None:
    _mapped(document, 16)
    document.change("", colors=5)
    box = control.spin_box
    for _ in range(2):  # the second time it is all already
        box.selectAll()
        qtbot.keyClicks(box, typed)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        assert document.settings.colors is None
        assert box.text() == "All"


def test_a_number_too_large_is_the_largest(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    box = control.spin_box
    box.selectAll()
    qtbot.keyClicks(box, "5000")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors == 4096
    assert box.text() == "4096"


def test_the_word_and_digits_give_way_to_each_other(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    _mapped(document, 100)
    box = control.spin_box
    document.change("", colors=7)
    box.lineEdit().end(False)
    qtbot.keyClicks(box, "all")
    assert box.text() == "all"
    qtbot.keyClicks(box, "42")
    assert box.text() == "42"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors == 42
    box.selectAll()
    qtbot.keyClicks(box, "al")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (document.settings.colors, box.text()) == (42, "42")


def test_letters_that_are_not_of_the_word_are_for_the_window(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    heard: list[str] = []
    for letter in "ALK":
        shortcut = QShortcut(QKeySequence(letter), control)
        shortcut.activated.connect(partial(heard.append, letter))
    box = control.spin_box
    control.activateWindow()
    box.setFocus()
    qtbot.keyClicks(box, "alk")
    assert heard == ["A", "L", "K"]
    _mapped(document, 100)
    document.change("", colors=7)
    box.selectAll()
    qtbot.keyClicks(box, "lkall")
    assert heard == ["A", "L", "K", "L", "K"]
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors is None


def test_home_end_and_page_keys_work_in_the_box(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    _mapped(document, 100)
    box = control.spin_box
    for key, colors in (
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_PageUp, 11),
        (Qt.Key.Key_End, None),
        (Qt.Key.Key_PageDown, 90),
        (Qt.Key.Key_PageUp, None),
    ):
        qtbot.keyClick(box, key)
        assert document.settings.colors == colors
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Home)  # to the first digit of what is being typed
    qtbot.keyClicks(box, "3")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert document.settings.colors is None  # 312


def test_k_is_undone_between_all_and_a_number(
    qtbot: QtBot, document: Document, control: ColorCountControl
) -> None:
    _mapped(document, 20)
    slider = control.slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, slider.height() // 2))
    assert 8 <= colors_of(document) <= 12
    for text in ("All", "16"):
        document.undo_stack.undo()
        assert control.spin_box.text() == text
