"""What is seen while no picture is open: what KQuant does, and every way to open one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QFont, QHideEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kquant.core.image.picture import Picture
from kquant.core.model.settings import Settings
from kquant.core.quantize import quantize
from kquant.resources import sample_images
from kquant.session.files.recent import RecentFiles
from kquant.session.work.job import Control, Lane
from kquant.session.work.scheduler import Scheduler
from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.features.start.hero import HeroPicture
from kquant.ui.kit.picture_tiles import ROW, PictureTiles
from kquant.ui.kit.qimage import thumbnail, to_qimage

_GAP = 8
_MARGIN = 32
_WIDTH = 840
_HERO_WIDTH = 440
_HERO_NARROWEST = 280
_HERO = "coffee"
_HERO_COLORS = 5
_TITLE_SCALE = 1.9
_TITLES = {
    "astronaut": QT_TRANSLATE_NOOP("Samples", "Astronaut"),
    "chelsea": QT_TRANSLATE_NOOP("Samples", "Cat"),
    "china": QT_TRANSLATE_NOOP("Samples", "Palace"),
    "coffee": QT_TRANSLATE_NOOP("Samples", "Coffee"),
    "flower": QT_TRANSLATE_NOOP("Samples", "Flower"),
    "rocket": QT_TRANSLATE_NOOP("Samples", "Rocket"),
}


class StartPage(QScrollArea):
    """Signals:
    chosen(object): the Path of a sample or recent picture that is to be opened.
    """

    chosen = Signal(object)

    def __init__(
        self,
        recent: RecentFiles,
        scheduler: Scheduler,
        open_action: QAction,
        paste_action: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("start_page")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._recent = recent
        self._runner = scheduler.channel(self, Lane.THUMBNAILS)
        self._runner.delivered.connect(self._take)
        self._prepared = False
        self._outdated = True
        self._hero = HeroPicture()
        self._samples = PictureTiles()
        self._samples.setObjectName("samples")
        self._samples.set_paths(sample_images(), sample_title)
        self._recents = PictureTiles()
        self._recents.setObjectName("recents")
        self._samples.chosen.connect(self.chosen)
        self._recents.chosen.connect(self.chosen)
        self._recent_part = self._recent_section()
        self._rows, self._top = QVBoxLayout(), QHBoxLayout()
        self._lay_out(self._invitation(open_action, paste_action))
        recent.changed.connect(self._follow_recent)

    def close_jobs(self) -> bool:
        """Stop what is being prepared; True once no thread is left."""
        return self._runner.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._show_recent()
        if not self._prepared:
            self._prepared = True
            QTimer.singleShot(0, self, self._prepare)  # after the window has been seen

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._prepared = self._prepared and not self._runner.busy  # what is left is done another time
        self._runner.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the photograph be smaller before anything is cut."""
        others = self._rows.sizeHint().height() - self._top.sizeHint().height()
        width = self._hero.width_for_height(self.viewport().height() - others)
        self._hero.setMaximumWidth(min(max(width, _HERO_NARROWEST), _HERO_WIDTH))

    def _lay_out(self, invitation: QWidget) -> None:
        top = self._top
        top.setSpacing(_MARGIN)
        self._hero.setMinimumWidth(_HERO_NARROWEST)
        self._hero.setMaximumWidth(_HERO_WIDTH)
        top.addWidget(self._hero, 3, Qt.AlignmentFlag.AlignTop)
        top.addWidget(invitation, 2)
        column = QWidget()
        column.setMaximumWidth(_WIDTH + 2 * _MARGIN)
        rows = self._rows
        column.setLayout(rows)
        rows.setContentsMargins(_MARGIN, 2 * _GAP, _MARGIN, 2 * _GAP)
        rows.setSpacing(_GAP)
        rows.addStretch(1)
        rows.addLayout(top)
        rows.addSpacing(2 * _GAP)
        rows.addWidget(_heading(self.tr("Try it with a sample")))
        rows.addWidget(self._samples)
        rows.addSpacing(_GAP)
        rows.addWidget(self._recent_part)
        rows.addStretch(2)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        self.setWidget(page)

    def _invitation(self, open_action: QAction, paste_action: QAction) -> QWidget:
        part = QWidget()
        title = QLabel(self.tr("Any picture in a few colours"), part)
        title.setWordWrap(True)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        story = QLabel(
            self.tr(
                "KQuant gathers the colours of a picture into clusters and paints every pixel in the colour"
                " of its cluster. You say how many colours; it finds the best ones while you watch."
            ),
            part,
        )
        story.setWordWrap(True)
        hint = QLabel(self.tr("You can also drop a picture anywhere on this window."), part)
        hint.setWordWrap(True)
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        buttons = QHBoxLayout()
        buttons.setSpacing(_GAP)
        buttons.addWidget(_button(open_action, self.tr("Open a Picture…"), default=True))
        buttons.addWidget(_button(paste_action, self.tr("Paste")))
        buttons.addStretch(1)
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2 * _GAP)
        for label in (title, story):
            rows.addWidget(label)
        rows.addLayout(buttons)
        rows.addWidget(hint)
        rows.addStretch(1)
        return part

    def _recent_section(self) -> QWidget:
        part = QWidget()
        clear = QPushButton(self.tr("Clear"), part)
        clear.setObjectName("clear_recent_button")
        clear.setToolTip(self.tr("Forget which pictures were opened."))
        clear.setFlat(True)
        clear.clicked.connect(self._recent.clear)
        head = QHBoxLayout()
        head.addWidget(_heading(self.tr("Opened before")))
        head.addStretch(1)
        head.addWidget(clear)
        rows = QVBoxLayout(part)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        rows.addLayout(head)
        rows.addWidget(self._recents)
        return part

    @Slot()
    def _follow_recent(self) -> None:
        self._outdated = True
        QTimer.singleShot(1, self, self._show_if_seen)  # a picture that was opened takes this page's place

    @Slot()
    def _show_if_seen(self) -> None:
        if self._outdated and self.isVisible():
            self._show_recent()

    def _show_recent(self) -> None:
        """One row of them; the menu has all."""
        self._outdated = False
        paths = self._recent.paths[:ROW]
        self._recent_part.setVisible(bool(paths))
        self._recents.set_paths(paths)
        for path in paths:
            self._recents.set_picture(path, self._recent.thumbnail(path))
        self._fit()

    @Slot()
    def _prepare(self) -> None:
        samples = self._samples.paths

        def work(control: Control) -> None:
            from kquant.io.read import read_image

            hero = next((path for path in samples if path.stem == _HERO), samples[0])
            pixels = read_image(hero).pixels
            before = to_qimage(pixels)
            control.deliver(lambda page: page._hero.show_before(before))
            result = quantize(Picture(pixels), Settings(colors=_HERO_COLORS), metrics=())
            after = to_qimage(result.image)
            control.deliver(lambda page: page._hero.show_after(after, result.palette))
            for path in samples:
                if control.should_stop():
                    return
                small = thumbnail(read_image(path).pixels)
                control.deliver(lambda page, path=path, small=small: page._samples.set_picture(path, small))

        if samples and self.isVisible():
            self._runner.start(work)

    @Slot(object)
    def _take(self, show: Callable[[StartPage], None]) -> None:
        show(self)  # no worker holds the page, as it might be the last to do so


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _button(action: QAction, text: str, default: bool = False) -> QPushButton:
    button = QPushButton(action.icon(), text)
    button.setObjectName(f"start_{action.objectName()}")
    button.setToolTip(action.toolTip())
    button.setDefault(default)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.clicked.connect(action.trigger)
    return button


def sample_title(path: Path) -> str:
    """Of one of the pictures that come with KQuant."""
    return QCoreApplication.translate("Samples", _TITLES.get(path.stem, path.stem))
