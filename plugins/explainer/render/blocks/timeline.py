"""The block `/// timeline`: events as an ordered list, by year."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from explainer.prose.blocks import Block
from explainer.render.blocks.selection import selected_events
from explainer.render.blocks.views import entry_view
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render


def render_timeline(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the selected events as an ordered list."""
    events = selected_events(block, site)
    years = [(year, list(group)) for year, group in groupby(events, key=lambda event: event.date.earliest[0])]
    return render(
        "timeline",
        site.locale,
        years=[(year, [entry_view(event, site, page) for event in group]) for year, group in years],
        cite=page.cite,
        edit_of=site.edit_of,
    )
