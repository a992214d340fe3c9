"""KQuant reduces a picture to a few colours with k-means clustering by OpenCV.

    import kquant
    result = kquant.quantize(image, colors=5)      # H x W x 3 or x 4 uint8, RGB order
    result.palette, result.labels, result.counts, result.compactness, result.metrics

    palette = kquant.find_palette([one, two, three], colors=16)    # the halves: one palette for all of them,
    results = [kquant.apply_palette(each, palette) for each in (one, two, three)]

Importing this package is cheap: neither OpenCV nor Qt is loaded until it is used.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # as typing's, without the time that importing it takes
if TYPE_CHECKING:
    from typing import Any

    from kquant.api import apply_palette, find_palette, histogram, quantize
    from kquant.core.model.metrics import Metrics
    from kquant.core.model.result import Result
    from kquant.core.model.settings import Settings

__all__ = [
    "Metrics",
    "Result",
    "Settings",
    "__version__",
    "apply_palette",
    "find_palette",
    "histogram",
    "quantize",
]


def __getattr__(name: str) -> "Any":
    """Load the public names on first use (PEP 562)."""
    if name in ("apply_palette", "find_palette", "histogram", "quantize"):
        from kquant import api

        return getattr(api, name)
    if name == "Result":
        from kquant.core.model.result import Result

        return Result
    if name == "Metrics":
        from kquant.core.model.metrics import Metrics

        return Metrics
    if name == "Settings":
        from kquant.core.model.settings import Settings

        return Settings
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
