"""The knobs of k-means itself."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from kquant.core.model.settings import Engine, Init, Space
from kquant.session.document import Document
from kquant.ui.describe import add_key, describe
from kquant.ui.icons import icon
from kquant.ui.parameters.color_list_edit import ColorListEdit
from kquant.ui.parameters.form import SettingsForm
from kquant.ui.parameters.setting_link import SettingLink

_FIELDS = ("engine", "init", "init_colors", "attempts", "max_iter", "epsilon", "seed", "space")
_MAX_SEED = 2**31 - 1
_DICE_SIDES = 1_000_000


class ClusteringForm(SettingsForm):
    """Engine, initial centres, attempts, criteria, seed and colour space."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, _FIELDS, parent)
        self._add_engine()
        self._add_initial_centers()
        self._add_attempts()
        self._add_criteria()
        self._add_seed()
        self._add_space()
        document.settings_changed.connect(self._show_given_colors)
        self._show_given_colors()

    def _add_engine(self) -> None:
        teaching = self.tr(
            "What k-means clusters: a sample of the distinct colours, refined until it is exact for all, "
            "which is fast; or every pixel. Both call cv2.kmeans, the second just as its own users do."
        )
        texts = {
            Engine.HISTOGRAM: self.tr("Distinct colours"),
            Engine.PIXELS: self.tr("Every pixel (slow)"),
        }
        self.engine = self.choice("engine", texts, (self.tr("Engine"), teaching), self.tr("Engine: {}"))
        self.add_row(self.tr("En&gine"), self.engine)

    def _add_initial_centers(self) -> None:
        teaching = self.tr(
            "Where the initial centres come from: k-means++ spreads them out, random takes any colours, or "
            "give your own. In cv2.kmeans: KMEANS_PP_CENTERS, KMEANS_RANDOM_CENTERS, "
            "KMEANS_USE_INITIAL_LABELS."
        )
        texts = {
            Init.PP: self.tr("k-means++"),
            Init.RANDOM: self.tr("Random"),
            Init.GIVEN: self.tr("Given colours"),
        }
        self.init = self.choice("init", texts, (self.tr("Start at"), teaching), self.tr("Start at: {}"))
        self.add_row(self.tr("Sta&rt at"), self.init)
        self._add_given_colors()

    def _add_given_colors(self) -> None:
        teaching = self.tr(
            "The initial centres in any notation, such as #c03020, rgb(192, 48, 32) or gold; k-means moves "
            "them to the middle of their clusters, and draws those that are missing. cv2.kmeans is given "
            "them as labels, by KMEANS_USE_INITIAL_LABELS."
        )
        self.given = ColorListEdit(self)
        describe(self.given, "init_colors", self.tr("Given colours"), teaching)
        describe(self.given.line, "init_colors_line", self.tr("Given colours"), teaching)
        undo_text = self.tr("Given colours")
        link = SettingLink(
            self.document, "init_colors", self.given, self.given.show_colors, lambda _: undo_text
        )
        self.given.colors_entered.connect(link.ask_once)
        self.add_row(self.tr("Given colo&urs"), self.given)

    def _add_attempts(self) -> None:
        teaching = self.tr(
            "How often k-means is started anew with other centres; the attempt with the lowest compactness "
            "is kept. This is the attempts argument of cv2.kmeans."
        )
        self.attempts = self.whole(
            "attempts", (1, 1000), (self.tr("Attempts"), teaching), self.tr("Attempts {}")
        )
        self.add_row(self.tr("Atte&mpts"), self.attempts)

    def _add_criteria(self) -> None:
        teaching = self.tr(
            "At most how many times every colour is given to its nearest centre and the centres are moved. "
            "This is TERM_CRITERIA_MAX_ITER of cv2.kmeans, which itself knows 2 to 100."
        )
        names = self.tr("Maximum iterations"), teaching
        self.max_iter = self.whole("max_iter", (1, 10_000), names, self.tr("Maximum iterations {}"))
        self.add_row(self.tr("Ma&x. iterations"), self.max_iter)
        teaching = self.tr(
            "k-means stops once no centre moves farther than this, in the units of the colour space; "
            "smaller is more exact. This is TERM_CRITERIA_EPS of cv2.kmeans."
        )
        self.epsilon = self.decimal(
            "epsilon", (0.0, 1000.0), (self.tr("Epsilon"), teaching), self.tr("Epsilon {}")
        )
        self.add_row(self.tr("Epsilo&n"), self.epsilon)

    def _add_seed(self) -> None:
        teaching = self.tr(
            "The number that the random choices of the initial centres start from: the same seed gives the "
            "same result, another may give a better or a worse one. It goes to cv2.setRNGSeed."
        )
        self.seed = self.whole("seed", (0, _MAX_SEED), (self.tr("Seed"), teaching), self.tr("Seed {}"))
        self.dice = QToolButton(self)
        self.dice.setIcon(icon("dice"))
        self.dice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rolling = self.tr("Roll the dice: take another seed, and so other initial centres for cv2.kmeans.")
        describe(self.dice, "dice", self.tr("Another seed"), rolling)
        add_key(self.dice, "Alt+6")
        self.dice.clicked.connect(self.roll)
        self.add_row(self.tr("See&d"), self.seed, self.dice)

    def _add_space(self) -> None:
        teaching = self.tr(
            "Where k-means measures distances: sRGB as the file has it, linear light, or CIELAB and OKLab, "
            "where distances are nearer to what the eye sees. cv2.kmeans is handed the colours as points "
            "of this space."
        )
        texts = {
            Space.SRGB: self.tr("sRGB"),
            Space.LINEAR: self.tr("Linear RGB"),
            Space.LAB: self.tr("CIELAB"),
            Space.OKLAB: self.tr("OKLab"),
        }
        names = self.tr("Colour space"), teaching
        self.space = self.choice("space", texts, names, self.tr("Colour space: {}"))
        self.add_row(self.tr("Colour &space"), self.space)

    @Slot()
    def roll(self) -> None:
        """Take another seed, short enough to be told to somebody."""
        self.seed.setValue(random.randrange(_DICE_SIDES))

    @Slot()
    def _show_given_colors(self) -> None:
        self.show_row(self.given, self.document.settings.init is Init.GIVEN)
