"""Small image files made byte by byte, for what Pillow cannot write."""

from __future__ import annotations

import struct
import zlib
from typing import Literal

import numpy as np
from numpy.typing import NDArray

ByteOrder = Literal["<", ">"]


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(samples: NDArray[np.generic], color_type: int, *extra: bytes) -> bytes:
    """A PNG of (H, W, C) uint8 or uint16 samples, `extra` chunks before the data."""
    height, width = samples.shape[:2]
    depth = samples.dtype.itemsize * 8
    header = struct.pack(">IIBBBBB", width, height, depth, color_type, 0, 0, 0)
    big_endian = samples.astype(">u2") if depth == 16 else samples
    rows = b"".join(b"\0" + row.tobytes() for row in big_endian)
    data = (
        chunk(b"IHDR", header) + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + data


def padded(row: bytes) -> bytes:
    """A row as BMP and icons have it, ending on a multiple of four bytes."""
    return row.ljust(-(-len(row) // 4) * 4, b"\0")


def tiff(
    samples: NDArray[np.generic],
    photometric: int,
    tags: dict[int, int] | None = None,
    order: ByteOrder = "<",
) -> bytes:
    """An uncompressed one-strip TIFF of (H, W, C) samples in byte order "<" or ">"; SHORT tags may be added.

    Planar (tag 284 = 2) writes a strip for each channel.
    """
    height, width, channels = samples.shape
    item = samples.dtype.newbyteorder(order)
    planar = (tags or {}).get(284) == 2
    strips = [samples[..., i] for i in range(channels)] if planar else [samples]
    bodies = [np.ascontiguousarray(strip).astype(item).tobytes() for strip in strips]
    starts = [8 + sum(len(body) for body in bodies[:i]) for i in range(len(bodies))]
    kind = {"u": 1, "i": 2, "f": 3}[samples.dtype.kind]
    entries: dict[int, tuple[str, list[int]]] = {
        256: ("H", [width]),
        257: ("H", [height]),
        258: ("H", [samples.dtype.itemsize * 8] * channels),
        259: ("H", [1]),
        262: ("H", [photometric]),
        273: ("I", starts),
        277: ("H", [channels]),
        278: ("H", [height]),
        279: ("I", [len(body) for body in bodies]),
        339: ("H", [kind] * channels),
    }
    entries.update({tag: ("H", [value]) for tag, value in (tags or {}).items()})
    data = b"".join(bodies)
    directory = struct.pack(order + "H", len(entries))
    overflow_at = 8 + len(data) + 2 + 12 * len(entries) + 4
    overflow = b""
    for tag, (code, values) in sorted(entries.items()):
        packed = struct.pack(order + code * len(values), *values)
        if len(packed) > 4:
            packed, overflow = struct.pack(order + "I", overflow_at + len(overflow)), overflow + packed
        directory += struct.pack(order + "HHI", tag, 3 if code == "H" else 4, len(values)) + packed.ljust(
            4, b"\0"
        )
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "I", 8 + len(data)) + data + directory + bytes(4) + overflow


def exif_directory(order: ByteOrder, at: int, color_space: int | None, index: bytes | None) -> bytes:
    """The Exif IFD of a TIFF in byte order "<" or ">", to lie at `at`, and its interoperability IFD."""
    entries = [] if color_space is None else [struct.pack(order + "HHIHH", 0xA001, 3, 1, color_space, 0)]
    count = len(entries) + (index is not None)
    if index is not None:
        entries.append(struct.pack(order + "HHII", 0xA005, 4, 1, at + 2 + 12 * count + 4))
        entries.append(bytes(4) + struct.pack(order + "HHHI", 1, 1, 2, 4) + index.ljust(4, b"\0"))
    return struct.pack(order + "H", count) + b"".join(entries) + bytes(4)


def exif(color_space: int | None, index: bytes | None, order: ByteOrder = "<") -> bytes:
    """EXIF data as Pillow takes them, with this ColorSpace and InteroperabilityIndex."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    head = mark + struct.pack(order + "IHHHIII", 8, 1, 0x8769, 4, 1, 26, 0)
    return b"Exif\0\0" + head + exif_directory(order, 26, color_space, index)


def icc(
    red: tuple[float, float, float], green: tuple[float, float, float], blue: tuple[float, float, float]
) -> bytes:
    """A matrix profile "Test RGB" with these D50 XYZ primaries and gamma 2.2."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    text = b"Test RGB\0"
    curve = b"curv" + struct.pack(">IIH", 0, 1, round(2.2 * 256)) + b"\0\0"
    tags = {
        b"desc": b"desc" + struct.pack(">II", 0, len(text)) + text + bytes(79 + (-len(text) - 91) % 4),
        b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1.0, 0.8249),
        b"rXYZ": b"XYZ " + bytes(4) + fixed(*red),
        b"gXYZ": b"XYZ " + bytes(4) + fixed(*green),
        b"bXYZ": b"XYZ " + bytes(4) + fixed(*blue),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = struct.pack(">I", len(tags)), b""
    for name, element in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(element))
        body += element
    head = struct.pack(
        ">I4sI4s4s4s12s4s",
        132 + 12 * len(tags) + len(body),
        b"",
        0x02400000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        b"",
        b"acsp",
    )
    return head + bytes(28) + fixed(0.9642, 1.0, 0.8249) + bytes(48) + table + body


DISPLAY_P3 = icc((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
"""Display P3's primaries (Apple), with gamma 2.2."""
