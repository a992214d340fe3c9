"""Numbers as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def grouped(locale: QLocale | None = None) -> QLocale:
    """A locale, or that of the program, with thousands set apart, also where no language was chosen ("C")."""
    locale = QLocale() if locale is None else QLocale(locale)
    locale.setNumberOptions(locale.numberOptions() & ~QLocale.NumberOption.OmitGroupSeparator)
    return locale


def size_text(size: int) -> str:
    """A number of bytes as a person reads it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
