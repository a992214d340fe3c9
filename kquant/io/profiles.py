"""Samples of any colour space to sRGB, by the embedded ICC profile if there is one."""

from __future__ import annotations

import io
import os
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
from PIL import Image

from kquant.core.model.arrays import UInt8
from kquant.io.bands import row_bands

if TYPE_CHECKING:
    from PIL import ImageCms

Space: TypeAlias = Literal["L", "RGB", "CMYK"]
"""What samples mean, in Pillow's words."""

_CHANNELS: dict[Space, int] = {"L": 1, "RGB": 3, "CMYK": 4}
_ICC_SPACES = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}
_IGNORED = "the embedded colour profile is damaged and was ignored"
_UNFIT = "the embedded colour profile is for another kind of picture and was ignored"


class Samples(NamedTuple):
    """Decoded samples: (H, W, channels of `space`, and one more if there is alpha) uint8."""

    values: UInt8
    space: Space


def to_srgb(
    samples: Samples, icc: bytes | None, stated: str | None = None
) -> tuple[UInt8, str | None, list[str]]:
    """(H, W, 3 or 4) uint8 sRGB with alpha if there was any, the profile's description, and notes.

    Relative colorimetric with black point compensation. The array of `samples` may be overwritten.

    Args:
        stated: what `icc` describes, if it was made, for grey and RGB, of what else a file states.
    """
    if not icc or (stated and samples.space not in ("L", "RGB")):
        pixels, notes = _without_profile(samples)
        return pixels, None, notes
    from PIL import ImageCms  # most files have no profile

    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        name = (profile.profile.profile_description or "").strip("\0 \r\n\t") or None
        space = _ICC_SPACES.get(profile.profile.xcolor_space.strip())
        if space == "RGB" and samples.space == "L":
            samples = Samples(_grey_to_rgb(samples.values), "RGB")
        if space != samples.space:
            return _ignoring_profile(samples, _UNFIT)
        transform = _build(profile, samples.space)
        moves = _moves_colors(transform, samples.space)
    except Exception:  # of littleCMS, or of text that is none
        return _ignoring_profile(samples, _IGNORED)
    name = None if stated else name
    if not moves:
        return _without_profile(samples)[0], name, []
    source = stated or name or "the embedded profile"
    return _apply(transform, samples), name, [f"converted from {source} to sRGB"]


def stretch_narrow(samples: Samples, bits: int) -> None:
    """Samples in the limited range of video (ITU-T H.273, 8.3, 16..235 of 8 bits) to 0..255, in place.

    Args:
        bits: a sample had in the file, 8 or more.
    """
    black, white = 16 << bits - 8, 235 << bits - 8
    stored = np.arange(256) * ((1 << bits) - 1) / 255
    table = np.rint((stored - black) * 255 / (white - black)).clip(0, 255).astype(np.uint8)
    height, width = samples.values.shape[:2]
    for rows in row_bands(width, height):
        colors = samples.values[rows, :, : _CHANNELS[samples.space]]
        colors[...] = table[colors]


def _ignoring_profile(samples: Samples, reason: str) -> tuple[UInt8, None, list[str]]:
    pixels, notes = _without_profile(samples)
    return pixels, None, [reason, *notes]


def _build(profile: ImageCms.ImageCmsProfile, space: Space) -> ImageCms.ImageCmsTransform:
    """The transform from `space` to sRGB; raises `ImageCms.PyCMSError` if the profile has none."""
    from PIL import ImageCms

    srgb = ImageCms.createProfile("sRGB")
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(profile, srgb, space, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags)


def _moves_colors(transform: ImageCms.ImageCmsTransform, space: Space) -> bool:
    """Whether any colour of a 9 x 9 x 9 cube changes by more than one level: sRGB itself does not."""
    if space not in ("L", "RGB"):
        return True
    levels = np.linspace(0, 255, 256 if space == "L" else 9).round().astype(np.uint8)
    cube = np.array(list(product(levels, repeat=_CHANNELS[space])), np.uint8)[None]
    moved = _transformed(transform, cube, space).astype(np.int16) - cube
    return bool(np.abs(moved).max() > 1)


def _transformed(transform: ImageCms.ImageCmsTransform, values: UInt8, space: Space) -> UInt8:
    height, width = values.shape[:2]
    band = Image.frombuffer(space, (width, height), np.ascontiguousarray(values), "raw", space, 0, 1)
    return np.asarray(transform.apply(band))


def _apply(transform: ImageCms.ImageCmsTransform, samples: Samples) -> UInt8:
    """All rows through a transform, over threads."""
    values, colors = samples.values, _CHANNELS[samples.space]
    height, width, channels = values.shape
    alpha = channels - colors
    out = values if colors == 3 else np.empty((height, width, 3 + alpha), np.uint8)

    def work(rows: slice) -> None:
        out[rows, :, :3] = _transformed(transform, values[rows, :, :colors], samples.space)
        if alpha:
            out[rows, :, 3] = values[rows, :, colors]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, row_bands(width, height)))
    return out


def _without_profile(samples: Samples) -> tuple[UInt8, list[str]]:
    """sRGB as far as the space itself says, and notes."""
    if samples.space == "L":
        return _grey_to_rgb(samples.values), []
    if samples.space == "CMYK":
        return _plain_cmyk(samples.values), ["CMYK without a profile: its colours are approximate"]
    return samples.values, []


def _grey_to_rgb(values: UInt8) -> UInt8:
    """Grey, or grey with alpha, as RGB or RGBA."""
    return np.ascontiguousarray(values[..., [0, 0, 0, *range(1, values.shape[2])]])


def _plain_cmyk(values: UInt8) -> UInt8:
    """R = (1 - C)(1 - K) and so on."""
    out = np.empty((*values.shape[:2], 3), np.uint8)
    for rows in row_bands(values.shape[1], values.shape[0]):
        paper = 255 - values[rows].astype(np.uint16)
        out[rows] = (paper[..., :3] * paper[..., 3:] + 127) // 255
    return out
