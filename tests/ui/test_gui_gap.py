"""What measures the GUI thread must not harm the program it measures."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

_PROBED = """
import signal
from PySide6.QtCore import QCoreApplication
from tests.ui.gui_gap import GapProbe

application = QCoreApplication([])
for _ in range(2):
    with GapProbe():
        application.processEvents()
    signal.raise_signal(signal.SIGPROF)
print("alive")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="no such signal here, so no look either")
def test_a_signal_that_comes_after_the_probe_ends_nothing() -> None:
    folder = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", _PROBED], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive\n", "")
