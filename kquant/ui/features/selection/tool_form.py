"""How the tools select."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QWidget

from kquant.core.model.selection import Combine, Wand
from kquant.session.document.document import Document
from kquant.session.view_model import Tool, ViewModel
from kquant.ui.features.selection.shapes import last_wand, with_last
from kquant.ui.features.selection.tools import Tools
from kquant.ui.kit.accessibility import WheelGuard, describe
from kquant.ui.kit.widgets import DropDown

_LARGEST = 100.0
_MERGE = "wand"
_HOWS = (None, Combine.ADD, Combine.SUBTRACT, Combine.INTERSECT)


class ToolForm(QWidget):
    """What a shape does to the selection, and the reach of the wand, also of its last click."""

    def __init__(
        self, document: Document, view: ViewModel, tools: Tools, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._tools = document, view, tools
        self._guard = WheelGuard(self)
        self._combine = DropDown(self)
        self._tolerance, self._contiguous = QDoubleSpinBox(self), QCheckBox(self)
        self._make_choice()
        self._make_wand()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(8)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.tr("A shape"), self._combine)
        self._form.addRow(self.tr("Range ΔE"), self._tolerance)
        self._form.addRow("", self._contiguous)
        tools.combine_changed.connect(self._follow)
        view.bind(self, self._follow, "tool")
        document.bind(self, self._follow, "state.settings.selection")
        self._follow()

    def _make_choice(self) -> None:
        texts = {
            None: self.tr("selects anew"),
            Combine.ADD: self.tr("adds (Shift)"),
            Combine.SUBTRACT: self.tr("takes away (Alt)"),
            Combine.INTERSECT: self.tr("keeps what is in both (Shift+Alt)"),
        }
        self._combine.addItems([texts[how] for how in _HOWS])
        self._combine.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combine.setMinimumContentsLength(8)
        teaching = self.tr("What a shape does to the selection that is there.")
        describe(self._combine, "combine", self.tr("A shape"), teaching)
        self._guard.guard(self._combine)
        self._combine.activated.connect(lambda row: self._tools.set_combine(_HOWS[row]))

    def _make_wand(self) -> None:
        self._tolerance.setRange(0, _LARGEST)
        self._tolerance.setDecimals(1)
        self._tolerance.setKeyboardTracking(False)
        self._tolerance.setValue(self._tools.tolerance)
        self._contiguous.setText(self.tr("Only what hangs together"))
        self._contiguous.setChecked(self._tools.contiguous)
        reach = self.tr("How different a colour may be to be selected by a click (CIEDE2000).")
        describe(self._tolerance, "wand_tolerance", self.tr("Range ΔE"), reach)
        whole = self.tr("If off, a click on a colour selects it in the whole picture.")
        describe(self._contiguous, "wand_contiguous", self.tr("Only what hangs together"), whole)
        self._guard.guard(self._tolerance)
        self._tolerance.valueChanged.connect(self._change_wand)
        self._contiguous.clicked.connect(self._change_wand)

    @Slot()
    def _follow(self) -> None:
        self._combine.setCurrentIndex(_HOWS.index(self._tools.combine))
        wand = last_wand(self._document.now.state.settings.selection)
        if wand is not None:
            with QSignalBlocker(self._tolerance):
                self._tolerance.setValue(wand.tolerance)
            self._contiguous.setChecked(wand.contiguous)
        for control in (self._tolerance, self._contiguous):
            self._form.setRowVisible(control, wand is not None or self._view.now.tool is Tool.WAND)

    @Slot()
    def _change_wand(self) -> None:
        """What was selected by a click follows, as one step."""
        tolerance, contiguous = self._tolerance.value(), self._contiguous.isChecked()
        self._tools.set_wand(tolerance, contiguous)
        selection = self._document.now.state.settings.selection
        wand = last_wand(selection)
        if selection is not None and wand is not None:
            changed = with_last(selection, Wand(wand.x, wand.y, tolerance, contiguous))
            self._document.palette.select(changed, _MERGE)
