"""The register of sources: a row a source, and below it how it was read and what rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from explainer.model.kinds import Source
from explainer.model.phrases import phrase
from explainer.model.wording import language_name, number_words
from explainer.prose.blocks import Block
from explainer.render.blocks.selection import Selection, in_asked_order
from explainer.render.blocks.views import UserView, places_of, sort_date, used_by
from explainer.render.context import PageState, SiteContext
from explainer.render.evidence import SourceView, source_view
from explainer.render.html import render
from explainer.render.listing import FILTERED_FROM, Facet, facet_of, facet_value


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRow:
    """A source as the register shows it."""

    source: SourceView
    id: str
    machine_date: str
    sort_date: str
    facets: dict[str, tuple[str, ...]]
    facts: Sequence[UserView]
    """The facts that it is evidence for."""
    places: Sequence[object]
    """The pages that cite it, or one of these facts."""
    uses: int
    """How many facts and pages cite it themselves."""


def render_sources(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of sources, by publisher and date."""
    selection = Selection.of(block)
    rows = [
        _row(source, site, page)
        for source in sorted(site.facts.sources.values(), key=_by_publisher)
        if selection.takes(kind=source.kind, actors=(), tags=(), date=source.published)
    ]
    return render(
        "sources",
        site.locale,
        rows=in_asked_order(rows, selection),
        facets=_facets(rows, site),
        facet_value=facet_value,
        is_listing=len(rows) >= FILTERED_FROM,
        number=lambda count: number_words(Decimal(count), site.locale),
        edit_of=site.edit_of,
    )


def _row(source: Source, site: SiteContext, page: PageState) -> SourceRow:
    facts = used_by(source, site)
    direct = places_of(source, site)
    uses = len(facts) + len(direct)
    found = {
        "kind": source.kind,
        "stand": source.stands_with,
        "language": source.language,
        "cited": "yes" if uses else "no",
    }
    return SourceRow(
        source=source_view(source, site.facts, site.locale),
        id=page.claim_id(source.id),
        machine_date=source.published.machine if source.published else "",
        sort_date=sort_date(source.published),
        facets={name: (value,) if value else () for name, value in found.items()},
        facts=facts,
        places=_each_once([direct, *(fact.places for fact in facts)]),
        uses=uses,
    )


def _each_once(places: Iterable[Sequence[object]]) -> Sequence[object]:
    return tuple(dict.fromkeys(place for some in places for place in some))


def _facets(rows: Sequence[SourceRow], site: SiteContext) -> list[Facet]:
    words: dict[str, Callable[[str], str]] = {
        "kind": lambda kind: phrase(f"source-kind-{kind}", site.locale),
        "language": lambda tag: language_name(tag, site.locale),
        "cited": lambda answer: phrase(f"cited-{answer}", site.locale),
    }
    labels = {"stand": "coverage-stand", "language": "source-language", "cited": "where-cited"}
    return [
        facet
        for name in ("kind", "stand", "language", "cited")
        for facet in facet_of(
            name,
            [row.facets[name] for row in rows],
            site.locale,
            label=labels.get(name, ""),
            words=words.get(name, str),
        )
    ]


def _by_publisher(source: Source) -> tuple[str, object, str]:
    nothing = ((9999, 12, 31, 0), (9999, 12, 31, 0))
    name = source.publisher or source.title or ""
    return name.casefold(), source.published.order if source.published else nothing, source.id
