"""Lines and steps over time, with a point for an exact day and a span for a date known only in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from typing import Literal

import altair as alt

from .axes import Axis, dates, milliseconds, number, numbers
from .frame import GAP, Frame, Json, by_series, data, extent, painted, plain_axis, widest
from .locales import read_locale
from .look import DASHES, LINE, NEUTRAL, SIZE, colours, ink, ranks
from .table import ChartTable, Row
from .text import clean, wrap

_DIRECT = 5
"""More series than this have a legend in place of labels at their ends."""

_TRIED = 6
"""Up to this many events, words are tried on both sides of their rules; beyond, they stand to the right."""


def line_chart(table: ChartTable, full: int) -> Json:
    """The spec of a line chart `full` pixels wide."""
    return _chart(table, full, "linear")


def step_chart(table: ChartTable, full: int) -> Json:
    """The spec of a step chart: a value holds until the next one is stated."""
    return _chart(table, full, "step-after")


def _chart(table: ChartTable, full: int, interpolate: Literal["linear", "step-after"]) -> Json:
    """The spec of either kind."""
    locale = read_locale(table.locale)
    ends = [end for row in table.rows for end in extent(row)]
    # From zero, unless that would press the whole movement into the upper third.
    zero = not 0 < (max(ends) - min(ends)) * 3 < max(ends)
    value_axis = numbers(ends, locale=locale, zero=zero)
    labels = {
        series: [clean(rows[-1].value_text), *wrap(rows[0].label, SIZE, full * 0.24)]
        for series, rows in by_series(_in_time(table.rows)).items()
    }
    direct = _direct(table, labels, full)
    frame = Frame(
        width=0,
        height=round(full * 0.46),
        left=widest(value_axis.texts) + 2 * GAP,
        right=(widest(line for lines in labels.values() for line in lines) if direct else 0) + 4 * GAP,
        bottom=2 * LINE + 2 * GAP,
    )
    frame.width = full - frame.left - frame.right
    days = [_day(iso) for iso in table.days()]
    time_axis = dates(days, locale=locale, length=frame.width, size=SIZE)
    frame.top = LINE
    _annotate(frame, table, time_axis)
    if direct:
        _label_ends(frame, table, labels, value_axis)
    frame.header(table, legend=not direct, strokes=True)
    return frame.compose(_layers(table, interpolate, time_axis, value_axis))


def _layers(
    table: ChartTable, interpolate: Literal["linear", "step-after"], time_axis: Axis, value_axis: Axis
) -> list[alt.Chart]:
    """The lines, then one mark a row above them."""
    x = alt.X(
        "start:T",
        scale=alt.Scale(type="utc", domain=[time_axis.low, time_axis.high], nice=False),
        axis=plain_axis(time_axis, "time(datum.value)"),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[value_axis.low, value_axis.high], nice=False, zero=False),
        axis=plain_axis(value_axis, "datum.value"),
    )
    paint, rank = colours(table), ranks(table.rows)
    layers = []
    for series, rows in by_series(_in_time(table.rows)).items():
        path = [
            {"start": iso, "value": number(row.value)}
            for row in rows
            if row.value is not None
            for iso in dict.fromkeys((row.start, row.end))
        ]
        if len(path) > 1:
            dash = list(DASHES[min(rank[series], 2)])
            line = data(path).mark_line(
                aria=False,
                interpolate=interpolate,
                stroke=paint[rows[0].side],
                strokeWidth=2,
                strokeDash=dash,
            )
            layers.append(line.encode(x=x, y=y))
    for shape, marks in _marks(table).items():
        chart = data(marks)
        position: Json = {"x": x, "y": y, "description": alt.Description("fact:N")}
        if shape == "point":
            size = 46 if len(marks) <= 60 else 14
            layers.append(chart.mark_point(size=size, strokeWidth=1.75, opacity=1).encode(**position, **painted()))
        elif shape == "box":
            box = chart.mark_rect(strokeWidth=1.25, opacity=1)
            layers.append(box.encode(**position, x2=alt.X2("end:T"), y2=alt.Y2("high:Q"), **painted()))
        else:
            # A span of days lies, a range of values stands.
            rule = chart.mark_rule(strokeWidth=5, strokeCap="round", opacity=1)
            other: Json = {"x2": alt.X2("end:T")} if shape == "span" else {"y2": alt.Y2("high:Q")}
            layers.append(rule.encode(**position, **other, stroke=alt.Stroke("stroke:N", scale=None)))
            if shape == "span":
                # The paper within makes a claimed span hollow, as a claimed point is.
                within = chart.mark_rule(aria=False, strokeWidth=2, strokeCap="round", opacity=1)
                layers.append(within.encode(x=x, y=y, x2=alt.X2("end:T"), stroke=alt.Stroke("fill:N", scale=None)))
    return layers


def _marks(table: ChartTable) -> dict[str, list[Json]]:
    """One mark a row, by shape: a point, a span of days, a range of values, or a box of both."""
    paint = colours(table)
    marks: dict[str, list[Json]] = {}
    for row in table.rows:
        low, high = extent(row)
        exact = row.value is not None or low == high
        shape = ("point" if exact else "range") if row.start == row.end else ("span" if exact else "box")
        value = {"value": number(row.value)} if row.value is not None else {"value": number(low)}
        marks.setdefault(shape, []).append(
            {
                "fact": row.fact,
                "start": row.start,
                "end": row.end,
                **value,
                "high": number(high),
                **ink(row, paint[row.side]),
            }
        )
    return marks


def _direct(table: ChartTable, labels: dict[str, list[str]], full: int) -> bool:
    """Whether labels at the lines' ends say which is which: few, short, and all ends near the edge."""
    if len(labels) > _DIRECT or widest(line for lines in labels.values() for line in lines) > full * 0.32:
        return False
    last = {series: max(_day(row.end) for row in rows) for series, rows in by_series(table.rows).items()}
    first = min(_day(row.start) for row in table.rows)
    span = max(last.values()) - first
    return all(max(last.values()) - day <= span * 0.12 for day in last.values())


