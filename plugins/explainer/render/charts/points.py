"""Values read against an axis below them: points for exact values, whiskers for ranges, and room for their numbers.

Shared by dots and ranges, in which dates or names run down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt

from .axes import Axis, number
from .frame import Json, at, dashed, data, named, optional, painted
from .look import LINE, NEUTRAL, SIZE, ink
from .places import Column, Place
from .table import ChartTable, Row
from .text import clean, width

PAD = 9
"""Pixels from the middle of a point to its number."""
SHAPES = ("circle", "square", "triangle-up", "triangle-down", "cross", "triangle-right")
"""Series of one side share its colour and differ in their points' shapes; the diamond is for what is disputed."""
_MARGIN = 15
"""Room right of the plot that `arrange` leaves in any case, but for a gap at the edge."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A number beside a mark: where that ends, as a part of the axis, and how wide the number is."""

    end: float
    wide: float
    leftward: bool = False
    """Whether it stands left of the end, and not right."""


def name_places(table: ChartTable, *, series: int) -> ChartTable:
    """The table for `arrange`, with the rows named and not dated where dates alone would not tell them apart.

    Dates are places for up to that many `series` of the chart's own, unless each of these has one value only. A name
    says the date too, where the dates differ.
    """
    own = [row for row in table.rows if not row.against]
    ids = {row.series for row in own}
    if len(ids) <= series and len(ids) < len(own):
        return table
    differ = len({row.date_text for row in table.rows}) > 1
    rows = tuple(replace(row, start="", end="", label=_name(row) if differ else row.label) for row in table.rows)
    return replace(table, rows=rows, annotations=())


def _name(row: Row) -> str:
    """The row's label with its date, unless the label says that."""
    said = not row.date_text or row.date_text.casefold() in row.label.casefold()
    return row.label if said else f"{row.label}, " + row.date_text.replace(" ", "\u00a0")


def thinned(axis: Axis, length: float) -> Axis:
    """The axis with as many of its numbers as do not touch on that many pixels, its ends among them."""
    steps = len(axis.ticks) - 1
    halves = [width(text, SIZE) / 2 + 4 for text in axis.texts]
    for every in (n for n in range(1, steps + 1) if not steps % n):
        kept = range(0, steps + 1, every)
        places = [axis.position(axis.ticks[n], length) for n in kept]
        if all(places[i + 1] - places[i] >= halves[a] + halves[a + every] for i, a in enumerate(kept[:-1])):
            return replace(axis, ticks=tuple(axis.ticks[n] for n in kept), texts=tuple(axis.texts[n] for n in kept))
    return axis


def least_room(axis: Axis) -> tuple[float, float]:
    """What `arrange` must leave left and right of the plot, so that the numbers of the axis do not run out of it."""
    first, last = (width(text, SIZE) / 2 + 1 for text in (axis.texts[0], axis.texts[-1]))
    return max(0.0, first), max(0.0, last - _MARGIN)


def room_beside(
    column: Column, least: tuple[float, float], labels: Sequence[Label], *, narrowest: float
) -> tuple[float, float] | None:
    """The room left and right of the plot in which all labels fit; None where the plot would get too narrow.

    `column` is laid out with the `least` room; what labels need more is taken from its plot.
    """
    left, right = least
    for _ in range(50):
        plot = column.frame.width - (left - least[0]) - (right - least[1])
        if plot < narrowest:
            return None
        lefts = [label.wide + PAD - label.end * plot for label in labels if label.leftward]
        rights = [label.wide + PAD - (1 - label.end) * plot - _MARGIN for label in labels if not label.leftward]
        needed = max([left, *lefts]), max([right, *rights])
        if needed[0] - left < 0.1 and needed[1] - right < 0.1:
            return needed
        left, right = needed
    return None


def axis_below(column: Column, axis: Axis) -> None:
    """Draw the axis of values under the places: a line with ticks, or a grid where the values have no numbers."""
    frame = column.frame
    frame.bottom = 2 * LINE
    axis = thinned(axis, frame.width)
    if not column.numbered:
        # Names of several lines stand out above places that are lower than they.
        frame.top = max(frame.top, LINE * max(len(place.lines) for place in column.places) / 2)
        frame.values_below(axis)
        return
    frame.rule(x=0, x2=frame.width, y=frame.height, colour=NEUTRAL)
    for tick, text in zip(axis.ticks, axis.texts, strict=True):
        x = axis.position(tick, frame.width)
        frame.rule(x=x, y=frame.height, y2=frame.height + 4, colour=NEUTRAL)
        frame.write(text, x, frame.height + LINE + 2, align="center")


