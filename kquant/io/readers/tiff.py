"""TIFF with a preview before the picture, or with a colour map of 8 bits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImagePalette, TiffImagePlugin

from kquant.io.source import ReadError

_NEW_SUBFILE_TYPE, _SUBFILE_TYPE, _SUB_IFDS = 254, 255, 330
_WIDTH, _HEIGHT, _PHOTOMETRIC, _COLOR_MAP = 256, 257, 262, 320
_REDUCED_OR_MASK = 1 | 4  # bits of NewSubfileType
_OLD_REDUCED = 2
_MOST_DIRECTORIES = 256

_CAMERA = (32803, 34892)  # colour filter array, and linear raw (TIFF/EP, DNG)


@dataclass(frozen=True)
class _Directory:
    """An image file directory: where it is, how large its picture, whether that is only a preview or mask."""

    offset: int
    pixels: int
    is_preview: bool
    is_camera_raw: bool
    is_readable: bool
    children: tuple[int, ...]


class TiffPicture(TiffImagePlugin.TiffImageFile):
    """A TIFF picture: the full one, where a reduced preview comes first.

    Attributes:
        notes: what was decided about it.
        choice: which picture of the file it is, if that is not simply a page.
    """

    notes: tuple[str, ...] = ()
    choice: str | None = None
    _choosing = False
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
                self._seek(page)
                yield self._here()
        except Exception:  # no more, or none that can be understood
            return

    def _family(self, page: _Directory, most: int) -> list[_Directory]:
        """A page, its children, and theirs."""
        family = [page]
        for each in family:
            known = {one.offset for one in family}
            for offset in each.children:
                if offset in known or len(family) >= most:
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
        return _Directory(
            int(tags.offset or 0),
            width * height,
            is_preview,
            tags.get(_PHOTOMETRIC) in _CAMERA,
            self._failure is None,
            tuple(offset for offset in children if isinstance(offset, int) and offset > 0),
        )

    def _setup(self) -> None:
        self.notes, self._failure = (), None
        self.info.pop("icc_profile", None)  # of another page
        try:
            self._take_samples()
        except Exception as error:
            if not self._choosing:
                raise
            self._failure = error

    def _take_samples(self) -> None:
        tags = self.tag_v2
        try:
            super()._setup()
        except (SyntaxError, KeyError) as error:
            if tags.get(_PHOTOMETRIC) not in _CAMERA:
                raise
            raise ReadError(
                "it is a camera's raw picture: develop it first, and save it as TIFF or PNG"
            ) from error
        if self.mode in ("P", "PA"):
            color_map = tags[_COLOR_MAP]
            if max(color_map) < 256:  # as libtiff has it: some writers forget to make 16 bits of them
                self.palette = ImagePalette.raw("RGB;L", bytes(color_map))
                self.notes = ("its colour map has 8 bits where TIFF has 16, and was read so",)
