"""The canvas as people with a colour vision deficiency see it."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kquant.core.color.vision import Deficiency, simulated
from kquant.session.document.document import Document
from kquant.session.view_model import ViewModel
from kquant.ui.features.canvas import Canvas
from tests.ui.canvas_bench import grabbed, middle_of, photograph, settle, show

BADGE = slice(0, 250)  # rows above it and below the names of the sides


@pytest.mark.slow
@pytest.mark.parametrize("deficiency", list(Deficiency))
def test_result_is_painted_in_the_simulated_palette(
    qtbot: QtBot, document: Document, canvas: Canvas, deficiency: Deficiency, view_model: ViewModel
) -> None:
    result = show(qtbot, document, canvas, photograph())
    canvas.set_view("result")
    canvas.actual_size()
    settle(qtbot, canvas)
    plain = grabbed(canvas)
    view_model.change(vision=deficiency)
    settle(qtbot, canvas)
    expected = simulated(middle_of(result.image), deficiency)
    assert np.array_equal(grabbed(canvas)[BADGE], expected[BADGE])
    assert not np.array_equal(grabbed(canvas)[260:], expected[260:])  # it says that it is a preview
    assert document.now.result is result
    view_model.change(vision=None)
    settle(qtbot, canvas)
    assert np.array_equal(grabbed(canvas), plain)


@pytest.mark.slow
def test_original_is_shown_nearly_as_simulated(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    pixels = np.dstack([photograph(), np.full((500, 700), 255, np.uint8)])
    pixels[:, :300, 3] = 0
    show(qtbot, document, canvas, pixels)
    canvas.set_view("original")
    canvas.actual_size()
    view_model.change(vision=Deficiency.DEUTAN)
    settle(qtbot, canvas)
    shown = grabbed(canvas)[BADGE]
    assert set(np.unique(shown[:, :150]).tolist()) == {204, 255}  # transparency stays what it is
    expected = simulated(middle_of(pixels), Deficiency.DEUTAN)[BADGE]
    apart = np.abs(shown[:, 150:].astype(int) - expected[:, 150:])
    assert apart.mean() < 2
    assert apart.max() < 16


@pytest.mark.slow
def test_badge_is_in_every_view(
    qtbot: QtBot, document: Document, canvas: Canvas, view_model: ViewModel
) -> None:
    show(qtbot, document, canvas, photograph())
    for view in ("original", "split", "side", "result", "difference"):
        canvas.set_view(view)
        view_model.change(vision=None)
        settle(qtbot, canvas)
        plain = grabbed(canvas)[270:290, 380:390]
        view_model.change(vision=Deficiency.TRITAN)
        settle(qtbot, canvas)
        assert not np.array_equal(grabbed(canvas)[270:290, 380:390], plain)
