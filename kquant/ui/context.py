"""What a window hands to the features it is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from kquant.core.model.settings import Settings
from kquant.session.document.document import Document
from kquant.session.services import Services
from kquant.session.view_model import ViewModel
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.message_bar import MessageBar


class Events(QObject):
    """What happens in one feature and concerns another.

    Signals:
        open_wanted(object): the picture at this Path is to be opened in this window.
        windows_wanted(object): another window, for each Path of a list, or an empty one for an empty list.
        file_written(object): a file was saved as this Path.
        picked_to_add(object), picked_to_exclude(object): an (r, g, b) of the picture was picked for that.
    """

    open_wanted = Signal(object)
    windows_wanted = Signal(object)
    file_written = Signal(object)
    picked_to_add = Signal(object)
    picked_to_exclude = Signal(object)


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Attributes:
    window: the parent of helpers, panels and dialogs.
    middle: the parent of what is shown in the middle of the window.
    defaults: the settings that new pictures start with.
    messages: the bar over the middle.
    unless_lost: calls what it is given, at once or after asking, unless work would be lost by it.
    show_panel: brings the panel of that name into sight.
    offer_panel: the same for one that is shown on demand, or puts it away.
    """

    window: QMainWindow
    middle: QWidget
    document: Document
    view: ViewModel
    events: Events
    actions: Actions
    services: Services
    defaults: Settings
    messages: MessageBar
    unless_lost: Callable[[Callable[[], None]], None]
    show_panel: Callable[[str], None]
    offer_panel: Callable[[str, bool], None]
