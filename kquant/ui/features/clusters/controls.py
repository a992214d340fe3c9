"""The controls above the plot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from kquant.core.model.choices import COLOR_SPACES, Space
from kquant.ui.features.clusters.scene import View, axis_names, space_name
from kquant.ui.kit.accessibility import add_key
from kquant.ui.kit.icons import icon
from kquant.ui.kit.widgets import DropDown

_AXES = ("0", "1", "2", "3", "4")


class Controls(QWidget):
    """What is seen, and how.

    Signals:
        view_chosen(): `view` is another.
        own_colors_chosen(bool).
        reset_wanted(), export_wanted().
    """

    view_chosen = Signal()
    own_colors_chosen = Signal(bool)
    reset_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._space = self._box(
            "scatter_space", self.tr("Colour space"), self.tr("The space colours are shown in.")
        )
        axis_tip = self.tr(
            "One axis of the space, or a principal component: the direction in which the colours differ most."
        )
        self._points = self._make_points()  # in the order of Tab, which is that of reading
        self._across = self._box("scatter_across", self.tr("Axis across"), axis_tip)
        self._up = self._box("scatter_up", self.tr("Axis up"), axis_tip)
        self._hulls = self._make_hulls()
        self._reset = self._button(
            "scatter_reset", "fit", self.tr("Reset view"), self.tr("See all points (Home).")
        )
        self._export = self._button(
            "scatter_export", "export", self.tr("Export plot"), self.tr("Save the plot as PNG or SVG.")
        )
        self._fill()
        self._lay_out()
        for number, box in enumerate((self._space, self._points, self._across, self._up, self._hulls), 1):
            add_key(box, f"Alt+{number}")
        self._connect()

    @property
    def view(self) -> View:
        """What is chosen."""
        return View(
            self._chosen_space,
            self._across.currentIndex(),
            self._up.currentIndex(),
            self._hulls.isChecked(),
        )

    @property
    def first(self) -> QWidget:
        """The first that Tab comes to."""
        return self._space

    @property
    def last(self) -> QWidget:
        """The last that Tab comes to."""
        return self._export

    @property
    def own_colors(self) -> bool:
        """Whether points are wanted in the colours they have in the picture."""
        return self._points.currentIndex() == 1

    @property
    def view_state(self) -> str:
        """All that is chosen, as words."""
        view = self.view
        words = [view.space, str(view.across), str(view.up)]
        words += ["hulls"] * view.hulls + ["own"] * self.own_colors
        return " ".join(words)

    @view_state.setter
    def view_state(self, words: str) -> None:
        kept = words.split()
        for space in COLOR_SPACES:
            if space in kept:
                self.set_space(space)
        axes = [int(word) for word in kept if word in _AXES]
        if len(axes) == 2:
            self.set_axes(*axes)
        self._hulls.setChecked("hulls" in kept)
        self._points.setCurrentIndex(int("own" in kept))

    @property
    def _chosen_space(self) -> Space:
        return COLOR_SPACES[self._space.currentIndex()]

    def set_space(self, space: Space) -> None:
        """Choose a space; the axes stay the first, second, and so on."""
        self._space.setCurrentIndex(COLOR_SPACES.index(space))

    def set_axes(self, across: int, up: int) -> None:
        """Choose axes, 0..4."""
        self._across.setCurrentIndex(across)
        self._up.setCurrentIndex(up)

    def set_filled(self, filled: bool) -> None:
        """Let the plot be reset and exported if there is one."""
        self._reset.setEnabled(filled)
        self._export.setEnabled(filled)

    def _fill(self) -> None:
        self._space.addItems([space_name(space) for space in COLOR_SPACES])
        self._name_axes()
        self.set_axes(0, 1)

    def _name_axes(self) -> None:
        """After another space was chosen; the places chosen stay."""
        names = axis_names(self._chosen_space)
        for box in (self._across, self._up):
            if not box.count():
                box.addItems(names)
            for place, name in enumerate(names):
                box.setItemText(place, name)

    def _connect(self) -> None:
        self._space.currentIndexChanged.connect(self._choose_space)
        self._across.currentIndexChanged.connect(self._choose_view)
        self._up.currentIndexChanged.connect(self._choose_view)
        self._hulls.toggled.connect(self._choose_view)
        self._points.currentIndexChanged.connect(self._choose_points)
        self._reset.clicked.connect(self.reset_wanted)
        self._export.clicked.connect(self.export_wanted)

    def _choose_space(self) -> None:
        self._name_axes()
        self.view_chosen.emit()

    def _choose_view(self) -> None:
        self.view_chosen.emit()

    def _choose_points(self) -> None:
        self.own_colors_chosen.emit(self.own_colors)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(4)
        named = (
            (self.tr("Space"), self._space),
            (self.tr("Colours"), self._points),
            (self.tr("Across"), self._across),
            (self.tr("Up"), self._up),
        )
        for column, (text, box) in enumerate(named):
            label = QLabel(text, self)
            label.setBuddy(box)
            grid.addWidget(label, column // 2, column % 2 * 2)
            grid.addWidget(box, column // 2, column % 2 * 2 + 1)
            grid.setColumnStretch(column % 2 * 2 + 1, 1)
        side = QHBoxLayout()
        side.setSpacing(4)
        side.addWidget(self._hulls)
        side.addStretch(1)
        side.addWidget(self._reset)
        side.addWidget(self._export)
        grid.addLayout(side, 2, 0, 1, 4)
        grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(grid)

    def _make_points(self) -> QComboBox:
        box = self._box(
            "scatter_points",
            self.tr("Colours of the points"),
            self.tr("Points in the colour of their cluster, or in the one that they have in the picture."),
        )
        box.addItems([self.tr("By cluster"), self.tr("Their own")])
        return box

    def _make_hulls(self) -> QCheckBox:
        box = QCheckBox(self.tr("Outlines"), self)
        box.setObjectName("scatter_hulls")
        box.setAccessibleName(self.tr("Outlines of the clusters"))
        box.setToolTip(self.tr("Draw the convex hull of every cluster."))
        return box

    def _box(self, name: str, text: str, tip: str) -> QComboBox:
        box = DropDown(self)
        box.setObjectName(name)
        box.setAccessibleName(text)
        box.setToolTip(tip)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        return box

    def _button(self, name: str, icon_name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icon(icon_name))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setAutoRaise(True)
        return button
