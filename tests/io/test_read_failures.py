"""Whatever comes in, there is a picture or one sentence."""

import contextlib
import io
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kquant.io.read import DamagedError, ReadError, read_image
from tests.io.read_files import DISPLAY_P3, chunk, png

NOISE = np.random.default_rng(0).integers(0, 256, (40, 40, 3), np.uint8)


def saved(name: str, image: Image.Image | None = None, **options: object) -> bytes:
    data = io.BytesIO()
    (image or Image.fromarray(NOISE)).save(data, name, **options)
    return data.getvalue()


def cause(source: object, **options: object) -> str:
    """The sentence that reading fails with."""
    with pytest.raises(ReadError) as caught:
        read_image(source, **options)  # type: ignore[arg-type]
    text = str(caught.value)
    assert text
    assert "\n" not in text
    assert not text.endswith(".")
    return text


def test_what_is_no_picture_file(tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    assert cause(empty) == "the file is empty"
    assert cause(tmp_path) == "this is a folder, not a picture"
    assert cause(tmp_path / "missing.png") == "there is no such file"
    assert cause("a\0b") == "this is not a valid file name"
    assert "too long" in cause(tmp_path / ("x" * 300))
    for junk in (
        b"x",
        b"<html>404</html>",
        b"PK\3\4" + bytes(300),
        b"%PDF-1.7",
        b"%!PS-Adobe-3.0 EPSF-3.0\n" * 9,
    ):
        assert cause(junk) == "this is not a picture in a format that KQuant knows"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="has no device files")
def test_devices() -> None:
    assert cause(Path(os.devnull)) == "the file is empty"
    assert cause(Path("/dev/zero")) == "this is a device, not a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(saved("PNG"))
    path.chmod(0)
    assert cause(path) == "you have no permission to read this file"


@pytest.mark.parametrize(
    "name",
    [
        "grün 画像 🎨.png",
        "x" * 251 + ".png",
        " -k 5 .png",
        "a\nb.png",
        "%41#?.png",
        os.fsdecode(b"not utf-8 \xff\xfe.png"),
    ],
)
@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file systems with rules for names")
def test_any_file_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(saved("PNG"))
    for source in (path, str(path)):
        assert np.array_equal(read_image(source).pixels, NOISE)


def test_standard_input_need_not_be_a_file() -> None:
    code = "from kquant.io.read import read_image; p = read_image('-'); print(p.path, p.width, p.format)"
    root = str(Path(__file__).parents[2])
    run = subprocess.run(
        [sys.executable, "-c", code], input=saved("PNG"), capture_output=True, cwd=root, check=True
    )
    assert run.stdout.split() == [b"None", b"40", b"PNG"]


@pytest.mark.parametrize("name", ["PNG", "JPEG", "GIF", "BMP", "TGA", "PPM"])
def test_truncated_files_are_refused_unless_allowed(name: str) -> None:
    whole = saved(name)
    cut = whole[: len(whole) * 3 // 4]
    assert "truncated" in cause(cut)
    picture = read_image(cut, allow_truncated=True)
    assert (picture.width, picture.height) == (40, 40)
    assert "damaged" in picture.notes[0]
    expected = read_image(whole).pixels
    same = (picture.pixels[..., :3] == expected).all(axis=2).mean()
    assert 0.5 < same < 1


def test_a_truncated_tiff_is_refused_unless_allowed() -> None:
    fields = {256: 40, 257: 40, 258: 8, 259: 1, 262: 1, 273: 200, 277: 1, 278: 40, 279: 1600}
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields.items())
    head = b"II*\0\x08\0\0\0" + struct.pack("<H", len(fields)) + directory
    cut = head.ljust(200, b"\0") + NOISE[..., 0].tobytes()[:1200]
    assert "truncated" in cause(cut)
    assert np.array_equal(read_image(cut, allow_truncated=True).pixels[:29, :, 0], NOISE[:29, :, 0])


def test_whole_files_are_the_same_when_truncated_ones_are_allowed() -> None:
    assert read_image(saved("PNG"), allow_truncated=True).notes == ()


def test_wrong_checksums_are_refused_unless_allowed() -> None:
    data = bytearray(png(NOISE, 2))
    data[-14] ^= 1  # in the checksum of the picture's data
    assert "checksum" in cause(bytes(data))
    assert np.array_equal(read_image(bytes(data), allow_truncated=True).pixels, NOISE)


