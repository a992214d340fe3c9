"""Where points come from, besides being made: tables, and the open picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from kquant.core.image.prepared import Prepared
from kquant.lab.core.channels import Channel
from kquant.lab.session.document import LabDocument
from kquant.lab.ui.widgets import push
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.widgets import DropDown

PictureSource: TypeAlias = Callable[[], tuple[Callable[[], Prepared], str] | None]
"""Tells how to prepare the picture that is open, if one is, which takes a while; and its name."""

_BUTTONS = ("opening_example", "clear_points", "open_table", "paste_table")


class SourceBox(QWidget):
    """Buttons for the actions, and two channels of the picture if there is one."""

    def __init__(
        self, document: LabDocument, actions: Actions, picture: PictureSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._picture = document, picture
        texts = (self.tr("Example"), self.tr("Empty"), self.tr("Open table…"), self.tr("Paste table"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, (name, text) in enumerate(zip(_BUTTONS, texts, strict=True)):
            grid.addWidget(self._button(actions[name], text), place // 2, place % 2)
        self.channels = self._make_channels()
        grid.addWidget(self.channels, 2, 0, 1, 2)

    def refresh(self) -> None:
        """See again whether a picture is open."""
        self.channels.setVisible(self._picture() is not None)

    def _button(self, action: QAction, text: str) -> QPushButton:
        button = QPushButton(action.icon(), text, self)
        describe(button, f"{action.objectName()}_button", action.text().replace("&", ""), action.whatsThis())
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        return button

    def _make_channels(self) -> QWidget:
        box = QWidget(self)
        self.across, self.up = DropDown(box), DropDown(box)
        names = {
            Channel.RED: self.tr("Red"),
            Channel.GREEN: self.tr("Green"),
            Channel.BLUE: self.tr("Blue"),
            Channel.LIGHTNESS: self.tr("L*"),
            Channel.A: self.tr("a*"),
            Channel.B: self.tr("b*"),
        }
        teaching = self.tr("Which channel of the picture's colours is this axis. Two of them make a point.")
        for combo, name, text, first in (
            (self.across, "channel_across", self.tr("Channel across"), 0),
            (self.up, "channel_up", self.tr("Channel up"), 1),
        ):
            combo.addItems(list(names.values()))
            combo.setCurrentIndex(first)
            describe(combo, name, text, teaching)
        take = push(
            box,
            "take_channels",
            "image",
            self.tr("Take"),
            self.tr(
                "Take colours of the open picture as points. Their clusters are what a palette is made of."
            ),
        )
        take.clicked.connect(self._take)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(4)
        label = QLabel(self.tr("Picture"), box)
        label.setBuddy(self.across)
        for widget, stretch in ((label, 0), (self.across, 1), (self.up, 1), (take, 0)):
            row.addWidget(widget, stretch)
        return box

    @Slot()
    def _take(self) -> None:
        found = self._picture()
        if found is not None:
            channels = list(Channel)
            across, up = channels[self.across.currentIndex()], channels[self.up.currentIndex()]
            self._document.transfer.take_channels(found[0], across, up, found[1])
