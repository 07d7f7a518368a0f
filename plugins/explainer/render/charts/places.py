"""Charts in which time, or a list of names, runs down: one place a date or name, with room beside it for a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from .frame import GAP, Frame, widest
from .look import LINE, NEUTRAL, SIZE, TEXT
from .table import Annotation, ChartTable, Row
from .text import clean, width, wrap

SLOT = 17
"""Height of a bar that has its number beside it, or of what else stands on a line of its own."""
NUMBERED = 80
"""A chart of more rows than this has an axis in place of numbers; the table under it has them."""
_TALLEST = 1200
"""Height that places without numbers share."""
_SHARE = 0.34
"""Part of the picture that names may take at its left."""
_BARS = 0.3
"""Part of the picture that bars have, if need be by names above them."""
_NUMBERS = 0.7
"""Part of the picture that numbers may take."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One date or name, with what stands there; heights in pixels from the top of the plot."""

    text: str
    lines: tuple[str, ...] = ()
    """Its name as it is written."""
    rows: tuple[Row, ...] = ()
    event: Annotation | None = None
    top: float = 0
    height: float = 0
    first: float = 0
    """Middle of its first slot."""

    @property
    def middle(self) -> float:
        """Its middle."""
        return self.top + self.height / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """The places of a chart from the top down, and the frame that they stand in."""

    frame: Frame
    places: tuple[Place, ...]
    slot: float
    """Height of a slot."""
    numbered: bool
    """Whether each row has its number beside it; else there is an axis."""
    above: bool
    """Whether names stand above their bars and not beside them."""


def one_each(place: Place) -> int:
    """A slot for every row of a place."""
    return max(len(place.rows), 1)


def arrange(
    table: ChartTable,
    full: float,
    *,
    slots: Callable[[Place], int] = one_each,
    slot: float = SLOT,
    left: float = 0,
    right: float = 0,
    legend: Sequence[Row] = (),
    measured: bool = True,
) -> Column:
    """Lay out a picture `full` pixels wide, with its names, events and the lines above it written.

    `slot` is the height of a slot in pixels; `left` and `right` are the room that numbers need beyond the plot;
    `legend` has a row of each series that is named above; `measured` says whether the measure stands there.
    """
    found = _places(table)
    squeezed = len(table.rows) > NUMBERED
    # Numbers that would take most of the picture are left to the table under it, too.
    numbered = not squeezed and left + right <= full * _NUMBERS
    left, right = (left, right) if numbered or squeezed else (0, 0)
    dated = all(row.start for row in table.rows)
    found = [_name(place, full * _SHARE if place.rows else full - 2 * GAP) for place in found]
    names = widest(line for place in found if place.rows for line in place.lines) + GAP
    # A name that needs many lines at the side of a narrow picture stands above its bars instead, and so do all where
    # the bars would have too little room between names and numbers.
    many = not dated and max(len(place.lines) for place in found) > 2
    above = not squeezed and (many or full - names - left - right - 4 * GAP < full * _BARS)
    if above:
        names = 0
        found = [_name(place, full - 2 * GAP) for place in found]
    frame = Frame(
        width=full - names - left - right - 4 * GAP,
        height=0,
        left=names + GAP + left,
        right=right + 3 * GAP,
        bottom=GAP if numbered else LINE + 2 * GAP,
    )
    places = _stack(found, slots, slot, above=above, squeezed=squeezed)
    frame.height = places[-1].top + places[-1].height
    _write_names(frame, places, -GAP - left, above=above)
    for place in places:
        if place.event:
            _write_event(frame, place)
    if legend or measured:
        frame.header(table, legend=legend)
    if squeezed:
        slot = max(place.height for place in places if place.rows) / max(map(slots, places))
    return Column(frame=frame, places=tuple(places), slot=slot, numbered=numbered, above=above)


def _name(place: Place, limit: float) -> Place:
    """The place with its name in lines no wider than `limit`."""
    return replace(place, lines=tuple(wrap(place.text, SIZE, limit)))


