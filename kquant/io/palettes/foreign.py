"""Files that look like palettes by their names and are something else, which is worth saying."""

from __future__ import annotations


def foreign_kind(data: bytes) -> str | None:
    """A sentence about a file that cannot be read, if it is of a kind that is known, or None."""
    if data[4:6] == b"\xe0\xa5" and len(data) >= 128:  # Aseprite's docs/ase-file-specs.md, "Header"
        return "this is a sprite of Aseprite, not Adobe swatches: save its palette as GPL or PNG in Aseprite"
    if data.startswith(b"8BCB"):
        return "this is an Adobe colour book, which KQuant does not read: save its swatches as ASE"
    if data[:2] in (b"\xcc\xdc", b"\xcd\xdc", b"\xdc\xdc"):
        return "this is a binary CorelDRAW palette, which KQuant does not read: save it as ASE"
    return None