def _label_ends(frame: Frame, table: ChartTable, labels: dict[str, list[str]], axis: Axis) -> None:
    """Write each series' last value and its label beside its end, moved apart where they would touch."""
    paint = colours(table)
    blocks = []
    for series, rows in by_series(_in_time(table.rows)).items():
        low, high = extent(rows[-1])
        middle = frame.height - axis.position(float((low + high) / 2), frame.height)
        blocks.append((middle, labels[series], paint[rows[0].side]))
    blocks.sort(key=lambda block: block[0])
    floor = -LINE / 2
    tops = []
    for middle, lines, _ in blocks:
        floor = max(floor, middle - LINE / 2)
        tops.append(floor)
        floor += LINE * len(lines) + 4
    # What was pushed below the plot goes back up, the lowest first.
    ceiling = frame.height + LINE
    for i in reversed(range(len(blocks))):
        tops[i] = min(tops[i], ceiling - LINE * len(blocks[i][1]))
        ceiling = tops[i] - 4
    for top, (_, lines, colour) in zip(tops, blocks, strict=True):
        for n, line in enumerate(lines):
            frame.write(line, frame.width + GAP, top + LINE * (n + 0.8), colour=colour)


def _annotate(frame: Frame, table: ChartTable, axis: Axis) -> None:
    """Draw each event as a rule with its words above the plot, one above the other where they would touch."""
    edge = frame.width + frame.right
    # From the right to the left, so that most words can stand right of their rule.
    events = sorted(table.annotations, key=lambda event: (event.start, event.event), reverse=True)
    choices = []
    for event in events:
        x = axis.position(milliseconds(_day(event.start)), frame.width)
        lines = wrap(event.label, SIZE, 150)
        wide = widest(lines) + GAP
        right = _Words(x=x, low=x - 2, high=x + wide, lines=tuple(lines), align="left")
        left = _Words(x=x, low=x - wide, high=x + 2, lines=tuple(lines), align="right")
        fitting = [words for words in (right, left) if -frame.left <= words.low and words.high <= edge]
        choices.append(fitting or [right])
    if len(events) > _TRIED:
        choices = [fitting[:1] for fitting in choices]
    for words in min(map(_stack, product(*choices)), key=_clutter):
        for n, line in enumerate(reversed(words.lines)):
            frame.write(line, words.x, -GAP - 2 - LINE * (words.lane + n), align=words.align)
        frame.top = max(frame.top, LINE * (words.lane + len(words.lines)) + GAP)
        frame.rule(x=words.x, y=2 - GAP - LINE * words.lane, y2=frame.height, colour=NEUTRAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Words:
    """An event's words above the plot, `low` to `high`, `lines` lines up from `lane`; its rule at `x`."""

    x: float
    low: float
    high: float
    lines: tuple[str, ...]
    align: Literal["left", "right"]
    lane: int = 0

    def lift(self, others: Sequence[_Words]) -> _Words:
        """The same words in the lowest lane where neither they nor their rule meet the others.

        Where rules cross words in every lane, as with events of one day, it is enough that no words touch.
        """
        lanes = [replace(self, lane=lane) for lane in range(sum(len(other.lines) for other in others) + 1)]
        clear = (words for words in lanes if not any(words.meets(o) or o.meets(words) for o in others))
        apart = (words for words in lanes if not any(words._touches(other) for other in others))
        return next(clear, None) or next(apart)

    def meets(self, other: _Words) -> bool:
        """Whether these words touch the other's, or the other's rule runs through these."""
        return self._touches(other) or (self.low < other.x < self.high and self.lane < other.lane)

    def _touches(self, other: _Words) -> bool:
        """Whether these words and the other's share a place."""
        apart = self.lane >= other.lane + len(other.lines) or other.lane >= self.lane + len(self.lines)
        return self.low < other.high and other.low < self.high and not apart


def _stack(words: Sequence[_Words]) -> list[_Words]:
    """The words in lanes, each in the lowest that those before it leave free."""
    stacked: list[_Words] = []
    for one in words:
        stacked.append(one.lift(stacked))
    return stacked


def _clutter(stacked: Sequence[_Words]) -> tuple[int, int, int]:
    """How hard the words are to read: crossings first, then height, then words left of their rule."""
    crossings = sum(a.meets(b) + b.meets(a) for a, b in combinations(stacked, 2))
    height = max((words.lane + len(words.lines) for words in stacked), default=0)
    return crossings, height, sum(words.align == "right" for words in stacked)


def _in_time(rows: Sequence[Row]) -> list[Row]:
    """The rows by date; ties keep their order."""
    return sorted(rows, key=lambda row: (row.start, row.end))


def _day(iso: str) -> date:
    """The day that an ISO text names."""
    return date.fromisoformat(iso)
