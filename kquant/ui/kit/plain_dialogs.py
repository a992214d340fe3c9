"""Dialogs without the colourful icons that Qt brings along: only pictures and palettes are colourful."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox

from kquant.ui.kit.icons import icon

_SIDE = 32


def open_dialog(dialog: QDialog) -> None:
    """Show it without waiting for it, and forget it when it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def without_icons(buttons: QDialogButtonBox) -> None:
    """Words alone are enough on buttons."""
    for button in buttons.buttons():
        button.setIcon(QIcon())


def with_plain_icons(box: QMessageBox, name: str) -> None:
    """An icon of the program's own, and words without markup, as names of files may look like that.

    To be called when all buttons are there.
    """
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIconPixmap(icon(name).pixmap(_SIDE, _SIDE))
    for button in box.buttons():
        button.setIcon(QIcon())


def size_text(size: int) -> str:
    """A number of bytes as a person reads it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
