"""What a person asks for: the one table of settings.

The command line builds its options from it, so it may import nothing heavy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import wraps
from math import inf
from typing import TYPE_CHECKING, Any, Final, TypeVar

from kquant.core.model.choices import (
    AlphaMode,
    ClearPlace,
    Effort,
    Engine,
    ExcludedAs,
    ExcludedWhere,
    Init,
    Pad,
    PaletteUse,
    RemapMethod,
    Representative,
    Space,
    Unselected,
    Unused,
)
from kquant.core.model.constraints import ClearEntry, Exclusion
from kquant.core.model.depth import Depth
from kquant.core.model.rgb import Rgb, are_rgb, rgb
from kquant.core.model.setting import (
    Choice,
    Idle,
    Kind,
    Option,
    Place,
    Scope,
    Setting,
    setting,
    settings_table,
)
from kquant.translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from kquant.core.model.selection import Selection

MAX_COLORS = 4096

DEFAULT_COLORS = 16
"""K where none is asked for and there is no palette to take all colours of."""

FORMER_NAMES = {"rest": "unselected"}
"""What fields were once called, and what they are called now; the former names are taken too."""


def with_former_names(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields by their present names: what is said by one of these goes before what a former one says.

    `rest` was about the selection and about excluded colours alike, so it tells both.
    """
    former = {FORMER_NAMES[name]: value for name, value in fields.items() if name in FORMER_NAMES}
    if "rest" in fields:
        former["excluded_as"] = excluded_by_rest(fields["rest"])
    return former | {name: value for name, value in fields.items() if name not in FORMER_NAMES}


def excluded_by_rest(rest: object) -> ExcludedAs:
    """What `rest` meant for excluded colours, before they had a setting of their own."""
    return ExcludedAs.TRANSPARENT if rest == Unselected.CLEAR else ExcludedAs.NEAREST


_T = TypeVar("_T")


def _taking_former_names(cls: type[_T]) -> type[_T]:
    """The same class, made by former names of its fields too."""
    made: Any = cls.__init__

    @wraps(made)
    def make(self: _T, *values: Any, **fields: Any) -> None:
        if FORMER_NAMES.keys().isdisjoint(fields):
            made(self, *values, **fields)
            return
        if fields.keys() >= SETTINGS_TABLE.keys():  # by `replace`, which tells every field: nobody said them
            told = with_former_names({name: fields[name] for name in FORMER_NAMES if name in fields})
            fields = {name: value for name, value in fields.items() if name not in FORMER_NAMES} | told
        made(self, *values, **with_former_names(fields))

    cls.__init__ = make  # type: ignore[method-assign, assignment]
    return cls


