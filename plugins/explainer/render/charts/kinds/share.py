"""Shares: the parts of a whole, as a column with its parts named beside it, or as one bar a date with a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import altair as alt
from babel.numbers import format_percent

from ..axes import Axis, number, numbers
from ..frame import GAP, Frame, Json, Sketch, at, dashed, data, first_of_each, named, painted, widest
from ..labels import label_lines
from ..locales import read_locale
from ..look import LINE, NEUTRAL, PAPER, SIZE, TEXT, colours, ink, ranks
from ..places import NUMBERED, Place, arrange
from ..table import ChartError, ChartTable, Row
from ..text import clean, width

_WHOLE = 100
_TOLERANCE = Decimal("0.01")
"""By how much of a per cent the parts of a whole, each rounded, may exceed it."""
_INSET = 1.25
"""Paper along a part's edge, by which parts of one colour are told apart; a part of few pixels has none."""
_LIGHT = 0.4
"""Text on a part that is darker than this has the colour of paper; on all others that of text."""
_THIN = 0.82
"""Part of its slot that a bar fills."""
_NAMED = 40
"""Of more parts than this only the largest are named; the table under the picture has them all."""
_SMALL = 0.25
"""Part of the picture that shares may take which have no room in their parts; beyond, they stand under the bar."""


def share_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of shares `full` pixels wide; a ChartError where the parts do not make a whole."""
    _check(table)
    dated = all(row.start for row in table.rows)
    if not dated or (len(_wholes(table.rows)) == 1 and not table.annotations):
        return _column(table, full)
    return _bars(table, full)


def _check(table: ChartTable) -> None:
    """Give a ChartError for a part that is none, and for parts that are more than the whole."""
    for row in table.rows:
        if row.drawn is None:
            raise ChartError(table.id, f'"{row.fact}" has no share of the whole')
        if row.drawn < 0:
            raise ChartError(table.id, f'"{row.fact}" is below zero, which is no part of a whole')
    for rows in _wholes(table.rows):
        total = sum(map(_share, rows), Decimal(0))
        if total > _WHOLE + _TOLERANCE:
            raise ChartError(table.id, f"its parts are more than the whole: {total.normalize():f} per cent")


def _wholes(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows that are parts of one whole: those of one date, no series twice; those without a date together."""
    again: Counter[object] = Counter()
    found: dict[object, list[Row]] = {}
    for row in rows:
        day = (row.start, row.end)
        again[day, row.series] += 1
        found.setdefault((day, again[day, row.series]) if row.start else "", []).append(row)
    return list(found.values())


def _share(row: Row) -> Decimal:
    """The part in per cent, not rounded."""
    assert row.drawn is not None
    return row.drawn


def _paint(table: ChartTable) -> dict[str, Json]:
    """How each row's part is painted: parts of one side in shades on which words can be read."""
    paint, rank = colours(table), ranks(table.rows)
    found = {}
    for row in table.rows:
        look = ink(row, paint[row.side], rank[row.series], tint=True)
        found[row.fact] = look if look["ink"] == 1 else look | {"ink": min(look["ink"], _LIGHT)}
    return found


def _parts(rows: Sequence[Row]) -> list[tuple[Row, Decimal, Decimal]]:
    """Each row with the per cents at which its part begins and ends."""
    found = []
    end = Decimal(0)
    for row in rows:
        found.append((row, end, end + _share(row)))
        end += _share(row)
    return found


def _datum(row: Row, low: Decimal, high: Decimal) -> Json:
    """What every part's datum holds."""
    return {
        "fact": row.fact,
        "series": row.series,
        "date": row.date_text,
        "value": None if row.value is None else number(row.value),
        "low": number(low),
        "high": number(high),
    }


def _column(table: ChartTable, full: float) -> Sketch:
    """A column of the parts of one whole, from the top down, each with its share, name and value beside it."""
    labelled = {row.fact: row for row in sorted(table.rows, key=_share, reverse=True)[:_NAMED]}
    thick, start = round(full * 0.2), round(full * 0.2) + 5 * GAP
    shares = widest(clean(row.mark_text) for row in labelled.values())
    names = start + shares + GAP
    labels = {row.fact: _label(row, full - GAP - names) for row in table.rows if row.fact in labelled}
    needed = sum(map(_height, labels.values()))
    frame = Frame(width=full - GAP, left=GAP / 2, right=GAP / 2, height=max(round(150 + full * 0.1), needed))
    paint, marks, middles = _paint(table), [], []
    for row, low, high in _parts(table.rows):
        top, end = (float(edge) / _WHOLE * frame.height for edge in (low, high))
        marks.append(_datum(row, low, high) | {"from": 0, "to": thick, "long": end - top} | paint[row.fact])
        if row.fact in labelled:
            middles.append((top + end) / 2)
    tops = _tops(middles, [_height(lines) for lines in labels.values()], frame.height)
    for (fact, lines), middle, top in zip(labels.items(), middles, tops, strict=True):
        level = top + LINE / 2
        frame.rule(x=thick + 3, x2=start - 3, y=middle, y2=level, colour=NEUTRAL)
        frame.write(labelled[fact].mark_text, start + shares, level + 4.5, align="right")
        for n, line in enumerate(lines):
            frame.write(line, names, level + LINE * n + 4.5)
    date = table.rows[0].date_text
    if date and {row.date_text for row in table.rows} == {date}:
        frame.write(date, 0, -2 * GAP)
        frame.top += LINE
    frame.header(table)
    return frame.compose(_segments(marks, down=True))


def _label(row: Row, room: float) -> list[str]:
    """A part's name with its value, unless that is what stands before it."""
    value = "" if clean(row.value_text) == clean(row.mark_text) else row.value_text
    return label_lines(row.label, value, room)


