"""Diverging bars: two series, or two sides, left and right of a middle line, with one scale for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from babel.numbers import format_decimal

from ..axes import Axis, numbers
from ..frame import GAP, Frame, Json, Sketch, by_series, first_of_each, widest
from ..locales import read_locale
from ..look import LINE, SIZE, TEXT, colours, ink, ranks
from ..places import NUMBERED, Column, Place, arrange, zero_line
from ..table import ChartError, ChartTable, Row
from ..text import clean, wrap
from .bars import bar_layers, bar_of

_NUMBER = 0.22
"""Part of the picture that numbers may take at each side; a longer one has several lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Halves:
    """What stands left of the middle line, and what right of it."""

    left: frozenset[str]
    """Facts of the rows that stand left."""
    sides: tuple[frozenset[str], frozenset[str]]
    """The sides that each half has; another side's counts aside."""
    names: tuple[str, str]
    """What is written above each half; empty where the places are named for it."""
    rest: tuple[Row, ...]
    """Rows of the series that the heads do not name."""

    def way(self, row: Row) -> int:
        """The way in which the row's bar runs: -1 to the left, 1 to the right."""
        return -1 if row.fact in self.left else 1

    def parts(self, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
        """The rows of the left half, and those of the right."""
        known = list(rows)
        return [row for row in known if self.way(row) < 0], [row for row in known if self.way(row) > 0]

    def levels(self, place: Place, texts: Mapping[str, Sequence[str]]) -> list[tuple[list[Row], int]]:
        """The rows of a place that face each other, from the top down, with the slots that their numbers need."""
        facing = [[row for row in pair if row] for pair in zip_longest(*self.parts(place.rows))]
        return [(rows, max(len(texts.get(row.fact, " ")) for row in rows)) for rows in facing]


def diverging_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a diverging bar chart `full` pixels wide; a ChartError where there are not two halves."""
    halves = _halve(table)
    parts = halves.parts(table.rows)
    texts = _numbers(table, full)
    room = [widest(line for row in rows for line in texts.get(row.fact, ())) for rows in parts]
    column = arrange(
        table,
        full,
        slots=lambda place: sum(slots for _, slots in halves.levels(place, texts)) or 1,
        left=room[0] + GAP,
        right=room[1],
        measured=False,
    )
    frame = column.frame
    frame.bottom = LINE + 2 * GAP
    axis = _axis(table, parts, column)
    middle = axis.position(0, frame.width)
    paint, rank = colours(table), ranks(table.rows)
    bars = []
    for place in column.places:
        top = place.first
        for rows, slots in halves.levels(place, texts):
            y = top + column.slot * (slots - 1) / 2
            for row in rows:
                shade = rank[row.series] if row.start else 0
                look = ink(row, paint[row.side], shade, tint=True)
                bars.append(_bar(row, halves.way(row), y, column.slot) | look)
                if column.numbered:
                    _write_number(frame, texts[row.fact], row, halves.way(row), y, axis)
            top += column.slot * slots
    if not column.numbered:
        frame.values_below(axis)
    else:
        zero = format_decimal(0, locale=read_locale(table.locale))
        frame.write(zero, middle, frame.height + LINE + 2, align="center")
    zero_line(column, middle)
    frame.rule(x=middle, y=frame.height, y2=frame.height + 4, colour=TEXT)
    # A half in which several sides speak has no colour of its own.
    _write_heads(frame, halves, [paint[min(side)] if len(side) == 1 else TEXT for side in halves.sides], middle)
    frame.header(table, legend=first_of_each(halves.rest))
    return frame.compose(bar_layers(bars, axis))


def _halve(table: ChartTable) -> _Halves:
    """The halves: the two series, or else the two sides; a row that contradicts another stands in that one's half."""
    for row in table.rows:
        if row.extent[0] < 0:
            raise ChartError(table.id, f'"{row.fact}" is below zero, for which diverging bars have no place')
    own = [row for row in table.rows if not row.against]
    series, sides = by_series(own), list(dict.fromkeys(row.side for row in own))
    if len(series) == 2:
        first, second = (rows[0] for rows in series.values())
        left = {row.fact for row in own if row.series == first.series}
        names = (first.label, second.label) if first.start and second.start else ("", "")
    elif len(sides) == 2:
        first, second = (next(row for row in own if row.side == side) for side in sides)
        left = {row.fact for row in own if row.side == first.side}
        names = (first.side, second.side)
    else:
        reason = f"diverging bars need two series, or two sides; the chart has {len(series)} and {len(sides)}"
        raise ChartError(table.id, reason)
    spoken = (
        frozenset(row.side for row in own if row.fact in left),
        frozenset(row.side for row in own if row.fact not in left),
    )
    left |= {row.fact for row in table.rows if row.against in left}
    dated = all(row.start for row in table.rows)
    named = {row.series for row in own} if len(series) == 2 else set()
    rest = tuple(row for row in table.rows if row.series not in named) if dated else ()
    return _Halves(left=frozenset(left), sides=spoken, names=names, rest=rest)


def _axis(table: ChartTable, parts: Sequence[Sequence[Row]], column: Column) -> Axis:
    """One scale for both halves, so that a number is as long on the left as on the right.

    Its ticks say how far they are from zero, on either side; where each bar has its number, there are none.
    """
    left, right = (max((row.extent[1] for row in rows), default=Decimal(0)) for rows in parts)
    if column.numbered:
        return Axis(low=-float(left), high=float(right) if left or right else 1.0, ticks=(), texts=())
    locale = read_locale(table.locale)
    axis = numbers((-left, right), locale=locale, zero=True)
    # A tick is a round number with few digits, which its shortest decimal is.
    sizes = (Decimal(str(abs(tick))) for tick in axis.ticks)
    return replace(axis, texts=tuple(format_decimal(size, locale=locale, decimal_quantization=False) for size in sizes))


def _numbers(table: ChartTable, full: float) -> dict[str, list[str]]:
    """The lines outside each bar's end, wide enough for every word; none where there is an axis in their place."""
    if len(table.rows) > NUMBERED:
        return {}
    longest = widest(word for row in table.rows for word in clean(row.mark_text).split())
    return {row.fact: wrap(row.mark_text, SIZE, max(full * _NUMBER, longest)) for row in table.rows}


def _bar(row: Row, way: int, middle: float, slot: float) -> Json:
    """One bar, `way` being -1 where it runs to the left and 1 to the right."""
    low, high = row.extent
    base, tip = (low, high) if row.middle is None else (Decimal(0), row.middle)
    bar = bar_of(row, base, tip, middle, slot)
    # The scale runs to the left below zero; the value itself stays what it is.
    places = {name: way * bar[name] for name in ("base", "tip", "low", "high")}
    return bar | places | {"value": bar["tip"]}


def _write_number(frame: Frame, lines: Sequence[str], row: Row, way: int, middle: float, axis: Axis) -> None:
    """Write a bar's number outside its end."""
    end = axis.position(way * float(row.extent[1]), frame.width) + way * (GAP - 1)
    for n, line in enumerate(lines):
        y = middle + LINE * (n - (len(lines) - 1) / 2) + 4.5
        frame.write(line, end, y, align="left" if way > 0 else "right")


def _write_heads(frame: Frame, halves: _Halves, paint: Sequence[str], middle: float) -> None:
    """Put the name of each half above it; one above the other where a half is too narrow for its name."""
    if not any(halves.names):
        return
    left, right = GAP / 2 - frame.left, frame.width + frame.right - GAP / 2
    rooms = (middle - GAP - left, right - middle - GAP)
    heads = [wrap(name, SIZE, room) for name, room in zip(halves.names, rooms, strict=True)]
    # Where a name stands across the middle, an arrow says which half is meant.
    pointing = (f"←\u00a0{halves.names[0]}", f"{halves.names[1]}\u00a0→")
    whole = [wrap(name, SIZE, right - left) for name in pointing]
    beside = max(map(len, heads)) < sum(map(len, whole)) and all(map(_is_unbroken, halves.names, heads))
    lines = heads if beside else whole
    # Where a name runs beyond its half, it ends at the picture's edge.
    ends = [max(middle - GAP, left + widest(lines[0])), min(middle + GAP, right - widest(lines[1]))]
    lift = 0 if beside else LINE * len(lines[1])
    for n, line in enumerate(reversed(lines[0])):
        frame.write(line, ends[0], -GAP - lift - LINE * n, align="right", colour=paint[0])
    for n, line in enumerate(reversed(lines[1])):
        frame.write(line, ends[1], -GAP - LINE * n, colour=paint[1])
    frame.top = max(LINE * len(lines[0]) + lift, LINE * len(lines[1])) + GAP


def _is_unbroken(name: str, lines: Sequence[str]) -> bool:
    """Whether no word of a name is broken."""
    return " ".join(lines).split() == clean(name).split()
