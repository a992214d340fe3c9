"""Steps of k-means, and why it stopped, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from kquant.core.model.choices import Init
from kquant.lab.core.walk import HalfStep, Phase, Stop, Walk
from kquant.ui.kit.numbers import decimal_text, whole_text


def step_text(walk: Walk) -> tuple[str, str]:
    """What the last step was, and what it did, in one sentence."""
    step = walk.step
    if step.phase is Phase.START:
        return _tr("Start"), _start_text(walk)
    if step.phase is Phase.ASSIGN:
        return _tr("Assign"), _assign_text(step, len(walk.samples))
    words = _tr("Each centre moved to the mean of its points, the farthest by {shift}.")
    text = words.format(shift=decimal_text(step.shift or 0.0, 3))
    if step.refilled:
        empty = ", ".join(str(index + 1) for index in step.refilled)
        text += " " + _tr("Cluster {} had no point left and was given a far one.").format(empty)
    return _tr("Update"), text


def stop_text(walk: Walk) -> str:
    """Which criterion ended it and when; "" if it goes on."""
    if walk.stopped is None:
        return ""
    epsilon = decimal_text(walk.settings.epsilon or 0.0, 3).rstrip("0").rstrip(QLocale().decimalPoint())
    words = {
        Stop.EPSILON: _tr(
            "Converged in iteration {n} of cv2.kmeans: no centre moved farther than EPS = {epsilon}."
        ),
        Stop.MAX_ITER: _tr("Stopped by MAX_ITER: that was iteration {n}. Centres might still move."),
        Stop.SETTLED: _tr("Settled in iteration {n}: no centre moves any more."),
        Stop.LIMIT: _tr("Stopped in iteration {n}: cv2.kmeans goes no further."),
    }[walk.stopped]
    return words.format(n=walk.step.iteration, epsilon=epsilon)


def next_step_text(walk: Walk | None) -> str:
    """What the next step will be called."""
    if walk is None:
        return _tr("Begin")
    return _tr("Update") if walk.step.phase is Phase.ASSIGN else _tr("Assign")


def _start_text(walk: Walk) -> str:
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


def _assign_text(step: HalfStep, count: int) -> str:
    if step.changed == count:
        return _tr("Every point joined its nearest centre.")
    if not step.changed:
        return _tr("Every point kept its centre: nothing changed.")
    words = _tr("Every point joined its nearest centre; {changed} of {count} changed sides.")
    return words.format(changed=whole_text(step.changed), count=whole_text(count))


def _tr(text: str) -> str:
    return QCoreApplication.translate("WalkText", text)
