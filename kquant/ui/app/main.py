"""The main window as a program: from arguments to an exit code."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize

from kquant.ui.app.program import open_program
from kquant.ui.kit.window_placement import FIRST_SIZE


def run(
    files: Sequence[Path] = (),
    colors: int | None = None,
    screenshot: Path | None = None,
    theme: str | None = None,
    size: tuple[int, int] | None = None,
) -> int:
    """Show a window for each file, or one with the start page, until the last one is closed.

    Args:
        colors: K to begin with, in place of the preferred one.
        screenshot: save a picture of the window there once the result is final, and end. Preferences and
            layout are then those of a first start, so that the picture is the same anywhere.
        theme: "system", "light" or "dark", in place of the preferred one.
        size: width and height of the window.

    Returns:
        The exit code.

    Raises:
        KQuantError: there is no display, or the screenshot could not be made.
    """
    with open_program(screenshot) as program:
        program.use_theme(theme)
        for path in files or (None,):
            window = program.windows.add(path, colors)
            if size or screenshot:
                window.resize(QSize(*size) if size else FIRST_SIZE)
        if screenshot is None:
            return program.run()
        first = program.windows.open[0]
        return program.take(first, first.document.failed, screenshot)
