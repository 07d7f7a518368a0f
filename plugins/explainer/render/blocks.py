"""Blocks in prose -> HTML: timeline, registers, cards, charts, disputes, corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, TypeVar

from markupsafe import Markup

from explainer.check.freshness import is_due
from explainer.model.dates import EdtfDate, read_date
from explainer.model.facts import Facts
from explainer.model.figures import Correction, Figure
from explainer.model.kinds import Event, Source
from explainer.model.phrases import phrase
from explainer.model.records import Fact
from explainer.model.values import Value, values_of
from explainer.model.wording import date_words, number_words
from explainer.prose.blocks import Block
from explainer.render.chart_files import VEGA_RUNTIME, chart_sources, file_names
from explainer.render.chart_tables import chart_dates, chart_table, sides_of
from explainer.render.charts import ChartTable
from explainer.render.charts import Row as ChartRow
from explainer.render.context import PageState, SiteContext
from explainer.render.corrections import CorrectionView, corrections_of
from explainer.render.coverage import render_coverage
from explainer.render.evidence import citation_views, evidence_of, side_view, source_view
from explainer.render.html import render
from explainer.render.words import (
    bare_words,
    claimant_name,
    find_value,
    full_words,
    origins_words,
    status_of,
    title_of,
)

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What a block is narrowed to by its options; nothing given selects everything."""

    kinds: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    first: EdtfDate | None = None
    last: EdtfDate | None = None
    newest_first: bool = False

    @classmethod
    def of(cls, block: Block) -> Selection:
        """Return a sound block's selection."""
        given = {option.name: option.values for option in block.options}
        dates = {name: read_date(given[name][0]) for name in ("from", "to") if given.get(name)}
        return cls(
            kinds=frozenset(given.get("kinds", ())),
            actors=frozenset(given.get("actors", ())),
            tags=frozenset(given.get("tags", ())),
            first=dates.get("from"),
            last=dates.get("to"),
            newest_first=given.get("order", ("oldest",))[0] in ("newest", "desc"),
        )

    def takes(self, *, kind: str | None, actors: Iterable[str], tags: Iterable[str], date: EdtfDate | None) -> bool:
        """Return whether a fact of this kind, with these actors, tags and date, is selected."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.actors or bool(self.actors.intersection(actors)))
            and (not self.tags or bool(self.tags.intersection(tags)))
            and self._takes_date(date)
        )

    def _takes_date(self, date: EdtfDate | None) -> bool:
        if self.first is None and self.last is None:
            return True
        if date is None:
            return False
        after = self.first is None or date.latest >= self.first.earliest
        return after and (self.last is None or date.earliest <= self.last.latest)


def render_block(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return a sound block's HTML; the footnotes that it mentions are numbered on the way."""
    return _RENDERERS[block.name](block, site, page)


def _timeline(block: Block, site: SiteContext, page: PageState) -> Markup:
    events = _events(block, site)
    years = [(year, list(group)) for year, group in groupby(events, key=lambda event: event.date.earliest[0])]
    return render(
        "timeline",
        site.locale,
        years=[(year, [_entry(event, site, page) for event in group]) for year, group in years],
        cite=page.cite,
        edit_of=site.edit_of,
    )


def _events(block: Block, site: SiteContext) -> list[Event]:
    selection = Selection.of(block)
    events = [
        event
        for event in site.facts.events_in_order
        if selection.takes(
            kind=event.kind,
            actors=[*event.actors, *([event.claimant] if event.claimant else [])],
            tags=event.tags,
            date=event.date,
        )
    ]
    return events[::-1] if selection.newest_first else events


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


def _entry(event: Event, site: SiteContext, page: PageState) -> EntryView:
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
        origins=_origins(event, site),
        figures=tuple(_figure_text(site.facts.figures[id], site) for id in event.figures if id in site.facts.figures),
    )


def _figure_text(figure: Figure, site: SiteContext) -> FigureText:
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
    claimant: str
    status: str
    origins: str


