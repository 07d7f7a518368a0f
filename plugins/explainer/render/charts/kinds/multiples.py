"""Small multiples: one small panel a figure, all with the same scale of values and the same days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import altair as alt
from babel.numbers import format_decimal

from ..axes import Axis, dates, milliseconds, number, numbers
from ..frame import GAP, Frame, Json, Sketch, at, by_series, dashed, data, in_time, named, optional, painted, widest
from ..locales import read_locale
from ..look import GRID, LINE, NEUTRAL, SIZE, TEXT, colours, ink
from ..table import ChartTable, Row
from ..text import clean, width, wrap
from .lines import from_zero

_HEIGHT = 104
"""Height of a panel's plot; six steps of the values have room beside it."""
_ONE_BELOW_THE_OTHER = 3
"""So many panels at most stand one below the other in a narrow picture."""
_NARROW = 480


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grid:
    """Where panels stand; pixels of the frame, the first panel's plot beginning at the left edge of it."""

    columns: int
    wide: float
    """Width of a panel's plot."""
    gap: float
    """Between two columns."""
    values: Axis
    time: Axis

    def x(self, iso: str) -> float:
        """How far right in its panel a day stands."""
        return self.time.position(milliseconds(date.fromisoformat(iso)), self.wide)

    def y(self, value: float) -> float:
        """How far down in its panel a value stands."""
        return _HEIGHT - self.values.position(value, _HEIGHT)


@dataclass(kw_only=True, slots=True)
class _Panel:
    """A figure's rows with those of other sides, and what stands above its plot."""

    rows: list[Row]
    others: list[Row]
    heads: list[tuple[str, str]] = field(default_factory=list)
    """Lines above the plot, with their colours."""
    left: float = 0
    top: float = 0


def multiples_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of small multiples `full` pixels wide."""
    panels = _panels(table)
    frame = Frame(width=0, height=0, left=0, right=3 * GAP)
    grid = _grid(table, len(panels), full, frame)
    paint = colours(table)
    events = sorted(table.annotations, key=lambda event: (event.start, event.event))
    marked = [(grid.x(event.start), format_decimal(n, locale=table.locale)) for n, event in enumerate(events, 1)]
    band = LINE if len(marked) > 1 else GAP / 2
    _place(panels, grid, frame, paint, band)
    for n, panel in enumerate(panels):
        _draw_axes(frame, panel, grid, is_first=n % grid.columns == 0, is_last=n + grid.columns >= len(panels))
        _write_head(frame, panel, band)
        _draw_events(frame, panel, grid, marked)
    _name_events(frame, [event.label for event in events], full)
    frame.header(table)
    return frame.compose(_layers(panels, grid, paint, few=len(table.rows) <= 400))


def _panels(table: ChartTable) -> list[_Panel]:
    """One panel a figure; another side's count stands in the panel of the value that it contradicts."""
    own = by_series(in_time(row for row in table.rows if not row.against))
    series = {row.fact: row.series for rows in own.values() for row in rows}
    panels = {id: _Panel(rows=rows, others=[]) for id, rows in own.items()}
    for row in in_time(row for row in table.rows if row.against):
        id = series.get(row.against)
        if id is None:
            # What it contradicts is not drawn, so it has a panel of its own.
            panels.setdefault(row.series, _Panel(rows=[], others=[])).rows.append(row)
        else:
            panels[id].others.append(row)
    return list(panels.values())


def _grid(table: ChartTable, count: int, full: float, frame: Frame) -> _Grid:
    """As many columns as are wide enough to read, and both axes, which all panels share."""
    locale = read_locale(table.locale)
    values = numbers((end for row in table.rows for end in row.extent), locale=locale, zero=from_zero(table))
    days = [date.fromisoformat(iso) for iso in table.days()]
    narrow = full < _NARROW
    columns = (1 if count <= _ONE_BELOW_THE_OTHER else 2) if narrow else min(count, 2 if count == 4 else 3)
    frame.left = widest(values.texts) + 2 * GAP
    gap = 4.0 * GAP
    for _ in range(2):
        wide = (full - frame.left - frame.right - (columns - 1) * gap) / columns
        time = dates(days, locale=locale, length=wide, size=SIZE)
        # Half a date stands beyond the edge of a panel at most, and must not touch its neighbour's.
        half = widest(line for text in time.texts for line in text.split("\n")) / 2
        frame.left, frame.right, gap = (max(frame.left, half + 1), max(frame.right, half + 1), max(gap, 2 * half + GAP))
    wide = (full - frame.left - frame.right - (columns - 1) * gap) / columns
    return _Grid(columns=columns, wide=wide, gap=gap, values=values, time=time)


