"""The eight steps of the guided tour."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kquant.lab.ui.tour import TourStep

if TYPE_CHECKING:
    from kquant.lab.ui.window import LabWindow


def tour_steps(window: LabWindow) -> tuple[TourStep, ...]:
    """For a window; each drives its real controls."""
    return (*_first_steps(window), *_later_steps(window))


def _first_steps(window: LabWindow) -> tuple[TourStep, ...]:
    """What there is, and one assignment."""
    bar = window.steps
    return (
        TourStep(
            _tr("Points that belong together"),
            _tr(
                "100 points in five clouds. Your eye finds them at once; k-means has to work for it. "
                "You can take "
                "other points at the left, or draw your own with the tools above."
            ),
            lambda: window.board,
            _clean_start(window),
        ),
        TourStep(
            _tr("K: how many clusters"),
            _tr("You tell k-means how many clusters to find, here 5. Each gets a centre, drawn in red."),
            lambda: window.kmeans.k,
        ),
        TourStep(
            _tr("The centres begin anywhere"),
            _tr("In slow motion: five centres were thrown in at random. No point belongs to anyone yet."),
            lambda: window.board,
            bar.begin,
        ),
        TourStep(
            _tr("Assign"),
            _tr(
                "Every point joins the centre that is nearest. The coloured regions show where that "
                "is; their "
                "borders lie halfway between two centres."
            ),
            lambda: bar,
            _step_to(window, 2),
        ),
    )


def _later_steps(window: LabWindow) -> tuple[TourStep, ...]:
    """To the end, and beyond."""
    bar, tabs = window.steps, window.tabs
    return (
        TourStep(
            _tr("Update"),
            _tr(
                "Every centre moves to the mean of its points. Then the points choose again, and so "
                "on. The cost "
                "curve falls with every step."
            ),
            lambda: bar,
            _step_to(window, 3),
        ),
        TourStep(
            _tr("Until nothing moves"),
            _tr(
                "At the end no centre moves farther than EPS, or MAX_ITER iterations are done; this "
                "line says which "
                "it was. The trails show the way that each centre has come."
            ),
            lambda: bar,
            bar.to_end,
        ),
        TourStep(
            _tr("Luck"),
            _tr(
                "Other beginnings, other results. Attempts runs k-means several times and keeps the "
                "best. Press "
                "Race to see how often a run finds it."
            ),
            lambda: tabs,
            lambda: tabs.show_page("race"),
        ),
        TourStep(
            _tr("Your turn"),
            _tr(
                "Which K fits best? When does k-means fail? These tabs have the answers. Drag a "
                "point or a centre, "
                "and see what changes. F1 shows this tour again."
            ),
            lambda: tabs,
            lambda: tabs.show_page("scree"),
        ),
    )


def _clean_start(window: LabWindow) -> Callable[[], None]:
    """A call that brings the window to where the tour begins."""

    def act() -> None:
        window.side.recipe.take_opening_example()
        window.document.end_walk()
        window.commands["tool_select"].trigger()
        window.commands["layer_truth"].setChecked(False)
        window.tabs.show_page("result")

    return act


def _step_to(window: LabWindow, length: int) -> Callable[[], None]:
    """A call that brings the walk to so many steps, from wherever it is."""

    def act() -> None:
        document = window.document
        if document.walk is None:
            window.steps.begin()
        while document.walk is not None and len(document.walk.steps) > length:
            document.step_back()
        while document.walk is not None and len(document.walk.steps) < length and not document.walk.stopped:
            before = document.walk
            document.step_forward()
            if document.walk is before:  # very many points are stepped on another thread
                return

    return act


def _tr(text: str) -> str:
    return QCoreApplication.translate("LabTour", text)
