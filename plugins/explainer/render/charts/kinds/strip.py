"""A strip of events: time runs to the right, with one lane for each kind of event, and a mark for each event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import altair as alt

from ..axes import Axis, dates, milliseconds
from ..frame import GAP, Frame, Json, Sketch, at, by_series, dashed, data, in_time, named, painted, widest
from ..locales import read_locale
from ..look import LINE, NEUTRAL, SIZE, ink
from ..points import stacked
from ..table import ChartTable, Row
from ..text import clean, width, wrap

_SHAPES = {
    "exchange": "circle",
    "talks": "square",
    "agreement": "triangle-up",
    "attack": "diamond",
    "military": "diamond",
    "statement": "triangle-down",
}
"""A kind of event has the same shape on every page; a word that is not here has one by its letters."""
_OTHERS = ("triangle-right", "cross", "triangle-left", "triangle-down")
_FEW = 4
"""The events of a lane with so many at most say their titles, where all of these fit."""
_MANY = 400
"""From so many events on, marks are small."""
_DEEPEST = 120
"""So many marks at most stand one below the other in a lane; beyond, they cover each other."""
_CALM = 300
"""A wide picture has no more ticks than fit so many pixels: years, where there are years."""
_DAY = 86_400_000
"""Milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Mark:
    """An event's place in pixels: from left to right, its middle so far below the top of its lane, and its words."""

    row: Row
    left: float
    right: float
    y: float
    lines: tuple[str, ...] = ()
    words_left: bool = False
    """Whether the words stand left of the mark, and not right."""


def strip_chart(table: ChartTable, full: float) -> Sketch:
    """The sketch of a strip of events `full` pixels wide."""
    days = [date.fromisoformat(day) for row in table.rows for day in (row.start, row.end)]
    frame, time = _frame(days, table.locale, full)
    big = len(table.rows) < _MANY
    found: dict[str, list[Json]] = {"shape": [], "bar": []}
    top = 0.0
    for kind, rows in by_series(in_time(table.rows)).items():
        name = rows[0].label[:1].upper() + rows[0].label[1:]
        heads = [line for line in wrap(name, SIZE, full - 2 * GAP) if line]
        for n, line in enumerate(heads):
            frame.write(line, GAP / 2 - frame.left, top + LINE * (n + 0.8), halo=True)
        top += LINE * len(heads) + GAP / 2
        lane = _lane(rows, frame, time, 9.0 if big else 4.0)
        for mark in lane:
            shape = "shape" if mark.row.start == mark.row.end else "bar"
            found[shape].append(_datum(mark, top, _shape(kind), big=big))
            _write_title(frame, mark, top)
        top += max(mark.y + max(LINE / 2, LINE * (len(mark.lines) - 0.5) + GAP / 2) for mark in lane)
        frame.rule(x=0, x2=frame.width, y=top)
        top += GAP / 2
    frame.height = top - GAP / 2
    frame.days_below(time)
    frame.header(table)
    return frame.compose(_layers(found, time, big=big))


def _frame(days: Sequence[date], locale: str, full: float) -> tuple[Frame, Axis]:
    """The frame, with room at both sides for half a date, and the axis of its days."""
    side = 3.0 * GAP
    for _ in range(2):
        wide = full - 2 * side
        time = dates(days, locale=read_locale(locale), length=min(wide, _CALM), size=SIZE)
        lines = [text.split("\n") for text in time.texts]
        side = max(side, ceil(widest(line for text in lines for line in text) / 2 + 1))
    below = LINE * max(map(len, lines), default=0) + 2 * GAP
    return Frame(width=full - 2 * side, height=0, left=side, right=side, bottom=below), time


def _shape(kind: str) -> str:
    """The shape of a kind of event; equal letters give an equal shape, on every page and machine."""
    return _SHAPES.get(kind.casefold()) or _OTHERS[sum(map(ord, kind.casefold())) % len(_OTHERS)]


def _lane(rows: Sequence[Row], frame: Frame, time: Axis, size: float) -> list[_Mark]:
    """The marks of a lane, one below the other where they would touch; or one below the other with their titles."""
    return _titled(rows, frame, time) or _stacked(rows, frame, time, size)


