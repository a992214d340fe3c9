"""The parameter dock: live, run, stop, progress and what it says."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QElapsedTimer, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea
from pytestqt.qtbot import QtBot

from kquant.core.model.depth import Depth
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.ui.features.parameters import ParameterPanel
from tests.ui.parts import find
from tests.ui.waiting import Slow


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> ParameterPanel:
    panel = ParameterPanel(document)
    qtbot.addWidget(panel)
    panel.resize(280, 600)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def _picture(colors: int = 100) -> SourceImage:
    values = np.arange(colors * 4, dtype=np.uint32) % colors
    pixels = np.stack([values * 2 % 256, values * 7 % 256, values * 11 % 256], -1).astype(np.uint8)
    return SourceImage(pixels.reshape(4, colors, 3), None, "PNG", "RGB 8-bit")


def _measured(document: Document) -> bool:
    return document.now.metrics is not None and not document.now.clustering


def _open(qtbot: QtBot, document: Document, colors: int = 100) -> None:
    document.show(_picture(colors))
    qtbot.waitUntil(lambda: _measured(document))


def test_nothing_runs_without_a_picture(panel: ParameterPanel) -> None:
    assert not panel.run_bar.run_button.isEnabled()
    assert not panel.run_bar.stop_button.isEnabled()
    assert panel.run_bar.note.text() == ""
    panel.run()


def test_live_is_on_and_every_change_runs(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    _open(qtbot, document)
    assert panel.run_bar.live.isChecked()
    panel.color_count.more()
    assert document.now.clustering
    qtbot.waitUntil(lambda: _measured(document))
    assert document.now.result is not None
    assert len(document.now.result.palette) == 17
    assert panel.run_bar.note.text() == ""


def test_a_live_change_is_at_no_time_said_to_wait(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    _open(qtbot, document)
    notes = []
    document.bind(panel, lambda: notes.append(panel.run_bar.note.text()), "state", "clustering")
    panel.color_count.more()
    assert notes
    assert not any(notes)


def test_without_live_changes_wait_for_run(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    _open(qtbot, document)
    bar = panel.run_bar
    with qtbot.waitSignal(panel.live_toggled, check_params_cb=lambda live: live is False):
        qtbot.mouseClick(bar.live, Qt.MouseButton.LeftButton, pos=bar.live.rect().center() / 4)
    assert not document.live
    panel.color_count.fewer()
    assert not document.now.clustering
    assert bar.note.text() == "Press Run to see what these settings do."
    qtbot.mouseClick(bar.run_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _measured(document))
    assert document.now.result is not None
    assert len(document.now.result.palette) == 15
    assert bar.note.text() == ""
    document.undo_stack.undo()  # its result is kept
    assert bar.note.text() == ""
    qtbot.waitUntil(lambda: document.now.phase is Phase.UP_TO_DATE)
    assert len(document.now.result.palette) == 16


def test_turning_live_on_runs_what_waited(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    _open(qtbot, document)
    panel.set_live(False)
    assert not panel.run_bar.live.isChecked()
    panel.color_count.fewer()
    panel.set_live(True)
    assert document.live
    qtbot.waitUntil(lambda: _measured(document))
    assert document.now.result is not None
    assert len(document.now.result.palette) == 15


def test_run_takes_the_number_that_is_being_typed(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    _open(qtbot, document)
    panel.set_live(False)
    panel.activateWindow()
    box = panel.color_count.spin_box
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "5")
    panel.run()
    qtbot.waitUntil(lambda: _measured(document))
    assert document.now.result is not None
    assert len(document.now.result.palette) == 5


def test_what_was_changed_is_said_until_the_next_result(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    document.change("", colors=64)
    _open(qtbot, document, colors=30)
    note = panel.run_bar.note
    assert note.text() == "The picture has only 30 distinct colours: nothing is changed."
    assert note.isVisible()
    document.change("", colors=12)
    qtbot.waitUntil(lambda: _measured(document))
    assert note.text() == ""


def test_what_is_quick_shows_no_progress(qtbot: QtBot, document: Document, panel: ParameterPanel) -> None:
    began = QElapsedTimer()
    quick: list[bool] = []

    def look(*_: object) -> None:
        if began.elapsed() < 150:  # a busy machine may not be quick
            quick.append(panel.run_bar.line.isVisible())

    document.bind(panel, began.restart, "clustering", "state")
    document.bind(panel, look, "clustering", "state", "result")
    document.clustering_progressed.connect(look)
    _open(qtbot, document, colors=20)
    panel.color_count.fewer()
    qtbot.waitUntil(lambda: _measured(document))
    assert quick
    assert not any(quick)


def test_what_is_slow_shows_its_stage_and_can_be_stopped(
    qtbot: QtBot, document: Document, panel: ParameterPanel, slow: Slow
) -> None:
    bar = panel.run_bar
    document.show(_picture())
    qtbot.waitUntil(lambda: document.now.clustering)
    assert not bar.line.isVisible()
    qtbot.waitUntil(bar.line.isVisible)
    qtbot.waitUntil(lambda: bar.note.text() == "Finding the clusters… 42 %")
    assert bar.line.value() == 420
    assert bar.stop_button.isEnabled()
    bar.stop_button.setFocus()
    qtbot.keyClick(bar.stop_button, Qt.Key.Key_Space)
    assert not document.now.clustering
    assert not bar.line.isVisible()
    assert not bar.stop_button.isEnabled()
    assert panel.window().focusWidget() is bar.run_button
    assert bar.note.text() == "Press Run to see what these settings do."
    slow.go.set()
    qtbot.keyClick(bar.run_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _measured(document))
    assert bar.note.text() == ""


def _places(panel: ParameterPanel) -> list[int]:
    parts = (panel.reset_all_button, panel.run_bar.live, panel.run_bar.run_button)
    return [part.mapTo(panel, part.rect().topLeft()).y() for part in parts]


def test_no_room_is_kept_for_a_note_and_no_button_moves_as_it_comes(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    _open(qtbot, document)
    before, note = _places(panel), panel.run_bar.note
    upper = panel.reset_all_button
    assert before[2] - (before[0] + upper.height()) < note.fontMetrics().height() + 4
    panel.set_live(False)
    panel.color_count.fewer()
    qtbot.waitUntil(lambda: note.isVisible() and note.height() >= note.fontMetrics().height())
    assert note.geometry().bottom() < upper.geometry().top()
    assert _places(panel) == before


@pytest.mark.parametrize("height", [440, 520, 900])
@pytest.mark.parametrize("by_mouse", [False, True])
def test_notes_leave_the_row_that_was_used_where_it_is(
    qtbot: QtBot, document: Document, panel: ParameterPanel, height: int, by_mouse: bool
) -> None:
    panel.expanded_groups = ("clustering", "entries")
    panel.resize(320, height)
    panel.activateWindow()
    _open(qtbot, document)
    document.change("", locked=((1, 2, 3),))
    qtbot.waitUntil(lambda: _measured(document))
    depth, note, scrolled = (
        find(panel, QComboBox, "depth"),
        panel.run_bar.note,
        panel.findChild(QScrollArea),
    )
    assert depth is not None
    assert scrolled is not None
    scrolled.ensureWidgetVisible(depth, 0, 100)

    def place() -> int:
        return depth.mapTo(panel, QPoint(0, 0)).y()

    if by_mouse:
        qtbot.mouseClick(depth, Qt.MouseButton.LeftButton)
        row = depth.model().index(7, 0)
        qtbot.waitUntil(depth.view().isVisible)
        place_in_list = depth.view().visualRect(row).center()
        before = place()
        qtbot.mouseMove(depth.view().viewport(), place_in_list)
        qtbot.mouseClick(depth.view().viewport(), Qt.MouseButton.LeftButton, pos=place_in_list)
    else:
        depth.setFocus()
        before = place()
        qtbot.keyClick(depth, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: _measured(document) and note.isVisible())
    assert document.settings.depth is Depth.RGB111
    assert note.text().count("\n") == 1
    QApplication.processEvents()  # until all is laid out
    assert place() == before
    assert before + depth.height() <= note.y()
    assert note.geometry().bottom() < panel.reset_all_button.y()


def test_a_note_without_room_ends_in_dots_and_says_all_in_its_tooltip(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    panel.expanded_groups = ("clustering", "entries")
    _open(qtbot, document)
    document.change("", locked=((1, 2, 3),), depth=Depth.RGB111)
    note, heights = panel.run_bar.note, []
    for height in (900, 100):  # as low as it gets
        panel.resize(320, height)
        qtbot.waitUntil(lambda: _measured(document) and note.isVisible())
        QApplication.processEvents()
        heights.append(note.height())
        assert note.height() >= note.sizeHint().height()
        assert bool(note.toolTip()) == (height == 100)
    assert heights[1] < heights[0]
    assert note.text() in note.toolTip()


def test_progress_leaves_the_controls_where_they_are(
    qtbot: QtBot, document: Document, panel: ParameterPanel, slow: Slow
) -> None:
    before = _places(panel)
    document.show(_picture())
    qtbot.waitUntil(lambda: panel.run_bar.note.text() != "")
    QApplication.processEvents()
    assert _places(panel) == before
    slow.go.set()
    qtbot.waitUntil(lambda: _measured(document))


def test_another_picture_takes_the_notes_away(
    qtbot: QtBot, document: Document, panel: ParameterPanel
) -> None:
    document.change("", colors=64)
    _open(qtbot, document, colors=30)
    assert panel.run_bar.note.text()
    before = document.now.picture
    document.show(_picture())
    qtbot.waitUntil(lambda: document.now.picture is not before and _measured(document))
    assert panel.run_bar.note.text() == ""
