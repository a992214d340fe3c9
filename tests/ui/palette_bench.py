"""A palette bar with everything that works on it, and ways to use it like a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListView, QMainWindow
from pytestqt.qtbot import QtBot

from kquant.core.model.arrays import UInt8
from kquant.core.model.result import Result
from kquant.core.model.rgb import Rgb
from kquant.core.model.settings import Settings
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.session.files.preferences import Preferences
from kquant.session.view_model import ViewModel
from kquant.session.work.scheduler import Scheduler
from kquant.ui.features.palette import PaletteBar, PaletteCommands
from kquant.ui.features.palette.painting import padlock_place
from kquant.ui.features.palette.swatch_list import SwatchList
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.actions.spec import Group
from kquant.ui.shell.features import TABLE

Part = TypeVar("Part", bound=QObject)

RED, BLUE, WHITE, GREEN = (200, 30, 30), (30, 30, 200), (240, 240, 240), (30, 160, 60)


def stripes() -> UInt8:
    """Four colours, the most frequent first; the red is two, which can be split."""
    counts = {RED: 30, (205, 32, 33): 20, BLUE: 30, WHITE: 15, GREEN: 10}
    return np.concatenate([np.full((count, 20, 3), color, np.uint8) for color, count in counts.items()])


class PaletteBench(QMainWindow):
    """A window with the bar alone."""

    def __init__(
        self, qtbot: QtBot, preferences: Preferences, scheduler: Scheduler, pixels: UInt8, colors: int
    ) -> None:
        super().__init__()
        self._bot = qtbot
        self.document = Document(Settings(colors=colors), self, scheduler=scheduler)
        self.actions_table = Actions(self, TABLE)
        self.view = ViewModel(self)
        self.bar = PaletteBar(self.document, self.view, self.actions_table, self)
        self.commands = PaletteCommands(
            self.document, self.view, self.bar, self.actions_table, preferences, self
        )
        self.setCentralWidget(self.bar)
        self.resize(900, 130)
        self.document.show(SourceImage(pixels, None, "PNG", "RGB 8-bit"))
        self.show()
        qtbot.waitExposed(self)
        self.wait()
        for group in (Group.PICTURE, Group.RESULT):
            self.actions_table.enable(group, True)

    @property
    def result(self) -> Result:
        assert self.document.now.result is not None
        return self.document.now.result

    @property
    def hexes(self) -> list[str]:
        return ["#" + bytes(color).hex().upper() for color in self.result.palette]

    @property
    def selected_rows(self) -> tuple[int, ...]:
        return self.view.now.selected_rows

    @property
    def list(self) -> SwatchList:
        found = self.bar.findChild(QListView, "palette_swatches")
        assert isinstance(found, SwatchList)
        return found

    def wait(self) -> None:
        """Until the final result of the present state is shown, which the bar does a turn later."""

        def final() -> bool:
            document = self.document
            found = document.now.metrics is not None
            there = found and document.now.phase is Phase.UP_TO_DATE and not document.now.clustering
            return there and self.bar.is_settled and self.list.model().rowCount() == len(self.result.palette)

        self._bot.waitUntil(final)
        self._bot.waitUntil(lambda: self.center(len(self.result.palette) - 1).x() > 0)

    def center(self, row: int) -> QPoint:
        return self.list.swatch_rect(row).center()

    def edge(self, row: int) -> QPoint:
        """Just inside the left edge of a swatch, below the padlock."""
        rect = self.list.swatch_rect(row)
        return QPoint(rect.left() + 1, rect.bottom() - 4)

    def click(self, row: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._bot.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, modifier, pos=self.center(row))

    def click_padlock(self, row: int) -> None:
        place = padlock_place(self.list.swatch_rect(row)).center()
        self._bot.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def drag(self, row: int, to: QPoint, *, release: bool = True) -> None:
        viewport = self.list.viewport()
        start = self.center(row)
        self._bot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        for part in (4, 2, 1):
            self._bot.mouseMove(viewport, start + (to - start) / part)
        if release:
            self._bot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=to)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._bot.keyClick(self.list, key, modifier)

    def trigger(self, name: str) -> None:
        self.actions_table[name].trigger()

    def dialog(self, kind: type[Part]) -> Part:
        """The dialog of a kind that is open."""
        found = [one for one in self.findChildren(kind) if isinstance(one, QDialog) and one.isVisible()]
        assert len(found) == 1
        return found[0]

    def part(self, kind: type[Part], name: str) -> Part:
        """The one of a kind and name that is shown."""
        found = self.findChildren(kind, name)
        assert len(found) == 1
        return found[0]


MakeBench = Callable[..., PaletteBench]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def hex_of(color: Rgb) -> str:
    return "#" + bytes(color).hex().upper()


def publish(document: Document, **fields: Any) -> None:
    """Have a document hold something else, as if it had found it."""
    old = document.now
    document.now = replace(old, **fields)
    document._bindings.tell(old, document.now)
