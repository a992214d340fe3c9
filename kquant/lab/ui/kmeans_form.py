"""The arguments of cv2.kmeans."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QDoubleSpinBox, QHBoxLayout, QToolButton, QWidget

from kquant.core.model.choices import Init
from kquant.core.model.setting import Choice
from kquant.lab.core.settings import ITERATIONS, MAX_ATTEMPTS, MAX_K
from kquant.lab.session.document import LabDocument
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.form import SettingsForm
from kquant.ui.kit.icons import icon
from kquant.ui.kit.setting_link import SettingLink

_FIELDS = ("k", "init", "attempts", "epsilon", "max_iter", "seed")
_STARTS = (Init.RANDOM, Init.PP, Init.GIVEN)
_MAX_SEED = 2**31 - 1
_DICE_SIDES = 1000
_LARGEST_EPSILON = 1000.0


class KMeansForm(SettingsForm):
    """K, initial centres, attempts, both criteria and the seed.

    Signals:
        hand_wanted(): initial centres are to be placed by hand.
    """

    hand_wanted = Signal()

    def __init__(self, document: LabDocument, parent: QWidget | None = None) -> None:
        super().__init__(document, _FIELDS, parent)
        self._add_k()
        self._add_init()
        self._add_attempts()
        self._add_criteria()
        self._add_seed()
        self.init.activated.connect(self._tell_choice)

    def _add_k(self) -> None:
        teaching = self.tr(
            "How many clusters to find, and so how many red centres there are: the K of cv2.kmeans. k-means "
            "always finds K clusters, whether or not there are any."
        )
        self.k = self.whole("k", (1, MAX_K), (self.tr("K, number of clusters"), teaching), self.tr("K = {}"))
        font = self.k.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.k.setFont(font)
        self.add_row(self.tr("&K"), self.k)

    def _add_init(self) -> None:
        teaching = self.tr(
            "Where the centres begin: anywhere at random (KMEANS_RANDOM_CENTERS), on points far from one "
            "another (KMEANS_PP_CENTERS), or where you put them (KMEANS_USE_INITIAL_LABELS). A bad beginning "
            "can end in a bad result."
        )
        texts = {
            Init.RANDOM: self.tr("Random"),
            Init.PP: self.tr("k-means++"),
            Init.GIVEN: self.tr("By hand"),
        }
        undo_text = self.tr("Start at: {}")
        choices = [Choice(value, text, undo=undo_text.format(text)) for value, text in texts.items()]
        self.init = self.choice("init", choices, (self.tr("Start at"), teaching))
        self.add_row(self.tr("Sta&rt at"), self.init)

    def _add_attempts(self) -> None:
        teaching = self.tr(
            "How often to start anew from other centres; the attempt with the lowest compactness wins. More "
            "attempts make an unlucky result less likely."
        )
        names = self.tr("Attempts"), teaching
        self.attempts = self.whole("attempts", (1, MAX_ATTEMPTS), names, self.tr("Attempts {}"))
        self.add_row(self.tr("A&ttempts"), self.attempts)

    def _add_criteria(self) -> None:
        teaching = self.tr(
            "Stop once no centre moves farther than this, in the units of the points: TERM_CRITERIA_EPS. "
            "Smaller is more exact and takes more iterations."
        )
        self.epsilon = self._criterion(
            "epsilon", self.tr("EPS"), (0.0, _LARGEST_EPSILON, 3, 1.0), teaching, self.tr("EPS {}")
        )
        self.add_row(self.tr("EPS"), self.epsilon)
        teaching = self.tr(
            "Stop after so many iterations, even if centres still move: TERM_CRITERIA_MAX_ITER. cv2.kmeans "
            "makes 2 to 100 of them."
        )
        low, high = ITERATIONS
        self.max_iter = self._criterion(
            "max_iter", self.tr("MAX_ITER"), (low, high, 0, 10), teaching, self.tr("MAX_ITER {}")
        )
        self.add_row(self.tr("MA&X_ITER"), self.max_iter)

    def _criterion(
        self, field: str, name: str, span: tuple[float, float, int, float], teaching: str, undo_text: str
    ) -> OptionalNumber:
        criterion = OptionalNumber(field, name, span, teaching, self)
        self._wheel.guard(criterion.box)

        def named(value: float | None) -> str:
            return undo_text.format(self.tr("off") if value is None else self.locale().toString(value))

        link = SettingLink(self.document, field, criterion, criterion.show_value, named)
        criterion.value_entered.connect(link.ask)
        return criterion

    def _add_seed(self) -> None:
        teaching = self.tr(
            "The number that the random initial centres start from (cv2.setRNGSeed): the same seed gives the "
            "same result. With one attempt, try some seeds and see how results differ."
        )
        self.seed = self.whole(
            "seed", (0, _MAX_SEED), (self.tr("Seed of the run"), teaching), self.tr("Seed {}")
        )
        self.dice = QToolButton(self)
        self.dice.setIcon(icon("dice"))
        self.dice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rolling = self.tr("Roll the dice: the centres begin elsewhere. The result may be another one.")
        describe(self.dice, "dice", self.tr("Another seed"), rolling)
        self.dice.clicked.connect(self.roll)
        self.add_row(self.tr("RN&G seed"), self.seed, self.dice)

    @Slot()
    def roll(self) -> None:
        """Take another seed."""
        self.seed.setValue(random.randrange(_DICE_SIDES))

    @Slot(int)
    def _tell_choice(self, place: int) -> None:
        if _STARTS[place] is Init.GIVEN:
            self.hand_wanted.emit()


class OptionalNumber(QWidget):
    """A switch and a box for a number.

    Args:
        field: of the settings, and the object name of the box.
        span: lowest and highest value, decimals, and the value to begin with.

    Attributes:
        switch, box: its parts.

    Signals:
        value_entered(object): what a person chose, a float, an int if there are no decimals, or None for off.
    """

    value_entered = Signal(object)

    def __init__(
        self,
        field: str,
        name: str,
        span: tuple[float, float, int, float],
        teaching: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        low, high, decimals, first = span
        self._whole = decimals == 0
        self.switch = QCheckBox(self)
        self.box = QDoubleSpinBox(self)
        self.box.setDecimals(decimals)
        self.box.setRange(low, high)
        if decimals:
            self.box.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.box.setValue(first)
        self.box.setKeyboardTracking(False)
        self.box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.box.setMinimumWidth(72)
        describe(self.switch, f"{field}_on", self.tr("Use {}").format(name), teaching)
        describe(self.box, field, name, teaching)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.switch)
        row.addWidget(self.box, 1)
        self.setFocusProxy(self.switch)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.switch.toggled.connect(self._tell)
        self.box.valueChanged.connect(self._tell)

    def show_value(self, value: float | None) -> None:
        """Show a number, or that there is none; its parts tell nobody."""
        parts = (self.switch, self.box)
        blocked = [part.blockSignals(True) for part in parts]
        self.switch.setChecked(value is not None)
        self.box.setEnabled(value is not None)
        if value is not None:
            self.box.setValue(value)
        for part, was in zip(parts, blocked, strict=True):
            part.blockSignals(was)

    @Slot()
    def _tell(self) -> None:
        on = self.switch.isChecked()
        self.box.setEnabled(on)
        value = self.box.value()
        self.value_entered.emit((round(value) if self._whole else value) if on else None)
