"""Bars: one place a date (or a name), time running down, so that each bar has room for its number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import altair as alt

from ..axes import Axis, number, numbers
from ..frame import GAP, Json, Sketch, at, by_series, dashed, data, first_of_each, named, painted, widest
from ..locales import read_locale
from ..look import LINE, SIZE, TEXT, colours, ink, ranks
from ..places import SLOT, Column, arrange, zero_line
from ..table import ChartTable, Row
from ..text import wrap

_NUMBER = 0.42
"""Part of the picture that numbers may take at its right; a longer one has several lines."""
_THIN = 0.82
"""Part of its slot that a bar fills."""


def bar_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a bar chart `full` pixels wide, grouped by date where there are several series."""
    room = full * _NUMBER
    texts = {row.fact: wrap(row.mark_text, SIZE, room) for row in table.rows}
    slot = max(SLOT, LINE * max(map(len, texts.values())) + 1)
    right = widest(line for lines in texts.values() for line in lines)
    dates = [(row.start, row.end) for row in table.rows if row.start]
    grouped = len(set(dates)) < len(dates)
    series = by_series(table.rows)
    # A chart of one series says what it counts above the bars, unless its places are named for it.
    legend = grouped or (len(series) == 1 and bool(dates))
    column = arrange(table, full, slot=slot, right=right, legend=first_of_each(table.rows) if legend else ())
    axis = value_axis(table, column)
    paint, rank = colours(table), ranks(table.rows)
    bars = []
    for place in column.places:
        for n, row in enumerate(place.rows):
            # A bar with its own name beside it need not differ in shade.
            look = ink(row, paint[row.side], rank[row.series] if row.start else 0, tint=True)
            middle = place.first + n * column.slot
            bars.append(_bar(row, middle, min(column.slot, SLOT)) | look)
            if column.numbered:
                end = axis.position(float(max(row.extent[1], Decimal(0))), column.frame.width) + GAP - 1
                for i, line in enumerate(texts[row.fact]):
                    height = middle + LINE * (i - (len(texts[row.fact]) - 1) / 2)
                    column.frame.write(line, end, height + 4.5)
    layers = bar_layers(bars, axis)
    if not column.numbered:
        column.frame.values_below(axis)
    zero_line(column, axis.position(0, column.frame.width))
    return column.frame.compose(layers)


def value_axis(table: ChartTable, column: Column) -> Axis:
    """The scale of the values: round ends with ticks, or none where each bar has its number beside it."""
    ends = [end for row in table.rows for end in row.extent]
    if not column.numbered:
        return numbers(ends, locale=read_locale(table.locale), zero=True)
    low, high = min(0.0, *map(float, ends)), max(0.0, *map(float, ends))
    return Axis(low=low, high=high if high > low else 1.0, ticks=(), texts=())


def bar_layers(bars: Sequence[Json], axis: Axis) -> list[alt.Chart]:
    """One rectangle a row, from `base` to `tip`, and whiskers where a value has a range too."""
    scale = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)
    y = at("x", "y")["y"]
    layers = [
        data(bars)
        .mark_rect(strokeWidth=1.25, opacity=1, **dashed())
        .encode(
            x=alt.X("base:Q", scale=scale, axis=None),
            x2=alt.X2("tip:Q"),
            y=y,
            y2=alt.Y2("y2:Q"),
            **named(),
            **painted(),
        )
    ]
    whiskers = [
        {"low": bar["low"], "high": bar["high"], "y": round((bar["y"] + bar["y2"]) / 2, 2)}
        for bar in bars
        if bar["whisker"]
    ]
    if whiskers:
        rule = data(whiskers).mark_rule(aria=False, stroke=TEXT, strokeWidth=1.5)
        layers.append(rule.encode(x=alt.X("low:Q", scale=scale, axis=None), x2=alt.X2("high:Q"), y=y))
    return layers


def _bar(row: Row, middle: float, slot: float) -> Json:
    """One bar, from zero to the value, or from low to high where the row states only a range."""
    low, high = row.extent
    base, tip = (low, high) if row.middle is None else (Decimal(0), row.middle)
    return bar_of(row, base, tip, middle, slot)


def bar_of(row: Row, base: Decimal, tip: Decimal, middle: float, slot: float) -> Json:
    """The datum of one bar around the middle of its slot."""
    low, high = row.extent
    half = slot * _THIN / 2
    return {
        "fact": row.fact,
        "series": row.series,
        "date": row.date_text,
        "base": number(base),
        "tip": number(tip),
        "low": number(low),
        "high": number(high),
        "whisker": row.middle is not None and low < high,
        "y": round(middle - half, 2),
        "y2": round(middle + half, 2),
    }
