"""Options, their help and its examples. Imports nothing heavy, so that help comes at once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, Final

from kquant.cli.options import add_clustering, add_constraints, check_constraints, check_implied
from kquant.cli.outputs import print_text
from kquant.cli.usage import Parser
from kquant.cli.values import origin, target, whole
from kquant.cli.version import version_text
from kquant.io.target import ending_of

_CONVERT: Final = "palette convert"
_LIST: Final = "palette list"
COMMANDS: Final = ("quantize", "palette", "info")
LAB: Final = "lab"
SELFTEST: Final = "--selftest"

# The values of `kquant.core.color.names.NameList`, which would bring numpy along; a test compares them.
NAME_LISTS = ("css", "xkcd")

# The endings of `kquant.io.palettes.PALETTE_FORMATS`; a test compares them too.
PALETTE_ENDINGS = (
    ".gpl .ase .aco .act .pal .riff.pal .hex .txt .kpl .soc .swatches .css .scss .json .csv .svg .png"
)

_EXAMPLES = """\
without a command:
  kquant [FILE ...] [-k N]     opens the window, with a picture in it for each FILE
  kquant lab [--data FILE]     opens the clustering lab: k-means on points in a plane, step by step

examples:
  kquant quantize photo.jpg -o photo.png -k 8          eight colours, as an indexed PNG
  kquant quantize photo.jpg -o photo.gif --palette photo.gpl --palette photo.hex
  kquant quantize photo.jpg -o photo.png --report -    figures as JSON on standard output
  kquant palette photo.jpg -k 5                        the five colours, with share and count
  kquant palette convert brand.ase brand.gpl           a palette file in another format
  kquant palette list                                  the palettes that KQuant brings
  kquant info photo.jpg                                what kind of picture it is
  convert-something | kquant quantize - -o - -k 16 --format gif > few.gif

exit codes: 0 done, 1 it could not be done, 2 wrong usage, 130 interrupted
"""
_QUANTIZE_EXAMPLES = """\
examples:
  kquant quantize photo.jpg -o photo.png -k 8
  kquant quantize photo.jpg -o photo.png -k 256 --effort best --space oklab
  kquant quantize photo.jpg -o photo.png -k 5 --engine pixels --init random --attempts 10
  kquant quantize photo.jpg -o photo.png -k 8 --lock d02020 --exclude ffffff:5
  kquant quantize photo.jpg -o photo.png --palette-in game-boy
  kquant quantize logo.png -o logo.gif --alpha threshold --palette logo.gpl --report logo.json
"""
_PALETTE_EXAMPLES = """\
examples:
  kquant palette photo.jpg -k 5
  kquant palette photo.jpg -k 5 --names xkcd
  kquant palette photo.jpg -k 3 --init-colors ff0000,00ff00,0000ff
"""
_CONVERT_EXAMPLES = f"""\
examples:
  kquant palette convert brand.ase brand.gpl
  kquant palette convert sprite.png sprite.hex         the colours of an indexed or small picture
  kquant palette convert list.txt list.riff.pal        a RIFF palette; .pal alone is a JASC one
  kquant palette convert - brand.css --names css       pasted text; colours without a name get one
  kquant palette convert brand.ase - --format gpl      on standard output

written, by the suffix: {PALETTE_ENDINGS}
read, by the content: all of these, Scribus, sK1, CorelDRAW XML, Android, XAML, other .pal files, any table,
JSON or text of colours

A picture called "convert" is ./convert.
"""
_LIST_EXAMPLES = """\
examples:
  kquant palette list
  kquant quantize photo.jpg -o photo.png --palette-in game-boy

greys-N has as many greys as you like, from 2 to 256. A picture called "list" is ./list.
"""
_INFO_EXAMPLES = """\
examples:
  kquant info photo.jpg
  kquant info - < photo.jpg
"""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; help ends with SystemExit(0) and wrong usage with SystemExit(2), both printed."""
    if list(arguments) == [SELFTEST]:
        return argparse.Namespace(command="selftest")
    parser = _build()
    if (command := " ".join(arguments[:2])) in (_CONVERT, _LIST):
        arguments = [command, *arguments[2:]]
    options = parser.parse_args(arguments)
    check_implied(parser, options)
    _check_format(parser, options)
    if options.command == "quantize" and [options.output, options.report, *options.palettes].count("-") > 1:
        parser.error("only one result can go to standard output")
    check_constraints(parser, options)
    return options


