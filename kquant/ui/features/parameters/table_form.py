"""A form that is made from records of the settings table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from kquant.core.model.choices import Space
from kquant.core.model.resolve import automatic_space
from kquant.core.model.rgb import Rgb
from kquant.core.model.setting import Idle, Kind, Setting
from kquant.session.document.document import Document
from kquant.ui.features.parameters.color_count import ColorCountControl
from kquant.ui.features.parameters.controls import ColorListEdit, Dice, Segments
from kquant.ui.kit.accessibility import describe, explain
from kquant.ui.kit.form import SettingsForm
from kquant.ui.kit.setting_link import SettingLink
from kquant.ui.kit.widgets import ColorButton


class TableForm(SettingsForm):
    """A row for each record, with the control of its kind; K, effort, space and seed have some of their own.

    Attributes:
        controls: by the names of the settings.
    """

    def __init__(self, document: Document, records: Sequence[Setting], parent: QWidget | None = None) -> None:
        super().__init__(document, tuple(record.name for record in records), parent)
        self._document = document
        self._idles: frozenset[Idle] = frozenset()
        self._beside: dict[QWidget, tuple[QWidget, ...]] = {}
        self._reasons = {
            Idle.MAPPED: self.tr("It has no effect while the picture is mapped to a palette."),
            Idle.WHOLE: self.tr("It has no effect while the picture is mapped to all colours of a palette."),
        }
        self.controls = {record.name: self._add(record) for record in records}
        self._needing = [record for record in records if record.needs or record.idle]
        needed = [record.needs[0] for record in records if record.needs]
        if needed:
            document.bind_settings(self, self._follow_needs, *needed)
        self._follow_needs()

    def show_idle(self, idles: frozenset[Idle]) -> None:
        """Grey out what has no effect with a given palette, and say so."""
        self._idles = idles
        self._follow_needs()

    def _add(self, record: Setting) -> QWidget:
        control = self._control(record)
        if isinstance(control, QCheckBox):  # has its label itself
            self.add_unlabelled(control)
        elif isinstance(control, QSpinBox) and record.name == "seed":
            dice = Dice(control, self)
            self.add_row(record.label, control, dice)
            self._beside[control] = (dice,)
        else:
            self.add_row(record.label, control)
        return control

    def _control(self, record: Setting) -> QWidget:
        name, texts = record.name, (record.title, record.help)
        if name == "colors":
            return ColorCountControl(self._document, self)
        if name == "effort":
            return self._segments(record)
        if name == "space":
            return self._space(record)
        match record.kind:
            case Kind.CHOICE:
                return self.choice(name, record.choices, texts)
            case Kind.WHOLE:
                span = int(record.low), int(record.high)
                return self.whole(name, span, texts, record.undo, automatic=record.default is None)
            case Kind.NUMBER:
                return self.decimal(name, (record.low, record.high), texts, record.undo)
            case Kind.SWITCH:
                return self._switch(record)
            case Kind.COLOR:
                return self._color(record)
            case Kind.COLORS:
                return self._colors(record)
        raise ValueError(f"{name}: a form has no control for {record.kind}")

    def _segments(self, record: Setting) -> Segments:
        choices = record.choices
        values = [choice.value for choice in choices]
        segments = Segments([choice.label for choice in choices], self)
        describe(segments, record.name, record.title, record.help)
        link = SettingLink(
            self.document,
            record.name,
            segments,
            lambda value: segments.choose(values.index(value)),
            lambda value: choices[values.index(value)].undo,
        )
        segments.chosen.connect(lambda index: link.ask_once(values[index]))
        return segments

    def _space(self, record: Setting) -> QComboBox:
        box = self.choice(record.name, record.choices, (record.title, record.help))
        names = {choice.value: choice.label for choice in record.choices}
        text = self.tr("{automatic} ({space})")

        def say() -> None:
            """Beside the word, what automatic comes to."""
            space = names[automatic_space(self._document.now.state.settings)]
            box.setItemText(
                list(names).index(Space.AUTO), text.format(automatic=names[Space.AUTO], space=space)
            )

        self._document.bind_settings(box, say, "palette", "palette_use")
        say()
        return box

    def _switch(self, record: Setting) -> QCheckBox:
        box = QCheckBox(record.label, self)
        describe(box, record.name, record.title, record.help)
        on, off = self.tr("on"), self.tr("off")
        link = SettingLink(
            self.document,
            record.name,
            box,
            box.setChecked,
            lambda checked: record.undo.format(on if checked else off),
        )
        box.toggled.connect(link.ask_once)
        return box

    def _color(self, record: Setting) -> ColorButton:
        button = ColorButton(self)
        describe(button, record.name, record.title, record.help)

        def undo_text(color: Rgb) -> str:
            return record.undo.format("#" + bytes(color).hex())

        link = SettingLink(self.document, record.name, button, button.show_color, undo_text)
        button.color_chosen.connect(link.ask_once)
        return button

    def _colors(self, record: Setting) -> ColorListEdit:
        edit = ColorListEdit(self)
        describe(edit, record.name, record.title, record.help)
        describe(edit.line, f"{record.name}_line", record.title, record.help)
        link = SettingLink(self.document, record.name, edit, edit.show_colors, lambda _: record.undo)
        edit.colors_entered.connect(link.ask_once)
        return edit

    @Slot()
    def _follow_needs(self) -> None:
        """What has no effect is greyed out, with the reason; a list of colours takes much room and goes."""
        settings = self._document.now.state.settings
        for record in self._needing:
            name, value = record.needs or ("", None)
            counts = not name or getattr(settings, name) == value
            idle = record.idle in self._idles
            control = self.controls[record.name]
            if record.kind is Kind.COLORS:
                self.show_row(control, counts and not idle)
                continue
            for part in (control, *self._beside.get(control, ())):
                part.setEnabled(counts and not idle)
            explain(control, record.help, self._reasons[record.idle] if idle and record.idle else "")
