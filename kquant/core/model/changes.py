"""What may be changed of a request before it runs, each in a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kquant.translation import QT_TRANSLATE_NOOP


class Reason(Enum):
    """Every sentence, in English and to be translated in the context "Changes", with places for numbers."""

    COLORS = QT_TRANSLATE_NOOP(
        "Changes", "The number of colours must be {low} to {high}: {used} is used instead of {asked}."
    )
    ATTEMPTS = QT_TRANSLATE_NOOP(
        "Changes", "The attempts must be {low} to {high}: {used} is used instead of {asked}."
    )
    ITERATIONS = QT_TRANSLATE_NOOP(
        "Changes", "The maximum iterations must be {low} to {high}: {used} is used instead of {asked}."
    )
    SEED = QT_TRANSLATE_NOOP(
        "Changes", "The seed must be {low} to {high}: {used} is used instead of {asked}."
    )
    EPSILON = QT_TRANSLATE_NOOP(
        "Changes", "The epsilon must be 0 to {high:g}: {used:g} is used instead of {asked:g}."
    )
    NOTHING_VISIBLE = QT_TRANSLATE_NOOP("Changes", "Nothing in the picture is visible: the palette is empty.")
    ONE_COLOR = QT_TRANSLATE_NOOP("Changes", "The picture has only 1 distinct colour: nothing is changed.")
    FEW_COLORS = QT_TRANSLATE_NOOP(
        "Changes", "The picture has only {distinct} distinct colours: nothing is changed."
    )
    ONE_AT_DEPTH = QT_TRANSLATE_NOOP(
        "Changes", "At this colour depth there is only 1 colour for the picture: 1 is used."
    )
    FEW_AT_DEPTH = QT_TRANSLATE_NOOP(
        "Changes",
        "At this colour depth there are only {distinct} colours for the picture: {distinct} are used.",
    )
    NOTHING_COUNTS = QT_TRANSLATE_NOOP("Changes", "No pixel is left to vote: the whole picture is clustered.")
    ONE_COUNTS = QT_TRANSLATE_NOOP("Changes", "Only 1 distinct colour may vote: 1 is used.")
    FEW_COUNT = QT_TRANSLATE_NOOP(
        "Changes", "Only {distinct} distinct colours may vote: {distinct} are used."
    )
    ONE_BESIDE = QT_TRANSLATE_NOOP(
        "Changes",
        "Excluded colours count too, {limit} with them at most: 1 other is used instead of {asked}.",
    )
    PAPERS = QT_TRANSLATE_NOOP(
        "Changes",
        "Excluded colours count too, {limit} with them at most: {used} others are used instead of {asked}.",
    )
    ONE_PAPER = QT_TRANSLATE_NOOP("Changes", "Only the first of {excluded} excluded colours is used.")
    TOO_MANY_PAPERS = QT_TRANSLATE_NOOP(
        "Changes", "Only the first {used} of {excluded} excluded colours are used."
    )
    ONE_ABSENT = QT_TRANSLATE_NOOP(
        "Changes", "An excluded colour has no pixels where it is looked for: it changes nothing."
    )
    ABSENT = QT_TRANSLATE_NOOP(
        "Changes", "{absent} excluded colours have no pixels where they are looked for: they change nothing."
    )
    ONE_OF_PALETTE = QT_TRANSLATE_NOOP("Changes", "Only 1 of the {given} colours of the palette is used.")
    LONG_PALETTE = QT_TRANSLATE_NOOP("Changes", "Only {used} of the {given} colours of the palette are used.")
    ONE_TO_PAINT = QT_TRANSLATE_NOOP(
        "Changes", "There is 1 colour to paint with: 1 is used instead of {asked}."
    )
    SHORT_PALETTE = QT_TRANSLATE_NOOP(
        "Changes", "There are {used} colours to paint with: {used} are used instead of {asked}."
    )
    FEW_NEEDED = QT_TRANSLATE_NOOP(
        "Changes",
        "The picture has a use for only {used} of the palette's colours: {used} instead of {asked}.",
    )
    ONE_OF_LOCKED = QT_TRANSLATE_NOOP("Changes", "Only the first of {locked} locked colours is used.")
    TOO_MANY_LOCKED = QT_TRANSLATE_NOOP(
        "Changes", "Only the first {used} of {locked} locked colours are used."
    )
    ONE_LOCKED = QT_TRANSLATE_NOOP("Changes", "1 colour is locked: 1 is used instead of {asked}.")
    LOCKED = QT_TRANSLATE_NOOP(
        "Changes", "{locked} colours are locked: {locked} are used instead of {asked}."
    )
    LOCKED_AT_DEPTH = QT_TRANSLATE_NOOP(
        "Changes", "Locked colours that this colour depth does not have are rounded to it."
    )
    PALETTE_AT_DEPTH = QT_TRANSLATE_NOOP(
        "Changes", "Colours of the palette that this colour depth does not have are rounded to it."
    )
    EXCLUDED_AT_DEPTH = QT_TRANSLATE_NOOP(
        "Changes", "Excluded colours that this colour depth does not have come out rounded to it."
    )
    NONE_GIVEN = QT_TRANSLATE_NOOP("Changes", "No initial centres are given: k-means++ draws them.")
    ONE_OF_GIVEN = QT_TRANSLATE_NOOP("Changes", "Only the first 1 of {given} initial centres is used.")
    TOO_MANY_GIVEN = QT_TRANSLATE_NOOP(
        "Changes", "Only the first {used} of {given} initial centres are used."
    )
    ONE_MISSING = QT_TRANSLATE_NOOP("Changes", "1 more initial centre is drawn by k-means++.")
    TOO_FEW_GIVEN = QT_TRANSLATE_NOOP("Changes", "{missing} more initial centres are drawn by k-means++.")
    ONE_ATTEMPT = QT_TRANSLATE_NOOP(
        "Changes", "Given centres start every attempt the same way: one attempt is made."
    )
    NO_WEIGHTS = QT_TRANSLATE_NOOP(
        "Changes", "cv2.kmeans knows no weights: half-transparent pixels vote like opaque ones."
    )
    NO_EMPHASIS = QT_TRANSLATE_NOOP("Changes", "cv2.kmeans knows no weights: all pixels vote alike.")
    NO_LOCKS = QT_TRANSLATE_NOOP(
        "Changes", "cv2.kmeans moves every centre: locked colours replace the nearest ones at the end."
    )
    OPENCV_ITERATIONS = QT_TRANSLATE_NOOP(
        "Changes", "cv2.kmeans makes 2 to 100 iterations: {used} instead of {asked}."
    )


_OF_ONE = {
    Reason.FEW_COLORS: (Reason.ONE_COLOR, "distinct"),
    Reason.FEW_AT_DEPTH: (Reason.ONE_AT_DEPTH, "distinct"),
    Reason.FEW_COUNT: (Reason.ONE_COUNTS, "distinct"),
    Reason.PAPERS: (Reason.ONE_BESIDE, "used"),
    Reason.TOO_MANY_PAPERS: (Reason.ONE_PAPER, "used"),
    Reason.LONG_PALETTE: (Reason.ONE_OF_PALETTE, "used"),
    Reason.SHORT_PALETTE: (Reason.ONE_TO_PAINT, "used"),
    Reason.TOO_MANY_LOCKED: (Reason.ONE_OF_LOCKED, "used"),
    Reason.LOCKED: (Reason.ONE_LOCKED, "locked"),
    Reason.TOO_MANY_GIVEN: (Reason.ONE_OF_GIVEN, "used"),
    Reason.TOO_FEW_GIVEN: (Reason.ONE_MISSING, "missing"),
}
"""The sentence in place of another where one of its numbers is 1, which is then left out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what was asked and what runs; `str()` says it in English.

    Attributes:
        reason: which sentence.
        values: the numbers in it, by the names of their places.
    """

    reason: Reason
    values: tuple[tuple[str, float], ...] = ()

    def said(self, sentence: str) -> str:
        """The numbers put into `sentence`, which is that of the reason or a translation of it."""
        return sentence.format(**dict(self.values))

    def __str__(self) -> str:
        return self.said(self.reason.value)


def change(reason: Reason, **values: float) -> Change:
    """A change for a reason, with its numbers by name; of one thing, it is said of one."""
    of_one, number = _OF_ONE.get(reason, (reason, ""))
    if values.get(number) == 1:
        reason, values = of_one, {name: value for name, value in values.items() if name != number}
    return Change(reason, tuple(values.items()))
