"""TGA whose alpha is none, and true colour with a colour map that it does not use."""

from __future__ import annotations

import os

from PIL import TgaImagePlugin

_DEPTH, _DESCRIPTOR = 16, 17
_ALPHA_BITS = 0x0F
_FOOTER_BYTES = 26
_FOOTER_MARK = b"TRUEVISION-XFILE.\0"
_ATTRIBUTES_TYPE = 494  # in the extension area
_USEFUL_ALPHA = 3


class TgaPicture(TgaImagePlugin.TgaImageFile):
    """A TGA picture that is opaque where neither descriptor nor extension area speaks of alpha."""

    notes: tuple[str, ...] = ()

    def _open(self) -> None:
        super()._open()
        if self.mode != "P":
            self.palette = None

    def load_end(self) -> None:
        if self.mode in ("RGBA", "LA"):
            alpha = len(self.getbands()) - 1
            extrema = self.im.getband(alpha).getextrema()
            if extrema != (255, 255) and not self._has_alpha():
                self.im.fillband(alpha, 255)
                self.notes = ("its header says that it has no alpha, so that was ignored",)
            elif extrema == (0, 0) and self._has_one_bit():
                self.im.fillband(alpha, 255)
                self.notes = ("its alpha is the same everywhere and was ignored",)
        super().load_end()

    def _has_alpha(self) -> bool:
        """By the extension area (Truevision TGA 2.0, field 24), else by the descriptor (field 5.6)."""
        assert self.fp is not None
        start = max(self.fp.seek(0, os.SEEK_END) - _FOOTER_BYTES, 0)
        self.fp.seek(start)
        footer = self.fp.read(_FOOTER_BYTES)
        extension = int.from_bytes(footer[:4], "little") if footer.endswith(_FOOTER_MARK) else 0
        if extension:
            self.fp.seek(extension + _ATTRIBUTES_TYPE)
            kind = self.fp.read(1)
            if kind:
                return kind[0] >= _USEFUL_ALPHA
        self.fp.seek(_DESCRIPTOR)
        return bool(self.fp.read(1)[0] & _ALPHA_BITS)

    def _has_one_bit(self) -> bool:
        """Whether there is one bit of alpha, which means opaque to some programs and clear to others."""
        assert self.fp is not None
        self.fp.seek(_DEPTH)
        return self.mode == "RGBA" and self.fp.read(1) == b"\x10"
