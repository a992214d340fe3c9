"""What a window is made of: features, each of which brings its panels, actions, menu entries and wiring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar

from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from kquant.ui.kit.actions.menus import Section
from kquant.ui.kit.actions.spec import ActionSpec
from kquant.ui.kit.view_state import HasViewState


class DockPlace(Enum):
    """Where a panel is docked at first."""

    UPPER = auto()  # at the right, on top; there is one
    LOWER = auto()  # at the right, below that one; they lie behind each other
    BOTTOM = auto()  # under the middle


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Something to dock.

    Attributes:
        name: by which code knows it; that of its dock, by which layouts are kept, ends in "_dock".
        on_demand: hidden until it is wanted, and again later.
        wanted_height: tells the height that the upper one wants.
        wanted_height_changed: is emitted when that is another.
    """

    name: str
    title: str
    widget: QWidget
    place: DockPlace
    on_demand: bool = False
    wanted_height: Callable[[], int] | None = None
    wanted_height_changed: SignalInstance | None = None


class Feature(QObject):
    """A part of a window that can be told apart from the others, which it does not know.

    Attributes of the class, as the actions of all features are made before any feature:
        actions: its rows of the table of actions.
        sections: its entries of menus and toolbars.
        late_modules: what it imports only when it is needed, to be imported by a worker before.

    Attributes:
        panels: what it docks.
        handlers: what the actions of these names call, without arguments.
        menus: what fills its menus that have no entries, by name, each time before they are seen.
        view_states: by the names under which they are kept, what remembers how it shows things.
        held_keys: for a key that nobody else takes, what is told whether it is held.
        preparation: steps that save time later, while nothing else is to be done.

    Signals:
        finished(): a person is done here, and the keyboard goes back to the middle of the window.
    """

    actions: ClassVar[tuple[ActionSpec, ...]] = ()
    sections: ClassVar[tuple[Section, ...]] = ()
    late_modules: ClassVar[tuple[str, ...]] = ()
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.panels: tuple[Panel, ...] = ()
        self.handlers: dict[str, Callable[[], object]] = {}
        self.menus: dict[str, Callable[[QMenu], object]] = {}
        self.view_states: dict[str, HasViewState] = {}
        self.held_keys: dict[Qt.Key, Callable[[bool], object]] = {}
        self.preparation: tuple[Callable[[], object], ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it shows all that it is about to show."""
        return True

    def close(self) -> None:
        """Leave no thread behind: the window is about to be gone."""