def broken(kind: bytes, data: bytes = b"?" * 9) -> bytes:
    """A PNG chunk whose checksum is wrong."""
    whole = chunk(kind, data)
    return whole[:-1] + bytes((whole[-1] ^ 1,))


@pytest.mark.parametrize("kind", [b"tEXt", b"zTXt", b"iTXt", b"pHYs", b"tIME", b"eXIf", b"bKGD", b"prVt"])
def test_wrong_checksums_beside_the_picture_are_said(kind: bytes) -> None:
    before, after = png(NOISE, 2, broken(kind)), png(NOISE, 2)
    for data in (before, after[:-12] + broken(kind) + after[-12:]):
        for tolerant in (False, True):
            picture = read_image(data, allow_truncated=tolerant)
            assert np.array_equal(picture.pixels, NOISE)
            (note,) = picture.notes
            assert note == f"what is beside the picture is damaged ({kind.decode()}), so that was ignored"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        *((kind, b"") for kind in (b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"tRNS", b"iCCP", b"acTL")),
        *(
            (b"gAMA", b"\0\0"),
            (b"cHRM", bytes(31)),
            (b"pHYs", bytes(8)),
            (b"fcTL", bytes(25)),
            (b"fdAT", b"\0"),
        ),
        *((b"tRNS", bytes(4)), (b"iCCP", b"name"), (b"iCCP", b"name\0\1data"), (b"zTXt", b"Title\0\1data")),
    ],
)
def test_chunks_beside_the_picture_that_are_cut_short_are_said(kind: bytes, data: bytes) -> None:
    before, after = png(NOISE, 2, chunk(kind, data)), png(NOISE, 2)
    for whole in (before, after[:-12] + chunk(kind, data) + after[-12:]):
        picture = read_image(whole)
        assert np.array_equal(picture.pixels, NOISE)
        assert f"beside the picture is damaged ({kind.decode()})" in picture.notes[0]


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize(
    "name",
    [
        *(
            "aspect",
            "background",
            "bbox",
            "blend",
            "chromaticity",
            "default_image",
            "disposal",
            "dpi",
            "duration",
        ),
        *("exif", "gamma", "icc_profile", "interlace", "loop", "srgb", "transparency", "xmp"),
    ],
)
def test_comments_of_any_name_are_only_comments(name: str, compressed: bool) -> None:
    if compressed:
        comment = chunk(b"zTXt", name.encode() + b"\0\0" + zlib.compress(b"hello"))
    else:
        comment = chunk(b"tEXt", name.encode() + b"\0hello")
    turned = Image.Exif()
    turned[0x0112] = 6
    key = chunk(b"tRNS", struct.pack(">HHH", *NOISE[0, 0]))
    said = (key, chunk(b"eXIf", turned.tobytes()[6:]), chunk(b"iCCP", b"P3\0\0" + zlib.compress(DISPLAY_P3)))
    for chunks in ((), said):
        expected = read_image(png(NOISE, 2, *chunks))
        sound = png(NOISE, 2, *chunks)
        for data in (png(NOISE, 2, *chunks, comment), sound[:-12] + comment + sound[-12:]):
            picture = read_image(data)
            assert np.array_equal(picture.pixels, expected.pixels)
            assert picture.notes == expected.notes


def test_exif_that_a_program_has_written_as_a_comment_counts() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    comment = chunk(b"tEXt", b"exif\0" + turned.tobytes())
    assert read_image(png(NOISE[:20], 2, comment)).width == 20


def test_what_stands_under_a_wrong_checksum_is_not_believed() -> None:
    gamma = struct.pack(">I", 100000)
    assert not np.array_equal(read_image(png(NOISE, 2, chunk(b"gAMA", gamma))).pixels, NOISE)
    picture = read_image(png(NOISE, 2, broken(b"gAMA", gamma)))
    assert np.array_equal(picture.pixels, NOISE)
    assert picture.notes[0].endswith("(gAMA), so that was ignored: colours may be off")
    key = struct.pack(">HHH", *NOISE[0, 0])
    opaque = read_image(png(NOISE, 2, broken(b"tRNS", key), broken(b"tEXt")))
    assert np.array_equal(opaque.pixels, NOISE)
    assert opaque.notes[0].endswith("(tEXt, tRNS), so that was ignored: transparency is lost")
    turned = Image.Exif()
    turned[0x0112] = 6
    assert read_image(png(NOISE[:20], 2, chunk(b"eXIf", turned.tobytes()[6:]))).width == 20
    assert read_image(png(NOISE[:20], 2, broken(b"eXIf", turned.tobytes()[6:]))).width == 40


