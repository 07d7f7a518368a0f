"""A fact -> its evidence as a footnote shows it: what, who says so, as of when, in whose words, who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Actor, Chart, Dispute, Event, Note, Side, Source
from explainer.model.phrases import count_phrase, phrase
from explainer.model.records import Citation, Fact
from explainer.model.values import Value, base_values, parts_of, rounding_of, taken_values, values_of
from explainer.model.wording import date_words, number_words
from explainer.render.corrections import CorrectionView, corrections_of
from explainer.render.words import claimant_name, find_value, full_words, origins_words, title_of


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceView:
    """A source in words: what a citation shows of it."""

    id: str
    title: str
    publisher: str
    author: str
    published: str
    accessed: str
    url: str
    offline: str
    archive: str
    kind: str
    stands_with: str
    language: str
    note: str
    via: SourceView | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationView:
    """One mention of a source, with locator and wording."""

    source: SourceView
    stated_as: str
    reads: str
    locator: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SideView:
    """One answer to a disputed question."""

    claimant: str
    claimant_id: str
    side: str
    says: str
    figure: str
    amount: str
    date: str
    machine_date: str
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PartView:
    """A figure that a derived one is computed from."""

    id: str
    label: str
    amount: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BaseView:
    """A stated value that a derived figure rests on; `label` is empty where all are of one series."""

    fact: str
    label: str
    amount: str
    claimant: str
    date: str
    origins: str
    citations: tuple[CitationView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Everything that a fact's footnote shows; what a fact lacks is empty."""

    key: str
    title: str
    amount: str = ""
    claimant: str = ""
    role: str = ""
    date: str = ""
    machine_date: str = ""
    status: str = ""
    origins: str = ""
    """That a single origin is retold by several outlets, where it is."""
    counts: str = ""
    text: str = ""
    """Inline Markdown with references: the text of a note."""
    note: str = ""
    operator: str = ""
    parts: tuple[PartView, ...] = ()
    rounded: str = ""
    bases: tuple[BaseView, ...] = ()
    """The stated values that a derived figure rests on, each with its citations."""
    citations: tuple[CitationView, ...] = ()
    others: tuple[SideView, ...] = ()
    """What other sides say, where the fact is one side of a dispute."""
    disputes: tuple[str, ...] = ()
    """The questions in dispute that the fact belongs to."""
    finding: str = ""
    finding_citations: tuple[CitationView, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    """What was corrected, the oldest first."""


def source_view(source: Source, facts: Facts, locale: Locale, depth: int = 0) -> SourceView:
    """Return a source in words; what it was read in is followed up to the page that was really opened."""
    via = facts.sources.get(source.via or "")
    return SourceView(
        id=source.id,
        title=source.title or "",
        publisher=source.publisher or "",
        author=source.author or "",
        published=date_words(source.published, locale) if source.published else "",
        accessed=date_words(source.accessed, locale),
        url=source.url or "",
        offline=source.offline or "",
        archive=source.archive or "",
        kind=source.kind or "",
        stands_with=source.stands_with or "",
        language=source.language or "",
        note=source.note or "",
        via=source_view(via, facts, locale, depth + 1) if via and depth < 5 else None,
    )


def citation_views(citations: Iterable[Citation], facts: Facts, locale: Locale) -> tuple[CitationView, ...]:
    """Return citations in words, in the order of the file."""
    return tuple(
        CitationView(
            source=source_view(facts.sources[citation.source], facts, locale),
            stated_as=citation.stated_as or "",
            reads=citation.reads or "",
            locator=citation.locator or "",
            note=citation.note or "",
        )
        for citation in citations
        if citation.source in facts.sources
    )


def evidence_of(fact: Fact, date: str, locator: str, facts: Facts, locale: Locale) -> Evidence:
    """Return the evidence of a fact, of a point where `date` names one, of a source at a locator."""
    if isinstance(fact, Figure):
        return _figure(fact, date, facts, locale)
    if isinstance(fact, Source):
        citation = Citation(source=fact.id, locator=locator or None)
        return Evidence(key=fact.id, title="", citations=citation_views([citation], facts, locale))
    if isinstance(fact, Event):
        return _event(fact, facts, locale)
    if isinstance(fact, Note):
        cited = citation_views(fact.cite, facts, locale)
        return Evidence(key=fact.id, title=fact.term, text=fact.text, citations=cited)
    if isinstance(fact, Actor):
        cited = citation_views(fact.cite, facts, locale)
        return Evidence(key=fact.id, title=fact.name, role=fact.role or "", note=fact.note or "", citations=cited)
    if isinstance(fact, Dispute):
        sides = tuple(side_view(side, facts, locale) for side in fact.sides)
        return Evidence(
            key=fact.id,
            title=fact.question,
            others=sides,
            finding=fact.finding.says if fact.finding else "",
            finding_citations=citation_views(fact.finding.cite if fact.finding else (), facts, locale),
            note=fact.note or "",
        )
    return Evidence(key=fact.id, title=title_of(fact), note=fact.note or "" if isinstance(fact, Chart) else "")


def _figure(figure: Figure, date: str, facts: Facts, locale: Locale) -> Evidence:
    value = find_value(figure, date, facts)
    point = figure.find_point(date or (value.fact.partition(":")[2] if value else ""))
    operator = figure.derive.operator if figure.derive else ""
    bases = base_values(facts, figure) if figure.derive else ()
    return Evidence(
        key=value.fact if value and date else figure.id,
        title=figure.label,
        amount=full_words(value, locale) if value else "",
        # Nobody has said a number that is computed here: who says its parts stands with each of them.
        claimant=claimant_name(value, facts) if value else "",
        date=date_words(value.date, locale) if value and value.date else "",
        machine_date=value.date.machine if value and value.date else "",
        status=(value.status or "") if value else "",
        origins=origins_words(value.cite, value.claimant, facts, locale) if value else "",
        counts=figure.counts or _scope(figure, facts),
        note=_join(figure.note, figure.mixed, point.note if point else None),
        operator=operator,
        parts=tuple(_part(part, operator, facts, locale) for part in parts_of(facts, figure)),
        rounded=rounded_words(figure, locale),
        bases=_bases(bases, facts, locale),
        citations=citation_views(value.cite if value else (), facts, locale),
        others=_others(figure, facts, locale),
        disputes=tuple(dispute.question for dispute in _disputes(figure, facts)),
        corrections=corrections_of(figure, facts, locale) if figure.corrections else (),
    )


def _scope(figure: Figure, facts: Facts) -> str:
    """Return what a derived figure counts: the scope of its parts where they share one."""
    scopes = {part.counts or _scope(part, facts) for part in parts_of(facts, figure)}
    return scopes.pop() if len(scopes) == 1 else ""


def _join(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def _part(part: Figure, operator: str, facts: Facts, locale: Locale) -> PartView:
    taken = taken_values(part, operator)
    if len(taken) > 1 and taken[0].date and taken[-1].date:
        words = count_phrase(
            "of-points",
            len(list(values_of(part))),
            locale,
            in_digits=True,
            first=date_words(taken[0].date, locale),
            last=date_words(taken[-1].date, locale),
        )
    else:
        value = find_value(part, "", facts)
        words = full_words(value, locale) if value else ""
    return PartView(id=part.id, label=part.label, amount=words)


def _bases(values: Sequence[Value], facts: Facts, locale: Locale) -> tuple[BaseView, ...]:
    """Return what a derived figure rests on: it has no sources of its own, and shows those of every stated value."""
    of_one_series = len(values) > 1 and len({value.fact.partition(":")[0] for value in values}) == 1
    return tuple(
        BaseView(
            fact=value.fact,
            label="" if of_one_series else facts.figures[value.fact.partition(":")[0]].label,
            amount=full_words(value, locale),
            claimant=claimant_name(value, facts),
            date=date_words(value.date, locale, short=True) if value.date else "",
            origins=origins_words(value.cite, value.claimant, facts, locale),
            citations=citation_views(value.cite, facts, locale),
        )
        for value in values
    )


def rounded_words(figure: Figure, locale: Locale) -> str:
    """Return to what a figure is rounded, or nothing."""
    places = rounding_of(figure)
    if places is None:
        return ""
    if places > 0:
        return phrase("rounded" if places > 1 else "rounded-one", locale).format(places=places)
    if places == 0:
        return phrase("rounded-whole", locale)
    return phrase("rounded-coarse", locale).format(unit=number_words(Decimal(10**-places), locale))


def _event(event: Event, facts: Facts, locale: Locale) -> Evidence:
    actor = facts.actors.get(event.claimant or "")
    return Evidence(
        key=event.id,
        title=event.title,
        claimant=actor.name if actor else "",
        date=date_words(event.date, locale),
        machine_date=event.date.machine,
        status=event.status or "",
        origins=origins_words(event.cite, event.claimant, facts, locale),
        note=event.summary or "",
        citations=citation_views(event.cite, facts, locale),
    )


def _disputes(figure: Figure, facts: Facts) -> list[Dispute]:
    return facts.disputes_by_figure.get(figure.id, [])


def _others(figure: Figure, facts: Facts, locale: Locale) -> tuple[SideView, ...]:
    return tuple(
        side_view(side, facts, locale)
        for dispute in _disputes(figure, facts)
        for side in dispute.sides
        if side.figure != figure.id
    )


def side_view(side: Side, facts: Facts, locale: Locale) -> SideView:
    """Return a side's answer in words; a side that is a figure has the figure's sources beside its own."""
    actor = facts.actors.get(side.claimant)
    figure = facts.figures.get(side.figure or "")
    value = find_value(figure, "", facts) if figure else None
    when = side.date or (value.date if value else None)
    cited = side.cite or (value.cite if value else ())
    return SideView(
        claimant=actor.name if actor else "",
        claimant_id=side.claimant,
        side=(actor.side or "") if actor else "",
        says=side.says or "",
        figure=side.figure or "",
        amount=full_words(value, locale) if value else "",
        date=date_words(when, locale) if when else "",
        machine_date=when.machine if when else "",
        citations=citation_views(cited, facts, locale),
    )
