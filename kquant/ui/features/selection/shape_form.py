"""Shapes by numbers."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSpinBox, QWidget

from kquant.core.model.selection import Ellipse, Rectangle
from kquant.session.document.document import Document
from kquant.ui.features.selection.shapes import combined, only_box, with_last
from kquant.ui.features.selection.tools import Tools
from kquant.ui.kit.accessibility import WheelGuard, describe
from kquant.ui.kit.widgets import DropDown

_FAR = 1 << 20
_MERGE = "shape"


class ShapeForm(QWidget):
    """A rectangle or an ellipse by its numbers.

    While the selection is one, its numbers change it; else a button selects.
    """

    def __init__(self, document: Document, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._tools = document, tools
        self._kind = DropDown(self)
        self._boxes = {name: QSpinBox(self) for name in ("x", "y", "width", "height")}
        self._select = QPushButton(self.tr("Select"), self)
        self._make_controls()
        self._lay_out()
        tools.combine_changed.connect(self._follow)
        document.bind(self, self._follow, "state.settings.selection")
        document.bind(self, self._start_over, "picture")
        self._start_over()

    def _make_controls(self) -> None:
        guard = WheelGuard(self)
        self._kind.addItem(self.tr("Rectangle"), Rectangle)
        self._kind.addItem(self.tr("Ellipse"), Ellipse)
        describe(self._kind, "shape_kind", self.tr("Shape"), self.tr("The shape that has the numbers below."))
        guard.guard(self._kind)
        self._kind.activated.connect(self._change)
        names = (self.tr("From the left"), self.tr("From the top"), self.tr("Width"), self.tr("Height"))
        for (key, box), name in zip(self._boxes.items(), names, strict=True):
            box.setRange(1 if key in ("width", "height") else -_FAR, _FAR)
            box.setKeyboardTracking(False)
            describe(box, f"shape_{key}", name, self.tr("In pixels of the picture."))
            guard.guard(box)
            box.valueChanged.connect(self._change)
        teaching = self.tr("Select the shape of these numbers.")
        describe(self._select, "shape_select", self.tr("Select"), teaching)
        self._select.clicked.connect(self._apply)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._kind, 0, 0, 1, 2)
        grid.addWidget(self._select, 0, 2, 1, 2)
        for place, (text, box) in enumerate(zip("XYWH", self._boxes.values(), strict=True)):
            label = QLabel(text, self)
            label.setBuddy(box)
            row, column = 1 + place // 2, place % 2 * 2
            grid.addWidget(label, row, column)
            grid.addWidget(box, row, column + 1)
            grid.setColumnStretch(column + 1, 1)
        self.setTabOrder(self._boxes["height"], self._select)

    def _start_over(self) -> None:
        """The middle of a new picture is offered."""
        picture = self._document.now.picture
        if picture is not None:
            height, width = picture.pixels.shape[:2]
            self._show(Rectangle(width // 4, height // 4, max(width // 2, 1), max(height // 2, 1)))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        box = only_box(self._document.now.state.settings.selection)
        if box is not None:
            self._show(box)
        self._select.setEnabled(box is None or self._tools.combine is not None)

    def _show(self, box: Rectangle | Ellipse) -> None:
        self._kind.setCurrentIndex(self._kind.findData(type(box)))
        for name, control in self._boxes.items():
            with QSignalBlocker(control):
                control.setValue(getattr(box, name))

    def _box(self) -> Rectangle | Ellipse:
        kind: type[Rectangle] | type[Ellipse] = self._kind.currentData()
        return kind(*(control.value() for control in self._boxes.values()))

    @Slot()
    def _change(self) -> None:
        """A selection that is a box follows its numbers, as one step."""
        selection = self._document.now.state.settings.selection
        if selection is not None and only_box(selection) is not None and self._tools.combine is None:
            self._document.palette.select(with_last(selection, self._box()), _MERGE)

    @Slot()
    def _apply(self) -> None:
        selection = self._document.now.state.settings.selection
        self._document.palette.select(combined(selection, self._box(), self._tools.combine))