def _check_format(parser: Parser, options: argparse.Namespace) -> None:
    if getattr(options, "format", None) is None:
        return
    results = (options.output, *getattr(options, "palettes", ()))
    if all(map(ending_of, results)):
        parser.error("--format is for results whose names have no suffix, such as -")


class _Version(argparse.Action):
    """The version, put together when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print_text(f"{version_text()}\n")
        parser.exit()


def _build() -> Parser:
    parser = Parser(
        prog="kquant",
        description="Reduce a picture to a few colours with k-means clustering by OpenCV.",
        epilog=_EXAMPLES,
    )
    parser.add_argument(
        "--version", action=_Version, nargs=0, help="tell the version and what kernels there are, and end"
    )
    parser.add_argument(SELFTEST, action="store_true", help="check that this installation works, and end")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str, epilog: str) -> Parser:
        return commands.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".", epilog=epilog
        )

    quantize = add("quantize", "write a picture in a few colours, and its palette", _QUANTIZE_EXAMPLES)
    _add_input(quantize)
    _add_outputs(quantize)
    add_clustering(quantize)
    add_constraints(quantize)
    palette = add("palette", "print the colours: hex, share of the picture, count", _PALETTE_EXAMPLES)
    _add_input(palette)
    _add_names(palette, "print names too")
    add_clustering(palette)
    add_constraints(palette)
    _add_conversion(add(_CONVERT, "write a palette file in another format", _CONVERT_EXAMPLES))
    add(_LIST, "print the built-in palettes: key, number of colours, name", _LIST_EXAMPLES)
    info = add("info", "print size, mode, profile, orientation and distinct colours", _INFO_EXAMPLES)
    _add_input(info)
    return parser


def _add_conversion(parser: argparse.ArgumentParser) -> None:
    given = "a palette, a picture of few colours, or - for text"
    parser.add_argument("input", type=origin, metavar="IN", help=given)
    wanted = "its format by its suffix; - for standard output, as HEX"
    parser.add_argument("output", type=target, metavar="OUT", help=wanted)
    _add_format(parser, "HEX")
    _add_names(parser, "name the colours that have no name")
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    parser.add_argument("--quiet", action="store_true", help="print nothing but results and errors")


def _add_format(to: Any, default: str) -> None:
    """Add the choice of a format to a parser or a group."""
    without = f"format of a result without a suffix, such as - or a pipe: gif, ase, ... (default: {default})"
    to.add_argument("--format", metavar="FORMAT", help=without)


def _add_names(to: Any, what: str) -> None:
    """Add the choice of a list of names to a parser or a group."""
    help_text = f"{what}: the nearest of CSS, or of the xkcd colour survey"
    to.add_argument("--names", choices=NAME_LISTS, help=help_text)


def _add_input(parser: argparse.ArgumentParser) -> None:
    given = "the picture; - for standard input"
    parser.add_argument("input", type=origin, metavar="INPUT", help=given)
    reading = parser.add_argument_group("reading")
    reading.add_argument(
        "--max-pixels",
        type=whole(1, 2**40),
        metavar="N",
        help="refuse a larger picture before decoding it (default: 512 million)",
    )
    reading.add_argument(
        "--allow-truncated", action="store_true", help="take what can be read of a damaged file"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing but results and errors")


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("writing")
    group.add_argument(
        "-o",
        "--output",
        type=target,
        metavar="OUTPUT",
        required=True,
        help="the new picture, its format by its suffix; - for a PNG on standard output",
    )
    group.add_argument(
        "--palette",
        dest="palettes",
        type=target,
        metavar="FILE",
        action="append",
        default=[],
        help="write the palette too, its format by its suffix; may be repeated: " + PALETTE_ENDINGS,
    )
    _add_names(group, "name the colours in the palettes")
    _add_format(group, "PNG, of a palette HEX")
    figures = "write figures as JSON; - for standard output"
    group.add_argument("--report", type=target, metavar="FILE", help=figures)
    group.add_argument("--force", action="store_true", help="write over files that exist")
