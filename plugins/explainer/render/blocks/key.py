"""The block `/// key`: what the underlines of printed numbers mean: each word is underlined as its numbers are."""

from __future__ import annotations

from markupsafe import Markup

from explainer.model.records import WEAKEST_FIRST
from explainer.prose.blocks import Block
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render


def render_key(_block: Block, site: SiteContext, _page: PageState) -> Markup:
    """Return the words for how sure a number is, the surest first."""
    return render("key", site.locale, statuses=WEAKEST_FIRST[::-1])
