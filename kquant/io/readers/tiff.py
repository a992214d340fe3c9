"""TIFF with a preview before the picture, with a colour map of 8 bits, and of rarer kinds of samples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Literal

from PIL import ImagePalette, TiffImagePlugin

from kquant.io.source import ReadError

_NEW_SUBFILE_TYPE, _SUBFILE_TYPE, _SUB_IFDS = 254, 255, 330
_WIDTH, _HEIGHT, _BITS, _PHOTOMETRIC, _SAMPLES, _PLANAR = 256, 257, 258, 262, 277, 284
_COLOR_MAP, _EXTRA_SAMPLES, _SAMPLE_FORMAT = 320, 338, 339
_REDUCED_OR_MASK = 1 | 4  # bits of NewSubfileType
_OLD_REDUCED = 2
_MOST_DIRECTORIES = 256
_MOST_ENTRIES = 1 << 16  # of all that are looked at: hostile ones overlap

_GREY, _RGB, _CIELAB, _ICCLAB = (0, 1), 2, 8, 9
_WORDS = {0: "grey", 1: "grey", 2: "RGB", 3: "indexed", 5: "CMYK", 6: "YCbCr", 8: "CIELAB", 9: "CIELAB"}
_SAMPLE_WORDS = {2: "signed ", 3: "floating-point "}
_POSSIBLE_BITS = {1: {6, 10, 12, 14, 24, 32, 64}, 2: {8, 16, 32, 64}, 3: {16, 24, 32, 64}}
_CAMERA = (32803, 34892)  # colour filter array, and linear raw (TIFF/EP, DNG)


class Rare(Enum):
    """Kinds of samples that Pillow does not know; the values are words for them."""

    LAB = "LAB"
    FLOAT_RGB = "floating-point RGB"
    WIDE_RGB = "RGB"
    GREY_ALPHA = "grey with alpha"


@dataclass(frozen=True)
class _Directory:
    """An image file directory: where it is, how large its picture, whether that is only a preview or mask."""

    offset: int
    pixels: int
    is_preview: bool
    is_camera_raw: bool
    is_readable: bool
    children: tuple[int, ...]
    next: int


class TiffPicture(TiffImagePlugin.TiffImageFile):
    """A TIFF picture: the full one, where a reduced preview comes first.

    Attributes:
        notes: what was decided about it.
        choice: which picture of the file it is, if that is not simply a page.
        rare: the kind of its samples, if Pillow opens but cannot load them.
    """

    notes: tuple[str, ...] = ()
    choice: str | None = None
    rare: Rare | None = None
    _choosing = False
    _entries_left = _MOST_ENTRIES
    _failure: Exception | None = None

    def _open(self) -> None:
        self._choosing = True
        super()._open()
        self._choose()
        self._choosing = False
        if self._failure is not None:
            raise self._failure

    def _choose(self) -> None:
        """Go to the first page that is no preview, or to the full picture among its children."""
        first = self._here()
        if not first.is_preview and not first.children:
            return
        seen: list[_Directory] = []
        chosen = None
        for page in self._pages(first):
            family = self._family(page, _MOST_DIRECTORIES - len(seen))
            seen += family
            full = [each for each in family if each.pixels and not each.is_preview]
            if not page.is_preview:  # which is good enough if a larger child cannot be read
                full = [each for each in full if each is page or each.is_readable]
            if full:
                chosen = max(full, key=lambda each: each.pixels)
                break
        note = None
        if chosen is not None and chosen.is_camera_raw:
            readable = [each for each in seen if each.is_readable]
            if readable:
                chosen = max(readable, key=lambda each: each.pixels)
                note = "a camera's raw picture cannot be read, so its preview was"
        self._go_to((chosen or first).offset)
        if note:
            self.choice = note
        elif chosen not in (None, first):
            self.choice = "the full picture, behind a reduced preview"

    def _pages(self, first: _Directory) -> Iterator[_Directory]:
        yield first
        try:
            for page in range(1, _MOST_DIRECTORIES):
                if self._entries_left < 0:
                    return
                self._seek(page)
                yield self._here()
        except Exception:  # no more, or none that can be understood
            return

    def _family(self, page: _Directory, most: int) -> list[_Directory]:
        """A page, its children, and theirs; children may be a list, or follow each other as pages do."""
        family = [page]
        for each in family:
            known = {one.offset for one in family}
            for offset in each.children if each is page else (*each.children, each.next):
                if not offset or offset in known or len(family) >= most or self._entries_left < 0:
                    continue
                try:
                    self._go_to(offset)
                except Exception:  # leads nowhere
                    continue
                family.append(self._here())
        return family

    def _go_to(self, offset: int) -> None:
        """Take the directory at `offset`, in the way Pillow takes those of child images."""
        first, self._frame_pos[0] = self._frame_pos[0], offset
        try:
            self._seek(0)
        finally:
            self._frame_pos[0] = first

    def _here(self) -> _Directory:
        tags = self.tag_v2
        sides = [tags.get(tag) for tag in (_WIDTH, _HEIGHT)]
        width, height = (side if isinstance(side, int) else 0 for side in sides)
        kind, old_kind = tags.get(_NEW_SUBFILE_TYPE), tags.get(_SUBFILE_TYPE)
        is_preview = bool(kind & _REDUCED_OR_MASK) if isinstance(kind, int) else old_kind == _OLD_REDUCED
        children = tags.get(_SUB_IFDS, ())
        children = children if isinstance(children, tuple) else (children,)
        self._entries_left -= self._count_entries()
        return _Directory(
            int(tags.offset or 0),
            width * height,
            is_preview,
            tags.get(_PHOTOMETRIC) in _CAMERA,
            self._failure is None,
            tuple(offset for offset in children if isinstance(offset, int) and offset > 0),
            int(tags.next or 0),
        )

    def _count_entries(self) -> int:
        """Entries of this directory, of which the tags may be fewer."""
        assert self.fp is not None
        order: Literal["little", "big"] = "little" if self.tag_v2.prefix == b"II" else "big"
        self.fp.seek(int(self.tag_v2.offset or 0))
        return int.from_bytes(self.fp.read(8 if self.tag_v2._bigtiff else 2), order)

    def _setup(self) -> None:
        self.notes, self.rare, self._failure = (), None, None
        self.info.pop("icc_profile", None)  # of another page
        try:
            self._take_samples()
        except Exception as error:
            if not self._choosing:
                raise
            self._failure = error

    def _take_samples(self) -> None:
        tags = self.tag_v2
        self.rare, taken_for = self._rare_samples()
        try:
            with self._other_tags(taken_for):
                super()._setup()
        except (SyntaxError, KeyError) as error:
            explained = self._explained()
            if explained is None:
                raise
            raise explained from error
        if self.mode in ("P", "PA"):
            color_map = tags[_COLOR_MAP]
            if 0 < max(color_map) < 256:  # as libtiff has it: some writers forget to make 16 bits of them
                self.palette = ImagePalette.raw("RGB;L", bytes(color_map))
                self.notes = ("its colour map has 8 bits where TIFF has 16, and was read so",)

    def _rare_samples(self) -> tuple[Rare | None, dict[int, Any]]:
        """The kind of these samples if Pillow knows it not, and tags in place of theirs that it knows."""
        tags = self.tag_v2
        photometric, count = tags.get(_PHOTOMETRIC), tags.get(_SAMPLES, 1)
        bits, formats = set(tags.get(_BITS, (1,))), set(tags.get(_SAMPLE_FORMAT, (1,)))
        together = tags.get(_PLANAR, 1) == 1
        has_extra = len(tags.get(_EXTRA_SAMPLES, ())) == 1
        whole = formats <= {1, 2}
        plain = {_SAMPLE_FORMAT: (1,) * count}
        if photometric in (_CIELAB, _ICCLAB) and whole and count in (3, 4) and bits in ({8}, {16}):
            return Rare.LAB, {_PHOTOMETRIC: _RGB, **plain}  # some call a* and b* signed, as they are
        if photometric == _RGB and together and count in (3, 4):
            is_float = formats == {3} and len(bits) == 1 and bits <= {32, 64}
            if is_float or (whole and bits == {32}):
                return Rare.FLOAT_RGB if is_float else Rare.WIDE_RGB, {_BITS: (8,) * count, **plain}
        elif photometric in _GREY and (bits, formats, count) == ({16}, {1}, 2) and has_extra and together:
            return Rare.GREY_ALPHA, {
                _PHOTOMETRIC: _RGB,
                _BITS: (8,) * 4,
                _SAMPLES: 4,
                _EXTRA_SAMPLES: (2,),
            }
        return None, {}

    @contextmanager
    def _other_tags(self, others: dict[int, Any]) -> Iterator[None]:
        tags = self.tag_v2
        before = {tag: tags.get(tag) for tag in others}
        for tag, value in others.items():
            tags[tag] = value
        try:
            yield
        finally:
            for tag, value in before.items():
                if value is None:
                    del tags[tag]
                else:
                    tags[tag] = value

    def _explained(self) -> ReadError | None:
        """An error that names these samples and what can be done, if only Pillow does not know them."""
        tags = self.tag_v2
        photometric, bits = tags.get(_PHOTOMETRIC), set(tags.get(_BITS, (1,)))
        if photometric in _CAMERA:
            return ReadError("it is a camera's raw picture: develop it first, and save it as TIFF or PNG")
        formats = set(tags.get(_SAMPLE_FORMAT, (1,)))
        sane = len(bits) == len(formats) == 1 and formats <= _POSSIBLE_BITS.keys()
        if photometric not in _WORDS or not sane or not bits <= _POSSIBLE_BITS[min(formats)]:
            return None
        (one,), (form,) = bits, formats
        planes = " in planes" if tags.get(_PLANAR) == 2 else ""
        kind = f"{_SAMPLE_WORDS.get(form, '')}{_WORDS[photometric]} of {one} bits{planes}"
        return ReadError(f"KQuant cannot read TIFF of this kind ({kind}): save it as 8- or 16-bit RGB")
