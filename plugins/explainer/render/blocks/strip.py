"""The strip above a timeline: a small mark for every event in its month, year or decade, and links to the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from babel import Locale

from explainer.model.dates import EdtfDate
from explainer.model.kinds import Event
from explainer.model.phrases import count_phrase, phrase

SLOT: Final = 10
"""How wide a slot is, in the picture's own units."""
HEIGHT: Final = 60
_THICKEST: Final = Decimal(8)
_MOST_PARTS: Final = 8
_MOST_MARKS: Final = 300
_SCALES: Final = ((1, 12), (10, 10), (100, 10))
"""Years in a part, and slots in it: a year of months, a decade of years, a century of decades."""
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """A mark in the strip; `number` is what its events bear too."""

    number: int
    kind: str
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A year, decade or century: its name, its first year with events (None without any), their count, the marks."""

    name: str
    year: int | None
    count: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Its parts, the width of each, and the number of every event's mark."""

    parts: tuple[Part, ...]
    width: int
    is_yearly: bool
    marks: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark stands: from one slot to another of a part, counted from its first."""

    first: int
    last: int
    kind: str
    events: tuple[str, ...]


def year_of(when: EdtfDate) -> int | None:
    """Return the year under which a date stands: its first; None where nobody knows when it began."""
    return None if when.is_interval and not when.start else when.earliest[0]


def strip_of(events: Sequence[Event], kinds: Sequence[str], locale: Locale) -> Strip | None:
    """Return the strip of events, whose marks lie in the order of their kinds; None where no event has a year."""
    dated = [event for event in events if year_of(event.date) is not None]
    if not dated:
        return None
    years = [event.date.earliest[0] for event in dated]
    first, last = min(years), max(years)
    length, slots = next(
        (scale for scale in _SCALES if last // scale[0] - first // scale[0] < _MOST_PARTS), _SCALES[-1]
    )
    by_part: dict[int, list[Event]] = {}
    for event in dated:
        by_part.setdefault(event.date.earliest[0] // length, []).append(event)
    of_one_mark = -(-len(dated) // _MOST_MARKS)
    rank = {kind: number for number, kind in enumerate(kinds)}
    places = {part: _places(found, part, length, slots, rank, of_one_mark) for part, found in by_part.items()}
    highest = max(_stacked(found, slots)[1] for found in places.values())
    unit = min(_THICKEST, Decimal(HEIGHT) / highest)
    marks: dict[str, int] = {}
    parts = []
    # A long way between two events is not drawn part by part.
    for part in range(first // length, last // length + 1) if last - first < 100 * length else sorted(by_part):
        found = places.get(part, [])
        bars = []
        for place, level in zip(found, _stacked(found, slots)[0], strict=True):
            number = len(set(marks.values()))
            marks |= dict.fromkeys(place.events, number)
            bars.append(_bar(number, place, level, unit))
        inside = by_part.get(part, [])
        parts.append(
            Part(
                name=str(part) if length == 1 else phrase("date-decade", locale).format(year=part * length),
                year=min((event.date.earliest[0] for event in inside), default=None),
                count=count_phrase("events", len(inside), locale, in_digits=True) if inside else "",
                bars=tuple(bars),
            )
        )
    return Strip(tuple(parts), slots * SLOT, length == 1, marks)


def _places(
    events: Sequence[Event], part: int, length: int, slots: int, rank: dict[str, int], of_one_mark: int
) -> list[_Place]:
    """Return the marks of a part, those over several slots first: they lie below the others."""

    def slot(year: int, month: int) -> int:
        passed = (year - part * length) * 12 + month - 1
        return min(passed * slots // (12 * length), slots - 1)

    def key(event: Event) -> tuple[int, int, int]:
        starts = slot(*event.date.earliest[:2])
        ends = slot(*event.date.latest[:2])
        return starts - ends, starts, rank.get(event.kind or "", len(rank))

    places = []
    for (negative, start, _), group in groupby(sorted(events, key=key), key=key):
        same = list(group)
        for index in range(0, len(same), of_one_mark):
            ids = tuple(event.id for event in same[index : index + of_one_mark])
            places.append(_Place(start, start - negative, same[0].kind or "", ids))
    return places


def _stacked(places: Sequence[_Place], slots: int) -> tuple[list[int], int]:
    """Return on what level each mark lies, above whatever lies in its slots already, and how many levels there are."""
    heights = [0] * slots
    levels = []
    for place in places:
        level = max(heights[place.first : place.last + 1])
        levels.append(level)
        heights[place.first : place.last + 1] = [level + 1] * (place.last + 1 - place.first)
    return levels, max(heights)


def _bar(number: int, place: _Place, level: int, unit: Decimal) -> Bar:
    gap = min(Decimal(2), unit / 4)
    return Bar(
        number=number,
        kind=place.kind,
        x=Decimal(place.first * SLOT + 1),
        y=(HEIGHT - (level + 1) * unit + gap / 2).quantize(_TENTH),
        width=Decimal((place.last + 1 - place.first) * SLOT - 2),
        height=(unit - gap).quantize(_TENTH),
    )
