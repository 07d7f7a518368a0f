"""Ranges: one place a name (or a date), a whisker from the low to the high end and the best value as a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..axes import Axis, numbers
from ..frame import GAP, Sketch, first_of_each, widest
from ..locales import read_locale
from ..look import SIZE, colours
from ..places import Column, Place, arrange, one_each
from ..points import (
    PAD,
    Label,
    axis_below,
    first_line,
    guide,
    least_room,
    name_places,
    point_layers,
    point_of,
    room_beside,
    words_of,
)
from ..table import ChartTable, Row
from ..text import width, wrap
from .lines import from_zero

_PLOT = 0.42
"""Part of the picture that the plot must keep for numbers to stand beside the whiskers, and not above."""


def range_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a range chart `full` pixels wide."""
    axis = numbers(
        (end for row in table.rows for end in row.extent), locale=read_locale(table.locale), zero=from_zero(table)
    )
    placed = name_places(table, series=1)
    dated = any(row.start for row in placed.rows)
    column, lines = _lay_out(placed, full, axis)
    paint = colours(table)
    points = []
    for place in column.places:
        for n, row in enumerate(place.rows):
            top = first_line(column, place) + n * (lines + 1) * column.slot
            y = top + lines * column.slot - (2 if lines else 0)
            points.append(point_of(row, paint[row.side], y))
            if column.numbered:
                guide(column, axis.position(float(row.extent[0]), column.frame.width), y)
                _write_number(row, column, axis, top, y, above=lines > 0)
    axis_below(column, axis)
    column.frame.header(placed, legend=first_of_each(placed.rows) if dated else ())
    return column.frame.compose(point_layers(points, axis, slot=column.slot))


def _lay_out(table: ChartTable, full: float, axis: Axis) -> tuple[Column, int]:
    """The places with room for numbers beside the whiskers; or above them, in that many lines."""
    least = least_room(axis)
    column = arrange(table, full, left=least[0], right=least[1], measured=False)
    if not column.numbered:
        return column, 0
    labels = [Label(end=axis.position(float(row.extent[1]), 1), wide=width(words_of(row), SIZE)) for row in table.rows]
    room = room_beside(column, least, labels, narrowest=full * _PLOT)
    if room:
        return arrange(table, full, left=room[0], right=room[1], measured=False), 0
    lines = max(len(_wrapped(row, column)) for row in table.rows)
    return arrange(table, full, slots=_slots(lines), left=least[0], right=least[1], measured=False), lines


def _slots(lines: int) -> Callable[[Place], int]:
    """Slots for each row's number, in that many lines, and for its whisker below it."""
    return lambda place: one_each(place) * (lines + 1) if place.rows else 1


def _bounds(column: Column) -> tuple[float, float]:
    """How far left and right of the plot's start a number above its whisker may reach."""
    left = GAP / 2 - column.frame.left
    if not column.above:
        # The names stand left of it.
        left += widest(line for place in column.places if place.rows for line in place.lines) + GAP
    return left, column.frame.width + column.frame.right - GAP / 2


def _wrapped(row: Row, column: Column) -> Sequence[str]:
    low, high = _bounds(column)
    return wrap(words_of(row), SIZE, high - low)


def _write_number(row: Row, column: Column, axis: Axis, top: float, y: float, *, above: bool) -> None:
    """Write the row's number right of its mark, or above it and as near to its middle as the picture's edges allow."""
    ends = [axis.position(float(end), column.frame.width) for end in row.extent]
    if not above:
        column.frame.write(words_of(row), ends[1] + PAD, y + 4.5)
        return
    low, high = _bounds(column)
    for n, line in enumerate(_wrapped(row, column)):
        half = width(line, SIZE) / 2
        middle = min(max(sum(ends) / 2, low + half), high - half)
        column.frame.write(line, middle, top + n * column.slot + 4.5, align="center")
