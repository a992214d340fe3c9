"""Whatever is done to a document, it comes to rest with the result of what is asked, or says that it has not.

There are no threads here: work is done when the test says so, and what it hands over arrives one by one when
the test says so, so that everything can happen between any two of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from pytestqt.qtbot import QtBot

from kquant.core.image.picture import Picture
from kquant.core.model.arrays import UInt8
from kquant.core.model.choices import PaletteUse, Space
from kquant.core.model.errors import KQuantError
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.order import Order, arranged
from kquant.core.preview import Preview
from kquant.core.quantize import measured, quantize
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.document.state import Phase, Shown
from kquant.session.work.scheduler import Scheduler
from tests.changes import changed, found

ROWS = st.integers(0, 5)
COLORS: st.SearchStrategy[Rgb] = st.sampled_from([(255, 0, 0), (10, 200, 30), (0, 0, 0)])


def _pixels(seed: int) -> UInt8:
    return np.random.default_rng(seed).integers(0, 256, (3, 4, 3), dtype=np.uint8)


PICTURES = [_pixels(seed) for seed in range(3)]


class Workers:
    """Stands for threads and turns of the event loop; a part of the work can fail.

    Attributes:
        waiting: work that has not been done.
        scheduler: hands over one thing when `arrive` says so.
    """

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.scheduler = Scheduler(delay_factor=0)
        self.scheduler.pool = cast(QThreadPool, self)
        self.scheduler.events._timer.timeout.disconnect()
        self.failing = ""
        self._found: dict[tuple[bytes, Settings | Shown], Result] = {}

    @property
    def coming(self) -> deque[Any]:
        """What work has handed over, and has not arrived."""
        return self.scheduler.events._calls

    def start(self, run: Callable[[], None], _: int) -> None:
        self.waiting.append(run)

    def preview(self, *_: object) -> Preview:
        self._may_fail("preview")
        return Preview(np.zeros((1, 3), np.uint8), np.zeros(1 << 18, np.uint16))

    def quantize(self, picture: Picture, asked: Settings, **_: object) -> Result:
        """The same as ever: the same pixels and settings give the same result."""
        self._may_fail("quantize")
        key = picture.pixels.tobytes(), asked
        if key not in self._found:
            self._found[key] = quantize(picture, asked, metrics=(), run=picture.run(1))
        return self._found[key]

    def measured(self, *args: Any) -> Result:
        self._may_fail("measured")
        return measured(*args)

    def result_of(self, picture: Picture, shown: Shown) -> Result:
        """What is to be seen, found without a document."""
        key = picture.pixels.tobytes(), shown
        if key not in self._found:
            edited = apply_edits(
                picture, self.quantize(picture, shown.clustering), shown.edits, picture.run(1)
            )
            self._found[key] = arranged(edited, shown.arrangement)
        return self._found[key]

    def _may_fail(self, part: str) -> None:
        if self.failing == part:
            raise KQuantError("it cannot be")
        if self.failing == f"{part} breaks":
            raise ZeroDivisionError


class DocumentStates(RuleBasedStateMachine):
    """All that can be done to a document, in any order.

    `in_vain` tells that the present state was stopped, or failed, or was never run as nothing is live.
    """

    def __init__(self, workers: Workers, folder: Path) -> None:
        super().__init__()
        self.workers, self.folder = workers, folder
        workers.waiting.clear()
        workers.coming.clear()
        self.document = Document(Settings(colors=3), scheduler=workers.scheduler)
        self.document.threads = 1
        self.wrong: list[str] = []
        self.found: set[Shown] = set()
        self.in_vain = False
        self.exports: list[int] = []  # that may still come
        self.asked = 0
        for name in ("a.png", "b.png"):
            Image.fromarray(PICTURES[0]).save(folder / name)
        (folder / "bad.png").write_bytes(b"not a picture")
        self._listen()

    def teardown(self) -> None:
        """At the end of it all there is rest."""
        self.rest()
        assert self.document.close()
        self.document.deleteLater()
        QCoreApplication.sendPostedEvents(self.document, QEvent.Type.DeferredDelete)

    def _listen(self) -> None:
        document = self.document
        changed(document, "picture").connect(self._forget)
        for signal in (
            changed(document, "state.settings"),
            changed(document, "state"),
            changed(document, "selected"),
            found(document, "preview"),
            document.clustering_began,
            document.clustering_ended,
            document.opening_ended,
            document.failed,
        ):
            signal.connect(self._look)
        found(document, "result").connect(self._note_result)
        document.failed.connect(self._note_failure)
        document.broke.connect(self._note_failure)

    def _look(self, *_: object) -> None:
        """Also in the middle of a change a view may ask."""
        try:
            self.one_situation()
            self.what_is_shown_is_what_it_is_said_to_be()
        except AssertionError as error:
            self.wrong.append(str(error))

    def _note_result(self) -> None:
        if self.document.now.result is not None and self.document.now.result_of is not None:
            self.found.add(self.document.now.result_of)
        self._look()

    def _note_failure(self, *_: object) -> None:
        self.in_vain = True

    def _forget(self) -> None:
        self.found.clear()
        self.in_vain = False  # another picture is run, live or not

    # What comes in

    @initialize(ready=st.booleans())
    def begin(self, ready: bool) -> None:
        """Half of the time there is a result."""
        if ready:
            self.open("a.png")
            self.rest()

    @rule(name=st.sampled_from(["a.png", "b.png", "bad.png"]))
    def open(self, name: str) -> None:
        self.document.open(self.folder / name)

    @rule(pixels=st.sampled_from(PICTURES))
    def paste(self, pixels: UInt8) -> None:
        self.document.show(SourceImage(pixels, None, "clipboard", "RGB"))

    @rule(name=st.sampled_from(["a.png", "b.png"]), pixels=st.sampled_from(PICTURES))
    def write(self, name: str, pixels: UInt8) -> None:
        Image.fromarray(pixels).save(self.folder / name)

    @rule()
    def reload(self) -> None:
        self.document.reload()

    @rule()
    def stop_opening(self) -> None:
        self.document.stop_opening()

    # What is asked

    def _do(self, ask: Callable[[], object]) -> None:
        before = self.document.now.state
        ask()
        if self.document.now.state != before:
            self.in_vain = not self.document.live

    @rule(colors=st.integers(1, 6), merge=st.sampled_from(["", "colors"]))
    def change_colors(self, colors: int, merge: str = "") -> None:
        self._do(lambda: self.document.change("Colours", merge, colors=colors))

    @rule(
        what=st.sampled_from(["space", "select", "deselect", "lock", "exclude", "include", "use", "forget"]),
        row=ROWS,
        color=COLORS,
        use=st.sampled_from(PaletteUse),
    )
    def steer(self, what: str, row: int, color: Rgb, use: PaletteUse) -> None:
        document, palette = self.document, self.document.palette
        excluded = document.settings.excluded
        asks: dict[str, Callable[[], object]] = {
            "space": lambda: document.change("Space", space=Space.LAB),
            "select": lambda: palette.select(Selection.of(Rectangle(0, 0, 2, 2))),
            "deselect": lambda: palette.select(None),
            "lock": lambda: palette.toggle_lock([row]),
            "exclude": lambda: palette.exclude(color, 5.0),
            "include": lambda: excluded and palette.include(excluded[0]),
            "use": lambda: palette.use([color, (9, 9, 9)], use),
            "forget": palette.forget,
        }
        self._do(asks[what])

    @rule(
        what=st.sampled_from(["merge", "split", "delete", "recolor", "restore", "clear", "sort", "move"]),
        row=ROWS,
        color=COLORS,
    )
    def edit(self, what: str, row: int, color: Rgb = (0, 0, 0)) -> None:
        palette, result = self.document.palette, self.document.now.result
        asks: dict[str, Callable[[], object]] = {
            "merge": lambda: palette.merge([0, row]),
            "split": lambda: palette.split(row),
            "delete": lambda: palette.delete([row]),
            "recolor": lambda: palette.recolor({row: color}, "recolor"),
            "restore": lambda: palette.restore([row]),
            "clear": palette.clear_edits,
            "sort": lambda: palette.sort(Order.HUE if row % 3 else Order.SHARE, bool(row % 2)),
            "move": lambda: result is not None and row < len(result.palette) and palette.move(row, 0),
        }
        self._do(asks[what])

    @rule(delta_e=st.sampled_from([5.0, 40.0]))
    def merge_near(self, delta_e: float) -> None:
        self.document.palette.merge_near(delta_e)

    @rule()
    def undo(self) -> None:
        self._do(self.document.undo_stack.undo)

    @rule()
    def redo(self) -> None:
        self._do(self.document.undo_stack.redo)

    # When it is found

    @rule(live=st.booleans())
    def set_live(self, live: bool) -> None:
        self.document.live = live
        if live and self.document.now.phase is Phase.OUTDATED:
            self.run()

    @rule()
    def run(self) -> None:
        self.document.run()
        self.in_vain = self.document.now.picture is None

    @rule()
    def stop(self) -> None:
        self.document.stop()
        self.in_vain = True

    @rule()
    def export(self) -> None:
        number = self.asked = self.asked + 1
        self.exports.append(number)
        self.document.once_exact(lambda: self._exported(number))

    def _exported(self, number: int) -> None:
        if number not in self.exports or self.document.now.result is None:
            self.wrong.append("an export comes after all was quiet, or without a result")
        self._look()

    @rule(
        number=st.integers(0, 9),
        failing=st.sampled_from(["", "", "", "preview", "quantize", "measured", "quantize breaks"]),
    )
    def work(self, number: int = 0, failing: str = "") -> None:
        if self.workers.waiting:
            self.workers.failing = failing
            self.workers.waiting.pop(-1 - number % len(self.workers.waiting))()
            self.workers.failing = ""

    @rule()
    def arrive(self) -> None:
        before = self.document.now.state.shown
        if self.workers.coming:
            self.workers.scheduler.events.run_next()
        if self.document.now.state.shown != before and not self.document.live:
            self.in_vain = (
                self.document.now.phase is not Phase.COMING
            )  # near-duplicates were merged, or there is another picture

    @rule()
    def turn(self) -> None:
        QCoreApplication.processEvents()  # in which a result that was kept is shown

    @rule()
    def rest(self) -> None:
        """Until nothing more will happen."""
        document, workers = self.document, self.workers
        for _ in range(500):
            if workers.waiting:
                workers.waiting.pop(0)()
            elif workers.coming:
                self.arrive()
            else:
                self.turn()
                if not (document.now.phase is Phase.COMING or workers.waiting or workers.coming):
                    break
        now = document.now
        assert (now.clustering, now.opening, now.phase is Phase.COMING) == (False, False, False)
        self.exports.clear()
        if document.now.picture is None:
            return
        assert document.now.phase is Phase.UP_TO_DATE or self.in_vain
        assert document.now.phase is Phase.UP_TO_DATE or document.now.state.shown not in self.found
        assert document.now.result is not None or not self.found

    # What holds at any time

    @invariant()
    def one_situation(self) -> None:
        now = self.document.now
        assert (now.phase is Phase.EMPTY) == (now.picture is None)
        assert now.preview is None or now.result is None

    @invariant()
    def what_is_shown_is_what_it_is_said_to_be(self) -> None:
        document = self.document
        if document.now.result is None:
            return
        assert document.now.picture is not None
        assert document.now.result_of is not None
        whole = self.workers.result_of(document.now.picture, document.now.result_of)
        assert np.array_equal(document.now.result.palette, whole.palette)
        assert np.array_equal(document.now.result.labels, whole.labels)

    @invariant()
    def nothing_was_wrong_in_the_middle(self) -> None:
        assert self.wrong == []


@pytest.fixture
def states(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], DocumentStates]:
    workers = Workers()
    monkeypatch.setattr("kquant.session.work.job.yield_to_gui", lambda: None)
    monkeypatch.setattr("kquant.session.document.nodes.takes_long", lambda *_: True)
    for name in ("preview", "quantize", "measured"):
        monkeypatch.setattr(f"kquant.session.document.nodes.{name}", getattr(workers, name))
    return lambda: DocumentStates(workers, tmp_path)


def test_a_document_comes_to_rest_with_the_result_of_what_is_asked(
    states: Callable[[], DocumentStates],
) -> None:
    some = settings(
        max_examples=30,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(states, settings=some)  # type: ignore[arg-type]  # a factory will do


@pytest.fixture
def ready(states: Callable[[], DocumentStates]) -> Iterator[DocumentStates]:
    """With a picture and its result."""
    ready = states()
    ready.begin(True)
    yield ready
    ready.one_situation()
    ready.what_is_shown_is_what_it_is_said_to_be()
    ready.nothing_was_wrong_in_the_middle()
    ready.teardown()


def test_stopping_shows_what_was_found_of_the_present_settings(ready: DocumentStates) -> None:
    document = ready.document
    ready.change_colors(4)
    ready.work()
    ready.arrive()
    ready.arrive()  # a preview, and a result without metrics
    assert document.now.phase is Phase.UP_TO_DATE
    ready.change_colors(5)
    ready.rest()
    ready.undo()
    ready.stop()
    assert document.now.result is not None
    assert (document.settings.colors, len(document.now.result.palette)) == (4, 4)
    assert document.now.phase is Phase.UP_TO_DATE


def test_what_was_stopped_and_is_not_there_waits_for_run(ready: DocumentStates) -> None:
    document = ready.document
    ready.edit("delete", 0)
    ready.stop()  # of what it is made of the result is there, but not of it
    assert document.now.phase is Phase.OUTDATED
    ready.run()
    ready.rest()
    assert document.now.phase is Phase.UP_TO_DATE


def test_going_on_from_a_result_that_was_about_to_be_shown_again(ready: DocumentStates) -> None:
    document = ready.document
    ready.change_colors(4)
    ready.rest()
    ready.set_live(False)
    ready.change_colors(5)
    ready.run()
    ready.work()
    ready.arrive()
    assert document.now.preview is not None
    ready.undo()
    ready.export()
    ready.change_colors(6)  # in the same turn
    ready.turn()
    assert document.now.result is not None
    assert len(document.now.result.palette) == 4
    assert document.now.phase is Phase.OUTDATED


def test_what_is_closed_shows_nothing_more(states: Callable[[], DocumentStates]) -> None:
    closed = states()
    closed.begin(True)
    closed.change_colors(4)
    closed.rest()
    closed.undo()
    assert closed.document.close()
    closed.workers.waiting.clear()
    closed.turn()
    assert closed.workers.waiting == []  # such as the search for what that result has lost
