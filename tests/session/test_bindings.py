"""Calls for what differs between two snapshots."""

from __future__ import annotations

import pytest

from kquant.session.view_model import ViewModel


def test_a_call_that_fails_is_reported_and_keeps_no_other_from_following(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: reported.append(kind))
    view, followed = ViewModel(), list[bool]()

    def fail() -> None:
        raise ValueError("a fault")

    view.bind(view, fail, "zoom")
    view.bind(view, lambda: followed.append(True), "zoom")
    view.change(zoom=2.0)
    assert reported == [ValueError]
    assert followed == [True]
