"""Dates that know their precision: EDTF (ISO 8601-2, levels 0 and 1) -> an interval of days, and words."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Day = tuple[int, int, int, int]
"""Year, month, day and second of the day: what two dates are compared by (Python's own dates end at 9999)."""

_DAY_SECONDS: Final = 86_400
_FIRST: Final[Day] = (-(10**12), 1, 1, 0)
_LAST: Final[Day] = (10**12, 12, 31, _DAY_SECONDS - 1)

# Most dates are plain; reading them here costs a thousandth of what the EDTF parser takes.
_PLAIN: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_MARKED: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}[~?%]", re.ASCII)
# The parser knows level 2 as well, which we do not.
_LEVEL_1: Final = re.compile(
    r"(?:\d{3}X|\d{2}XX|\d{4}-XX(?:-XX)?|\d{4}-\d{2}-XX|Y-?\d{5,9}|-\d{4}(?:-\d{2}){0,2})[~?%]?", re.ASCII
)

_SINGLE: Final = f"(?:{_MARKED.pattern}|{_PLAIN.pattern}|{_TIME.pattern}|{_LEVEL_1.pattern})"
DATE_PATTERN: Final = rf"^(?:{_SINGLE}|(?:{_SINGLE}|\.\.)?/(?:{_SINGLE}|\.\.)?)$"
"""What every date looks like; not all that looks like one is a date."""


class DateError(ValueError):
    """A text that is no date: `code` is date-is-valid or date-is-possible."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date as precise as it was written.

    `earliest` and `latest` bound the days that it may mean. `text` is the EDTF text as written; `start` and `end`
    are the parts of an interval ("" where it is open), equal to `text` for a single date.
    """

    text: str
    earliest: Day
    latest: Day
    start: str
    end: str

    @property
    def order(self) -> tuple[Day, Day]:
        """What dates are sorted by: where the interval starts, then where it ends."""
        return self.earliest, self.latest

    @property
    def is_interval(self) -> bool:
        """Whether the date is a span with two ends, rather than one day, month or year."""
        return "/" in self.text

    @property
    def machine(self) -> str:
        """The date for a `datetime` attribute, as precise as it is: "1961-05"; "" where HTML has no form for it."""
        bare = self.start.rstrip("~?%")
        plain = _PLAIN.fullmatch(bare)
        if plain and int(plain[2] or 1) > 12:  # A season, which EDTF writes as a month.
            return ""
        return bare if plain or _TIME.fullmatch(bare) else ""

    def is_before(self, other: EdtfDate) -> bool:
        """Return whether every day that this may mean is before every day that `other` may mean."""
        return self.latest[:3] < other.earliest[:3]

    def days(self) -> tuple[str, str]:
        """Return the first and last day as ISO text, for drawing; the years are kept within 1 and 9999."""
        return _iso(self.earliest), _iso(self.latest)

    def __str__(self) -> str:
        return self.text


def _iso(day: Day) -> str:
    return f"{min(max(day[0], 1), 9999):04d}-{day[1]:02d}-{day[2]:02d}"


@lru_cache(maxsize=65_536)
def read_date(text: str) -> EdtfDate:
    """Return the date that an EDTF text means; raise DateError with what to write instead."""
    if text.count("/") == 1:
        return _interval(text)
    earliest, latest = _bounds(text, text)
    return EdtfDate(text, earliest, latest, text, text)


def _interval(text: str) -> EdtfDate:
    first, last = text.split("/")
    # Level 1 writes an open end as "..", an unknown one as nothing.
    earliest = _FIRST if first in ("", "..") else _bounds(first, text)[0]
    latest = _LAST if last in ("", "..") else _bounds(last, text)[1]
    if (first in ("", "..")) and (last in ("", "..")):
        raise DateError("date-is-valid", f'"{text}" has neither a start nor an end', "write at least one of them")
    if latest < earliest:
        raise DateError("date-is-possible", f'"{text}" ends before it starts', f'did you mean "{last}/{first}"?')
    return EdtfDate(text, earliest, latest, first.strip("."), last.strip("."))


