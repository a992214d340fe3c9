"""A display profile from primaries and gamma, for files that state these instead of a profile."""

from __future__ import annotations

import struct

import numpy as np

from kquant.core.model.arrays import Float64

Chromaticities = tuple[float, float, float, float, float, float, float, float]
"""CIE 1931 x, y of white, red, green and blue, in the order of PNG's cHRM."""

SRGB: Chromaticities = (0.3127, 0.3290, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)

ADOBE_RGB: Chromaticities = (0.3127, 0.3290, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
ADOBE_RGB_GAMMA = 563 / 256  # Adobe RGB (1998) Color Image Encoding, 4.3.1.2

# ITU-T H.273, table 2, but for 10, which is CIE XYZ itself.
H273_PRIMARIES: dict[int, Chromaticities] = {
    1: SRGB,
    4: (0.310, 0.316, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08),
    5: (0.3127, 0.3290, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
    6: (0.3127, 0.3290, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    7: (0.3127, 0.3290, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    8: (0.310, 0.316, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049),
    9: (0.3127, 0.3290, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    12: (0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    22: (0.3127, 0.3290, 0.630, 0.340, 0.295, 0.605, 0.155, 0.077),
}

# ITU-T H.273, table 3: exponents that make samples linear light, None for the sRGB curve, as which browsers
# show the curves of cameras (BT.709 and its like). Without the logarithmic ones and high dynamic range.
H273_GAMMAS: dict[int, float | None] = {
    **dict.fromkeys((1, 4, 6, 7, 11, 12, 13, 14, 15)),
    5: 2.8,
    8: 1.0,
    17: 2.6,
}

_D50 = np.array([0.9642, 1.0, 0.8249])
# Bradford, as in ICC.1:2022, annex E.
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
# IEC 61966-2-1 as an ICC parametric curve of type 3: g, a, b, c, d.
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def matrix_profile(chromaticities: Chromaticities = SRGB, gamma: float | None = None) -> bytes:
    """An ICC v4 matrix profile (ICC.1:2022, 8.3.3) as bytes.

    Args:
        chromaticities: x, y of white, red, green, blue.
        gamma: exponent that makes a sample linear light; None for the sRGB curve.

    Raises:
        ValueError, numpy.linalg.LinAlgError: the chromaticities span no colour space.
    """
    curve = _parametric_curve(_SRGB_CURVE if gamma is None else (gamma,))
    columns = _to_d50(chromaticities).T
    elements = [(b"wtpt", _xyz(_D50))]
    elements += [
        (tag, _xyz(column)) for tag, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), columns, strict=True)
    ]
    elements += [(tag, curve) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    return _assemble(elements)


def _to_d50(chromaticities: Chromaticities) -> Float64:
    """(3, 3) matrix from linear RGB to XYZ under D50."""
    white, *primaries = (_xy_to_xyz(*chromaticities[i : i + 2]) for i in (0, 2, 4, 6))
    matrix = np.stack(primaries, axis=1)
    matrix = matrix * np.linalg.solve(matrix, white)
    gains = (_BRADFORD @ _D50) / (_BRADFORD @ white)
    adapted: Float64 = np.linalg.inv(_BRADFORD) @ np.diag(gains) @ _BRADFORD @ matrix
    return adapted


def _xy_to_xyz(x: float, y: float) -> Float64:
    if y == 0:
        raise ValueError("a chromaticity with y = 0 has no colour")
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _fixed(values: Float64 | tuple[float, ...]) -> bytes:
    """s15Fixed16 numbers."""
    try:
        return b"".join(struct.pack(">i", round(float(value) * 65536)) for value in values)
    except (struct.error, OverflowError) as error:
        raise ValueError("a number too large for a profile") from error


def _xyz(values: Float64) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(values)


def _parametric_curve(parameters: tuple[float, ...]) -> bytes:
    function = 0 if len(parameters) == 1 else 3
    return b"para" + bytes(4) + struct.pack(">HH", function, 0) + _fixed(parameters)


def _assemble(elements: list[tuple[bytes, bytes]]) -> bytes:
    table, data = struct.pack(">I", len(elements)), b""
    start = 128 + 4 + 12 * len(elements)
    for tag, element in elements:
        table += tag + struct.pack(">II", start + len(data), len(element))
        data += element
    header = struct.pack(
        ">I4sI4s4s4s12s4s", start + len(data), b"", 0x04400000, b"mntr", b"RGB ", b"XYZ ", b"", b"acsp"
    )
    header += bytes(28) + _fixed(_D50) + bytes(48)
    return header + table + data
