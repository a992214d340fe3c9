"""The canvas in the window: the picture, and how it is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kquant.ui.context import Context
from kquant.ui.features.canvas.actions import SECTIONS, VIEW_ACTIONS
from kquant.ui.features.canvas.canvas import Canvas
from kquant.ui.features.canvas.viewing import Viewing
from kquant.ui.kit.feature import Feature


class CanvasFeature(Feature):
    """Attributes:
    canvas: what is in the middle of the window while a picture is open.
    """

    actions = VIEW_ACTIONS
    sections = SECTIONS

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self.canvas = canvas = Canvas(context.document, context.view, context.middle)
        self._viewing = Viewing(canvas, context.actions, context.services.preferences, context.window)
        self.held_keys = {Qt.Key.Key_B: canvas.show_original, Qt.Key.Key_Space: canvas.hold_for_pan}
        canvas.broke.connect(context.services.report_fault)

    @property
    def is_settled(self) -> bool:
        """Whether all that is in sight has been painted as it should be."""
        return self.canvas.is_settled

    def close(self) -> None:
        """Leave no thread behind."""
        self.canvas.close()
