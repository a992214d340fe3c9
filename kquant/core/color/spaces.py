"""8-bit sRGB colours to the coordinates that distances are measured in, and back.

The scales, which the epsilon and the centres of a result are in:

- sRGB: the values as they are, 0..255.
- linear RGB: light intensities, 0..255 (IEC 61966-2-1 without its last step).
- CIELAB: L* 0..100, a* and b* about -110..110 (CIE 15:2004, illuminant D65, 2 degree observer).
- OKLab: a hundred times its own unit, so L 0..100 like CIELAB, and a and b doubled, about -60..60 (Björn
  Ottosson, "A perceptual color space for image processing", 2020, https://bottosson.github.io/posts/oklab/).
  With a and b doubled a plain distance is the colour difference OK2 of CSS Color Module Level 4, section 20;
  in their own unit lightness weighs too much, and the CIEDE2000 of a palette comes out worse than in sRGB.

No two 8-bit colours share coordinates, and coordinates taken back give the colour they came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np

from kquant.core.model.arrays import Float64, UInt8
from kquant.core.model.choices import Space
from kquant.core.model.rgb import Rgb
from kquant.core.run.parallel import map_blocks

_BLOCK = 32_768  # colours; their planes stay in the cache

_Planes: TypeAlias = Float64  # (3, N): whole rows at a time are faster than columns


def rgb_array(colors: Iterable[Rgb]) -> UInt8:
    """(N, 3) uint8 of sRGB colours, also of none."""
    return np.array(tuple(colors), np.uint8).reshape(-1, 3)


def to_space(rgb: UInt8, space: Space, threads: int = 1) -> Float64:
    """(N, 3) uint8 sRGB colours as (N, 3) float64 coordinates, in the scale the module describes.

    Every colour is computed by itself: its coordinates depend neither on its neighbours nor on `threads`.
    """
    if space is Space.SRGB:
        return rgb.astype(np.float64)
    coords = np.empty(rgb.shape, np.float64)

    def convert(part: slice) -> None:
        linear = np.take(_LINEAR, rgb[part].T)
        coords[part] = (linear * 255 if space is Space.LINEAR else _MODELS[space].forward(linear)).T

    map_blocks(convert, len(rgb), _BLOCK, threads)
    return coords


def from_space(coords: Float64, space: Space) -> UInt8:
    """The (N, 3) uint8 sRGB colours nearest to (N, 3) float64 coordinates, clipped to the gamut by channel.

    Nearest is rounded half up in the 8-bit value of each channel.
    """
    if space is Space.SRGB:
        return np.floor(np.clip(coords, 0, 255) + 0.5).astype(np.uint8)
    linear = coords.T / 255 if space is Space.LINEAR else _MODELS[space].backward(coords.T)
    return np.searchsorted(_ROUNDING_UP, linear.T, side="right").astype(np.uint8)


def lab(rgb: UInt8, threads: int = 1) -> Float64:
    """(N, 3) uint8 sRGB colours as (N, 3) float64 CIELAB, as `kquant.core.color.delta_e` takes it."""
    return to_space(rgb, Space.LAB, threads)


def luminance(rgb: UInt8) -> Float64:
    """(N,) float64 relative luminance, 0..1, of (N, 3) uint8 sRGB colours: the Y of CIE XYZ."""
    red, green, blue = (np.take(_LINEAR * share, rgb[:, i]) for i, share in enumerate(_XYZ[1]))
    return np.asarray(red + green + blue, np.float64)


def luminance_of_lightness(lightness: float) -> float:
    """The relative luminance of a CIELAB lightness L*."""
    return float(_cie_cube(np.array([(lightness + 16) / 116]))[0])


def _linear_light(srgb: Float64) -> Float64:
    """The light intensity, 0..1, of sRGB values 0..1: IEC 61966-2-1, section 5.2."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


_LINEAR = _linear_light(np.arange(256) / 255)
_ROUNDING_UP = _linear_light((np.arange(255) + 0.5) / 255)  # from here on the next 8-bit value is nearer


def _mix(matrix: Float64, planes: _Planes) -> _Planes:
    """`matrix @ planes`, but never by BLAS, whose sums may change with the size and the threads."""
    x, y, z = planes
    mixed = np.empty_like(planes)
    for row, (by_x, by_y, by_z) in zip(mixed, matrix, strict=True):
        np.multiply(x, by_x, out=row)
        row += y * by_y
        row += z * by_z
    return mixed


def _inverse(matrix: Float64) -> Float64:
    return np.asarray(np.linalg.inv(matrix), np.float64)


def _cube_root(planes: _Planes) -> _Planes:
    """Of values from 0; cv2 is five times as fast as numpy here and as exact, for single values too."""
    return np.asarray(cv2.pow(planes, 1 / 3), np.float64).reshape(planes.shape)


def _cube(planes: _Planes) -> _Planes:
    return planes * planes * planes


_KNEE = 6 / 29


def _cie_root(ratio: _Planes) -> _Planes:
    """f of CIE 15:2004, section 8.2.1: the cube root, made straight near black."""
    return np.where(ratio > _KNEE**3, _cube_root(ratio), ratio / (3 * _KNEE**2) + 4 / 29)


def _cie_cube(root: _Planes) -> _Planes:
    """The inverse of `_cie_root`."""
    return np.where(root > _KNEE, _cube(root), 3 * _KNEE**2 * (root - 4 / 29))


class _Model(NamedTuple):
    """Coordinates that are `opponent` times the roots of `cones` times linear light, L less `black`."""

    cones: Float64
    opponent: Float64
    root: Callable[[_Planes], _Planes]
    cube: Callable[[_Planes], _Planes]
    black: float = 0.0

    def forward(self, linear: _Planes) -> _Planes:
        coords = _mix(self.opponent, self.root(_mix(self.cones, linear)))
        coords[0] -= self.black
        return coords

    def backward(self, coords: _Planes) -> _Planes:
        shifted = coords + np.array([[self.black], [0.0], [0.0]])
        return _mix(_inverse(self.cones), self.cube(_mix(_inverse(self.opponent), shifted)))


# Linear sRGB to XYZ from the primaries and white point of IEC 61966-2-1, to seven digits (Bruce Lindbloom).
_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)

_LAB = _Model(
    cones=_XYZ / _XYZ.sum(axis=1, keepdims=True),  # its own white point, so that greys have a = b = 0
    opponent=np.array([[0.0, 116.0, 0.0], [500.0, -500.0, 0.0], [0.0, 200.0, -200.0]]),
    root=_cie_root,
    cube=_cie_cube,
    black=16.0,
)

_OKLAB = _Model(
    cones=np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    ),
    opponent=np.array([[100.0], [200.0], [200.0]])
    * np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    ),
    root=_cube_root,
    cube=_cube,
)

_MODELS = {Space.LAB: _LAB, Space.OKLAB: _OKLAB}
