"""The figures of a result."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kquant.core.model.clustering import Clustering
from kquant.core.model.indexed import Indexed
from kquant.core.model.metrics import DeltaE, Metrics
from kquant.core.model.request import Request
from kquant.core.model.result import Result
from kquant.core.model.settings import Settings
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.ui.features.metrics.panel import MetricsPanel
from kquant.ui.shell.main_window import MainWindow
from tests.ui.mouse import double_click
from tests.ui.parts import find
from tests.ui.waiting import Slow, wait_for_result

_METRICS = Metrics(204.7512, 29.786, 0.89294, DeltaE(3.726, 9.58, 33.4))
_KEYS = [
    "distinct",
    "compactness",
    "mse",
    "psnr",
    "ssim",
    "delta_e_mean",
    "delta_e_p95",
    "delta_e_max",
    "iterations",
    "attempts",
    "time",
]


def _result(
    metrics: Metrics | None = _METRICS,
    attempts: tuple[float, ...] = (80_600_000.4, 80_511_499.2, 81_000_000.0),
    seconds: float = 0.2101,
) -> Result:
    palette = np.zeros((12, 3), np.uint8)
    indexed = Indexed(
        palette=palette,
        labels=np.zeros((1, 1), np.uint8),
        color_labels=np.zeros(1, np.uint16),
        transparent_index=None,
        alpha=None,
        counts=np.ones(12, np.int64),
        compactness=80_511_499.2,
        cluster_compactness=np.zeros(12),
        centers=np.zeros((12, 3)),
        colors_before=338_742,
        locked=np.zeros(12, bool),
    )
    clustering = Clustering(
        indexed.centers, indexed.locked, attempts=attempts, iterations=14 if attempts else 0, trace=()
    )
    return Result(Request(Settings()), clustering, indexed, metrics=metrics, seconds={"cluster": seconds})


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> MetricsPanel:
    panel = MetricsPanel(document)
    qtbot.addWidget(panel)
    panel.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    panel.resize(280, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def _give(document: Document, result: Result | None) -> None:
    document._publish(result=result, metrics=result and result.metrics)


def _values(panel: MetricsPanel) -> dict[str, str]:
    return {key: _label(panel, key).text() for key in _KEYS}


def _label(panel: MetricsPanel, key: str) -> QLabel:
    label = panel.findChild(QLabel, key)
    assert isinstance(label, QLabel)
    return label


def test_dashes_before_there_is_a_result(panel: MetricsPanel) -> None:
    assert set(_values(panel).values()) == {"–"}
    assert not panel.copy_button.isEnabled()


def test_all_figures_of_a_measured_result(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    assert _values(panel) == {
        "distinct": "338,742 → 12",
        "compactness": "80,511,499",
        "mse": "204.75",
        "psnr": "29.79 dB",
        "ssim": "0.8929",
        "delta_e_mean": "3.73",
        "delta_e_p95": "9.58",
        "delta_e_max": "33.40",
        "iterations": "14",
        "attempts": "best of 3",
        "time": "210 ms",
    }


def test_what_is_not_measured_yet_is_a_dash(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    _give(document, _result(metrics=None))
    values = _values(panel)
    assert values["compactness"] == "80,511,499"
    assert {key for key, value in values.items() if value == "–"} == set(_KEYS[2:8])
    _give(document, None)
    assert set(_values(panel).values()) == {"–"}


def test_a_preview_takes_the_old_figures_away(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    document._publish(result=None, metrics=None)
    assert set(_values(panel).values()) == {"–"}


def test_a_picture_left_as_it_was(document: Document, panel: MetricsPanel) -> None:
    equal = Metrics(0.0, math.inf, 1.0, DeltaE(0.0, 0.0, 0.0))
    _give(document, _result(metrics=equal, attempts=(), seconds=12.345))
    values = _values(panel)
    assert values["psnr"] == "∞ dB"
    assert values["ssim"] == "1.0000"
    assert values["attempts"] == values["iterations"] == "–"
    assert values["time"] == "12.35 s" or values["time"] == "12.34 s"


def test_figures_follow_the_locale(document: Document, panel: MetricsPanel) -> None:
    panel.setLocale(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    _give(document, _result())
    values = _values(panel)
    assert values["distinct"] == "338.742 → 12"
    assert values["mse"] == "204,75"


def test_the_compactness_of_each_attempt_is_in_the_tooltip(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    assert _label(panel, "attempts").toolTip().splitlines() == [
        "Compactness of each attempt:",
        "1: 80,600,000",
        "2: 80,511,499 (best)",
        "3: 81,000,000",
    ]
    _give(document, _result(attempts=tuple(float(n) for n in range(1030, 30, -1))))
    lines = _label(panel, "attempts").toolTip().splitlines()
    assert len(lines) == 22
    assert lines[-1] == "and 980 more, at best 31.00"
    _give(document, _result(attempts=(5.0,)))
    assert _values(panel)["attempts"] == "1"


def test_copying_puts_all_figures_on_the_clipboard(
    qtbot: QtBot, document: Document, panel: MetricsPanel
) -> None:
    _give(document, _result())
    with qtbot.waitSignal(panel.copied) as signal:
        qtbot.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert signal.args == [text]
    assert text.splitlines()[:3] == [
        "Distinct colours\t338,742 → 12",
        "Compactness\t80,511,499",
        "MSE\t204.75",
    ]
    assert len(text.splitlines()) == len(_KEYS)
    QGuiApplication.clipboard().clear()
    panel.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == text


def test_a_value_can_be_selected_by_mouse(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    label = _label(panel, "mse")
    at = label.rect().center()
    at.setX(label.width() - 5)
    double_click(label, at)
    assert label.selectedText()
    assert label.selectedText() in "204.75"


def test_values_end_at_one_edge_and_fit_a_narrow_dock(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    panel.resize(240, panel.height())
    labels = [_label(panel, key) for key in _KEYS]
    assert len({label.geometry().right() for label in labels}) == 1
    assert all(label.alignment() & Qt.AlignmentFlag.AlignRight for label in labels)
    assert panel.minimumSizeHint().width() <= 240


def test_every_figure_is_named_and_explained(document: Document, panel: MetricsPanel) -> None:
    _give(document, _result())
    for key in _KEYS:
        label = _label(panel, key)
        assert label.toolTip()
        assert label.accessibleName().endswith(label.text())


def test_figures_of_a_real_picture(qtbot: QtBot, document: Document, panel: MetricsPanel) -> None:
    values = np.arange(200, dtype=np.uint32)
    pixels = np.stack([values % 256, values * 7 % 256, values * 3 % 256], -1).astype(np.uint8)
    document.show(SourceImage(pixels.reshape(10, 20, 3), None, "PNG", "RGB 8-bit"))
    qtbot.waitUntil(lambda: document.now.metrics is not None)
    shown = _values(panel)
    assert shown["distinct"] == "200 → 16"
    assert "–" not in shown.values()


def test_figures_stay_in_grey_while_new_ones_come(qtbot: QtBot, open_window: MainWindow, slow: Slow) -> None:
    window = open_window
    panel, document = window.numbers, window.document
    window.panels.bring("numbers")
    before, text = _values(panel), panel.as_text()
    status = find(window, QLabel, "status_colors")
    assert isinstance(status, QLabel)
    colors = status.text()
    window.commands["more"].trigger()
    qtbot.waitUntil(lambda: document.now.preview is not None)
    assert _values(panel) == before
    assert not any(_label(panel, key).isEnabled() for key in _KEYS)
    assert panel.copy_button.isEnabled()
    assert panel.as_text() == text
    assert (status.text(), status.isEnabled()) == (colors, False)
    slow.go.set()
    wait_for_result(qtbot, window)
    qtbot.waitUntil(lambda: not document.now.clustering)
    assert all(_label(panel, key).isEnabled() for key in _KEYS)
    assert _values(panel)["distinct"].endswith("17")
    assert status.isEnabled()


def test_figures_are_those_of_the_last_result_if_the_next_does_not_come(
    qtbot: QtBot, open_window: MainWindow, slow: Slow
) -> None:
    window = open_window
    window.panels.bring("numbers")
    before = _values(window.numbers)
    window.commands["more"].trigger()
    qtbot.waitUntil(lambda: window.document.now.preview is not None)
    window.document.stop()
    assert _values(window.numbers) == before
    assert all(_label(window.numbers, key).isEnabled() for key in _KEYS)
    assert window.numbers.copy_button.isEnabled()
