"""The sources that a page's text rests on: those that it cites itself, and the leading one of every fact it refers to.

All sources of a page may be hundreds, and weigh more than what else a page says of itself: they stand in its footnotes,
and those of charts in the charts' own files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.check.citations import citations_of
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Chart, Dispute, Source
from explainer.model.records import Citation, Fact
from explainer.prose.pages import Page
from explainer.render.words import find_value


def cited_sources(page: Page, facts: Facts) -> tuple[Source, ...]:
    """Return the sources, each once, in the page's order; a register's own list is not counted, which would be all."""
    found: dict[str, Source] = {}
    for id, date in _named(page):
        fact = facts.get(id)
        if isinstance(fact, Source):
            found[id] = fact
        elif fact is not None:
            for citation in _leading(fact, date, facts):
                if citation.source in facts.sources:
                    found[citation.source] = facts.sources[citation.source]
    return tuple(found.values())


def _named(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the facts that a page names by id and date of a point, from top to bottom, its blocks' after them."""
    for mention in page.mentions:
        for reference in mention.references:
            yield reference.id, reference.date
    for block in page.blocks:
        for id in block.argument.split():
            yield id, ""


def _leading(fact: Fact, date: str, facts: Facts) -> Iterator[Citation]:
    """Yield the citation that states a fact, of a series that of the point that is shown, of a dispute one a side."""
    if isinstance(fact, Figure):
        value = find_value(fact, date, facts)
        yield from _first(value.cite if value else ())
    elif isinstance(fact, Dispute):
        for side in fact.sides:
            yield from _first(side.cite)
    elif not isinstance(fact, Chart):
        yield from _first([citation for _, citation in citations_of(fact)])


def _first(citations: Iterable[Citation]) -> Iterator[Citation]:
    """Yield the first citation that has the source's wording, or the first one."""
    all_of_them = list(citations)
    yield from [*(said for said in all_of_them if said.stated_as), *all_of_them][:1]
