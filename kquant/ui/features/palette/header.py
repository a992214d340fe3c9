"""The controls above the swatches."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLayout, QMenu, QToolButton, QWidget

from kquant.core.color.vision import Deficiency
from kquant.core.palette.order import Order
from kquant.session.document.color_text import ColorText
from kquant.ui.features.palette.words import form_names, order_names
from kquant.ui.kit.accessibility import add_key, describe
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.icons import icon
from kquant.ui.kit.widgets import DropDown

_MIN_WIDTH = 320
_ICON = QSize(16, 16)


class Header(QWidget):
    """Sorting, widths, and what is done with the whole palette; where it is narrow, icons have no words.

    Signals:
        order_chosen(object): an `Order`.
        descending_chosen(bool).
        proportional_chosen(bool).
        copy_all_wanted(object): a `ColorText`.
        export_wanted().
    """

    order_chosen = Signal(object)
    descending_chosen = Signal(bool)
    proportional_chosen = Signal(bool)
    copy_all_wanted = Signal(object)
    export_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._order = self._make_order()
        self._descending = self._make_descending()
        self._proportional = self._make_proportional()
        self._add = self._make_from("palette_add", "add_color", self._adding())
        self._use = self._make_from("palette_use", "use_palette", [])
        self._vision = self._make_vision()
        self._copy_all = self._make_copy_all()
        self._export = self._make_export()
        self._label = QLabel(self.tr("Sort &by"), self)
        self._label.setBuddy(self._order)
        self._row = self._lay_out()

    @property
    def proportional(self) -> bool:
        """Whether swatches are as wide as their shares."""
        return self._proportional.isChecked()

    def set_filled(self, filled: bool) -> None:
        """Whether there are colours to copy and export."""
        self._copy_all.setEnabled(filled)
        self._export.setEnabled(filled)

    def show_order(self, order: Order, descending: bool) -> None:
        """Show what the palette is sorted by."""
        with QSignalBlocker(self._order), QSignalBlocker(self._descending):
            self._order.setCurrentIndex(list(Order).index(order))
            self._descending.setChecked(descending)
        self._descending.setEnabled(order is not Order.HAND)

    def set_proportional(self, proportional: bool) -> None:
        """Show a choice of widths; it is chosen by that."""
        self._proportional.setChecked(proportional)

    def show_vision(self, deficiency: Deficiency | None) -> None:
        """Show how colours are painted."""
        action = None if deficiency is None else self._actions[f"vision_{deficiency.value}"]
        words = self.tr("Colour vision") if action is None else action.iconText()
        self._vision.setText(words)
        self._vision.setAccessibleName(words)
        self._vision.setChecked(action is not None)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Without words on the buttons."""
        return QSize(_MIN_WIDTH, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words until all fits."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        style = Qt.ToolButtonStyle
        worded = (self._proportional, self._vision, self._export, self._copy_all, self._use, self._add)
        self._label.show()
        for button in worded:
            button.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        for button in worded:
            if self._wanted_width() <= self.width():
                return
            button.setToolButtonStyle(style.ToolButtonIconOnly)
        self._label.setVisible(self._wanted_width() <= self.width())

    def _wanted_width(self) -> int:
        row = self._row
        widgets = [item.widget() for place in range(row.count()) if (item := row.itemAt(place)) is not None]
        shown = [
            widget.sizeHint().width() for widget in widgets if widget is not None and not widget.isHidden()
        ]
        return sum(shown) + row.spacing() * len(shown)

    def _lay_out(self) -> QHBoxLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for widget in (self._label, self._order, self._descending, self._proportional):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._add, self._use, self._vision, self._copy_all, self._export):
            row.addWidget(widget)
        return row

    def _make_order(self) -> QComboBox:
        box = DropDown(self)
        teaching = self.tr(
            "The order of the palette, here and in what is exported. Drag swatches to sort by hand."
        )
        describe(box, "palette_order", self.tr("Sort swatches by"), teaching)
        names = order_names()
        for order in Order:
            box.addItem(names[order])
        box.currentIndexChanged.connect(lambda place: self.order_chosen.emit(list(Order)[place]))
        return box

    def _make_descending(self) -> QToolButton:
        button = self._make_button("palette_descending", self.tr("The other way round"), "sort-descending")
        button.setToolTip(self.tr("Sort the other way round."))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setCheckable(True)
        button.toggled.connect(self.descending_chosen)
        return button

    def _make_proportional(self) -> QToolButton:
        button = self._make_button("palette_proportional", self.tr("Proportional"), "proportional")
        button.setToolTip(
            self.tr("Swatches as wide as their share of the picture. Turned off, all are equally wide.")
        )
        add_key(button, "Alt+Z")
        button.setCheckable(True)
        button.setChecked(True)
        button.toggled.connect(self.proportional_chosen)
        return button

    def _adding(self) -> list[QAction]:
        line = QAction(self)
        line.setSeparator(True)
        names = ("add_color", "paste_color_new", "pick_color")
        ways = [self._actions[name] for name in ("adding_more", "adding_instead")]
        return [*(self._actions[name] for name in names), line, *ways]

    def _make_from(self, name: str, action: str, more: list[QAction]) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self._actions[action])
        self._finish(button, name, self._actions[action].iconText())
        if more:
            menu = QMenu(button)
            menu.addActions(more)
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return button

    def _make_vision(self) -> QToolButton:
        button = self._make_button("palette_vision", self.tr("Colour vision"), "vision")
        button.setToolTip(self.tr("See the colours as people with a colour vision deficiency do."))
        menu = QMenu(button)
        button.setCheckable(True)
        menu.addActions(
            [self._actions[f"vision_{value}"] for value in ("usual", "protan", "deutan", "tritan")]
        )
        button.setMenu(menu)
        button.setPopupMode(
            QToolButton.ToolButtonPopupMode.MenuButtonPopup
        )  # with an arrow as its neighbours
        button.clicked.connect(self._choose_vision)
        return button

    @Slot()
    def _choose_vision(self) -> None:
        """A click only opens the menu."""
        self._vision.toggle()
        self._vision.showMenu()

    def _make_copy_all(self) -> QToolButton:
        button = self._make_button("palette_copy_all", self.tr("Copy all"), "copy")
        button.setToolTip(
            self.tr("Copy every colour as hex, one a line, in the order shown. The arrow has other forms.")
        )
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        button.clicked.connect(lambda: self.copy_all_wanted.emit(ColorText.HEX))
        menu = QMenu(button)
        names = form_names()
        for form in ColorText:
            menu.addAction(names[form]).setData(form)
        menu.triggered.connect(lambda action: self.copy_all_wanted.emit(ColorText(action.data())))
        button.setMenu(menu)
        return button

    def _make_export(self) -> QToolButton:
        button = self._make_button("palette_export", self.tr("Export…"), "export")
        button.setAccessibleName(self.tr("Export palette"))
        button.setToolTip(self.tr("Save the palette as a file for another program."))
        button.clicked.connect(self.export_wanted)
        return button

    def _make_button(self, name: str, text: str, icon_name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setIcon(icon(icon_name))
        self._finish(button, name, text)
        return button

    def _finish(self, button: QToolButton, name: str, text: str) -> None:
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setIconSize(_ICON)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
