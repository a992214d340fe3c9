"""What the palette has to keep to: the given palette, and colours that do not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QToolButton, QWidget

from kquant.core.model.choices import ExcludedAs
from kquant.core.model.constraints import Exclusion
from kquant.core.model.rgb import Rgb
from kquant.session.document.color_text import hex_text
from kquant.session.document.document import Document
from kquant.session.document.state import Phase
from kquant.ui.features.palette.chips import Chip, swatch_icon
from kquant.ui.features.palette.words import use_names
from kquant.ui.kit.actions.actions import Actions
from kquant.ui.kit.icons import icon

_NARROW = 100  # pixels that each of the two kinds of rule takes without words


class Rules(QWidget):
    """A chip for each; where there is no room for them, a menu.

    Signals:
        exclusion_pressed(object): an `Exclusion` is to be looked at.
    """

    exclusion_pressed = Signal(object)

    def __init__(self, document: Document, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette_rules")
        self._document, self._actions = document, actions
        self._shown: tuple[object, ...] | None = None
        self._shares: Mapping[Rgb, float] = {}
        self._chips: list[Chip] = []
        self._palette: Chip | None = None
        self._more = self._make_more()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._row.addWidget(self._more)
        rules = ("palette", "palette_use", "excluded", "excluded_as")
        document.bind(self, self.follow, *[f"state.settings.{name}" for name in rules])
        self.follow()

    def sizeHint(self) -> QSize:
        """All chips."""
        return QSize(self._width(*self._all_chips), self._more.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Without words."""
        return QSize(_NARROW * len(self._all_chips[:2]), self._more.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All chips; or a menu for those that do not count; or no words either."""
        palette = [self._palette] if self._palette else []
        for chip in palette:
            chip.set_worded(True)
        roomy = self._width(*self._all_chips) <= self.width()
        for chip in self._chips:
            chip.setVisible(roomy)
        self._more.setVisible(bool(self._chips) and not roomy)
        more = [self._more] if self._chips else []
        if not roomy and self._width(*palette, *more) > self.width():
            for chip in palette:
                chip.set_worded(False)

    @property
    def _all_chips(self) -> list[Chip]:
        return [*([self._palette] if self._palette else []), *self._chips]

    def _width(self, *widgets: QWidget) -> int:
        return sum(widget.sizeHint().width() + self._row.spacing() for widget in widgets)

    def follow(self) -> None:
        """Show the rules of the state, and for exclusions what they take of its result."""
        now = self._document.now
        settings = now.state.settings
        shares = self._document.palette.paper_shares()
        palette = settings.palette, settings.palette_use, self._document.palette.name
        shown = palette, settings.excluded, settings.excluded_as, shares
        if shown == self._shown or (now.phase is Phase.COMING and shown[:3] == (self._shown or ())[:3]):
            return  # shares stay until there are others
        self._shown, self._shares = shown, shares
        for chip in self._all_chips:
            chip.hide()
            chip.deleteLater()
        self._palette = self._palette_chip() if settings.palette else None
        self._chips = [self._exclusion_chip(exclusion) for exclusion in settings.excluded]
        for place, chip in enumerate(self._all_chips):
            self._row.insertWidget(place, chip)
            chip.show()
        self._fill_more()
        self._fit()
        self.updateGeometry()

    def _palette_chip(self) -> Chip:
        settings = self._document.now.state.settings
        name = self._document.palette.name or self.tr("Palette")
        words = use_names()[settings.palette_use].format(name=name)
        chip = Chip(
            words, settings.palette, self.tr("Choose another palette, or another use of it."), "", self
        )
        chip.setObjectName("palette_in_use")
        chip.cross.setAccessibleName(self.tr("Stop using the palette"))
        chip.cross.setToolTip(self.tr("Stop using this palette."))
        chip.pressed.connect(self._actions["use_palette"].trigger)
        chip.removed.connect(self._actions["forget_palette"].trigger)
        return chip

    def _exclusion_chip(self, exclusion: Exclusion) -> Chip:
        tip = self._tip(exclusion)
        cross = self.tr("Let {hex} count again").format(hex=hex_text(exclusion.color))
        chip = Chip(self._words(exclusion), [exclusion.color], tip, cross, self)
        chip.setObjectName("excluded")
        chip.pressed.connect(self._caller(exclusion, self.exclusion_pressed.emit))
        chip.removed.connect(self._caller(exclusion, self._document.palette.include))
        return chip

    def _words(self, exclusion: Exclusion) -> str:
        radius = QLocale().toString(exclusion.radius, "f", 1).removesuffix(QLocale().decimalPoint() + "0")
        around = self.tr(" ± ΔE {radius}").format(radius=radius) if exclusion.radius else ""
        words = self.tr("not {hex}").format(hex=hex_text(exclusion.color)) + around
        share = self._shares.get(exclusion.color)
        if share is None:
            return words
        percent = QLocale().toString(100 * share, "f", 1)
        return self.tr("{excluded}: {percent} %").format(excluded=words, percent=percent)

    def _tip(self, exclusion: Exclusion) -> str:
        share = self._shares.get(exclusion.color)
        tip = self.tr("These colours do not count. Click to change how many are meant.")
        if share is None:
            return tip
        percent = QLocale().toString(100 * share, "f", 1)
        is_clear = self._document.now.state.settings.excluded_as is ExcludedAs.TRANSPARENT
        clear = self.tr("Transparent: {percent} % of the picture.")
        words = clear if is_clear else self.tr("Paper: {percent} % of the picture.")
        return tip + "\n" + words.format(percent=percent)

    def _make_more(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("excluded_menu")
        button.setIcon(icon("exclude"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip(self.tr("Colours that do not count."))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setMenu(QMenu(button))
        button.hide()
        return button

    def _fill_more(self) -> None:
        excluded = self._document.now.state.settings.excluded
        words = self.tr("Excluded: {count}").format(count=len(excluded))
        self._more.setText(words)
        self._more.setAccessibleName(words)
        menu = self._more.menu()
        menu.clear()
        for exclusion in excluded:
            entry = menu.addMenu(swatch_icon([exclusion.color], self), self._words(exclusion))
            change = entry.addAction(self.tr("&Range…"))
            change.triggered.connect(self._caller(exclusion, self.exclusion_pressed.emit))
            again = entry.addAction(self.tr("&Count Again"))
            again.triggered.connect(self._caller(exclusion, self._document.palette.include))

    def _caller(self, exclusion: Exclusion, call: Callable[[Exclusion], object]) -> Callable[[], None]:
        def slot() -> None:
            call(exclusion)

        return slot
