"""A chart's facts -> the table that is drawn, and printed below the picture: one row a mark."""

from __future__ import annotations

from pathlib import Path

from babel import Locale

from explainer.model.dates import EdtfDate
from explainer.model.facts import Facts
from explainer.model.figures import Figure
from explainer.model.kinds import Chart
from explainer.model.phrases import phrase
from explainer.model.values import Value, ValueProblem, value_of, values_of
from explainer.model.wording import date_words
from explainer.render.charts import Annotation, ChartTable, Row
from explainer.render.words import bare_words, full_words


def chart_table(chart: Chart, facts: Facts, locale: Locale, root: Path | None = None) -> ChartTable:
    """Return what a chart draws: a row for every value of its figures, in their order and by date."""
    figures = [facts.figures[id] for id in chart.figures if id in facts.figures]
    rows = [row for figure in figures for row in _rows(figure, facts, locale)]
    units = list(dict.fromkeys(figure.measure.name for figure in figures if figure.measure))
    return ChartTable(
        id=chart.id,
        title=chart.title,
        description=chart.alt or _description(figures, facts, locale),
        kind=chart.kind or "bar",
        rows=tuple(rows),
        annotations=tuple(
            Annotation(
                event=id,
                start=facts.events[id].date.days()[0],
                end=facts.events[id].date.days()[1],
                label=facts.events[id].title,
            )
            for id in chart.events
            if id in facts.events
        ),
        x_title=chart.x or "",
        y_title=chart.y or "",
        unit=", ".join(units),
        locale=str(locale),
        sides=sides_of(facts),
        draw=chart.draw or "",
        root=root if chart.draw else None,
    )


def sides_of(facts: Facts) -> tuple[str, ...]:
    """Return the sides in the order in which actors first take them: a side has one colour on every page."""
    return tuple(dict.fromkeys(actor.side for actor in facts.actors.values() if actor.side))


def chart_values(figure: Figure, facts: Facts) -> list[Value]:
    """Return the values of a figure that are drawn; a vague one has none."""
    try:
        values = [value_of(facts, figure)] if figure.derive else list(values_of(figure))
    except ValueProblem:
        return []
    return [value for value in values if value.quantity is not None]


def chart_dates(chart: Chart, facts: Facts) -> list[EdtfDate]:
    """Return the dates of all values drawn."""
    figures = [facts.figures[id] for id in chart.figures if id in facts.figures]
    return [value.date for figure in figures for value in chart_values(figure, facts) if value.date]


def _rows(figure: Figure, facts: Facts, locale: Locale) -> list[Row]:
    return [_row(figure, value, facts, locale) for value in chart_values(figure, facts)]


def _row(figure: Figure, value: Value, facts: Facts, locale: Locale) -> Row:
    quantity = value.quantity
    assert quantity is not None
    actor = facts.actors.get(value.claimant or figure.claimant or "")
    start, end = value.date.days() if value.date else ("", "")
    return Row(
        fact=value.fact,
        series=figure.id,
        label=figure.label,
        side=(actor.side or "") if actor else "",
        start=start,
        end=end,
        date_text=date_words(value.date, locale, short=True) if value.date else "",
        value=None if quantity.is_range else quantity.low,
        low=quantity.low if quantity.is_range else None,
        high=quantity.high if quantity.is_range else None,
        value_text=bare_words(value, locale),
        status=value.status or "",
    )


def _description(figures: list[Figure], facts: Facts, locale: Locale) -> str:
    """Return what the chart shows in words, from its facts: each series with its first and last value."""
    said = []
    for figure in figures:
        values = chart_values(figure, facts)
        if not values:
            continue
        dated = [value for value in values if value.date]
        if len(values) == 1 or not dated:
            said.append(f"{figure.label}: {full_words(values[0], locale)}.")
            continue
        span = phrase("of-points", locale).format(
            count=len(values), first=_said(values[0], locale), last=_said(values[-1], locale)
        )
        said.append(f"{figure.label}: {span}.")
    return " ".join(said)


def _said(value: Value, locale: Locale) -> str:
    when = f" ({date_words(value.date, locale)})" if value.date else ""
    return full_words(value, locale) + when