def _place(panels: Sequence[_Panel], grid: _Grid, frame: Frame, paint: dict[str, str], band: float) -> None:
    """Give each panel its head and its place, and the frame its size."""
    below = 3 + LINE * max((text.count("\n") + 1 for text in grid.time.texts), default=0)
    top = 0.0
    for start in range(0, len(panels), grid.columns):
        line = panels[start : start + grid.columns]
        for panel in line:
            panel.heads = list(_head(panel, grid, frame, paint))
        head = LINE * max(len(panel.heads) for panel in line) + band + GAP / 2
        for n, panel in enumerate(line):
            panel.left, panel.top = n * (grid.wide + grid.gap), top + head
        # A column may end above the last line, and has its dates there.
        last = start + 2 * grid.columns > len(panels)
        top += head + _HEIGHT + (below if last else 0) + 2 * GAP
    frame.width = grid.columns * grid.wide + (grid.columns - 1) * grid.gap
    frame.height = top - 2 * GAP
    frame.bottom = 2 * GAP


def _head(panel: _Panel, grid: _Grid, frame: Frame, paint: dict[str, str]) -> Iterable[tuple[str, str]]:
    """What stands over a panel: the figure and its last value, and so for each other side."""
    room = grid.wide + min(grid.gap, frame.right) - GAP
    for rows in (panel.rows, *by_series(panel.others).values()):
        last = rows[-1]
        colour = paint[last.side]
        for line in wrap(last.label, SIZE, room):
            yield line, (TEXT if rows is panel.rows else colour)
        for line in wrap(last.mark_text, SIZE, room):
            yield line, colour


def _write_head(frame: Frame, panel: _Panel, band: float) -> None:
    """Write a panel's head so that it ends right above its plot."""
    for n, (line, colour) in enumerate(reversed(panel.heads)):
        frame.write(line, panel.left, panel.top - band - GAP / 2 - LINE * n, colour=colour)


def _draw_axes(frame: Frame, panel: _Panel, grid: _Grid, *, is_first: bool, is_last: bool) -> None:
    """Draw a panel's rules, with numbers left of the first column and dates below the last panel of each."""
    for tick, text in zip(grid.values.ticks, grid.values.texts, strict=True):
        y = panel.top + grid.y(tick)
        frame.rule(x=panel.left, x2=panel.left + grid.wide, y=y, colour=TEXT if tick == 0 else GRID)
        if is_first:
            frame.write(text, -GAP, y + 4.5, align="right")
    for tick, text in zip(grid.time.ticks, grid.time.texts, strict=True):
        x = panel.left + grid.time.position(tick, grid.wide)
        frame.rule(x=x, y=panel.top + _HEIGHT, y2=panel.top + _HEIGHT + 4, colour=NEUTRAL)
        for n, line in enumerate(text.split("\n") if is_last else ()):
            frame.write(line, x, panel.top + _HEIGHT + 3 + LINE * (n + 1), align="center")


def _draw_events(frame: Frame, panel: _Panel, grid: _Grid, marked: Sequence[tuple[float, str]]) -> None:
    """Draw the events as thin rules, with their numbers above where there are several."""
    for x, _ in marked:
        frame.rule(x=panel.left + x, y=panel.top - GAP / 2, y2=panel.top + _HEIGHT, colour=NEUTRAL)
    if len(marked) < 2:
        return
    for text, middle in _merged(marked, grid.wide):
        frame.write(text, panel.left + middle, panel.top - GAP, align="center")


def _merged(marked: Sequence[tuple[float, str]], wide: float) -> list[tuple[str, float]]:
    """The events' numbers and where their middles stand; numbers that would touch are written as one."""
    groups: list[list[tuple[float, str]]] = []
    for mark in marked:
        groups.append([mark])
        while len(groups) > 1 and _reach(groups[-2], wide)[1] + GAP > _reach(groups[-1], wide)[0]:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [(_range_of(group), sum(_reach(group, wide)) / 2) for group in groups]


def _range_of(group: Sequence[tuple[float, str]]) -> str:
    """The numbers of a group: "1", "1, 2" or "1-3" with a dash."""
    first, last = group[0][1], group[-1][1]
    return first if len(group) == 1 else f"{first}, {last}" if len(group) == 2 else f"{first}\u2013{last}"


def _reach(group: Sequence[tuple[float, str]], wide: float) -> tuple[float, float]:
    """From where to where the numbers of a group are written, near to the panel's edges at most."""
    half = width(_range_of(group), SIZE) / 2
    middle = min(max((group[0][0] + group[-1][0]) / 2, half - GAP), wide + GAP - half)
    return middle - half, middle + half