def first_line(column: Column, place: Place) -> float:
    """The middle of a place's first line; a little nearer to its name where that stands above it."""
    return place.first - 3 if column.above else place.first


def guide(column: Column, end: float, y: float) -> None:
    """Lead the eye from a name to its mark, `end` pixels away, unless the name stands right above that."""
    if not column.above and end > 2 * PAD:
        column.frame.rule(x=0, x2=end - PAD, y=y)


def point_of(row: Row, colour: str, y: float, *, shape: str = SHAPES[0]) -> Json:
    """The datum of a row whose mark has its middle at y."""
    low, high = row.extent
    is_range = low < high
    return {
        "fact": row.fact,
        "series": row.series,
        "date": row.date_text,
        "value": optional(row.middle),
        "low": number(low),
        "high": number(high),
        "range": is_range,
        "y": round(y, 2),
        "shape": "diamond" if row.disputed else shape,
        # A point's form says that it is disputed; dashes would only fray it.
        **ink(replace(row, disputed=row.disputed and is_range), colour),
    }


def point_layers(points: Sequence[Json], axis: Axis, *, slot: float) -> list[alt.Chart]:
    """One mark a row: a bar with ticks at its ends for a range, with its best value within, or else a point."""
    scale = alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False)
    y = at("x", "y")["y"]
    size = round(min(64.0, max(14.0, (slot * 0.5) ** 2)), 1)
    layers = []
    ranges = [point for point in points if point["range"]]
    if ranges:
        # A claimed range is hollow as a claimed point is, so it has a height that paper can fill.
        half = round(min(3.5, slot / 4), 2)
        bodies = [point | {"top": point["y"] - half, "foot": point["y"] + half} for point in ranges]
        layers.append(
            data(bodies)
            .mark_rect(strokeWidth=1.25, opacity=1, **dashed())
            .encode(
                x=alt.X("low:Q", scale=scale, axis=None),
                x2=alt.X2("high:Q"),
                y=alt.Y("top:Q", scale=None, axis=None),
                y2=alt.Y2("foot:Q"),
                **named(),
                **painted(),
            )
        )
        ends = [
            {"end": point[end], "y": point["y"] - 2 * half, "y2": point["y"] + 2 * half, "stroke": point["stroke"]}
            for point in ranges
            for end in ("low", "high")
        ]
        ticks = data(ends).mark_rule(aria=False, strokeWidth=1.75)
        stroke = alt.Stroke("stroke:N", scale=None)
        layers.append(ticks.encode(x=alt.X("end:Q", scale=scale, axis=None), y=y, y2=alt.Y2("y2:Q"), stroke=stroke))
    position: Json = {"x": alt.X("value:Q", scale=scale, axis=None), "y": y, "shape": alt.Shape("shape:N", scale=None)}
    best = [
        {name: point[name] for name in ("value", "y", "shape", "stroke", "fill")} | {"ink": 1}
        for point in ranges
        if point["value"] is not None
    ]
    if best:
        within = data(best).mark_point(aria=False, size=size, strokeWidth=1.75, opacity=1)
        layers.append(within.encode(**position, **painted()))
    exact = [point for point in points if not point["range"]]
    if exact:
        marks = data(exact).mark_point(size=size, strokeWidth=1.75, opacity=1)
        layers.append(marks.encode(**position, **painted(), **named()))
    return layers


def stacked(spans: Sequence[tuple[float, float]], *, most: int) -> list[int]:
    """For each span of pixels the lowest level on which it meets no other.

    Where more than `most` levels would be needed, spans meet on the level whose last one ends first.
    """
    ends: list[float] = []
    levels = [0] * len(spans)
    for n in sorted(range(len(spans)), key=lambda n: spans[n][0]):
        left, right = spans[n]
        level = next((i for i, end in enumerate(ends) if end <= left), len(ends))
        if level == most:
            level = ends.index(min(ends))
        ends[level : level + 1] = [right]
        levels[n] = level
    return levels


def words_of(row: Row) -> str:
    """The row's number as it is printed, on one line."""
    return clean(row.mark_text)
