"""The registers of events and notes: blocks that list all facts of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from explainer.model.kinds import Event
from explainer.model.wording import number_words
from explainer.prose.blocks import Block
from explainer.render.blocks.selection import Selection, in_asked_order, selected_events
from explainer.render.blocks.views import EntryView, Linked, entry_view, linked, places_of, sort_date
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render
from explainer.render.listing import FILTERED_FROM, facet_of, facet_value


@dataclass(frozen=True, kw_only=True, slots=True)
class EventRow:
    """An event as the register shows it."""

    entry: EntryView
    sort_date: str
    facets: dict[str, tuple[str, ...]]
    sources: Sequence[Linked]


def render_events(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of events."""
    rows = [
        EventRow(
            entry=entry_view(event, site, page),
            sort_date=sort_date(event.date),
            facets=_facets_of(event, site),
            sources=[linked(site.facts.sources[id], site) for id in dict.fromkeys(cite.source for cite in event.cite)],
        )
        for event in selected_events(block, site)
    ]
    words: dict[str, Callable[[str], str]] = {"actor": lambda id: site.facts.actors[id].name}
    facets = [
        facet
        for name, label in (("kind", "kind"), ("actor", "who"), ("side", "side"))
        for facet in facet_of(
            name, [row.facets[name] for row in rows], site.locale, label=label, words=words.get(name, str)
        )
    ]
    return render(
        "events",
        site.locale,
        rows=rows,
        facets=facets,
        facet_value=facet_value,
        is_listing=len(rows) >= FILTERED_FROM,
        number=lambda count: number_words(Decimal(count), site.locale),
        cite=page.cite,
        edit_of=site.edit_of,
    )


def _facets_of(event: Event, site: SiteContext) -> dict[str, tuple[str, ...]]:
    ids = dict.fromkeys([*event.actors, *([event.claimant] if event.claimant else [])])
    actors = [site.facts.actors[id] for id in ids if id in site.facts.actors]
    return {
        "kind": (event.kind,) if event.kind else (),
        "actor": tuple(actor.id for actor in actors),
        "side": tuple(dict.fromkeys(actor.side for actor in actors if actor.side)),
    }


def render_notes(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of notes, by term."""
    rows = [
        (note, page.claim_id(note.id), places_of(note, site))
        for note in sorted(site.facts.notes.values(), key=lambda note: note.term.casefold())
    ]
    return render(
        "notes",
        site.locale,
        rows=in_asked_order(rows, Selection.of(block)),
        is_listing=len(rows) >= FILTERED_FROM,
        number=lambda count: number_words(Decimal(count), site.locale),
        inline=page.inline,
        cite=page.cite,
        edit_of=site.edit_of,
    )
