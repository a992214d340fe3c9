"""Numbers as a person reads them."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLocale


def grouped(locale: QLocale | None = None) -> QLocale:
    """A locale, or that of the program, with thousands set apart, also where no language was chosen ("C")."""
    locale = QLocale() if locale is None else QLocale(locale)
    locale.setNumberOptions(locale.numberOptions() & ~QLocale.NumberOption.OmitGroupSeparator)
    return locale


def decimal_text(value: float, decimals: int | None = None) -> str:
    """A number in the locale's digits; with about four that count unless `decimals` says how many."""
    if not math.isfinite(value):
        return "–"
    if decimals is None:
        size = abs(value)
        decimals = 0 if size >= 1e5 else 1 if size >= 100 else 2 if size >= 1 or not size else 4
    return grouped().toString(value, "f", decimals)


def whole_text(value: int) -> str:
    """A whole number in the locale's digits."""
    return grouped().toString(value)


def seconds_text(seconds: float, locale: QLocale) -> str:
    """How long something took, in milliseconds below a second."""
    if seconds < 1:
        milliseconds = locale.toString(round(seconds * 1000))
        return QCoreApplication.translate("Figures", "{} ms").format(milliseconds)
    return QCoreApplication.translate("Figures", "{} s").format(locale.toString(seconds, "f", 2))


def size_text(size: int) -> str:
    """A number of bytes as a person reads it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
