"""Modules that the window does without at first, imported while nobody waits for them."""

from __future__ import annotations

import importlib

from kquant.session.work.scheduler import Control

_LATER = (
    "kquant.io.read",
    "kquant.io.settings_json",
    "kquant.ui.features.clusters.plot",
    "kquant.ui.features.export.dialog",
    "kquant.ui.features.palette.dialogs.color_dialogs",
    "kquant.ui.features.palette.dialogs.exclude_dialog",
    "kquant.ui.features.palette.dialogs.merge_dialog",
    "kquant.ui.features.palette.dialogs.use_dialog",
    "kquant.ui.shell.about",
    "kquant.lab.ui.window",
)


def import_the_rest(control: Control) -> None:
    """In the order in which they may be needed; on a worker: together they take some tenths of a second."""
    for name in _LATER:
        if not control.should_stop():
            importlib.import_module(name)