def _row(figure: Figure, value: Value, site: SiteContext) -> RowView:
    return RowView(
        fact=value.fact,
        text=full_words(value, site.locale),
        date=date_words(value.date, site.locale) if value.date else "",
        machine_date=value.date.machine if value.date else "",
        claimant=claimant_name(value, site.facts),
        status=status_of(figure, value),
        origins=origins_words(value.cite, value.claimant, site.facts, site.locale),
    )


def _figures(block: Block, site: SiteContext, page: PageState) -> Markup:
    selection = Selection.of(block)
    rows = []
    for figure in site.facts.figures.values():
        value = find_value(figure, "", site.facts)
        date = value.date if value else figure.as_of
        claimants = {value.claimant for value in values_of(figure) if value.claimant}
        if not selection.takes(kind=None, actors=claimants, tags=figure.tags, date=date):
            continue
        points = [_row(figure, value, site) for value in values_of(figure)] if figure.points else []
        latest = _row(figure, value, site) if value and not points else None
        rows.append((figure, page.claim_id(figure.id), latest, points, _review(figure, site), _places(figure, site)))
    return render("figures", site.locale, rows=_ordered(rows, selection), cite=page.cite, edit_of=site.edit_of)


def _review(figure: Figure, site: SiteContext) -> tuple[str, bool]:
    """Return by when a figure is to be reviewed, in words, and whether that day is over."""
    if figure.review_by is None:
        return "", False
    words = phrase("review-by", site.locale).format(date=date_words(figure.review_by, site.locale))
    return words, is_due(figure, site.today)


def _events_register(block: Block, site: SiteContext, page: PageState) -> Markup:
    rows = [(_entry(event, site, page), _places(event, site)) for event in _events(block, site)]
    return render("events", site.locale, rows=rows, cite=page.cite, edit_of=site.edit_of)


def _sources(block: Block, site: SiteContext, page: PageState) -> Markup:
    selection = Selection.of(block)
    rows = [
        (
            source_view(source, site.facts, site.locale),
            page.claim_id(source.id),
            _places(source, site),
            _used_by(source, site),
        )
        for source in sorted(site.facts.sources.values(), key=_by_publisher)
        if selection.takes(kind=source.kind, actors=(), tags=(), date=source.published)
    ]
    stands = Counter(source.stands_with for source, *_ in rows)
    return render(
        "sources",
        site.locale,
        edit_of=site.edit_of,
        rows=_ordered(rows, selection),
        stands=[(stand, number_words(Decimal(count), site.locale)) for stand, count in stands.most_common()],
    )


def _by_publisher(source: Source) -> tuple[str, object, str]:
    nothing = ((9999, 12, 31, 0), (9999, 12, 31, 0))
    name = source.publisher or source.title or ""
    return name.casefold(), source.published.order if source.published else nothing, source.id


def _notes(block: Block, site: SiteContext, page: PageState) -> Markup:
    rows = [
        (note, page.claim_id(note.id), _places(note, site))
        for note in sorted(site.facts.notes.values(), key=lambda note: note.term.casefold())
    ]
    return render(
        "notes",
        site.locale,
        rows=_ordered(rows, Selection.of(block)),
        inline=page.inline,
        cite=page.cite,
        edit_of=site.edit_of,
    )


def _places(fact: Fact, site: SiteContext) -> Sequence[object]:
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


def _used_by(fact: Fact, site: SiteContext) -> list[UserView]:
    """Return the facts that name this one."""
    used = (site.facts.by_id.get(id) for id in site.used_by.get(fact.id, ()))
    return [
        UserView(
            id=user.id,
            title=title_of(user),
            href=site.find_url(user.id),
            places=_places(user, site),
            origins=_origins(user, site),
        )
        for user in used
        if user is not None
    ]


def _origins(fact: Fact, site: SiteContext) -> str:
    if isinstance(fact, Figure | Event):
        return origins_words(fact.cite, fact.claimant, site.facts, site.locale) if fact.cite else ""
    return ""


def _ordered(rows: list[Row], selection: Selection) -> list[Row]:
    return rows[::-1] if selection.newest_first else rows


