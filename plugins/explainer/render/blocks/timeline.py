"""The block `/// timeline`: events as an ordered list, by year, with a strip and a filter above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from markupsafe import Markup

from explainer.model.dates import read_date
from explainer.model.facts import Facts
from explainer.model.kinds import Event
from explainer.model.phrases import count_phrase, phrase
from explainer.model.wording import date_words, number_words
from explainer.prose.blocks import Block
from explainer.render.blocks.extent import WIDTH, Extent, extent_of
from explainer.render.blocks.selection import selected_events
from explainer.render.blocks.strip import HEIGHT, strip_of, year_of
from explainer.render.blocks.views import EntryView, entry_view
from explainer.render.context import PageState, SiteContext
from explainer.render.html import render
from explainer.render.listing import FILTERED_FROM, Facet, facet_of, facet_value

_SHAPES: Final = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineEntry:
    """An event in the timeline: its words, its shape, how long its date is, and the values that it is filtered by."""

    view: EntryView
    shape: int
    extent: Extent | None
    values: dict[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class YearView:
    """A year's events under its heading, with its id on the page."""

    id: str
    title: str
    count: str
    entries: tuple[TimelineEntry, ...]


def render_timeline(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the selected events as an ordered list."""
    events = selected_events(block, site)
    shapes = shapes_of(site.facts)
    years = list(_years(events, shapes, site, page))
    is_long = len(events) >= FILTERED_FROM
    ids = {year: view.id for year, view in years}
    return render(
        "timeline",
        site.locale,
        years=[view for _, view in years],
        level=page.heading,
        facets=_facets(events, site) if is_long else (),
        total=number_words(Decimal(len(events)), site.locale) if is_long else "",
        strip=strip_of(events, list(shapes), site.locale) if is_long else None,
        height=HEIGHT,
        width=WIDTH,
        ids=ids,
        shapes=shapes,
        legend=_legend(events, shapes, site),
        cite=page.cite,
        edit_of=site.edit_of,
    )


def shapes_of(facts: Facts) -> dict[str, int]:
    """Return the number of each kind's shape, the same on every page: the more frequent, the simpler.

    There are eight; beyond them shapes are used again, and the word that stands beside each tells the kinds apart.
    """
    counts = Counter(event.kind for event in facts.events.values() if event.kind)
    kinds = sorted(counts, key=lambda kind: (-counts[kind], kind))
    return {kind: number % _SHAPES + 1 for number, kind in enumerate(kinds)}


def _years(
    events: Sequence[Event], shapes: dict[str, int], site: SiteContext, page: PageState
) -> Iterator[tuple[int | None, YearView]]:
    for year, group in groupby(events, key=lambda event: year_of(event.date)):
        inside = list(group)
        is_plain = year is not None and 1 <= year <= 9999
        title = date_words(read_date(f"{year:04d}"), site.locale) if is_plain else str(year)
        yield (
            year,
            YearView(
                # No fact's id has a colon.
                id=page.free_id(f"year:{'earlier' if year is None else year}"),
                title=phrase("timeline-earlier", site.locale) if year is None else title,
                count=count_phrase("events", len(inside), site.locale, in_digits=True),
                entries=tuple(_entry(event, shapes, site, page) for event in inside),
            ),
        )


def _entry(event: Event, shapes: dict[str, int], site: SiteContext, page: PageState) -> TimelineEntry:
    return TimelineEntry(
        view=entry_view(event, site, page),
        shape=shapes.get(event.kind or "", 0),
        extent=extent_of(event.date, site.locale),
        values={
            "kind": facet_value([event.kind or ""]),
            "actor": facet_value(_actors(event, site.facts)),
            "side": facet_value(_sides(event, site.facts)),
        },
    )


def _facets(events: Sequence[Event], site: SiteContext) -> tuple[Facet, ...]:
    names = {id: actor.name for id, actor in site.facts.actors.items()}
    return (
        *facet_of("kind", [[event.kind or ""] for event in events], site.locale),
        *facet_of(
            "actor", [_actors(event, site.facts) for event in events], site.locale, label="who", words=names.__getitem__
        ),
        *facet_of("side", [_sides(event, site.facts) for event in events], site.locale),
    )


def _actors(event: Event, facts: Facts) -> list[str]:
    """Return who took part, and who says that it happened."""
    return [id for id in (*event.actors, event.claimant or "") if id in facts.actors]


def _sides(event: Event, facts: Facts) -> list[str]:
    return [facts.actors[id].side or "" for id in _actors(event, facts)]


def _legend(events: Sequence[Event], shapes: dict[str, int], site: SiteContext) -> list[tuple[int, str]]:
    """Return what each shape means, the most frequent first; nothing where all events are of one kind."""
    found = {event.kind or "" for event in events}
    known = [(shape, kind) for kind, shape in shapes.items() if kind in found]
    without = [(0, phrase("chart-event-kind-none", site.locale))] if "" in found else []
    return [*known, *without] if len(found) > 1 else []
