"""BMP and TGA: any bit fields are read, and alpha that is none is not taken for alpha."""

import struct

import numpy as np
import pytest
from numpy.typing import NDArray

from kquant.io.read import ReadError, read_image
from tests.io.read_files import padded, png


def bmp(
    pixels: NDArray[np.integer],
    masks: tuple[int, ...],
    header: int = 124,
    compression: int = 3,
    top_down: bool = False,
) -> bytes:
    """A BMP of (H, W) pixels of 16 or 32 bits whose channels lie under masks."""
    height, width = pixels.shape
    bits = pixels.dtype.itemsize * 8
    fields = struct.pack(f"<{len(masks)}I", *masks)
    info = struct.pack(
        "<IiiHHIIiiII", header, width, -height if top_down else height, 1, bits, compression, 0, 0, 0, 0, 0
    )
    info = (info + fields).ljust(max(header, 40 + len(fields)), b"\0")
    rows = b"".join(padded(row.tobytes()) for row in (pixels if top_down else pixels[::-1]))
    start = 14 + len(info)
    return struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start) + info + rows


FIELDS = {
    "4444": (np.uint16, (0xF00, 0xF0, 0xF, 0xF000)),
    "5551": (np.uint16, (0x7C00, 0x3E0, 0x1F, 0x8000)),
    "565": (np.uint16, (0xF800, 0x7E0, 0x1F, 0)),
    "555": (np.uint16, (0x7C00, 0x3E0, 0x1F, 0)),
    "565 of BGR": (np.uint16, (0x1F, 0x7E0, 0xF800, 0)),
    "332": (np.uint16, (0xE0, 0x1C, 0x3, 0)),
    "10-10-10": (np.uint32, (0x3FF00000, 0xFFC00, 0x3FF, 0)),
    "10-10-10-2": (np.uint32, (0x3FF, 0xFFC00, 0x3FF00000, 0xC0000000)),
    "odd": (np.uint32, (0x1FE, 0x3FE00, 0x7FC0000, 0xF8000000)),
    "8888 of BGR": (np.uint32, (0xFF000000, 0xFF0000, 0xFF00, 0xFF)),
}


