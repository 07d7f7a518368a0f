"""Lines, steps and running totals over time, with a point for an exact day and a span for a date known only in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import altair as alt

from ..annotations import annotate
from ..axes import Axis, dates, milliseconds, number, numbers
from ..beside import Box, Room
from ..frame import GAP, Frame, Json, Sketch, by_series, dashed, data, in_time, named, painted, widest
from ..locales import read_locale
from ..look import DASHES, LINE, PAPER, SIZE, colours, ink, ranks
from ..table import ChartTable, Row
from ..text import clean, wrap

Interpolation = Literal["linear", "step-after"]

_DIRECT = 5
"""More series than this have a legend in place of labels at their ends."""
_LINES = 5
"""A label of more lines than this stands above the plot."""
_LONE = 12
"""More lone values than this have a legend too."""


def line_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a line chart `full` pixels wide."""
    return _chart(table, full, "linear", zero=from_zero(table))


def step_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a step chart: a value holds until the next one is stated."""
    return _chart(table, full, "step-after", zero=from_zero(table))


def cumulative_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of running totals: each holds until the next value is added, and they start from nothing."""
    return _chart(table, full, "step-after", zero=True)


def from_zero(table: ChartTable) -> bool:
    """Whether the axis starts at zero: always, unless that would press the whole movement into the upper third."""
    ends = [end for row in table.rows for end in row.extent]
    return not 0 < (max(ends) - min(ends)) * 3 < max(ends)


def _chart(table: ChartTable, full: float, interpolate: Interpolation, *, zero: bool) -> Sketch:
    """The sketch of any of these kinds."""
    locale = read_locale(table.locale)
    values = numbers((end for row in table.rows for end in row.extent), locale=locale, zero=zero)
    series = by_series(in_time(own_rows(table)))
    # What is one value only has its name beside it; a line that is alone is named above the plot, where there is room.
    lone = {id: rows for id, rows in series.items() if len(rows) == 1 and len(series) > 1}
    lines = {id: rows for id, rows in series.items() if id not in lone}
    labels = {id: [clean(rows[-1].mark_text)] for id, rows in lines.items()}
    if len(lines) > 1:
        labels = {id: said + wrap(lines[id][0].label, SIZE, full * 0.24) for id, said in labels.items()}
    direct = _direct(table, lines, labels, full)
    frame = Frame(
        width=0,
        height=round(min(full * 0.72, 180 + full * 0.16)),
        left=widest(values.texts) + 2 * GAP,
        right=(widest(line for lines in labels.values() for line in lines) if direct else 0) + 4 * GAP,
        bottom=2 * LINE + 2 * GAP,
    )
    frame.width = full - frame.left - frame.right
    days = [_day(iso) for iso in table.days()]
    time = dates(days, locale=locale, length=frame.width, size=SIZE)
    frame.values_beside(values)
    frame.days_below(time)
    frame.top = LINE
    annotate(frame, table, time)
    if direct:
        _label_ends(frame, table, lines, labels, values)
    unnamed = _name_lone(frame, table, lone, lines, time, values) if lone else []
    named_above = [rows[0] for id, rows in series.items() if id in unnamed or (id in lines and _above(lines, direct))]
    frame.header(table, legend=named_above, strokes=True)
    return frame.compose(_layers(table, lines, interpolate, time, values))


def _above(lines: dict[str, list[Row]], direct: bool) -> bool:
    """Whether lines are named above the plot."""
    return not direct or len(lines) == 1


def own_rows(table: ChartTable) -> list[Row]:
    """The rows of the chart's own figures, without other sides' counts."""
    return [row for row in table.rows if not row.against]