def _ends(row: Row, frame: Frame, time: Axis, size: float) -> tuple[float, float]:
    """From where to where a row's mark reaches; a span ends with its last day."""
    last = milliseconds(date.fromisoformat(row.end))
    start = time.position(milliseconds(date.fromisoformat(row.start)), frame.width)
    if row.start == row.end:
        return start - size / 2, start + size / 2
    end = time.position(last + _DAY, frame.width)
    # No span is drawn smaller than a day, or it could not be hit.
    short = max(0.0, size - (end - start)) / 2
    return start - short, end + short


def _stacked(rows: Sequence[Row], frame: Frame, time: Axis, size: float) -> list[_Mark]:
    """Each mark on the first level where it touches no other."""
    ends = [_ends(row, frame, time, size) for row in rows]
    levels = stacked([(left, right + 1) for left, right in ends], most=_DEEPEST)
    return [
        _Mark(row=row, left=left, right=right, y=(level + 0.5) * (size + 1.5) + GAP / 2)
        for row, (left, right), level in zip(rows, ends, levels, strict=True)
    ]


def _titled(rows: Sequence[Row], frame: Frame, time: Axis) -> list[_Mark]:
    """Each mark on a level of its own with its title beside it; nothing where one does not fit in two lines."""
    if len(rows) > _FEW:
        return []
    marks = []
    top = 0.0
    for row in rows:
        left, right = _ends(row, frame, time, 9.0)
        room = (frame.width + frame.right - GAP / 2 - right - GAP, left - GAP + frame.left - GAP / 2)
        words_left = room[1] > room[0] and width(clean(row.value_text), SIZE) > room[0]
        lines = tuple(wrap(row.value_text, SIZE, max(room[words_left], SIZE * 4)))
        if len(lines) > 2 or widest(lines) > room[words_left]:
            return []
        marks.append(_Mark(row=row, left=left, right=right, y=top + LINE / 2, lines=lines, words_left=words_left))
        top += LINE * len(lines)
    return marks


def _write_title(frame: Frame, mark: _Mark, top: float) -> None:
    """Write a mark's title beside it."""
    for n, line in enumerate(mark.lines):
        x = mark.left - GAP if mark.words_left else mark.right + GAP
        frame.write(line, x, top + mark.y + LINE * n + 4.5, align="right" if mark.words_left else "left", halo=True)


def _datum(mark: _Mark, top: float, shape: str, *, big: bool) -> Json:
    """The datum of a mark in a lane that begins at `top`."""
    row, half = mark.row, 3.5 if big else 1.5
    middle = top + mark.y
    return {
        "fact": row.fact,
        "title": clean(row.value_text),
        "kind": row.label,
        "date": row.date_text,
        "start": row.start,
        "x": round(mark.left, 2),
        "x2": round(mark.right, 2),
        "y": round(middle, 2),
        "top": round(middle - half, 2),
        "foot": round(middle + half, 2),
        "shape": shape,
        # Many dashes are no shape any more.
        **(ink(row, NEUTRAL) if big else ink(row, NEUTRAL) | {"dash": [1, 0]}),
    }


def _layers(found: dict[str, list[Json]], time: Axis, *, big: bool) -> list[alt.Chart]:
    """The spans as bars and over them the days as shapes."""
    layers = []
    if found["bar"]:
        bars = data(found["bar"]).mark_rect(strokeWidth=1.25, cornerRadius=3.5 if big else 1, opacity=1, **dashed())
        layers.append(
            bars.encode(
                x=alt.X("x:Q", scale=None, axis=None),
                x2=alt.X2("x2:Q"),
                y=alt.Y("top:Q", scale=None, axis=None),
                y2=alt.Y2("foot:Q"),
                **named(),
                **painted(),
            )
        )
    if found["shape"]:
        shapes = data(found["shape"]).mark_point(
            size=50 if big else 9, strokeWidth=1.5 if big else 0.75, opacity=1, **dashed()
        )
        # Real days on a real scale, so that the spec that readers take away holds both.
        scale = alt.Scale(type="utc", domain=[time.low, time.high], nice=False)
        layers.append(
            shapes.encode(
                x=alt.X("start:T", scale=scale, axis=None),
                y=at("x", "y")["y"],
                shape=alt.Shape("shape:N", scale=None),
                **named(),
                **painted(),
            )
        )
    return layers
