"""The lab's document: points, settings, what came out, and every change a step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kquant.core.image.picture import Picture
from kquant.core.model.choices import Init
from kquant.core.model.specification import Preparation
from kquant.lab.core.channels import Channel
from kquant.lab.core.datasets import make
from kquant.lab.core.points import PointSet
from kquant.lab.core.recipe import DEFAULTS, Recipe, Shape
from kquant.lab.core.run import LabRun, run
from kquant.lab.core.scores import adjusted_rand
from kquant.lab.core.settings import MAX_K, LabSettings
from kquant.lab.core.starts import starting_centers
from kquant.lab.core.walk import Phase
from kquant.lab.session.document import LabDocument
from kquant.lab.session.gallery import FAILURES, Failure
from kquant.lab.tables import open_table
from kquant.session.work.scheduler import Scheduler


@pytest.fixture
def lab(scheduler: Scheduler) -> Iterator[LabDocument]:
    document = LabDocument(scheduler=scheduler)
    yield document
    assert document.close()


def settled(lab: LabDocument, qtbot: QtBot) -> LabRun:
    qtbot.waitUntil(lambda: lab.up_to_date and not lab.busy)
    assert lab.run is not None
    return lab.run


def sentences(lab: LabDocument) -> list[str]:
    told: list[str] = []
    lab.failed.connect(told.append)
    return told


def test_it_begins_with_the_opening_example(lab: LabDocument, qtbot: QtBot) -> None:
    lab.start_run()
    found, alone = settled(lab, qtbot), run(make(Recipe()), LabSettings())
    assert np.array_equal(found.centers, alone.centers)
    assert lab.start is not None
    assert np.array_equal(lab.start, starting_centers(lab.points, found.settings, found.best))


def test_every_change_can_be_undone(lab: LabDocument, qtbot: QtBot) -> None:
    opening = lab.points
    lab.change("K 3", k=3)
    lab.set_points("Add a point", lab.points.added([(0, 0)]), k=4)
    assert len(settled(lab, qtbot).centers) == 4
    assert (len(lab.points), lab.undo_stack.count()) == (101, 2)
    lab.undo_stack.undo()
    assert lab.points is opening
    assert lab.settings.k == 3
    assert len(settled(lab, qtbot).centers) == 3
    lab.undo_stack.undo()
    assert lab.settings == LabSettings()
    lab.undo_stack.redo()
    assert lab.settings.k == 3


def test_a_gesture_is_one_step_and_no_change_is_none(lab: LabDocument) -> None:
    for k in (2, 3, 4):
        lab.change(f"K {k}", merge="k", k=k)
    lab.change("K 4", k=4)
    for x in range(3):
        lab.set_points("Move a point", lab.points.moved(0, (x, x)), merge="drag")
    assert lab.undo_stack.count() == 2


def test_centers_are_placed_by_hand(lab: LabDocument, qtbot: QtBot) -> None:
    lab.start_run()
    settled(lab, qtbot)
    assert lab.start is not None
    begun = lab.start.astype(float)
    for x in (1.0, 2.0):
        lab.move_center(1, (x, 5.0))
    assert lab.settings.init is Init.GIVEN
    assert lab.settings.centers[1] == (2.0, 5.0)
    assert np.array_equal(np.delete(lab.settings.centers, 1, axis=0), np.delete(begun, 1, axis=0))
    lab.add_center(7.0, 8.0)
    assert (lab.settings.k, lab.settings.centers[5]) == (6, (7.0, 8.0))
    lab.remove_center(0)
    assert lab.settings.k == 5
    assert lab.undo_stack.count() == 3
    assert settled(lab, qtbot).settings.centers == lab.settings.centers
    lab.change("K 2", k=2)
    assert len(lab.settings.centers) == 2
    lab.change("K 8", k=8)
    assert len(set(lab.settings.centers)) == 8
    lab.change("Random", init=Init.RANDOM)
    lab.change("By hand", init=Init.GIVEN)
    assert lab.settings.k == len(lab.settings.centers) == 8


@pytest.mark.parametrize("init", [Init.RANDOM, Init.PP])
def test_a_center_is_added_to_those_that_are_not_drawn_yet(lab: LabDocument, init: Init) -> None:
    lab.live = False
    lab.change("Seed", seed=7, init=init)
    expected = starting_centers(lab.points, lab.settings)
    lab.add_center(7.0, 8.0)
    assert lab.settings.k == 6
    assert np.array_equal(lab.settings.centers, [*expected.astype(float).tolist(), (7.0, 8.0)])


def test_centers_have_limits(lab: LabDocument, qtbot: QtBot) -> None:
    lab.set_points("None", PointSet(np.zeros((0, 2))))
    told = sentences(lab)
    lab.move_center(0, (1, 1))
    assert lab.settings.init is Init.RANDOM
    lab.add_center(1, 1)
    lab.remove_center(0)
    assert lab.settings.centers == ((1, 1),)
    lab.set_points("Some", make(Recipe()))
    lab.change("Many", k=MAX_K)
    lab.add_center(2, 2)
    assert lab.settings.k == MAX_K
    assert told == [f"The lab goes up to {MAX_K} clusters"]


def test_walking_ends_where_the_run_did_and_any_change_ends_it(lab: LabDocument, qtbot: QtBot) -> None:
    lab.start_run()
    found = settled(lab, qtbot)
    seen: list[Phase | None] = []
    lab.walk_changed.connect(lambda: seen.append(lab.walk.step.phase if lab.walk else None))
    lab.start_walk()
    lab.step_forward()
    lab.step_forward()
    lab.step_back()
    lab.walk_to_end()
    assert seen == [Phase.START, Phase.ASSIGN, Phase.UPDATE, Phase.ASSIGN, Phase.UPDATE]
    assert lab.walk is not None
    assert np.array_equal(lab.walk.step.centers, found.centers)
    lab.change("K 2", k=2)
    assert lab.walk is None


def test_many_points_are_walked_off_the_gui_thread(lab: LabDocument, qtbot: QtBot) -> None:
    lab.live = False
    lab.set_points("Many", make(Recipe(samples=30_000)), init=Init.PP, attempts=1)
    lab.start_walk()
    assert lab.walk is not None
    with qtbot.waitSignal(lab.walk_changed):
        lab.walk_to_end()
        lab.step_back()
    assert lab.walk.stopped is not None


def test_without_points_nothing_runs_and_that_is_no_failure(lab: LabDocument, qtbot: QtBot) -> None:
    told = sentences(lab)
    lab.set_points("Remove all", PointSet(np.empty((0, 2))))
    assert not lab.busy
    assert lab.run is None
    assert told == []
    lab.start_walk()
    assert lab.walk is None
    assert "there are no points yet" in told[0]


def test_races_and_screes_come_and_go(lab: LabDocument, qtbot: QtBot) -> None:
    research = lab.research
    with qtbot.waitSignals([research.race_changed, research.scree_changed]):
        research.start_race(20)
        research.start_scree(6)
        assert research.racing
        assert research.screening
    assert research.race is not None
    assert len(research.race.compactness) == 20
    lab.change("K 3", k=3)
    assert research.race is None
    assert research.scree is not None
    lab.set_points("Add a point", lab.points.added([(0, 0)]))
    assert research.scree is None
    research.start_race(400)
    lab.stop()
    assert not research.racing


def test_tables_come_in_with_their_columns(lab: LabDocument, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "flowers.csv"
    file.write_text("kind,x,y,z\na,1,2,3\nb,4,5,6\n?,no,8,9\na,7,8,9\n")
    notes: list[str] = []
    lab.noted.connect(notes.append)
    with qtbot.waitSignal(lab.points_changed):
        lab.transfer.open_table(file)
    assert (lab.points.source, lab.points.axes) == ("flowers.csv", ("x", "y"))
    assert notes == ["line 4 was left out: it has no two finite numbers"]
    with qtbot.waitSignal(lab.points_changed):
        lab.transfer.use_table(x=2, y=3, truth=0)
    assert lab.points.points.tolist() == [[2, 3], [5, 6], [8, 9], [8, 9]]
    assert lab.points.truth is not None
    with qtbot.waitSignal(lab.points_changed):
        lab.transfer.paste_table("1\t2\n3\t4\n")
    assert len(lab.points) == 2
    assert lab.transfer.table is not None
    assert lab.transfer.table.names == ("column 1", "column 2")
    assert lab.undo_stack.count() == 3


def test_a_bad_table_leaves_the_points(lab: LabDocument, qtbot: QtBot, tmp_path: Path) -> None:
    before = lab.points
    with qtbot.waitSignal(lab.failed) as failed:
        lab.transfer.open_table(tmp_path / "none.csv")
    assert failed.args == ["none.csv: there is no such file"]
    with qtbot.waitSignal(lab.failed) as failed:
        lab.transfer.paste_table("hello")
    assert failed.args[0].startswith("clipboard: it has no two columns")
    assert lab.points is before


def test_colours_of_a_picture_come_in(lab: LabDocument, qtbot: QtBot) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (30, 30, 3)).astype(np.uint8)
    with qtbot.waitSignal(lab.points_changed):
        lab.transfer.take_channels(
            lambda: Picture(pixels).prepared(Preparation()), Channel.RED, Channel.GREEN, "photo.png"
        )
    assert lab.points.axes == ("red", "green")
    assert lab.points.source == "photo.png"


def test_points_and_script_go_out(lab: LabDocument, qtbot: QtBot, tmp_path: Path) -> None:
    lab.transfer.export_csv(tmp_path / "early.csv")
    assert not lab.busy
    lab.start_run()
    settled(lab, qtbot)
    with qtbot.waitSignal(lab.transfer.exported) as exported:
        lab.transfer.export_csv(tmp_path / "labelled.csv")
    assert exported.args == ["labelled.csv"]
    assert np.array_equal(open_table(tmp_path / "labelled.csv").points()[0].points, lab.points.points)
    with qtbot.waitSignal(lab.transfer.scripted) as scripted:
        lab.transfer.write_script()
    assert "cv2.kmeans(" in scripted.args[0]
    with qtbot.waitSignal(lab.failed) as failed:
        lab.transfer.export_csv(tmp_path / "no" / "where.csv")
    assert failed.args == ["where.csv: its folder does not exist"]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: failure.key)
def test_every_failure_fails(lab: LabDocument, qtbot: QtBot, failure: Failure) -> None:
    lab.show_failure(failure, failure.title)
    found = settled(lab, qtbot)
    assert lab.points.truth is not None
    assert adjusted_rand(lab.points.truth, found.labels) < 0.85
    assert lab.undo_stack.undoText() == failure.title
    assert failure.why.endswith(".")


def test_where_k_means_does_not_fail(lab: LabDocument, qtbot: QtBot) -> None:
    lab.set_points("Blobs", make(DEFAULTS[Shape.BLOBS]), k=5)
    assert lab.points.truth is not None
    assert adjusted_rand(lab.points.truth, settled(lab, qtbot).labels) > 0.85
