"""Laws of reading numbers, on any text."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from babel.numbers import format_compact_decimal, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from explainer.reading import read_numbers, stating

LANGUAGES = ["en", "de", "fr", "ru", "uk", "bg", "el", "pl", "ro", "es", "it", "de-CH", "en-IN", "ar", "hi"]
languages = st.sampled_from(LANGUAGES)
PIECES = (
    "1 12 135 1,000 1.000 1\u00a0000 % - – − to and between half a and a half thousand million dozen May Feb. 2022 "
    "hundred twenty five third Su- No. тысяч сто двадцать пять до от mille quatre vingt cent hundert tausend eine и "
    "½ ١٢ 1\u0301 ï @ :// + / : . , й й \n"
)
pieces = st.sampled_from(PIECES.split(" "))
texts = st.one_of(st.text(), st.lists(pieces, max_size=30).map(" ".join), st.lists(pieces, max_size=30).map("".join))


class TestAnyText:
    """No input gives a traceback; what is found stands in the text, in order, none within another."""

    @given(texts, languages)
    def test_spans_are_true(self, text: str, language: str) -> None:
        end = 0
        for number in read_numbers(text, language):
            assert end <= number.start < number.end <= len(text)
            assert number.text == text[number.start : number.end]
            assert number.low <= number.high
            end = number.end

    @given(texts, languages)
    def test_reading_twice_is_the_same(self, text: str, language: str) -> None:
        assert read_numbers(text, language) == read_numbers(text, language)


class TestDigits:
    """Digits with any real grouping are read; part of another number never counts."""

    @given(st.integers(0, 10**15), languages)
    def test_what_babel_writes_is_read(self, value: int, language: str) -> None:
        written = format_decimal(value, locale=language.replace("-", "_"))
        assert stating(read_numbers(f"({written})", language), Decimal(value), Decimal(value))

    @given(st.integers(1, 999), st.sampled_from(["en", "de", "fr", "ru", "uk", "bg", "el", "pl", "ro"]))
    def test_what_babel_shortens_is_read(self, count: int, language: str) -> None:
        for fraction_digits in (0, 1):
            value = Decimal(count * 1_000_000)
            written = format_compact_decimal(value, locale=language, fraction_digits=fraction_digits)
            assert stating(read_numbers(written, language), value, value)

    @given(st.integers(1, 10**6), st.integers(0, 9), languages)
    def test_part_of_a_number_never_counts(self, value: int, digit: int, language: str) -> None:
        for longer in (f"{value}{digit}", f"{digit or 1}{value}", f"{value},{digit or 1}5", f"{value}/{digit}"):
            assert not stating(read_numbers(longer, language), Decimal(value), Decimal(value))


HOSTILE = {
    "digits": "1" * 50_000,
    "groups": "1 000 " * 10_000,
    "commas": "1,000," * 10_000,
    "dashes": "1-" * 25_000,
    "words": "five " * 10_000,
    "scales": "thousand " * 10_000,
    "compound": "tausend" * 10_000,
    "letters": "a" * 100_000,
    "months": "May 5 " * 10_000,
    "spaces": "5" + " " * 100_000 + "million",
    "colons": "1:" * 25_000,
    "ranges": "5 to 6 " * 10_000,
    "halves": "half a " * 10_000,
    "slug": "a-" * 50_000 + "1",
    "addresses": "a@" * 50_000,
    "names": "Su-" * 30_000 + "35",
    "marks": "1\u0301" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "bg"])
def test_hostile_texts_take_no_time(name: str, language: str) -> None:
    started = time.process_time()
    read_numbers(HOSTILE[name], language)
    # Well below a second on one core; what is quadratic would take minutes.
    assert time.process_time() - started < 10
