"""What a person prefers, as a table that the dialog is built from. Corrupt values fall back to defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from kquant.core.model.settings import DEFAULT_COLORS, SETTINGS_TABLE
from kquant.session.files.settings_file import SettingsFile
from kquant.translation import QT_TRANSLATE_NOOP

T = TypeVar("T", bool, int, str)


@dataclass(frozen=True, slots=True)
class Preference(Generic[T]):
    """One thing to prefer.

    Attributes:
        key: its name in the settings file.
        default: also tells the type.
        section, title, help: for a person, to be translated in the context "Preferences"; the title has a
            mnemonic.
        choices: values and their names, for text.
        choices_context: the names are to be translated in, if they are those of another table.
        limits: the least and the greatest value, for whole numbers.
        zero: what to call the value 0, such as "automatic".
    """

    key: str
    default: T
    section: str
    title: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    choices_context: str = "Preferences"
    limits: tuple[int, int] = (0, 0)
    zero: str = ""

    def sound(self, raw: object) -> T:
        """The value that was meant by what a settings file holds, or else the default."""
        if isinstance(self.default, bool):
            return {"true": True, "false": False}.get(str(raw).lower(), self.default)
        if isinstance(self.default, int):
            low, high = self.limits
            return int(str(raw)) if str(raw).isdecimal() and low <= int(str(raw)) <= high else self.default
        return str(raw) if str(raw) in dict(self.choices) else self.default


_COLORS, _EFFORT = SETTINGS_TABLE["colors"], SETTINGS_TABLE["effort"]
_LOOK = QT_TRANSLATE_NOOP("Preferences", "Appearance")
_NEW = QT_TRANSLATE_NOOP("Preferences", "New pictures")
_WORK = QT_TRANSLATE_NOOP("Preferences", "Work")
_ASK = QT_TRANSLATE_NOOP("Preferences", "Ask before")

THEME = Preference(
    "appearance/theme",
    "system",
    _LOOK,
    QT_TRANSLATE_NOOP("Preferences", "&Theme"),
    QT_TRANSLATE_NOOP("Preferences", "Light or dark; System follows the rest of your desktop."),
    choices=(
        ("system", QT_TRANSLATE_NOOP("Preferences", "System")),
        ("light", QT_TRANSLATE_NOOP("Preferences", "Light")),
        ("dark", QT_TRANSLATE_NOOP("Preferences", "Dark")),
    ),
)
BACKGROUND = Preference(
    "appearance/background",
    "checker",
    _LOOK,
    QT_TRANSLATE_NOOP("Preferences", "&Behind transparency"),
    QT_TRANSLATE_NOOP("Preferences", "What is seen through the transparent parts of a picture."),
    choices=(
        ("checker", QT_TRANSLATE_NOOP("Preferences", "Checkerboard")),
        ("light", QT_TRANSLATE_NOOP("Preferences", "Light")),
        ("dark", QT_TRANSLATE_NOOP("Preferences", "Dark")),
        ("custom", QT_TRANSLATE_NOOP("Preferences", "A colour of your own")),
    ),
)
COLORS = Preference(
    "new/colors",
    DEFAULT_COLORS,
    _NEW,
    QT_TRANSLATE_NOOP("Preferences", "C&olours"),
    QT_TRANSLATE_NOOP("Preferences", "How many colours a new window starts with (K)."),
    limits=(int(_COLORS.low), int(_COLORS.high)),
)
EFFORT = Preference(
    "new/effort",
    str(_EFFORT.default),
    _NEW,
    QT_TRANSLATE_NOOP("Preferences", "&Effort"),
    QT_TRANSLATE_NOOP("Preferences", "How long to search for better colours."),
    choices=tuple((str(choice.value), choice.label) for choice in _EFFORT.choices),
    choices_context="Settings",
)
LIVE = Preference(
    "work/live",
    True,
    _WORK,
    QT_TRANSLATE_NOOP("Preferences", "&Update while settings change"),
    QT_TRANSLATE_NOOP("Preferences", "If off, the picture waits for Run (F5)."),
)
THREADS = Preference(
    "work/threads",
    0,
    _WORK,
    QT_TRANSLATE_NOOP("Preferences", "&Processor threads"),
    QT_TRANSLATE_NOOP("Preferences", "How many to work with; the result is the same with any number."),
    limits=(0, 256),
    zero=QT_TRANSLATE_NOOP("Preferences", "Automatic"),
)
ADDING = Preference(
    "work/adding",
    "more",
    _WORK,
    QT_TRANSLATE_NOOP("Preferences", "&A colour that you add"),
    QT_TRANSLATE_NOOP("Preferences", "Whether the palette grows, or another colour is given up for it."),
    choices=(
        ("more", QT_TRANSLATE_NOOP("Preferences", "is one more")),
        ("instead", QT_TRANSLATE_NOOP("Preferences", "takes the place of another")),
    ),
)
ASK_UNEXPORTED = Preference(
    "ask/unexported",
    True,
    _ASK,
    QT_TRANSLATE_NOOP("Preferences", "Closing a result that was &not exported"),
    QT_TRANSLATE_NOOP("Preferences", "Only where you have changed settings since the last export."),
)
ASK_RELOAD = Preference(
    "ask/reload",
    True,
    _ASK,
    QT_TRANSLATE_NOOP("Preferences", "&Reading a file again that has changed"),
    QT_TRANSLATE_NOOP("Preferences", "If off, a picture that another program changes is read again at once."),
)

PREFERENCES: tuple[Preference[bool] | Preference[int] | Preference[str], ...] = (
    THEME,
    BACKGROUND,
    COLORS,
    EFFORT,
    LIVE,
    ADDING,
    THREADS,
    ASK_UNEXPORTED,
    ASK_RELOAD,
)
"""In the order of the dialog."""


class Preferences(QObject):
    """The preferences as they are kept in a settings file.

    Attributes:
        settings: the file, where other things that are remembered may be kept too.

    Signals:
        changed(str): the preference of that key has another value.
    """

    changed = Signal(str)

    def __init__(self, settings: SettingsFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings

    def get(self, preference: Preference[T]) -> T:
        """Its value, which is always a sound one."""
        return preference.sound(self.settings.value(preference.key, preference.default))

    def set(self, preference: Preference[T], value: T) -> None:
        """Keep another value."""
        if value != self.get(preference):
            self.settings.set_value(preference.key, value)
            self.changed.emit(preference.key)
