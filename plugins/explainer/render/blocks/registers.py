"""The registers: blocks that list all figures, events, sources or notes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from markupsafe import Markup

from explainer.check.freshness import is_due
from explainer.model.figures import Figure
from explainer.model.kinds import Source
from explainer.model.phrases import phrase
from explainer.model.values import values_of
from explainer.model.wording import date_words, number_words
from explainer.prose.blocks import Block
from explainer.render.blocks.selection import Selection, in_asked_order, selected_events
from explainer.render.blocks.views import entry_view, places_of, row_view, used_by
from explainer.render.context import PageState, SiteContext
from explainer.render.evidence import source_view
from explainer.render.html import render
from explainer.render.words import find_value


def render_figures(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of figures."""
    selection = Selection.of(block)
    rows = []
    for figure in site.facts.figures.values():
        value = find_value(figure, "", site.facts)
        date = value.date if value else figure.as_of
        claimants = {value.claimant for value in values_of(figure) if value.claimant}
        if not selection.takes(kind=None, actors=claimants, tags=figure.tags, date=date):
            continue
        points = [row_view(figure, value, site) for value in values_of(figure)] if figure.points else []
        latest = row_view(figure, value, site) if value and not points else None
        rows.append((figure, page.claim_id(figure.id), latest, points, _review(figure, site), places_of(figure, site)))
    return render("figures", site.locale, rows=in_asked_order(rows, selection), cite=page.cite, edit_of=site.edit_of)


def _review(figure: Figure, site: SiteContext) -> tuple[str, bool]:
    """Return by when a figure is to be reviewed, in words, and whether that day is over."""
    if figure.review_by is None:
        return "", False
    words = phrase("review-by", site.locale).format(date=date_words(figure.review_by, site.locale))
    return words, is_due(figure, site.today)


def render_events(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of events."""
    rows = [(entry_view(event, site, page), places_of(event, site)) for event in selected_events(block, site)]
    return render("events", site.locale, rows=rows, cite=page.cite, edit_of=site.edit_of)


def render_sources(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of sources, by publisher and date."""
    selection = Selection.of(block)
    rows = [
        (
            source_view(source, site.facts, site.locale),
            page.claim_id(source.id),
            places_of(source, site),
            used_by(source, site),
        )
        for source in sorted(site.facts.sources.values(), key=_by_publisher)
        if selection.takes(kind=source.kind, actors=(), tags=(), date=source.published)
    ]
    stands = Counter(source.stands_with for source, *_ in rows)
    return render(
        "sources",
        site.locale,
        edit_of=site.edit_of,
        rows=in_asked_order(rows, selection),
        stands=[(stand, number_words(Decimal(count), site.locale)) for stand, count in stands.most_common()],
    )


def _by_publisher(source: Source) -> tuple[str, object, str]:
    nothing = ((9999, 12, 31, 0), (9999, 12, 31, 0))
    name = source.publisher or source.title or ""
    return name.casefold(), source.published.order if source.published else nothing, source.id


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
        inline=page.inline,
        cite=page.cite,
        edit_of=site.edit_of,
    )
