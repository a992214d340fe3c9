"""k-means in slow motion: its half steps, forwards and back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget

from kquant.lab.session.document import LabDocument
from kquant.lab.ui.curves import CostPlot
from kquant.lab.ui.walk_text import next_step_text, step_text, stop_text
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.icons import icon

_SPEEDS = (2000, 1200, 800, 500, 300, 160, 80)
"""Milliseconds from one step to the next."""

_CURVE = QSize(150, 132)  # at least as wide
_ICON = QSize(20, 20)
_NAMES = ("walk_start", "walk_back", "walk_step", "walk_play", "walk_end")


class StepsBar(QWidget):
    """Buttons, a sentence on what just happened, and the cost curve.

    Attributes:
        playing: whether steps follow one another by themselves.
        cost_plot: to be released in the end.
    """

    def __init__(self, document: LabDocument, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._actions = document, actions
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)
        self.buttons = {name: self._button(actions[name]) for name in _NAMES}
        self.speed = self._make_speed()
        self.title, self.sentence = QLabel(self), QLabel(self)
        self.cost_plot = CostPlot(self)
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def playing(self) -> bool:
        return self._timer.isActive()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setObjectName(f"{action.objectName()}_button")
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAutoRaise(True)
        if action.objectName() == "walk_step":
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setMinimumWidth(88)
        return button

    def _make_speed(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, len(_SPEEDS) - 1)
        slider.setValue(3)
        slider.setPageStep(1)
        slider.setMinimumWidth(40)
        slider.setMaximumWidth(140)
        teaching = self.tr("How fast it plays. Slow is good for watching one centre, fast for the whole way.")
        describe(slider, "walk_speed", self.tr("Speed"), teaching)
        slider.valueChanged.connect(self._set_speed)
        return slider

    def _lay_out(self) -> None:
        self.setObjectName("steps_bar")
        self.setAccessibleName(self.tr("Steps"))
        self.title.setObjectName("step_title")
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.sentence.setObjectName("step_sentence")
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.speed, 1)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addLayout(row)
        left.addWidget(self.title)
        left.addWidget(self.sentence, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.setSpacing(8)
        outer.addLayout(left, 3)
        outer.addWidget(self.cost_plot, 2)
        self.cost_plot.setFixedHeight(_CURVE.height())
        self.cost_plot.setMinimumWidth(_CURVE.width())
        self.cost_plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self._actions.connect_to(
            {
                "walk_start": self.begin,
                "walk_back": self.step_back,
                "walk_step": self.step,
                "walk_play": self.toggle_playing,
                "walk_end": self.to_end,
            }
        )
        for signal in (self._document.walk_changed, self._document.points_changed):
            signal.connect(self._follow)

    # What the buttons do

    @Slot()
    def begin(self) -> None:
        """Put the centres where they start."""
        self.pause()
        self._document.start_walk()

    @Slot()
    def step_back(self) -> None:
        """Take the last half step back."""
        self.pause()
        self._document.step_back()

    @Slot()
    def step(self) -> None:
        """One half step, or the beginning."""
        self.pause()
        self._advance()

    @Slot()
    def to_end(self) -> None:
        """Until it stops by itself."""
        self.pause()
        if self._document.walk is None:
            self._document.start_walk()
        self._document.walk_to_end()

    @Slot()
    def toggle_playing(self) -> None:
        """Play, or pause; from the beginning if it was over."""
        if self.playing:
            self.pause()
            return
        walk = self._document.walk
        if walk is None or walk.stopped is not None:
            self._document.start_walk()
        if self._document.walk is not None:
            self._timer.start(_SPEEDS[self.speed.value()])
        self._follow()

    @Slot()
    def pause(self) -> None:
        """Play no longer."""
        if self.playing:
            self._timer.stop()
            self._follow()

    @Slot()
    def _advance(self) -> None:
        if self._document.walk is None:
            self._document.start_walk()
        else:
            self._document.step_forward()

    @Slot(int)
    def _set_speed(self, value: int) -> None:
        self._timer.setInterval(_SPEEDS[value])

    # What is shown

    @Slot()
    def _follow(self) -> None:
        walk = self._document.walk
        if walk is None or walk.stopped is not None:
            self._timer.stop()
        self.cost_plot.show_walk(walk)
        if walk is None:
            self.title.setText(self.tr("Watch k-means step by step"))
            self.sentence.setText(
                self.tr(
                    "Assign each point to its nearest centre, move each centre to the mean of its points, "
                    "and again, until nothing moves. Press Play."
                )
            )
        else:
            self._tell(*step_text(walk), stop_text(walk))
        self._show_actions()

    def _tell(self, phase: str, sentence: str, stop: str) -> None:
        walk = self._document.walk
        assert walk is not None
        words = self.tr("Step {step} · {phase}") if len(walk.steps) > 1 else self.tr("{phase}")
        self.title.setText(words.format(step=len(walk.steps) - 1, phase=phase))
        self.sentence.setText(f"{sentence} {stop}".rstrip())

    def _show_actions(self) -> None:
        walk, there = self._document.walk, len(self._document.points) > 0
        over = walk is not None and walk.stopped is not None
        self._actions["walk_start"].setEnabled(there)
        self._actions["walk_back"].setEnabled(walk is not None and len(walk.steps) > 1)
        self._actions["walk_step"].setEnabled(there and not over)
        self._actions["walk_step"].setIconText(next_step_text(walk))
        self._actions["walk_end"].setEnabled(there and not over)
        play = self._actions["walk_play"]
        play.setEnabled(there)
        play.setIcon(icon("pause" if self.playing else "run"))
        play.setText(self.tr("&Pause") if self.playing else self.tr("&Play"))
