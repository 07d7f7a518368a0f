"""Blocks in prose -> HTML: one file a block, or a family of blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from markupsafe import Markup

from explainer.prose.blocks import Block
from explainer.render.blocks.cards import render_cards
from explainer.render.blocks.changes import render_changes
from explainer.render.blocks.chart import render_chart
from explainer.render.blocks.corrections import render_corrections
from explainer.render.blocks.coverage import render_coverage
from explainer.render.blocks.dispute import render_dispute
from explainer.render.blocks.figure_register import render_figures
from explainer.render.blocks.key import render_key
from explainer.render.blocks.registers import render_events, render_notes
from explainer.render.blocks.source_register import render_sources
from explainer.render.blocks.timeline import render_timeline
from explainer.render.context import PageState, SiteContext

_RENDERERS: Final[dict[str, Callable[[Block, SiteContext, PageState], Markup]]] = {
    "timeline": render_timeline,
    "figures": render_figures,
    "events": render_events,
    "sources": render_sources,
    "notes": render_notes,
    "facts": render_cards,
    "chart": render_chart,
    "dispute": render_dispute,
    "changes": render_changes,
    "corrections": render_corrections,
    "coverage": render_coverage,
    "key": render_key,
}


def render_block(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return a sound block's HTML; the footnotes that it mentions are numbered on the way."""
    return _RENDERERS[block.name](block, site, page)
