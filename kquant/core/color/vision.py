"""Colours as people with a colour vision deficiency see them.

G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: "A physiologically-based model for simulation of color
vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009. The matrices are the
authors' table (https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html) for a
severity of 1.0; they act on linear RGB. Between full sight and that the colour is mixed in linear light.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from kquant.core.color.spaces import from_space, to_space
from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.run.parallel import map_blocks

_BLOCK = 1 << 16
_BITS = 6
_STEPS = 1 << _BITS


class Deficiency(StrEnum):
    """Which of the three kinds of cones is missing, or sees what another does."""

    PROTAN = "protan"
    DEUTAN = "deutan"
    TRITAN = "tritan"


_MATRICES: dict[Deficiency, Float64] = {
    Deficiency.PROTAN: np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    Deficiency.DEUTAN: np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    Deficiency.TRITAN: np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def simulated(colors: UInt8, deficiency: Deficiency, severity: float = 1.0, threads: int = 1) -> UInt8:
    """(..., 3 or 4) uint8 colours as they are seen, with their alpha; `severity` is 0..1.

    Every colour is computed by itself. For whole pictures: paint the simulated palette.
    """
    flat = colors.reshape(-1, colors.shape[-1])
    seen = flat.copy()
    mix = (1 - severity) * np.eye(3) + severity * _MATRICES[deficiency]

    def convert(part: slice) -> None:
        linear = to_space(flat[part, :3], Space.LINEAR)
        mixed = sum(linear[:, i, None] * mix[:, i] for i in range(3))
        seen[part, :3] = from_space(np.asarray(mixed), Space.LINEAR)

    map_blocks(convert, len(flat), _BLOCK, threads)
    return seen.reshape(colors.shape)


def vision_table(deficiency: Deficiency, severity: float = 1.0) -> UInt8:
    """(2**18, 3) uint8: what is seen of the middle of each cube of 4 values a side, by 18-bit colour code.

    For pictures that have no palette, in a thousandth of the time: `table[cube_codes(pixels)]`, with
    `kquant.core.preview.cube_codes`.
    """
    steps = np.arange(_STEPS, dtype=np.uint8) * 4 + 2
    red, green, blue = np.meshgrid(steps, steps, steps, indexing="ij")
    return simulated(np.stack([red, green, blue], axis=-1).reshape(-1, 3), deficiency, severity)
