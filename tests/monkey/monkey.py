"""Random actions of a person on the real windows, and what must hold meanwhile and afterwards."""

from __future__ import annotations

import gc
import random
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QObject, QPoint, QPointF, Qt, QThread, QTimer, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from shiboken6 import isValid

from kquant.core.image.picture import Picture
from kquant.core.palette.edit import apply_edits
from kquant.core.palette.order import arranged
from kquant.core.quantize import quantize
from kquant.session.document.state import Phase
from kquant.ui.app.program import Program, open_program
from kquant.ui.kit.file_dialog import FileDialog
from kquant.ui.shell.main_window import MainWindow
from tests.monkey.files import TEXTS, make_broken, make_pictures

_NOT_DONE = {"quit", "close"}
_CHECKED_EVERY = 100  # steps
_SETTLING_SECONDS = 60.0
_LEAVING_SECONDS = 60.0
_MOST_WINDOWS = 4
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
_MODIFIERS = (
    *[_PLAIN] * 6,
    *[Qt.KeyboardModifier.ControlModifier] * 3,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)
_KEYS = (
    *(Qt.Key(code) for code in range(0x20, 0x60)),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Tab),
    *(Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_F2, Qt.Key.Key_F5),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace),
)


class Monkey:
    """Does one thing after another from the event loop, also while a dialog or a menu runs one of its own.

    Attributes:
        faults: what went wrong, each with the step and the actions before it.
    """

    def __init__(self, seed: int, folder: Path, strange: list[Path]) -> None:
        self._random = random.Random(seed)
        pictures = folder / "pictures"
        pictures.mkdir()
        numbers = np.random.RandomState(seed)
        self._folder = pictures
        self._good = make_pictures(pictures, numbers)
        self._bad = [*make_broken(pictures), *strange]
        self._clipboard = QMimeData()
        self._done: deque[str] = deque(maxlen=12)
        self._steps, self._depth, self._settled_results = 0, 0, 0
        self._checking = self._ended = False
        self.faults: list[str] = []
        gc.callbacks.append(self._look_at_collector)

    def play(self, steps: int, seconds: float) -> dict[str, int]:
        """Until so many steps or seconds are over; returns what was found."""
        self._last, self._end = steps, time.monotonic() + seconds
        with open_program(None) as program:
            self._program: Program = program
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            self._app = app
            self._app.setQuitOnLastWindowClosed(False)
            program.crashes.told.connect(self._fault, Qt.ConnectionType.DirectConnection)
            program.windows.add(self._good[0])
            QTimer.singleShot(0, self._tick)
            self._app.exec()
            self._check()
            self._leave()
        gc.callbacks.remove(self._look_at_collector)
        return {"steps": self._steps, "settled results": self._settled_results, "faults": len(self.faults)}

    def _fault(self, what: str) -> None:
        actions = " | ".join(self._done)
        self.faults.append(f"step {self._steps}: {what[-3000:]}\nafter: {actions}")
        print(self.faults[-1], flush=True)

    def _look_at_collector(self, phase: str, info: dict[str, int]) -> None:
        """Hold that garbage is collected on the GUI thread alone: a worker would destroy widgets."""
        app = QApplication.instance()
        if phase == "start" and app is not None and QThread.currentThread() is not app.thread():
            self._fault(f"generation {info['generation']} was collected on a worker")

    # The event loop

    def _tick(self) -> None:
        if self._ended:
            return
        QTimer.singleShot(50 if self._checking else self._random.choice((0, 0, 0, 0, 1, 5, 20)), self._tick)
        if self._checking:
            return
        if self._steps >= self._last or time.monotonic() > self._end:
            self._come_to_an_end()
            return
        self._depth += 1
        try:
            self._steps += 1
            self._act()
        except RuntimeError as error:
            if "already deleted" not in str(error):  # what was to be clicked went with its window
                raise
        finally:
            self._depth -= 1
        if self._depth == 0 and self._steps % _CHECKED_EVERY == 0:
            self._checking = True
            self._check()
            self._checking = False

    def _come_to_an_end(self) -> None:
        """Out of every loop that runs inside of the application's."""
        inner = self._app.activePopupWidget() or self._app.activeModalWidget()
        if self._depth == 0:
            self._ended = True
            self._app.exit(0)
        elif inner:
            inner.close()
        else:
            self._escape()

    def _escape(self) -> None:
        target = self._app.focusWidget()
        if target is not None:
            self._app.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, _PLAIN))

    def _note(self, *words: object) -> None:
        self._done.append(" ".join(map(str, words))[:80])

    # What is done

    def _act(self) -> None:
        popup, modal = self._app.activePopupWidget(), self._app.activeModalWidget()
        if popup is not None and self._chance(0.8):
            self._in_popup(popup)
        elif (dialogs := self._dialogs()) and self._chance(0.75):
            self._in_dialog(self._random.choice(dialogs))
        elif self._depth > 1:  # in a loop of its own there is only this to do
            if modal is not None and self._chance(0.6):
                modal.close()
            else:
                self._escape()
        elif len(self._program.windows.open) > _MOST_WINDOWS:
            self._random.choice(self._program.windows.open).close_anyway()
        else:
            self._in_window(self._window())

    def _window(self) -> QMainWindow:
        windows = self._program.windows
        if windows.lab is not None and self._chance(0.25):
            return windows.lab
        return self._random.choice(windows.open) if windows.open else windows.add(self._picture())

    def _in_window(self, window: QMainWindow) -> None:
        actions: list[tuple[float, Callable[[Any], None]]] = [
            (0.22, self._trigger),
            (0.15, self._key),
            (0.26, self._mouse),
            (0.05, self._drop),
            (0.05, self._paste),
            (0.04, self._fill),
            (0.02, self._resize),
            (0.02, self._change_file),
            (0.02, self._windows),
            (0.02, self._minimize),
        ]
        if isinstance(window, MainWindow):
            opening = 0.5 if window.document.now.source is None else 0.06
            actions += [(opening, self._open), (0.06, self._undo)]
        weights = [weight for weight, _ in actions]
        self._random.choices([action for _, action in actions], weights)[0](window)

    def _trigger(self, window: Any) -> None:
        ready = [a for a in window.commands if a.isEnabled() and a.objectName() not in _NOT_DONE]
        action = self._random.choice(ready)
        self._note("trigger", action.objectName())
        action.trigger()

    def _key(self, window: QWidget) -> None:
        key, modifiers = self._random.choice(_KEYS), self._random.choice(_MODIFIERS)
        if key in (Qt.Key.Key_Q, Qt.Key.Key_W) and modifiers & Qt.KeyboardModifier.ControlModifier:
            return
        target = self._app.focusWidget() or window
        self._note("key", key.name, modifiers, target.objectName() or type(target).__name__)
        QTest.keyClick(target, key, modifiers)

    def _mouse(self, window: QMainWindow) -> None:
        within = self._visible(QWidget, window)
        target: QWidget = self._random.choice(within) if within else window
        if not (target.isVisible() and target.isEnabled()):
            return
        if isinstance(target, QAbstractScrollArea):
            target = target.viewport()
        button = _LEFT if self._chance(0.8) else Qt.MouseButton.RightButton
        modifiers = self._random.choice(_MODIFIERS)
        kind = self._random.choice(("click", "click", "double", "drag", "drag", "wheel", "move"))
        self._note(kind, target.objectName() or type(target).__name__, button.name)
        if kind == "click":
            QTest.mouseClick(target, button, modifiers, self._point(target))
        elif kind == "double":
            QTest.mouseDClick(target, _LEFT, modifiers, self._point(target))
        elif kind == "move":
            QTest.mouseMove(target, self._point(target))
        elif kind == "wheel":
            self._wheel(target, modifiers)
        else:
            self._drag(target, button, modifiers)

    def _drag(self, target: QWidget, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        QTest.mousePress(target, button, modifiers, self._point(target))
        for _ in range(self._random.randrange(1, 6)):
            if not isValid(target):
                return
            place = self._point(target)
            glob = QPointF(target.mapToGlobal(place))
            none = Qt.MouseButton.NoButton
            move = QMouseEvent(QEvent.Type.MouseMove, QPointF(place), glob, none, button, modifiers)
            self._app.sendEvent(target, move)
        if isValid(target) and self._chance(0.93):  # now and then the release is lost
            QTest.mouseRelease(target, button, modifiers, self._point(target))

    def _wheel(self, target: QWidget, modifiers: Qt.KeyboardModifier) -> None:
        place = self._point(target)
        turn = QPoint(0, self._random.choice((-1200, -120, 120, 1200)))
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        glob = QPointF(target.mapToGlobal(place))
        wheel = QWheelEvent(QPointF(place), glob, QPoint(), turn, none, modifiers, phase, False)
        self._app.sendEvent(target, wheel)

    def _drop(self, window: QMainWindow) -> None:
        data = self._data()
        parts = [window, window.canvas, window.palette_bar] if isinstance(window, MainWindow) else [window]
        target: QWidget = self._random.choice(parts)
        self._note("drop", data.formats()[:1], target.objectName())
        place = self._point(target)
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(place, copy, data, _LEFT, _PLAIN)
        self._app.sendEvent(target, enter)
        if enter.isAccepted():
            self._app.sendEvent(target, QDropEvent(QPointF(place), copy, data, _LEFT, _PLAIN))
        else:
            self._app.sendEvent(target, QDragLeaveEvent())

    def _paste(self, window: Any) -> None:
        self._clipboard = self._data()
        self._note("paste", self._clipboard.formats()[:1])
        self._app.clipboard().setMimeData(self._clipboard)
        paste = [action for action in window.commands if action.objectName() == "paste"]
        if paste and paste[0].isEnabled():
            paste[0].trigger()

    def _data(self) -> QMimeData:
        data, kind = QMimeData(), self._random.choice(("files", "files", "address", "image", "color", "text"))
        if kind == "files":
            paths = [self._picture(), self._picture()][: self._random.choice((1, 1, 2))]
            data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        elif kind == "address":
            data.setUrls([QUrl("http://127.0.0.1:9/x.png")])
        elif kind == "image":
            formats = QImage.Format
            pixels = self._random.choice(
                (formats.Format_RGB32, formats.Format_ARGB32, formats.Format_Mono, formats.Format_RGBA64)
            )
            image = QImage(self._random.randrange(60), self._random.randrange(60), pixels)
            if not image.isNull():
                image.fill(QColor(90, 20, 200, 99))
            data.setImageData(image)
        elif kind == "color":
            data.setColorData(QColor(1, 2, 3))
        else:
            data.setText(self._random.choice((*TEXTS, str(self._picture()))))
        return data

    def _fill(self, root: QWidget) -> None:
        """Enter something into what takes it."""
        for line in self._visible(QLineEdit, root):
            if self._chance(0.3):
                line.setText(self._random.choice(TEXTS))
        for text in self._visible(QPlainTextEdit, root):
            if not text.isReadOnly() and self._chance(0.6):
                text.setPlainText(self._random.choice(TEXTS))
        for box in self._visible(QAbstractSpinBox, root):
            if box.isEnabled() and self._chance(0.3):
                self._fill_number(box)
        for combo in self._visible(QComboBox, root):
            if combo.count() and combo.isEnabled() and self._chance(0.3):
                combo.setCurrentIndex(self._random.randrange(combo.count()))
                combo.activated.emit(combo.currentIndex())
        for slider in self._visible(QAbstractSlider, root):
            if slider.isEnabled() and self._chance(0.2):
                slider.setValue(self._random.randint(slider.minimum(), slider.maximum()))
        for rows in self._visible(QListWidget, root):
            if rows.count() and self._chance(0.4):
                rows.setCurrentRow(self._random.randrange(rows.count()))

    def _fill_number(self, box: QAbstractSpinBox) -> None:
        if isinstance(box, QSpinBox):
            box.setValue(self._random.randint(box.minimum(), min(box.maximum(), box.minimum() + 60)))
        elif isinstance(box, QDoubleSpinBox):
            box.setValue(self._random.choice((box.minimum(), box.maximum(), 1.5)))

    def _in_dialog(self, dialog: QDialog) -> None:
        self._note("dialog", dialog.objectName() or type(dialog).__name__)
        if isinstance(dialog, FileDialog):
            if self._chance(0.4):
                dialog.selectFile(str(self._picture()))
                dialog.accept()
            else:
                dialog.reject()
            return
        self._fill(dialog)
        buttons = [button for button in self._visible(QAbstractButton, dialog) if button.isEnabled()]
        if buttons and self._chance(0.75):
            button = self._random.choice(buttons)
            self._note("press", button.objectName(), button.text())
            QTest.mouseClick(button, _LEFT)
        elif self._chance(0.5):
            QTest.keyClick(dialog, Qt.Key.Key_Return)
        else:
            dialog.reject()

    def _in_popup(self, popup: QWidget) -> None:
        self._note("popup", popup.objectName() or type(popup).__name__)
        if isinstance(popup, QMenu) and self._chance(0.6):
            entries = [entry for entry in popup.actions() if entry.isEnabled() and not entry.isSeparator()]
            ready = [entry for entry in entries if not entry.menu() and entry.objectName() not in _NOT_DONE]
            if ready:
                entry = self._random.choice(ready)
                self._note("entry", entry.text())
                popup.close()
                entry.trigger()
                return
        popup.close()

    def _open(self, window: MainWindow) -> None:
        path = self._picture()
        self._note("open", path.name)
        window.opening.open(path)

    def _undo(self, window: MainWindow) -> None:
        stack = window.document.undo_stack
        self._note("undo, redo")
        for _ in range(self._random.randrange(1, 6)):
            (stack.undo if self._chance(0.6) else stack.redo)()

    def _resize(self, window: QWidget) -> None:
        window.resize(self._random.randrange(300, 1500), self._random.randrange(200, 1000))

    def _minimize(self, window: QWidget) -> None:
        window.showMinimized()
        window.showNormal()

    def _change_file(self, _: QWidget) -> None:
        """Touch a file, or take it away, or bring it back."""
        path = self._random.choice(self._good)
        away = path.with_name("away_" + path.name[:200])
        self._note("file", path.name)
        if away.exists():
            away.rename(path)
        elif self._chance(0.5):
            path.rename(away)
        else:
            path.touch()

    def _windows(self, window: QMainWindow) -> None:
        """Windows and the lab come and go."""
        windows = self._program.windows
        what = self._random.choice(("new", "close", "lab", "close lab"))
        self._note(what)
        if what == "new":
            windows.add(self._picture())
        elif what == "close" and len(windows.open) > 1:
            window.close()
        elif what == "lab":
            windows.show_lab(self._random.choice(windows.open) if windows.open else None, self._chance(0.2))
        elif windows.lab is not None:
            windows.lab.close()

    # What must hold

    def _check(self) -> None:
        """Close what is open, wait, and compare what is shown with what the settings give."""
        for _ in range(30):
            popup, dialogs = self._app.activePopupWidget(), self._dialogs()
            if not popup and not dialogs:
                break
            for widget in filter(None, (popup, *dialogs)):
                widget.close()
            self._app.processEvents()
        for window in [window for window in self._program.windows.open if isValid(window)]:
            self._check_window(window)

    def _check_window(self, window: MainWindow) -> None:
        document, end = window.document, time.monotonic() + _SETTLING_SECONDS
        while isValid(window) and (document.now.source is not None or document.now.opening):
            idle = not document.now.opening and not document.now.clustering
            measured = document.now.metrics is not None
            if idle and document.now.phase is Phase.UP_TO_DATE and measured:
                break
            if (
                idle and document.now.phase is not Phase.COMING
            ):  # it waits for Run, or was stopped before its figures were there
                document.run()
            if time.monotonic() > end:
                names = ("opening", "clustering", "up_to_date", "coming", "outdated", "live")
                facts = {name: getattr(document, name) for name in names}
                self._fault(f"not settled: {facts}, {document.now.result_of}, {document.now.state}")
                return
            self._run_loop()
        if not isValid(window) or document.now.source is None or document.now.result is None:
            return
        shown = document.now.state.shown
        picture = Picture(document.now.source.pixels)
        found = quantize(picture, shown.clustering, metrics=())
        expected = arranged(apply_edits(picture, found, shown.edits), shown.arrangement)
        self._settled_results += 1
        if not np.array_equal(expected.image, document.now.result.image):
            self._fault(f"what is shown is not what its settings give: {shown}")

    def _leave(self) -> None:
        """Close everything: nothing half written is left, and no window."""
        self._app.clipboard().clear()  # or Qt would destroy what Python made after Python has ended
        self._program.windows.close_all()
        end = time.monotonic() + _LEAVING_SECONDS
        while self._open_windows() and time.monotonic() < end:
            self._run_loop()
        if self._open_windows():
            self._fault(f"still there: {self._open_windows()}")
        if half_written := [path.name for path in self._folder.iterdir() if path.name.startswith(".kquant-")]:
            self._fault(f"half written: {half_written}")

    def _open_windows(self) -> list[str]:
        return [type(w).__name__ for w in self._app.topLevelWidgets() if isinstance(w, QMainWindow)]

    # Means

    def _run_loop(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)

    def _chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def _picture(self) -> Path:
        return self._random.choice(self._good if self._chance(0.75) else self._bad)

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._random.randrange(max(1, widget.width())), self._random.randrange(max(1, widget.height()))
        )

    def _dialogs(self) -> list[QDialog]:
        return [w for w in self._app.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    @staticmethod
    def _visible(kind: type[Any], root: QObject) -> list[Any]:
        return [widget for widget in root.findChildren(kind) if isValid(widget) and widget.isVisible()]
