"""Another colour for the pixels of a swatch, seen in the picture at once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from kquant.core.model.rgb import Rgb, rgb
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.ui.features.palette.color_chooser import ColorChooser
from kquant.ui.features.palette.dialog import lay_out
from kquant.ui.kit.dialogs import without_icons
from kquant.ui.kit.theme import text_color

_HEIGHT = 44


class EditDialog(QDialog):
    """All that is tried is one step to undo, and none if it is cancelled."""

    def __init__(self, document: Document, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert document.result is not None
        self.setObjectName("edit_dialog")
        self.setWindowTitle(self.tr("Edit Colour {number}").format(number=row + 1))
        self._document = document
        self._key = rgb(document.result.clustered[row])
        self._state = document.state
        self._merge = f"edit{id(self)}"
        self._wanted: Rgb | None = None
        before = rgb(document.result.palette[row])
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
        document.result_changed.connect(self._catch_up)
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
        result = self._document.result
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

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
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
