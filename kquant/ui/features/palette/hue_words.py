"""Everyday words for colours."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QCoreApplication

from kquant.core.color.css_names import CSS_COLORS
from kquant.core.color.spaces import lab
from kquant.core.model.rgb import Rgb
from kquant.translation import QT_TRANSLATE_NOOP

# The eleven basic colour terms of English (B. Berlin, P. Kay: Basic Color Terms, 1969), each with CSS
# colours that anybody would call so.
_WORDS = {
    QT_TRANSLATE_NOOP("ColorWords", "red"): ("red", "firebrick", "crimson", "darkred", "indianred", "tomato"),
    QT_TRANSLATE_NOOP("ColorWords", "orange"): ("orange", "darkorange", "coral"),
    QT_TRANSLATE_NOOP("ColorWords", "yellow"): ("yellow", "gold", "khaki"),
    QT_TRANSLATE_NOOP("ColorWords", "green"): (
        "green",
        "lime",
        "forestgreen",
        "olivedrab",
        "lightgreen",
        "teal",
    ),
    QT_TRANSLATE_NOOP("ColorWords", "blue"): ("blue", "navy", "royalblue", "skyblue", "steelblue", "cyan"),
    QT_TRANSLATE_NOOP("ColorWords", "purple"): ("purple", "indigo", "mediumpurple", "orchid", "magenta"),
    QT_TRANSLATE_NOOP("ColorWords", "pink"): ("pink", "hotpink", "deeppink", "lightpink"),
    QT_TRANSLATE_NOOP("ColorWords", "brown"): ("saddlebrown", "sienna", "brown", "peru", "tan"),
    QT_TRANSLATE_NOOP("ColorWords", "grey"): ("grey", "dimgrey", "silver", "slategrey"),
    QT_TRANSLATE_NOOP("ColorWords", "black"): ("black",),
    QT_TRANSLATE_NOOP("ColorWords", "white"): ("white", "snow", "ivory"),
}
_OF = [word for word, names in _WORDS.items() for _ in names]


@lru_cache(maxsize=1)
def _examples() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return lab(np.array([CSS_COLORS[name] for names in _WORDS.values() for name in names], np.uint8))


def hue_word(color: Rgb) -> str:
    """The everyday word for a colour, such as "red"."""
    distances = np.linalg.norm(_examples() - lab(np.array([color], np.uint8)), axis=1)
    return QCoreApplication.translate("ColorWords", _OF[int(distances.argmin())])
