"""A colour to add, and another colour for the pixels of a swatch, seen in the picture at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from kquant.core.model.resolve import asked_colors
from kquant.core.model.rgb import Rgb, rgb
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.ui.features.palette.dialogs.color_chooser import ColorChooser
from kquant.ui.features.palette.dialogs.parts import caption, lay_out
from kquant.ui.kit.dialogs import without_icons
from kquant.ui.kit.theme import text_color

_HEIGHT = 44
_START: Rgb = (192, 48, 32)


class EditDialog(QDialog):
    """All that is tried is one step to undo, and none if it is cancelled."""

    def __init__(self, document: Document, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        result = document.now.result
        assert result is not None
        self.setObjectName("edit_dialog")
        self.setWindowTitle(self.tr("Edit Colour {number}").format(number=row + 1))
        self._document = document
        self._key = rgb(result.clustered[row])
        self._state = document.now.state
        self._merge = f"edit{id(self)}"
        self._wanted: Rgb | None = None
        before = rgb(result.palette[row])
        self._pair = _Pair(before, self)
        self.chooser = ColorChooser(before, self)
        buttons = lay_out(self, self.tr("&OK"), self._pair, self.chooser, grows=0)
        original = buttons.addButton(self.tr("&Original"), QDialogButtonBox.ButtonRole.ResetRole)
        original.setObjectName("original_color")
        original.setToolTip(
            self.tr("The colour that the clustering found: {hex}").format(hex=hex_text(self._key))
        )
        original.clicked.connect(lambda: self.chooser.show_color(self._key))
        without_icons(buttons)
        self.chooser.color_changed.connect(self._try)
        self.chooser.valid_changed.connect(buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled)
        document.bind(self, self._catch_up, "result")
        self.chooser.line.selectAll()
        self.chooser.setFocus()

    def reject(self) -> None:
        """As it was before."""
        self._wanted = None
        self._document.enter(self.windowTitle(), self._state, self._merge)
        super().reject()

    @Slot(object)
    def _try(self, color: Rgb) -> None:
        self._pair.show_color(color)
        self._wanted = color
        self._catch_up()

    @Slot()
    def _catch_up(self) -> None:
        """Ask for the colour that is wanted, once there is a result to recolour."""
        result = self._document.now.result
        if self._wanted is None or result is None:
            return
        rows = [row for row, color in enumerate(result.clustered.tolist()) if tuple(color) == self._key]
        if rows:
            wanted, self._wanted = self._wanted, None
            self._document.palette.recolor({rows[0]: wanted}, merge_key=self._merge)


class _Pair(QWidget):
    """Before and after, side by side without a line between, which would hide a small difference."""

    def __init__(self, before: Rgb, parent: QWidget) -> None:
        super().__init__(parent)
        self._colors = (before, before)
        self.setMinimumHeight(_HEIGHT)
        self.show_color(before)

    def show_color(self, color: Rgb) -> None:
        """The colour after."""
        self._colors = (self._colors[0], color)
        before, after = (hex_text(one) for one in self._colors)
        self.setAccessibleName(self.tr("Before {before}, after {after}").format(before=before, after=after))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each half with its hex."""
        painter = QPainter(self)
        left = self.rect().adjusted(0, 0, -self.width() // 2, 0)
        right = self.rect().adjusted(left.width(), 0, 0, 0)
        words = (self.tr("Before"), self.tr("After"))
        for place, color, word in zip((left, right), self._colors, words, strict=True):
            painter.fillRect(place, QColor(*color))
            painter.setPen(text_color(QColor(*color)))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{word}\n{hex_text(color)}")
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class AddDialog(QDialog):
    """Signals:
    chosen(object, bool): (r, g, b), and whether the palette grows by it.
    """

    chosen = Signal(object, bool)

    def __init__(
        self, document: Document, color: Rgb | None, grows: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("add_dialog")
        self.setWindowTitle(self.tr("Add Colour"))
        self.chooser = ColorChooser(color or _START, self)
        count = asked_colors(document.now.state.settings)
        self._more = QRadioButton(self.tr("One colour &more: {count}").format(count=count + 1), self)
        self._more.setObjectName("adding_more")
        self._instead = QRadioButton(self.tr("Another &gives way: {count}").format(count=count), self)
        self._instead.setObjectName("adding_instead")
        (self._more if grows else self._instead).setChecked(True)
        choice = QWidget(self)
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._more)
        column.addWidget(self._instead)
        words = self.tr(
            "It is locked: it will be in the palette exactly so, and the others are found around it."
        )
        buttons = lay_out(self, self.tr("&Add"), self.chooser, caption(words, self), choice)
        self.chooser.valid_changed.connect(buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled)
        self.chooser.line.selectAll()
        self.chooser.setFocus()

    def accept(self) -> None:
        """Say what was chosen."""
        self.chosen.emit(self.chooser.color, self._more.isChecked())
        super().accept()
