"""The register of figures: a row a figure, and below it what stands behind the number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from explainer.check.freshness import is_due
from explainer.model.figures import Figure
from explainer.model.phrases import phrase
from explainer.model.values import Value, parts_of, values_of
from explainer.model.wording import date_words, number_words
from explainer.prose.blocks import Block
from explainer.render.blocks.selection import Selection, in_asked_order
from explainer.render.blocks.views import Linked, RowView, linked, places_of, row_view
from explainer.render.context import PageState, SiteContext
from explainer.render.corrections import CorrectionView, corrections_of
from explainer.render.evidence import rounded_words
from explainer.render.html import render
from explainer.render.listing import FILTERED_FROM, Facet, facet_of, facet_value
from explainer.render.words import find_value


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureRow:
    """A figure as the register shows it; what it lacks is empty."""

    figure: Figure
    id: str
    latest: RowView | None
    sort_value: str
    """The number that rows are sorted by within a unit: of a range its best one, or its lower end."""
    facets: dict[str, tuple[str, ...]]
    """What the register is narrowed by: its values of each facet."""
    points: Sequence[RowView]
    operator: str
    parts: Sequence[Linked]
    """The figures that a derived one is computed from."""
    rounded: str
    disputes: Sequence[Linked]
    corrections: Sequence[CorrectionView]
    review: str
    is_due: bool
    places: Sequence[object]

    @property
    def has_more(self) -> bool:
        """Whether anything stands behind the number."""
        said = (self.figure.counts, self.figure.note, self.operator, self.points, self.disputes, self.corrections)
        return any((*said, self.review, self.places))


def render_figures(block: Block, site: SiteContext, page: PageState) -> Markup:
    """Return the register of figures."""
    selection = Selection.of(block)
    rows = []
    for figure in site.facts.figures.values():
        value = find_value(figure, "", site.facts)
        date = value.date if value else figure.as_of
        claimants = {value.claimant for value in values_of(figure) if value.claimant}
        if selection.takes(kind=None, actors=claimants, tags=figure.tags, date=date):
            rows.append(_row(figure, value, site, page))
    return render(
        "figures",
        site.locale,
        rows=in_asked_order(rows, selection),
        facets=_facets(rows, site),
        is_listing=len(rows) >= FILTERED_FROM,
        number=lambda count: number_words(Decimal(count), site.locale),
        facet_value=facet_value,
        cite=page.cite,
        edit_of=site.edit_of,
    )


def _row(figure: Figure, value: Value | None, site: SiteContext, page: PageState) -> FigureRow:
    return FigureRow(
        figure=figure,
        id=page.claim_id(figure.id),
        latest=row_view(figure, value, site) if value else None,
        sort_value=_sort_value(value),
        facets=_facets_of(figure, value, site),
        points=[row_view(figure, point, site) for point in values_of(figure)] if figure.points else (),
        operator=figure.derive.operator if figure.derive else "",
        parts=[linked(part, site) for part in parts_of(site.facts, figure)],
        rounded=rounded_words(figure, site.locale),
        disputes=[linked(dispute, site) for dispute in site.facts.disputes_by_figure.get(figure.id, ())],
        corrections=corrections_of(figure, site.facts, site.locale),
        review=_review(figure, site),
        is_due=is_due(figure, site.today),
        places=places_of(figure, site),
    )


def _sort_value(value: Value | None) -> str:
    if value is None or value.quantity is None:
        return ""
    middle = value.quantity.middle
    return f"{value.quantity.low if middle is None else middle:f}"


def _facets_of(figure: Figure, value: Value | None, site: SiteContext) -> dict[str, tuple[str, ...]]:
    """Return what the figure is narrowed by; a series is found by the claimants and status of every point."""
    values = [*values_of(figure), *([value] if value else [])]
    actors = [site.facts.actors[one.claimant] for one in values if one.claimant in site.facts.actors]
    # A computed number is said to be computed, whatever status it takes from its parts.
    status = ["derived"] if figure.derive is not None else [one.status for one in values if one.status]
    found: dict[str, list[str]] = {
        "status": [*status],
        "claimant": [actor.id for actor in actors],
        "side": [actor.side for actor in actors if actor.side],
        "unit": [figure.measure.name] if figure.measure else [],
    }
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}


def _facets(rows: Sequence[FigureRow], site: SiteContext) -> list[Facet]:
    words: dict[str, Callable[[str], str]] = {
        "status": lambda status: phrase("derived" if status == "derived" else f"status-{status}", site.locale),
        "claimant": lambda id: site.facts.actors[id].name,
    }
    return [
        facet
        for name in ("status", "claimant", "side", "unit")
        for facet in facet_of(name, [row.facets[name] for row in rows], site.locale, words=words.get(name, str))
    ]


def _review(figure: Figure, site: SiteContext) -> str:
    """Return by when a figure is to be reviewed, in words."""
    if figure.review_by is None:
        return ""
    return phrase("review-by", site.locale).format(date=date_words(figure.review_by, site.locale))
