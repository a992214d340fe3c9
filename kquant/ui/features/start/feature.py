"""The start page in the window, and the menu of samples."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from kquant.resources import sample_images
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.context import Context
from kquant.ui.features.start.start_page import StartPage, sample_title
from kquant.ui.kit.actions.menus import Section, Tree, fill_with_paths
from kquant.ui.kit.feature import Feature


class StartFeature(Feature):
    """Attributes:
    page: what is in the middle of the window while no picture is open.
    """

    sections = (Section("file", 1, (Tree("samples", QT_TRANSLATE_NOOP("Menus", "Open &Sample")),), 1),)

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        actions, self._events = context.actions, context.events
        services = context.services
        self.page = StartPage(
            services.recent, services.scheduler, actions["open"], actions["paste"], context.middle
        )
        self.page.chosen.connect(self._events.open_wanted)
        self.menus = {"samples": self._fill_samples}

    def _fill_samples(self, menu: QMenu) -> None:
        fill_with_paths(menu, sample_images(), self._events.open_wanted.emit, title=sample_title)

    def close(self) -> None:
        """Leave no thread behind."""
        self.page.close_jobs()
