"""A chart's facts -> the table that is drawn, and printed below the picture: one row a mark."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from babel import Locale

from explainer.model.dates import EdtfDate
from explainer.model.drawn import STRIP, Drawn, chart_events, dots_per, drawn_values
from explainer.model.facts import Facts
from explainer.model.kinds import Chart, Event
from explainer.model.quantities import Quantity, unit_words
from explainer.model.values import base_values
from explainer.model.wording import date_words
from explainer.render.chart_words import describe_events, describe_values, dot_words
from explainer.render.charts import Annotation, ChartTable, Row
from explainer.render.words import claimant_name, full_words, qualified_words


def chart_table(chart: Chart, facts: Facts, locale: Locale, root: Path | None = None) -> ChartTable:
    """Return what a chart draws: a row for every value of its figures in their order and by date, or every event."""
    events = chart_events(chart, facts)
    drawn = drawn_values(chart, facts)
    units = list(dict.fromkeys(mark.value.unit.name for mark in drawn if mark.value.unit))
    per = dots_per(chart, drawn)
    is_strip = chart.kind == STRIP
    if is_strip:
        rows = tuple(_event_row(event, facts, locale) for event in events)
        described = describe_events(events, locale)
    else:
        is_dated = chart.kind != "share" or any(mark.figure.points is not None for mark in drawn)
        rows = tuple(_row(mark, facts, locale, mixed=len(units) > 1, dated=is_dated) for mark in drawn)
        described = describe_values(chart, drawn, per, facts, locale)
    return ChartTable(
        id=chart.id,
        title=chart.title,
        description=chart.alt or described,
        kind=chart.kind or "bar",
        rows=rows,
        annotations=() if is_strip else tuple(_annotation(event) for event in events),
        x_title=chart.x or "",
        y_title=chart.y or "",
        unit=_many(drawn, locale) if len(units) == 1 else "",  # Else each number says its own.
        locale=str(locale),
        sides=sides_of(facts),
        per=per,
        per_text=dot_words(drawn, per, locale) if per is not None else "",
        interactive=chart.interactive,
        draw=chart.draw or "",
        root=root if chart.draw else None,
    )


def _many(drawn: Sequence[Drawn], locale: Locale) -> str:
    """Return the unit as it stands over a column of numbers: the form that a hundred has, not that of fractions."""
    unit = next(mark.value.unit for mark in drawn if mark.value.unit)
    return unit_words(Quantity.exact(Decimal(100)), unit, locale)


def sides_of(facts: Facts) -> tuple[str, ...]:
    """Return the sides in the order in which actors first take them: a side has one colour on every page."""
    return tuple(dict.fromkeys(actor.side for actor in facts.actors.values() if actor.side))


def chart_dates(chart: Chart, facts: Facts) -> list[EdtfDate]:
    """Return the dates of all values drawn; of a strip, those of its events."""
    if chart.kind == STRIP:
        return [event.date for event in chart_events(chart, facts)]
    return [mark.value.date for mark in drawn_values(chart, facts) if mark.value.date]


def _annotation(event: Event) -> Annotation:
    start, end = event.date.days()
    return Annotation(event=event.id, start=start, end=end, label=event.title)


def _event_row(event: Event, facts: Facts, locale: Locale) -> Row:
    actor = facts.actors.get(event.claimant or "")
    start, end = event.date.days()
    return Row(
        fact=event.id,
        series=event.kind or "",
        label=event.kind or "",
        side=(actor.side or "") if actor else "",
        claimant=actor.name if actor else "",
        start=start,
        end=end,
        date_text=date_words(event.date, locale, short=True),
        value_text=event.title,
        status=event.status or "",
        disputed=event.status == "disputed",
    )


def _row(mark: Drawn, facts: Facts, locale: Locale, *, mixed: bool, dated: bool) -> Row:
    """Return the row of a mark.

    Where the chart has several units (`mixed`), each number says its own. Parts of one whole are not `dated`: they are
    drawn together, whatever day each of them is of.
    """
    value, quantity, extent = mark.value, mark.quantity, mark.extent
    start, end = value.date.days() if value.date and dated else ("", "")
    words = full_words if mixed else qualified_words
    return Row(
        fact=value.fact,
        series=mark.figure.id,
        label=mark.figure.label,
        side=_side(mark, facts),
        claimant=claimant_name(value, facts),
        start=start,
        end=end,
        date_text=date_words(value.date, locale, short=True) if value.date else "",
        value=quantity.middle,
        low=quantity.low if quantity.is_range else None,
        high=quantity.high if quantity.is_range else None,
        value_text=words(value, locale),
        drawn=extent.middle if extent else None,
        drawn_low=extent.low if extent and extent.is_range else None,
        drawn_high=extent.high if extent and extent.is_range else None,
        drawn_text=words(mark.computed, locale) if mark.computed else "",
        status=value.status or "",
        disputed=mark.disputed,
        against=mark.against,
    )


def _side(mark: Drawn, facts: Facts) -> str:
    """Return the side that says a number; of a computed one, the side that says all of what it is computed from."""
    values = base_values(facts, mark.figure) if mark.figure.derive and not mark.value.claimant else (mark.value,)
    actors = [facts.actors.get(value.claimant or "") for value in values]
    sides = {(actor.side if actor else None) or "" for actor in actors}
    return sides.pop() if len(sides) == 1 else ""
