"""Pillow made safe to call: its global variables, warnings and exceptions.

Pillow raises almost any exception on a hostile file, warns, and is steered by global variables.
All of that is dealt with here and nowhere else.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import BinaryIO

from PIL import Image, ImageFile

from kquant.io.decoder_messages import caught_messages
from kquant.io.source import DamagedError, ReadError

_one_at_a_time = threading.Lock()

# Pillow's blocks of 16 MB are zeroed before decoding, with Python's lock held: 20 to 60 ms for 24 million
# pixels, in which a window waits. For one large block the system gives memory that is zero already.
Image.core.set_block_size(1 << 30)  # type: ignore[attr-defined]


@contextmanager
def pillow_door(file: BinaryIO, max_pixels: int, tolerant: bool) -> Iterator[list[str]]:
    """A block in which pictures are opened and decoded, one thread at a time.

    Args:
        max_pixels: Pillow refuses pictures and parts of pictures that are larger.
        tolerant: Pillow fills up what is missing of a truncated file.

    Yields:
        A list that holds what the decoder has to say once the block has ended.

    Raises:
        ReadError: for everything that goes wrong in the block.
    """
    with _one_at_a_time, warnings.catch_warnings():
        before = Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = max_pixels, tolerant
        try:
            with _messages(file) as messages:
                yield messages
        except (ReadError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:  # a plug-in's panic is no Exception
            raise _explained(error, max_pixels) from error
        finally:
            Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before


def _messages(file: BinaryIO) -> AbstractContextManager[list[str]]:
    """Only libtiff writes past Python, so only for TIFF is standard error touched."""
    file.seek(0)
    return caught_messages() if file.read(2) in (b"II", b"MM") else nullcontext([])


def _explained(error: BaseException, max_pixels: int) -> ReadError:
    text = str(error).lower()
    if isinstance(error, MemoryError):
        return ReadError("there is not enough memory for this picture")
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return ReadError(f"the picture is larger than the limit of {max_pixels:,} pixels")
    if isinstance(error, EOFError) or "truncated" in text or "not enough" in text:
        return DamagedError("the file is truncated: a part of the picture is missing")
    if "checksum" in text:
        return DamagedError("the file is corrupt: a checksum is wrong")
    return DamagedError("the file is corrupt: its picture cannot be decoded")
