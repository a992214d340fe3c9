"""What can be asked for, and the table of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import kquant
from kquant.core.model.constraints import Unselected
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings


def test_the_former_name_of_a_setting_is_taken() -> None:
    cleared = Settings(rest="clear")
    assert cleared == Settings(unselected=Unselected.CLEAR)
    assert cleared.rest is Unselected.CLEAR
    assert replace(cleared, unselected="map").unselected is Unselected.MAP
    assert replace(Settings(), rest="clear") == cleared
    image = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    where = Selection.of(Rectangle(0, 0, 4, 4))
    result = kquant.quantize(image, 2, selection=where, rest="clear")
    assert result.request.settings.rest is Unselected.CLEAR
    assert result.counts.sum() == 16