def _facts(block: Block, site: SiteContext, page: PageState) -> Markup:
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


def _chart(block: Block, site: SiteContext, page: PageState) -> Markup:
    chart = site.facts.charts[block.argument]
    table = chart_table(chart, site.facts, site.locale)
    dates = chart_dates(chart, site.facts)
    newest = max(dates, key=lambda date: (date.latest, date.earliest), default=None)
    names = file_names(chart.id, interactive=chart.interactive)
    return render(
        "chart",
        site.locale,
        chart=chart,
        id=page.claim_id(chart.id),
        picture=site.draw(chart.id),
        table=table,
        as_of=date_words(newest, site.locale) if newest else "",
        publishers=_publishers(table, site.facts),
        # What forms mean where the site's own function draws, it says itself.
        keys=[key for key, is_needed in _CHART_KEYS.items() if not chart.draw and any(map(is_needed, table.rows))],
        files=[(kind, href) for kind, name in _FILES.items() if (href := site.find_file(names[name]))],
        vega=site.find_file(names["vega"]) if chart.interactive else "",
        runtime=site.find_file(VEGA_RUNTIME),
        cite=page.cite,
    )


# Words under a picture for each form that is drawn in it.
_CHART_KEYS: Final[dict[str, Callable[[ChartRow], bool]]] = {
    "chart-hollow": lambda row: row.status in ("claimed", "disputed"),
    "chart-light": lambda row: row.status == "estimated",
    "chart-disputed": lambda row: row.disputed,
    "chart-others": lambda row: bool(row.against),
}
_FILES: Final = {"SVG": "svg", "PNG": "png", "CSV": "csv", "Vega-Lite": "spec"}


def _publishers(table: ChartTable, facts: Facts) -> list[tuple[str, list[str]]]:
    """Return who published the sources of what is drawn, each once, with the ids of their sources."""
    found: dict[str, dict[str, None]] = {}
    for source in chart_sources(table, facts):
        found.setdefault(source.publisher or source.title or "", {})[source.id] = None
    return [(publisher, list(ids)) for publisher, ids in found.items()]


def _dispute(block: Block, site: SiteContext, page: PageState) -> Markup:
    dispute = site.facts.disputes[block.argument]
    return render(
        "dispute",
        site.locale,
        dispute=dispute,
        id=page.claim_id(dispute.id),
        colours={side: number for number, side in enumerate(sides_of(site.facts)[:2], start=1)},
        sides=[side_view(side, site.facts, site.locale) for side in dispute.sides],
        finding=dispute.finding.says if dispute.finding else "",
        finding_citations=citation_views(dispute.finding.cite if dispute.finding else (), site.facts, site.locale),
        cite=page.cite,
        edit_of=site.edit_of,
    )


def _corrections(_: Block, site: SiteContext, page: PageState) -> Markup:
    found = [
        (correction.date.order, figure, view)
        for figure in site.facts.figures.values()
        for correction, view in _corrected(figure, site)
    ]
    found.sort(key=lambda row: row[0], reverse=True)
    rows = [(_figure_text(figure, site), site.find_url(figure.id), view) for _, figure, view in found]
    return render("corrections", site.locale, rows=rows, cite=page.cite)


def _corrected(figure: Figure, site: SiteContext) -> list[tuple[Correction, CorrectionView]]:
    """Return a figure's corrections, the newest first, so that sorting by date leaves those of one day so."""
    chain = sorted(figure.corrections, key=lambda correction: correction.date.order)
    return list(zip(chain, corrections_of(figure, site.facts, site.locale), strict=True))[::-1]


_RENDERERS: Final[dict[str, Callable[[Block, SiteContext, PageState], Markup]]] = {
    "timeline": _timeline,
    "figures": _figures,
    "events": _events_register,
    "sources": _sources,
    "notes": _notes,
    "facts": _facts,
    "chart": _chart,
    "dispute": _dispute,
    "corrections": _corrections,
    "coverage": render_coverage,
}
