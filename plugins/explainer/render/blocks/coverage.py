"""The block of coverage -> HTML: what is cited, quoted, verified, archived, due and used, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from explainer.check.coverage import COLUMNS, Item, coverage_of
from explainer.model.wording import number_words
from explainer.prose.blocks import Block
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render
from explainer.render.words import title_of


@dataclass(frozen=True, kw_only=True, slots=True)
class LackView:
    """A fact that lacks something, with its title and the address of its entry."""

    item: Item
    title: str
    href: str


def render_coverage(_: Block, site: SiteContext, _page: PageState) -> Markup:
    """Return the tables of a site's coverage."""
    coverage = coverage_of(site.facts, today=site.today, unused=site.unused, verified=site.verified)

    def number(count: int | None) -> str:
        return "–" if count is None else number_words(Decimal(count), site.locale)

    lacking = [_view(item, site) for item in coverage.lacking]
    return render("coverage", site.locale, columns=COLUMNS, coverage=coverage, number=number, lacking=lacking)


def _view(item: Item, site: SiteContext) -> LackView:
    id = item.fact.partition(":")[0]
    return LackView(item=item, title=title_of(site.facts.by_id[id]), href=site.find_url(id))
