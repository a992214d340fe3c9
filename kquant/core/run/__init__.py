"""Means of every long computation: threads, progress, cancelling, and `cv2.kmeans`."""
