"""A plot as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

from kquant.core.model.errors import KQuantError
from kquant.session.work.job import Control, Lane
from kquant.session.work.scheduler import Scheduler, report
from kquant.ui.kit.file_dialog import SaveDialog, ask_to_replace

Write: TypeAlias = Callable[[Path, bytes], object]

_ENLARGED = 2


class PlotExport(QObject):
    """Asks where to, draws the plot, and has it encoded and written off the GUI thread.

    Args:
        plot: tells what is to be drawn, None while there is nothing.
        write: puts bytes into a file, which may be there, on any thread.
        panel: that the dialog belongs to.

    Attributes:
        suggest: tells the Path that is offered.

    Signals:
        exported(object): the plot was saved as this Path.
        failed(str): it was not; one sentence for a person.
        broke(object): an unexpected exception.
    """

    exported = Signal(object)
    failed = Signal(str)
    broke = Signal(object)

    def __init__(
        self,
        plot: Callable[[], QGraphicsView | None],
        write: Write,
        panel: QWidget,
        scheduler: Scheduler,
    ) -> None:
        super().__init__(panel)
        self._plot, self._write, self._panel = plot, write, panel
        self._name = ""
        self.suggest: Callable[[], Path] = partial(Path, "clusters.png")
        self._writer = scheduler.channel(self, Lane.FILES)
        self._writer.delivered.connect(self.exported)
        self._writer.failed.connect(self._tell_failure)

    @Slot()
    def ask(self) -> None:
        """Let a person choose place, name and format."""
        dialog = SaveDialog(self._panel, self.tr("Export Plot"), str(self.suggest()))
        dialog.setObjectName("plot_dialog")
        dialog.setNameFilters([self.tr("PNG image (*.png)"), self.tr("SVG drawing (*.svg)")])
        dialog.setDefaultSuffix("png")
        dialog.selectFile(self.suggest().name)
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix("svg" if "svg" in name else "png"))
        dialog.fileSelected.connect(self._save_as)
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the plot as it is seen, as PNG of twice its size or as SVG, over a file that may be there."""
        self._name = path.name
        try:
            encode = drawn(self._plot(), path.suffix.lower())
        except KQuantError as error:
            self._tell_failure(error)
            return

        write = self._write  # a worker is to hold nothing of Qt's, as this is

        def work(control: Control) -> None:
            write(path, encode())
            control.deliver(path)

        self._writer.start(work)

    def close(self) -> bool:
        """Wait for what is being written; True once no thread is left."""
        return self._writer.close()

    @Slot(str)
    def _save_as(self, name: str) -> None:
        ask_to_replace(Path(name), partial(self.save, Path(name)), self._panel)

    @Slot(object)
    def _tell_failure(self, error: BaseException) -> None:
        report(error, self.failed, self.broke, self._name)


def drawn(plot: QGraphicsView | None, ending: str) -> Callable[[], bytes]:
    """Draw the plot as it is now; what comes back makes the bytes of the file, on any thread.

    Raises:
        KQuantError: there is nothing to draw, or the ending is neither .png nor .svg.
    """
    if ending not in (".png", ".svg"):
        raise KQuantError("a plot can be saved as .png or .svg")
    if plot is None:
        raise KQuantError("there is no plot yet")
    if ending == ".svg":
        return partial(bytes, _svg(plot))
    image = QImage(plot.viewport().size() * _ENLARGED, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_ENLARGED)
    with QPainter(image) as painter:
        plot.render(painter, QRectF(plot.viewport().rect()))
    return partial(_png, image)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())


def _svg(plot: QGraphicsView) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
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
    buffer.close()
    return bytes(data.data())
