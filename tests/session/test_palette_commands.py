"""What a person does to the palette, step by step and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kquant.core.model.choices import ClearPlace, Pad, PaletteUse, Unselected, Unused
from kquant.core.model.constraints import Exclusion
from kquant.core.model.result import Result
from kquant.core.model.selection import Rectangle, Selection
from kquant.core.model.settings import Settings
from kquant.core.palette.order import Order
from kquant.io.source import SourceImage
from kquant.session.document.document import Document
from kquant.session.document.palette_commands import PaletteCommands
from kquant.session.document.state import State
from kquant.session.work.scheduler import Scheduler
from tests.changes import changed, main_color_of, mask_of, pixels_selected
from tests.session.test_document import final, noisy_picture

RED = (255, 0, 0)


@pytest.fixture
def document(scheduler: Scheduler, qtbot: QtBot) -> Iterator[Document]:
    document = Document(Settings(colors=6), scheduler=scheduler)
    document.show(SourceImage(noisy_picture(4), None, "PNG", "RGB 8-bit"))
    final(document, qtbot)
    yield document
    assert document.close()


def colors(result: Result) -> list[tuple[int, ...]]:
    return [tuple(color) for color in result.palette.tolist()]


ACTIONS: dict[str, tuple[Callable[[PaletteCommands], bool], int]] = {
    "Lock 2 colours": (lambda palette: palette.lock([0, 3]), 6),
    "Add #FF0000": (lambda palette: palette.add(RED), 7),
    "Exclude #FF0000": (lambda palette: palette.exclude(RED, 30), 7),
    "Merge 3 colours": (lambda palette: palette.merge([5, 1, 2]), 4),
    "Split #": (lambda palette: palette.split(2), 7),
    "Delete 2 colours": (lambda palette: palette.delete([0, 1]), 4),
    "Recolour to #FF0000": (lambda palette: palette.recolor({3: RED}), 6),
    "Use Two": (lambda palette: palette.use([RED, (0, 0, 0)], PaletteUse.FIXED, "Two"), 2),
    "Select": (lambda palette: palette.select(Selection.of(Rectangle(3, 3, 20, 20))), 6),
    "Leave the rest out": (lambda palette: palette.set_unselected(Unselected.CLEAR), 6),
    "Sort": (lambda palette: palette.sort(Order.HUE, descending=True), 6),
    "Move": (lambda palette: palette.move(0, 5), 6),
}


@pytest.mark.parametrize("text", ACTIONS)
def test_every_action_is_one_step_with_a_text_that_can_be_undone(
    document: Document, qtbot: QtBot, text: str
) -> None:
    before, state = document.now.result, document.now.state
    act, count = ACTIONS[text]

    assert act(document.palette)

    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText().startswith(text)
    after = final(document, qtbot)
    assert len(after.palette) == count
    document.undo_stack.undo()
    assert document.now.state == state
    assert final(document, qtbot) is before
    document.undo_stack.redo()
    assert final(document, qtbot) is after


def test_a_locked_colour_stays_whatever_comes(document: Document, qtbot: QtBot) -> None:
    assert document.now.result is not None
    wanted = colors(document.now.result)[2]
    document.palette.toggle_lock([2])
    for count in (2, 9):
        document.change("K", colors=count)
        result = final(document, qtbot)
        assert wanted in colors(result)
        (row,) = document.palette.locked_rows()
        assert colors(result)[row] == wanted
        assert result.locked.nonzero()[0].tolist() == [row]
    document.palette.toggle_lock([row])
    assert document.settings.locked == ()


def test_a_colour_is_added_or_takes_the_place_of_another(document: Document, qtbot: QtBot) -> None:
    assert document.palette.add(RED, grow=False)
    assert RED in colors(final(document, qtbot))
    assert document.settings.colors == 6
    assert not document.palette.add(RED)
    document.palette.remove_lock(RED)
    assert document.palette.add(RED)
    assert document.settings.colors == 7


def test_k_follows_what_was_merged_and_stays_when_clustering_anew(document: Document, qtbot: QtBot) -> None:
    document.palette.merge([0, 1])
    assert document.settings.colors == 5
    merged = final(document, qtbot)
    document.palette.split(0)
    document.palette.delete([5])
    assert document.palette.delete([5]) is False  # not before the result of the last step is there
    final(document, qtbot)
    document.undo_stack.undo()
    assert final(document, qtbot) is merged
    document.change("Seed", seed=5)
    assert document.palette.edits == ()
    assert len(final(document, qtbot).palette) == 5
    document.undo_stack.undo()
    assert final(document, qtbot) is merged


def test_what_is_asked_of_the_entries_keeps_changes_by_hand(document: Document, qtbot: QtBot) -> None:
    document.palette.merge([0, 1])
    merged = final(document, qtbot)
    for fields in ({"pad": Pad.TO_16}, {"clear_place": ClearPlace.FIRST}, {"unused": Unused.DROP}):
        document.change("Entries", **fields)
        found = final(document, qtbot)
        assert colors(found) == colors(merged)
        (field,) = fields
        assert getattr(found.request.settings, field) == fields[field]
    document.palette.clear_edits()
    assert len(final(document, qtbot).palette) == 6
    assert document.settings.pad is Pad.TO_16
    document.change("Palette", seed=5, pad=Pad.NONE)
    assert document.settings.colors == 6


def test_recolouring_follows_its_cluster_into_another_clustering(document: Document, qtbot: QtBot) -> None:
    before = document.now.result
    assert before is not None
    document.palette.recolor({1: (1, 2, 3)}, merge_key="dialog")
    document.palette.recolor({1: RED}, merge_key="dialog")
    assert document.undo_stack.count() == 1
    after = final(document, qtbot)
    assert np.array_equal(after.labels, before.labels)
    assert colors(after)[1] == RED
    document.palette.lock([1])
    locked = final(document, qtbot)
    (row,) = document.palette.locked_rows()
    assert colors(locked)[row] == RED
    assert locked.clustered[row].tolist() == before.clustered[1].tolist()
    document.palette.restore([row])
    assert RED not in colors(final(document, qtbot))


def test_the_order_by_hand_survives_another_clustering(document: Document, qtbot: QtBot) -> None:
    document.palette.arrange([3, 0, 5, 1, 4, 2])
    before = final(document, qtbot)
    document.change("Seed", seed=9)
    after = final(document, qtbot)
    apart = np.abs(after.palette.astype(int) - before.palette).sum(axis=1)
    assert (apart < 40).all()
    assert np.array_equal(after.image, after.palette[after.labels])


def test_merging_near_duplicates_is_found_in_the_background(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(document.palette.merged) as few:
        document.palette.merge_near(0.001)
    assert few.args == [0]
    assert document.undo_stack.count() == 0
    with qtbot.waitSignal(document.palette.merged):
        document.palette.merge_near(200)
    assert len(final(document, qtbot).palette) == 1
    assert document.settings.colors == 1


def test_an_exclusion_that_slides_is_one_step(document: Document) -> None:
    document.palette.exclude(RED, 1)
    for radius in (2, 3, 4):
        document.palette.change_exclusion(Exclusion(RED, radius - 1), Exclusion(RED, radius))
    assert document.settings.excluded == (Exclusion(RED, 4),)
    assert document.undo_stack.count() == 2
    document.palette.include(Exclusion(RED, 4))
    assert not document.settings.excluded


def test_the_selection_says_its_main_colour(document: Document, qtbot: QtBot) -> None:
    with qtbot.waitSignal(
        changed(document, "selected"), check_params_cb=lambda: main_color_of(document) is not None
    ):
        document.palette.select(Selection.of(Rectangle(10, 10, 4, 5)))
    assert pixels_selected(document) == 20
    found = main_color_of(document)
    assert found is not None
    assert found.pixels == 20
    mean = noisy_picture(4)[10:15, 10:14].reshape(-1, 3).mean(axis=0)
    assert np.abs(found.mean - mean).max() <= 0.5
    document.palette.select(None)
    assert mask_of(document) is None


def test_an_accent_is_named_and_kept(scheduler: Scheduler, qtbot: QtBot) -> None:
    document = Document(Settings(colors=5), scheduler=scheduler)
    pixels = noisy_picture(1, 300, 300)
    pixels[100:110, 100:110] = (20, 40, 250)
    with qtbot.waitSignal(changed(document, "accents")):
        document.show(SourceImage(pixels, None, "PNG", "RGB 8-bit"))
    (accent,) = document.now.accents
    assert accent.color == (20, 40, 250)
    document.palette.add(accent.color, grow=False)
    result = final(document, qtbot)
    qtbot.waitUntil(lambda: document.now.accents == ())
    assert (20, 40, 250) in colors(result)
    assert len(result.palette) == 5
    with qtbot.waitSignal(changed(document, "accents")):
        document.undo_stack.undo()
    assert document.now.accents == (accent,)
    assert document.close()


@pytest.mark.parametrize("use", [PaletteUse.FIXED, PaletteUse.RECOLOR])
def test_no_accent_is_named_that_a_given_palette_does_not_have(
    scheduler: Scheduler, qtbot: QtBot, use: PaletteUse
) -> None:
    document = Document(Settings(colors=5), scheduler=scheduler)
    pixels = noisy_picture(1, 300, 300)
    pixels[100:110, 100:110] = (20, 40, 250)
    with qtbot.waitSignal(changed(document, "accents")):
        document.show(SourceImage(pixels, None, "PNG", "RGB 8-bit"))
    found = document.now.accents
    assert found
    heard: list[object] = []
    changed(document, "accents").connect(lambda: heard.append(document.now.accents))
    document.palette.use([(200, 120, 60), (180, 100, 50)], use)
    assert document.now.accents == ()  # at once: it could be kept while the mapping is on its way
    final(document, qtbot)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: document.now.accents == found)
    assert heard == [(), found]
    assert document.close()


def test_another_picture_begins_without_what_belonged_to_the_first(document: Document, qtbot: QtBot) -> None:
    document.palette.lock([0])
    document.palette.select(Selection.of(Rectangle(0, 0, 5, 5)))
    document.palette.move(0, 2)
    final(document, qtbot)
    with qtbot.waitSignal(changed(document, "picture")):
        document.show(SourceImage(noisy_picture(8), None, "PNG", "RGB 8-bit"))
    assert document.now.state == State(Settings(colors=6))


def test_nothing_is_done_without_a_result(scheduler: Scheduler) -> None:
    palette = Document(scheduler=scheduler).palette
    assert not any(
        [palette.lock([0]), palette.merge([0, 1]), palette.split(0), palette.delete([0]), palette.move(0, 1)]
    )
    assert not palette.recolor({0: RED})
    assert not palette.merge_near(3)
    assert palette.locked_rows() == set()


def test_a_mapping_begins_with_all_colours_and_gives_k_back(document: Document, qtbot: QtBot) -> None:
    three = [RED, (0, 0, 0), (255, 255, 255)]
    document.palette.use(three, PaletteUse.FIXED)
    assert document.settings.colors is None
    assert colors(final(document, qtbot)) == three
    document.change("K", colors=2)
    assert len(final(document, qtbot).palette) == 2
    document.palette.use(three[:2], PaletteUse.FIXED)
    assert document.settings.colors is None
    assert document.palette.forget()
    assert document.settings.colors == 6
    assert document.undo_stack.count() == 4
    for expected in (None, 2, None, 6):
        document.undo_stack.undo()
        assert document.settings.colors == expected


def test_another_use_of_the_palette_takes_the_k_before(document: Document) -> None:
    document.palette.use([RED, (0, 0, 0)], PaletteUse.FIXED)
    document.palette.use([RED, (0, 0, 0)], PaletteUse.RECOLOR)
    assert document.settings.colors == 6


def test_another_picture_keeps_the_mapping_and_the_k_before(document: Document, qtbot: QtBot) -> None:
    document.palette.use([RED, (0, 0, 0)], PaletteUse.FIXED)
    document.show(SourceImage(noisy_picture(5), None, "PNG", "RGB 8-bit"))
    with qtbot.waitSignal(changed(document, "picture")):
        pass
    assert document.settings.colors is None
    document.palette.forget()
    assert document.settings.colors == 6


def test_k_of_a_mapping_follows_edits_and_locks_unless_it_is_all(document: Document, qtbot: QtBot) -> None:
    document.palette.use([RED, (0, 0, 0), (255, 255, 255), (0, 0, 255)], PaletteUse.FIXED)
    final(document, qtbot)
    document.palette.add((1, 2, 3))
    assert document.settings.colors is None
    document.change("K", colors=3)
    final(document, qtbot)
    document.palette.add((3, 2, 1))
    assert document.settings.colors == 4
    count = len(final(document, qtbot).palette)
    document.palette.delete([0])
    assert document.settings.colors == count - 1


def test_k_stays_beside_a_paper_that_the_given_palette_has(document: Document, qtbot: QtBot) -> None:
    assert document.now.picture is not None
    r, g, b = document.now.picture.pixels[0, 0].tolist()
    paper = (r, g, b)
    document.palette.use([RED, paper, (0, 0, 0), (255, 255, 255)], PaletteUse.FIXED)
    document.change("K", colors=4)
    document.palette.exclude(paper, 0)
    before = final(document, qtbot)
    assert len(before.palette) == 4
    assert before.request.settings.colors == 3
    document.palette.delete([0])
    assert document.settings.colors == 2
    assert colors(final(document, qtbot)) == colors(before)[1:]


def test_that_nothing_visible_is_selected_is_told_after_the_mask(document: Document, qtbot: QtBot) -> None:
    """Found, and kept when it is gone back to."""
    final(document, qtbot)
    told: list[tuple[bool, bool]] = []
    changed(document, "selected").connect(
        lambda: told.append((mask_of(document) is not None, main_color_of(document) is not None))
    )
    document.palette.select(Selection.of(Rectangle(500, 500, 20, 20)))
    qtbot.waitUntil(lambda: len(told) == 2)
    document.undo_stack.undo()
    document.undo_stack.redo()
    qtbot.waitUntil(lambda: len(told) == 5)
    assert told == [(True, False), (True, False), (False, False), (True, False), (True, False)]
