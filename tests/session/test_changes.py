"""What was changed of a request, in another language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from kquant.core.model.resolve import resolve
from kquant.core.model.settings import Settings
from kquant.session.document.setting_texts import changes_said


class _German(QTranslator):
    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if (context, text[:8]) != ("Changes", "The seed"):
            return ""
        return "Startwert {asked} liegt nicht in {low} bis {high}, also {used}."


def test_each_change_is_said_in_the_language_of_the_window(qapp: object) -> None:
    request = resolve(Settings(seed=-3), 1000)
    assert changes_said(request) == [str(request.changes[0])]
    german = _German()
    QCoreApplication.installTranslator(german)
    try:
        assert changes_said(request) == ["Startwert -3 liegt nicht in 0 bis 2147483647, also 0."]
    finally:
        QCoreApplication.removeTranslator(german)
