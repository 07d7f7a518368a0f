"""Bars: one line a date (or a label), time running down, so that each bar has room for its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil

import altair as alt

from .axes import Axis, number, numbers
from .frame import GAP, Frame, Json, by_series, data, extent, painted, plain_axis, unique, widest
from .locales import read_locale
from .look import LINE, NEUTRAL, SIZE, TEXT, colours, ink, ranks
from .table import Annotation, ChartTable, Row
from .text import clean, width, wrap

_BAR = 17
"""Height of a bar that has its number beside it."""
_NUMBERED = 80
"""A chart of more bars than this has an axis in place of numbers; the table under it has them."""
_TALLEST = 1200
"""Height that bars without numbers share."""

_Place = tuple[str, Row | Annotation]
"""A line of the chart (its text, made unique) and one thing that stands on it."""


def bar_chart(table: ChartTable, full: int) -> Json:
    """The spec of a bar chart `full` pixels wide, grouped by date where there are several series."""
    places = _places(table, full)
    lines = list(dict.fromkeys(place for place, _ in places))
    events = {place: thing for place, thing in places if isinstance(thing, Annotation)}
    rows = [(place, thing) for place, thing in places if isinstance(thing, Row)]
    series = list(by_series(table.rows))
    grouped = len({place for place, _ in rows}) < len(rows)
    numbered = len(rows) <= _NUMBERED

    bar_lines = [line for line in lines if line not in events]
    left = widest(text for line in bar_lines for text in line.split("\n")) + 2 * GAP
    right = (widest(clean(row.value_text) for row in table.rows) if numbered else 0) + 3 * GAP
    step = max(
        _BAR * (len(series) if grouped else 1) + (9 if grouped else 5),
        LINE * max(line.count("\n") + 1 for line in lines) + 5,
    )
    frame = Frame(
        width=max(full - left - right, full / 3),
        height=step * len(lines) if numbered else min(step * len(lines), _TALLEST),
        left=left,
        right=right,
        bottom=GAP if numbered else LINE + 2 * GAP,
    )
    # A chart of one series says what it counts above the bars, unless its lines are named for it.
    named = {row.series for _, row in rows if not row.start}
    frame.header(table, legend=grouped or (len(series) == 1 and not named))
    _write_lines(frame, lines, events)
    for place, event in events.items():
        _write_event(frame, event, (lines.index(place) + 0.5) * frame.height / len(lines))
    return frame.compose(_layers(table, rows, lines, list(events), series if grouped else [], frame, numbered))


def _layers(
    table: ChartTable,
    rows: Sequence[tuple[str, Row]],
    lines: Sequence[str],
    events: Sequence[str],
    series: Sequence[str],
    frame: Frame,
    numbered: bool,
) -> list[alt.Chart]:
    """Bars, whiskers of values that have a range too, numbers, and the line at zero."""
    axis = _axis(table, numbered)
    marks = _marks(table, rows)
    # Labels of several lines make room between the bars and not thicker bars.
    apart = 0.2 if series else max(0.28, 1 - 1.3 * _BAR * len(lines) / frame.height) if numbered else 0.28
    y: Json = {"y": alt.Y("place:N", scale=_bands(lines, apart), axis=None)}
    if series:
        y["yOffset"] = alt.YOffset("series:N", scale=_bands(series, 0.12))
    x = alt.X(
        "base:Q",
        scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False),
        axis=None if numbered else plain_axis(axis, "datum.value"),
    )
    layers = [
        data(marks)
        .mark_bar(strokeWidth=1.25, opacity=1)
        .encode(x=x, x2=alt.X2("tip:Q"), description=alt.Description("fact:N"), **y, **painted())
    ]
    whiskers = [mark for mark in marks if mark["whisker"]]
    if whiskers:
        rule = data(whiskers).mark_rule(aria=False, stroke=TEXT, strokeWidth=1.5)
        layers.append(rule.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"), **y))
    if numbered:
        words = data(marks).mark_text(aria=False, align="left", dx=GAP - 1, baseline="middle")
        layers.append(words.encode(x=alt.X("end:Q"), text=alt.Text("text:N"), **y))
    # The line at zero has a gap where an event's words stand.
    cuts = [-1, *(n for n, line in enumerate(lines) if line in events), len(lines)]
    step = frame.height / len(lines)
    for before, after in pairwise(cuts):
        if after - before > 1:
            zero = axis.position(0, frame.width)
            frame.rule(x=zero, y=(before + 1) * step, y2=after * step, colour=TEXT)
    return layers


def _places(table: ChartTable, full: int) -> list[_Place]:
    """Rows and events with the line that each stands on, in order of time; the undated come last."""
    things: list[Row | Annotation] = [*table.rows, *(table.annotations if _dated(table) else ())]
    things.sort(key=lambda thing: (not thing.start, thing.start, thing.end))
    seen: set[str] = set()
    known: dict[tuple[object, int], str] = {}
    again: Counter[object] = Counter()
    found: list[_Place] = []
    for thing in things:
        if isinstance(thing, Annotation):
            found.append((unique(clean(thing.label), seen), thing))
            continue
        # Rows of one date share a line, but a series has only one bar on it.
        date_or_fact = (thing.start, thing.end) if thing.start else thing.fact
        again[date_or_fact, thing.series] += 1
        key = (date_or_fact, again[date_or_fact, thing.series])
        if key not in known:
            text = (thing.date_text or thing.start) if thing.start else thing.label
            known[key] = unique("\n".join(wrap(text, SIZE, full * 0.32)), seen)
        found.append((known[key], thing))
    return found


def _dated(table: ChartTable) -> bool:
    """Whether time runs down the chart, so that events have a place in it."""
    return all(row.start for row in table.rows)


def _marks(table: ChartTable, rows: Sequence[tuple[str, Row]]) -> list[Json]:
    """One bar a row: from zero to its value, or from low to high where it states only a range."""
    paint, rank = colours(table), ranks(table.rows)
    marks = []
    for place, row in rows:
        low, high = extent(row)
        floating = row.value is None and row.low is not None and row.high is not None
        ends = (low, high) if floating else (Decimal(0), row.value if row.value is not None else high)
        marks.append(
            {
                "fact": row.fact,
                "series": row.series,
                "place": place,
                "base": number(ends[0]),
                "tip": number(ends[1]),
                "end": number(max(high, Decimal(0))),
                "low": number(low),
                "high": number(high),
                "whisker": row.value is not None and low < high,
                "text": clean(row.value_text),
                # A bar with its own name beside it need not differ in shade.
                **ink(row, paint[row.side], rank[row.series] if row.start else 0, tint=True),
            }
        )
    return marks


def _axis(table: ChartTable, numbered: bool) -> Axis:
    """The scale of the values: round ends with ticks, or none where each bar has its number beside it."""
    ends = [end for row in table.rows for end in extent(row)]
    if not numbered:
        return numbers(ends, locale=read_locale(table.locale), zero=True)
    low, high = min(0.0, *map(float, ends)), max(0.0, *map(float, ends))
    return Axis(low=low, high=high if high > low else 1.0, ticks=(), texts=())


def _bands(domain: Sequence[str], apart: float) -> alt.Scale:
    """A scale of bands, each in the middle of an equal share, of which the part `apart` stays free."""
    return alt.Scale(type="band", domain=list(domain), paddingInner=apart, paddingOuter=apart / 2)


def _write_lines(frame: Frame, lines: Sequence[str], events: Container[str]) -> None:
    """Put each line's text beside its bars, or every so many of them where they would touch."""
    step = frame.height / len(lines)
    every = max(1, ceil(LINE / step))
    for n, line in enumerate(lines):
        if line in events or n % every:
            continue
        texts = line.split("\n")
        for i, text in enumerate(texts):
            middle = (n + 0.5) * step + LINE * (i - (len(texts) - 1) / 2)
            frame.write(text.strip("\u00a0"), -GAP, middle + 4.5, align="right")


def _write_event(frame: Frame, event: Annotation, middle: float) -> None:
    """Put an event on its line: its words, then a thin rule to the right edge."""
    text = clean(event.label)
    start = -frame.left + GAP / 2
    frame.write(text, start, middle + 4.5)
    after = start + width(text, SIZE) + 2 * GAP
    if after < frame.width:
        frame.rule(x=after, x2=frame.width, y=middle, colour=NEUTRAL)
