"""Convex hulls of points in a plane."""

from __future__ import annotations

import cv2
import numpy as np

from kquant.core.model.arrays import Float64


def convex_hull(points: Float64) -> Float64:
    """The (H, 2) corners, in order, of the convex hull of (N, 2) points; H is 0 for no points, 1 for one."""
    if not len(points):
        return np.empty((0, 2))
    corners = np.asarray(cv2.convexHull(points.astype(np.float32), returnPoints=False)).ravel()
    return np.asarray(points[corners], np.float64)
