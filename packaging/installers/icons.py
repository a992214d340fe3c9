"""The application's icon in every form that a system wants it, all drawn from one SVG file."""

from __future__ import annotations

import os
import re
from pathlib import Path

from PIL import Image

from installers.project import ROOT

SVG = ROOT / "resources" / "icons" / "kquant.svg"
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_MAC_SIZES = (16, 32, 64, 128, 256, 512)
_MAC_SHARE = 0.8
"""Apple's icons leave a margin around their shape: 824 of 1024 pixels."""


def draw(side: int, share: float = 1.0) -> Image.Image:
    """The icon in a square of `side` pixels, of which it takes up a share of the width."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    margin = side * (1 - share) / 2
    QSvgRenderer(str(SVG)).render(painter, QRectF(margin, margin, side * share, side * share))
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(image.constBits()))


def write_pngs(folder: Path, name: str) -> None:
    """Write the sizes and the scalable and symbolic forms into a folder `hicolor` of an icon theme."""
    for side in LINUX_SIZES:
        target = folder / f"{side}x{side}" / "apps" / f"{name}.png"
        target.parent.mkdir(parents=True)
        draw(side).save(target, optimize=True)
    for kind, text in (("scalable", SVG.read_text("ascii")), ("symbolic", symbolic_svg())):
        target = folder / kind / "apps" / f"{name}{'-symbolic' if kind == 'symbolic' else ''}.svg"
        target.parent.mkdir(parents=True)
        target.write_text(text, "ascii")


def symbolic_svg() -> str:
    """One colour on nothing, which desktops tint for light and dark panels."""
    shapes = re.sub(r"  <(rect|!--)[^\n]*\n", "", SVG.read_text("ascii"))
    return re.sub(r'fill="#\w+"', 'fill="#2e3436"', shapes).replace("<svg", '<svg width="16" height="16"', 1)


def write_ico(path: Path) -> None:
    """Write Windows' form."""
    images = [draw(side) for side in _WINDOWS_SIZES]
    images[-1].save(path, sizes=[image.size for image in images], append_images=images[:-1])


def write_icns(path: Path) -> None:
    """Write Apple's form, with twice the size for finer displays."""
    images = [draw(side, _MAC_SHARE) for side in (*_MAC_SIZES, 1024)]
    images[-1].save(path, append_images=images[:-1])
