"""The finder that clusters every pixel, as OpenCV's users know it."""
