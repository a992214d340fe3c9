"""Palettes that are ZIP files: one file out of the archive, and no bomb."""

from __future__ import annotations

import io
import zipfile

from kquant.io.palettes.palette import MAX_TEXT_BYTES, PaletteError

_MAX_FILES = 1000
_LISTED = b"PK\1\2"  # begins each file's entry in the archive's list
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Methods that palettes are packed with. Of others `zipfile` unpacks the whole before it can be stopped."""


def is_archive(data: bytes) -> bool:
    """Whether this is a ZIP file."""
    return data.startswith(b"PK\x03\x04")


def unpack(data: bytes, name: str) -> bytes:
    """One file of an archive.

    Raises:
        PaletteError: there is no such file, it is damaged, encrypted, packed in a way that palettes are not,
            or larger than `MAX_TEXT_BYTES`; or the archive has far more files than a palette.
    """
    if data.count(_LISTED) > _MAX_FILES:
        raise PaletteError(f"its archive has more than {_MAX_FILES:,} files")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(name).compress_type not in _PACKED:
                raise PaletteError(f"{name} in it is packed in a way that no palette is")
            with archive.open(name) as file:
                content = file.read(MAX_TEXT_BYTES + 1)
    except PaletteError:
        raise
    except KeyError as error:
        raise PaletteError(f"there is no {name} in it") from error
    except Exception as error:  # zipfile raises almost anything on a hostile file
        raise PaletteError("its archive is damaged or encrypted") from error
    if len(content) > MAX_TEXT_BYTES:
        raise PaletteError(f"{name} in it unpacks to more than {MAX_TEXT_BYTES >> 20} MiB")
    return content


def pack(files: dict[str, bytes]) -> bytes:
    """An archive, the same bytes for the same files; the first is stored as it is, for others to sniff."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for place, (name, content) in enumerate(files.items()):
            kind = zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), content, kind)
    return out.getvalue()
