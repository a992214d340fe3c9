"""Small colours that stand out and are lost, in one sentence."""

from __future__ import annotations

from kquant.cli.report import hex_color
from kquant.core.image.picture import Picture
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.core.palette.accents import accents


def lost_accents(picture: Picture, result: Result, threads: int | None) -> str:
    """Return which colours the palette lacks, and how to keep them; nothing where a person has chosen."""
    if _chosen(result.request.settings) or not (lost := accents(picture, result, picture.run(threads))):
        return ""
    colors = [hex_color(each.color) for each in lost]
    shares = ", ".join(
        f"{color} ({each.share:.2%})" for color, each in zip(colors, lost, strict=True)
    ).replace("%", " %")
    keep = ",".join(color[1:] for color in colors)
    if len(lost) == 1:
        return f"a small colour that stands out is lost: {shares}; --lock {keep} keeps it"
    return f"small colours that stand out are lost: {shares}; --lock {keep} keeps them"


def _chosen(settings: Settings) -> bool:
    """Whether a person has said which colours are painted with, or which count."""
    return bool(settings.is_painted or settings.excluded or settings.selection)
