"""Points with their clusters, as CSV."""

from __future__ import annotations

import csv
import io

from kquant.lab.core.points import PointSet
from kquant.lab.core.run import LabRun


def labelled_csv(points: PointSet, run: LabRun) -> bytes:
    """UTF-8 CSV with a header: the coordinates, `cluster` from 0, the coordinates of its centre, and `truth`
    if it is known of any point (empty where it is not). Numbers are in full, so that reading gives the same.
    """
    header = [*points.axes, "cluster", *(f"center {axis}" for axis in points.axes)]
    columns = [points.points.tolist(), run.labels.tolist(), run.centers.tolist()]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    truth = [[]] * len(points) if points.truth is None else [[_known(one)] for one in points.truth.tolist()]
    writer.writerow(header if points.truth is None else [*header, "truth"])
    for place, label, true in zip(columns[0], columns[1], truth, strict=True):
        writer.writerow([*place, label, *columns[2][label], *true])
    return text.getvalue().encode()


def _known(truth: int) -> int | str:
    return truth if truth >= 0 else ""
