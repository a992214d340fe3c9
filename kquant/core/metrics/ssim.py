"""Structural similarity of two pictures' luma.

Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli: "Image quality assessment: from error visibility to
structural similarity", IEEE Transactions on Image Processing 13(4), 2004, equation 13 with the authors' own
constants: Gaussian window of 11 x 11 pixels with sigma 1.5, K1 = 0.01, K2 = 0.03, L = 255.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from kquant.core.kernels import sum_similarity
from kquant.core.model.arrays import Labels, UInt8
from kquant.core.run.parallel import Check


def ssim(
    source: UInt8,
    visible: NDArray[np.bool_] | None,
    palette: UInt8,
    labels: Labels,
    threads: int,
    check: Check = None,
) -> float:
    """Mean similarity, -1..1, of a picture and its palette picture; 1 if equal or if nothing is visible.

    The luma is Y of ITU-R BT.601 rounded to 8 bits. Beyond its edges a picture is mirrored, so that every
    pixel has a whole window and every visible pixel counts. What is not visible is alike in both.

    Args:
        source: (H, W, 3 or 4) uint8 sRGB; the fourth channel is not looked at.
        visible: (H, W) bool, or None for all.
        palette: (K, 3) uint8 sRGB.
        labels: (H, W) index into `palette`; any value where not visible.
    """
    count = labels.size if visible is None else int(np.count_nonzero(visible))
    if count == 0:
        return 1.0
    table = np.zeros(np.iinfo(labels.dtype).max + 1, np.uint8)
    table[: len(palette)] = cv2.cvtColor(palette[np.newaxis], cv2.COLOR_RGB2GRAY)[0]
    return sum_similarity(source, visible, table, labels, threads, check) / count
