"""Dots: one place a date (or a name), its values as points on one axis below, joined by a thin rule."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from ..axes import Axis, numbers
from ..frame import GAP, Frame, Json, Sketch, at, by_series, data, first_of_each, painted
from ..locales import read_locale
from ..look import LINE, NEUTRAL, SIZE, colours, ranks
from ..places import Column, Place, arrange
from ..points import (
    PAD,
    SHAPES,
    Label,
    axis_below,
    first_line,
    guide,
    least_room,
    name_places,
    point_layers,
    point_of,
    room_beside,
    stacked,
    words_of,
)
from ..table import ChartTable, Row
from ..text import clean, width
from .lines import from_zero

_TOUCHING = 7
"""Points of one place that are nearer than this stand one below the other."""
_LEVELS = 8
"""More of them than this would be thinner than their outlines."""


def dot_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a dot chart `full` pixels wide."""
    # A point is no length, so the axis may begin elsewhere than at zero.
    axis = numbers(
        (end for row in table.rows for end in row.extent), locale=read_locale(table.locale), zero=from_zero(table)
    )
    placed = name_places(table, series=len(table.rows))
    column, numbered = _lay_out(placed, full, axis)
    paint, shapes = colours(table), _shapes(placed)
    points = []
    for place in column.places:
        points += _points(place, column, axis, paint, shapes)
        if numbered:
            _write_numbers(place, column, axis)
        _join(place, column, axis)
    axis_below(column, axis)
    layers = point_layers(points, axis, slot=column.slot)
    direct = _label_directly(column, axis, paint)
    # A named place says itself what it is.
    dated = any(row.start for row in placed.rows)
    column.frame.header(placed, legend=first_of_each(placed.rows) if dated and not direct else ())
    return column.frame.compose([*layers, *_legend_points(column.frame, placed, shapes)])


def _lay_out(table: ChartTable, full: float, axis: Axis) -> tuple[Column, bool]:
    """The places with room for the numbers beside their ends; and whether there is room for these."""
    least = least_room(axis)
    column = arrange(table, full, slots=_one, left=least[0], right=least[1], measured=False)
    if not column.numbered:
        return column, False
    labels = []
    for place in column.places:
        for text, end, leftward in _numbers(place, axis, 1):
            labels.append(Label(end=end, wide=width(text, SIZE), leftward=leftward))
    room = room_beside(column, least, labels, narrowest=full / 3)
    if room is None:
        return column, False
    return arrange(table, full, slots=_one, left=room[0], right=room[1], measured=False), True


def _one(_: Place) -> int:
    """A place has one line, however many points stand on it."""
    return 1


def _numbers(place: Place, axis: Axis, length: float) -> list[tuple[str, float, bool]]:
    """What is written at the ends of a place: text, place on an axis of that length, and whether it is left of that."""
    if not place.rows:
        return []
    lowest, highest = _lowest_and_highest(place.rows)
    right = (words_of(highest), axis.position(float(highest.extent[1]), length), False)
    left = (words_of(lowest), axis.position(float(lowest.extent[0]), length), True)
    return [right] if lowest is highest or left[:2] == right[:2] else [left, right]


def _lowest_and_highest(rows: Sequence[Row]) -> tuple[Row, Row]:
    """The row that reaches lowest and another one that reaches highest."""
    highest = max(rows, key=lambda row: row.extent[1])
    lowest = min((row for row in rows if row is not highest), key=lambda row: row.extent[0], default=highest)
    # A range may reach beyond all other values at both ends; then its number alone is written, at its high end.
    return (highest, highest) if highest.extent[0] < lowest.extent[0] else (lowest, highest)


def _write_numbers(place: Place, column: Column, axis: Axis) -> None:
    """Write the lowest value of a place left of it and the highest right of it."""
    ends = _numbers(place, axis, column.frame.width)
    if ends:
        text, x, leftward = ends[0]
        guide(column, x - width(text, SIZE) if leftward else x, first_line(column, place))
    y = first_line(column, place) + 4.5
    for text, x, leftward in ends:
        if leftward:
            column.frame.write(text, x - PAD, y, align="right")
        else:
            column.frame.write(text, x + PAD, y)


def _join(place: Place, column: Column, axis: Axis) -> None:
    """Draw a thin rule between the ends of a place that has several values."""
    if len(place.rows) > 1:
        ends = [axis.position(float(end), column.frame.width) for row in place.rows for end in row.extent]
        if max(ends) - min(ends) > 1:
            column.frame.rule(x=min(ends), x2=max(ends), y=first_line(column, place), colour=NEUTRAL)


def _points(place: Place, column: Column, axis: Axis, paint: dict[str, str], shapes: dict[str, str]) -> list[Json]:
    """The points of a place; those that would hide one another stand one below the other."""
    xs = [axis.position(float(sum(row.extent) / 2), column.frame.width) for row in place.rows]
    levels = stacked([(x, x + _TOUCHING) for x in xs], most=_LEVELS)
    step = min(6.0, column.slot / (max(levels, default=0) + 1))
    top = first_line(column, place) - step * max(levels, default=0) / 2
    return [
        point_of(row, paint[row.side], top + step * level, shape=shapes[row.series])
        for row, level in zip(place.rows, levels, strict=True)
    ]


def _shapes(table: ChartTable) -> dict[str, str]:
    """The shape of each series' points; a named place needs none of its own."""
    dated = any(row.start for row in table.rows)
    return {series: SHAPES[min(rank, len(SHAPES) - 1) if dated else 0] for series, rank in ranks(table.rows).items()}


def _label_directly(column: Column, axis: Axis, paint: dict[str, str]) -> bool:
    """Write the series' names over the first place, if there are two, both stand there and their names fit."""
    frame = column.frame
    first = column.places[0]
    series = {row.series for place in column.places for row in place.rows}
    if len(series) != 2 or len(first.rows) != 2 or not first.rows[0].start:
        return False
    left, right = sorted(first.rows, key=lambda row: sum(row.extent))
    ends = [axis.position(float(sum(row.extent) / 2), frame.width) for row in (left, right)]
    halves = [width(clean(row.label), SIZE) / 2 for row in (left, right)]
    low, high = GAP / 2 - frame.left, frame.width + frame.right - GAP / 2
    # Each name in the middle over its point, but inside the picture and apart from the other.
    first_middle = max(min(ends[0], high - 2 * halves[1] - 2 * GAP - halves[0]), low + halves[0])
    then = min(max(ends[1], first_middle + halves[0] + 2 * GAP + halves[1]), high - halves[1])
    touch = then - halves[1] < first_middle + halves[0] + GAP
    astray = max(abs(ends[0] - first_middle) - halves[0], abs(ends[1] - then) - halves[1]) > 0
    if touch or astray:
        return False
    for row, middle in ((left, first_middle), (right, then)):
        frame.write(clean(row.label), middle, 2 - GAP, align="center", colour=paint[row.side])
    frame.top = LINE + GAP - 2
    return True


def _legend_points(frame: Frame, table: ChartTable, shapes: dict[str, str]) -> list[alt.Chart]:
    """The legend's squares as points of the series' own shapes."""
    # The header writes its lines from the lowest up.
    swatches = [
        swatch | {"shape": shapes[id]}
        for swatch, id in zip(frame.swatches, reversed(by_series(table.rows)), strict=False)
    ]
    frame.swatches = []
    if not swatches:
        return []
    points = data(swatches).mark_point(aria=False, size=64, strokeWidth=1.75, opacity=1)
    return [points.encode(**at("x", "y"), **painted(), shape=alt.Shape("shape:N", scale=None))]
