"""All that views of a document show, as it is at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kquant.core.image.masks import Mask
from kquant.core.image.picture import Picture
from kquant.core.model.metrics import Metrics
from kquant.core.model.result import Result
from kquant.core.palette.accents import Accent
from kquant.core.palette.main_color import MainColor
from kquant.core.preview import Preview
from kquant.io.source import SourceImage
from kquant.session.document.state import Shown, State


class Phase(Enum):
    """Exactly one of three holds while a picture is open.

    Attributes:
        UP_TO_DATE: the result is that of the present state.
        COMING: the first result of the present state is being worked on, or is kept and shown next.
        OUTDATED: neither; the state waits for `Document.run`.
    """

    EMPTY = auto()
    UP_TO_DATE = auto()
    COMING = auto()
    OUTDATED = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Selected:
    """What the selection holds.

    Attributes:
        mask: (H, W) bool.
        main_color: MainColor, or None until it is found, or if nothing visible is selected.
    """

    mask: Mask
    main_color: MainColor | None


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """What is open, what is asked for, and what came of it.

    Attributes:
        state: settings, edits and order.
        source: the picture as it was read.
        picture: its pixels and what is kept with them.
        preview: a quick guess while the result is not there.
        result: the exact result of the last state that was run to its end; None while there is a newer
            preview, until its result comes, or this one back if that does not.
        metrics: of `result`, once they are measured.
        result_of: what `result` was found for.
        accents: colours that `result` lacks; none once given ones are to paint with, also before they do.
        selected: of the selection, once it is found.
        phase: whether the result is that of the state.
        clustering: whether a result, or its metrics, are being worked on.
        opening: whether a file is being read.
    """

    state: State
    source: SourceImage | None = None
    picture: Picture | None = None
    preview: Preview | None = None
    result: Result | None = None
    metrics: Metrics | None = None
    result_of: Shown | None = None
    accents: tuple[Accent, ...] = ()
    selected: Selected | None = None
    phase: Phase = Phase.EMPTY
    clustering: bool = False
    opening: bool = False
