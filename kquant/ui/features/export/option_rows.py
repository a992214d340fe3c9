"""The rows of the export dialog that say how a picture is written; of each format those that it knows."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QSlider, QSpinBox, QWidget

from kquant.core.color.names import NameList
from kquant.io.picture_formats import PictureFormat
from kquant.io.picture_options import Compression, SaveOptions, Subsampling
from kquant.ui.kit.accessibility import describe
from kquant.ui.kit.widgets import DropDown

_GAP = 8
_QUALITIES = (1, 100)


class OptionRows(QObject):
    """Attributes:
    options: what is chosen; fields that the format does not take are as they were shown last.

    Signals:
        changed(): something else was chosen by hand.
    """

    changed = Signal()

    def __init__(self, form: QFormLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = form
        self._takes: tuple[str, ...] = ()
        self._indexed = DropDown(parent)
        self._compression = DropDown(parent)
        self._lossless = QCheckBox(self.tr("&Lossless: every pixel stays as it is"), parent)
        self._quality = QSpinBox(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal, parent)
        self._quality_row = QHBoxLayout()
        self._subsampling = DropDown(parent)
        self._fill()
        self._describe()
        self._add_rows()
        self._connect()

    @property
    def options(self) -> SaveOptions:
        compression, subsampling = self._compression.currentData(), self._subsampling.currentData()
        return SaveOptions(
            indexed=bool(self._indexed.currentData()),
            compression=Compression(compression) if compression else Compression.AUTO,
            lossless=self._lossless.isChecked(),
            quality=self._quality.value(),
            subsampling=Subsampling(subsampling),
        )

    def show_format(self, form: PictureFormat | None, options: SaveOptions) -> None:
        """Show the rows of a format, or none, with what is chosen in them."""
        self._takes = () if form is None else form.takes
        parts = (self._indexed, self._compression, self._lossless, self._quality, self._slider)
        blockers = [QSignalBlocker(part) for part in (*parts, self._subsampling)]
        self._compression.clear()
        for each in () if form is None else form.compressions:
            self._compression.addItem(self._compression_names[each], each.value)
        self._indexed.setCurrentIndex(self._indexed.findData(options.indexed))
        self._compression.setCurrentIndex(self._compression.findData(options.compression.value))
        self._lossless.setChecked(options.lossless)
        self._quality.setValue(options.quality)
        self._slider.setValue(options.quality)
        self._subsampling.setCurrentIndex(self._subsampling.findData(options.subsampling.value))
        del blockers
        self._show_rows()

    def _fill(self) -> None:
        self._indexed.addItem(self.tr("Indexed: palette and numbers"), True)
        self._indexed.addItem(self.tr("True colour: red, green and blue"), False)
        self._compression_names = {
            Compression.AUTO: self.tr("Automatic"),
            Compression.SMALL: self.tr("Smallest file"),
            Compression.LZW: self.tr("LZW"),
            Compression.DEFLATE: self.tr("Deflate"),
            Compression.NONE: self.tr("None"),
        }
        for each, name in (
            (Subsampling.FULL, self.tr("Full (4:4:4)")),
            (Subsampling.HALF, self.tr("Half across (4:2:2)")),
            (Subsampling.QUARTER, self.tr("Half both ways (4:2:0)")),
        ):
            self._subsampling.addItem(name, each.value)
        self._quality.setRange(*_QUALITIES)
        self._slider.setRange(*_QUALITIES)

    def _describe(self) -> None:
        quality = self.tr("Higher is closer to the result and makes a larger file.")
        for name, widget, title, tip in (
            (
                "export_indexed",
                self._indexed,
                self.tr("Pixels"),
                self.tr("The same colours either way; a palette is smaller and stays editable."),
            ),
            (
                "export_compression",
                self._compression,
                self.tr("Compression"),
                self.tr("Nothing is lost by it. Automatic is quick for large pictures."),
            ),
            (
                "export_lossless",
                self._lossless,
                self.tr("Lossless"),
                self.tr("If off, the file is smaller but holds more colours than the palette."),
            ),
            ("export_quality", self._quality, self.tr("Quality"), quality),
            ("export_quality_slider", self._slider, self.tr("Quality, slider"), quality),
            (
                "export_subsampling",
                self._subsampling,
                self.tr("Hue detail"),
                self.tr("Less is smaller, and blurs the edges between colours."),
            ),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(title)
            widget.setAccessibleDescription(tip)
            widget.setToolTip(tip)

    def _add_rows(self) -> None:
        self._quality_row.setSpacing(_GAP)
        self._quality_row.addWidget(self._slider, 1)
        self._quality_row.addWidget(self._quality)
        self._form.addRow(self.tr("&Pixels:"), self._indexed)
        self._form.addRow(self.tr("C&ompression:"), self._compression)
        self._form.addRow("", self._lossless)
        self._form.addRow(self.tr("&Quality:"), self._quality_row)
        label = self._form.labelForField(self._quality_row)
        label.setBuddy(self._quality)  # type: ignore[attr-defined]  # it is a QLabel
        self._form.addRow(self.tr("&Hue detail:"), self._subsampling)

    def _connect(self) -> None:
        self._slider.valueChanged.connect(self._quality.setValue)
        self._quality.valueChanged.connect(self._slider.setValue)
        self._quality.valueChanged.connect(self._tell)
        self._lossless.toggled.connect(self._tell)
        for box in (self._indexed, self._compression, self._subsampling):
            box.currentIndexChanged.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        """Quality counts only where something may be lost."""
        lossy = "lossless" not in self._takes or not self._lossless.isChecked()
        for field, row, counts in (
            ("indexed", self._indexed, True),
            ("compression", self._compression, True),
            ("lossless", self._lossless, True),
            ("quality", self._quality_row, lossy),
            ("subsampling", self._subsampling, True),
        ):
            self._form.setRowVisible(row, field in self._takes and counts)


class NamesBox(DropDown):
    """The lists of names that colours of an exported palette may get, and no names."""

    def __init__(self, names: NameList | None, parent: QWidget) -> None:
        super().__init__(parent)
        teaching = self.tr("What each colour is called: by the nearest colour that has a name.")
        describe(self, "export_names", self.tr("Names of the colours"), teaching)
        for each, words in (
            (NameList.CSS, self.tr("Nearest of CSS, such as “steelblue”")),
            (NameList.XKCD, self.tr("Nearest of the xkcd survey, such as “dusty rose”")),
            (None, self.tr("None")),
        ):
            self.addItem(words, each.value if each else None)
        self.setCurrentIndex(self.findData(names.value if names else None))

    @property
    def names(self) -> NameList | None:
        """What is chosen."""
        chosen = self.currentData()
        return None if chosen is None else NameList(chosen)
