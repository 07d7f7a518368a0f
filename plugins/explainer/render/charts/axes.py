"""Axes: where ticks stand and what they say, in the page's locale.

Babel words every tick, the same library that prints the page's numbers; d3 has few locales and disagrees with
CLDR in some. A tick is a round position on the scale and no fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from .text import width

_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """A scale's ends and its ticks with their texts; numbers are floats, dates milliseconds in UTC."""

    low: float
    high: float
    ticks: tuple[int | float, ...]
    texts: tuple[str, ...]
    """A text may have two lines, parted by a line feed."""

    def position(self, value: float, length: float) -> float:
        """Pixels from the low end of an axis of that length."""
        return (value - self.low) / (self.high - self.low) * length


def numbers(values: Iterable[Decimal], *, locale: Locale, zero: bool) -> Axis:
    """An axis over the values with round ends and some four steps; `zero` makes it hold zero."""
    known = list(values)
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        # One value alone: give it room, from zero if it can be.
        low, high = (low - 1, high + 1) if zero or not low else sorted((low * 0, high * 2))
    whole = all(value == value.to_integral_value() for value in known)
    step = _step(low, high, whole=whole)
    first, last = (
        (low / step).to_integral_value("ROUND_FLOOR"),
        (high / step).to_integral_value("ROUND_CEILING"),
    )
    ticks = [step * (first + i) for i in range(int(last - first) + 1)]
    texts = tuple(format_decimal(tick, locale=locale, decimal_quantization=False) for tick in ticks)
    return Axis(low=float(ticks[0]), high=float(ticks[-1]), ticks=tuple(map(number, ticks)), texts=texts)


def dates(days: Iterable[date], *, locale: Locale, length: float, size: float) -> Axis:
    """An axis over the days, with as many ticks (days, months or years) as stand apart on `length` pixels."""
    known = list(days)
    low, high = min(known), max(known)
    # Marks must not touch the frame; a single day needs some span to stand in.
    room = max((high - low).days // 40, 1 if high > low else 3)
    low, high = _shift(low, -room), _shift(high, room)
    axis = Axis(low=milliseconds(low), high=milliseconds(high), ticks=(), texts=())
    for found in _candidates(low, high):
        texts = _texts(found, locale)
        places = [axis.position(milliseconds(day), length) for day in found]
        halves = [max(width(line, size) for line in text.split("\n")) / 2 + 4 for text in texts]
        apart = all(
            b - a >= half_a + half_b
            for (a, b), (half_a, half_b) in zip(pairwise(places), pairwise(halves), strict=True)
        )
        if found and apart:
            return Axis(
                low=axis.low,
                high=axis.high,
                ticks=tuple(milliseconds(day) for day in found),
                texts=tuple(texts),
            )
    return axis


def number(value: Decimal) -> int | float:
    """The JSON number that places a mark; whole numbers stay whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def milliseconds(day: date) -> int:
    """Milliseconds from 1970 to the start of the day in UTC, the unit of Vega's time scales."""
    return (day - date(1970, 1, 1)) // timedelta(milliseconds=1)


def _step(low: Decimal, high: Decimal, *, whole: bool) -> Decimal:
    """The round number (1, 2, 2.5 or 5 times a power of ten) by which an axis overshoots its ends least.

    Where all values are whole numbers (`whole`), so are the steps: nobody counts half a body.
    """
    magnitude = Decimal(1).scaleb((high - low).adjusted() - 1)
    steps = [factor * magnitude * ten for ten in (1, 10) for factor in _ROUND]
    if whole:
        steps = [step for step in steps if step == step.to_integral_value()] or [Decimal(1)]

    def length(step: Decimal) -> Decimal:
        """Steps that the axis has in all."""
        return (high / step).to_integral_value("ROUND_CEILING") - (low / step).to_integral_value("ROUND_FLOOR")

    # Three to six steps read well; an axis of few whole numbers has fewer.
    fitting = [step for step in steps if 3 <= length(step) <= 6] or [s for s in steps if length(s) <= 6]
    return min(fitting, key=lambda step: (length(step) * step, -step))


def _shift(day: date, days: int) -> date:
    """The day moved, within the years that a date can have."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _candidates(low: date, high: date) -> Iterable[Sequence[date]]:
    """Sets of tick days within the ends, densest first."""
    span = (high - low).days
    if span <= 14:
        yield [_shift(low, n) for n in range(span + 1)]
    if span <= 120:
        for starts in ((1, 8, 15, 22), (1, 15)):
            every = (_shift(low, n) for n in range(span + 1))
            yield from _enough([day for day in every if day.day in starts])
    for months in (1, 3, 6):
        if span <= 800 * months:
            yield from _enough(_firsts(low, high, months))
    for years in (1, 2, 5, 10, 20, 50, 100, 200, 500):
        yield from _enough([day for day in _firsts(low, high, 12) if not day.year % years])
    middle = _shift(low, span // 2)
    yield [middle]


def _enough(days: Sequence[date]) -> Iterable[Sequence[date]]:
    """The days, if there are two at least: a single tick does not say how time runs."""
    return [days] if len(days) > 1 else []


def _firsts(low: date, high: date, months: int) -> list[date]:
    """The first days of every `months`-th month within the ends, counted from January."""
    numbers_of_months = range(low.year * 12 + low.month - 1, high.year * 12 + high.month)
    firsts = (date(n // 12, n % 12 + 1, 1) for n in numbers_of_months if not n % months)
    return [day for day in firsts if low <= day <= high]


def _texts(days: Sequence[date], locale: Locale) -> list[str]:
    """A tick's text: the year, or the month or day with the year below it where a new year begins."""
    if len(days) > 1 and all((day.month, day.day) == (1, 1) for day in days):
        return [format_skeleton("y", day, locale=locale) for day in days]
    months = len(days) > 1 and all(day.day == 1 for day in days)
    texts = []
    year = None
    for day in days:
        # The month in its "format" form and not the stand-alone one: Babel 2.18 lets stand-alone names of one
        # locale leak into others in the same process (https://github.com/python-babel/babel/pull/1263).
        text = format_date(day, "MMM", locale=locale) if months else format_skeleton("MMMd", day, locale=locale)
        if day.year != year:
            text += "\n" + format_skeleton("y", day, locale=locale)
            year = day.year
        texts.append(text)
    return texts
