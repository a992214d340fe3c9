"""Stepping, playing, and the guided tour."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from kquant.lab.core.walk import Phase
from kquant.lab.ui.window import LabWindow
from tests.lab.ui.hands import scene, settle
from tests.ui.parts import find


def press(lab: LabWindow, name: str) -> None:
    find(lab, QToolButton, f"walk_{name}_button").click()


def phase(lab: LabWindow) -> Phase:
    assert lab.document.walk is not None
    return lab.document.walk.step.phase


def test_there_and_back(lab: LabWindow) -> None:
    step = lab.commands["walk_step"]
    press(lab, "step")
    assert phase(lab) is Phase.START
    assert step.iconText() == "Assign"
    press(lab, "step")
    assert phase(lab) is Phase.ASSIGN
    assert step.iconText() == "Update"
    press(lab, "step")
    assert phase(lab) is Phase.UPDATE
    assert "mean" in find(lab, QLabel, "step_sentence").text()
    press(lab, "back")
    assert phase(lab) is Phase.ASSIGN
    lab.commands["walk_leave"].trigger()
    assert lab.document.walk is None


def test_to_the_end_is_where_cv2_ends(lab: LabWindow) -> None:
    press(lab, "end")
    walk, run = lab.document.walk, lab.document.run
    assert walk is not None
    assert run is not None
    assert np.array_equal(walk.step.centers, run.centers)
    assert "EPS = 1" in find(lab, QLabel, "step_sentence").text()
    assert not lab.commands["walk_step"].isEnabled()
    assert f"down to {run.compactness:.1f}" in lab.steps.cost_plot.accessibleDescription()


def test_play_and_pause(qtbot: QtBot, lab: LabWindow) -> None:
    find(lab, QSlider, "walk_speed").setValue(6)
    press(lab, "play")
    assert lab.steps.playing
    qtbot.waitUntil(lambda: lab.document.walk is not None and len(lab.document.walk.steps) > 2)
    press(lab, "play")
    assert not lab.steps.playing
    press(lab, "play")
    qtbot.waitUntil(lambda: not lab.steps.playing)
    assert lab.document.walk is not None
    assert lab.document.walk.stopped is not None


def test_a_change_ends_the_steps(qtbot: QtBot, lab: LabWindow) -> None:
    press(lab, "play")
    lab.document.change("K = 3", k=3)
    assert lab.document.walk is None
    assert not lab.steps.playing
    settle(qtbot, lab)


def test_centres_that_begin_outside_are_seen(lab: LabWindow) -> None:
    press(lab, "start")
    seen = lab.board.getViewBox().viewRect()
    assert all(seen.contains(x, y) for x, y in scene(lab.board).starts.tolist())


def test_the_tour_drives_the_controls(qtbot: QtBot, lab: LabWindow) -> None:
    lab.commands["clear_points"].trigger()
    lab.commands["tour"].trigger()
    following = find(lab, QPushButton, "tour_next")
    assert len(lab.document.points) == 100
    settle(qtbot, lab)
    seen: list[str] = []
    for number in range(8):
        assert lab.tour.position == number
        seen.append(find(lab, QLabel, "tour_title").text())
        assert lab.rect().contains(lab.tour.geometry())
        if number == 3:
            assert phase(lab) is Phase.ASSIGN
        following.click()
        settle(qtbot, lab)
    assert len(set(seen)) == 8
    assert lab.tour.position == -1
    assert not lab.tour.isVisible()
    assert lab.document.walk is not None
    assert lab.document.walk.stopped


def test_back_in_the_tour(qtbot: QtBot, lab: LabWindow) -> None:
    lab.tour.begin()
    settle(qtbot, lab)
    for _ in range(4):
        lab.tour.go_on()
    assert phase(lab) is Phase.UPDATE
    find(lab, QPushButton, "tour_back").click()
    assert phase(lab) is Phase.ASSIGN
    find(lab, QPushButton, "tour_close").click()
    assert not lab.tour.isVisible()