def test_the_still_picture_of_an_animation_with_a_wrong_checksum_is_read() -> None:
    frames = [Image.fromarray(NOISE), Image.fromarray(NOISE[::-1].copy())]
    data = saved("PNG", frames[0], save_all=True, append_images=frames[1:])
    for kind in (b"acTL", b"fcTL", b"fdAT"):
        at = data.rindex(kind) - 4
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        picture = read_image(data[: end - 1] + bytes((data[end - 1] ^ 1,)) + data[end:])
        assert np.array_equal(picture.pixels, NOISE)
        assert kind.decode() in picture.notes[-1]


@pytest.mark.parametrize("kind", [b"IDAT", b"PLTE", b"IHDR"])
def test_wrong_checksums_of_the_picture_itself_are_refused(kind: bytes) -> None:
    image = Image.fromarray(NOISE).quantize(16)
    data = bytearray(saved("PNG", image))
    at = data.index(kind)
    end = at + 8 + int.from_bytes(data[at - 4 : at], "big")
    data[end - 1] ^= 1
    assert "checksum" in cause(bytes(data)) or "damaged" in cause(bytes(data))
    data[end - 1] ^= 1
    data[at] |= 0x20  # now the name is wrong, and says that it may be left out
    cause(bytes(data))


@pytest.mark.parametrize(
    "huge",
    [
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(99)))
        + chunk(b"IEND", b""),
        b"P6 999999999 999999999 255\n" + bytes(9),
        b"BM"
        + struct.pack("<IIIIiiHHIIiiII", 1000, 0, 54, 40, 100000, 100000, 1, 24, 0, 0, 0, 0, 0, 0)
        + bytes(900),
        b"GIF89a"
        + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0)
        + b","
        + struct.pack("<HHHHB", 0, 0, 65535, 65535, 0)
        + b"\2\1\0\0;",
        b"qoif" + struct.pack(">IIBB", 50000, 50000, 4, 0) + bytes(99),
        b"\xff\x0a"
        + (0 | 3 << 1 | 59999 << 3 | 0 << 33 | 3 << 36 | 59999 << 38).to_bytes(12, "little")
        + bytes(20),
    ],
    ids=["png", "ppm", "bmp", "gif", "qoi", "jxl"],
)
def test_huge_pictures_are_refused_before_they_are_decoded(
    huge: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pillow_jxl")
    monkeypatch.setattr("kquant.io.read.decode", None)
    text = cause(huge, allow_truncated=True)
    assert "512,000,000 pixels" in text


def test_the_limit_can_be_moved() -> None:
    data = saved("PNG")
    assert (
        cause(data, max_pixels=1599) == "the picture is 40 x 40 pixels, more than the limit of 1,599 pixels"
    )
    assert read_image(data, max_pixels=1600).width == 40
    icon = saved("ICO", Image.new("RGB", (64, 64)), sizes=[(64, 64)])
    assert "limit" in cause(icon, max_pixels=4000)


def test_text_that_inflates_without_end_is_refused() -> None:
    bomb = chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(50_000_000), 9))
    cause(png(NOISE, 2, bomb))


def test_a_decoder_writes_nothing_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(saved("TIFF", Image.fromarray(NOISE), compression="tiff_lzw"))
    data[300:3000] = bytes(2700)
    cause(bytes(data))
    assert capfd.readouterr().err == ""


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bytes_changed_at_random_give_a_picture_or_one_sentence(data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from(
            ["PNG", "JPEG", "GIF", "BMP", "TIFF", "TGA", "WEBP", "PPM", "ICO", "JPEG2000", "QOI", "AVIF"]
        )
    )
    file = bytearray(saved(name, Image.fromarray(NOISE[:12, :12])))
    for _ in range(data.draw(st.integers(1, 8))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(file)))
    for tolerant in (False, True):
        with contextlib.suppress(ReadError):
            picture = read_image(bytes(file[:cut]), allow_truncated=tolerant, max_pixels=1_000_000)
            assert picture.pixels.dtype == np.uint8
            assert picture.pixels.ndim == 3


def test_a_fault_of_a_plug_in_is_a_sentence_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """Stands for what a plug-in in Rust raises."""

    def panic(*_: object) -> None:
        raise PanicException("called `Option::unwrap()` on a `None` value")

    monkeypatch.setattr("kquant.io.read.decode", panic)
    with pytest.raises(DamagedError):
        read_image(saved("PNG"))
