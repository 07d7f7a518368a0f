"""Numbers with their unit: the only place where numbers are computed, rounded or worded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.numbers import format_percent

from explainer.model.phrases import phrase
from explainer.model.wording import DIGITS, money_words, number_words

CURRENCIES: Final = frozenset(get_global("all_currencies"))
# What is measured may lie below zero: a level, a temperature, an amount owed, a change in points.
_MEASURES: Final = frozenset(
    """
    metre metres meter meters centimetre centimetres centimeter centimeters millimetre millimetres millimeter
    millimeters kilometre kilometres kilometer kilometers feet foot inch inches yards miles degree degrees celsius
    fahrenheit point points hectopascal dollar dollars euro euros cent cents pound pounds hryvnia hryvnias hryvnya
    rouble roubles ruble rubles usd eur gbp uah rub chf
    """.split()  # noqa: SIM905 (fifty strings in quotes would hide the words)
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range of them: `low` and `high` are equal for one number; `best` is the likeliest of a range."""

    low: Decimal
    high: Decimal
    best: Decimal | None = None

    @classmethod
    def exact(cls, value: Decimal) -> Quantity:
        """Return the quantity that is one number."""
        return cls(value, value)

    @property
    def is_range(self) -> bool:
        """Whether this is a range rather than one number."""
        return self.low != self.high

    @property
    def middle(self) -> Decimal | None:
        """The one number that stands for this: its value, or the best of a range; None for a range without one."""
        return self.best if self.is_range else self.low

    def rounded(self, places: int) -> Quantity:
        """Return this with every number rounded, half away from zero; -2 rounds to hundreds."""
        best = None if self.best is None else _round(self.best, places)
        return Quantity(_round(self.low, places), _round(self.high, places), best)


def _round(value: Decimal, places: int) -> Decimal:
    with localcontext(DIGITS):
        rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return rounded if places > 0 else rounded.quantize(Decimal(1))


def add(parts: Sequence[Quantity]) -> Quantity:
    """Return the sum; a range among the parts makes it a range."""
    best = None
    middles = [part.middle for part in parts]
    if any(part.is_range for part in parts) and None not in middles:
        best = _sum(middle for middle in middles if middle is not None)
    return Quantity(_sum(part.low for part in parts), _sum(part.high for part in parts), best)


def _sum(values: Iterable[Decimal]) -> Decimal:
    with localcontext(DIGITS):
        return sum(values, Decimal(0))


def subtract(first: Quantity, second: Quantity) -> Quantity:
    """Return first minus second, over the widest range that the two allow."""
    with localcontext(DIGITS):
        best = None
        if (first.is_range or second.is_range) and first.middle is not None and second.middle is not None:
            best = first.middle - second.middle
        return Quantity(first.low - second.high, first.high - second.low, best)


def divide(first: Quantity, second: Quantity, scale: int = 1) -> Quantity:
    """Return first over second times `scale`, over the widest range; raise ZeroDivisionError where second may be 0."""
    if second.low <= 0 <= second.high:
        raise ZeroDivisionError
    with localcontext(DIGITS):
        corners = [a * scale / b for a in (first.low, first.high) for b in (second.low, second.high)]
        best = None
        if (first.is_range or second.is_range) and first.middle is not None and second.middle is not None:
            best = first.middle * scale / second.middle
    return Quantity(min(corners), max(corners), best)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: CLDR plural forms by name (`other` at least), "%" or an ISO 4217 currency as `other`."""

    forms: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The unit as it stands alone, and what two units are compared by."""
        return dict(self.forms)["other"]

    @property
    def is_percent(self) -> bool:
        """Whether the number is a percentage."""
        return self.name == "%"

    @property
    def is_currency(self) -> bool:
        """Whether the number is an amount of money."""
        return len(self.forms) == 1 and self.name in CURRENCIES

    @property
    def is_countable(self) -> bool:
        """Whether the unit is a word for things that one counts, which cannot be fewer than none."""
        words = self.name.casefold().split()
        return all(word.isalpha() and len(word) > 2 for word in words) and _MEASURES.isdisjoint(words)


def value_words(quantity: Quantity, unit: Unit | None, locale: Locale) -> str:
    """Return the bare number: 14,060; 275,000 to 325,000; 15%; US$5."""
    if not quantity.is_range:
        return _one(quantity.low, unit, locale)
    # Where the unit is part of the number (%), it stands once, after the last.
    low_unit = None if unit is not None and unit.is_percent else unit
    low, high = _one(quantity.low, low_unit, locale), _one(quantity.high, unit, locale)
    words = phrase("range", locale).format(low=low, high=high)
    if quantity.best is None:
        return words
    return phrase("range-best", locale).format(best=_one(quantity.best, unit, locale), range=words)


def amount_words(quantity: Quantity, unit: Unit | None, qualifier: str, locale: Locale) -> str:
    """Return the number as prose prints it, with qualifier and unit: nearly 186,000 people."""
    words = value_words(quantity, unit, locale)
    if unit is not None and not unit.is_percent and not unit.is_currency:
        words = phrase("amount", locale).format(number=words, unit=unit_words(quantity, unit, locale))
    return phrase(f"qualifier-{qualifier.replace(' ', '-')}", locale).format(amount=words)


def unit_words(quantity: Quantity, unit: Unit, locale: Locale) -> str:
    """Return the form of the unit that the locale's plural rules ask for."""
    forms = dict(unit.forms)
    return forms.get(locale.plural_form(quantity.high), forms["other"])


def _one(value: Decimal, unit: Unit | None, locale: Locale) -> str:
    if unit is not None and unit.is_percent:
        places = max(0, -int(value.as_tuple().exponent))
        pattern = _percent_pattern(str(locale.percent_formats[None].pattern), places)
        with localcontext(DIGITS):
            return format_percent(value / 100, format=pattern, locale=locale)
    if unit is not None and unit.is_currency:
        return money_words(value, unit.name, locale)
    return number_words(value, locale)


def _percent_pattern(pattern: str, places: int) -> str:
    """Return the locale's percent pattern with as many decimals as the number has."""
    if not places or "." in pattern:
        return pattern
    last = pattern.rfind("0")
    return pattern[: last + 1] + "." + "0" * places + pattern[last + 1 :]
