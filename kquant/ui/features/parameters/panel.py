"""The parameter dock's content, put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kquant.core.model.resolve import asked_colors, idle_now
from kquant.core.model.setting import Idle, Place
from kquant.core.model.settings import DEFAULT_COLORS, SETTINGS_TABLE, Settings
from kquant.session.document.document import Document
from kquant.session.document.setting_texts import translated, translated_record
from kquant.session.files.presets import Presets
from kquant.ui.features.parameters.color_count import ColorCountControl
from kquant.ui.features.parameters.groups import CollapsibleGroup, ScrolledGroups
from kquant.ui.features.parameters.preset_button import PresetButton
from kquant.ui.features.parameters.run_bar import RunBar
from kquant.ui.features.parameters.table_form import TableForm
from kquant.ui.kit.accessibility import add_key, describe

_GAP = 8


class ParameterPanel(QWidget):
    """What everybody sets, a group that folds up for each place with a title, presets, and what runs.

    Args:
        presets: where presets are kept; without it there is no menu for them.
        defaults: what "Reset" goes back to.

    Signals:
        expanded_groups_changed(): a group was folded up or out.
        live_toggled(bool): whether changes run at once.
    """

    expanded_groups_changed = Signal()
    live_toggled = Signal(bool)

    def __init__(
        self,
        document: Document,
        parent: QWidget | None = None,
        *,
        presets: Presets | None = None,
        defaults: Settings | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._defaults = defaults or Settings(colors=DEFAULT_COLORS)
        self.main = self._form(Place.MAIN)
        places = (record.place for record in SETTINGS_TABLE.values())
        self._grouped = {place: self._form(place) for place in dict.fromkeys(places) if place.title}
        self.groups = {
            place.word: CollapsibleGroup(translated(place.title), form, self)
            for place, form in self._grouped.items()
        }
        # Before what stands below it, as Tab goes in the order of making.
        self._scrolled = self._scrolled_groups()
        self.preset_button = PresetButton(document, presets, self) if presets else None
        self.reset_all_button = QPushButton(self.tr("Reset all"), self)
        self.run_bar = RunBar(document, self)
        self._lay_out()
        self._describe()
        self._connect()
        self._idles: frozenset[Idle] = frozenset()
        self._follow()

    def _form(self, place: Place) -> TableForm:
        records = [translated_record(record) for record in SETTINGS_TABLE.values() if record.place is place]
        names = [record.name for record in records]
        records.sort(key=lambda record: names.index(record.under or record.name))
        # one choice is none: a registry in which no one has installed anything
        shown = [record for record in records if len(record.choices) != 1]
        return TableForm(self._document, shown, self)

    def _lay_out(self) -> None:
        inside = self._scrolled.widget()
        assert inside is not None
        inside.setContentsMargins(0, 0, 0, self._note_room)  # so that the last row need not move for a note
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(_GAP)
        column.addWidget(self.main)
        self.main.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column.addWidget(self._scrolled, 1)
        column.addWidget(self.run_bar.note)  # at the cost of what is scrolled: no button moves as it comes
        row = QHBoxLayout()
        row.setSpacing(8)
        if self.preset_button:
            row.addWidget(self.preset_button, 1)
        row.addWidget(self.reset_all_button, 1)
        column.addLayout(row)
        column.addWidget(self.run_bar)
        width = max(form.label_width() for form in self._forms())
        for form in self._forms():
            form.align_labels(width)

    def _forms(self) -> tuple[TableForm, ...]:
        return self.main, *self._grouped.values()

    def _scrolled_groups(self) -> ScrolledGroups:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP // 2)  # so that all headers are in sight in a low window
        for group in self.groups.values():
            column.addWidget(group)
        column.addStretch(1)
        area = ScrolledGroups(self)
        area.setWidget(inside)
        area.setMinimumHeight(inside.sizeHint().height())  # all is folded up as yet
        return area

    def _describe(self) -> None:
        self.setObjectName("parameters")
        self.setAccessibleName(self.tr("Parameters"))
        teaching = self.tr(
            "Set everything here back to what it was at first, every argument of cv2.kmeans among it. Undo "
            "brings it back."
        )
        describe(self.reset_all_button, "reset_all", self.tr("Reset all"), teaching)
        for name, group in self.groups.items():
            group.setObjectName(name)
            group.header.setObjectName(f"{name}_header")
            group.reset_button.setObjectName(f"{name}_reset")
        self._add_keys()

    def _add_keys(self) -> None:
        if self.preset_button:
            add_key(self.preset_button, "Alt+7")
        add_key(self.reset_all_button, "Alt+8")
        for key, group in zip("90", self.groups.values(), strict=False):  # more numbers are not free
            add_key(group.header, f"Alt+{key}")
            add_key(group.reset_button, f"Alt+Shift+{key}")

    def _connect(self) -> None:
        for place, form in self._grouped.items():
            reset = partial(self._reset, translated(place.reset), form.fields)
            self.groups[place.word].reset_requested.connect(reset)
        self.reset_all_button.clicked.connect(self.reset_all)
        for group in self.groups.values():
            group.expanded_changed.connect(lambda _: self.expanded_groups_changed.emit())
        self.run_bar.live_toggled.connect(self.live_toggled)
        self.run_bar.note.about_to_change.connect(self._make_room)
        self._document.bind(self, self._follow, "state.settings")

    @property
    def color_count(self) -> ColorCountControl:
        """The control of K."""
        control = self.main.controls["colors"]
        assert isinstance(control, ColorCountControl)
        return control

    @property
    def expanded_groups(self) -> tuple[str, ...]:
        """The names of the groups that are folded out, to be remembered: words of places."""
        return tuple(name for name, group in self.groups.items() if group.expanded)

    @expanded_groups.setter
    def expanded_groups(self, names: Iterable[str]) -> None:
        wanted = set(names)
        for name, group in self.groups.items():
            group.expanded = name in wanted

    @property
    def wanted_height(self) -> int:
        """The height at which nothing has to be scrolled, not even while there is a line of a note."""
        inside, note = self._scrolled.widget(), self.run_bar.note
        assert inside is not None
        line = self._note_room if note.isVisible() else 0
        return self.height() - self._scrolled.height() + inside.sizeHint().height() - line

    @property
    def _note_room(self) -> int:
        return self.run_bar.note.line_height + _GAP

    @Slot()
    def _make_room(self) -> None:
        """Leave a note what is between the groups, the row that was used last among them, and the buttons."""
        inside, row = self._scrolled.widget(), QApplication.focusWidget()
        assert inside is not None
        used = self._scrolled.y() + self._scrolled.minimumHeight()
        if row is not None and inside.isAncestorOf(row):
            used = max(used, row.mapTo(self, row.rect().bottomLeft()).y() + 1)
        self.run_bar.note.make_room(self.reset_all_button.y() - 2 * _GAP - used)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the room of the note anew."""
        super().resizeEvent(event)
        self._make_room()

    @property
    def view_state(self) -> str:
        """The groups that are folded out, as words."""
        return " ".join(self.expanded_groups)

    @view_state.setter
    def view_state(self, words: str) -> None:
        self.expanded_groups = words.split()

    @Slot()
    def run(self) -> None:
        """Find the result of the present settings."""
        self.run_bar.run()

    @Slot(bool)
    def set_live(self, live: bool) -> None:
        """Let every change run at once, or wait for `run`."""
        self.run_bar.set_live(live)

    @Slot()
    def reset_all(self) -> None:
        """Set everything back; locked colours stay."""
        self._reset(self.tr("Reset parameters"), self._all_fields())

    def _all_fields(self) -> tuple[str, ...]:
        return tuple(field for form in self._forms() for field in form.fields)

    def _reset(self, text: str, fields: tuple[str, ...]) -> None:
        values = {field: getattr(self._defaults, field) for field in fields}
        if "colors" in values and Idle.MAPPED in self._idles:  # all colours of the palette
            values["colors"] = None
        self._document.change(text, **values)

    def _follow(self) -> None:
        """Grey out what has no effect now, and "Reset" of what is as it would be set."""
        settings, defaults = self._document.now.state.settings, self._defaults
        idles = idle_now(settings) if settings.palette else frozenset()
        if idles != self._idles:
            self._idles = idles
            for form in self._forms():
                form.show_idle(idles)
        another = self._is_other_count(settings)
        for field in self.main.fields:
            another |= field != "colors" and getattr(settings, field) != getattr(defaults, field)
        for place, form in self._grouped.items():
            differs = False
            for field in form.fields:
                differs |= getattr(settings, field) != getattr(defaults, field)
            self.groups[place.word].reset_button.setEnabled(differs)
            another |= differs
        self.reset_all_button.setEnabled(another)

    def _is_other_count(self, settings: Settings) -> bool:
        """Whether K comes to another than "Reset" would set: it may be as many as all, or as by default."""
        if Idle.MAPPED in self._idles:
            return Idle.WHOLE not in self._idles
        default = self._defaults.colors
        if settings.colors is not None and default is not None:
            return settings.colors != default
        return asked_colors(settings) != asked_colors(replace(settings, colors=default))
