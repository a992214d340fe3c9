"""Options about single colours, places, given palettes and the order. Imports nothing heavy."""

from __future__ import annotations

import argparse
from typing import Any

from kquant.cli.values import colors, exclusions, origin, rectangle, whole

# The values of the enums in `kquant.core`; a test compares them.
ORDERS = ("share", "hue", "lightness", "path", "found")
UNSELECTED = ("map", "clear")
USES = {
    "fixed": ("--fixed", "map to that palette as it is (default)"),
    "start": ("--start", "start the clustering from it"),
    "recolor": ("--recolor", "paint the clusters with it, so that little changes"),
    "lightness": ("--recolor-lightness", "paint the clusters with it, from dark to light"),
}
BUILT_IN_KEYS = "black-white, greys-N, game-boy, cga-4-0, cga-4-1, cga-16, ega-64, vga-256, web-safe"


def add_steering(parser: argparse.ArgumentParser) -> None:
    """Add the options; those that are fields of `Settings` are absent from the result unless given."""
    group = parser.add_argument_group("steering")

    def add(*names: str, to: Any = group, **options: Any) -> None:
        to.add_argument(*names, default=argparse.SUPPRESS, **options)

    add("--lock", dest="locked", type=colors, metavar="HEX,..", help="colours that the palette has to have")
    excluded = "colours that do not vote, and those up to a CIEDE2000 difference from them"
    add("--exclude", dest="excluded", type=exclusions, metavar="HEX[:dE],..", help=excluded)
    add("--select", dest="selection", type=rectangle, metavar="X,Y,W,H", help="only this rectangle votes")
    times = "the rectangle votes so many times, the rest once"
    add("--emphasis", type=whole(1, 100), metavar="N", help=times)
    unselected = "pixels that may not vote: mapped to the nearest colour (default), or cleared"
    add("--unselected", "--rest", choices=UNSELECTED, help=unselected)
    given = f"use a palette: a file, a picture, or {BUILT_IN_KEYS}"
    group.add_argument("--palette-in", type=origin, metavar="FILE", help=given)
    uses = group.add_mutually_exclusive_group()
    for use, (name, text) in USES.items():
        add(name, to=uses, dest="palette_use", action="store_const", const=use, help=text)
    order = "order of the palette (default: share; of a fixed palette: found, as in the file)"
    group.add_argument("--sort", choices=ORDERS, help=order)
    group.add_argument("--descending", action="store_true", help="that order the other way round")


def check_steering(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse options that need another one."""
    if hasattr(options, "palette_use") and not options.palette_in:
        parser.error(f"{USES[options.palette_use][0]} needs --palette-in")
    if hasattr(options, "emphasis") and not hasattr(options, "selection"):
        parser.error("--emphasis needs --select")
    if getattr(options, "descending", False) and not options.sort:
        parser.error("--descending needs --sort")
