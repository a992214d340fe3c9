"""Faults: each goes into the log and is shown once, by the GUI thread, whatever thread it happened on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QStandardPaths,
    Qt,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from kquant.ui.kit.dialogs import TextDialog

_LOG = logging.getLogger("kquant")
_LOG_BYTES = 500_000
_OF_NO_INTEREST = "This plugin does not support"  # the offscreen platform says it of every window
_LOG.addHandler(logging.NullHandler())  # without a handler Python prints the log on standard error
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashReporter(QObject):
    """Takes the place of Python's and Qt's own ways of reporting until `uninstall`.

    Attributes:
        log: the file of the log, or None if there can be none.
        dialog: the fault that is being shown, if any.

    Signals:
        told(str): there was a fault, with its traceback; emitted on the thread where it happened.
    """

    told = Signal(str)

    def __init__(self, log: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log
        self.dialog: TextDialog | None = None
        self._handler = _open_log(log)
        self.told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on."""
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        self._before_qt = qInstallMessageHandler(self._take_from_qt)
        if self._handler:
            _LOG.addHandler(self._handler)
        _LOG.setLevel(logging.INFO)

    def uninstall(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._before_qt)
        if self._handler:
            _LOG.removeHandler(self._handler)
            self._handler.close()

    @Slot(object)
    def report(self, error: BaseException) -> None:
        """Report an exception that something else has caught."""
        self._take(type(error), error, error.__traceback__)

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """On any thread; so nothing is shown from here."""
        text = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s", text)
        if sys.stderr is not None:
            print(text, end="", file=sys.stderr)
        if not issubclass(kind, KeyboardInterrupt):
            self.told.emit(text)

    def _take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _take_from_qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if message.startswith(_OF_NO_INTEREST):
            return
        _LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
        if callable(self._before_qt):
            self._before_qt(kind, context, message)
        elif kind is not QtMsgType.QtDebugMsg and sys.stderr is not None:
            print(message, file=sys.stderr)

    @Slot(str)
    def _show(self, text: str) -> None:
        if self.dialog is not None:
            return  # one fault often brings many others
        from kquant.ui.shell.about import report_text

        words = self.tr(
            "Something in KQuant went wrong. You can go on; should it look odd, export what you need and"
            " start again. A report with the text below helps to mend it."
        )
        self.dialog = TextDialog(self.tr("A Fault in KQuant"), words, f"{text}\n{report_text(None)}")
        self.dialog.finished.connect(self._forget)
        self.dialog.show()

    @Slot()
    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def log_path() -> Path:
    """The log file of this person."""
    place = QStandardPaths.StandardLocation.GenericStateLocation
    folder = QStandardPaths.writableLocation(place) or QStandardPaths.writableLocation(
        QStandardPaths.StandardLocation.GenericDataLocation
    )
    return Path(folder) / "kquant" / "kquant.log"


def _open_log(path: Path | None) -> RotatingFileHandler | None:
    if path is None:
        return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler
