"""Targets 5 and 6: mean squared error beside the best algorithms that are published."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import mean

import kquant
from kquant.core.image.picture import Picture
from kquant.core.model.choices import Effort
from tests.benchmarks.corpus import Bench, References, has_picture, pixels_of, references, say
from tests.benchmarks.exact import distinct_colors, nearest_compactness, picture_mse
from tests.benchmarks.report import NotMeasuredError, Report, Verdict, percent

_KS = (4, 16, 64, 256)
_QUICK_KS = (4, 16)
_QUICK_PICTURES = 3
_NEAR_BEST = 1.005
_LAST_DIGIT = 1e-6  # the references are given to six decimals


@dataclass(frozen=True)
class Sample:
    """One picture in K colours.

    Attributes:
        mse: of the picture that comes out, in 8-bit colours.
        centers_mse: of the centres before rounding, which is what the references are of.
        best_known: None for a picture without.
    """

    image: str
    k: int
    mse: float
    centers_mse: float
    iokm: float
    best_known: float | None
    seconds: float


_Error = Callable[[Sample], float]
_ERRORS: dict[str, _Error] = {
    "8-bit palette": lambda sample: sample.mse,
    "centres before rounding": lambda sample: sample.centers_mse,
}


def default_effort(bench: Bench, report: Report) -> None:
    """Target 5."""
    by_k = _measure(bench, report, 5, Effort.BALANCED)
    for of, error in _ERRORS.items():
        ratios = {k: _beside_iokm(samples, error) for k, samples in by_k.items()}
        report.verdicts.append(
            Verdict(
                target=5,
                what=f"default settings, mean MSE of the {of}",
                wanted="< iokm's at every K",
                measured=_by_k(ratios),
                reached=max(ratios.values()) < 1,
                why=_pictures(by_k),
            )
        )


def best_effort(bench: Bench, report: Report) -> None:
    """Target 6."""
    by_k = _measure(bench, report, 6, Effort.BEST)
    for of, error in _ERRORS.items():
        ratios = {k: _beside_best_known(samples, error) for k, samples in by_k.items()}
        known = {k: ratio for k, ratio in ratios.items() if ratio is not None}
        report.verdicts.append(
            Verdict(
                target=6,
                what=f"best effort, mean MSE of the {of}",
                wanted="<= best known + 0.5 %",
                measured=_by_k(known),
                reached=max(known.values()) <= _NEAR_BEST if known else None,
                why="" if known else "no picture with a best known MSE is there",
            )
        )
        above = {k: len(_above(samples, error)) for k, samples in by_k.items()}
        report.verdicts.append(
            Verdict(
                target=6,
                what=f"best effort, MSE of the {of} of each picture",
                wanted="never above iokm's",
                measured="; ".join(f"K {k}: {count} above" for k, count in above.items()),
                reached=not any(above.values()),
                why=_pictures(by_k),
            )
        )


def _measure(bench: Bench, report: Report, target: int, effort: Effort) -> dict[int, list[Sample]]:
    wanted = references(bench)
    names = dict.fromkeys(image for image, _ in wanted.iokm)
    found = [name for name in names if has_picture(bench, name)]
    if not found:
        raise NotMeasuredError("none of the reference's pictures is below the folder")
    ks = _QUICK_KS if bench.quick else _KS
    by_k: dict[int, list[Sample]] = {k: [] for k in ks}
    for name in found[:_QUICK_PICTURES] if bench.quick else found:
        say(f"target {target}: {name}, effort {effort}")
        for sample in _samples(bench, name, ks, effort, wanted):
            by_k[sample.k].append(sample)
    missing = f"; not found: {', '.join(names.keys() - set(found))}" if len(found) < len(names) else ""
    report.add_table(
        f"Target {target}: mean MSE, effort {effort}, beside iokm over {len(by_k[ks[0]])} pictures and beside"
        f" best known where there is one{missing}",
        [row for samples in by_k.values() for row in _summary(samples)],
    )
    report.add_table(
        f"Target {target}: every picture, effort {effort}",
        [vars(sample) for samples in by_k.values() for sample in samples],
        printed=False,
    )
    return by_k


def _samples(bench: Bench, name: str, ks: Sequence[int], effort: Effort, wanted: References) -> list[Sample]:
    pixels = pixels_of(bench, name)
    picture = Picture(pixels)
    colors, counts = distinct_colors(pixels)
    samples, total = [], int(counts.sum())
    for k in ks:
        start = time.perf_counter()
        result = kquant.quantize(picture, k, effort=effort, metrics=False)
        took = time.perf_counter() - start
        samples.append(
            Sample(
                image=name,
                k=k,
                mse=picture_mse(pixels, result.image),
                centers_mse=nearest_compactness(colors, counts, result.centers) / total,
                iokm=wanted.iokm[name, k],
                best_known=wanted.best_known.get((name, k)),
                seconds=took,
            )
        )
    return samples


def _summary(samples: Sequence[Sample]) -> list[dict[str, float | str | None]]:
    """One row for each kind of error."""
    return [
        {
            "K": samples[0].k,
            "MSE of": of,
            "mean": mean(map(error, samples)),
            "iokm": mean(sample.iokm for sample in samples),
            "/ iokm": _beside_iokm(samples, error),
            "/ best known": _beside_best_known(samples, error),
            "above iokm": len(_above(samples, error)),
            "worst / iokm": max(error(sample) / sample.iokm for sample in samples),
            "of": max(samples, key=lambda sample: error(sample) / sample.iokm).image,
            "mean s": mean(sample.seconds for sample in samples),
        }
        for of, error in _ERRORS.items()
    ]


def _beside_iokm(samples: Sequence[Sample], error: _Error) -> float:
    return mean(map(error, samples)) / mean(sample.iokm for sample in samples)


def _beside_best_known(samples: Sequence[Sample], error: _Error) -> float | None:
    known = [(error(sample), sample.best_known) for sample in samples if sample.best_known is not None]
    return sum(mse for mse, _ in known) / sum(best for _, best in known) if known else None


def _above(samples: Sequence[Sample], error: _Error) -> list[Sample]:
    return [sample for sample in samples if error(sample) > sample.iokm + _LAST_DIGIT]


def _by_k(ratios: dict[int, float]) -> str:
    return "; ".join(f"K {k}: {percent(ratio)}" for k, ratio in ratios.items())


def _pictures(by_k: dict[int, list[Sample]]) -> str:
    return f"{len(next(iter(by_k.values())))} pictures"
