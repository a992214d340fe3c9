"""The document: what is open, what is asked of it, and what came out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from kquant.api import quantize
from kquant.core.model.arrays import UInt8
from kquant.core.model.errors import KQuantError
from kquant.core.model.result import Result
from kquant.core.palette.order import Order
from kquant.core.run.run import Run
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.session.work.scheduler import Scheduler
from tests.changes import changed, found


def noisy_picture(seed: int, height: int = 90, width: int = 120) -> UInt8:
    random = np.random.default_rng(seed)
    ramps = np.add.outer(np.arange(height), np.arange(width))[..., None] * [1.0, 0.6, 0.3]
    return np.clip(ramps + random.normal(0, 12, (height, width, 3)), 0, 255).astype(np.uint8)


@pytest.fixture
def document(scheduler: Scheduler) -> Iterator[Document]:
    document = Document(scheduler=scheduler)
    yield document
    assert document.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.fromarray(noisy_picture(1)).save(path)
    return path


def opened(document: Document, path: Path, qtbot: QtBot) -> Result:
    document.open(path)
    return final(document, qtbot)


def final(document: Document, qtbot: QtBot) -> Result:
    def is_final() -> bool:
        return document.now.phase is Phase.UP_TO_DATE and document.now.metrics is not None

    qtbot.waitUntil(is_final)
    assert document.now.result is not None
    return document.now.result


@pytest.fixture
def previews(monkeypatch: pytest.MonkeyPatch) -> None:
    """There are some, though all is quick."""
    monkeypatch.setattr("kquant.session.document.nodes.takes_long", lambda *_: True)


def test_a_preview_is_shown_only_where_the_result_takes_long(
    document: Document, photo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []
    long = [3]
    monkeypatch.setattr(
        "kquant.session.document.nodes.takes_long", lambda _, settings, run: settings.colors in long
    )
    found(document, "preview").connect(lambda: shown.append(document.settings.colors or 0))
    opened(document, photo, qtbot)
    for colors in (3, 4):
        document.change("Colours", colors=colors)
        final(document, qtbot)
    assert shown == [3]


def test_opening_a_file_ends_in_the_exact_result(
    document: Document, previews: None, photo: Path, qtbot: QtBot
) -> None:
    shown: list[str] = []
    found(document, "preview").connect(lambda: shown.append("preview"))
    found(document, "result").connect(lambda: shown.append("result"))
    result = opened(document, photo, qtbot)
    assert document.now.source is not None
    assert document.now.source.path == photo
    assert shown[0] == "preview"
    assert set(shown[1:]) == {"result"}
    alone = quantize(noisy_picture(1), settings=document.settings)
    assert np.array_equal(result.image, alone.image)


def test_a_file_that_cannot_be_read_leaves_the_open_picture(
    document: Document, photo: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    before = opened(document, photo, qtbot)
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"not a picture")
    with qtbot.waitSignal(document.failed) as failed:
        document.open(bad)
    assert failed.args[0].startswith("bad.png: ")
    assert document.now.source is not None
    assert document.now.source.path == photo
    assert document.now.result is before


def test_changes_can_be_undone_and_merge_while_a_slider_moves(
    document: Document, photo: Path, qtbot: QtBot
) -> None:
    opened(document, photo, qtbot)
    for colors in (4, 5, 6):
        document.change(f"Colours {colors}", merge="colors", colors=colors)
    document.change("Seed 3", seed=3)
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.settings.colors == 16
    document.undo_stack.redo()
    assert (document.settings.colors, document.settings.seed) == (6, 0)
    assert len(final(document, qtbot).palette) == 6


def test_a_change_that_changes_nothing_is_no_step(document: Document) -> None:
    document.change("Colours 16", colors=document.settings.colors)
    assert document.undo_stack.count() == 0


def test_going_back_to_former_settings_is_instant(document: Document, photo: Path, qtbot: QtBot) -> None:
    first = opened(document, photo, qtbot)
    document.change("Colours 3", colors=3)
    assert final(document, qtbot) is not first
    began: list[bool] = []
    document.clustering_began.connect(lambda: began.append(True))
    document.undo_stack.undo()
    assert document.now.phase is not Phase.OUTDATED
    qtbot.waitUntil(lambda: document.now.phase is Phase.UP_TO_DATE)
    assert document.now.result is first
    assert began == []


def test_undoing_a_sort_that_moved_nothing_comes_to_rest(
    document: Document, photo: Path, qtbot: QtBot
) -> None:
    first = opened(document, photo, qtbot)
    assert document.palette.sort(Order.SHARE)  # as it is already
    assert final(document, qtbot) is first
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.now.phase is Phase.UP_TO_DATE)
    assert document.now.result is first


def test_only_the_last_of_many_changes_is_shown(document: Document, photo: Path, qtbot: QtBot) -> None:
    opened(document, photo, qtbot)
    stale: list[int | None] = []

    def check() -> None:
        if document.now.phase is not Phase.UP_TO_DATE:
            stale.append(document.settings.colors)

    found(document, "result").connect(check)
    for number in range(300):
        document.change("Colours", merge="colors", colors=2 + number % 40)
        if number % 30 == 0:
            qtbot.wait(5)
    assert len(final(document, qtbot).palette) == 2 + 299 % 40
    assert stale == []


def test_nothing_runs_by_itself_when_not_live(document: Document, photo: Path, qtbot: QtBot) -> None:
    opened(document, photo, qtbot)
    qtbot.waitUntil(lambda: not document.now.clustering)  # its end is told after its result
    document.live = False
    document.change("Colours 7", colors=7)
    assert not document.now.clustering
    document.run()
    qtbot.waitUntil(lambda: document.now.result is not None and len(document.now.result.palette) == 7)


def test_closing_while_clustering_leaves_no_thread(photo: Path, qtbot: QtBot, scheduler: Scheduler) -> None:
    document = Document(scheduler=scheduler)
    opened(document, photo, qtbot)
    document.change("Best", effort="best", colors=200)
    assert document.now.clustering
    assert document.close()


def test_reading_the_file_again_keeps_what_was_done(document: Document, photo: Path, qtbot: QtBot) -> None:
    result = opened(document, photo, qtbot)
    document.palette.lock([0])
    final(document, qtbot)
    document.palette.merge([1, 2])
    before, steps = document.now.state, document.undo_stack.count()
    final(document, qtbot)
    photo.touch()
    with qtbot.waitSignal(changed(document, "picture")):
        document.reload()
    final(document, qtbot)
    assert (document.now.state, document.undo_stack.count()) == (before, steps)
    Image.fromarray(noisy_picture(2)).save(photo)
    with qtbot.waitSignal(changed(document, "picture")):
        document.reload()
    again = final(document, qtbot)
    assert (document.settings, document.undo_stack.count()) == (before.settings, steps)
    assert document.now.state.edits == ()  # what was merged is not there any more
    assert result.palette[0].tolist() in again.palette.tolist()
    assert len(again.palette) == document.settings.colors
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    final(document, qtbot)
    assert document.settings.locked == ()
    document.change("Colours 3", colors=3)
    final(document, qtbot)
    with qtbot.waitSignal(changed(document, "picture")):
        document.open(photo)  # opened, and not read again: it begins anew
    assert not document.undo_stack.canUndo()


def test_what_needs_the_result_waits_for_it_also_without_a_preview(
    document: Document, photo: Path, qtbot: QtBot
) -> None:
    former = opened(document, photo, qtbot)
    document.change("Colours 3", colors=3)
    assert document.now.result is former
    got: list[Result | None] = []
    document.once_exact(lambda: got.append(document.now.result))
    assert got == []
    assert final(document, qtbot) is not former
    assert got == [document.now.result]
    document.undo_stack.undo()  # which is kept
    document.once_exact(lambda: got.append(document.now.result))
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got[1] is former


def test_what_needs_a_result_gets_a_kept_one_that_is_gone_back_to(
    document: Document, photo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = opened(document, photo, qtbot)
    monkeypatch.setattr("kquant.session.document.nodes.quantize", _never)
    document.change("Colours 40", colors=40)
    got: list[Result | None] = []
    document.once_exact(lambda: got.append(document.now.result))
    assert got == []
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: got == [former])


def test_stopping_goes_back_to_the_last_exact_result(
    document: Document, previews: None, photo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = opened(document, photo, qtbot)
    monkeypatch.setattr("kquant.session.document.nodes.quantize", _never)
    document.change("Colours 40", colors=40)
    qtbot.waitUntil(lambda: document.now.preview is not None)
    assert document.now.result is None
    document.stop()
    assert document.now.preview is None
    assert document.now.result is exact
    assert document.now.phase is Phase.OUTDATED


def test_a_failure_goes_back_to_the_last_exact_result(
    document: Document, previews: None, photo: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = opened(document, photo, qtbot)

    def fail(*_: object, **__: object) -> None:
        raise KQuantError("it cannot be")

    monkeypatch.setattr("kquant.session.document.nodes.quantize", fail)
    called: list[bool] = []
    found(document, "preview").connect(lambda: document.once_exact(lambda: called.append(True)))
    with qtbot.waitSignal(document.failed):
        document.change("Colours 40", colors=40)
    assert document.now.result is exact
    assert called == []


def _never(*_: object, run: Run, **__: object) -> None:
    """Goes on until it is stopped."""
    while True:
        run.check()
        time.sleep(0.005)
