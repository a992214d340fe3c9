"""Quantizes pictures with the KQuant of a checkout: CHECKOUT, then [path, K] a line. See `before`.

It uses only what every state of KQuant has: `kquant.quantize`.
"""

from __future__ import annotations

import json
import sys
import time

sys.path.insert(0, sys.argv[1])

import numpy as np
from PIL import Image

import kquant


def main() -> None:
    """Answer each line with one of JSON."""
    for line in sys.stdin:
        path, k = json.loads(line)
        with Image.open(path) as image:
            pixels = np.array(image.convert("RGB"))
        start = time.perf_counter()
        result = kquant.quantize(pixels, k, metrics=False)
        took = time.perf_counter() - start
        error = ((pixels.astype(np.int64) - result.image[..., :3]) ** 2).sum() / (pixels.size // 3)
        print(json.dumps({"seconds": took, "mse": float(error)}), flush=True)


if __name__ == "__main__":
    main()