def _places(table: ChartTable) -> list[Place]:
    """Rows and events by the place that each stands in, in order of time; the undated come last, as they are given."""
    dated = all(row.start for row in table.rows)
    things: list[Row | Annotation] = [*table.rows, *(table.annotations if dated else ())]
    things.sort(key=lambda thing: (not thing.start, thing.start, thing.end))
    again: Counter[object] = Counter()
    found: dict[object, list[Row]] = {}
    places: list[Annotation | object] = []
    for thing in things:
        if isinstance(thing, Annotation):
            places.append(thing)
            continue
        # Rows of one date share a place, but a series has only one row there.
        date_or_fact = (thing.start, thing.end) if thing.start else thing.fact
        again[date_or_fact, thing.series] += 1
        key = (date_or_fact, again[date_or_fact, thing.series])
        if key not in found:
            found[key] = []
            places.append(key)
        found[key].append(thing)
    order = {series: n for n, series in enumerate(dict.fromkeys(row.series for row in table.rows))}
    return [
        Place(text=clean(key.label), event=key)
        if isinstance(key, Annotation)
        else _of_rows(sorted(found[key], key=lambda row: order[row.series]))
        for key in places
    ]


def _of_rows(rows: Sequence[Row]) -> Place:
    first = rows[0]
    text = (first.date_text or first.start) if first.start else first.label
    return Place(text=clean(text), rows=tuple(rows))


def _stack(
    places: Sequence[Place], slots: Callable[[Place], int], slot: float, *, above: bool, squeezed: bool
) -> list[Place]:
    """The places one below the other, each as high as its slots and its name need."""
    counts = [slots(place) for place in places]
    # Many rows share a height that can still be looked at; the table under the picture has their names.
    shrink = min(1, _TALLEST / (slot * sum(counts))) if squeezed else 1
    gap = 9 if max(counts) > 1 else 5
    stacked = []
    top = 0.0
    for place, count in zip(places, counts, strict=True):
        bars, words = slot * count * shrink, LINE * len(place.lines)
        head = words if above and place.rows else 0
        body = bars if squeezed and place.rows else max(bars, 0 if head else words) + gap
        first = top + head + (body - bars + slot * shrink) / 2
        stacked.append(replace(place, top=top, height=head + body, first=first))
        top += head + body
    return stacked


def _write_names(frame: Frame, places: Sequence[Place], edge: float, *, above: bool) -> None:
    """Put each place's name above it, or beside it up to `edge`, or every so many of them where they would touch."""
    named = [place for place in places if place.rows]
    every = ceil(max(LINE * len(place.lines) / place.height for place in named))
    for place in named[::every]:
        for n, line in enumerate(place.lines):
            if above:
                frame.write(line, GAP / 2 - frame.left, place.top + LINE * (n + 0.8))
            else:
                middle = place.middle + LINE * (n - (len(place.lines) - 1) / 2)
                frame.write(line, edge, middle + 4.5, align="right")


def _write_event(frame: Frame, place: Place) -> None:
    """Put an event between the places: its words, then a thin rule to the right edge."""
    start = -frame.left + GAP / 2
    for n, line in enumerate(place.lines):
        frame.write(line, start, place.middle + LINE * (n - (len(place.lines) - 1) / 2) + 4.5)
    after = start + width(place.lines[-1], SIZE) + 2 * GAP
    if after < frame.width:
        middle = place.middle + LINE * (len(place.lines) - 1) / 2
        frame.rule(x=after, x2=frame.width, y=middle, colour=NEUTRAL)


def zero_line(column: Column, x: float) -> None:
    """Draw the line that bars start from, with a gap where an event's words stand, or a name above its bars."""
    if column.above:
        for place in column.places:
            column.frame.rule(x=x, y=place.top + LINE * len(place.lines) + 2, y2=place.top + place.height, colour=TEXT)
        return
    top: float | None = None
    for place in column.places:
        if place.event and top is not None:
            column.frame.rule(x=x, y=top, y2=place.top, colour=TEXT)
            top = None
        elif not place.event and top is None:
            top = place.top
    if top is not None:
        column.frame.rule(x=x, y=top, y2=column.frame.height, colour=TEXT)
