"""What had to be changed of a request, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from kquant.core.model.request import Request


def changes_said(request: Request) -> list[str]:
    """A sentence for each change, translated in the context "Changes"."""
    return [
        change.said(QCoreApplication.translate("Changes", change.reason.value)) for change in request.changes
    ]
