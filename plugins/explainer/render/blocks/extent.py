"""How long a date is, where it is no single day: a bar on a scale that one knows, a month, a year or a decade.

Nothing is made more exact than it is: the bar covers every day that the date may mean.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from babel import Locale
from babel.dates import format_skeleton

from explainer.model.dates import Day, EdtfDate

WIDTH: Final = 120
"""Of the scale that the bar lies on, in its own units."""
_TENTH: Final = Decimal("0.1")
_LEAST: Final = Decimal(2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Extent:
    """A bar from `start`, `length` long, on a scale from `first` to `last`; `loose`: about or uncertain."""

    first: str
    last: str
    start: Decimal
    length: Decimal
    open_start: bool
    open_end: bool
    loose: bool


def extent_of(when: EdtfDate, locale: Locale) -> Extent | None:
    """Return how long a date is; None for a single day that is sure."""
    open_start, open_end = when.is_interval and not when.start, when.is_interval and not when.end
    first = when.latest if open_start else when.earliest
    last = when.earliest if open_end else when.latest
    loose = any(text.endswith(("~", "?", "%")) for text in (when.start, when.end))
    if first[:3] == last[:3] and not (loose or open_start or open_end):
        return None
    scale = _scale(first, last, locale, is_open=open_start or open_end)
    start = Decimal(0) if open_start else scale.place(first)
    end = Decimal(WIDTH) if open_end else scale.place(last, after=True)
    length = max(end - start, _LEAST)
    return Extent(
        first="" if open_start else scale.first,
        last="" if open_end else scale.last,
        start=min(start, WIDTH - length).quantize(_TENTH),
        length=length.quantize(_TENTH),
        open_start=open_start,
        open_end=open_end,
        loose=loose,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """From the first month (counted since the year 0) over so many months; `first` and `last` name its ends."""

    month: int
    months: int
    first: str
    last: str

    def place(self, day: Day, *, after: bool = False) -> Decimal:
        """Return where a day begins, or ends; every month of a longer scale is equally long."""
        year, month, number, _ = day
        passed = Decimal(number - (not after)) / monthrange(year or 2000, month)[1] if year else Decimal(0)
        return (12 * year + month - 1 - self.month + passed) * WIDTH / self.months


def _scale(first: Day, last: Day, locale: Locale, *, is_open: bool) -> _Scale:
    """Return the shortest scale with something besides the bar: a month, a year, a decade; else one as long as it."""
    whole_month = first[2] == 1 and last[2] == monthrange(last[0] or 2000, last[1])[1]
    whole_year = whole_month and (first[1], last[1]) == (1, 12)
    is_plain = 1 <= first[0] <= 9999
    if first[:2] == last[:2] and not whole_month and not is_open and is_plain:
        days = (date(first[0], first[1], day) for day in (1, monthrange(first[0], first[1])[1]))
        words = [str(format_skeleton("MMMd", day, locale=locale)) for day in days]
        return _Scale(12 * first[0] + first[1] - 1, 1, words[0], words[1])
    if first[0] == last[0] and not whole_year:
        names = locale.months["stand-alone"]["abbreviated"]
        return _Scale(12 * first[0], 12, str(names[1]), str(names[12]))
    decade = first[0] // 10 * 10
    if last[0] <= decade + 9 and (first[0], last[0]) != (decade, decade + 9):
        return _Scale(12 * decade, 120, str(decade), str(decade + 9))
    return _Scale(12 * first[0], 12 * (last[0] - first[0] + 1), str(first[0]), str(last[0]))
