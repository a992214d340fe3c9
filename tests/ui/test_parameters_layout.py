"""The parameter dock: found by name, taught by tooltip, whole at any size and in longer languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import AlphaMode, Effort, Init
from kquant.session.document.document import Document
from kquant.ui.features.parameters import ParameterPanel
from kquant.ui.kit.form import SettingsForm
from tests.ui.parts import find

_CONTROLS = (QAbstractButton, QAbstractSpinBox, QAbstractSlider, QComboBox, QLineEdit)


@pytest.fixture(autouse=True)
def all_rows(document: Document) -> None:
    """Settings with which every control is seen."""
    document.change("", init=Init.GIVEN, effort=Effort.BEST, alpha=AlphaMode.MATTE)


def _panel(qtbot: QtBot, document: Document, width: int, height: int = 1100) -> ParameterPanel:
    panel = ParameterPanel(document)
    qtbot.addWidget(panel)
    panel.expanded_groups = ("clustering", "transparency")
    panel.resize(width, height)
    with qtbot.waitExposed(panel):
        panel.show()
    QApplication.processEvents()  # until all is laid out
    return panel


def _control(panel: ParameterPanel, name: str) -> QWidget:
    return find(panel, QWidget, name)


def _controls(panel: ParameterPanel) -> list[QWidget]:
    """What a person can use, without the parts that Qt makes controls of."""
    parts = (QAbstractSpinBox, QComboBox, QScrollArea)
    found = [widget for kind in _CONTROLS for widget in panel.findChildren(kind)]
    return [
        widget
        for widget in found
        if not isinstance(widget.parentWidget(), parts) and not isinstance(widget, QScrollBar)
    ]


def _assert_whole(panel: ParameterPanel) -> None:
    for widget in [*_controls(panel), *panel.findChildren(QLabel)]:
        if not widget.isVisible():
            continue
        needed = widget.minimumSizeHint().width()
        if (
            isinstance(widget, QAbstractSpinBox | QComboBox | QLineEdit)
            or getattr(widget, "wordWrap", bool)()
        ):
            needed = 40
        left = widget.mapTo(panel, widget.rect().topLeft()).x()
        assert widget.width() >= needed, (widget, widget.objectName())
        assert left >= 0, widget.objectName()
        assert left + widget.width() <= panel.width(), widget.objectName()


def test_every_control_has_a_name_a_tooltip_and_the_keyboard(qtbot: QtBot, document: Document) -> None:
    panel = _panel(qtbot, document, 300)
    controls = _controls(panel)
    assert len(controls) > 20
    named = [widget for widget in controls if widget.parentWidget() is not _control(panel, "effort")]
    for widget in named:
        assert widget.objectName(), widget
        assert widget.accessibleName(), widget
        assert widget.toolTip(), widget.objectName()
    assert len({widget.objectName() for widget in named}) == len(named)
    for widget in controls:
        assert widget.accessibleName()
        assert widget.focusPolicy().value & 1, widget.objectName()


def test_the_mnemonic_of_every_label_leads_to_its_control(qtbot: QtBot, document: Document) -> None:
    panel = _panel(qtbot, document, 300)
    labels = [label for form in panel.findChildren(SettingsForm) for label in form.findChildren(QLabel)]
    labels = [label for label in labels if "&" in label.text()]
    assert len(labels) == 12
    panel.activateWindow()
    for label in labels:
        panel.run_bar.live.setFocus()
        letter = label.text()[label.text().index("&") + 1]
        qtbot.keyClick(panel, letter.lower(), Qt.KeyboardModifier.AltModifier)
        buddy = label.buddy()
        assert (buddy.focusProxy() or buddy).hasFocus(), label.text()


def test_mnemonics_are_unique_and_leave_those_of_the_menus(qtbot: QtBot, document: Document) -> None:
    panel = _panel(qtbot, document, 300)
    texts = [widget.text() for widget in panel.findChildren(QLabel) + panel.findChildren(QAbstractButton)]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) == len(set(letters)) == 13
    assert not set(letters) & set("feviptwh")


@pytest.mark.parametrize(
    "name",
    [
        "color_count",
        "effort",
        "engine",
        "init",
        "init_colors",
        "attempts",
        "max_iter",
        "epsilon",
        "seed",
        "space",
        "alpha",
        "matte",
    ],
)
def test_tooltips_teach_in_two_sentences_with_the_name_in_cv2(
    qtbot: QtBot, document: Document, name: str
) -> None:
    panel = _panel(qtbot, document, 300)
    control = _control(panel, name)
    teaching = control.accessibleDescription()
    assert teaching in control.toolTip().replace("&#x27;", "'")
    assert "cv2" in teaching or "KMEANS" in teaching
    assert teaching.count(". ") == 1
    assert teaching.endswith(".")


@pytest.mark.parametrize("width", [264, 280, 400])
def test_nothing_is_cut_off(qtbot: QtBot, document: Document, width: int) -> None:
    panel = _panel(qtbot, document, width)
    assert panel.minimumSizeHint().width() <= width
    _assert_whole(panel)


@pytest.mark.usefixtures("longer")
@pytest.mark.parametrize("width", [280, 400])
def test_nothing_is_cut_off_in_longer_languages(qtbot: QtBot, document: Document, width: int) -> None:
    panel = _panel(qtbot, document, width)
    assert panel.minimumSizeHint().width() <= width
    _assert_whole(panel)


def test_controls_line_up_beside_their_labels(qtbot: QtBot, document: Document) -> None:
    panel = _panel(qtbot, document, 280)
    controls = [_control(panel, name) for name in ("color_count", "effort", "engine", "alpha")]
    assert len({control.mapTo(panel, control.rect().topLeft()).x() for control in controls}) == 1


@pytest.mark.usefixtures("longer")
def test_labels_without_room_go_above_all_at_once(qtbot: QtBot, document: Document) -> None:
    panel = _panel(qtbot, document, 270, 700)
    form = panel.groups["clustering"].content
    controls = [_control(panel, name) for name in ("engine", "attempts", "seed")]
    assert {control.mapTo(form, control.rect().topLeft()).x() for control in controls} == {0}


def test_the_dock_may_be_low(qtbot: QtBot, document: Document) -> None:
    panel = _panel(qtbot, document, 280, 300)
    assert panel.minimumSizeHint().height() <= 300
    assert panel.color_count.isVisible()
    area = panel.findChild(QScrollArea)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0


def test_a_larger_font_finds_room(qtbot: QtBot, document: Document, qapp: QApplication) -> None:
    before = qapp.font()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * 1.5)
    qapp.setFont(larger)
    try:
        panel = _panel(qtbot, document, 400, 1500)
        _assert_whole(panel)
    finally:
        qapp.setFont(before)
