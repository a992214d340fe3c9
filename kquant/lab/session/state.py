"""What a step of undo goes back to."""

from __future__ import annotations

from dataclasses import dataclass

from kquant.lab.core.points import PointSet
from kquant.lab.core.settings import LabSettings


@dataclass(frozen=True, slots=True, eq=False)
class LabState:
    """What is clustered, and how."""

    points: PointSet
    settings: LabSettings
