"""Facts as entries of a list, in words: what the blocks' templates print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explainer.model.dates import EdtfDate
from explainer.model.figures import Figure
from explainer.model.kinds import Event, Source
from explainer.model.records import Fact
from explainer.model.values import Value
from explainer.model.wording import date_words
from explainer.render.context import PageState, SiteContext
from explainer.render.words import claimant_name, find_value, full_words, origins_words, status_of, title_of


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryView:
    """An event as an entry of a list."""

    event: Event
    id: str
    date: str
    machine_date: str
    actors: tuple[str, ...]
    claimant: str
    origins: str
    figures: tuple[FigureText, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureText:
    """A figure's printed value, with what it is of."""

    id: str
    label: str
    text: str
    status: str


def entry_view(event: Event, site: SiteContext, page: PageState) -> EntryView:
    """Return an event as an entry; the first one on a page bears its id."""
    # Who says it is named as such, and not once more as one of those who took part.
    actors = [site.facts.actors[id].name for id in event.actors if id in site.facts.actors and id != event.claimant]
    claimant = site.facts.actors.get(event.claimant or "")
    return EntryView(
        event=event,
        id=page.claim_id(event.id),
        date=date_words(event.date, site.locale),
        machine_date=event.date.machine,
        actors=tuple(actors),
        claimant=claimant.name if claimant else "",
        origins=origins_of_fact(event, site),
        figures=tuple(figure_text(site.facts.figures[id], site) for id in event.figures if id in site.facts.figures),
    )


def figure_text(figure: Figure, site: SiteContext) -> FigureText:
    """Return a figure's latest value in words."""
    value = find_value(figure, "", site.facts)
    return FigureText(
        id=figure.id,
        label=figure.label,
        text=full_words(value, site.locale) if value else "",
        status=status_of(figure, value) if value else "",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class RowView:
    """One value in a register: a figure's, or a point's."""

    fact: str
    text: str
    date: str
    machine_date: str
    sort_date: str
    claimant: str
    status: str
    origins: str


def row_view(figure: Figure, value: Value, site: SiteContext) -> RowView:
    """Return one value of a figure in words."""
    return RowView(
        fact=value.fact,
        text=full_words(value, site.locale),
        date=date_words(value.date, site.locale) if value.date else "",
        machine_date=value.date.machine if value.date else "",
        sort_date=sort_date(value.date),
        claimant=claimant_name(value, site.facts),
        status=status_of(figure, value),
        origins=origins_words(value.cite, value.claimant, site.facts, site.locale),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """A fact by its name, with the address of its entry."""

    id: str
    title: str
    href: str


def linked(fact: Fact, site: SiteContext) -> Linked:
    """Return a fact by its name; a source by who published it."""
    title = (fact.publisher or title_of(fact)) if isinstance(fact, Source) else title_of(fact)
    return Linked(id=fact.id, title=title, href=site.find_url(fact.id))


def sort_date(date: EdtfDate | None) -> str:
    """Return the day that a date is sorted by, where HTML has no form for the date itself."""
    return "" if date is None or date.machine else date.days()[0]


def places_of(fact: Fact, site: SiteContext) -> Sequence[object]:
    """Return the pages that use a fact."""
    return site.find_places(fact.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class UserView:
    """A fact that names another."""

    id: str
    title: str
    href: str
    places: Sequence[object]
    origins: str
    """That a single origin is retold by several outlets; of a series each point says it by itself."""


def used_by(fact: Fact, site: SiteContext) -> list[UserView]:
    """Return the facts that name this one."""
    used = (site.facts.by_id.get(id) for id in site.used_by.get(fact.id, ()))
    return [
        UserView(
            id=user.id,
            title=title_of(user),
            href=site.find_url(user.id),
            places=places_of(user, site),
            origins=origins_of_fact(user, site),
        )
        for user in used
        if user is not None
    ]


def origins_of_fact(fact: Fact, site: SiteContext) -> str:
    """Return that a single origin is retold by several outlets, or nothing."""
    if isinstance(fact, Figure | Event):
        return origins_words(fact.cite, fact.claimant, site.facts, site.locale) if fact.cite else ""
    return ""
