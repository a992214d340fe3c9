"""The pictures that an installed KQuant offers to open, by the names each system has for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    """A picture format.

    Attributes:
        mime: as freedesktop's shared-mime-info has it.
        uti: Apple's uniform type identifier.
        endings: of file names, without the dot.
    """

    mime: str
    uti: str
    endings: tuple[str, ...]


# JPEG XL is missing: its plug-in is under the GPL, and installers hold nothing that is.
FILE_TYPES = (
    FileType("image/png", "public.png", ("png", "apng")),
    FileType("image/jpeg", "public.jpeg", ("jpg", "jpeg", "jpe", "jfif")),
    FileType("image/gif", "com.compuserve.gif", ("gif",)),
    FileType("image/bmp", "com.microsoft.bmp", ("bmp",)),
    FileType("image/tiff", "public.tiff", ("tif", "tiff")),
    FileType("image/webp", "org.webmproject.webp", ("webp",)),
    FileType("image/avif", "public.avif", ("avif",)),
    FileType("image/heif", "public.heic", ("heic", "heif")),
    FileType("image/x-tga", "com.truevision.tga-image", ("tga",)),
    FileType("image/vnd.adobe.photoshop", "com.adobe.photoshop-image", ("psd",)),
    FileType("image/vnd.microsoft.icon", "com.microsoft.ico", ("ico",)),
    FileType("image/x-win-bitmap", "com.microsoft.cur", ("cur",)),
    FileType("image/x-portable-anymap", "public.pbm", ("ppm", "pgm", "pbm", "pnm")),
    FileType("image/jp2", "public.jpeg-2000", ("jp2", "j2k", "jpx")),
    FileType("image/qoi", "org.kquant.qoi", ("qoi",)),
)


def mime_types() -> list[str]:
    return [kind.mime for kind in FILE_TYPES]


def endings() -> list[str]:
    return [ending for kind in FILE_TYPES for ending in kind.endings]
