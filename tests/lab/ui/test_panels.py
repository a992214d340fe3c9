"""The forms at the left and the tabs at the right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import Init
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import PARAMETERS, Shape
from kquant.lab.session.gallery import FAILURES
from kquant.lab.tables import read_table
from kquant.lab.ui.table_dialog import TableDialog
from kquant.lab.ui.window import LabWindow
from tests.lab.ui.hands import LEFT, scene, settle
from tests.ui.parts import find


def choose(box: QComboBox, place: int) -> None:
    """As a person does."""
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_only_what_matters_for_a_shape_can_be_changed(qtbot: QtBot, lab: LabWindow) -> None:
    names = ("samples", "centers", "spread", "seed")
    for place, shape in list(enumerate(Shape))[1:]:
        choose(lab.side.data.shape, place)
        assert {name for name in names if getattr(lab.side.data, name).isEnabled()} == set(PARAMETERS[shape])
        recipe = lab.document.points.recipe
        assert recipe is not None
        assert recipe.shape is shape
        assert lab.document.undo_stack.count() == place
    settle(qtbot, lab)


def test_numbers_make_other_points(qtbot: QtBot, lab: LabWindow) -> None:
    find(lab, QSpinBox, "samples").setValue(40)
    find(lab, QSpinBox, "data_seed").setValue(3)
    assert len(lab.document.points) == 40
    lab.commands["opening_example"].trigger()
    assert len(lab.document.points) == 100
    assert find(lab, QSpinBox, "samples").value() == 100
    settle(qtbot, lab)


def test_the_arguments_of_kmeans(qtbot: QtBot, lab: LabWindow) -> None:
    find(lab, QSpinBox, "k").setValue(4)
    find(lab, QCheckBox, "epsilon_on").click()
    find(lab, QDoubleSpinBox, "max_iter").setValue(25)
    find(lab, QSpinBox, "attempts").setValue(3)
    find(lab, QSpinBox, "seed").setValue(9)
    settings = lab.document.settings
    assert (settings.k, settings.epsilon, settings.max_iter) == (4, None, 25)
    assert (settings.attempts, settings.seed) == (3, 9)
    assert not find(lab, QDoubleSpinBox, "epsilon").isEnabled()
    settle(qtbot, lab)
    run = lab.document.run
    assert run is not None
    assert find(lab, QTableWidget, "centers_table").rowCount() == len(run.centers) == 4


def test_by_hand_brings_the_tool_and_keeps_the_centres(qtbot: QtBot, lab: LabWindow) -> None:
    start = lab.document.start
    assert start is not None
    choose(lab.kmeans.init, 2)
    assert lab.document.settings.init is Init.GIVEN
    assert np.allclose(lab.document.settings.centers, start)
    assert lab.commands["tool_centers"].isChecked()
    settle(qtbot, lab)


def test_without_live_a_change_waits_for_run(qtbot: QtBot, lab: LabWindow) -> None:
    find(lab, QCheckBox, "live_box").click()
    find(lab, QSpinBox, "k").setValue(3)
    assert not lab.document.up_to_date
    assert "F5" in find(lab, QLabel, "lab_status").text()
    find(lab, QPushButton, "run_button").click()
    settle(qtbot, lab)
    assert lab.document.up_to_date


def test_the_result_beside_the_truth(lab: LabWindow) -> None:
    found = find(lab, QTableWidget, "confusion_table")
    counts = [
        [found.model().index(row, column).data() for column in range(1, found.columnCount())]
        for row in range(found.rowCount())
    ]
    assert sum(int(text) for row in counts for text in row if text != "·") == 100
    assert all(row[place] != "·" for place, row in enumerate(counts))
    assert "0.9" in find(lab, QLabel, "adjusted_rand").text()
    lab.commands["layer_truth"].trigger()
    assert lab.plot_area.truth.isVisible()
    assert len(scene(lab.plot_area.truth).names) == 5


def test_without_truth_there_is_none_beside(qtbot: QtBot, lab: LabWindow) -> None:
    lab.commands["layer_truth"].trigger()
    lab.document.set_points("plain", PointSet(np.random.default_rng(0).normal(size=(30, 2))))
    settle(qtbot, lab)
    assert not lab.plot_area.truth.isVisible()
    assert not lab.commands["layer_truth"].isEnabled()
    assert not find(lab, QTableWidget, "confusion_table").isVisible()


def test_a_race(qtbot: QtBot, lab: LabWindow) -> None:
    lab.tabs.show_page("race")
    find(lab, QSpinBox, "race_runs").setValue(40)
    find(lab, QPushButton, "race_start").click()
    qtbot.waitUntil(lambda: lab.document.research.race is not None)
    race = lab.document.research.race
    assert race is not None
    assert f"{100 * race.share:.0f} %" in find(lab, QLabel, "race_verdict").text()
    assert lab.tabs.race.best.isVisible()
    assert np.array_equal(scene(lab.tabs.race.worst).centers, race.worst.centers)
    settle(qtbot, lab)
    find(lab, QSpinBox, "k").setValue(4)
    assert not lab.tabs.race.best.isVisible()
    settle(qtbot, lab)


def test_a_race_shows_luck_and_what_ten_attempts_are_good_for(qtbot: QtBot, lab: LabWindow) -> None:
    assert find(lab, QSpinBox, "attempts").value() == 10  # as in the tutorials; with them all would end alike
    lab.tabs.show_page("race")
    find(lab, QSpinBox, "race_runs").setValue(60)
    shares = []
    for place, attempts in enumerate((1, 10)):
        choose(find(lab, QComboBox, "race_attempts"), place)
        start = find(lab, QPushButton, "race_start")
        qtbot.waitUntil(start.isEnabled)
        with qtbot.waitSignal(lab.document.research.race_changed):
            start.click()
        race = lab.document.research.race
        assert race is not None
        assert race.settings.attempts == attempts
        assert f"attempts: {attempts}." in find(lab, QLabel, "race_verdict").text()
        shares.append(race.share)
    assert shares[0] < 0.5 < 0.9 < shares[1]
    settle(qtbot, lab)


def test_a_race_can_be_stopped(qtbot: QtBot, lab: LabWindow) -> None:
    lab.tabs.show_page("race")
    find(lab, QSpinBox, "race_runs").setValue(400)
    find(lab, QSpinBox, "attempts").setValue(1000)
    settle(qtbot, lab)
    find(lab, QPushButton, "race_start").click()
    assert find(lab, QPushButton, "race_stop").isEnabled()
    assert not find(lab, QPushButton, "race_start").isEnabled()
    find(lab, QPushButton, "race_stop").click()
    assert lab.document.research.race is None
    assert find(lab, QPushButton, "race_start").isEnabled()


def test_a_click_on_the_curve_uses_that_k(qtbot: QtBot, lab: LabWindow) -> None:
    lab.tabs.show_page("scree")
    qtbot.waitUntil(lambda: lab.document.research.scree is not None)
    assert "K = 5" in find(lab, QLabel, "scree_verdict").text()
    plot = lab.tabs.scree.silhouette
    spot = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(3.1, 0.5)))
    QTest.mouseClick(plot.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
    assert lab.document.settings.k == 3
    find(lab, QPushButton, "use_silhouette").click()
    assert lab.document.settings.k == 5
    figures = find(lab, QTableWidget, "scree_table")
    figures.setCurrentCell(6, 0)
    QTest.keyClick(figures, Qt.Key.Key_Return)
    assert lab.document.settings.k == 7
    settle(qtbot, lab)


def test_one_click_to_a_failure(qtbot: QtBot, lab: LabWindow) -> None:
    lab.tabs.show_page("gallery")
    for failure in FAILURES:
        find(lab, QPushButton, f"failure_{failure.key}").click()
        assert lab.document.settings == failure.settings
        assert lab.plot_area.truth.isVisible()
        assert find(lab, QLabel, f"why_{failure.key}").text()
    settle(qtbot, lab)


def test_names_of_columns_and_files_are_no_markup(qtbot: QtBot, lab: LabWindow) -> None:
    lab.document.transfer.paste_table("<b>x,a &amp; b\n1,2\n3,4\n5,7\n8,9\n")
    qtbot.waitUntil(lambda: len(lab.document.points) == 4)
    settle(qtbot, lab)
    shown = [lab.plot_area.board.getAxis(side).label.toPlainText().strip() for side in ("bottom", "left")]
    assert shown == ["<b>x", "a &amp; b"]
    dialog = TableDialog(read_table("<b>x,y,z\n1,2,3\n3,4,1\nfive,6,2\n"), lab)
    labels = [find(lab, QLabel, "points_origin"), *dialog.findChildren(QLabel, "table_verdict")]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    dialog.reject()
