from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kquant import resources
from kquant.core.model.errors import KQuantError


def test_every_sample_opens_and_has_its_licence_recorded() -> None:
    samples = resources.sample_images()
    assert len(samples) >= 4
    licences = (resources.resources_folder() / "samples" / "LICENSES.md").read_text(encoding="utf-8")
    for sample in samples:
        with Image.open(sample) as picture:
            width, height = picture.size
        assert f"`{sample.name}` | {width} x {height} |" in licences


def test_a_broken_installation_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(resources, "_PLACES", (tmp_path / "nowhere",))
    with pytest.raises(KQuantError, match="install it again"):
        resources.sample_images()
