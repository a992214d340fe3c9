"""The picture that is open, what is asked of it, and what came out: the only owner of state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoStack

from kquant.core.image.masks import Mask
from kquant.core.image.picture import Picture
from kquant.core.model.errors import KQuantError
from kquant.core.model.resolve import is_painted_with
from kquant.core.model.result import Result
from kquant.core.model.settings import DEFAULT_COLORS, Settings
from kquant.core.palette.accents import Accent
from kquant.core.palette.main_color import MainColor
from kquant.core.preview import Preview
from kquant.io.source import SourceImage
from kquant.session.document.accents import AccentLook
from kquant.session.document.palette_commands import PaletteActions
from kquant.session.document.results import Outcome, ResultCache, find_result
from kquant.session.document.selection_mask import SelectionLook
from kquant.session.document.state import Shown, State
from kquant.session.document.undo import StateCommand
from kquant.session.files.reading import Opened, made_ready, read
from kquant.session.work.discard import discard
from kquant.session.work.jobs import Control, JobRunner
from kquant.session.work.process import spare_threads

_APPEAR_SECONDS = 0.05  # until another picture is seen: before that work on it would hold the window up


class Document(QObject):
    """One picture and its quantization. Views read it, listen to it, and ask it for changes.

    Attributes (read only from outside):
        source: SourceImage | None, as it was read.
        picture: Picture | None, its pixels and what is kept with them.
        state: State, what is asked for: settings, edits and order. `settings` are those of it.
        palette: PaletteActions, by which a person changes the palette.
        preview: Preview | None, a quick guess while the result is not there.
        result: Result | None, the exact result of the last settings that were run to their end, first
            without metrics, then with them; None while there is a newer preview, until its result comes,
            or this one back if that does not.
        accents: tuple of Accent, colours that `result` lacks, see `AccentLook`.
        mask, main_color: of the selection, see `SelectionLook`.
        result_of: Shown | None, what `result` was found for.
        up_to_date, coming, outdated: see there.
        live: whether a change of settings runs at once.
        threads: how many to compute with.
        undo_stack: QUndoStack of changes of `state`.
        unread: why the last file could not be read; None once another is being read.

    Signals:
        source_changed(): another picture, or none, is open; `result` and `preview` are None.
        palette_carried_over(), after it: a given palette that was in use is used for this picture too.
        state_changed(): `state` has changed. settings_changed(), before it: the settings in it have.
        accents_changed(): `accents` has. selection_changed(): `mask` or `main_color` has.
        preview_changed(), result_changed(): there is a new one, or none any more.
        opening_began(str), opening_progressed(float, str), opening_ended(): reading a file, by its name.
        clustering_began(), clustering_progressed(float, str), clustering_ended().
        failed(str): one sentence for a person. broke(object): an unexpected exception.
    """

    source_changed = Signal()
    palette_carried_over = Signal()
    settings_changed = Signal()
    state_changed = Signal()
    accents_changed = Signal()
    selection_changed = Signal()
    preview_changed = Signal()
    result_changed = Signal()
    opening_began = Signal(str)
    opening_progressed = Signal(float, str)
    opening_ended = Signal()
    clustering_began = Signal()
    clustering_progressed = Signal(float, str)
    clustering_ended = Signal()
    failed = Signal(str)
    broke = Signal(object)

    def __init__(self, settings: Settings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source: SourceImage | None = None
        self.picture: Picture | None = None
        self.state = State(settings or Settings(colors=DEFAULT_COLORS))
        self.preview: Preview | None = None
        self.result: Result | None = None
        self.live = True
        self.threads = spare_threads()
        self.undo_stack = QUndoStack(self)
        self.unread: BaseException | None = None
        self.result_of: Shown | None = None
        self._running: Shown | None = None
        self._awaiting: list[Callable[[], object]] = []
        self._cache = ResultCache()
        self._kept_shower = QTimer(self, singleShot=True, interval=0)
        self._opening_name = ""
        self._reloading = False
        self._reader = JobRunner(self)
        self._clusterer = JobRunner(self)
        self._look = SelectionLook(self)
        self._loss = AccentLook(self)
        self.palette = PaletteActions(self)
        self._connect()

    def _connect(self) -> None:
        self._reader.progressed.connect(self.opening_progressed)
        self._reader.delivered.connect(self._take_opened)
        self._reader.failed.connect(self._report_unread)
        self._reader.ended.connect(self.opening_ended)
        self._kept_shower.timeout.connect(self._show_kept)
        self._clusterer.began.connect(self.clustering_began)
        self._clusterer.progressed.connect(self.clustering_progressed)
        self._clusterer.delivered.connect(self._take_outcome)
        self._clusterer.failed.connect(self._report)
        self._clusterer.ended.connect(self._end_clustering)
        self._look.changed.connect(self.selection_changed)
        self._look.broke.connect(self.broke)
        self._loss.changed.connect(self.accents_changed)
        self._loss.broke.connect(self.broke)

    @property
    def settings(self) -> Settings:
        """What is asked for, but for edits and order."""
        return self.state.settings

    @property
    def accents(self) -> tuple[Accent, ...]:
        """Colours that the result lacks; none once given ones are to paint with, also before they do."""
        return () if is_painted_with(self.settings) else self._loss.accents

    @property
    def mask(self) -> Mask | None:
        """(H, W) bool of the selection."""
        return self._look.mask

    @property
    def main_color(self) -> MainColor | None:
        """The main colour of the selection."""
        return self._look.main_color

    @property
    def up_to_date(self) -> bool:
        """Whether `result` is that of the present state."""
        return self.result is not None and self.result_of == self.state.shown

    @property
    def coming(self) -> bool:
        """Whether the first result of the present state is being worked on, or is kept and shown next."""
        working = self.clustering or self._kept_shower.isActive()
        return working and not self.up_to_date and self._running == self.state.shown

    @property
    def outdated(self) -> bool:
        """Whether a picture waits for `run`: a result of the present state is neither there nor coming."""
        return self.picture is not None and not (self.up_to_date or self.coming)

    @property
    def _is_kept(self) -> bool:
        """Whether a result of the present state, or what it is made of, was found before."""
        shown = self.state.shown
        return self._cache.get(shown) is not None or self._cache.get(shown.clustering) is not None

    @property
    def clustering(self) -> bool:
        """Whether a result is being worked on."""
        return self._clusterer.busy

    @property
    def opening(self) -> bool:
        """Whether a file is being read."""
        return self._reader.busy

    def open(self, path: Path, **options: Any) -> None:
        """Read a file; the present picture stays until that has succeeded.

        `options` go to `kquant.session.files.reading.read`.
        """
        self._begin_opening(path.name)
        settings, threads = self.settings, self.threads
        self._reader.start(lambda control: read(control, path, settings, threads, **options))
        self.opening_began.emit(path.name)

    def reload(self) -> None:
        """Read the picture's file again; the state, and what can be undone, stay.

        But for merges, splits and deletions if the picture is another one now: they belong to its clustering.
        """
        if self.source is not None and self.source.path is not None:
            self.open(self.source.path, former=self.source.pixels)
            self._reloading = True

    def show(self, source: SourceImage) -> None:
        """Take a picture that did not come from a file, such as a pasted one."""
        self._begin_opening(source.path.name if source.path else "")
        settings, threads = self.settings, self.threads
        self._reader.start(lambda control: control.deliver(made_ready(source, settings, threads)))
        self.opening_began.emit(self._opening_name)

    def _begin_opening(self, name: str) -> None:
        self._opening_name, self.unread, self._reloading = name, None, False

    def stop_opening(self) -> None:
        """Give up reading; the present picture stays."""
        self._reader.stop()

    def change(self, text: str, merge: str = "", **fields: Any) -> None:
        """Change settings as one step that can be undone, called `text`.

        Changes one after another with the same `merge`, such as a slider's, become one step.
        """
        self.enter(text, self.state.with_settings(replace(self.settings, **fields)), merge)

    def enter(self, text: str, state: State, merge: str = "") -> None:
        """Go to another state as one step that can be undone, called `text`; `merge` as for `change`."""
        if state != self.state:
            self.undo_stack.push(StateCommand(self.apply_state, self.state, state, text, merge))

    def apply(self, settings: Settings) -> None:
        """Ask for other settings without a step to undo."""
        self.apply_state(self.state.with_settings(settings))

    def apply_state(self, state: State) -> None:
        """Ask for another state without a step to undo; the undo steps themselves use it."""
        others = state.settings != self.state.settings
        self.state = state
        if self.live or self._is_kept:
            self.run()  # before anyone is told, who would take it for a state that waits for that
        if others:
            self.settings_changed.emit()
        self.state_changed.emit()
        self._look.follow(self.picture, self.settings, self.threads)

    def run(self, after: float = 0.0) -> None:
        """Find the result of the present state, beginning after some seconds."""
        if self.picture is None:
            return
        shown = self._running = self.state.shown
        found = self._cache.get(shown)
        if found is not None and found.metrics is not None:
            self._kept_shower.start()  # in a turn of its own: what follows the state was busy in this one
            self._clusterer.stop()
            return
        self._kept_shower.stop()
        picture, clustering, threads = self.picture, self._cache.get(shown.clustering), self.threads

        def work(control: Control) -> None:
            control.linger(after)
            find_result(control, picture, shown, clustering, threads)

        self._clusterer.start(work)

    def stop(self) -> None:
        """Stop working on a result, and show what there is, see `_show_known`."""
        self._kept_shower.stop()
        self._clusterer.stop()
        self._show_known()

    def once_exact(self, call: Callable[[], object]) -> None:
        """Call as soon as there is a result, which is at once unless only its preview is there yet.

        If the work on it ends without one, nothing is called.
        """
        if self.result is not None:
            call()
        elif self.clustering or self._kept_shower.isActive():
            self._awaiting.append(call)

    def close(self) -> bool:
        """Stop everything; True once no thread is left."""
        self._kept_shower.stop()
        workers = (self._reader, self._clusterer, self._look, self._loss, self.palette)
        gone = [worker.close() for worker in workers]  # every one, whatever the others say
        return all(gone)

    @Slot(object)
    def _take_opened(self, opened: Opened) -> None:
        self._clusterer.stop()
        self._kept_shower.stop()
        former = [*self._cache.clear(), self.result, self.picture, self.source]
        self._awaiting.clear()
        if not self._reloading:
            self.undo_stack.clear()
        follows = self.picture is not None
        if follows:
            self.state = self._state_for(opened)
        self.source, self.picture = opened.source, opened.picture
        self.preview = self.result = self.result_of = None
        self.source_changed.emit()
        if follows and not self._reloading and self.settings.palette:
            self.palette_carried_over.emit()
        self._loss.follow(None, None, None)
        self._look.follow(self.picture, self.settings, self.threads)
        discard(former)
        self.run(_APPEAR_SECONDS)

    def _state_for(self, opened: Opened) -> State:
        """What of the present state is meant for a picture that takes the place of the present one."""
        if not self._reloading:
            return self.state.of_another_picture()
        return self.state if opened.as_before else self.state.clustered_anew()

    @Slot(object)
    def _take_outcome(self, outcome: Outcome) -> None:
        found = outcome.found
        if isinstance(found, Preview):
            self.preview, self.result = found, None
            self.preview_changed.emit()
        else:
            self._cache.remember(outcome)
            self._show_result(outcome.shown, found)

    @Slot()
    def _show_kept(self) -> None:
        self._show_first_of(self._running)

    def _show_known(self) -> None:
        """Show the result of the present state if it was found, or else the last exact one.

        A preview whose result will not come is no result: export it, and it would be another picture. What
        waits for that result does not want this one.
        """
        self._awaiting.clear()
        self._show_first_of(self.state.shown, self.result_of)

    def _show_first_of(self, *wanted: Shown | None) -> None:
        for shown in wanted:
            found = None if shown is None else self._cache.get(shown)
            if shown is not None and found is not None:
                if (shown, found) != (self.result_of, self.result):  # one result may be that of two orders
                    self._show_result(shown, found)
                return

    def _show_result(self, shown: Shown, result: Result) -> None:
        self.result, self.preview, self.result_of = result, None, shown
        self._loss.follow(self.picture, result, self.threads)
        self.result_changed.emit()
        awaiting, self._awaiting = self._awaiting, []
        for call in awaiting:
            call()

    @Slot()
    def _end_clustering(self) -> None:
        self._awaiting.clear()
        self.clustering_ended.emit()

    @Slot(object)
    def _report_unread(self, error: BaseException) -> None:
        self.unread = error
        if isinstance(error, KQuantError):
            self.failed.emit(f"{self._opening_name}: {error}")
        else:
            self.broke.emit(error)

    @Slot(object)
    def _report(self, error: BaseException) -> None:
        self._show_known()
        if isinstance(error, KQuantError):
            self.failed.emit(str(error))
        else:
            self.broke.emit(error)
