"""Modules that the window does without at first, imported while nobody waits for them."""

from __future__ import annotations

import importlib

from kquant.session.jobs import Control

_LATER = (
    "kquant.io.read",
    "kquant.io.settings_json",
    "kquant.ui.scatter.plot",
    "kquant.ui.export.dialog",
    "kquant.ui.palette_tools.add_dialog",
    "kquant.ui.palette_tools.edit_dialog",
    "kquant.ui.palette_tools.exclude_dialog",
    "kquant.ui.palette_tools.merge_dialog",
    "kquant.ui.palette_tools.use_dialog",
    "kquant.ui.about",
    "kquant.ui.lab.window",
)


def import_the_rest(control: Control) -> None:
    """In the order in which they may be needed; on a worker: together they take some tenths of a second."""
    for name in _LATER:
        if not control.should_stop():
            importlib.import_module(name)
