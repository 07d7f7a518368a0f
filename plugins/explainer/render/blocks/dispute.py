"""The block `/// dispute`: a question with its sides' answers, side by side."""

from __future__ import annotations

from markupsafe import Markup

from explainer.prose.blocks import Block
from explainer.render.blocks.compared import WIDTH, compared_rows
from explainer.render.chart_tables import sides_of
from explainer.render.context import PageState, SiteContext
from explainer.render.evidence import citation_views, side_view
from explainer.render.html import render


def render_dispute(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return a dispute's question with its sides and what else is known."""
    dispute = site.facts.disputes[block.argument]
    return render(
        "dispute",
        site.locale,
        dispute=dispute,
        id=page.claim_id(dispute.id),
        colours={side: number for number, side in enumerate(sides_of(site.facts)[:2], start=1)},
        sides=[side_view(side, site.facts, site.locale) for side in dispute.sides],
        finding=dispute.finding.says if dispute.finding else "",
        finding_citations=citation_views(dispute.finding.cite if dispute.finding else (), site.facts, site.locale),
        compared=compared_rows(dispute, site.facts, site.locale),
        width=WIDTH,
        level=page.heading,
        cite=page.cite,
        edit_of=site.edit_of,
        again=page.again,
    )
