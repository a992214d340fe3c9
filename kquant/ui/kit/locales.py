"""How numbers are written."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def grouped(locale: QLocale | None = None) -> QLocale:
    """A locale, or that of the program, with thousands set apart, also where no language was chosen ("C")."""
    locale = QLocale() if locale is None else QLocale(locale)
    locale.setNumberOptions(locale.numberOptions() & ~QLocale.NumberOption.OmitGroupSeparator)
    return locale
