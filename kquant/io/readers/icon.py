"""ICO and CUR: the deepest of the largest bitmaps, and the mask that stands for alpha."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import IO, Any, BinaryIO

from PIL import Image, ImageFile, PngImagePlugin

from kquant.io.png_chunks import without_broken_chunks
from kquant.io.readers.bitmap import BitmapPicture

_ICON, _CURSOR = b"\0\0\1\0", b"\0\0\2\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_CORE_HEADER = 12


def is_icon(prefix: bytes) -> bool:
    """Whether a file begins as icons do, or as cursors; their first bytes alone are those of many TGA."""
    if not prefix.startswith(_CURSOR) or len(prefix) < 22:
        return prefix.startswith(_ICON)
    count = int.from_bytes(prefix[4:6], "little")
    size, offset = struct.unpack_from("<II", prefix, 14)
    return count > 0 and size > 0 and offset >= 6 + 16 * count


class IconPicture(ImageFile.ImageFile):
    """The best bitmap of an icon or cursor.

    Attributes:
        count: bitmaps in the file.
        png_file: the bitmap if it is a PNG.
        notes: about its alpha, once it is loaded.
    """

    format = "ICO"
    format_description = "Windows icon or cursor"
    count = 0
    png_file: BinaryIO | None = None
    notes: tuple[str, ...] = ()

    def _open(self) -> None:
        assert self.fp is not None
        head = self.fp.read(6)
        if head[:4] == _CURSOR:
            self.format = "CUR"
        elif head[:4] != _ICON:
            raise SyntaxError("not an icon")
        self.count = int.from_bytes(head[4:6], "little")
        directory = self.fp.read(16 * self.count)
        entries = [_entry(self.fp, directory[at : at + 16]) for at in range(0, 16 * self.count, 16)]
        best = max(entries, key=lambda entry: (entry.width * entry.height, entry.depth))
        self.fp.seek(best.offset)
        self._frame: ImageFile.ImageFile
        if best.is_png:
            self.png_file, note = without_broken_chunks(io.BytesIO(self.fp.read()))
            self.png_file.seek(0)
            self._frame = PngImagePlugin.PngImageFile(self.png_file)
            self.notes = (note,) if note else ()
        else:
            self._frame = _MaskedBitmap(self.fp)
            self._frame.end = best.end
            self._frame.next = min(
                (each.offset for each in entries if each.offset > best.offset), default=None
            )
        self._mode = self._frame.mode if best.is_png else "RGBA"
        self._size = self._frame.size
        self.info.update(self._frame.info)

    def load(self) -> Any:
        if self._im is None:
            picture = self._frame.masked() if isinstance(self._frame, _MaskedBitmap) else self._frame
            picture.load()
            self.im, self._mode, self.palette = picture.im, picture.mode, picture.palette
            self.notes = getattr(self._frame, "notes", self.notes)
        return Image.Image.load(self)


@dataclass(frozen=True)
class _Entry:
    width: int
    height: int
    depth: int
    offset: int
    end: int
    is_png: bool = False


def _entry(file: IO[bytes], listed: bytes) -> _Entry:
    """A bitmap by its own header, as directories are often wrong; by the directory if it has none."""
    width, height, _, _, _, depth, size, offset = struct.unpack("<BBBBHHII", listed)
    end = offset + size
    file.seek(offset)
    head = file.read(40)
    if head.startswith(_PNG) and len(head) >= 26:
        width, height, bits, kind = struct.unpack_from(">IIBB", head, 16)
        return _Entry(width, height, bits * _PNG_CHANNELS.get(kind, 1), offset, end, is_png=True)
    length = int.from_bytes(head[:4], "little")
    if length == _CORE_HEADER and len(head) >= 12:
        width, height, _, depth = struct.unpack_from("<HHHH", head, 4)
        return _Entry(width, height // 2, depth, offset, end)
    if length >= 40 and len(head) == 40:
        width, height, _, depth = struct.unpack_from("<iiHH", head, 4)
        return _Entry(max(width, 0), abs(height) // 2, depth, offset, end)
    return _Entry(width or 256, height or 256, depth, offset, end)


class _MaskedBitmap(BitmapPicture):
    """A bitmap above a mask of one bit, which stands for alpha where the bitmap has none.

    Attributes:
        end: of bitmap and mask, by the directory.
        next: where the next bitmap of the file begins, if there is one.
    """

    format = "DIB"
    end = 0
    next: int | None = None

    def _open(self) -> None:
        self._bitmap()
        tile = self.tile[0]
        args: Any = tile.args
        if args[0] == "BGRX":  # unused in BMP files, alpha in icons
            args, self._mode = ("BGRA", *args[1:]), "RGBA"
        self._size = (self.width, self.height // 2)
        self.tile = [tile._replace(extents=(0, 0, *self.size), args=args)]
        self._file, self._has_mask = self.fp, tile.codec_name != "bmp_rle"
        self._mask_at = tile.offset + (args[1] * self.height if self._has_mask else 0)
        self._direction = args[2] if self._has_mask else -1

    def load_end(self) -> None:
        """Leave alpha as it is: `masked` looks at it."""

    def masked(self) -> Image.Image:
        """The bitmap, with its mask as alpha unless it has one of its own."""
        self.load()
        if self.mode != "RGBA":
            picture, mask = self.convert("RGBA"), self._mask(required=True)
            self.notes = () if mask or not self._has_mask else ("it has no mask, so it is opaque",)
        elif self.getchannel("A").getextrema() != (0, 0):
            return self
        else:
            picture, mask = self, self._mask(required=False)
            instead = ", so its mask was taken instead" if mask else " and was ignored"
            self.notes = (f"its alpha is zero everywhere{instead}",)
        picture.putalpha(mask or 255)
        return picture

    def _mask(self, required: bool) -> Image.Image | None:
        """Black where the bitmap is transparent; None if there is no mask."""
        if not self._has_mask:
            return None
        assert self._file is not None
        padded, packed = (self.width + 31) // 32 * 4, (self.width + 7) // 8
        if self.next is not None and 0 <= self.next - self._mask_at < packed * self.height:
            return None  # the next bitmap is where the mask would be
        self._file.seek(self._mask_at)
        data = self._file.read(padded * self.height)
        # Pillow writes masks whose rows do not end on a multiple of four.
        is_packed = packed * self.height in (len(data), self.end - self._mask_at)
        stride = packed if is_packed else padded
        if len(data) < stride * self.height:
            if required and self.end > self._mask_at and not ImageFile.LOAD_TRUNCATED_IMAGES:
                raise OSError("the mask is truncated")
            return None
        return Image.frombytes("1", self.size, data, "raw", "1;I", stride, self._direction)