def _name_events(frame: Frame, labels: Sequence[str], full: float) -> None:
    """Write what the events are above all panels, a line each, with the number that each has in the panels."""
    lines: list[tuple[str, bool]] = []
    for n, label in enumerate(labels, 1):
        words = wrap(f"{n} {clean(label)}" if len(labels) > 1 else label, SIZE, full - 4 * GAP)
        lines += [(line, i == 0) for i, line in enumerate(words)]
    start = GAP / 2 - frame.left
    for n, (line, is_first) in enumerate(reversed(lines)):
        y = -GAP - LINE * n
        frame.write(line, start + 2 * GAP, y)
        if is_first:
            frame.rule(x=start + GAP / 2, y=y - 10, y2=y + 2, colour=NEUTRAL)
    if lines:
        frame.top = GAP + LINE * len(lines)


def _layers(panels: Sequence[_Panel], grid: _Grid, paint: dict[str, str], *, few: bool) -> list[alt.Chart]:
    """The lines of all panels, then one mark a row above them."""
    paths: list[Json] = []
    solid: list[Json] = []
    points: list[Json] = []
    for panel in panels:
        path = _path(panel, grid, paint)
        paths += path if len(path) > 1 else []
        for row in (*panel.rows, *panel.others):
            mark = _mark(row, panel, grid, paint[row.side])
            (points if mark["shape"] else solid).append(mark)
    layers = []
    if paths:
        line = data(paths).mark_line(aria=False, strokeWidth=1.75)
        stroke = alt.Stroke("stroke:N", scale=None)
        layers.append(line.encode(**at("x", "y"), detail=alt.Detail("series:N"), stroke=stroke))
    if solid:
        bodies = data(solid).mark_rect(strokeWidth=1.25, cornerRadius=2, opacity=1, **dashed())
        layers.append(bodies.encode(**at("x", "y"), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), **named(), **painted()))
        best = [
            {"x": mark["x"], "x2": mark["x2"], "y": mark["best"], "stroke": mark["stroke"]}
            for mark in solid
            if mark["best"] is not None
        ]
        if best:
            rule = data(best).mark_rule(aria=False, strokeWidth=2)
            layers.append(rule.encode(**at("x", "y"), x2=alt.X2("x2:Q"), stroke=alt.Stroke("stroke:N", scale=None)))
    if points:
        marks = data(points).mark_point(size=30 if few else 10, strokeWidth=1.5 if few else 1, opacity=1)
        shape = alt.Shape("shape:N", scale=None)
        layers.append(marks.encode(**at("x", "y"), shape=shape, **named(), **painted()))
    return layers


def _path(panel: _Panel, grid: _Grid, paint: dict[str, str]) -> list[Json]:
    """The points that a panel's line goes through."""
    return [
        {
            "series": row.series,
            "x": round(panel.left + grid.x(iso), 2),
            "y": round(panel.top + grid.y(float(row.middle)), 2),
            "stroke": paint[panel.rows[0].side],
        }
        for row in panel.rows
        if row.middle is not None
        for iso in dict.fromkeys((row.start, row.end))
    ]


def _mark(row: Row, panel: _Panel, grid: _Grid, colour: str) -> Json:
    """The datum of a row: a point for one value of one day, else a box as long as the days and as high as the range."""
    low, high = row.extent
    left, right = panel.left + grid.x(row.start), panel.left + grid.x(row.end)
    bottom, top = panel.top + grid.y(float(low)), panel.top + grid.y(float(high))
    is_point = row.start == row.end and low == high
    # What has no length of its own is as thick as a line that can be hit.
    thick_x, thick_y = (2.5 if right - left < 5 else 0), (2.5 if bottom - top < 5 else 0)
    if is_point:
        thick_x = thick_y = 0
    return {
        "fact": row.fact,
        "series": row.series,
        "date": row.date_text,
        "start": row.start,
        "end": row.end,
        "value": optional(row.middle),
        "low": number(low),
        "high": number(high),
        "x": round(left - thick_x, 2),
        "x2": round(right + thick_x, 2),
        "y": round(top - thick_y, 2),
        "y2": round(bottom + thick_y, 2),
        "best": round(panel.top + grid.y(float(row.middle)), 2) if row.middle is not None and low < high else None,
        "shape": ("diamond" if row.disputed else "circle") if is_point else "",
        **ink(row, colour),
        **({"dash": [1, 0]} if is_point else {}),
    }
