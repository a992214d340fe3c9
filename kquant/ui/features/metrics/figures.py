"""The figures of a result as text for a person."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.model.metrics import Metrics
from kquant.core.model.result import Result
from kquant.ui.kit.numbers import grouped, seconds_text

ABSENT = "–"
"""What stands where nothing was measured."""

_ATTEMPTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure.

    Attributes:
        key: of the figure, the same in every language.
        name, value: what it is, and how much in the locale's digits, or `ABSENT`.
        tooltip: what it means, as plain text.
    """

    key: str
    name: str
    value: str
    tooltip: str


def figures(result: Result | None, metrics: Metrics | None, locale: QLocale) -> list[Figure]:
    """All figures of a result, in the order they are read; all absent for None."""
    locale = grouped(locale)
    return [
        *_of_the_clustering(result, locale),
        *_of_the_difference(metrics, locale),
        *_of_the_run(result, locale),
    ]


def _of_the_clustering(result: Result | None, locale: QLocale) -> list[Figure]:
    colors = (
        _tr("{} → {}").format(*(_whole(n, locale) for n in (result.colors_before, result.colors_after)))
        if result
        else ABSENT
    )
    return [
        Figure(
            "distinct",
            _tr("Distinct colours"),
            colors,
            _tr("How many different colours the visible pixels had, and have now."),
        ),
        Figure(
            "compactness",
            _tr("Compactness"),
            _large(result.compactness, locale) if result else ABSENT,
            _tr(
                "The sum over all pixels of the squared distance to their colour, which k-means makes small; "
                "what cv2.kmeans returns. In the units of the colour space that was clustered in."
            ),
        ),
    ]


def _of_the_difference(metrics: Metrics | None, locale: QLocale) -> list[Figure]:
    delta_e = _tr(
        "CIEDE2000 is the difference that the eye sees: below 1 hardly any, above 5 a plain one. "
        "Mean over the pixels, the value that 95 % of them stay under, and the largest."
    )
    rows = [
        (
            "mse",
            _tr("MSE"),
            _tr("Mean squared error: the squared distance in red, green and blue, averaged over the pixels."),
        ),
        ("psnr", _tr("PSNR"), _tr("Peak signal-to-noise ratio: the error in decibels; higher is closer.")),
        ("ssim", _tr("SSIM"), _tr("Structural similarity of the brightness; 1 is the same picture.")),
        ("delta_e_mean", _tr("CIEDE2000, mean"), delta_e),
        ("delta_e_p95", _tr("CIEDE2000, 95 %"), delta_e),
        ("delta_e_max", _tr("CIEDE2000, max."), delta_e),
    ]
    values = _differences(metrics, locale) if metrics else {}
    return [Figure(key, name, values.get(key, ABSENT), tooltip) for key, name, tooltip in rows]


def _differences(metrics: Metrics, locale: QLocale) -> dict[str, str]:
    found: dict[str, str] = {}
    if metrics.mse is not None and metrics.psnr is not None:
        found["mse"] = _decimal(metrics.mse, 2, locale)
        found["psnr"] = _tr("{} dB").format(_decimal(metrics.psnr, 2, locale))
    if metrics.ssim is not None:
        found["ssim"] = _decimal(metrics.ssim, 4, locale)
    if metrics.delta_e is not None:
        found["delta_e_mean"] = _decimal(metrics.delta_e.mean, 2, locale)
        found["delta_e_p95"] = _decimal(metrics.delta_e.p95, 2, locale)
        found["delta_e_max"] = _decimal(metrics.delta_e.max, 2, locale)
    return found


def _of_the_run(result: Result | None, locale: QLocale) -> list[Figure]:
    clustered = result is not None and bool(result.attempts)
    return [
        Figure(
            "iterations",
            _tr("Iterations"),
            _whole(result.iterations, locale) if result and clustered else ABSENT,
            _tr("How many times every colour was given to its nearest centre and the centres were moved."),
        ),
        Figure(
            "attempts",
            _tr("Attempts"),
            _attempts(result, locale) if result and clustered else ABSENT,
            _attempts_listed(result, locale)
            if result and clustered
            else _tr("How often k-means was started."),
        ),
        Figure(
            "time",
            _tr("Time"),
            seconds_text(sum(result.seconds.values()), locale) if result else ABSENT,
            _tr("How long it took to find this result."),
        ),
    ]


def _attempts(result: Result, locale: QLocale) -> str:
    count = len(result.attempts)
    return _whole(count, locale) if count == 1 else _tr("best of {}").format(_whole(count, locale))


def _attempts_listed(result: Result, locale: QLocale) -> str:
    """The compactness of each attempt, one a line."""
    best = result.attempts.index(min(result.attempts))
    lines = [_tr("Compactness of each attempt:")]
    for number, compactness in enumerate(result.attempts[:_ATTEMPTS_SHOWN]):
        line = _tr("{}: {} (best)") if number == best else _tr("{}: {}")
        lines.append(line.format(_whole(number + 1, locale), _large(compactness, locale)))
    if len(result.attempts) > _ATTEMPTS_SHOWN:
        line = _tr("and {} more, at best {}")
        rest = result.attempts[_ATTEMPTS_SHOWN:]
        lines.append(line.format(_whole(len(rest), locale), _large(min(rest), locale)))
    return "\n".join(lines)


def _large(value: float, locale: QLocale) -> str:
    """Without decimals where they say nothing."""
    return _decimal(value, 0 if value >= 1000 else 2, locale)


def _whole(value: int, locale: QLocale) -> str:
    return locale.toString(value)


def _decimal(value: float, decimals: int, locale: QLocale) -> str:
    return locale.toString(value, "f", decimals) if math.isfinite(value) else "∞"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Figures", text)
