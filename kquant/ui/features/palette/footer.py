"""What stands under the swatches."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kquant.core.model.rgb import Rgb
from kquant.ui.features.palette.accent_notice import AccentNotice
from kquant.ui.features.palette.info import InfoLine
from kquant.ui.features.palette.rules import Rules

_HEIGHT = 26
_GAP = 8


class Footer(QWidget):
    """One line, so that nothing above it moves: what matters most on the left, the rules on the right."""

    def __init__(self, rules: Rules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette_footer")
        self.notice = AccentNotice(self)
        self.info = InfoLine(self)
        self._comparing = False
        self._rules = rules
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.notice, 1)
        row.addWidget(self.info, 1)
        row.addWidget(rules)
        self.setFixedHeight(_HEIGHT)
        self.notice.changed.connect(self._choose)
        self._choose()

    def describe(self, text: str) -> None:
        """Say something of one swatch, or of several."""
        if self._comparing or text != self.info.text:
            self._comparing = False
            self.info.say(text)
            self._choose()

    def compare(self, colors: Sequence[Rgb]) -> None:
        """Say how two colours go together."""
        self._comparing = True
        self.info.compare(colors)
        self._choose()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Words can be cut."""
        return QSize(200, _HEIGHT)

    def _choose(self) -> None:
        """Two colours were selected to be compared, so that comes first."""
        warns = bool(self.notice.text) and not self._comparing
        self.notice.setVisible(warns)
        self.info.setVisible(not warns)
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What is said goes before the rules."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        said = self.info if self.notice.isHidden() else self.notice
        left = self.width() - said.sizeHint().width() - _GAP
        self._rules.setMaximumWidth(max(left, self._rules.minimumSizeHint().width()))
