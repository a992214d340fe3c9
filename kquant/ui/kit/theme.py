"""Neutral greys and one restrained accent, in light and dark, on Qt's Fusion style."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from kquant.core.color.contrast import BALANCED_LUMINANCE, relative_luminance

_REMEMBERED = 4096  # a repaint asks for the same colours again


class Scheme(StrEnum):
    """What a person chooses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class _Greys:
    window: str
    base: str
    alternate: str
    button: str
    text: str
    faint: str
    disabled: str
    light: str
    mid: str
    dark: str
    accent: str
    link: str
    tip: str
    frame: str
    disabled_frame: str


_LIGHT = _Greys(
    window="#ececec",
    base="#fafafa",
    alternate="#f2f2f2",
    button="#f4f4f4",
    text="#1f1f1f",
    faint="#6a6a6a",
    disabled="#878787",
    light="#ffffff",
    mid="#c4c4c4",
    dark="#9a9a9a",
    accent="#3a6ea5",
    link="#2a5f96",
    tip="#ffffff",
    frame="#ececec",
    disabled_frame="#ececec",
)
_DARK = _Greys(
    window="#2d2d2d",
    base="#232323",
    alternate="#292929",
    button="#3a3a3a",
    text="#e2e2e2",
    faint="#9a9a9a",
    disabled="#7c7c7c",
    light="#3d3d3d",
    mid="#3f3f3f",
    dark="#1c1c1c",
    accent="#4076ac",
    link="#86b4e0",
    tip="#3a3a3a",
    frame="#9c9c9c",
    disabled_frame="#6a6a6a",
)


_FRAMED = (
    "QAbstractSpinBox",
    "QCheckBox",
    "QComboBoxPrivateContainer",  # around the list of choices
    "QLineEdit",
    "QMenu",
    "QProgressBar",
    "QRadioButton",
    "QSlider",
)

_SURROUND = {True: QColor(58, 58, 58), False: QColor(186, 186, 186)}  # by whether the scheme is dark


class Theme(QObject):
    """Keeps the application's palette to the chosen scheme, and to the system's if that is the choice.

    Attributes:
        dark: whether the dark palette is in use.

    Signals:
        changed(): the application has another palette.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._scheme = Scheme.SYSTEM
        self.dark = False
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def apply(self, scheme: Scheme) -> None:
        """Use a scheme from now on."""
        self._scheme = scheme
        wanted = {Scheme.LIGHT: Qt.ColorScheme.Light, Scheme.DARK: Qt.ColorScheme.Dark}
        self._app.styleHints().setColorScheme(wanted.get(scheme, Qt.ColorScheme.Unknown))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """The system's scheme is asked for only where it counts: not every platform takes an order."""
        system_is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self.dark = system_is_dark if self._scheme is Scheme.SYSTEM else self._scheme is Scheme.DARK
        self._app.setPalette(palette(self.dark))
        for name in _FRAMED:
            self._app.setPalette(_framed_palette(self.dark), name)  # type: ignore[arg-type]  # takes no bytes
        self.changed.emit()


def surround(palette: QPalette) -> QColor:
    """The neutral grey around the picture that goes with a palette."""
    return _SURROUND[palette.color(QPalette.ColorRole.Window).lightness() < 128]


def palette(dark: bool) -> QPalette:
    """The dark or the light palette."""
    greys = _DARK if dark else _LIGHT
    role = QPalette.ColorRole
    colors = {
        role.Window: greys.window,
        role.WindowText: greys.text,
        role.Base: greys.base,
        role.AlternateBase: greys.alternate,
        role.Text: greys.text,
        role.PlaceholderText: greys.faint,
        role.Button: greys.button,
        role.ButtonText: greys.text,
        role.BrightText: "#ffffff",
        role.Light: greys.light,
        role.Midlight: greys.button,
        role.Mid: greys.mid,
        role.Dark: greys.dark,
        role.Shadow: "#000000" if dark else "#707070",
        role.Highlight: greys.accent,
        role.HighlightedText: "#ffffff",
        role.Accent: greys.accent,
        role.Link: greys.link,
        role.LinkVisited: greys.link,
        role.ToolTipBase: greys.tip,
        role.ToolTipText: greys.text,
    }
    found = QPalette()
    for each, name in colors.items():
        found.setColor(each, QColor(name))
    disabled = QPalette.ColorGroup.Disabled
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        found.setColor(disabled, each, QColor(greys.disabled))
    found.setColor(disabled, role.Highlight, QColor(greys.mid))
    found.setColor(disabled, role.HighlightedText, QColor(greys.faint))
    found.setColor(disabled, role.Accent, QColor(greys.mid))
    return found


def _framed_palette(dark: bool) -> QPalette:
    """Of what has a frame but no ground: Fusion makes frames darker than that, unseen on dark grey."""
    greys = _DARK if dark else _LIGHT
    found = palette(dark)
    found.setColor(QPalette.ColorRole.Window, QColor(greys.frame))
    found.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Window, QColor(greys.disabled_frame))
    return found


def text_color(background: QColor) -> QColor:
    """Black or white, whichever has more contrast by WCAG 2.2; at least 4.58 to 1 on any colour."""
    return QColor(Qt.GlobalColor.black if _dark_is_better(background.rgb()) else Qt.GlobalColor.white)


@lru_cache(_REMEMBERED)
def _dark_is_better(code: int) -> bool:
    return relative_luminance((code >> 16 & 255, code >> 8 & 255, code & 255)) > BALANCED_LUMINANCE
