"""Settings as JSON, which is checked by msgspec where it comes in: the notation of presets and reports."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import partial, reduce
from operator import or_
from typing import Annotated, Any, TypeAlias, get_args, get_type_hints

import msgspec

from kquant.core.color.notation import parse_color
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.rgb import Rgb, rgb
from kquant.core.model.selection import Combine, Part, Selection, Shape
from kquant.core.model.setting import Kind, Setting
from kquant.core.model.settings import SETTINGS_TABLE, Settings, excluded_by_rest, with_former_names
from kquant.core.registries import is_choosable

_Color: TypeAlias = str | Rgb
_Whole: TypeAlias = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


def settings_to_json(settings: Settings) -> dict[str, Any]:
    """What `json.dumps` takes, by the names of the fields; colours are like `#ff8800`."""
    return {name: _notation(record).write(getattr(settings, name)) for name, record in SETTINGS_TABLE.items()}


def settings_from_json(content: object) -> Settings:
    """The settings that `json.loads` has found; what is not told is at its default.

    Names that are not known are left out, as a later KQuant may have written them.

    Raises:
        ValueError: they are no settings; it says why in one sentence.
    """
    if not isinstance(content, Mapping):
        raise ValueError("settings are names with values")
    named = with_former_names(content)
    if "unselected" in named and "excluded_as" not in named:  # as it was written when it was about both
        named["excluded_as"] = excluded_by_rest(named["unselected"])
    return Settings(
        **{name: _read(record, named[name]) for name, record in SETTINGS_TABLE.items() if name in named}
    )


def _read(record: Setting, value: object) -> Any:
    if value is None and record.default is None:
        return None
    notation = _notation(record)
    try:
        return notation.read(msgspec.convert(value, notation.type))
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(f"{record.name} cannot be read: {error}") from error


@dataclass(frozen=True, slots=True)
class _Notation:
    """What a kind of value is in JSON.

    Attributes:
        type: for msgspec.
        read, write: from it, and to it.
    """

    type: Any
    read: Callable[[Any], Any] = lambda value: value
    write: Callable[[Any], Any] = msgspec.to_builtins


def _notation(record: Setting) -> _Notation:
    if record.kind is not Kind.CHOICE:
        return _NOTATIONS[record.kind]
    if record.registry:
        return _Notation(str, partial(_installed, record.registry))
    return _Notation(type(record.default))


def _installed(registry: str, name: str) -> str:
    if not is_choosable(registry, name):
        raise ValueError(f"there is no {name!r} among the {registry}")
    return name


class _Exclusion(msgspec.Struct):
    hex: _Color
    radius: float = 0.0


class _ClearEntry(msgspec.Struct):
    place: _Whole
    hex: _Color = (0, 0, 0)
    color: _Color | None = None  # how the first presets have it


def _part_of(shape: type) -> type[msgspec.Struct]:
    """A shape and what it does to those before it, flat and with a tag: msgspec tells a union by that."""
    hints = get_type_hints(shape)
    of_shape: list[Any] = [
        (each.name, hints[each.name], *(() if each.default is MISSING else (each.default,)))
        for each in fields(shape)
    ]
    name = shape.__name__
    how = ("how", Combine, Combine.ADD)
    return msgspec.defstruct(name, [how, *of_shape], tag_field="shape", tag=name.lower(), kw_only=True)


_PARTS = {shape: _part_of(shape) for shape in get_args(Shape)}
_SHAPES = {part: shape for shape, part in _PARTS.items()}
_ANY_PART = reduce(or_, _SHAPES)


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(f"{number} is not a finite number")
    return number


def _from_color(color: _Color) -> Rgb:
    if not isinstance(color, str):
        return rgb(color)
    if (found := parse_color(color)) is None:
        raise ValueError(f"{color!r} is not a colour like #ff8800")
    return found


def _hex(color: Rgb) -> str:
    return "#" + bytes(color).hex()


def _from_colors(colors: Iterable[_Color]) -> tuple[Rgb, ...]:
    return tuple(map(_from_color, colors))


def _to_colors(colors: Iterable[Rgb]) -> list[str]:
    return list(map(_hex, colors))


def _from_exclusions(exclusions: Iterable[_Exclusion]) -> tuple[Exclusion, ...]:
    return tuple(Exclusion(_from_color(one.hex), _finite(one.radius)) for one in exclusions)


def _to_exclusions(exclusions: Iterable[Exclusion]) -> Any:
    return msgspec.to_builtins([_Exclusion(_hex(one.color), one.radius) for one in exclusions])


def _from_selection(parts: Iterable[Any] | None) -> Selection | None:
    if parts is None:
        return None
    return Selection(tuple(Part(_shape_of(part), part.how) for part in parts))


def _to_selection(selection: Selection | None) -> Any:
    if selection is None:
        return None
    shapes = [(part.how, part.shape, msgspec.to_builtins(part.shape)) for part in selection.parts]
    return msgspec.to_builtins([_PARTS[type(shape)](how=how, **facts) for how, shape, facts in shapes])


def _shape_of(part: Any) -> Shape:
    shape = _SHAPES[type(part)]
    found: Shape = shape(*(getattr(part, each.name) for each in fields(shape)))
    return found


def _from_clear_entry(entry: _ClearEntry | None) -> ClearEntry | None:
    return ClearEntry(entry.place, _from_color(entry.color or entry.hex)) if entry else None


def _to_clear_entry(entry: ClearEntry | None) -> Any:
    return {"place": entry.place, "hex": _hex(entry.color)} if entry else None


_NOTATIONS = {
    Kind.SWITCH: _Notation(bool),
    Kind.WHOLE: _Notation(_Whole),
    Kind.NUMBER: _Notation(float, _finite),
    Kind.COLOR: _Notation(_Color, _from_color, _hex),
    Kind.COLORS: _Notation(tuple[_Color, ...], _from_colors, _to_colors),
    Kind.EXCLUSIONS: _Notation(tuple[_Exclusion, ...], _from_exclusions, _to_exclusions),
    Kind.SELECTION: _Notation(
        tuple[_ANY_PART, ...] | None,  # type: ignore[valid-type]
        _from_selection,
        _to_selection,
    ),
    Kind.CLEAR_ENTRY: _Notation(_ClearEntry | None, _from_clear_entry, _to_clear_entry),
}
