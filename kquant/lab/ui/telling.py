"""Steps, stops and numbers in words."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.model.choices import Init
from kquant.lab.core.walk import HalfStep, Phase, Stop, Walk
from kquant.ui.kit.numbers import grouped


def number(value: float, decimals: int | None = None) -> str:
    """In the locale's digits; with about four that count unless `decimals` says how many."""
    if not math.isfinite(value):
        return "–"
    if decimals is None:
        size = abs(value)
        decimals = 0 if size >= 1e5 else 1 if size >= 100 else 2 if size >= 1 or not size else 4
    return grouped().toString(value, "f", decimals)


def whole(value: int) -> str:
    """In the locale's digits."""
    return grouped().toString(value)


def told_step(walk: Walk) -> tuple[str, str]:
    """What the last step was, and what it did, in one sentence."""
    step = walk.step
    if step.phase is Phase.START:
        return _tr("Start"), _told_start(walk)
    if step.phase is Phase.ASSIGN:
        return _tr("Assign"), _told_assign(step, len(walk.samples))
    words = _tr("Each centre moved to the mean of its points, the farthest by {shift}.")
    text = words.format(shift=number(step.shift or 0.0, 3))
    if step.refilled:
        empty = ", ".join(str(index + 1) for index in step.refilled)
        text += " " + _tr("Cluster {} had no point left and was given a far one.").format(empty)
    return _tr("Update"), text


def told_stop(walk: Walk) -> str:
    """Which criterion ended it and when; "" if it goes on."""
    if walk.stopped is None:
        return ""
    epsilon = number(walk.settings.epsilon or 0.0, 3).rstrip("0").rstrip(QLocale().decimalPoint())
    words = {
        Stop.EPSILON: _tr(
            "Converged in iteration {n} of cv2.kmeans: no centre moved farther than EPS = {epsilon}."
        ),
        Stop.MAX_ITER: _tr("Stopped by MAX_ITER: that was iteration {n}. Centres might still move."),
        Stop.SETTLED: _tr("Settled in iteration {n}: no centre moves any more."),
        Stop.LIMIT: _tr("Stopped in iteration {n}: cv2.kmeans goes no further."),
    }[walk.stopped]
    return words.format(n=walk.step.iteration, epsilon=epsilon)


def told_next(walk: Walk | None) -> str:
    """What the next step will be called."""
    if walk is None:
        return _tr("Begin")
    return _tr("Update") if walk.step.phase is Phase.ASSIGN else _tr("Assign")


def _told_start(walk: Walk) -> str:
    k = len(walk.step.centers)
    if k == 1:
        return _tr("The only centre begins. Next, each point is given to it.")
    words = {
        Init.RANDOM: _tr("{k} centres begin at random. Next, each point looks for its nearest centre."),
        Init.PP: _tr(
            "{k} centres begin on points far apart (k-means++). Next, each point looks for its nearest."
        ),
        Init.GIVEN: _tr(
            "{k} centres begin where you put them. Next, each point looks for its nearest centre."
        ),
    }[walk.settings.init]
    return words.format(k=k)


def _told_assign(step: HalfStep, count: int) -> str:
    if step.changed == count:
        return _tr("Every point joined its nearest centre.")
    if not step.changed:
        return _tr("Every point kept its centre: nothing changed.")
    words = _tr("Every point joined its nearest centre; {changed} of {count} changed sides.")
    return words.format(changed=whole(step.changed), count=whole(count))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LabTelling", text)
