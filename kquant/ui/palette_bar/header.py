"""The controls above the swatches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from kquant.session.color_text import ColorText
from kquant.ui.icons import icon
from kquant.ui.palette_bar.order import Order


class Header(QWidget):
    """Sorting, widths, and what is done with the whole palette.

    Signals:
        order_chosen(object): an `Order`.
        proportional_chosen(bool).
        copy_all_wanted(object): a `ColorText`.
        export_wanted().
    """

    order_chosen = Signal(object)
    proportional_chosen = Signal(bool)
    copy_all_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = self._make_order()
        self._proportional = self._make_proportional()
        self._copy_all = self._make_copy_all()
        self._export = self._make_export()
        label = QLabel(self.tr("Sort &by"), self)
        label.setBuddy(self._order)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self._order)
        layout.addWidget(self._proportional)
        layout.addStretch(1)
        layout.addWidget(self._copy_all)
        layout.addWidget(self._export)

    @property
    def proportional(self) -> bool:
        """Whether swatches are as wide as their shares."""
        return self._proportional.isChecked()

    def set_filled(self, filled: bool) -> None:
        """Whether there are colours to copy and export."""
        self._copy_all.setEnabled(filled)
        self._export.setEnabled(filled)

    def set_order(self, order: Order) -> None:
        """Show an order; it is chosen by that."""
        self._order.setCurrentIndex(list(Order).index(order))

    def set_proportional(self, proportional: bool) -> None:
        """Show a choice of widths; it is chosen by that."""
        self._proportional.setChecked(proportional)

    def _make_order(self) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("palette_order")
        box.setAccessibleName(self.tr("Sort swatches by"))
        box.setToolTip(
            self.tr("The order the swatches are shown in. The numbers of the colours stay as they are.")
        )
        names = {
            Order.SHARE: self.tr("Share"),
            Order.HUE: self.tr("Hue"),
            Order.LIGHTNESS: self.tr("Lightness"),
            Order.FOUND: self.tr("As found"),
        }
        for order in Order:
            box.addItem(names[order])
        box.currentIndexChanged.connect(self._choose_order)
        return box

    def _choose_order(self, place: int) -> None:
        self.order_chosen.emit(list(Order)[place])

    def _make_proportional(self) -> QCheckBox:
        box = QCheckBox(self.tr("Proportional"), self)
        box.setObjectName("palette_proportional")
        box.setAccessibleName(self.tr("Proportional"))
        box.setToolTip(
            self.tr("Swatches as wide as their share of the picture. Turned off, all are equally wide.")
        )
        box.setChecked(True)
        box.toggled.connect(self.proportional_chosen)
        return box

    def _make_copy_all(self) -> QToolButton:
        button = self._make_button("palette_copy_all", self.tr("Copy all"), "copy")
        button.setToolTip(
            self.tr("Copy every colour as hex, one a line, in the order shown. The arrow has other forms.")
        )
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.clicked.connect(self._copy_all_as_hex)
        menu = QMenu(button)
        names = {
            ColorText.HEX: self.tr("As hex"),
            ColorText.RGB: self.tr("As rgb()"),
            ColorText.HSL: self.tr("As hsl()"),
            ColorText.CSS: self.tr("As CSS variables"),
            ColorText.LAB: self.tr("As Lab"),
        }
        for form in ColorText:
            menu.addAction(names[form]).setData(form)
        menu.triggered.connect(lambda action: self.copy_all_wanted.emit(ColorText(action.data())))
        button.setMenu(menu)
        return button

    def _copy_all_as_hex(self) -> None:
        self.copy_all_wanted.emit(ColorText.HEX)

    def _make_export(self) -> QToolButton:
        button = self._make_button("palette_export", self.tr("Export…"), "export")
        button.setAccessibleName(self.tr("Export palette"))
        button.setToolTip(self.tr("Save the palette as a file for another program."))
        button.clicked.connect(self.export_wanted)
        return button

    def _make_button(self, name: str, text: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(text)
        button.setIcon(icon(icon_name))
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
