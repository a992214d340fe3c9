"""A picture has the same colours and notes from the clipboard as from its file."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QColorSpace, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kquant.io.read import read_image
from kquant.io.source import SourceImage
from kquant.ui.features.opening.opening import can_open
from kquant.ui.features.opening.pasted import read_pasted
from kquant.ui.shell.main_window import MainWindow
from tests.changes import changed

Named, Format = QColorSpace.NamedColorSpace, QImage.Format
NOISE = np.random.default_rng(3).integers(0, 256, (40, 30, 4), np.uint8)
HDR = "high dynamic range is not supported: its brightness was taken for sRGB's"


def profile(space: QColorSpace) -> bytes:
    return bytes(space.iccProfile().data())


def encoded(image: Image.Image, name: str = "PNG", **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, name, **options)
    return data.getvalue()


def with_chunk(png: bytes, kind: bytes, data: bytes) -> bytes:
    """With a chunk after IHDR."""
    length, checksum = struct.pack(">I", len(data)), struct.pack(">I", zlib.crc32(kind + data))
    return png[:33] + length + kind + data + checksum + png[33:]


def as_qt_reads(data: bytes) -> QImage:
    image = QImage.fromData(QByteArray(data))
    assert not image.isNull()
    return image


def assert_same(pasted: SourceImage, from_file: SourceImage) -> None:
    assert np.array_equal(pasted.pixels, from_file.pixels)
    assert pasted.notes == from_file.notes
    assert pasted.profile == from_file.profile


@pytest.mark.parametrize(
    "space", [Named.SRgb, Named.SRgbLinear, Named.AdobeRgb, Named.DisplayP3, Named.ProPhotoRgb, Named.Bt2020]
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "opaque"])
def test_colour_spaces(space: QColorSpace.NamedColorSpace, mode: str) -> None:
    picture = Image.fromarray(NOISE if mode != "opaque" else NOISE | np.array([0, 0, 0, 255], np.uint8))
    if mode in ("RGB", "P"):
        picture = picture.convert("RGB").convert(mode)
    data = encoded(picture, icc_profile=profile(QColorSpace(space)))
    from_file = read_image(data)
    assert bool(from_file.notes) == (space != Named.SRgb)
    assert_same(read_pasted(as_qt_reads(data)), from_file)


def test_without_a_colour_space_it_is_srgb() -> None:
    image = as_qt_reads(encoded(Image.fromarray(NOISE)))
    assert not image.colorSpace().isValid()
    picture = read_pasted(image)
    assert np.array_equal(picture.pixels, NOISE)
    assert picture.notes == ()


@pytest.mark.parametrize(
    "kind", [Format.Format_ARGB32_Premultiplied, Format.Format_RGBX8888, Format.Format_RGB888]
)
def test_every_format_is_converted(kind: QImage.Format) -> None:
    opaque = Image.fromarray(NOISE).convert("RGB")
    data = encoded(opaque, icc_profile=profile(QColorSpace(Named.DisplayP3)))
    image = as_qt_reads(data).convertToFormat(kind)
    assert_same(read_pasted(image), read_image(data))


def test_16_bits_are_rounded_as_those_of_a_file() -> None:
    wide = np.random.default_rng(4).integers(0, 65536, (40, 30), np.uint16)
    data = encoded(Image.fromarray(wide))
    from_file = read_image(data)
    assert from_file.notes == ("16 bits per channel were rounded to 8",)
    assert_same(read_pasted(as_qt_reads(data)), from_file)


def grey_profile(gamma: float) -> bytes:
    """An ICC profile for grey that says no more than its curve."""
    curve = b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + bytes(2)
    name = b"desc" + struct.pack(">II", 0, 5) + b"Grey\0" + bytes(78)
    name += bytes(-len(name) % 4)
    white = b"XYZ " + struct.pack(">I3i", 0, 63190, 65536, 54061)
    elements = [(b"desc", name), (b"wtpt", white), (b"kTRC", curve)]
    table, body, start = struct.pack(">I", 3), b"", 132 + 36
    for tag, element in elements:
        table += tag + struct.pack(">II", start + len(body), len(element))
        body += element
    head = struct.pack(">I4xI4s4s4s12x4s", start + len(body), 0x02400000, b"mntr", b"GRAY", b"XYZ ", b"acsp")
    return head + bytes(28) + struct.pack(">3i", 63190, 65536, 54061) + bytes(48) + table + body


def test_grey_with_a_profile_for_grey() -> None:
    data = encoded(Image.fromarray(NOISE[..., 0]), icc_profile=grey_profile(1.0))
    image = as_qt_reads(data)
    assert image.colorSpace().colorModel() == QColorSpace.ColorModel.Gray
    from_file = read_image(data)
    assert any(note.startswith("converted from") for note in from_file.notes)
    assert_same(read_pasted(image), from_file)


def test_cmyk() -> None:
    data = encoded(Image.frombytes("CMYK", (30, 40), NOISE.tobytes()), "TIFF")
    samples = NOISE.tobytes()
    image = QImage(samples, 30, 40, 120, Format.Format_CMYK8888)
    from_file = read_image(data)
    assert from_file.notes == ("CMYK without a profile: its colours are approximate",)
    assert_same(read_pasted(image), from_file)


@pytest.mark.parametrize("gamma", [45455, 100_000, 55_000])
def test_gamma_of_a_png(gamma: int) -> None:
    data = with_chunk(encoded(Image.fromarray(NOISE)), b"gAMA", struct.pack(">I", gamma))
    from_file, pasted = read_image(data), read_pasted(as_qt_reads(data))
    assert np.abs(pasted.pixels.astype(int) - from_file.pixels).max() <= 1
    assert pasted.notes == from_file.notes


@pytest.mark.parametrize("space", [Named.Bt2100Pq, Named.Bt2100Hlg])
def test_high_dynamic_range_is_said(space: QColorSpace.NamedColorSpace) -> None:
    image = as_qt_reads(encoded(Image.fromarray(NOISE)))
    image.setColorSpace(QColorSpace(space))
    picture = read_pasted(image)
    assert np.array_equal(picture.pixels, NOISE)
    assert picture.notes == (HDR,)
    for name in ("PNG", "TIFF", "WEBP"):
        options = {"lossless": True, "exact": True} if name == "WEBP" else {}
        data = encoded(Image.fromarray(NOISE), name, icc_profile=profile(QColorSpace(space)), **options)
        assert_same(picture, read_image(data))


CICP = with_chunk(encoded(Image.fromarray(NOISE)), b"cICP", bytes([12, 13, 0, 1]))  # Display P3


def offer(**kinds: bytes) -> QMimeData:
    """What a program offers of a picture: `image/<kind>`, and Qt's own of a plain picture beside."""
    data = QMimeData()
    for kind, encoded_picture in kinds.items():
        data.setData(f"image/{kind}", QByteArray(encoded_picture))
    plain = QImage(3, 3, Format.Format_RGB32)
    plain.fill(0)
    data.setImageData(plain)
    return data