def _height(lines: Sequence[str]) -> float:
    """Height of a part's label, with the room after it."""
    return LINE * len(lines) + GAP


def _tops(middles: Sequence[float], heights: Sequence[float], height: float) -> list[float]:
    """Where each label begins: its first line beside the middle of its part, moved where labels would touch."""
    tops = []
    floor = 0.0
    for middle, high in zip(middles, heights, strict=True):
        floor = max(floor, middle - LINE / 2)
        tops.append(floor)
        floor += high
    # What was pushed below the column goes back up, the lowest first.
    ceiling = height
    for n in reversed(range(len(tops))):
        tops[n] = min(tops[n], ceiling - heights[n])
        ceiling = tops[n]
    return tops


def _bars(table: ChartTable, full: float) -> Sketch:
    """One bar a date, with the shares in their parts, or after the bar or under it where they have no room there."""
    plot = arrange(table, full).frame.width
    beside = _beside(table, plot) if len(table.rows) <= NUMBERED else 0
    under = beside > full * _SMALL

    def lines(place: Place) -> list[list[Row]]:
        """The shares that stand under the bar, in lines."""
        return _in_lines(_outside(place.rows, plot), plot) if under else []

    column = arrange(
        table,
        full,
        slots=lambda place: 1 + len(lines(place)),
        right=0 if under else beside,
        legend=first_of_each(table.rows),
    )
    frame, paint, marks = column.frame, _paint(table), []
    half = column.slot * _THIN / 2
    for place in column.places:
        edges = {"from": round(place.first - half, 2), "to": round(place.first + half, 2)}
        for row, low, high in _parts(place.rows):
            start, end = (float(edge) / _WHOLE * frame.width for edge in (low, high))
            marks.append(_datum(row, low, high) | edges | {"long": end - start} | paint[row.fact])
            if column.numbered and _fits(row, frame.width):
                colour = PAPER if paint[row.fact]["ink"] > _LIGHT else TEXT
                frame.write(row.mark_text, (start + end) / 2, place.first + 4.5, align="center", colour=colour)
        if under:
            for n, rows in enumerate(lines(place), start=1):
                _write_numbers(frame, rows, 0, place.first + column.slot * n, paint)
        elif column.numbered:
            _write_numbers(frame, _outside(place.rows, frame.width), frame.width + GAP, place.first, paint)
    if not column.numbered:
        frame.values_below(_percents(table))
    return frame.compose(_segments(marks, down=False))


def _fits(row: Row, plot: float) -> bool:
    """Whether a part of a bar as long as the plot has room for its share."""
    return width(clean(row.mark_text), SIZE) + GAP <= float(_share(row)) / _WHOLE * plot


def _outside(rows: Iterable[Row], plot: float) -> list[Row]:
    """The rows whose shares have no room in their parts."""
    return [row for row in rows if not _fits(row, plot)]


def _length(rows: Iterable[Row]) -> float:
    """Room that the shares of rows need side by side."""
    return sum(width(clean(row.mark_text), SIZE) + GAP for row in rows)


def _beside(table: ChartTable, plot: float) -> float:
    """Room that shares need after the bars; which shortens the bars, so that more of them may have to stand there."""
    wholes = _wholes(table.rows)
    found, needed = -1.0, 0.0
    while needed > found:
        found = needed
        needed = max(_length(_outside(rows, plot - found)) for rows in wholes)
    return found


def _in_lines(rows: Sequence[Row], plot: float) -> list[list[Row]]:
    """Rows in lines whose shares are no longer than the plot."""
    lines: list[list[Row]] = []
    for row in rows:
        if lines and _length([*lines[-1], row]) <= plot:
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _write_numbers(frame: Frame, rows: Iterable[Row], x: float, middle: float, paint: Mapping[str, Json]) -> None:
    """Write the shares of rows side by side, each in the colour of its part."""
    for row in rows:
        frame.write(row.mark_text, x, middle + 4.5, colour=paint[row.fact]["stroke"])
        x += _length([row])


def _percents(table: ChartTable) -> Axis:
    """The scale of the shares, with its ticks."""
    locale = read_locale(table.locale)
    axis = numbers((Decimal(0), Decimal(_WHOLE)), locale=locale, zero=True)
    return replace(axis, texts=tuple(format_percent(tick / _WHOLE, locale=locale) for tick in axis.ticks))


def _segments(marks: Sequence[Json], *, down: bool) -> list[alt.Chart]:
    """One rectangle a part, from `low` to `high` per cent, with paper around it unless it has few pixels."""
    scale = alt.Scale(domain=[0, _WHOLE], nice=False, zero=False, reverse=down)
    layers = []
    for inset in (_INSET, 0):
        some = [mark for mark in marks if (mark["long"] >= 3 * _INSET) == bool(inset)]
        if not some:
            continue
        base = data({name: value for name, value in mark.items() if name != "long"} for mark in some)
        if down:
            rect = base.mark_rect(strokeWidth=1, opacity=1, yOffset=inset, y2Offset=-inset, **dashed())
            rect = rect.encode(y=alt.Y("low:Q", scale=scale, axis=None), y2=alt.Y2("high:Q"))
            places: Json = {"x": at("from", "from")["x"], "x2": alt.X2("to:Q")}
        else:
            rect = base.mark_rect(strokeWidth=1, opacity=1, xOffset=inset, x2Offset=-inset, **dashed())
            rect = rect.encode(x=alt.X("low:Q", scale=scale, axis=None), x2=alt.X2("high:Q"))
            places = {"y": at("from", "from")["y"], "y2": alt.Y2("to:Q")}
        layers.append(rect.encode(**places, **named(), **painted()))
    return layers
