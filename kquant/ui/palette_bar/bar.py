"""The palette bar: the colours of the result, or of the preview while there is none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from kquant.session.color_text import ColorText, color_text
from kquant.session.document import Document
from kquant.session.jobs import Control, JobRunner
from kquant.ui.palette_bar.header import Header
from kquant.ui.palette_bar.order import Order
from kquant.ui.palette_bar.preview_counts import preview_counts
from kquant.ui.palette_bar.swatch_list import SwatchList
from kquant.ui.palette_bar.swatches import NO_SWATCHES, Swatches, SwatchModel

_MOVES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class PaletteBar(QWidget):
    """Swatches to look at, to sort and to copy. Indices are those of the palette of the result.

    Signals:
        swatch_hovered(object): the index of the swatch under the mouse, or None.
        export_requested(): the palette is to be saved.
        copied(str): something is on the clipboard now; a short sentence that says what.
    """

    swatch_hovered = Signal(object)
    export_requested = Signal()
    copied = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._counter = JobRunner(self)
        self._model = SwatchModel(self)
        self._list = SwatchList(self._model, self)
        self._header = Header(self)
        self._order = Order.SHARE
        self._set_up()
        self._connect()
        self._header.set_filled(False)
        self._follow()

    def _set_up(self) -> None:
        self.setObjectName("palette_bar")
        self.setAccessibleName(self.tr("Palette"))
        self._list.setObjectName("palette_swatches")
        self._list.setAccessibleName(self.tr("Palette colours"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(2)
        layout.addWidget(self._header)
        layout.addWidget(self._list, 1)

    def _connect(self) -> None:
        document = self._document
        document.source_changed.connect(self._follow)
        document.preview_changed.connect(self._follow)
        document.result_changed.connect(self._follow)
        self._counter.delivered.connect(self._show)
        self._counter.failed.connect(document.broke)
        self._list.hovered.connect(self._tell_hovered)
        self._list.chosen.connect(self._copy_row)
        self._list.menu_wanted.connect(self._open_menu)
        self._list.installEventFilter(self)
        self._list.selectionModel().currentChanged.connect(self._describe_current)
        self._header.order_chosen.connect(self._sort)
        self._header.proportional_chosen.connect(self._list.set_proportional)
        self._header.copy_all_wanted.connect(self.copy_all)
        self._header.export_wanted.connect(self.export_requested)

    @property
    def order(self) -> Order:
        """What the swatches are sorted by."""
        return self._order

    def set_order(self, order: Order) -> None:
        """Sort the swatches."""
        self._header.set_order(order)

    def set_proportional(self, proportional: bool) -> None:
        """Swatches as wide as their shares, or equally wide."""
        self._header.set_proportional(proportional)

    @property
    def look(self) -> str:
        """Order and widths, as words."""
        return f"{self._order} {'proportional' if self._header.proportional else 'equal'}"

    @look.setter
    def look(self, words: str) -> None:
        kept = words.split()
        for order in Order:
            if order in kept:
                self.set_order(order)
        self.set_proportional("equal" not in kept)

    @Slot(object)
    def highlight(self, index: int | None) -> None:
        """Point out the swatch of a palette colour, or none."""
        self._list.mark(self._model.row_of(index))

    @Slot(object)
    def copy_all(self, form: ColorText = ColorText.HEX) -> None:
        """Put every colour on the clipboard, one a line, in the order shown; never those of a preview."""
        self._document.once_exact(partial(self._copy_all, form))

    def _copy_all(self, form: ColorText) -> None:
        texts = [self._text(row, form) for row in range(self._model.rowCount())]
        if texts:
            QGuiApplication.clipboard().setText("\n".join(texts))
            self.copied.emit(self.tr("Copied colours: {count}").format(count=len(texts)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that move point a swatch out as the mouse does, until the focus goes."""
        if watched is self._list:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
                if event.key() in _MOVES:
                    self._tell_hovered(self._list.current_row)
            elif event.type() == QEvent.Type.FocusOut:
                self._tell_hovered(None)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave no thread behind."""
        self._counter.close()
        super().closeEvent(event)

    @Slot()
    def _follow(self) -> None:
        """Show what the document has; a preview once its shares are counted, so that nothing jumps."""
        self._counter.stop()
        document = self._document
        result, preview, picture = document.result, document.preview, document.picture
        if result is not None:
            self._show(Swatches(result.palette, result.counts))
        elif preview is not None and picture is not None:
            settings = document.settings

            def count(control: Control) -> None:
                control.deliver(Swatches(preview.palette, preview_counts(picture, preview, settings)))

            self._counter.start(count)
        else:
            self._show(NO_SWATCHES)

    @Slot(object)
    def _show(self, swatches: Swatches) -> None:
        if swatches.palette is self._model.swatches.palette:
            return  # the same result, now with its metrics
        row = self._list.current_row
        self._model.show(swatches, self._order)
        self._header.set_filled(len(swatches.palette) > 0)
        self._set_row(row)

    def _sort(self, order: Order) -> None:
        row = self._list.current_row
        index = None if row is None else self._model.index_of(row)
        self._order = order
        self._model.show(self._model.swatches, order)
        self._set_row(self._model.row_of(index))

    def _set_row(self, row: int | None) -> None:
        count = self._model.rowCount()
        if row is not None and count:
            self._list.setCurrentIndex(self._model.index(min(row, count - 1)))

    @Slot(object)
    def _tell_hovered(self, row: int | None) -> None:
        self.swatch_hovered.emit(None if row is None else self._model.index_of(row))

    @Slot()
    def _describe_current(self) -> None:
        row = self._list.current_row
        described = "" if row is None else self._model.description(row)
        self._list.setAccessibleDescription(described)

    @Slot(int)
    def _copy_row(self, row: int) -> None:
        self._copy(self._text(row, ColorText.HEX))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(self.tr("Copied {text}").format(text=text))

    def _text(self, row: int, form: ColorText) -> str:
        return color_text(self._model.color_of(row), form, self._model.index_of(row) + 1)

    @Slot(int, QPoint)
    def _open_menu(self, row: int, where: QPoint) -> None:
        self.menu_for(row).popup(where)

    def menu_for(self, row: int) -> QMenu:
        """The menu of the swatch in a row; it is gone once it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for form in ColorText:
            text = self._text(row, form)
            action = menu.addAction(self.tr("Copy {text}").format(text=text))
            action.setData(text)
        menu.triggered.connect(lambda action: self._copy(action.data()))
        menu.addSeparator()
        every = menu.addAction(self.tr("Copy all as hex"))
        every.triggered.connect(lambda: self.copy_all(ColorText.HEX))
        return menu
