"""How much of the picture excluded colours have taken as papers."""

from __future__ import annotations

from kquant.core.model.rgb import Rgb, rgb
from kquant.session.document.document import Document


def paper_shares(document: Document) -> dict[Rgb, float]:
    """The shares of the visible pixels, 0..1, that the papers of excluded colours have.

    None while there is no result of the present state.
    """
    result = document.result if document.up_to_date else None
    if result is None or result.papers is None:
        return {}
    papers = result.papers
    cleared = papers.counts.sum() if not result.is_paper.any() else 0  # they are in no count of the palette
    visible = max(int(result.counts.sum() + cleared), 1)
    counts = dict(zip(map(rgb, papers.colors.tolist()), papers.counts.tolist(), strict=True))
    settings = result.request.settings
    colors = [each.color for each in settings.excluded]
    return {color: counts.get(settings.depth.rounded(color), 0) / visible for color in colors}
