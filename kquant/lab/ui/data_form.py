"""Made-up points: their shape and what it is made with."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from kquant.core.model.choices import Init
from kquant.core.model.setting import Choice
from kquant.lab.core.datasets import make
from kquant.lab.core.points import MAX_POINTS
from kquant.lab.core.recipe import DEFAULTS, PARAMETERS, Recipe, Shape
from kquant.lab.core.settings import MAX_K, LabSettings
from kquant.lab.session.document import LabDocument
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.form import SettingsForm
from kquant.ui.kit.icons import icon

_FIELDS = ("shape", "samples", "centers", "spread", "seed")
_MAX_SEED = 2**31 - 1
_DICE_SIDES = 1000


class DataForm(SettingsForm):
    """Only what matters for the chosen shape can be changed."""

    def __init__(self, recipe: RecipeSettings, parent: QWidget | None = None) -> None:
        super().__init__(recipe, _FIELDS, parent)
        self._add_shape()
        self._add_numbers()
        self._add_seed()
        recipe.settings_changed.connect(self._enable)
        self._enable()

    def _add_shape(self) -> None:
        teaching = self.tr(
            "How the points lie: k-means is at home with round clouds of one size, and the other shapes show "
            "where it gets into trouble. Choosing one makes new points."
        )
        texts = {
            Shape.BLOBS: self.tr("Round clouds"),
            Shape.UNIFORM: self.tr("No clusters at all"),
            Shape.MOONS: self.tr("Two moons"),
            Shape.CIRCLES: self.tr("Circle in a circle"),
            Shape.ANISOTROPIC: self.tr("Drawn-out clouds"),
            Shape.UNEQUAL_SIZES: self.tr("Many and few points"),
            Shape.UNEQUAL_DENSITIES: self.tr("Wide and narrow clouds"),
            Shape.ONE_BLOB: self.tr("One cloud"),
        }
        choices = [Choice(value, text, undo=text) for value, text in texts.items()]
        self.shape = self.choice("shape", choices, (self.tr("Shape"), teaching))
        self.add_row(self.tr("Sh&ape"), self.shape)

    def _add_numbers(self) -> None:
        teaching = self.tr(
            "How many points are made; n_samples in scikit-learn. With more than a few thousand they are "
            "drawn as small squares."
        )
        self.samples = self.whole(
            "samples", (1, MAX_POINTS), (self.tr("Points"), teaching), self.tr("{} points")
        )
        self.add_row(self.tr("P&oints"), self.samples)
        teaching = self.tr(
            "How many clouds the points are made in, which k-means does not know; centers in scikit-learn. "
            "Try a K that differs from it."
        )
        self.centers = self.whole("centers", (1, MAX_K), (self.tr("Clouds"), teaching), self.tr("{} clouds"))
        self.add_row(self.tr("C&louds"), self.centers)
        teaching = self.tr(
            "How far the points lie from where they belong: the standard deviation (cluster_std), or "
            "the noise "
            "of moons and circles. Wide clouds run into one another and are hard to find."
        )
        self.spread = self.decimal(
            "spread", (0.0, 100.0), (self.tr("Spread"), teaching), self.tr("Spread {}")
        )
        self.spread.setDecimals(2)
        self.add_row(self.tr("Sprea&d"), self.spread)

    def _add_seed(self) -> None:
        teaching = self.tr(
            "The number that the points' random places start from: the same seed makes the same "
            "points. It is "
            "random_state in scikit-learn."
        )
        self.seed = self.whole(
            "seed", (0, _MAX_SEED), (self.tr("Seed of the points"), teaching), self.tr("Seed {}")
        )
        self.seed.setObjectName("data_seed")
        self.dice = QToolButton(self)
        self.dice.setIcon(icon("dice"))
        self.dice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rolling = self.tr("Roll the dice: other points of the same kind. Clouds come to lie elsewhere.")
        describe(self.dice, "data_dice", self.tr("Other points"), rolling)
        self.dice.clicked.connect(self.roll)
        self.add_row(self.tr("&Seed"), self.seed, self.dice)

    @Slot()
    def roll(self) -> None:
        """Take another seed."""
        self.seed.setValue(random.randrange(_DICE_SIDES))

    @Slot()
    def _enable(self) -> None:
        matter = PARAMETERS[self.document.settings.shape]
        for name in ("samples", "centers", "spread", "seed"):
            control: QWidget = getattr(self, name)
            control.setEnabled(name in matter)
            for label in self._labels():
                if label.buddy() is control:
                    label.setEnabled(name in matter)


class RecipeSettings(QObject):
    """The recipe of the points, as settings for a form; after they were edited by hand, the last one.

    Signals:
        settings_changed(): there are other points.
    """

    settings_changed = Signal()

    def __init__(self, document: LabDocument, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.settings = document.points.recipe or Recipe()
        document.points_changed.connect(self._follow)

    def bind_settings(self, _: QObject, call: Callable[[], object], *__: str) -> None:
        """Call whenever there are other points."""
        self.settings_changed.connect(call)

    def change(self, text: str, merge: str = "", **fields: Any) -> None:
        """Make other points; another shape comes with its own example, and as many clusters as it has."""
        if "shape" in fields:
            self._take(text, DEFAULTS[fields["shape"]])
            return
        self.settings = replace(self.settings, **fields)
        self._document.transfer.make_points(text, self.settings, merge)

    def take_opening_example(self) -> None:
        """The points that the lab begins with, and its settings."""
        opening = LabSettings()
        fields = {name: getattr(opening, name) for name in LabSettings.__dataclass_fields__}
        self._document.set_points(self.tr("Opening example"), make(Recipe()), **fields)

    def _take(self, text: str, recipe: Recipe) -> None:
        points = make(recipe)
        known = 0 if points.truth is None else len(np.unique(points.truth))
        if known > 1 and self._document.settings.init is not Init.GIVEN:
            self._document.set_points(text, points, k=known)
        else:
            self._document.set_points(text, points)

    @Slot()
    def _follow(self) -> None:
        self.settings = self._document.points.recipe or self.settings
        self.settings_changed.emit()