@_taking_former_names
@dataclass(frozen=True, slots=True)
class Settings:
    """What a person asks for: each field with its record in `SETTINGS_TABLE`.

    Numbers out of range are put right, and said, by `resolve`.
    """

    # None is all colours of a palette that is mapped to or started from, and else `DEFAULT_COLORS`.
    colors: int | None = setting(
        None,
        Kind.WHOLE,
        QT_TRANSLATE_NOOP("Settings", "&Colours"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How many colours are left: K, the number of clusters that k-means splits the picture's "
            "colours into and the K of cv2.kmeans; of a palette to map to, the K that suit best. Drag, type "
            "or turn the wheel; more than 64 stretches the slider, and all of a palette are its far end.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "Number of colours"),
        undo=QT_TRANSLATE_NOOP("Settings", "Colours {}"),
        low=1,
        high=MAX_COLORS,
        option=Option(("-k", "--colors"), "colours wanted (default: 16; of a palette to map to: all)", "N"),
        place=Place.MAIN,
    )
    engine: str = setting(
        Engine.HISTOGRAM,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "En&gine"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What k-means clusters: a sample of the distinct colours, refined until it is exact for all, "
            "which is fast; or every pixel. Both call cv2.kmeans, the second just as its own users do.",
        ),
        choices=(
            Choice(Engine.HISTOGRAM, QT_TRANSLATE_NOOP("Settings", "Distinct colours")),
            Choice(Engine.PIXELS, QT_TRANSLATE_NOOP("Settings", "Every pixel (slow)")),
        ),
        registry="finders",
        option=Option(("--engine",), "histogram: fast and exact; pixels: cv2.kmeans on every pixel"),
        idle=Idle.MAPPED,
    )
    init: Init = setting(
        Init.PP,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Sta&rt at"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Where the initial centres come from: k-means++ spreads them out, random takes any colours, or "
            "give your own. In cv2.kmeans: KMEANS_PP_CENTERS, KMEANS_RANDOM_CENTERS, "
            "KMEANS_USE_INITIAL_LABELS.",
        ),
        choices=(
            Choice(Init.PP, QT_TRANSLATE_NOOP("Settings", "k-means++")),
            Choice(Init.RANDOM, QT_TRANSLATE_NOOP("Settings", "Random")),
            Choice(Init.GIVEN, QT_TRANSLATE_NOOP("Settings", "Given colours")),
        ),
        option=Option(
            ("--init",),
            "initial centres: random, or pp for k-means++ (default)",
            choices=(Init.RANDOM, Init.PP),  # `--init-colors` means `Init.GIVEN`
        ),
        idle=Idle.MAPPED,
    )
    init_colors: tuple[Rgb, ...] = setting(
        (),
        Kind.COLORS,
        QT_TRANSLATE_NOOP("Settings", "Given colo&urs"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The initial centres in any notation, such as #c03020, rgb(192, 48, 32) or gold; k-means moves "
            "them to the middle of their clusters, and draws those that are missing. cv2.kmeans is given "
            "them as labels, by KMEANS_USE_INITIAL_LABELS.",
        ),
        option=Option(("--init-colors",), "initial centres; missing ones by k-means++", "HEX,.."),
        needs=("init", Init.GIVEN),
        idle=Idle.MAPPED,
    )
    # None is one where swaps search on anyway, which finds as much, and else three.
    attempts: int | None = setting(
        None,
        Kind.WHOLE,
        QT_TRANSLATE_NOOP("Settings", "Atte&mpts"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How often k-means is started anew with other centres, of which the attempt with the lowest "
            "compactness is kept; automatic is once for distinct colours, three times for every pixel. This "
            "is the attempts argument of cv2.kmeans.",
        ),
        low=1,
        high=1000,
        option=Option(("--attempts",), "runs, the best is kept (default: 1, with --engine pixels 3)", "N"),
        idle=Idle.WHOLE,
    )
    max_iter: int = setting(
        100,
        Kind.WHOLE,
        QT_TRANSLATE_NOOP("Settings", "Ma&x. iterations"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "At most how many times every colour is given to its nearest centre and the centres are moved. "
            "This is TERM_CRITERIA_MAX_ITER of cv2.kmeans, which itself knows 2 to 100.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "Maximum iterations"),
        low=1,
        high=10_000,
        option=Option(("--max-iter",), "iterations at most (default: 100)", "N"),
        idle=Idle.WHOLE,
    )
    epsilon: float = setting(
        0.1,
        Kind.NUMBER,
        QT_TRANSLATE_NOOP("Settings", "Epsilo&n"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "k-means stops once no centre moves farther than this, in the units of the colour space; "
            "smaller is more exact. This is TERM_CRITERIA_EPS of cv2.kmeans.",
        ),
        # Farther than any two colours are apart; an infinite one makes `cv2.kmeans` crash the process.
        low=0.0,
        high=1000.0,
        option=Option(
            ("--epsilon",),
            "stop when no centre moves further, in 8-bit levels (default: 0.1)",
            "E",
            high=inf,
        ),
        idle=Idle.WHOLE,
    )
    seed: int = setting(
        0,
        Kind.WHOLE,
        QT_TRANSLATE_NOOP("Settings", "See&d"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The number that the random choices of the initial centres start from: the same seed gives the "
            "same result, another may give a better or a worse one. It goes to cv2.setRNGSeed.",
        ),
        high=2**31 - 1,
        option=Option(("--seed",), "same seed, same result (default: 0)", "N"),
        idle=Idle.WHOLE,
    )
    effort: Effort = setting(
        Effort.BALANCED,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Eff&ort"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How long to look for a lower compactness after cv2.kmeans: briefly, a moment longer, or until "
            "hardly anything is left to gain. k-means stops at the first palette it cannot better by small "
            "steps; more effort tries larger ones.",
        ),
        choices=(
            Choice(Effort.FAST, QT_TRANSLATE_NOOP("Settings", "Fast")),
            Choice(Effort.BALANCED, QT_TRANSLATE_NOOP("Settings", "Balanced")),
            Choice(Effort.BEST, QT_TRANSLATE_NOOP("Settings", "Best")),
        ),
        option=Option(("--effort",), "how long to search for better centres (default: balanced)"),
        idle=Idle.WHOLE,
        place=Place.MAIN,
    )
    space: Space = setting(
        Space.AUTO,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Colour &space"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "How colours are matched: by distances in sRGB as the file has it, in linear light, or in CIELAB "
            "or OKLab, which are nearer to what the eye sees; automatic is OKLab where the picture is mapped "
            "to a given palette, and sRGB where one is found. cv2.kmeans is handed the colours as points of "
            "this space.",
        ),
        choices=(
            Choice(Space.AUTO, QT_TRANSLATE_NOOP("Settings", "Automatic")),
            Choice(Space.SRGB, QT_TRANSLATE_NOOP("Settings", "sRGB")),
            Choice(Space.LINEAR, QT_TRANSLATE_NOOP("Settings", "Linear RGB")),
            Choice(Space.LAB, QT_TRANSLATE_NOOP("Settings", "CIELAB")),
            Choice(Space.OKLAB, QT_TRANSLATE_NOOP("Settings", "OKLab")),
        ),
        option=Option(
            ("--space",),
            "colour space of the distances; auto (default): oklab to map to a given palette, else srgb",
        ),
        place=Place.MAIN,
        under="colors",
    )
    alpha: AlphaMode = setting(
        AlphaMode.KEEP,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "&Alpha"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What becomes of transparency: kept as it is, made all or nothing, or filled with a "
            "background. cv2.kmeans clusters red, green and blue only; a see-through pixel counts the less "
            "the fainter it is.",
        ),
        choices=(
            Choice(AlphaMode.KEEP, QT_TRANSLATE_NOOP("Settings", "Keep as it is")),
            Choice(AlphaMode.THRESHOLD, QT_TRANSLATE_NOOP("Settings", "All or nothing")),
            Choice(AlphaMode.MATTE, QT_TRANSLATE_NOOP("Settings", "Fill")),
        ),
        option=Option(("--alpha",), "transparency: keep, one transparent colour, or none (default: keep)"),
        place=Place.TRANSPARENCY,
    )
    matte: Rgb = setting(
        (255, 255, 255),
        Kind.COLOR,
        QT_TRANSLATE_NOOP("Settings", "Bac&kground"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The colour that shows through where the picture is filled: the matte. The pixels that "
            "cv2.kmeans is given are mixed with it first.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "Background colour"),
        undo=QT_TRANSLATE_NOOP("Settings", "Background {}"),
        option=Option(("--matte",), "lay the picture on this colour (means --alpha matte)", "HEX"),
        needs=("alpha", AlphaMode.MATTE),
        place=Place.TRANSPARENCY,
    )
    locked: tuple[Rgb, ...] = setting(
        (),
        Kind.COLORS,
        QT_TRANSLATE_NOOP("Settings", "Locked colours"),
        QT_TRANSLATE_NOOP(
            "Settings", "They stay in the palette as they are: the clustering does not move them."
        ),
        option=Option(("--lock",), "colours that the palette has to have", "HEX,.."),
        scope=Scope.PICTURE,
        place=Place.PALETTE,
    )
    excluded: tuple[Exclusion, ...] = setting(
        (),
        Kind.EXCLUSIONS,
        QT_TRANSLATE_NOOP("Settings", "Excluded colours"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Pixels of these colours do not vote: a background or a watermark takes no colour from the rest.",
        ),
        option=Option(
            ("--exclude",),
            "colours that do not vote, and those up to a CIEDE2000 difference from them",
            "HEX[:dE],..",
        ),
        scope=Scope.PICTURE,
        place=Place.PALETTE,
    )
    selection: Selection | None = setting(
        None,
        Kind.SELECTION,
        QT_TRANSLATE_NOOP("Settings", "Where to look"),
        QT_TRANSLATE_NOOP("Settings", "The colours are found in the selection alone."),
        option=Option(("--select",), "only this rectangle votes", "X,Y,W,H"),
        scope=Scope.PICTURE,
        place=Place.SELECTION,
    )
    # 0 for only the selection to vote, or how many times its pixels vote while the others do once.
    emphasis: int = setting(
        0,
        Kind.WHOLE,
        QT_TRANSLATE_NOOP("Settings", "Times that the selection counts"),
        QT_TRANSLATE_NOOP("Settings", "Each pixel of the selection votes so many times, the others once."),
        undo=QT_TRANSLATE_NOOP("Settings", "Selection votes {} times"),
        high=100,
        strict=True,
        option=Option(("--emphasis",), "the rectangle votes so many times, the rest once", "N", low=1),
        scope=Scope.PICTURE,
        place=Place.SELECTION,
    )
    unselected: Unselected = setting(
        Unselected.MAP,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "The rest"),
        QT_TRANSLATE_NOOP("Settings", "Pixels outside of the selection."),
        title=QT_TRANSLATE_NOOP("Settings", "What becomes of the rest"),
        choices=(
            Choice(
                Unselected.MAP,
                QT_TRANSLATE_NOOP("Settings", "gets the nearest colours"),
                undo=QT_TRANSLATE_NOOP("Settings", "Map the rest"),
            ),
            Choice(
                Unselected.CLEAR,
                QT_TRANSLATE_NOOP("Settings", "is left out (transparent)"),
                undo=QT_TRANSLATE_NOOP("Settings", "Leave the rest out"),
            ),
        ),
        option=Option(
            ("--unselected",),
            "pixels outside of the rectangle: mapped to the nearest colour (default), or cleared",
        ),
        place=Place.SELECTION,
    )
    palette: tuple[Rgb, ...] = setting(
        (),
        Kind.COLORS,
        QT_TRANSLATE_NOOP("Settings", "Palette"),
        QT_TRANSLATE_NOOP("Settings", "Given colours, to map the picture to or for the clustering."),
        place=Place.PALETTE,
    )
    palette_use: PaletteUse = setting(
        PaletteUse.FIXED,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Use of the palette"),
        QT_TRANSLATE_NOOP("Settings", "What the given colours are for."),
        choices=(
            # It comes out in its order, the locked colours after it: all of it, or the best K.
            Choice(
                PaletteUse.FIXED,
                QT_TRANSLATE_NOOP("Settings", "&Map the picture to it"),
                QT_TRANSLATE_NOOP(
                    "Settings",
                    "Every pixel gets the nearest of these colours: of all of them, or of the best K.",
                ),
                option=Option(("--fixed",), "map to that palette as it is (default)"),
            ),
            # Takes the place of `init` and `init_colors`.
            Choice(
                PaletteUse.START,
                QT_TRANSLATE_NOOP("Settings", "&Start the clustering from it"),
                QT_TRANSLATE_NOOP(
                    "Settings",
                    "The colours are initial centres, which move to where the picture has its colours.",
                ),
                option=Option(("--start",), "start the clustering from it"),
            ),
            # K is at most its size, here and with the next.
            Choice(
                PaletteUse.RECOLOR,
                QT_TRANSLATE_NOOP("Settings", "&Recolour by best match"),
                QT_TRANSLATE_NOOP(
                    "Settings",
                    "The clusters of the picture are painted with these colours, so that all suit best.",
                ),
                option=Option(("--recolor",), "paint the clusters with it, so that little changes"),
            ),
            Choice(
                PaletteUse.LIGHTNESS,
                QT_TRANSLATE_NOOP("Settings", "Recolour by &lightness"),
                QT_TRANSLATE_NOOP(
                    "Settings", "The darkest cluster gets the darkest of these colours, and so on."
                ),
                option=Option(("--recolor-lightness",), "paint the clusters with it, from dark to light"),
            ),
        ),
        place=Place.PALETTE,
    )
    clear_entry: ClearEntry | None = setting(
        None,
        Kind.CLEAR_ENTRY,
        QT_TRANSLATE_NOOP("Settings", "Transparent entry"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The entry for transparent pixels that a palette to map to brings along; it keeps its place in "
            "what is written.",
        ),
        place=Place.PALETTE,
    )
    remapper: RemapMethod = setting(
        RemapMethod.NEAREST,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "&Pixels get"),
        QT_TRANSLATE_NOOP("Settings", "How the palette is applied to the picture once it is found."),
        title=QT_TRANSLATE_NOOP("Settings", "Remapper"),
        choices=(Choice(RemapMethod.NEAREST, QT_TRANSLATE_NOOP("Settings", "The nearest colour")),),
        registry="remappers",
        option=Option(("--remapper",), "how the palette is applied (default: nearest)"),
    )
    clear_place: ClearPlace = setting(
        ClearPlace.FOUND,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Transparent"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Where the entry for transparent pixels stands in indexed pictures and palette files: first is "
            "index 0, last the highest; as found is its place in a given palette, or else the last. There is "
            "one only if pixels are transparent or a given palette has it.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "Place of the transparent entry"),
        undo=QT_TRANSLATE_NOOP("Settings", "Transparent entry: {}"),
        choices=(
            Choice(ClearPlace.FOUND, QT_TRANSLATE_NOOP("Settings", "As found")),
            Choice(ClearPlace.FIRST, QT_TRANSLATE_NOOP("Settings", "First")),
            Choice(ClearPlace.LAST, QT_TRANSLATE_NOOP("Settings", "Last")),
        ),
        option=Option(
            ("--clear-place",),
            "the entry for transparent pixels, if there is one: where it was found, else last (default), "
            "first, or last of all",
        ),
        anew=False,
        place=Place.ENTRIES,
    )
    unused: Unused = setting(
        Unused.KEEP,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Unused"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What becomes of colours of a given palette that no pixel has: they are kept, so that all have "
            "their own numbers, or left out everywhere. Locked colours stay in any case.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "Unused entries"),
        choices=(
            Choice(Unused.KEEP, QT_TRANSLATE_NOOP("Settings", "Keep")),
            Choice(Unused.DROP, QT_TRANSLATE_NOOP("Settings", "Leave out")),
        ),
        option=Option(
            ("--unused",), "given colours that no pixel has: kept (default), or dropped unless locked"
        ),
        anew=False,
        place=Place.ENTRIES,
    )
    pad: Pad = setting(
        Pad.NONE,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Pad to"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Black entries fill up a smaller palette in indexed pictures and palette files; a larger one "
            "stays as it is. They come after the colours, but before a transparent entry that is the last.",
        ),
        choices=(
            Choice(Pad.NONE, QT_TRANSLATE_NOOP("Settings", "No padding")),
            Choice(Pad.TO_4, QT_TRANSLATE_NOOP("Settings", "4 entries")),
            Choice(Pad.TO_16, QT_TRANSLATE_NOOP("Settings", "16 entries")),
            Choice(Pad.TO_256, QT_TRANSLATE_NOOP("Settings", "256 entries")),
        ),
        option=Option(("--pad",), "fill up smaller palettes with black to so many entries (default: 0)"),
        anew=False,
        place=Place.ENTRIES,
    )
    representative: Representative = setting(
        Representative.MEAN,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Clusters shown by"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The colour that stands for a cluster: the mean of its colours, as k-means has it and which is "
            "nearest to all of them, or the one that most pixels have. Flags, logos and pixel art keep their "
            "own colours by that. It has no effect on a palette that the picture is mapped to.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "What clusters are shown by"),
        choices=(
            Choice(Representative.MEAN, QT_TRANSLATE_NOOP("Settings", "Mean colour")),
            Choice(Representative.FREQUENT, QT_TRANSLATE_NOOP("Settings", "Most frequent colour")),
        ),
        option=Option(
            ("--representative",),
            "colour of a cluster: its mean (default), or the most frequent one in it",
        ),
        idle=Idle.MAPPED,
    )
    depth: Depth = setting(
        Depth.FULL,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Colour depth"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "The colours that old hardware can show: so many bits for red, green and blue together. The "
            "palette has colours of this depth alone, and locked and given colours are rounded to it.",
        ),
        choices=(
            Choice(Depth.FULL, QT_TRANSLATE_NOOP("Settings", "24 bits (all colours)")),
            Choice(Depth.VGA, QT_TRANSLATE_NOOP("Settings", "18 bits (VGA)")),
            Choice(Depth.HIGH, QT_TRANSLATE_NOOP("Settings", "16 bits (high colour)")),
            Choice(Depth.RGB555, QT_TRANSLATE_NOOP("Settings", "15 bits (SNES, GBA)")),
            Choice(Depth.RGB444, QT_TRANSLATE_NOOP("Settings", "12 bits (Amiga)")),
            Choice(Depth.RGB333, QT_TRANSLATE_NOOP("Settings", "9 bits (Mega Drive)")),
            Choice(Depth.RGB222, QT_TRANSLATE_NOOP("Settings", "6 bits (Master System, EGA)")),
            Choice(Depth.RGB111, QT_TRANSLATE_NOOP("Settings", "3 bits (eight colours)")),
        ),
        option=Option(
            ("--depth",),
            "bits of the hardware's colours: 15 for SNES and Game Boy Advance, 12 for Amiga and Game Gear, "
            "9 for Mega Drive and Atari ST, 6 for Master System and EGA (default: 24, all colours)",
        ),
        place=Place.ENTRIES,
    )
    excluded_as: ExcludedAs = setting(
        ExcludedAs.OWN,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Their pixels &become"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "What becomes of the pixels of excluded colours. As paper, in its own colour or transparent, an "
            "excluded colour takes those that are nearest to it too, such as the soft edges of what lies on "
            "it; it does not count among the colours asked for.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "What becomes of excluded colours"),
        choices=(
            Choice(
                ExcludedAs.OWN,
                QT_TRANSLATE_NOOP("Settings", "paper of its own colour"),
                undo=QT_TRANSLATE_NOOP("Settings", "Excluded colours as paper"),
            ),
            Choice(
                ExcludedAs.TRANSPARENT,
                QT_TRANSLATE_NOOP("Settings", "transparent"),
                undo=QT_TRANSLATE_NOOP("Settings", "Excluded colours transparent"),
            ),
            Choice(
                ExcludedAs.NEAREST,
                QT_TRANSLATE_NOOP("Settings", "the nearest colour"),
                undo=QT_TRANSLATE_NOOP("Settings", "Map excluded colours"),
            ),
        ),
        option=Option(
            ("--excluded-as",),
            "what excluded colours become: paper of their own colour beside the K others (default), "
            "transparent, or the nearest of the others",
        ),
        place=Place.PALETTE,
    )
    excluded_where: ExcludedWhere = setting(
        ExcludedWhere.EVERYWHERE,
        Kind.CHOICE,
        QT_TRANSLATE_NOOP("Settings", "Paper &lies"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Where excluded colours are paper or transparent: everywhere, or only in areas that reach the "
            "edge of the picture, so that white in a figure on white paper does not become transparent with "
            "it.",
        ),
        title=QT_TRANSLATE_NOOP("Settings", "Where excluded colours lie"),
        choices=(
            Choice(
                ExcludedWhere.EVERYWHERE,
                QT_TRANSLATE_NOOP("Settings", "everywhere"),
                undo=QT_TRANSLATE_NOOP("Settings", "Excluded colours everywhere"),
            ),
            Choice(
                ExcludedWhere.EDGE,
                QT_TRANSLATE_NOOP("Settings", "from the edge in"),
                undo=QT_TRANSLATE_NOOP("Settings", "Excluded colours from the edge in"),
            ),
        ),
        option=Option(
            ("--excluded-where",),
            "where they are paper or transparent: everywhere (default), or only in areas that reach the "
            "edge of the picture",
        ),
        place=Place.PALETTE,
    )

    def __post_init__(self) -> None:
        """Take the plain words for the choices too, such as "lab" for `Space.LAB`.

        Raises:
            ValueError: for a word that is no choice, a colour that is not three integers 0..255, or an
                emphasis that is not 0..100.
            TypeError: for a clear entry that is none.
        """
        for record, member in _CHECKED:
            value = getattr(self, record.name)
            if type(value) is not member and value is not record.default:
                object.__setattr__(self, record.name, _taken(record, value))

    @property
    def is_mapped(self) -> bool:
        """Whether the picture is mapped to a given palette, whose colours come out as they are."""
        return bool(self.palette) and self.palette_use is PaletteUse.FIXED

    @property
    def is_painted(self) -> bool:
        """Whether a given palette has the colours that come out: a person chooses them, none are found."""
        return bool(self.palette) and self.palette_use is not PaletteUse.START

    @property
    def rest(self) -> Unselected:
        """The former name of `unselected`."""
        return self.unselected


