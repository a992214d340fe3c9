"""The clustering lab as a program: from arguments to an exit code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize

from kquant.ui.app.program import open_program
from kquant.ui.kit.window_placement import FIRST_SIZE


def run_lab(
    data: Path | None = None,
    clusters: int | None = None,
    screenshot: Path | None = None,
    theme: str | None = None,
    size: tuple[int, int] | None = None,
) -> int:
    """Show the lab until its window is closed.

    Args:
        data: a table of points to begin with, in place of the opening example.
        clusters: K to begin with.
        screenshot, theme, size: as for `kquant.ui.app.main.run`.

    Returns:
        The exit code.

    Raises:
        KQuantError: there is no display, or the screenshot could not be made.
    """
    with open_program(screenshot) as program:
        program.use_theme(theme)
        window = program.windows.show_lab(offer_tour=screenshot is None)
        if size or screenshot:
            window.resize(QSize(*size) if size else FIRST_SIZE)
        if clusters is not None:
            window.document.change(f"K = {clusters}", k=clusters)
        if data is not None:
            window.open_table(data, ask=screenshot is None)
        if screenshot is None:
            return program.run()
        return program.take(window, window.document.failed, screenshot)
