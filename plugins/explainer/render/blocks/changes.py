"""The block `/// changes`: when the facts were last read, the newest corrections, what a reader's browser finds."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from explainer.model.dates import EdtfDate
from explainer.model.facts import Facts
from explainer.model.wording import date_words
from explainer.prose.blocks import Block
from explainer.render.blocks.corrections import corrections_newest_first
from explainer.render.blocks.views import figure_text
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render
from explainer.render.seen_facts import SEEN_FACTS

_NEWEST: Final = 3


def render_changes(_: Block, site: SiteContext, page: PageState) -> Markup:
    """Return when the facts were last read and the newest corrections, with the way to all of them."""
    read = last_read(site.facts)
    found = corrections_newest_first(site)
    rows = [(figure_text(figure, site), site.find_url(figure.id), view) for figure, view in found[:_NEWEST]]
    return render(
        "changes",
        site.locale,
        read=date_words(read, site.locale) if read else "",
        machine_read=read.machine if read else "",
        rows=rows,
        cite=page.cite,
        all_corrections=site.find_block("corrections"),
        seen_facts=site.find_file(SEEN_FACTS) if site.version else "",
        version=site.version,
    )


def last_read(facts: Facts) -> EdtfDate | None:
    """Return the day on which a source was read last; None where there is no source."""
    days = (source.accessed for source in facts.sources.values())
    return max(days, key=lambda day: (day.latest, day.earliest), default=None)
