"""Babel's locales in d3's form, for charts that format their own axes (`draw: module:function`)."""

from __future__ import annotations

from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names, get_period_names
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol, parse_pattern


def read_locale(identifier: str) -> Locale:
    """The locale of that name (`uk`, `pt_BR` or `pt-BR`); ValueError where Babel has none."""
    try:
        return Locale.parse(identifier.replace("-", "_"))
    except UnknownLocaleError:
        raise ValueError(f'"{identifier}" is no locale that Babel knows') from None


def number_locale(locale: Locale) -> dict[str, Any]:
    """A definition for d3-format (https://d3js.org/d3-format#formatLocale)."""
    first, then = parse_pattern(locale.decimal_formats[None]).grouping
    return {
        "decimal": get_decimal_symbol(locale),
        "thousands": get_group_symbol(locale),
        # d3 repeats the list when a number outruns it; eight groups are more than a float has.
        "grouping": [first, *[then] * 8],
        "currency": ["", ""],
        "minus": get_minus_sign_symbol(locale),
    }


def time_locale(locale: Locale) -> dict[str, Any]:
    """A definition for d3-time-format (https://d3js.org/d3-time-format#timeFormatLocale)."""
    # Babel counts days from Monday, d3 from Sunday.
    days = (6, 0, 1, 2, 3, 4, 5)
    wide, short = (get_day_names(form, "format", locale) for form in ("wide", "abbreviated"))
    months, short_months = (get_month_names(form, "format", locale) for form in ("wide", "abbreviated"))
    periods = get_period_names("abbreviated", "format", locale)
    return {
        "dateTime": "%Y-%m-%d %H:%M:%S",
        "date": "%Y-%m-%d",
        "time": "%H:%M:%S",
        "periods": [periods["am"], periods["pm"]],
        "days": [wide[day] for day in days],
        "shortDays": [short[day] for day in days],
        "months": [months[month] for month in range(1, 13)],
        "shortMonths": [short_months[month] for month in range(1, 13)],
    }
