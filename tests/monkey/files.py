"""Pictures, broken files and texts that a monkey gets to play with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
from PIL import Image

TEXTS = (
    "", " ", "0", "1", "-5", "99999999999999", "1e400", "nan", "٣", "zzz", "%s{}{0}", "\x00", "😀‮",
    "#ff0000", "red, blue, #123", "rgb(1,2,3)", "#112233\n#445566", "1,2;3,4\n5,6;7,8\n9,10;11,12",
    "<b>x</b><img src=x>", "a" * 300, "/" + "a" * 300, "out.png", "out", "out.gif", "out.gpl", "a\x00b.png",
)  # fmt: skip


def make_pictures(folder: Path, random: np.random.RandomState) -> list[Path]:
    """Small pictures of odd sizes, kinds and names."""
    made = [
        _picture(folder / "photo.png", random, 120, 160),
        _picture(folder / "soft.png", random, 90, 60, alpha=True),
        _picture(folder / "tall.png", random, 200, 3, levels=4),
        _picture(folder / "wide.png", random, 2, 900),
        _picture(folder / "one pixel.png", random, 1, 1),
        _picture(folder / "flat.png", random, 150, 200, levels=2),
        _picture(folder / "web.webp", random, 64, 64),
        _picture(folder / "scan.tif", random, 150, 100),
        _picture(folder / "[*]&m.png", random, 80, 80),
        _picture(folder / ("l" * 200 + ".png"), random, 50, 50),
        folder / "clear.png",
    ]
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(made[-1])
    with suppress(OSError):  # Windows has no such names
        made.append(_picture(folder / "<b>c.png", random, 40, 300))
    return made


def make_broken(folder: Path) -> list[Path]:
    """What is no picture, or is not there."""
    texts = {"text.png": b"no picture", "empty.png": b"", "cut.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"}
    for name, content in texts.items():
        (folder / name).write_bytes(content)
    missing = [folder / "missing.png", folder / ("n" * 300 + ".png")]
    return [*(folder / name for name in texts), folder, *missing]


def _picture(
    path: Path, random: np.random.RandomState, height: int, width: int, alpha: bool = False, levels: int = 256
) -> Path:
    small = random.randint(0, 256, (4, 5, 3)).astype(np.uint8)
    soft = np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC), np.int16)
    pixels = (soft + random.randint(-10, 11, soft.shape)).clip(0, 255) // (256 // levels) * (256 // levels)
    if alpha:
        pixels = np.dstack([pixels, random.randint(0, 256, (height, width))])
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return path
