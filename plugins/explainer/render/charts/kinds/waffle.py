"""Waffles: dots to be counted, each for the same number of people, in lines of ten, twenty or forty."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt

import altair as alt

from ..axes import number
from ..frame import GAP, Frame, Json, Sketch, at, data, named, painted
from ..labels import label_lines
from ..look import LINE, SIZE, colours, ink
from ..table import ChartError, ChartTable, Row
from ..text import wrap

MOST = 2000
"""More dots than this are not counted by anybody."""
_PITCH, _RADIUS = 14, 5
_FIVE = 6
"""Gap after five dots and after five lines, by which they can be counted."""
_FEW = 30
"""Where no number has more dots than this, they stand in lines of ten."""
_WIDE = 640
"""In a picture as wide as this, two rows stand side by side."""
_SIDES = ((1, -1), (1, 1), (-1, 1), (-1, -1))
"""Ways along the sides of a diamond, from its left corner; Vega loses a "z" that another path follows."""
_BETWEEN = 4 * GAP
"""Room between two blocks side by side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    """The dots of one row, with the lines of words above them."""

    row: Row
    dots: Decimal
    """How many dots; what is behind the point makes a smaller one."""
    head: tuple[str, ...]
    """Its name and number, in lines."""


def waffle_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a waffle `full` pixels wide; a ChartError where its rows cannot be counted in dots."""
    dots = _count(table)
    columns = 2 if full >= _WIDE and len(table.rows) > 1 else 1
    line = 10 if max(dots) <= _FEW else 40 if full >= _WIDE and columns == 1 else 20
    frame = Frame(width=full - GAP, height=0, left=GAP / 2, right=GAP / 2)
    room = (frame.width - _BETWEEN * (columns - 1)) / columns
    blocks = [
        _Block(row=row, dots=many, head=tuple(label_lines(row.label, row.mark_text, room)))
        for row, many in zip(table.rows, dots, strict=True)
    ]
    marks = []
    for start in range(0, len(blocks), columns):
        beside = blocks[start : start + columns]
        top = frame.height + (_BETWEEN if start else 0) + LINE * max(len(block.head) for block in beside)
        for n, block in enumerate(beside):
            marks.append(_mark(table, block, n * (room + _BETWEEN), top + GAP, line))
            for up, words in enumerate(reversed(block.head)):
                frame.write(words, n * (room + _BETWEEN), top - 4 - LINE * up)
        frame.height = top + GAP + max(_height(block.dots, line) for block in beside)
    key = wrap(table.per_text, SIZE, frame.width) if table.per_text else []
    for n, words in enumerate(reversed(key)):
        frame.write(words, 0, -2 * GAP - LINE * n)
    frame.top += LINE * len(key)
    frame.header(table)
    return frame.compose([_layer(marks)])


def _count(table: ChartTable) -> list[Decimal]:
    """How many dots each row has."""
    if table.per is None or not table.per.is_finite() or table.per <= 0:
        raise ChartError(table.id, "nothing says how many one dot stands for")
    found = []
    for row in table.rows:
        if row.middle is None:
            raise ChartError(table.id, f'"{row.fact}" is a range without a best value, which dots cannot show')
        if row.middle < 0:
            raise ChartError(table.id, f'"{row.fact}" is below zero, which dots cannot show')
        found.append(row.middle / table.per)
    total = sum(dots.to_integral_value("ROUND_CEILING") for dots in found)
    if total > MOST:
        raise ChartError(table.id, f"it would have {total:f} dots; the limit is {MOST}")
    return found


def _mark(table: ChartTable, block: _Block, x: float, y: float, line: int) -> Json:
    """The datum of one row."""
    row = block.row
    assert row.middle is not None
    return {
        "fact": row.fact,
        "series": row.series,
        "date": row.date_text,
        "value": number(row.middle),
        "x": round(x, 2),
        "y": round(y, 2),
        "dots": _path(block.dots, line, _diamond if row.disputed else _circle),
        # Each row has its name above its dots, and so needs no shade.
        **ink(row, colours(table)[row.side], tint=True),
    }


def _height(dots: Decimal, line: int) -> float:
    """Height of dots in lines of so many; nothing has one line, for its stroke."""
    lines = max(ceil(dots / line), 1)
    return lines * _PITCH + (lines - 1) // 5 * _FIVE


def _path(dots: Decimal, line: int, form: Callable[[float, float, float], str]) -> str:
    """The outline of all dots of a row, the last as large as its part of a whole one; a stroke where there are none."""
    if not dots:
        return f"M{_PITCH / 2:g},{_PITCH / 2 - _RADIUS:g}v{2 * _RADIUS}"
    return "".join(_outlines(dots, line, form))


def _outlines(dots: Decimal, line: int, form: Callable[[float, float, float], str]) -> Iterator[str]:
    """Each dot, line by line from the left."""
    for n in range(ceil(dots)):
        down, along = divmod(n, line)
        x, y = (place * _PITCH + place // 5 * _FIVE + _PITCH / 2 for place in (along, down))
        part = min(float(dots - n), 1.0)
        yield form(x, y, max(round(_RADIUS * sqrt(part), 2), 0.5))


def _circle(x: float, y: float, radius: float) -> str:
    """A dot, as two arcs."""
    return f"M{x - radius:g},{y:g}" + "".join(f"a{radius:g},{radius:g},0,1,0,{way * radius:g},0" for way in (2, -2))


def _diamond(x: float, y: float, radius: float) -> str:
    """A dot of a disputed number."""
    return f"M{x - radius:g},{y:g}" + "".join(f"l{right * radius:g},{down * radius:g}" for right, down in _SIDES)


def _layer(marks: Sequence[Json]) -> alt.Chart:
    """One mark a row, which has the form of all of its dots."""
    # A path as a symbol is drawn in units of half the root of its size: 4 makes that a pixel.
    points = data(marks).mark_point(size=4, strokeWidth=1.25, opacity=1)
    layer: alt.Chart = points.encode(**at("x", "y"), shape=alt.Shape("dots:N", scale=None), **named(), **painted())
    return layer
