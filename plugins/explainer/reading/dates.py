"""Dates, times and names in digits: what looks like a number and states none."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from explainer.reading.language import Language, last_word
from explainer.reading.surroundings import text_before

FixedKind = Literal["date", "time", "year", "ratio", "identifier"]

_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:1\d|20|21)\d\d"
_DASH: Final = "[-‐‑–—/]"
_SHAPES: Final[tuple[tuple[FixedKind, re.Pattern[str]], ...]] = (
    ("date", re.compile(rf"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-])")),
    ("date", re.compile(rf"{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}(?!\d|[.,]\d)")),
    ("date", re.compile(rf"{_DAY}\.{_MONTH}\.\d\d(?!\d|[.,]\d)")),
    ("date", re.compile(rf"{_DAY}/{_DAY}/(?:{_YEAR}|\d\d)(?![\d/])")),
    ("year", re.compile(rf"(?:19|20)\d\d(?:{_DASH}\d\d|/(?:19|20)\d\d)(?![\d/]|[.,]\d|\s?%)")),
    ("time", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:])")),
    ("identifier", re.compile(r"\d+(?:[-‐‑–]\d+){2,}")),
    ("identifier", re.compile(r"\d{1,3}(?:[.,]\d{1,8})?°\s?(?:[0-5]?\d[′'’]|[NSEWOСЮВЗ]\b)(?:\s?[0-5]?\d[″\"”])?")),
    ("ratio", re.compile(r"\d+(?:[.,]\d+)?(?:[:/]\d+(?:[.,]\d+)?)+")),
)
_OPEN_DATE: Final = re.compile(rf"{_DAY}\.{_MONTH}\.(?!\d)")
_CLOCK: Final = re.compile(r"(?:2[0-4]|1\d|0?\d)(?!\d)(?:[.:][0-5]\d)?")
_DAY_OR_TIME: Final = re.compile(rf"{_DAY}\.(?:0[1-9]|1[0-2])|(?:2[0-4]|[01]?\d)\.[0-5]\d")
_JOINTS: Final = r"and|und|bis\s+zum|et(?:\s+les?|\s+du)?|au|и|і|та|по"
_BEFORE_MONTH: Final = 60  # Long enough for "22nd, 23rd and 24th of ".


def read_shape(text: str, start: int, language: Language) -> tuple[FixedKind, int] | None:
    """Return what begins with the digit at `start` and is no number, with its end; None where it may be one."""
    for kind, pattern in _SHAPES:
        match = pattern.match(text, start)
        if match:
            return kind, match.end()
    if language.decimal != ".":
        match = _OPEN_DATE.match(text, start)
        if match:
            return "date", match.end()
    match = _CLOCK.match(text, start)
    end = read_hour(text, start, match.end(), language) if match else None
    return None if end is None else ("time", end)


def read_hour(text: str, start: int, end: int, language: Language) -> int | None:
    """Return where the time ends whose hour stands between two places, or None where the words make it none."""
    after = language.clock.match(text, end) if language.clock else None
    if after is None and language.at_hour:
        pattern = language.at_hour.get(last_word(text_before(text, start)))
        after = pattern.match(text, end) if pattern else None
    if after:
        return after.end()
    if language.clock_lead is None or text[start].isdecimal():
        return None
    return end if language.clock_lead.search(text_before(text, start)) else None


def looks_like_day(written: str, language: Language) -> bool:
    """Whether 24.02 or 12.30 may be a day or a time as well as a number, where the point is no decimal mark."""
    return language.decimal != "." and _DAY_OR_TIME.fullmatch(written) is not None


@lru_cache(maxsize=64)
def _month_patterns(language_joint: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    joint = rf"(?:\s*[-–—]\s*|\s+(?:{language_joint or 'to'}|{_JOINTS})\s+)"
    day = rf"{_DAY}(?:st|nd|rd|th|er|\.|-?го|-е|-те|-ти|-и)?"
    days = rf"(?:(?:{day},\s){{0,3}}{day}{joint})?{day}"
    year = rf"(?:,?\s+{_YEAR}(?!\d|[.,]\d|\s\d{{3}}(?!\d)))"
    before = re.compile(rf"(?<![\w.,:/$€£-]){days}\s+(?:(?:of|de)\s+)?\Z", re.I)
    after_first = re.compile(rf"\.?\s+{days}(?!\d|[.,:/]\d|\s?%|\s\d{{3}}(?!\d)){year}?", re.I)
    after = re.compile(rf"\.?{year}")
    return before, after_first, after


def read_month(text: str, start: int, end: int, language: Language) -> tuple[int, int] | None:
    """Return the span of the date around a month's name, or None where no digit belongs to it."""
    before, after_first, after = _month_patterns(language.date_joint)
    lead = max(0, start - _BEFORE_MONTH)
    days = before.search(text[lead:start])
    if days:
        following = after.match(text, end)
        return lead + days.start(), following.end() if following else end
    following = (after_first.match(text, end) if language.month_leads else None) or after.match(text, end)
    return (start, following.end()) if following else None
