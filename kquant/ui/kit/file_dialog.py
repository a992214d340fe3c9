"""Asking for a file, and whether one may be replaced, so that the window may go meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget  # noqa: TID251

from kquant.ui.kit.dialogs import with_plain_icons
from kquant.ui.kit.paths import is_there


class FileDialog(QFileDialog):
    """One that is deleted once it is closed, but not while it asks something.

    Qt's own says that a file is not there, and asks whether to delete one, in an event loop of its own with
    the box on the stack, and in some versions its context menu. If the dialog were deleted meanwhile, or the
    window with it, the box would be deleted twice, and Qt would come back to a dialog that is gone.
    """

    def __init__(self, parent: QWidget, title: str, folder: str = "") -> None:
        super().__init__(parent, title, folder)
        self.setOption(QFileDialog.Option.ReadOnly)  # who opens a file does not delete others
        self.finished.connect(self._go)
        parent.destroyed.connect(self._outlive_parent)

    def _on_the_stack(self) -> list[QMessageBox | QMenu]:
        return [*self.findChildren(QMessageBox), *self.findChildren(QMenu)]

    @Slot()
    def _go(self) -> None:
        asking = self._on_the_stack()
        if not asking:
            self.deleteLater()
        for each in asking:
            each.destroyed.connect(self._go_later)
            each.close()

    @Slot()
    def _go_later(self) -> None:
        """Go in a turn of its own: a box that is destroyed has come back, but its caller has not yet."""
        QTimer.singleShot(0, self, self._go)

    @Slot()
    def _outlive_parent(self) -> None:
        """The parent tells it before it deletes what belongs to it."""
        if self._on_the_stack():
            self.setParent(None)
            self.destroyed.connect(lambda: self)  # now Python's, which would delete what nobody holds
            self._go()


class SaveDialog(FileDialog):
    """Asks where to save. `ask_to_replace` is to follow, as Qt would ask in a loop of its own."""

    def __init__(self, parent: QWidget, title: str, folder: str = "") -> None:
        super().__init__(parent, title, folder)
        self.setOption(QFileDialog.Option.ReadOnly, False)  # a new folder may be wanted
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setOption(QFileDialog.Option.DontConfirmOverwrite)


class ReplaceQuestion(QMessageBox):
    """Whether a file may be replaced, which may be the original of what is saved."""

    def __init__(self, path: Path, parent: QWidget, is_original: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("replace_question")
        self.setWindowTitle(self.tr("Replace the File?"))
        if is_original:
            self.setText(self.tr("“{name}” is the picture you opened.").format(name=path.name))
            self.setInformativeText(self.tr("If it is replaced, its other colours are lost."))
            words = self.tr("Replace the &Original")
        else:
            self.setText(self.tr("“{name}” exists already.").format(name=path.name))
            words = self.tr("&Replace")
        self.replace = self.addButton(words, QMessageBox.ButtonRole.DestructiveRole)
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)
        with_plain_icons(self, "warning" if is_original else "help")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def ask_to_replace(
    path: Path, go_on: Callable[[], object], parent: QWidget, is_original: bool = False
) -> None:
    """Go on if there is no such file, or once a person agrees to replace it."""
    if not is_there(path):
        go_on()
        return
    box = ReplaceQuestion(path, parent, is_original)
    box.replace.clicked.connect(lambda: go_on())
    box.open()
