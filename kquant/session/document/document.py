"""The picture that is open, what is asked of it, and what came out: the only owner of state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from kquant.core.model.result import Result
from kquant.core.model.settings import DEFAULT_COLORS, Settings
from kquant.core.palette.accents import Accent
from kquant.io.source import SourceImage
from kquant.session.document.derived import Chain, Found, NodeCache
from kquant.session.document.nodes import (
    ACCENTS,
    CLUSTERING,
    MAIN_COLOR,
    MASK,
    METRICS,
    PREVIEW,
    RESULT,
    Asked,
)
from kquant.session.document.palette_commands import PaletteCommands
from kquant.session.document.state import Bindings, Phase, Selected, Shown, Snapshot, State
from kquant.session.files.reading import Opened, made_ready, read
from kquant.session.work.job import Lane
from kquant.session.work.memory import release
from kquant.session.work.process import spare_threads
from kquant.session.work.scheduler import Scheduler, report

_APPEAR_SECONDS = 0.05  # until another picture is seen: before that work on it would hold the window up
_ACCENTS_SECONDS = 0.2  # who goes from K to K waits for other things
_MERGE_ID = 1


class Document(QObject):
    """One picture and its quantization. Views read it, listen to it, and ask it for changes.

    Attributes (read only from outside):
        now: Snapshot, all that views show.
        palette: PaletteCommands, by which a person changes the palette.
        live: whether a change of settings runs at once.
        threads: how many to compute with.
        scheduler: does its work, and that of its views.
        undo_stack: QUndoStack of changes of `state`.
        unread: why the last file could not be read; None once another is being read.

    Signals:
        palette_carried_over(): a given palette that was in use is used for another picture too.
        opening_began(str), opening_progressed(float, str), opening_ended(): reading a file, by its name.
        clustering_began(), clustering_progressed(float, str), clustering_ended().
        failed(str): one sentence for a person. broke(object): an unexpected exception.
    """

    palette_carried_over = Signal()
    opening_began = Signal(str)
    opening_progressed = Signal(float, str)
    opening_ended = Signal()
    clustering_began = Signal()
    clustering_progressed = Signal(float, str)
    clustering_ended = Signal()
    failed = Signal(str)
    broke = Signal(object)

    def __init__(
        self, settings: Settings | None = None, parent: QObject | None = None, *, scheduler: Scheduler
    ) -> None:
        super().__init__(parent)
        self.scheduler = scheduler
        self.now = Snapshot(State(settings or Settings(colors=DEFAULT_COLORS)))
        self._bindings = Bindings()
        self.live = True
        self.threads = spare_threads()
        self.undo_stack = QUndoStack(self)
        self.unread: BaseException | None = None
        self._awaiting: list[Callable[[], object]] = []
        self._opening_name = ""
        self._reloading = False
        self._reader = scheduler.channel(self, Lane.FILES)
        cache = self._cache = NodeCache()
        self._results = Chain(self, scheduler, cache, (PREVIEW, CLUSTERING, RESULT, METRICS))
        self._accents = Chain(self, scheduler, cache, (ACCENTS,))
        self._selection = Chain(self, scheduler, cache, (MASK, MAIN_COLOR))
        self._accents_found: tuple[Accent, ...] = ()
        self.palette = PaletteCommands(self)
        self._connect()

    def _connect(self) -> None:
        self._reader.progressed.connect(self.opening_progressed)
        self._reader.delivered.connect(self._take_opened)
        self._reader.failed.connect(self._report_unread)
        self._reader.ended.connect(self._publish)
        self._reader.ended.connect(self.opening_ended)
        for chain in (self._results, self._accents, self._selection):
            chain.found.connect(self._take_found)
        results = self._results.channel
        results.progressed.connect(self.clustering_progressed)
        results.failed.connect(self._report)
        results.ended.connect(self._end_clustering)
        self._accents.channel.failed.connect(self.broke)
        self._selection.channel.failed.connect(self.broke)

    def bind(
        self, owner: QObject, call: Callable[[], object], *fields: str, while_visible: bool = False
    ) -> None:
        """Call whenever one of these fields of `now` changes; see `Bindings.bind`."""
        self._bindings.bind(owner, call, *fields, while_visible=while_visible)

    def bind_settings(self, owner: QObject, call: Callable[[], object], *names: str) -> None:
        """Call whenever one of these settings changes, for forms that need not know where they are kept."""
        self.bind(owner, call, *[f"state.settings.{name}" for name in names])

    @property
    def settings(self) -> Settings:
        """Those of the present state, for forms, as `bind_settings`."""
        return self.now.state.settings

    def open(self, path: Path, **options: Any) -> None:
        """Read a file; the present picture stays until that has succeeded.

        `options` go to `kquant.session.files.reading.read`.
        """
        self._begin_opening(path.name)
        settings, threads = self.now.state.settings, self.threads
        self._reader.start(lambda control: read(control, path, settings, threads, **options))
        self._publish()
        self.opening_began.emit(path.name)

    def reload(self) -> None:
        """Read the picture's file again; the state, and what can be undone, stay.

        But for merges, splits and deletions if the picture is another one now: they belong to its clustering.
        """
        source = self.now.source
        if source is not None and source.path is not None:
            self.open(source.path, former=source.pixels)
            self._reloading = True

    def show(self, source: SourceImage) -> None:
        """Take a picture that did not come from a file, such as a pasted one."""
        self._begin_opening(source.path.name if source.path else "")
        settings, threads = self.now.state.settings, self.threads
        self._reader.start(lambda control: control.deliver(made_ready(source, settings, threads)))
        self._publish()
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
        state = self.now.state
        self.enter(text, state.with_settings(replace(state.settings, **fields)), merge)

    def enter(self, text: str, state: State, merge: str = "") -> None:
        """Go to another state as one step that can be undone, called `text`; `merge` as for `change`."""
        before = self.now.state
        if state != before:
            self.undo_stack.push(StateCommand(self.apply_state, before, state, text, merge))

    def apply(self, settings: Settings) -> None:
        """Ask for other settings without a step to undo."""
        self.apply_state(self.now.state.with_settings(settings))

    def apply_state(self, state: State) -> None:
        """Ask for another state without a step to undo; the undo steps themselves use it."""
        began = (self.live or self._is_kept(state)) and self._find_result(state)
        self._find_selection(state.settings)
        self._publish(state=state)
        if began:
            self.clustering_began.emit()

    def run(self) -> None:
        """Find the result of the present state."""
        self._run()

    def _run(self, after: float = 0.0) -> None:
        began = self._find_result(self.now.state, after)
        self._publish()
        if began:
            self.clustering_began.emit()

    def _asked(self, shown: Shown, settings: Settings) -> Asked | None:
        picture = self.now.picture
        return None if picture is None else Asked(picture, shown, settings, self.threads)

    def _is_kept(self, state: State) -> bool:
        """Whether a result of a state, or what it is made of, was found before."""
        asked = self._asked(state.shown, state.settings)
        return asked is not None and bool(self._cache.known((CLUSTERING, RESULT), asked))

    def _find_result(self, state: State, after: float = 0.0) -> bool:
        """Work on the result of a state, beginning after some seconds; False if nothing is to be done."""
        asked = self._asked(state.shown, state.settings)
        return asked is not None and self._results.start(asked, after)

    def _find_selection(self, settings: Settings) -> None:
        """Have mask and main colour of the selection found, unless they are."""
        chain, picture = self._selection, self.now.picture
        if picture is None or settings.selection is None:
            if chain.asked is not None:
                chain.forget()
            return
        asked = Asked(picture, self.now.state.shown, settings, self.threads)
        if chain.asked is None or MASK.key(chain.asked) != MASK.key(asked):
            chain.start(asked)

    def _find_accents(self, shown: Shown, result: Result) -> None:
        """To a result in colours that were given nothing is to be added, whatever it lacks."""
        asked = self._asked(shown, result.request.settings)
        if asked is None or result.request.settings.is_painted:
            self._accents.forget()
            self._accents_found = ()
        else:
            self._accents.start(asked, _ACCENTS_SECONDS, result=result)

    def stop(self) -> None:
        """Stop working on a result, and show what there is, see `_show_known`."""
        self._results.stop()
        self._show_known()

    def once_exact(self, call: Callable[[], object]) -> None:
        """Call as soon as there is a result: at once, unless that of another clustering is coming.

        If the work on it ends without one, nothing is called.
        """
        now = self.now
        another = now.result_of is None or now.result_of.clustering != now.state.clustering
        if now.result is not None and not (another and now.phase is Phase.COMING):
            call()
        elif self._results.working:
            self._awaiting.append(call)

    def close(self) -> bool:
        """Stop everything; True once no thread is left."""
        workers = (self._reader, self._results, self._selection, self._accents, self.palette)
        gone = [worker.close() for worker in workers]  # every one, whatever the others say
        return all(gone)

    @Slot(object)
    def _take_opened(self, opened: Opened) -> None:
        for chain in (self._results, self._accents, self._selection):
            chain.forget()
        before = self.now
        former = [*self._cache.clear(), before.result, before.picture, before.source]
        self._awaiting.clear()
        if not self._reloading:
            self.undo_stack.clear()
        follows = before.picture is not None
        state = self._state_for(opened) if follows else before.state
        self._accents_found = ()
        self._publish(
            state=state,
            source=opened.source,
            picture=opened.picture,
            preview=None,
            result=None,
            metrics=None,
            result_of=None,
            selected=None,
        )
        if follows and not self._reloading and state.settings.palette:
            self.palette_carried_over.emit()
        release(former)
        self._find_selection(state.settings)
        self._run(_APPEAR_SECONDS)

    def _state_for(self, opened: Opened) -> State:
        """What of the present state is meant for a picture that takes the place of the present one."""
        state = self.now.state
        if not self._reloading:
            return state.of_another_picture()
        return state if opened.as_before else state.clustered_anew()

    @Slot(object)
    def _take_found(self, found: tuple[Found, ...]) -> None:
        self._cache.remember(found)
        fields: dict[str, Any] = {"result": self.now.result, "selected": self.now.selected}
        awaiting: list[Callable[[], object]] = []
        for each in found:
            node, value = each.node, each.value
            if node is PREVIEW:
                fields |= {"preview": value, "result": None, "metrics": None}
            elif node is RESULT:
                self._accents.stop()
                awaiting, self._awaiting = self._awaiting, []
                fields |= {"preview": None, "result": value, "metrics": None, "result_of": each.asked.shown}
            elif node is METRICS:
                fields["metrics"] = value
                self._find_accents(each.asked.shown, fields["result"])
            elif node is ACCENTS:
                self._accents_found = value
            elif node is MASK:
                fields["selected"] = Selected(value, None)
            elif node is MAIN_COLOR:
                self._publish(**fields)  # the mask first: with it comes that a main colour is looked for
                fields["selected"] = replace(fields["selected"], main_color=value)
        self._publish(**fields)
        for call in awaiting:
            call()

    def _show_known(self) -> None:
        """Show the result of the present state if it was found, or else the last exact one.

        A preview whose result will not come is no result: export it, and it would be another picture. What
        waits for that result does not want this one.
        """
        self._awaiting.clear()
        now = self.now
        for shown in (now.state.shown, now.result_of):
            asked = None if shown is None else self._asked(shown, now.state.settings)
            if asked is not None and self._cache.known((RESULT,), asked):
                self._results.hand_over(asked)
                return

    @Slot()
    def _publish(self, **fields: Any) -> None:
        """Take up what has changed, and tell those that it concerns."""
        old = self.now
        now = replace(
            old,
            **fields,
            clustering=self._results.channel.busy,
            opening=self._reader.busy,
        )
        state, coming = now.state, self._results.asked
        if now.picture is None:
            phase = Phase.EMPTY
        elif now.result is not None and now.result_of == state.shown:
            phase = Phase.UP_TO_DATE
        elif coming is not None and coming.shown == state.shown and self._results.working:
            phase = Phase.COMING
        else:
            phase = Phase.OUTDATED
        self.now = replace(
            now,
            accents=() if state.settings.is_painted else self._accents_found,
            selected=None if state.settings.selection is None else now.selected,
            phase=phase,
        )
        self._bindings.tell(old, self.now)

    @Slot()
    def _end_clustering(self) -> None:
        if not self._results.working:  # or it ended for a result that is kept, and shown next
            self._awaiting.clear()
        self._publish()
        self.clustering_ended.emit()

    @Slot(object)
    def _report_unread(self, error: BaseException) -> None:
        self.unread = error
        report(error, self.failed, self.broke, self._opening_name)

    @Slot(object)
    def _report(self, error: BaseException) -> None:
        self._show_known()
        report(error, self.failed, self.broke)


class StateCommand(QUndoCommand):
    """From one frozen state of a document, such as its settings, to another."""

    def __init__(
        self, apply: Callable[[Any], None], before: object, after: object, text: str, merge: str
    ) -> None:
        super().__init__(text)
        self._apply = apply
        self._before = before
        self._after = after
        self._merge = merge

    def id(self) -> int:
        """Steps with an id may be merged."""
        return _MERGE_ID if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take up the next step of the same kind, such as the same slider's."""
        if not isinstance(other, StateCommand) or other._merge != self._merge:
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self._before)
        return True

    def undo(self) -> None:
        """Go back to the state before."""
        self._apply(self._before)

    def redo(self) -> None:
        """Go on to the state after."""
        self._apply(self._after)
