"""Working on points and initial centres by mouse and keys."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import Init
from kquant.lab.core.points import PointSet
from kquant.lab.ui.scene import ChosenMarks, LabScene
from kquant.lab.ui.window import LabWindow
from tests.lab.ui.hands import click, drag, pixel, scene, settle
from tests.ui.parts import find


def use(lab: LabWindow, tool: str) -> None:
    find(lab, QToolButton, f"toolbar_tool_{tool}").click()


def test_a_click_adds_a_point_where_it_is(qtbot: QtBot, lab: LabWindow) -> None:
    use(lab, "add")
    click(lab, 4, 1)
    points = lab.document.points
    assert len(points) == 101
    assert np.allclose(points.points[-1], (4, 1), atol=0.1)
    settle(qtbot, lab)
    assert lab.document.run is not None
    assert len(lab.document.run.labels) == 101
    lab.commands["undo"].trigger()
    assert len(lab.document.points) == 100
    assert lab.document.points.recipe is not None


def test_dragging_a_point_is_one_step_of_undo(qtbot: QtBot, lab: LabWindow) -> None:
    before = lab.document.points.points[7]
    drag(lab, tuple(before), (8, 4))
    assert np.allclose(lab.document.points.points[7], (8, 4), atol=0.2)
    assert lab.document.undo_stack.count() == 1
    lab.commands["undo"].trigger()
    assert np.array_equal(lab.document.points.points[7], before)
    settle(qtbot, lab)


def test_a_rectangle_selects_and_delete_removes(qtbot: QtBot, lab: LabWindow) -> None:
    points = lab.document.points.points
    inside = (points > (-0.5, 0.5)).all(axis=1)
    drag(lab, (-0.5, 0.5), (9.5, 9.5))
    assert set(lab.board.chosen.points) == set(np.flatnonzero(inside).tolist())
    QTest.keyClick(lab.board, Qt.Key.Key_Delete)
    assert len(lab.document.points) == 100 - inside.sum()
    assert lab.board.chosen == ChosenMarks()
    settle(qtbot, lab)


def test_spray_and_erase(qtbot: QtBot, lab: LabWindow) -> None:
    use(lab, "spray")
    drag(lab, (6, 1), (8, 3), steps=6)
    sprayed = len(lab.document.points) - 100
    assert sprayed >= 16
    assert lab.document.undo_stack.count() == 1
    use(lab, "erase")
    drag(lab, (-8, -10), (-5, -7), steps=12)
    assert len(lab.document.points) < 100 + sprayed
    assert lab.document.undo_stack.count() == 2
    settle(qtbot, lab)


def test_centres_by_mouse(qtbot: QtBot, lab: LabWindow) -> None:
    use(lab, "centers")
    start = scene(lab.board).starts[1]
    drag(lab, tuple(start), (0, 0))
    settings = lab.document.settings
    assert settings.init is Init.GIVEN
    assert np.allclose(settings.centers[1], (0, 0), atol=0.2)
    assert lab.document.undo_stack.count() == 1
    click(lab, 3, -2)
    assert lab.document.settings.k == 6
    assert lab.board.chosen.center == 5
    QTest.keyClick(lab.board, Qt.Key.Key_Delete)
    assert lab.document.settings.k == 5
    settle(qtbot, lab)


def test_moving_a_centre_while_stepping_begins_anew(qtbot: QtBot, lab: LabWindow) -> None:
    use(lab, "centers")
    lab.commands["walk_start"].trigger()
    lab.commands["walk_step"].trigger()
    start = scene(lab.board).starts[1]
    drag(lab, tuple(start), (1, 1))
    walk = lab.document.walk
    assert walk is not None
    assert len(walk.steps) == 1
    assert np.allclose(walk.step.centers[1], (1, 1), atol=0.2)
    settle(qtbot, lab)


def test_everything_by_keys(qtbot: QtBot, lab: LabWindow) -> None:
    board = lab.board
    QTest.keyClick(board, Qt.Key.Key_PageDown)
    assert board.chosen.points == (0,)
    before = lab.document.points.points[0]
    QTest.keyClick(board, Qt.Key.Key_Right)
    assert lab.document.points.points[0][0] > before[0]
    assert lab.document.points.points[0][1] == before[1]
    QTest.keyClick(board, Qt.Key.Key_Insert)
    assert board.chosen.points == (100,)
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert len(lab.document.points) == 100
    settle(qtbot, lab)
    use(lab, "centers")
    QTest.keyClick(board, Qt.Key.Key_Insert)
    assert lab.document.settings.k == 6
    QTest.keyClick(board, Qt.Key.Key_PageUp)
    center = lab.document.settings.centers[4]
    QTest.keyClick(board, Qt.Key.Key_Up)
    assert lab.document.settings.centers[4][1] > center[1]
    settle(qtbot, lab)


def test_arrows_and_plus_move_the_view_when_nothing_is_selected(lab: LabWindow) -> None:
    box = lab.board.getViewBox()
    before = box.viewRect()
    QTest.keyClick(lab.board, Qt.Key.Key_Right)
    assert box.viewRect().left() > before.left()
    QTest.keyClick(lab.board, Qt.Key.Key_Plus)
    assert box.viewRect().width() < before.width()
    QTest.keyClick(lab.board, Qt.Key.Key_Home)
    assert box.viewRect().width() == pytest.approx(before.width())


def test_no_points_yet(qtbot: QtBot, lab: LabWindow) -> None:
    lab.commands["clear_points"].trigger()
    assert lab.plot_area._hint.isVisible()
    assert not lab.commands["run"].isEnabled()
    assert not lab.commands["walk_step"].isEnabled()
    click(lab, 0, 0)  # the tool is the one that adds
    click(lab, 5, 5)
    assert len(lab.document.points) == 2
    assert not lab.plot_area._hint.isVisible()
    settle(qtbot, lab)
    assert "K is 2" in lab.tabs.result.notes.text()


def test_very_many_points_are_one_image(qtbot: QtBot, lab: LabWindow) -> None:
    many = np.random.default_rng(1).normal(0, 3, (20_000, 2))
    lab.document.set_points("many", PointSet(many))
    settle(qtbot, lab)
    image = lab.board.grab().toImage()
    middle = pixel(lab, 0.4, 0.4)
    ratio = image.devicePixelRatio()
    assert image.pixelColor(round(middle.x() * ratio), round(middle.y() * ratio)).saturation() > 100


def test_the_image_of_very_many_points_follows_what_it_shows(lab: LabWindow) -> None:
    spots = np.random.default_rng(1).uniform(-5, 5, (3000, 2))
    labels = np.zeros(3000, np.int32)
    board = lab.board
    seen = []
    for points, found in ((spots, labels), (spots, labels + 1), (spots[:2500], labels[:2500])):
        board.show_scene(LabScene(PointSet(points), found))
        seen.append(board.grab().toImage())
    board.getViewBox().translateBy(x=2.0)
    seen.append(board.grab().toImage())
    assert all(one != other for one, other in pairwise(seen))
    assert board.grab().toImage() == seen[-1]


def test_points_out_of_sight_are_brought_into_view(qtbot: QtBot, lab: LabWindow) -> None:
    lab.document.set_points("far", PointSet(lab.document.points.points * 100 + 5000))
    seen = lab.board.getViewBox().viewRect()
    assert all(seen.contains(x, y) for x, y in lab.document.points.points.tolist())
    settle(qtbot, lab)
