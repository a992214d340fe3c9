"""A worker that imports the plots makes no type of Qt, in a table that the GUI thread is reading."""

from __future__ import annotations

import subprocess
import sys

_SCRIPT = """
from shiboken6 import Shiboken
from kquant.ui.kit.qt_types import make_qt_types

def made():
    found, left = set(), [Shiboken.Object]
    while left:
        new = [one for one in type.__subclasses__(left.pop()) if one not in found]
        found.update(new)
        left += new
    return {one.__name__ for one in found if one.__module__ in
            ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")}

turns = 1
while not make_qt_types(0.001):
    turns += 1
before = made()
import kquant.ui.features.clusters.plot
print(turns > 1, len(before) > 500, sorted(made() - before))
"""


def test_all_are_there_before_the_plots_are_imported() -> None:
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True True []"
