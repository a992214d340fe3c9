"""A plot as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

from kquant.io.atomic import WriteError, write_bytes

_ENLARGED = 2


def export_plot(plot: QGraphicsView, path: Path) -> None:
    """Write the plot as it is seen, as PNG of twice its size or as SVG, over a file that may be there.

    Raises:
        WriteError: it cannot be written, or the name ends in neither .png nor .svg.
    """
    draw = {".png": _draw_png, ".svg": _draw_svg}.get(path.suffix.lower())
    if draw is None:
        raise WriteError("a plot can be saved as .png or .svg")
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    draw(plot, buffer)
    buffer.close()
    write_bytes(path, bytes(data.data()), force=True)


def _draw_png(plot: QGraphicsView, buffer: QBuffer) -> None:
    image = QImage(plot.viewport().size() * _ENLARGED, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_ENLARGED)
    with QPainter(image) as painter:
        plot.render(painter, QRectF(plot.viewport().rect()))
    QImageWriter(buffer, QByteArray(b"png")).write(image)


def _draw_svg(plot: QGraphicsView, buffer: QBuffer) -> None:
    # Version 1.2 Tiny, the default, knows no clipping.
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    # The axes are kept as a QPicture, which is drawn larger or smaller where the resolution is another.
    generator.setResolution(plot.logicalDpiX())
    generator.setSize(plot.viewport().size())
    generator.setViewBox(QRectF(plot.viewport().rect()))
    generator.setTitle(plot.accessibleName())
    with QPainter(generator) as painter:
        plot.render(painter, QRectF(plot.viewport().rect()))
