"""Finding the values that follow from the state of a document, and keeping them by what they depend on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kquant.session.document.nodes import Asked, Node
from kquant.session.work.job import Control
from kquant.session.work.scheduler import Scheduler

_CACHED_BYTES = 512_000_000
_LEAST_CACHED = 4  # a result, what it was made of, and what follows from it


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The value of a node for what was asked."""

    node: Node
    asked: Asked
    value: Any


class NodeCache:
    """Values of nodes by what they depend on; the oldest go when they take much memory."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()

    def known(self, nodes: tuple[Node, ...], asked: Asked) -> dict[str, Any]:
        """The values of those that are there, by the name of the node."""
        kept, known = self._kept, {}
        for node in nodes:
            key = node.name, node.key(asked)
            if key in kept:
                kept.move_to_end(key)
                known[node.name] = kept[key]
        return known

    def remember(self, found: tuple[Found, ...]) -> None:
        """Keep values of one picture; see `clear`."""
        kept = self._kept
        for each in found:
            key = each.node.name, each.node.key(each.asked)
            kept[key] = each.value
            kept.move_to_end(key)
        arrays, total = set[int](), 0  # which several values may share
        for newer, value in enumerate(reversed(kept.values())):
            array = getattr(value, "labels", getattr(value, "table", value))
            if isinstance(array, np.ndarray) and id(array) not in arrays:
                arrays.add(id(array))
                total += array.nbytes
            if total > _CACHED_BYTES and newer >= _LEAST_CACHED:
                for _ in range(len(kept) - newer):
                    kept.popitem(last=False)
                break

    def clear(self) -> list[Any]:
        """Forget all, and hand it over: giving back so much memory takes a while."""
        kept = list(self._kept.values())
        self._kept.clear()
        return kept


class Chain(QObject):
    """Finds the values of some nodes, one after another on a channel, but for those that are kept.

    Attributes (read only from outside):
        asked: what the last values were, or are being, found for.
        channel: that they are found on.
        kept: runs while all values are known, and are handed over next, in a turn of the event loop of their
            own: what follows a change of the state was busy in this one.

    Signals:
        found(object): a tuple of `Found`.
    """

    found = Signal(object)

    def __init__(
        self, owner: QObject, scheduler: Scheduler, cache: NodeCache, nodes: tuple[Node, ...]
    ) -> None:
        super().__init__(owner)
        self.asked: Asked | None = None
        self.channel = scheduler.channel(self, nodes[-1].lane)
        self.channel.delivered.connect(self.found)
        self.kept = QTimer(self, singleShot=True, interval=0)
        self.kept.timeout.connect(self._hand_over_kept)
        self._cache, self._nodes = cache, nodes

    def start(self, asked: Asked, after: float = 0.0, **given: Any) -> bool:
        """Have values found, beginning after some seconds; False if all are known.

        Args:
            given: values of nodes of other chains, by name.
        """
        nodes, self.asked = self._nodes, asked
        known = self._cache.known(nodes, asked)
        for node in nodes:
            if node.name not in known and known.keys().isdisjoint(node.unless):
                break
        else:
            self.kept.start()
            self.channel.stop()
            return False
        self.kept.stop()

        def work(control: Control) -> None:
            find(control, asked, nodes, known | given)

        self.channel.start(work, after)
        return True

    @property
    def working(self) -> bool:
        """Whether values are on their way."""
        return self.channel.busy or self.kept.isActive()

    def close(self) -> bool:
        """Stop, and wait for the thread; True if it has ended."""
        self.kept.stop()
        return self.channel.close()

    def stop(self) -> None:
        """Find nothing more."""
        self.kept.stop()
        self.channel.stop()

    def forget(self) -> None:
        """Stop, as there is another picture, and hold nothing of the one before."""
        self.stop()
        self.asked = None

    def hand_over(self, asked: Asked) -> None:
        """Hand over the values that are known."""
        known, found = self._cache.known(self._nodes, asked), []
        for node in self._nodes:
            if node.name in known and known.keys().isdisjoint(node.unless):
                found.append(Found(node, asked, known[node.name]))
        self.found.emit(tuple(found))

    @Slot()
    def _hand_over_kept(self) -> None:
        if self.asked is not None:
            self.hand_over(self.asked)


def find(control: Control, asked: Asked, nodes: tuple[Node, ...], known: dict[str, Any]) -> None:
    """Hand over the values of nodes, each once it is ready; `known` ones at once."""
    values, together = dict(known), list[Found]()
    for node in nodes:
        if not values.keys().isdisjoint(node.unless):
            continue
        if node.name not in values:
            if control.should_stop():
                return
            tell = control.on_progress if node.tells else None
            run = asked.picture.run(asked.threads, tell, control.should_stop)
            with control.in_lane(node.lane):
                values[node.name] = node.find(asked, values, run)
        if node.optional and values[node.name] is None:
            continue
        together.append(Found(node, asked, values[node.name]))
        if not node.with_next:
            control.deliver(tuple(together))
            together.clear()
            control.wait(node.rest)
