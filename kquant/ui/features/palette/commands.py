"""The actions on colours and palettes, put to work."""

from __future__ import annotations

from itertools import cycle

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from kquant.core.color.vision import Deficiency
from kquant.core.model.constraints import Exclusion
from kquant.core.model.errors import KQuantError
from kquant.core.model.rgb import Rgb
from kquant.core.palette.order import Order
from kquant.session.document.document import Document
from kquant.session.files.preferences import ADDING, Preferences
from kquant.session.view_model import ViewModel
from kquant.ui.features.palette.bar import PaletteBar
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.spec import Group

_MORE = "more"


class PaletteCommands(QObject):
    """Does with the selected swatches what the actions say, and enables those that make sense.

    Dialogs are opened one at a time, and imported when wanted: the window is sooner there without them.

    Signals:
        eyedropper_requested(): a colour of the picture is to be picked, and given to `add`.
        noted(str): one sentence on what could not be done.
    """

    eyedropper_requested = Signal()
    noted = Signal(str)

    def __init__(
        self,
        document: Document,
        view: ViewModel,
        bar: PaletteBar,
        actions: Actions,
        preferences: Preferences,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._view, self._bar, self._actions = document, view, bar, actions
        self._preferences, self._window = preferences, window
        self._enabled: dict[Group, bool] = {}
        self._lock = actions["lock_color"]
        self._connect_actions()
        actions.chosen.connect(self._choose)
        preferences.changed.connect(self._follow_preference)
        given = ("state.settings.palette", "state.settings.palette_use")
        document.bind(self, self._show_order, "state.arrangement", *given)
        edits = ("state.edits", "state.settings.palette", "state.settings.locked")
        document.bind(self, self._enable, *edits)
        view.bind(self, self._enable, "selected_rows")
        bar.selection_changed.connect(self._enable)
        bar.exclusion_pressed.connect(self.change_exclusion)
        bar.keep_wanted.connect(self.add)
        actions.choose("vision", "usual")
        self._follow_preference(ADDING.key)
        self._show_order()
        self._enable()

    def _connect_actions(self) -> None:
        edits = self._document.palette
        self._actions.connect_to(
            {
                "lock_color": lambda: edits.toggle_lock(self._rows),
                "edit_color": self.edit,
                "paste_color": self.paste,
                "restore_color": lambda: edits.restore(self._rows),
                "merge_colors": lambda: edits.merge(self._rows),
                "split_color": self.split,
                "delete_colors": self.delete,
                "exclude_color": self.exclude_selected,
                "add_color": self.ask_to_add,
                "paste_color_new": self.paste_new,
                "pick_color": self.eyedropper_requested.emit,
                "merge_near": self.merge_near,
                "use_palette": self.use_palette,
                "forget_palette": edits.forget,
                "clear_edits": edits.clear_edits,
            }
        )
        self._actions["order_descending"].triggered.connect(lambda on: edits.sort(edits.order, on))

    @property
    def _rows(self) -> tuple[int, ...]:
        return self._view.now.selected_rows

    @Slot()
    def _enable(self) -> None:
        now, palette = self._document.now, self._document.palette
        rows = self._view.now.selected_rows if now.result is not None else ()
        locked = recolored = splittable = False
        if now.result is not None and rows:
            colors, clustered = now.result.palette, now.result.clustered
            rows = tuple([row for row in rows if row < len(colors)])
            some = list(rows)
            recolored = bool((colors[some] != clustered[some]).any())
            splittable = len(rows) == 1 and palette.can_split(rows[0])
            locked = bool(rows) and palette.locked_rows().issuperset(rows)
        groups = {
            Group.SWATCH: bool(rows),
            Group.SWATCHES: len(rows) > 1,
            Group.SPLITTABLE: splittable,
            Group.RECOLORED: recolored,
            Group.EDITED: bool(now.state.edits),
            Group.PALETTE: bool(now.state.settings.palette),
        }
        if groups != self._enabled:
            self._enabled = groups
            for group, enabled in groups.items():
                self._actions.enable(group, enabled)
        self._lock.setChecked(locked)

    @property
    def _grows(self) -> bool:
        return self._preferences.get(ADDING) == _MORE

    # One swatch or some

    @Slot()
    def edit(self) -> None:
        """Open the dialog in which the pixels of the first selected colour get another one."""
        from kquant.ui.features.palette.dialogs.color_dialogs import EditDialog

        rows = self._rows
        if rows and self._document.now.result is not None:
            self._open(EditDialog(self._document, rows[0], self._window))

    @Slot()
    def paste(self) -> None:
        """Give the pixels of the selected colours the one on the clipboard, or each its own of as many."""
        rows = self._rows
        colors = self._bar.copying.clipboard.colors([self._bar.color_of(row) for row in rows])
        if not colors:
            self.noted.emit(self.tr("There is no colour on the clipboard, such as #c03020."))
        elif len(colors) not in (1, len(rows)):
            words = self.tr("{copied} colours are on the clipboard, but {selected} are selected.")
            if len(rows) == 1:
                words = self.tr("{copied} colours are on the clipboard, but only one is selected.")
            self.noted.emit(words.format(copied=len(colors), selected=len(rows)))
        else:
            self._document.palette.recolor(dict(zip(rows, cycle(colors), strict=False)))

    @Slot()
    def split(self) -> None:
        """Make two of the selected colour."""
        rows = self._rows
        if len(rows) == 1 and not self._document.palette.split(rows[0]):
            self.noted.emit(self.tr("Only one colour of the picture is in it: it cannot be split."))

    @Slot()
    def delete(self) -> None:
        """Give the pixels of the selected colours to the nearest others."""
        rows, edits = self._rows, self._document.palette
        if rows and set(rows) <= edits.paper_rows():
            self.noted.emit(self.tr("This is an excluded colour: let it count again to take it away."))
        elif not edits.delete(rows):
            self.noted.emit(self.tr("At least one colour has to stay."))

    @Slot()
    def exclude_selected(self) -> None:
        """Open the dialog in which a colour is told not to count, with the first selected one."""
        rows = self._rows
        self.exclude(self._bar.color_of(rows[0]) if rows else None)

    @Slot(object)
    def exclude(self, color: Rgb | None) -> None:
        """Open the dialog in which a colour is told not to count."""
        self._ask_to_exclude(color)

    @Slot(object)
    def change_exclusion(self, exclusion: Exclusion) -> None:
        """Open the dialog for an exclusion that is in force."""
        self._ask_to_exclude(exclusion)

    def _ask_to_exclude(self, start: Rgb | Exclusion | None) -> None:
        from kquant.ui.features.palette.dialogs.exclude_dialog import ExcludeDialog

        self._open(ExcludeDialog(self._document, start, self._window))

    # The palette

    @Slot(object)
    def add(self, color: Rgb) -> None:
        """Put a colour into the palette, as is preferred."""
        if not self._document.palette.add(color, grow=self._grows):
            self.noted.emit(self.tr("This colour is locked already."))

    @Slot()
    def ask_to_add(self) -> None:
        """Open the dialog for a colour of one's own."""
        from kquant.ui.features.palette.dialogs.color_dialogs import AddDialog

        copied = self._bar.copying.clipboard.colors()
        start = copied[0] if copied else None
        dialog = AddDialog(self._document, start, self._grows, self._window)
        dialog.chosen.connect(self._add_chosen)
        self._open(dialog)

    @Slot(object, bool)
    def _add_chosen(self, color: Rgb, grows: bool) -> None:
        self._preferences.set(ADDING, _MORE if grows else "instead")
        self.add(color)

    @Slot()
    def paste_new(self) -> None:
        """Put the colours on the clipboard into the palette."""
        from kquant.ui.features.palette.dialogs.sources import source_in_text

        try:
            colors = source_in_text(QGuiApplication.clipboard().text()).colors
        except KQuantError:
            self.noted.emit(self.tr("There is no colour on the clipboard, such as #c03020."))
        else:
            if not self._document.palette.add(*colors, grow=self._grows):
                self.noted.emit(self.tr("All of them are locked already."))

    @Slot()
    def merge_near(self) -> None:
        """Open the dialog that merges what is hardly told apart."""
        from kquant.ui.features.palette.dialogs.merge_dialog import MergeDialog

        if self._document.now.result is not None:
            self._open(MergeDialog(self._document, self._window))

    @Slot()
    def use_palette(self) -> None:
        """Open the dialog for a given palette."""
        from kquant.ui.features.palette.dialogs.use_dialog import UseDialog

        self._open(UseDialog(self._document, self._preferences.settings, self._window))

    # Choices

    @Slot(str, str)
    def _choose(self, choice: str, value: str) -> None:
        edits = self._document.palette
        if choice == "adding":
            self._preferences.set(ADDING, value)
        elif choice == "order":
            edits.sort(Order(value), edits.arrangement.descending)
        elif choice == "vision":
            deficiency = None if value == "usual" else Deficiency(value)
            self._view.change(vision=deficiency)

    @Slot(str)
    def _follow_preference(self, key: str) -> None:
        if key == ADDING.key:
            self._actions.choose("adding", self._preferences.get(ADDING))

    @Slot()
    def _show_order(self) -> None:
        edits = self._document.palette
        self._actions.choose("order", edits.order)
        self._actions["order_descending"].setChecked(edits.arrangement.descending)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
