"""What a worker holds: it may be the last to let go of it, and would destroy it on its thread."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from types import FunctionType, ModuleType

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QGraphicsItem

_OF_THE_GUI = (QObject, QPixmap, QIcon, QGraphicsItem)


def qt_objects(held: object) -> list[object]:
    """Those of the GUI thread that something leads to: in closures, arguments and attributes."""
    found: list[object] = []
    seen: set[int] = set()
    left = [held]
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, _OF_THE_GUI):
            found.append(one)
        else:
            left.extend(_parts(one))
    return found


def _parts(one: object) -> Iterator[object]:
    if isinstance(one, FunctionType):
        yield from one.__closure__ or ()
        yield from one.__defaults__ or ()
        yield from (one.__kwdefaults__ or {}).values()
    elif not isinstance(one, (type, ModuleType)):
        yield from gc.get_referents(one)