def shown(window: MainWindow) -> SourceImage:
    assert window.document.now.source is not None
    return window.document.now.source


class TestWindow:
    def test_what_is_pasted_comes_with_the_notes_of_its_file(self, qtbot: QtBot, window: MainWindow) -> None:
        data = encoded(Image.fromarray(NOISE), icc_profile=profile(QColorSpace(Named.DisplayP3)))
        QApplication.clipboard().setImage(as_qt_reads(data))
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.commands["paste"].trigger()
        assert_same(shown(window), read_image(data))
        qtbot.waitUntil(lambda: window.center.messages.text == "Converted from Display P3 to sRGB.")

    @pytest.mark.parametrize("kind", ["png", "webp", "avif", "jpeg"])
    def test_bytes_count_before_what_qt_makes_of_them(
        self, qtbot: QtBot, window: MainWindow, kind: str
    ) -> None:
        """Qt does not know cICP."""
        picture = Image.fromarray(NOISE).convert("RGB")
        data = (
            CICP
            if kind == "png"
            else encoded(picture, kind.upper(), icc_profile=profile(QColorSpace(Named.AdobeRgb)))
        )
        QApplication.clipboard().setMimeData(offer(**{kind: data}))
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.commands["paste"].trigger()
        assert_same(shown(window), read_image(data))
        assert any(note.startswith("converted from") for note in shown(window).notes)

    def test_of_several_kinds_the_one_that_loses_least_is_taken(
        self, qtbot: QtBot, window: MainWindow
    ) -> None:
        jpeg = encoded(Image.new("RGB", (8, 8)), "JPEG")
        QApplication.clipboard().setMimeData(
            offer(jpeg=jpeg, png=CICP, bmp=encoded(Image.new("RGB", (9, 9)), "BMP"))
        )
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.commands["paste"].trigger()
        assert_same(shown(window), read_image(CICP))

    def test_an_empty_offer_leaves_it_to_the_next(self, qtbot: QtBot, window: MainWindow) -> None:
        QApplication.clipboard().setMimeData(offer(png=b""))
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.commands["paste"].trigger()
        assert shown(window).pixels.shape == (3, 3, 3)

    def test_a_dropped_picture_is_converted_too(self, qtbot: QtBot, window: MainWindow) -> None:
        data = QMimeData()
        data.setData("image/png", QByteArray(CICP))
        assert can_open(data)
        with qtbot.waitSignal(changed(window.document, "picture")):
            window.opening.take(data)
        assert_same(shown(window), read_image(CICP))

    def test_one_that_is_damaged_is_said_and_the_open_one_stays(
        self, qtbot: QtBot, open_window: MainWindow
    ) -> None:
        before = shown(open_window)
        QApplication.clipboard().setMimeData(offer(png=CICP[:-40]))
        open_window.commands["paste"].trigger()
        messages = open_window.center.messages
        qtbot.waitUntil(
            lambda: messages.text.startswith("The picture that was pasted: the file is truncated")
        )
        assert shown(open_window) is before
