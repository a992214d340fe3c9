"""CIELAB to sRGB, of 16 bits: Pillow and littleCMS would take 8, and miss white by one."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kquant.core.model.arrays import UInt8

LabCoding: TypeAlias = Literal["CIELab", "ICCLab", "PSD"]
"""TIFF's photometric interpretations 8 and 9, and what Photoshop has in its own files."""

_D50 = np.array([0.9642, 1.0, 0.8249], np.float32)
# From XYZ under D50 to linear sRGB: IEC 61966-2-1 with Bradford's adaptation, as in ICC profiles.
_TO_SRGB = np.array(
    [
        [3.1338561, -1.6168667, -0.4906146],
        [-0.9787684, 1.9161415, 0.0334540],
        [0.0719453, -0.2289914, 1.4052427],
    ],
    np.float32,
)
_WHITE: dict[LabCoding, int] = {"CIELab": 65535, "ICCLab": 65280, "PSD": 65535}


def lab_to_srgb(samples: NDArray[Any], coding: LabCoding) -> UInt8:
    """(H, W, 3 or 4) uint8 sRGB and alpha of (H, W, 3 or 4) 16-bit samples of L*, a*, b* under D50."""
    wide = samples.astype(np.uint16)
    lightness = wide[..., 0].astype(np.float32) * (100.0 / _WHITE[coding])
    if coding == "CIELab":
        a, b = (wide[..., i].view(np.int16).astype(np.float32) / 256 for i in (1, 2))
    else:
        a, b = (wide[..., i].astype(np.float32) / 256 - 128 for i in (1, 2))
    y = (lightness + 16) / 116
    xyz = np.stack([_cubed(y + a / 500), _cubed(y), _cubed(y - b / 200)], axis=-1) * _D50
    linear = np.clip(xyz @ _TO_SRGB.T, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    alpha = wide[..., 3:].astype(np.float32) / 65535
    out: UInt8 = np.rint(np.concatenate((encoded, alpha), axis=-1) * 255).astype(np.uint8)
    return out


def _cubed(f: NDArray[Any]) -> NDArray[Any]:
    """The inverse of CIELAB's f (CIE 15:2018, 8.2.1)."""
    return np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