def under(mask: int, values: NDArray[np.float64]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Levels 0..1 as bits under a mask, and as the 8-bit samples that these are read as."""
    if not mask:
        return np.zeros(values.shape, np.uint32), np.full(values.shape, 255, np.uint8)
    unit = mask & -mask
    levels = np.rint(values * (mask // unit)).astype(np.uint64)
    samples = np.floor(255 * levels / (mask // unit) + 0.5)
    return (levels * np.uint64(unit)).astype(np.uint32), samples.astype(np.uint8)


def indexed(indices: NDArray[np.uint8], greys: list[int], bits: int, os2: bool = False) -> bytes:
    """A BMP of indices into greys."""
    height, width = indices.shape
    each = [format(row, f"0{bits}b") for row in range(1 << bits)]
    rows = b""
    for row in indices[::-1]:
        text = "".join(each[index] for index in row)
        text += "0" * (-len(text) % 32)
        rows += int(text, 2).to_bytes(len(text) // 8, "big")
    palette = b"".join(bytes([grey] * 3 + [0] * (not os2)) for grey in greys)
    if os2:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, 0, 0, 0, 0, len(greys), 0)
    start = 14 + len(info) + len(palette)
    return struct.pack("<2sIHHI", b"BM", start + len(rows), 0, 0, start) + info + palette + rows


@pytest.mark.parametrize("greys", [[0, 255], [255, 0], [0], [0, 1], list(range(16)), [0, 17, 34]])
@pytest.mark.parametrize("bits", [1, 4, 8])
def test_indices_into_greys_keep_their_number_of_bits(bits: int, greys: list[int]) -> None:
    if len(greys) > 1 << bits:
        return
    indices = np.random.default_rng(0).integers(0, len(greys), (5, 7), np.uint8)
    picture = read_image(indexed(indices, greys, bits))
    assert np.array_equal(picture.pixels[..., 1], np.array(greys, np.uint8)[indices])
    assert f"{bits}-bit" in picture.mode or bits == 1


@pytest.mark.parametrize("bits", [4, 8])
def test_indices_of_os2_into_greys(bits: int) -> None:
    greys = list(range(1 << bits))
    indices = np.random.default_rng(0).integers(0, 1 << bits, (5, 7), np.uint8)
    picture = read_image(indexed(indices, greys, bits, os2=True))
    assert np.array_equal(picture.pixels[..., 0], np.array(greys, np.uint8)[indices])


def test_run_lengths_of_black_and_white() -> None:
    """Two rows of 8-bit indices, each a run of two and one of three."""
    runs = bytes([2, 1, 3, 0, 0, 0, 2, 0, 3, 1, 0, 1])
    info = struct.pack("<IiiHHIIiiII", 40, 5, 2, 1, 8, 1, len(runs), 0, 0, 2, 0)
    start = 14 + len(info) + 8
    head = struct.pack("<2sIHHI", b"BM", start + len(runs), 0, 0, start)
    picture = read_image(head + info + b"\0\0\0\0\xff\xff\xff\0" + runs)
    assert picture.pixels[..., 0].tolist() == [[0, 0, 255, 255, 255], [255, 255, 0, 0, 0]]


@pytest.mark.parametrize("top_down", [False, True])
@pytest.mark.parametrize("header", [40, 52, 56, 108, 124])
@pytest.mark.parametrize("name", FIELDS)
def test_bitmaps_of_any_bit_fields(name: str, header: int, top_down: bool) -> None:
    kind, masks = FIELDS[name]
    count = 4 if masks[3] and header != 52 else 3
    values = np.random.default_rng(0).random((5, 7, 4))
    values[..., 3] = np.maximum(values[..., 3], 0.4)
    channels = [under(mask, values[..., i]) for i, mask in enumerate(masks[:count])]
    pixels = np.bitwise_or.reduce([bits for bits, _ in channels]).astype(kind)
    compression = 6 if count == 4 and header == 40 else 3
    picture = read_image(
        bmp(pixels, masks[: max(count, 4 if header >= 56 else 3)], header, compression, top_down)
    )
    expected = np.dstack([samples for _, samples in channels])
    assert np.abs(picture.pixels.astype(int) - expected).max() <= 1  # Pillow rounds some down
    assert picture.pixels.shape == expected.shape
    deep = "10 bits" if name.startswith("10") else "9 bits" if name == "odd" else None
    assert picture.notes == ((f"{deep} per channel were rounded to 8",) if deep else ())


@pytest.mark.parametrize("name", ["4444", "5551", "10-10-10-2", "8888 of BGR"])
def test_a_bitmap_whose_alpha_is_zero_everywhere_is_opaque(name: str) -> None:
    kind, masks = FIELDS[name]
    picture = read_image(bmp(np.full((3, 5), masks[0], kind), masks))
    assert picture.pixels.tolist() == [[[255, 0, 0]] * 5] * 3
    assert "its alpha is zero everywhere and was ignored" in picture.notes
    mixed = np.full((3, 5), masks[0], kind)
    mixed[1, 1] |= masks[3]
    pixels = read_image(bmp(mixed, masks)).pixels
    assert pixels[1, 1].tolist() == [255, 0, 0, 255]
    assert pixels[0, 0, 3] == 0


@pytest.mark.parametrize(("kind", "red"), [(np.uint16, 0x7C00), (np.uint32, 0xFF0000)])
@pytest.mark.parametrize("compression", [3, 6])
def test_bit_fields_that_name_no_bits_are_the_usual_ones(kind: type, red: int, compression: int) -> None:
    picture = read_image(bmp(np.full((3, 5), red, kind), (0, 0, 0, 0), 56, compression))
    assert picture.pixels.tolist() == [[[255, 0, 0]] * 5] * 3


def test_truncated_bit_fields_are_refused_unless_allowed() -> None:
    kind, masks = FIELDS["4444"]
    data = bmp(np.full((40, 40), 0xFFFF, kind), masks)[:-1600]
    with pytest.raises(ReadError, match="truncated"):
        read_image(data)
    assert (read_image(data, allow_truncated=True).pixels[21:] == 255).all()


def tga(alpha: int, descriptor: int, kind: int = 2, attributes: int | None = None) -> bytes:
    """A TGA of 3 x 2 pixels, grey with alpha of kind 3, with an extension area if `attributes` are given."""
    pixel = bytes((10, 20, 30, alpha)) if kind & 7 == 2 else bytes((20, alpha))
    header = struct.pack("<BBBHHBHHHHBB", 0, 0, kind, 0, 0, 0, 0, 0, 3, 2, 8 * len(pixel), 0x20 | descriptor)
    data = header + (b"\x82" + pixel if kind & 8 else pixel * 3) * 2
    if attributes is None:
        return data
    area = struct.pack("<H", 495) + bytes(492) + bytes((attributes,))
    return data + area + struct.pack("<II", len(data), 0) + b"TRUEVISION-XFILE.\0"


@pytest.mark.parametrize("kind", [2, 3, 10, 11])
@pytest.mark.parametrize("alpha", [0, 77])
def test_a_tga_has_the_alpha_that_its_header_speaks_of(alpha: int, kind: int) -> None:
    opaque = read_image(tga(alpha, 0, kind))
    assert opaque.pixels.shape == (2, 3, 3)
    assert "no alpha" in opaque.notes[0]
    clear = read_image(tga(alpha, 8, kind))
    assert (clear.pixels[..., 3] == alpha).all()
    assert clear.notes == ()
    assert read_image(tga(255, 0, kind)).notes == ()


@pytest.mark.parametrize("descriptor", [0, 8])
@pytest.mark.parametrize(("attributes", "has_alpha"), [(0, False), (1, False), (2, False), (3, True)])
def test_the_extension_area_of_a_tga_knows_better(attributes: int, has_alpha: bool, descriptor: int) -> None:
    pixels = read_image(tga(77, descriptor, attributes=attributes)).pixels
    assert pixels.shape[2] == 3 + has_alpha


@pytest.mark.parametrize("bit", [0, 0x8000])
@pytest.mark.parametrize("descriptor", [0, 1])
def test_one_bit_of_alpha_in_a_tga_that_is_the_same_everywhere_is_none(descriptor: int, bit: int) -> None:
    header = struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, 3, 2, 16, descriptor)
    picture = read_image(header + struct.pack("<H", 0x7C00 | bit) * 6)
    assert picture.pixels.tolist() == [[[255, 0, 0]] * 3] * 2
    assert bool(picture.notes) == bool(bit)
    mixed = header + struct.pack("<6H", *[0x7C00] * 5, 0xFC00)
    assert read_image(mixed).pixels.shape[2] == 3 + descriptor


@pytest.mark.parametrize("kind", [2, 10])
def test_true_colour_in_a_tga_takes_nothing_from_its_colour_map(kind: int) -> None:
    header = struct.pack("<BBBHHBHHHHBB", 0, 1, kind, 0, 2, 24, 0, 0, 3, 2, 24, 0)
    row = b"\x82\x01\x02\x03" if kind == 10 else b"\x01\x02\x03" * 3
    assert read_image(header + bytes(6) + row * 2).pixels.tolist() == [[[3, 2, 1]] * 3] * 2


def test_a_png_that_is_clear_everywhere_stays_clear() -> None:
    picture = read_image(png(np.full((4, 4, 4), (1, 2, 3, 0), np.uint8), 6))
    assert (picture.pixels == (1, 2, 3, 0)).all()
    assert picture.notes == ()
