"""The report of a quantization as JSON; its keys are stable."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kquant import __version__
from kquant.core.model.result import Result
from kquant.core.model.settings import FORMER_NAMES, Settings
from kquant.io.source import SourceImage


def hex_color(rgb: tuple[int, ...]) -> str:
    """Return `#rrggbb`."""
    return "#" + bytes(rgb).hex()


def report(path: str, source: SourceImage, result: Result, seconds: Mapping[str, float]) -> dict[str, Any]:
    """Return the figures of a quantization, ready for JSON.

    `pixels` are all pixels of the picture; the counts of the palette sum to the visible ones. `psnr` is None
    when the result equals its source, as JSON has no infinity.
    """
    if result.metrics is None:
        raise ValueError("a report needs metrics")
    metrics = asdict(result.metrics)
    return {
        "version": __version__,
        "input": {
            "path": path,
            "width": source.width,
            "height": source.height,
            "mode": source.mode,
            "notes": list(source.notes),
        },
        "parameters": _parameters(result.request.settings),
        "pixels": int(result.labels.size),
        "colors_before": result.colors_before,
        "colors_after": result.colors_after,
        "compactness": result.compactness,
        "mse": metrics["mse"],
        "psnr": metrics["psnr"] if math.isfinite(metrics["psnr"]) else None,
        "ssim": metrics["ssim"],
        "delta_e": metrics["delta_e"],
        "palette": _palette(result),
        "attempts": list(result.attempts),
        "iterations": result.iterations,
        "seconds": dict(seconds),
    }


def as_json(figures: Mapping[str, Any]) -> bytes:
    """Return the report as a file's content: plain ASCII and valid JSON, whatever the picture is called."""
    import json  # only where a report is asked for

    return (json.dumps(figures, indent=2, allow_nan=False) + "\n").encode("ascii")


def _parameters(settings: Settings) -> dict[str, Any]:
    """By the names that the fields have had in reports from the first."""
    from kquant.io.settings_json import settings_to_json  # with msgspec, which takes its time

    key = {name: former for former, name in FORMER_NAMES.items()}
    written = {key.get(name, name): value for name, value in settings_to_json(settings).items()}
    if settings.clear_entry is None:
        del written["clear_entry"]
    return written


def _palette(result: Result) -> list[dict[str, Any]]:
    columns = (
        result.palette,
        result.counts,
        result.shares,
        result.cluster_compactness,
        result.locked,
        result.is_paper,
    )
    return [
        {
            "hex": hex_color(tuple(rgb)),
            "rgb": rgb,
            "count": count,
            "share": share,
            "compactness": compactness,
            "locked": locked,
            **({"paper": True} if paper else {}),
        }
        for rgb, count, share, compactness, locked, paper in zip(*(c.tolist() for c in columns), strict=True)
    ]
