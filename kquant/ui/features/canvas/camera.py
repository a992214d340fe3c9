"""Where the picture lies under the window: zoom, pan and fit, in pixels of the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kquant.ui.features.canvas.layers import Window

SMALLEST, LARGEST = 0.01, 64.0
STEPS = (
    *(0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.125, 0.16, 0.2, 0.25, 1 / 3, 0.5, 2 / 3, 1.0),
    *(1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0),
)


class Camera:
    """Shows a picture in a pane; both sizes are whole pixels, the pane's those of the screen.

    Attributes:
        scale: pixels of the screen for each of the picture, 1.0 for 100 %.
        fitted: whether the whole picture is to be seen, also after the pane's size changes.
        drawn_size: width and height of the picture on the screen.
        origin: where the picture's top left corner lies in the pane.
    """

    def __init__(self) -> None:
        self.scale = 1.0
        self.fitted = True
        self.drawn_size, self.origin = (1, 1), (0, 0)
        self._picture = (1, 1)
        self._pane = (1, 1)
        self._padding = 0
        self._center = (0.5, 0.5)

    def show(self, width: int, height: int) -> None:
        """Take another picture, and fit it."""
        self._picture = (width, height)
        self.fit()

    def resize(self, width: int, height: int, padding: int = 0) -> None:
        """The pane has another size; a fitted picture leaves `padding` free at each side."""
        self._pane = (max(width, 1), max(height, 1))
        self._padding = padding
        if self.fitted:
            self.fit()
        else:
            self._place(self._center)

    def fit(self) -> None:
        """Show the whole picture as large as it goes; small ones by whole pixels."""
        width, height = self._picture
        self.scale = fitting_scale(self._picture, self._pane, self._padding)
        self.fitted = True
        self._place((width / 2, height / 2))

    def zoom(self, scale: float, x: float, y: float) -> None:
        """Set the scale, 1 % to 6400 %; what lies under (x, y) of the pane stays there."""
        smallest = min(SMALLEST, self.scale)  # a fitted picture may be smaller still
        scale = min(max(scale, smallest), LARGEST)
        away = (x - self._pane[0] / 2, y - self._pane[1] / 2)
        moves = 1 / self.scale - 1 / scale  # of the centre, for each pixel that (x, y) is away from it
        self.scale = scale
        self.fitted = False
        self._place((self._center[0] + away[0] * moves, self._center[1] + away[1] * moves))

    def step(self, up: bool) -> float:
        """The next larger or smaller of the usual scales."""
        if up:
            return STEPS[min(bisect_right(STEPS, self.scale * 1.001), len(STEPS) - 1)]
        return STEPS[max(bisect_left(STEPS, self.scale * 0.999) - 1, 0)]

    def pan(self, x: float, y: float) -> None:
        """Move the picture by so many pixels of the screen; never out of sight."""
        self._place((self._center[0] - x / self.scale, self._center[1] - y / self.scale))

    @property
    def movable(self) -> bool:
        """Whether a part of the picture is out of sight."""
        return self.drawn_size[0] > self._pane[0] or self.drawn_size[1] > self._pane[1]

    def pixel(self, x: float, y: float) -> tuple[int, int] | None:
        """The picture's pixel under (x, y) of the pane."""
        left, top = self.origin
        column, row = int((x - left) // self.scale), int((y - top) // self.scale)
        inside = 0 <= column < self._picture[0] and 0 <= row < self._picture[1]
        return (column, row) if inside else None

    def window(self, margin: int = 0) -> Window:
        """The part of the picture that is in the pane, with `margin` more at each side where there is."""
        spans = []
        for start, drawn, side in zip(self.origin, self.drawn_size, self._pane, strict=True):
            first = min(max(-start - margin, 0), drawn - 1)
            spans.append((first, max(min(side - start + margin, drawn), first + 1) - first))
        (x, width), (y, height) = spans
        return Window(self.scale, x, y, width, height)

    def _place(self, center: tuple[float, float]) -> None:
        """Centred where the picture is smaller than the pane, else without a gap at either side."""
        centers, starts, lengths = [], [], []
        for at, length, side in zip(center, self._picture, self._pane, strict=True):
            half = side / 2 / self.scale
            centers.append(length / 2 if length <= 2 * half else min(max(at, half), length - half))
            starts.append(round(side / 2 - centers[-1] * self.scale))
            lengths.append(max(1, round(length * self.scale)))
        self._center, self.origin = (centers[0], centers[1]), (starts[0], starts[1])
        self.drawn_size = (lengths[0], lengths[1])


def fitting_scale(picture: tuple[int, int], pane: tuple[int, int], padding: int) -> float:
    """At which a whole picture is as large as it goes; small ones by whole pixels."""
    width, height = picture
    across, down = max(pane[0] - 2 * padding, 1), max(pane[1] - 2 * padding, 1)
    largest = min(across / width, down / height, LARGEST)
    return float(int(largest)) if largest >= 1 else max(largest, 1e-4)
