"""The block `/// facts`: cards for the key numbers."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from explainer.model.figures import Figure
from explainer.model.values import Value
from explainer.prose.blocks import Block
from explainer.render.context import PageState, SiteContext
from explainer.render.evidence import evidence_of
from explainer.render.html import render
from explainer.render.words import bare_words, find_value, full_words, status_of, title_of


def render_cards(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the cards of the facts that the block names."""
    cards = []
    for id in block.argument.split():
        fact = site.facts.by_id[id]
        evidence = evidence_of(fact, "", "", site.facts, site.locale)
        value = find_value(fact, "", site.facts) if isinstance(fact, Figure) else None
        number = bare_words(value, site.locale) if value else title_of(fact)
        status = status_of(fact, value) if isinstance(fact, Figure) and value else evidence.status
        cards.append((fact, evidence, number, value, status))
    return render("facts", site.locale, cards=cards, cite=page.cite, find_url=site.find_url, full=_full(site))


def _full(site: SiteContext) -> Callable[[Value], str]:
    return lambda value: full_words(value, site.locale)