def _bounds(text: str, whole: str) -> tuple[Day, Day]:
    """Return the first and the last moment that one date may mean."""
    match = _PLAIN.fullmatch(text)
    if match:
        return _plain_bounds(text, *(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    match = _TIME.fullmatch(text)
    if match:
        return _time_bounds(text, match)
    if _MARKED.fullmatch(text):
        return _bounds(text[:-1], whole)
    return _parsed_bounds(text, whole)


def _plain_bounds(text: str, year: int, month: int | None, day: int | None) -> tuple[Day, Day]:
    if month is None:
        return (year, 1, 1, 0), (year, 12, 31, _DAY_SECONDS - 1)
    if 21 <= month <= 24 and day is None:
        return _season_bounds(year, month)
    if not 1 <= month <= 12:
        raise DateError("date-is-possible", f'"{text}" names month {month}', "months run from 01 to 12")
    # Python's calendar knows no year 0; its rule for leap years is that of 2000.
    days = monthrange(year or 2000, month)[1]
    if day is None:
        return (year, month, 1, 0), (year, month, days, _DAY_SECONDS - 1)
    if not 1 <= day <= days:
        raise DateError(
            "date-is-possible",
            f'"{text}" names day {day} of a month with {days} days',
            "look the day up again",
        )
    return (year, month, day, 0), (year, month, day, _DAY_SECONDS - 1)


def _season_bounds(year: int, season: int) -> tuple[Day, Day]:
    """Return a northern season's bounds, from 21 (spring) to 24 (winter, which ends in the next year)."""
    first = 3 * (season - 20)
    last_year, last = (year, first + 2) if season < 24 else (year + 1, 2)
    return (year, first, 1, 0), (last_year, last, monthrange(last_year or 2000, last)[1], _DAY_SECONDS - 1)


def _time_bounds(text: str, match: re.Match[str]) -> tuple[Day, Day]:
    (year, month, day, _), _ = _bounds(match.group(1), text)
    hour, minute, second = (int(part) for part in match.groups()[1:4])
    if hour > 23 or minute > 59 or second > 59:
        raise DateError("date-is-possible", f'"{text}" names a time that no day has', "write 00:00:00 to 23:59:59")
    moment = (year, month, day, hour * 3600 + minute * 60 + second)
    return moment, moment


def _parsed_bounds(text: str, whole: str) -> tuple[Day, Day]:
    """Return the bounds of what is not plain (199X, 2004-XX, Y170000) through the EDTF parser."""
    if not _LEVEL_1.fullmatch(text):
        raise DateError("date-is-valid", f'"{whole[:40]}" is not a date', _date_hint(text))
    # Imported here: the parser builds its grammar on import, and most sites never need it.
    from edtf import Date, LongYear, Unspecified, parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
    except EDTFParseException:
        parsed = None
    if isinstance(parsed, Date | LongYear | Unspecified):
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return (*lower[:3], 0), (*upper[:3], _DAY_SECONDS - 1)
    raise DateError("date-is-valid", f'"{whole}" is not a date', _date_hint(text))


def _date_hint(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    if match and int(match.group(2)) <= 12:
        return f'did you mean "{match.group(3)}-{int(match.group(2)):02d}-{int(match.group(1)):02d}"?'
    match = re.fullmatch(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?", text)
    if match and int(match.group(2)) <= 12:
        return 'did you mean "' + "-".join([match.group(1), *(f"{int(p):02d}" for p in match.groups()[1:] if p)]) + '"?'
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?", text):
        return "write a time with seconds, as 2026-02-26T10:00:00Z"
    if re.fullmatch(r"(19|20)\d{2}s", text):
        return f'did you mean "{text[:3]}X"?'
    return (
        "write year-month-day as 2026-02-26, or 2026-02, 2026, 2026-02~ (about), 2025? (uncertain), "
        "2025-06-11/2025-06-16"
    )
