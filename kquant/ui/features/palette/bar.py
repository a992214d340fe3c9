"""The palette bar: the colours of the result, or of the preview while there is none."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kquant.core.color.vision import simulated
from kquant.core.model.rgb import Rgb
from kquant.core.palette.order import Arrangement, Order
from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.palette.copying import SwatchCopying
from kquant.ui.features.palette.footer import Footer
from kquant.ui.features.palette.header import Header
from kquant.ui.features.palette.keys import SwatchKeys
from kquant.ui.features.palette.rules import Rules
from kquant.ui.features.palette.swatch_list import SwatchList
from kquant.ui.features.palette.swatches import Swatches, SwatchLoader, SwatchModel, kept_rows
from kquant.ui.kit.actions.actions import Actions


class PaletteBar(QWidget):
    """Swatches to look at, to change, to sort and to copy. Rows are indices into the palette.

    Attributes:
        copying: SwatchCopying, what is put on the clipboard.

    Signals:
        selection_changed(): what is selected may be changed in another way than before.
        exclusion_pressed(object): the chip of an `Exclusion` was clicked.
        keep_wanted(object): an (r, g, b) that stands out is to be in the palette.
        export_requested(): the palette is to be saved.
    """

    selection_changed = Signal()
    exclusion_pressed = Signal(object)
    keep_wanted = Signal(object)
    export_requested = Signal()

    def __init__(
        self, document: Document, view: ViewModel, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._actions = document, view, actions
        self._filled = self._closed = False
        self._kept: list[Rgb] = []
        self._sorted = Arrangement(Order.SHARE)
        self._hovered: int | None = None
        self._model = SwatchModel(self)
        self._loader = SwatchLoader(document, self)
        self.copying = SwatchCopying(document, self._model, actions, self)
        self._header = Header(actions, self)  # before the list, as Tab goes in the order of making
        self._list = SwatchList(self._model, self)
        self._keys = SwatchKeys(self._list)
        self._rules = Rules(document, actions, self)
        self._footer = Footer(self._rules, self)
        self._set_up()
        self._bind()
        self._connect_parts()
        self._header.set_filled(False)
        self._loader.load_later()
        self._show_order()
        self._show_accents()

    def _set_up(self) -> None:
        self.setObjectName("palette_bar")
        self.setAccessibleName(self.tr("Palette"))
        self._list.setObjectName("palette_swatches")
        self._list.setAccessibleName(self.tr("Palette colours"))
        self._actions.add_local(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self._header)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._footer)

    def _bind(self) -> None:
        document, view = self._document, self._view
        document.bind(self, self._forget_accents, "picture")
        document.bind(self, self._loader.load_later, "picture", "preview", "result")
        document.bind(self, self._tell_of_result, "result", "phase")
        document.bind(self, self._show_locked, "state.settings.locked")
        given = ("state.settings.palette", "state.settings.palette_use")  # which has an order of its own
        document.bind(self, self._show_order, "state.arrangement", *given)
        document.bind(self, self._show_filled, "clustering")
        document.bind(self, self._show_accents, "accents")
        view.bind(self, self._mark, "highlighted", "hovered")
        view.bind(self, self._show_vision, "vision")
        self._loader.loaded.connect(self._show)

    def _connect_parts(self) -> None:
        swatches, header, edits = self._list, self._header, self._document.palette
        swatches.hovered.connect(self._highlight)
        swatches.clicked_plainly.connect(lambda row: self.copying.copy_rows([row], by_click=True))
        self._keys.began.connect(self._loader.finish)
        self._keys.copy_wanted.connect(lambda: self.copying.copy_rows(self._rows_to_copy()))
        self._keys.paste_wanted.connect(self._actions["paste_color"].trigger)
        self._keys.move_wanted.connect(self._move)
        self._keys.passed.connect(self._highlight)
        swatches.edit_wanted.connect(self._actions["edit_color"].trigger)
        swatches.lock_wanted.connect(lambda row: edits.toggle_lock([row]))
        swatches.merge_wanted.connect(self.select_rows)  # so that what comes of them is selected
        swatches.merge_wanted.connect(edits.merge)
        swatches.move_wanted.connect(self._move)
        swatches.menu_wanted.connect(self._open_menu)
        swatches.selectionModel().selectionChanged.connect(self._follow_selection)
        swatches.selectionModel().currentChanged.connect(self._describe_current)
        header.order_chosen.connect(lambda order: edits.sort(order, edits.arrangement.descending))
        header.descending_chosen.connect(lambda on: edits.sort(edits.order, on))
        header.proportional_chosen.connect(swatches.set_proportional)
        header.copy_all_wanted.connect(self.copying.copy_all)
        header.export_wanted.connect(self.export_requested)
        self._rules.exclusion_pressed.connect(self.exclusion_pressed)
        self._footer.notice.keep_wanted.connect(self.keep_wanted)

    # What others ask

    @property
    def is_settled(self) -> bool:
        """Whether it shows what the document has."""
        return self._loader.is_settled

    @Slot(object)
    def select_rows(self, rows: list[int]) -> None:
        """Select these rows."""
        self._list.select_rows(rows, rows[0] if rows else None)

    def color_of(self, row: int) -> Rgb:
        """The colour in a row."""
        return self._model.color_of(row)

    def set_proportional(self, proportional: bool) -> None:
        """Swatches as wide as their shares, or equally wide."""
        self._header.set_proportional(proportional)

    @property
    def view_state(self) -> str:
        """Order and widths, as words; an order by hand is that of one picture and not among them.

        Nor is that of a palette that is mapped to, unless someone has sorted it.
        """
        widths = "proportional" if self._header.proportional else "equal"
        return f"{self._sorted.order} {'descending' if self._sorted.descending else 'ascending'} {widths}"

    @view_state.setter
    def view_state(self, words: str) -> None:
        kept = words.split()
        order = next((order for order in Order if order in kept), Order.SHARE)
        self._document.palette.begin_sorted(order, descending="descending" in kept)
        self.set_proportional("equal" not in kept)

    def focus_swatches(self) -> None:
        """Give them the keyboard. As the bar's proxy they would have Tab pass over the header."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave no thread behind."""
        self._loader.close()
        self._closed = True  # losing the focus, it would tell panels that are gone already
        super().closeEvent(event)

    # What the document tells

    def _tell_of_result(self) -> None:
        """Tell those of another result for whom it makes a difference."""
        if self._view.now.selected_rows:
            self.selection_changed.emit()
        if self._document.now.state.settings.excluded:
            self._rules.follow()

    @Slot(object)
    def _show(self, swatches: Swatches) -> None:
        now, palette, kept = self._document.now, swatches.palette, self._kept
        if palette is self._model.swatches.palette:  # the same result
            return
        count, row = len(palette), self._list.current_row
        rows = kept_rows(self._model.swatches.keys, swatches.keys, kept) if kept else []
        if not count:
            say = self._list.say_coming if now.result is None else self._list.say_none
            say()
        locked = now.state.settings.locked or swatches.papers
        vision = self._view.now.vision
        self._model.show(
            swatches,
            self._document.palette.locked_rows() if locked else frozenset(),
            palette if vision is None else simulated(palette, vision),
        )
        self._mark()
        self._show_filled()
        if rows or row is not None:
            self._list.select_rows(rows, rows[0] if rows else min(row or 0, count - 1) if count else None)
        if not rows:
            self._kept = []
            if self._view.now.selected_rows:  # of a model that was reset no signal tells that they are gone
                self._follow_selection()
        if now.result is None:
            self._kept = kept  # over a preview

    def _show_filled(self) -> None:
        """Colours can be copied and exported once they are exact, or are about to be."""
        now = self._document.now
        exact = now.result is not None or now.clustering
        filled = exact and len(self._model.swatches.palette) > 0
        if filled != self._filled:
            self._filled = filled
            self._header.set_filled(filled)

    def _show_locked(self) -> None:
        self._model.lock(self._document.palette.locked_rows())

    def _show_order(self) -> None:
        edits = self._document.palette
        arrangement = edits.arrangement
        if arrangement.order not in (None, Order.HAND):
            self._sorted = arrangement
        self._header.show_order(edits.order, arrangement.descending)

    def _show_accents(self) -> None:
        self._footer.notice.show_accents(self._document.now.accents)

    def _forget_accents(self) -> None:
        self._footer.notice.forget()

    # What others show

    def _mark(self) -> None:
        """Point out what another panel points out, or the mouse is on in the picture."""
        now, palette = self._view.now, self._model.swatches.palette
        elsewhere = now.highlighted if now.highlighted != self._hovered else None
        row = elsewhere if now.hovered is None else now.hovered
        if row is not None and row >= len(palette):
            row = None
        if row is not None or self._list.marked is not None:
            self._list.mark(row)

    def _show_vision(self) -> None:
        """Paint the swatches as people with a deficiency see them; texts and copies stay as they are."""
        vision, palette = self._view.now.vision, self._model.swatches.palette
        self._header.show_vision(vision)
        self._model.repaint(palette if vision is None else simulated(palette, vision))

    # What a person does

    @Slot()
    def _follow_selection(self) -> None:
        rows = self._list.selected_rows
        self._kept = [self._model.swatches.keys[row] for row in rows]
        if len(rows) == 2:
            self._footer.compare([self._model.color_of(row) for row in rows])
        elif len(rows) == 1:
            self._footer.describe(self._model.words(rows[0]).line)
        elif rows:
            share = float(self._model.swatches.shares[rows].sum())
            words = self.tr("{count} colours selected, {percent} % of the picture")
            self._footer.describe(
                words.format(count=len(rows), percent=self.locale().toString(100 * share, "f", 1))
            )
        else:
            self._footer.describe("")
        self._view.change(selected_rows=tuple(rows))

    @Slot()
    def _describe_current(self) -> None:
        row = self._list.current_row
        self._list.setAccessibleDescription("" if row is None else self._model.words(row).full)

    @Slot(object, int)
    def _move(self, rows: list[int], to: int) -> None:
        """Put rows before another one, together."""
        others = [row for row in range(self._model.rowCount()) if row not in set(rows)]
        before = [row for row in others if row < to]
        self._document.palette.arrange([*before, *rows, *others[len(before) :]])

    @Slot(object)
    def _highlight(self, row: int | None) -> None:
        """A preview has its colours in another order elsewhere, and is soon gone."""
        if not self._closed:
            self._hovered = None if self._document.now.result is None else row
            self._view.change(highlighted=self._hovered)

    def _rows_to_copy(self) -> list[int]:
        current = self._list.current_row
        return self._list.selected_rows or ([] if current is None else [current])

    def menu_for(self, row: int) -> QMenu:
        """The menu of the swatch in a row, which is selected by that; it is gone once it is closed."""
        if row not in self._view.now.selected_rows:
            self._list.select_rows([row], row)
        return self.copying.menu_for(row, self)

    @Slot(int, QPoint)
    def _open_menu(self, row: int, where: QPoint) -> None:
        self.menu_for(row).popup(where)
