"""A record of the table of settings: what there is to know about one field of `Settings`.

The command line, the window, presets and reports are made from the records.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, field, replace
from enum import Enum, auto
from typing import Any, ParamSpec

from kquant.translation import QT_TRANSLATE_NOOP

_RECORD = "setting"
_Facts = ParamSpec("_Facts")


class Kind(Enum):
    """Kind of value: how it is parsed, the control that shows it, what it is in JSON."""

    SWITCH = auto()
    WHOLE = auto()
    NUMBER = auto()
    CHOICE = auto()
    COLOR = auto()
    COLORS = auto()
    EXCLUSIONS = auto()
    SELECTION = auto()
    CLEAR_ENTRY = auto()


_OF_VALUE = {Kind.CHOICE: ": {}", Kind.SWITCH: ": {}", Kind.COLORS: ""}
"""The value in an undo text that is made of the title; many colours are too long for one."""


class Scope(Enum):
    """Reach of a setting."""

    RECIPE = auto()  # any picture: presets keep it
    PICTURE = auto()  # one picture


class Idle(Enum):
    """When a setting has no effect, as colours are given and not found."""

    MAPPED = auto()  # while the picture is mapped to a given palette
    WHOLE = auto()  # only while it is mapped to all of it: with fewer, the best ones are searched for


class Place(Enum):
    """Where a person meets a setting.

    Attributes:
        word: its name where it is remembered.
        title, reset: of a group of the parameter dock that shows all of its settings, and the undo text for
            setting them back; in English as those of `Setting`. Other places have none.
    """

    MAIN = "main"
    CLUSTERING = (
        "clustering",
        QT_TRANSLATE_NOOP("Settings", "Clustering"),
        QT_TRANSLATE_NOOP("Settings", "Reset clustering"),
    )
    TRANSPARENCY = (
        "transparency",
        QT_TRANSLATE_NOOP("Settings", "Transparency"),
        QT_TRANSLATE_NOOP("Settings", "Reset transparency"),
    )
    ENTRIES = (
        "entries",
        QT_TRANSLATE_NOOP("Settings", "Palette entries"),
        QT_TRANSLATE_NOOP("Settings", "Reset palette entries"),
    )
    SELECTION = "selection"
    PALETTE = "palette"

    def __init__(self, word: str, title: str = "", reset: str = "") -> None:
        self.word, self.title, self.reset = word, title, reset


@dataclass(frozen=True, slots=True)
class Option:
    """How a setting is asked for on the command line.

    Attributes:
        flags: the option, and other names of it.
        help: what it does, in English.
        metavar: stands for the value, where that is no choice.
        choices: the words that are taken, in the order of the help, if not all in that of the window.
        low, high: the range of the numbers that are taken, if not that of the setting.
    """

    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an enumeration.

    Attributes:
        value: a member of it.
        label, help: for a person.
        undo: the undo text for choosing it, if that is not made of the setting's and the label.
        option: chooses it on the command line, where every choice has an option of its own.
    """

    value: Any
    label: str
    help: str = ""
    undo: str = ""
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What there is to know about a field of `Settings`.

    Texts for a person are in English, to be translated in the context "Settings"; see `translated`.

    Attributes:
        default: the value if no one asks for another.
        kind: of value.
        label: stands beside the control, with a mnemonic where it is in a form.
        help: teaches what it does.
        title: its name without a form around it, if that is not the label.
        undo: the undo text with a place for the value, if it is not made of the title.
        low, high: the range of a number.
        strict: a number out of range is refused, rather than put right by `resolve`.
        choices: the values, in the order of the window.
        registry: of what others may install, "finders" or "remappers": all its names are values too.
        option: how the command line asks for it; None if it does not, or by options of the choices.
        anew: a change of it clusters anew.
        needs: another setting, and the value of it without which this one has no effect.
        idle: when it has none because of a given palette; None if it always has.
        scope, place: what it belongs to.
        under: a setting of the same place that it stands right under, if not under the one before it.
        name: the field; filled in by `settings_table`.
    """

    default: Any
    kind: Kind
    label: str
    help: str
    title: str = ""
    undo: str = ""
    low: float = 0
    high: float = 0
    strict: bool = False
    choices: tuple[Choice, ...] = ()
    registry: str = ""
    option: Option | None = None
    anew: bool = True
    needs: tuple[str, Any] | None = None
    idle: Idle | None = None
    scope: Scope = Scope.RECIPE
    place: Place = Place.CLUSTERING
    under: str = ""
    name: str = ""

    def translated(self, translate: Callable[[str], str] = str) -> Setting:
        """The same with texts translated, and with those that are made of others filled in."""

        def said(text: str, made: str = "") -> str:
            return translate(text) if text else made

        label = translate(self.label)
        title = said(self.title, label.replace("&", ""))
        undo = said(self.undo, title + _OF_VALUE.get(self.kind, " {}"))
        choices = []
        for choice in self.choices:
            text = translate(choice.label)
            undone = said(choice.undo, undo.format(text.replace("&", "")))
            choices.append(replace(choice, label=text, help=said(choice.help), undo=undone))
        teaching = translate(self.help)
        return replace(self, label=label, help=teaching, title=title, undo=undo, choices=tuple(choices))

    def member(self, word: Any) -> Any:
        """The choice that a word such as "lab" stands for.

        Raises:
            ValueError: it stands for none.
        """
        try:
            return type(self.default)(word)
        except ValueError:
            if self.registry and isinstance(word, str):
                return word
            raise


def _as_field(record: Callable[_Facts, Setting]) -> Callable[_Facts, Any]:
    def make(*facts: _Facts.args, **more: _Facts.kwargs) -> Any:
        made = record(*facts, **more)
        return field(default=made.default, metadata={_RECORD: made})

    return make


setting = _as_field(Setting)
"""A field of a dataclass with its record, which is made of the same arguments as `Setting`."""


def settings_table(fields: tuple[Field[Any], ...]) -> dict[str, Setting]:
    """The records of fields, by name and in their order."""
    return {each.name: replace(each.metadata[_RECORD], name=each.name) for each in fields}
