"""A box whose list of choices stands out from the window."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox


class DropDown(QComboBox):
    """A combo box with a list in the grey of other lists.

    Fusion fills the list with the ground of menus, which `theme` uses for frames.
    """

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list, in the colours of the theme that there is now."""
        colors = self.palette()
        colors.setColor(QPalette.ColorRole.Window, colors.color(QPalette.ColorRole.Base))
        self.view().setPalette(colors)
        super().showPopup()
