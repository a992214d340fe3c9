"""Which colours are like a given one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kquant.core.color.delta_e import ciede2000
from kquant.core.color.spaces import lab, luminance, luminance_of_lightness
from kquant.core.model.arrays import UInt8
from kquant.core.model.rgb import Rgb
from kquant.core.run.parallel import map_blocks

_BLOCK = 32_768

_LIGHTNESS_WEIGHT = 1.7471
"""The largest S_L of CIEDE2000, at L* 0 and 100: lightness that differs by more than this times a
difference differs by more than that in all, for what chroma and hue add is never negative."""

_DECIMALS = 9
"""In which compiled kernels and numpy agree: a difference that is the radius is decided alike by both."""


def similar(colors: UInt8, color: Rgb, radius: float, threads: int) -> NDArray[np.bool_]:
    """(M,) which of (M, 3) uint8 colours are within a CIEDE2000 difference of `radius` of `color`, exactly.

    Only those of about the same lightness are compared in full. A radius of 0 means the same colour.
    """
    alike = np.zeros(len(colors), bool)
    center = lab(np.array([color], np.uint8))
    reach = _LIGHTNESS_WEIGHT * radius
    low, high = (luminance_of_lightness(float(center[0, 0]) + side) for side in (-reach, reach))

    def compare(part: slice) -> None:
        alike[part] = (colors[part] == np.array(color, np.uint8)).all(axis=1)  # CIEDE2000 may be 1e-14 there
        if radius == 0:
            return
        bright = luminance(colors[part])
        near = np.flatnonzero((bright >= low - 1e-9) & (bright <= high + 1e-9))
        differences = ciede2000(lab(colors[part][near]), np.repeat(center, len(near), axis=0))
        alike[part.start + near[differences.round(_DECIMALS) <= radius]] = True

    map_blocks(compare, len(colors), _BLOCK, threads)
    return alike
