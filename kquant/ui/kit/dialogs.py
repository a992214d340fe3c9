"""Dialogs without the colourful icons that Qt brings along: only pictures and palettes are colourful."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kquant.ui.kit.icons import icon

_SIDE = 32
_GAP = 8
_SIZE = QSize(560, 400)


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


class TextDialog(QDialog):
    """Shows `text` to be read and copied.

    Attributes:
        text: what is copied.
    """

    def __init__(
        self,
        title: str,
        words: str,
        text: str,
        picture: QPixmap | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("text_dialog")
        self.text = text
        self._copy = QPushButton(self.tr("&Copy"), self)
        self._copy.setObjectName("copy_text")
        self._copy.setToolTip(self.tr("Copy this text, to paste it into a message."))
        self._copy.clicked.connect(self.copy)
        self._lay_out(self._head(words, picture))
        self.resize(_SIZE)

    @Slot()
    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self._copy.setText(self.tr("Copied"))

    def _head(self, words: str, picture: QPixmap | None) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(2 * _GAP)
        if picture is not None:
            label = QLabel(self)
            label.setPixmap(picture)
            head.addWidget(label)
        said = QLabel(words, self)
        said.setWordWrap(True)
        head.addWidget(said, 1)
        return head

    def _lay_out(self, head: QHBoxLayout) -> None:
        shown = QPlainTextEdit(self.text, self)
        shown.setObjectName("text")
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(self.tr("Details"))
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        without_icons(buttons)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * _GAP, 2 * _GAP, 2 * _GAP, 2 * _GAP)
        rows.setSpacing(2 * _GAP)
        rows.addLayout(head)
        rows.addWidget(shown, 1)
        rows.addWidget(buttons)
