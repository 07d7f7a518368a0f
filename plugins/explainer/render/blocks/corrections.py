"""The block `/// corrections`: all that was corrected, the newest first."""

from __future__ import annotations

from markupsafe import Markup

from explainer.model.figures import Correction, Figure
from explainer.prose.blocks import Block
from explainer.render.blocks.views import figure_text
from explainer.render.context import PageState, SiteContext
from explainer.render.corrections import CorrectionView, corrections_of
from explainer.render.html import render


def render_corrections(_: Block, site: SiteContext, page: PageState) -> Markup:
    """Return all corrections of figures, the newest first."""
    rows = [
        (figure_text(figure, site), site.find_url(figure.id), view) for figure, view in corrections_newest_first(site)
    ]
    return render("corrections", site.locale, rows=rows, id=page.claim_id("all-corrections"), cite=page.cite)


def corrections_newest_first(site: SiteContext) -> list[tuple[Figure, CorrectionView]]:
    """Return every correction with its figure."""
    found = [
        (correction.date.order, figure, view)
        for figure in site.facts.figures.values()
        for correction, view in _corrected(figure, site)
    ]
    found.sort(key=lambda row: row[0], reverse=True)
    return [(figure, view) for _, figure, view in found]


def _corrected(figure: Figure, site: SiteContext) -> list[tuple[Correction, CorrectionView]]:
    """Return a figure's corrections, the newest first, so that sorting by date leaves those of one day so."""
    chain = sorted(figure.corrections, key=lambda correction: correction.date.order)
    return list(zip(chain, corrections_of(figure, site.facts, site.locale), strict=True))[::-1]
