"""Names of colours: the two lists, and the nearest in each."""

from __future__ import annotations

import numpy as np
import pytest

from kquant.core.color.css_names import CSS_COLORS, entries
from kquant.core.color.names import NameList, nearest_name, nearest_names
from kquant.core.color.xkcd_names import TABLE


def test_the_survey_is_whole() -> None:
    colors = entries(TABLE)
    assert len(colors) == 914
    assert len(set(colors.values())) == 914
    assert colors["robin's egg blue"] == (0x98, 0xEF, 0xF9)
    assert colors["cloudy blue"] == (0xAC, 0xC2, 0xD9)  # the first of xkcd.com/color/rgb.txt


@pytest.mark.parametrize(("names", "colors"), [(NameList.CSS, CSS_COLORS), (NameList.XKCD, entries(TABLE))])
def test_named_colors_are_nearest_to_themselves(
    names: NameList, colors: dict[str, tuple[int, int, int]]
) -> None:
    for color in list(colors.values())[::40]:
        name, difference = nearest_name(color, names)
        assert (colors[name], difference) == (color, 0)


def test_each_colour_gets_a_name() -> None:
    colors = np.array([[255, 0, 0], [254, 0, 0], [150, 75, 0]], np.uint8)
    assert nearest_names(colors) == ("red", "red", "saddlebrown")
    assert nearest_names(colors, NameList.XKCD)[2] == "warm brown"
