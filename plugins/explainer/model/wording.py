"""Dates and numbers in the words of the page's locale; all rules are Babel's."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal

from explainer.model.dates import EdtfDate
from explainer.model.phrases import phrase

DEFAULT_LOCALE: Final = "en"
DIGITS: Final = Context(prec=100)
"""What numbers are computed and worded with: one has thirty digits at most, so that sums of them are exact."""
_SINGLE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_TIMED: Final = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})?")


@lru_cache(maxsize=64)
def find_locale(name: str) -> Locale | None:
    """Return Babel's locale for a BCP 47 tag, or None where Babel knows none."""
    try:
        return Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def language_name(tag: str, locale: Locale) -> str:
    """Return what a locale calls the language of a BCP 47 tag; the tag itself where it has no name for it."""
    found = locale.languages.get(tag.split("-")[0].lower())
    return str(found) if found else tag


def number_words(value: Decimal, locale: Locale) -> str:
    """Return a number with the locale's grouping and all of its own digits: 14,060; 46.9."""
    places = max(0, -int(value.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(DIGITS):
        return format_decimal(value, format=_with_grouping(pattern, locale), locale=locale, group_separator=True)


@lru_cache(maxsize=256)
def _with_grouping(pattern: str, locale: Locale) -> str:
    """Return the pattern with the locale's own group sizes (1,00,000 in Hindi)."""
    own = str(locale.decimal_formats[None].pattern)
    return own.split(".")[0].split(";")[0] + pattern[pattern.find("0") + 1 :]


def money_words(value: Decimal, currency: str, locale: Locale) -> str:
    """Return an amount of money as the locale writes it."""
    places = max(0, -int(value.as_tuple().exponent))
    pattern = re.sub(r"0(?:\.0+)?", "0" + ("." + "0" * places if places else ""), _money_pattern(locale), count=1)
    with localcontext(DIGITS):
        return format_currency(value, currency, format=pattern, locale=locale, currency_digits=False)


@lru_cache(maxsize=64)
def _money_pattern(locale: Locale) -> str:
    """Return the locale's pattern for money, down to the last 0 before its decimals."""
    return re.sub(r"0\.0+", "0", str(locale.currency_formats["standard"].pattern))


def date_words(when: EdtfDate, locale: Locale, *, short: bool = False) -> str:
    """Return a date in words, never more precise than it is: February 2022; about March 2024; 23 – 25 May 2025."""
    if not when.is_interval:
        return _single_words(when.text, locale, short)
    if not when.start:
        return phrase("date-until", locale).format(date=_single_words(when.end, locale, short))
    if not when.end:
        return phrase("date-since", locale).format(date=_single_words(when.start, locale, short))
    joined = _interval_words(when, locale, short)
    if joined:
        return joined
    start, end = _single_words(when.start, locale, short), _single_words(when.end, locale, short)
    return phrase("date-range", locale).format(start=start, end=end)


def _interval_words(when: EdtfDate, locale: Locale, short: bool) -> str:
    """Return two exact days as the locale joins them (11–16 June 2025), or nothing where they are not exact."""
    days = [_SINGLE.fullmatch(text) for text in (when.start, when.end)]
    if not all(match and match.group(3) and not match.group(4) for match in days):
        return ""
    first, last = (date(*when.earliest[:3]), date(*when.latest[:3]))
    # CLDR has patterns for intervals of shortened months only; the long ones differ in the month's name alone.
    parts = locale.interval_formats["yMMMd"]
    field = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    if short or field not in parts or first == last:
        return format_interval(first, last, "yMMMd", locale=locale)
    return "".join(
        format_date(day, re.sub(r"(?<!M)MMM(?!M)", "MMMM", pattern), locale=locale)
        for day, pattern in zip((first, last), parts[field], strict=True)
    )


# The same few hundred days are said again in every note, register and line of a timeline.
@lru_cache(maxsize=4096)
def _single_words(text: str, locale: Locale, short: bool) -> str:
    match = _SINGLE.fullmatch(text)
    if match:
        year, month, day, mark = match.groups()
        words = _plain_words(int(year), int(month or 0), int(day or 0), locale, short)
        if mark:
            key = {"~": "date-about", "?": "date-uncertain", "%": "date-about-uncertain"}[mark]
            words = phrase(key, locale).format(date=words)
        return words
    match = _TIMED.fullmatch(text)
    if match:
        return _time_words(match, locale, short)
    return _unspecified_words(text, locale, short)


def _plain_words(year: int, month: int, day: int, locale: Locale, short: bool) -> str:
    if not 1 <= year <= 9999:
        return str(year)
    if 21 <= month <= 24:
        return phrase(f"season-{month}", locale).format(year=year)
    if day:
        return format_date(date(year, month, day), "medium" if short else "long", locale=locale)
    if month:
        return format_skeleton("yMMM" if short else "yMMMM", date(year, month, 1), locale=locale)
    return format_skeleton("y", date(year, 1, 1), locale=locale)


def _time_words(match: re.Match[str], locale: Locale, short: bool) -> str:
    moment = datetime.fromisoformat(match.group(1))
    zone = {"Z": " UTC", None: ""}.get(match.group(2), f" UTC{match.group(2)}")
    day = format_date(moment, "medium" if short else "long", locale=locale)
    return f"{day}, {format_time(moment, 'short', locale=locale)}{zone}"


def _unspecified_words(text: str, locale: Locale, short: bool) -> str:
    """Return 199X, 2004-XX and their like in words: what is not known is said, not filled in."""
    bare = text.rstrip("~?%")
    if re.fullmatch(r"\d{4}-\d{2}-XX", bare):
        return _single_words(bare[:7], locale, short)
    if re.fullmatch(r"\d{4}-XX(-XX)?", bare):
        return _single_words(bare[:4], locale, short)
    if re.fullmatch(r"\d{3}X", bare):
        return phrase("date-decade", locale).format(year=f"{bare[:3]}0")
    if re.fullmatch(r"\d{1,2}X{2,3}", bare):
        first, last = bare.replace("X", "0"), bare.replace("X", "9")
        return phrase("date-range", locale).format(start=first, end=last)
    return text
