"""Options about how the colours are found, from the table of settings. Imports nothing heavy."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from kquant.cli.values import color, colors, exclusions, number, origin, rectangle, whole, word
from kquant.core.model.choices import Unselected
from kquant.core.model.setting import Kind, Option, Place, Setting
from kquant.core.model.settings import FORMER_NAMES, SETTINGS_TABLE, with_former_names

# The values of `kquant.core.palette.order.Order`, which would bring numpy along; a test compares them.
ORDERS = ("share", "hue", "lightness", "path", "found")
BUILT_IN_KEYS = "black-white, greys-N, game-boy, cga-4-0, cga-4-1, cga-16, ega-64, vga-256, web-safe"

_CONSTRAINTS = (Place.SELECTION, Place.PALETTE, Place.ENTRIES)
_TYPES: Final[dict[Kind, Callable[[str], Any]]] = {
    Kind.COLOR: color,
    Kind.COLORS: colors,
    Kind.EXCLUSIONS: exclusions,
    Kind.SELECTION: rectangle,
}


def add_clustering(parser: argparse.ArgumentParser) -> None:
    """Add the options about the clustering itself."""
    group = parser.add_argument_group("clustering")
    add_settings(group, [each for each in SETTINGS_TABLE.values() if each.place not in _CONSTRAINTS])
    threads = "default: one for each processor"
    group.add_argument("--threads", type=whole(1, 1024), metavar="N", help=threads)


def add_constraints(parser: argparse.ArgumentParser) -> None:
    """Add the options about single colours, places and given palettes, and about the order."""
    group = parser.add_argument_group("constraints")
    records = [each for each in SETTINGS_TABLE.values() if each.place in _CONSTRAINTS]
    palette = records.index(SETTINGS_TABLE["palette"])
    add_settings(group, records[:palette])
    was = "what became of all pixels that may not vote, now of --unselected and of --excluded-as"
    group.add_argument(
        "--rest", choices=[each.value for each in Unselected], default=argparse.SUPPRESS, help=was
    )
    given = f"use a palette: a file, a picture, or {BUILT_IN_KEYS}"
    group.add_argument("--palette-in", type=origin, metavar="FILE", help=given)
    add_settings(group, records[palette:])
    order = "order of the palette (default: share; of a fixed palette: found, as in the file)"
    group.add_argument("--sort", choices=ORDERS, help=order)
    group.add_argument("--descending", action="store_true", help="that order the other way round")


def add_settings(to: Any, records: Iterable[Setting]) -> None:
    """Add the options of settings to a parser or a group."""
    records = list(records)
    rivals = {record.name: rival for record in records if (rival := _rival(record))}
    exclusive = {rival: to.add_mutually_exclusive_group() for rival in rivals.values()}
    for record in records:
        add_setting(exclusive.get(rivals.get(record.name, record.name), to), record)


def add_setting(to: Any, record: Setting, **differing: Any) -> None:
    """Add the option of a setting, or those of its choices, absent from the result unless given.

    Args:
        differing: what argparse is told in place of what the record says, such as another `help`.
    """

    def add(option: Option, **facts: Any) -> None:
        facts = {"help": option.help.replace("%", "%%"), "default": argparse.SUPPRESS, **facts, **differing}
        to.add_argument(*option.flags, dest=record.name, **facts)

    if record.option:
        add(record.option, **_taken(record, record.option))
    if any(choice.option for choice in record.choices):
        to = to.add_mutually_exclusive_group()
        for choice in record.choices:
            if choice.option:
                add(choice.option, action="store_const", const=str(choice.value))


def check_implied(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse a setting that has no effect with what is asked for of another; see `asked_settings`."""
    for record in SETTINGS_TABLE.values():
        if record.needs and hasattr(options, record.name):
            name, value = record.needs
            if (asked := getattr(options, name, value)) != value:
                mine, other = _spelled(record), _spelled(SETTINGS_TABLE[name], asked)
                parser.error(f"{mine} does not go with {other}")


def check_constraints(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse options that need another one."""
    if hasattr(options, "palette_use") and not options.palette_in:
        use = _spelled(SETTINGS_TABLE["palette_use"], options.palette_use)
        parser.error(f"{use} needs --palette-in")
    if hasattr(options, "emphasis") and not hasattr(options, "selection"):
        parser.error("--emphasis needs --select")
    for name in ("excluded_as", "excluded_where"):
        if hasattr(options, name) and not hasattr(options, "excluded"):
            parser.error(f"{_spelled(SETTINGS_TABLE[name])} needs --exclude")
    if getattr(options, "descending", False) and not options.sort:
        parser.error("--descending needs --sort")


def asked_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The fields of `Settings` that are asked for, and those that have to go with them."""
    asked = {name: getattr(options, name) for name in SETTINGS_TABLE if hasattr(options, name)}
    former = {name: getattr(options, name) for name in FORMER_NAMES if hasattr(options, name)}
    asked = with_former_names(former) | asked
    for name in tuple(asked):
        if needs := SETTINGS_TABLE[name].needs:
            asked.setdefault(*needs)
    return asked


def installed(registry: str) -> tuple[str, ...]:
    """The names in a registry that may be asked for."""
    from kquant.core.registries import choosable

    return choosable(registry)


def _rival(record: Setting) -> str | None:
    """The setting whose option cannot be given too, as it has no word for the value that this one needs."""
    if record.option is None or record.needs is None:
        return None
    name, value = record.needs
    option = SETTINGS_TABLE[name].option
    return name if option and option.choices and value not in option.choices else None


def _taken(record: Setting, option: Option) -> dict[str, Any]:
    """What argparse is told about the values of an option."""
    low = record.low if option.low is None else option.low
    high = record.high if option.high is None else option.high
    facts: dict[str, Any] = {"metavar": option.metavar or None}
    match record.kind:
        case Kind.SWITCH:
            return {"action": "store_const", "const": not record.default}
        case Kind.WHOLE:
            return facts | {"type": whole(int(low), int(high))}
        case Kind.NUMBER:
            return facts | {"type": number(low, high)}
        case Kind.CHOICE:
            words = [str(value) for value in option.choices or [each.value for each in record.choices]]
            if record.registry:  # no `choices`, for which help too would look for what is installed
                look = partial(installed, record.registry)
                return {"type": word(words, look), "metavar": f"{{{','.join(words)}}}"}
            return facts | {"choices": words}
    return facts | {"type": _TYPES[record.kind]}


def _spelled(record: Setting, value: str = "") -> str:
    """The option by which a setting, or a choice of it, is asked for."""
    for choice in record.choices:
        if choice.option and choice.value == value:
            return choice.option.flags[0]
    flag = record.option.flags[0] if record.option else record.name
    return f"{flag} {value}".rstrip()
