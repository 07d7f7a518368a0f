from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale

from explainer.model.quantities import Quantity, Unit, add, amount_words, divide, subtract, value_words

BODIES = Unit((("one", "body"), ("other", "bodies")))
PERCENT = Unit((("other", "%"),))
EURO = Unit((("other", "EUR"),))


def _one(number: str) -> Quantity:
    return Quantity.exact(Decimal(number))


def _range(low: str, high: str, best: str | None = None) -> Quantity:
    return Quantity(Decimal(low), Decimal(high), None if best is None else Decimal(best))


def test_sums_keep_every_digit() -> None:
    assert add([_one("0.1"), _one("0.2")]) == _one("0.3")
    assert add([_one("9" * 30), _one("0." + "0" * 28 + "1")]) == _one("9" * 30 + "." + "0" * 28 + "1")


def test_a_range_among_the_parts_makes_a_range() -> None:
    assert add([_one("1"), _range("2", "4")]) == _range("3", "5")
    assert add([_one("1"), _range("2", "4", "3")]) == _range("3", "5", "4")
    assert subtract(_range("10", "20"), _range("1", "2")) == _range("8", "19")
    assert divide(_range("10", "20"), _range("2", "5")) == _range("2", "10")


def test_nothing_is_divided_by_what_may_be_zero() -> None:
    with pytest.raises(ZeroDivisionError):
        divide(_one("1"), _range("-1", "1"))


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.25", 1, "1.3"), ("149", -2, "100"), ("150", -2, "200"), ("1", 2, "1.00")],
)
def test_numbers_are_rounded_half_away_from_zero(number: str, places: int, rounded: str) -> None:
    assert str(_one(number).rounded(places).low) == rounded


@pytest.mark.parametrize(
    ("quantity", "unit", "locale", "words"),
    [
        (_one("14060"), None, "en", "14,060"),
        (_one("14060"), None, "de", "14.060"),
        (_one("1234567"), None, "hi", "12,34,567"),
        (_one("46.90"), None, "en", "46.90"),
        (_one("0.5"), None, "de", "0,5"),
        (_one("15"), PERCENT, "en", "15%"),
        (_one("12.5"), PERCENT, "en", "12.5%"),
        (_one("12.5"), PERCENT, "de", "12,5\u00a0%"),
        (_one("85.50"), EURO, "en", "€85.50"),
        (_one("123456789012345678901234567890"), None, "en", "123,456,789,012,345,678,901,234,567,890"),
        (_one("0.123456789012345678901234567890"), None, "en", "0.123456789012345678901234567890"),
        (_one("12345678901234567890123456789.0"), PERCENT, "en", "12,345,678,901,234,567,890,123,456,789.0%"),
        (_one("12345678901234567890123456789.0"), EURO, "en", "€12,345,678,901,234,567,890,123,456,789.0"),
        (_range("275000", "325000"), None, "en", "275,000 to 325,000"),
        (_range("5", "10"), PERCENT, "en", "5 to 10%"),
        (_range("5", "10", "7"), None, "en", "7 (5 to 10)"),
    ],
)
def test_a_number_is_printed_in_the_locale_with_its_own_digits(
    quantity: Quantity, unit: Unit | None, locale: str, words: str
) -> None:
    assert value_words(quantity, unit, Locale.parse(locale)) == words


@pytest.mark.parametrize(
    ("number", "qualifier", "words"),
    [
        ("1", "exactly", "1 body"),
        ("2", "nearly", "nearly 2 bodies"),
        ("1000", "more than", "more than 1,000 bodies"),
        ("3", "up to", "up to 3 bodies"),
    ],
)
def test_an_amount_has_its_qualifier_and_the_form_of_its_unit(number: str, qualifier: str, words: str) -> None:
    assert amount_words(_one(number), BODIES, qualifier, Locale("en")) == words


def test_units_know_what_they_are() -> None:
    assert (PERCENT.is_percent, EURO.is_currency, BODIES.name) == (True, True, "bodies")
    assert [
        Unit((("other", name),)).is_countable for name in ("bodies", "wounded people", "metres", "m", "°C", "%", "EUR")
    ] == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]