SETTINGS_TABLE: Final = settings_table(fields(Settings))

_CHECKED: Final = tuple(
    (record, type(record.default) if record.kind is Kind.CHOICE else None)
    for record in SETTINGS_TABLE.values()
    if record.strict or record.kind not in (Kind.SWITCH, Kind.WHOLE, Kind.NUMBER, Kind.SELECTION)
)
"""Records of what may have to be put in another form, and the type of choices that need not."""


def _taken(record: Setting, value: Any) -> Any:
    """A value that was asked for, as a `Settings` holds it."""
    match record.kind:
        case Kind.CHOICE:
            return value if type(value) is type(record.default) else record.member(value)
        case Kind.COLOR:
            return rgb(value)
        case Kind.COLORS:
            return value if are_rgb(value) else tuple(rgb(color) for color in value)
        case Kind.EXCLUSIONS:
            return tuple(value)
        case Kind.CLEAR_ENTRY:
            return _clear_entry(value)
    if record.strict and not record.low <= value <= record.high:
        raise ValueError(f"{record.name} is {record.low} to {record.high}, not {value}")
    return value


def _clear_entry(value: Any) -> ClearEntry | None:
    """Its fields may be given as a mapping."""
    entry = ClearEntry(**value) if isinstance(value, Mapping) else value
    if not isinstance(entry, ClearEntry | None):
        raise TypeError(f"a clear entry is a ClearEntry or None, not {value!r}")
    return entry
