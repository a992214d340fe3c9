"""What all windows of the program share, handed to their constructors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kquant.session.files.preferences import Preferences
from kquant.session.files.presets import Presets
from kquant.session.files.recent import RecentFiles
from kquant.session.work.scheduler import Scheduler


@dataclass(frozen=True, slots=True)
class Services:
    """Attributes:
    report_fault: is told of exceptions that nothing else deals with.
    scheduler: does all work off the GUI thread.
    log: the log file, if there is one.
    """

    preferences: Preferences
    recent: RecentFiles
    presets: Presets
    report_fault: Callable[[BaseException], None]
    scheduler: Scheduler
    log: Path | None = None