def _layers(
    table: ChartTable, series: dict[str, list[Row]], interpolate: Interpolation, time: Axis, values: Axis
) -> list[alt.Chart]:
    """The lines, then one mark a row above them."""
    x = alt.X("start:T", scale=alt.Scale(type="utc", domain=[time.low, time.high], nice=False), axis=None)
    scale = alt.Scale(domain=[values.low, values.high], nice=False, zero=False)
    y = alt.Y("value:Q", scale=scale, axis=None)
    paint, rank = colours(table), ranks(table.rows)
    layers = []
    for id, rows in series.items():
        path = [
            {"start": iso, "value": number(row.middle), "series": id}
            for row in rows
            if row.middle is not None
            for iso in dict.fromkeys((row.start, row.end))
        ]
        if len(path) > 1:
            line = data(path).mark_line(
                aria=False,
                interpolate=interpolate,
                stroke=paint[rows[0].side],
                strokeWidth=2,
                strokeDash=list(DASHES[min(rank[id], 2)]),
            )
            layers.append(line.encode(x=x, y=y))
    return layers + mark_layers(table, x, y)


def mark_layers(table: ChartTable, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """One mark a row: a point, a span of days, a range of values, or a box of both."""
    layers = []
    few = len(table.rows) <= 60
    for (shape, form), marks in _marks(table).items():
        chart = data(marks)
        position: Json = {"x": x, "y": y, **named()}
        if shape == "point":
            point = chart.mark_point(shape=form, size=46 if few else 14, strokeWidth=1.75, opacity=1)
            layers.append(point.encode(**position, **painted()))
        elif shape == "box":
            box = chart.mark_rect(strokeWidth=1.25, opacity=1, **dashed())
            layers.append(box.encode(**position, x2=alt.X2("end:T"), y2=alt.Y2("high:Q"), **painted()))
        else:
            layers += _strokes(shape, marks, x, y)
    return layers


def _strokes(shape: str, marks: list[Json], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Spans of days, which lie, or ranges of values, which stand: thick strokes, hollow or pale as points are."""
    ends: Json = {"x": x, "y": y} | ({"x2": alt.X2("end:T")} if shape == "span" else {"y2": alt.Y2("high:Q")})
    # Round ends would close the gaps of a dashed range; those of a span do not, as a diamond says that it is disputed.
    cap: Literal["round", "butt"] = "round" if shape == "span" else "butt"
    outer = data(marks).mark_rule(strokeWidth=6, strokeCap=cap, opacity=1, **dashed())
    layers = [outer.encode(**ends, **named(), stroke=alt.Stroke("stroke:N", scale=None))]
    open_ones = [mark for mark in marks if mark["ink"] < 1 or mark["fill"] == PAPER]
    if open_ones:
        paper = data(open_ones).mark_rule(aria=False, stroke=PAPER, strokeWidth=3, strokeCap=cap, opacity=1)
        within = data(open_ones).mark_rule(aria=False, strokeWidth=3, strokeCap=cap)
        fill = {"stroke": alt.Stroke("fill:N", scale=None), "strokeOpacity": alt.StrokeOpacity("ink:Q", scale=None)}
        layers += [paper.encode(**ends), within.encode(**ends, **fill)]
    best = [mark | {"value": mark["best"]} for mark in marks if mark["best"] is not None]
    if best:
        tick = data(best).mark_tick(aria=False, orient="horizontal", size=13, thickness=2, opacity=1)
        layers.append(tick.encode(x=x, y=y, color=alt.Color("stroke:N", scale=None)))
    # Not in the middle of a range, where it would be read as a number that nobody gave.
    disputed = [mark | {"start": mark["middle"]} for mark in marks if mark["disputed"] and shape == "span"]
    if disputed:
        diamond = data(disputed).mark_point(aria=False, shape="diamond", size=46, strokeWidth=1.75, opacity=1)
        layers.append(diamond.encode(x=x, y=y, stroke=alt.Stroke("stroke:N", scale=None), fill=alt.value(PAPER)))
    return layers


def _marks(table: ChartTable) -> dict[tuple[str, str], list[Json]]:
    """The rows' data by shape and, of points, by form: a disputed one is a diamond."""
    paint = colours(table)
    marks: dict[tuple[str, str], list[Json]] = {}
    for row in table.rows:
        low, high = row.extent
        exact = low == high
        shape = ("point" if exact else "range") if row.start == row.end else ("span" if exact else "box")
        form = "diamond" if row.disputed and shape == "point" else "circle"
        # A point's form says that it is disputed; dashes would only fray it.
        look = ink(replace(row, disputed=row.disputed and shape in ("box", "range")), paint[row.side])
        marks.setdefault((shape, form), []).append(
            {
                "fact": row.fact,
                "start": row.start,
                "end": row.end,
                "value": number(low),
                "high": number(high),
                "best": None if row.middle is None or exact else number(row.middle),
                "disputed": row.disputed,
                "middle": _between(row.start, row.end),
                **look,
            }
        )
    return marks


def _direct(table: ChartTable, lines: dict[str, list[Row]], labels: dict[str, list[str]], full: float) -> bool:
    """Whether labels at the lines' ends say which is which: few, short, and all ends near the edge."""
    if max(map(len, labels.values()), default=0) > _LINES:
        return False
    if len(labels) > _DIRECT or widest(line for lines in labels.values() for line in lines) > full * 0.32:
        return False
    last = [max(_day(row.end) for row in rows) for rows in lines.values()]
    days = [_day(day) for row in own_rows(table) for day in (row.start, row.end)]
    near = (max(days) - min(days)) * 0.12
    return all(max(days) - day <= near for day in last)


def _label_ends(
    frame: Frame, table: ChartTable, series: dict[str, list[Row]], labels: dict[str, list[str]], axis: Axis
) -> None:
    """Write each series' last value and its label beside its end, moved apart where they would touch."""
    paint = colours(table)
    blocks = []
    for id, rows in series.items():
        low, high = rows[-1].extent
        middle = frame.height - axis.position(float((low + high) / 2), frame.height)
        blocks.append((middle, labels[id], paint[rows[0].side]))
    blocks.sort(key=lambda block: block[0])
    floor = -LINE / 2
    tops = []
    for middle, lines, _ in blocks:
        floor = max(floor, middle - LINE / 2)
        tops.append(floor)
        floor += LINE * len(lines) + 4
    # What was pushed below the plot goes back up, the lowest first.
    ceiling = frame.height + GAP
    for i in reversed(range(len(blocks))):
        tops[i] = min(tops[i], ceiling - LINE * len(blocks[i][1]))
        ceiling = tops[i] - 4
    for top, (_, lines, colour) in zip(tops, blocks, strict=True):
        for n, line in enumerate(lines):
            frame.write(line, frame.width + GAP, top + LINE * (n + 0.8), colour=colour)


def _name_lone(
    frame: Frame,
    table: ChartTable,
    lone: dict[str, list[Row]],
    lines: dict[str, list[Row]],
    time: Axis,
    values: Axis,
) -> list[str]:
    """Write who says each lone value beside it; the series for which there is no room."""
    paint = colours(table)
    room = Room(frame=frame)

    def box(row: Row) -> Box:
        low, high = row.extent
        ends = [time.position(milliseconds(_day(iso)), frame.width) for iso in (row.start, row.end)]
        heights = [frame.height - values.position(float(value), frame.height) for value in (high, low)]
        return Box(left=ends[0], top=heights[0], right=ends[1], bottom=heights[1]).grown(GAP / 2 + 1)

    room.taken += [box(row) for row in table.rows]
    for event in table.annotations:
        x = time.position(milliseconds(_day(event.start)), frame.width)
        room.taken.append(Box(left=x, top=0, right=x, bottom=frame.height).grown(1))
    for rows in lines.values():
        boxes = [box(row) for row in rows]
        room.take_line(((each.left + each.right) / 2, (each.top + each.bottom) / 2) for each in boxes)
    unnamed = []
    for id, (row,) in lone.items():
        name = row.claimant or row.label
        widths = [(frame.left + frame.width) * part for part in (0.3, 0.45, 0.2)]
        # A name is not broken within its words: then rather a legend.
        tried = (wrap(name, SIZE, wide) for wide in widths if widest(name.split(" ")) <= wide)
        if len(lone) > _LONE or not any(room.write(words, box(row), paint[row.side]) for words in tried):
            unnamed.append(id)
    return unnamed


def _between(start: str, end: str) -> str:
    """The day in the middle of two."""
    return (_day(start) + (_day(end) - _day(start)) // 2).isoformat()


def _day(iso: str) -> date:
    """The day that an ISO text names."""
    return date.fromisoformat(iso)
