"""A short run of the monkey; long ones are made by hand with `python -m tests.monkey`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", [1, 2])
def test_random_actions_find_no_fault(seed: int) -> None:
    words = [sys.executable, "-m", "tests.monkey", str(seed), "--steps", "300", "--seconds", "120"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=_ROOT, timeout=400)
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
