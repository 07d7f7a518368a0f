"""The numbers that a text states, each with its exact place; no guessing and no fuzzy matching."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from typing import Final

from explainer.reading.composed import compose
from explainer.reading.dates import read_hour, read_month
from explainer.reading.figures import read_figure
from explainer.reading.found import Found, Kind
from explainer.reading.language import HYPHENS, Language, fold, last_word
from explainer.reading.ranges import join_ranges
from explainer.reading.surroundings import find_qualifier, find_sign, has_word_before, is_labelled, is_name, text_before
from explainer.reading.tables import find_language
from explainer.reading.words import Token, read_uncounted, read_words

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,255}")
_SLUG: Final = re.compile(r"(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+){3,}")
_ZERO: Final = Decimal(0)
_HOURS: Final = 24
_PARTS: Final = Context(prec=30)  # A third has no end.
_NAMELY: Final = frozenset({"date", "time", "ratio", "identifier"})
_STATING: Final = frozenset({"cardinal", "ordinal", "one", "yearlike"})
_PERCENT: Final = frozenset({"percent"})
_QUALIFIED_NUMBER: Final = frozenset({"more than", "at least", "nearly", "less than"})


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number or range that a text states, or what looks like one and is not."""

    low: Decimal
    """The number; of a range the lower bound. 0 for what has no number: a date, time, ratio or identifier."""
    high: Decimal
    """The same as `low` for one number."""
    text: str
    """The exact words, with sign, scale and per cent, without the qualifier."""
    start: int
    end: int
    kind: Kind
    """What it is: see `explainer.reading`."""
    qualifier: str | None
    """What the words in front or behind say: nearly, more than, about, at least, up to, less than, exactly."""

    @property
    def is_range(self) -> bool:
        """Whether this has two bounds."""
        return self.low != self.high

    @property
    def is_stated(self) -> bool:
        """Whether this states a number or percentage at all: a date or a name does not."""
        return self.kind in _STATING or self.kind in _PERCENT


def knows(language: str) -> bool:
    """Return whether digits can be read in this language (BCP 47)."""
    return find_language(language) is not None


def knows_words(language: str) -> bool:
    """Return whether number words can be read, too."""
    found = find_language(language)
    return found is not None and found.knows_words


def days_have_dots(language: str) -> bool:
    """Return whether a day is written with a dot in this language: 24. Februar."""
    found = find_language(language)
    return found is not None and found.day_has_dot


def follows_year_word(text: str, start: int, language: str) -> bool:
    """Return whether the word in front leads to a year rather than a number: in 2022, early 2025."""
    found = find_language(language)
    return found is not None and has_word_before(text, start, found, "year")


def names_something(text: str, start: int, end: int, language: str) -> bool:
    """Return whether the words around a number mostly have one for a name: Phase 2, Boeing 737, version 3.

    That is for prose alone: a source's wording may say "of phase 5 bodies", so there it stays a number.
    """
    found = find_language(language)
    return found is not None and is_name(text, start, end, found)


def read_numbers(text: str, language: str) -> list[StatedNumber]:
    """Return the numbers that a text states, in order, none within another; none in an unknown language."""
    known = find_language(language)
    if known is None:
        return []
    if not unicodedata.is_normalized("NFC", text):
        return _read_decomposed(text, language)
    readable = text.replace("-", " ") if _SLUG.fullmatch(text) else text
    found = _qualify(readable, _scan(readable, known), known)
    return [_state(item, text) for item in join_ranges(readable, found, known)]


def _read_decomposed(text: str, language: str) -> list[StatedNumber]:
    """Return the numbers of a text in which й may be two characters, at their places in this very text."""
    composed, places = compose(text)
    found = []
    for number in read_numbers(composed, language):
        start, end = places[number.start], places[number.end]
        found.append(replace(number, text=text[start:end], start=start, end=end))
    return found


def _state(item: Found, text: str) -> StatedNumber:
    low, high = (_ZERO, _ZERO) if item.kind in _NAMELY else (item.low, item.high)
    return StatedNumber(low, high, text[item.start : item.end], item.start, item.end, item.kind, item.qualifier)


def stating(
    numbers: Iterable[StatedNumber], low: Decimal, high: Decimal, *, percent: bool = False
) -> list[StatedNumber]:
    """Return those of the numbers that state exactly this number (low and high are equal) or range."""
    wanted = _PERCENT if percent else _STATING
    return [number for number in numbers if number.kind in wanted and (number.low, number.high) == (low, high)]


def unit_scale(unit: str, language: str) -> Decimal:
    """Return what a unit multiplies its numbers by: a million for "million tonnes", 1 for "bodies"."""
    known = find_language(language)
    first = re.match(r"\s*([^\W\d_]+)", unit)
    word = known.find(first.group(1)) if known and first else None
    return word.value if word and word.role == "scale" else Decimal(1)


def _tokens(text: str, language: Language) -> list[Token]:
    """Return digits and the words that bear numbers; all others are passed over."""
    found = []
    find = language.find
    for match in language.token.finditer(text):
        written = match.group()
        if written[0].isdecimal():
            found.append(Token(match.start(), match.end(), None))
        else:
            word = find(written)
            if word is not None:
                found.append(Token(match.start(), match.end(), word))
    return found


def _scan(text: str, language: Language) -> list[Found]:
    """Return the numbers one by one, before ranges and qualifiers are read."""
    tokens = _tokens(text, language)
    closed = _closed(text, tokens, language)
    found: list[Found] = []
    end = place = 0
    while place < len(tokens):
        token = tokens[place]
        while closed and closed[-1].end <= token.start:
            last = closed.pop()
            if last.kind in ("date", "fraction") and last.start >= end:
                found.append(last)
                end = last.end
        if token.start < end or (closed and closed[-1].start <= token.start):
            place += 1
            continue
        item = _read(text, tokens, place, language)
        if item:
            while found and found[-1].end > item.start:
                found.pop()
            found.append(item)
            end = item.end
        place += 1
    found += [span for span in reversed(closed) if span.kind in ("date", "fraction") and span.start >= end]
    return found


def _read(text: str, tokens: list[Token], place: int, language: Language) -> Found | None:
    """Return the number that begins with a token, with sign and per cent."""
    token = tokens[place]
    if token.word is None:
        item: Found | None = read_figure(text, tokens, place, language)
    elif token.word.role == "month":
        item = None
    else:
        amount = read_words(text, tokens, place, language)
        if amount is None:
            rest = read_uncounted(text, tokens, place, language)
            return Found(rest.start, rest.end, rest.value, rest.value, "unclear") if rest else None
        if is_labelled(text, amount.start, language):
            return Found(amount.start, amount.end, amount.value, amount.value, "identifier")
        hour = read_hour(text, amount.start, amount.end, language) if amount.value <= _HOURS else None
        if hour is not None and amount.kind in ("cardinal", "one"):
            return Found(amount.start, hour, amount.value, amount.value, "time")
        item = Found(amount.start, amount.end, amount.value, amount.value, amount.kind, amount.shared)
    if item is None or item.kind not in ("cardinal", "one", "yearlike"):
        return item
    percent = language.percent.match(text, item.end)
    if percent:
        item.kind, item.end = "percent", percent.end()
    sign = find_sign(text, item.start, language)
    if sign < item.start:
        item.start, item.low, item.high = sign, -item.low, -item.high
        item.kind = "percent" if item.kind == "percent" else "cardinal"
    return item


def _closed(text: str, tokens: list[Token], language: Language) -> list[Found]:
    """Return the spans of dates and addresses, the last one first."""
    spans: list[Found] = []
    if "://" in text or "www." in text or "@" in text:
        spans += [Found(m.start(), m.end(), _ZERO, _ZERO, "identifier") for m in _ADDRESS.finditer(text)]
    for token in tokens:
        if token.word and token.word.role == "month":
            date = read_month(text, token.start, token.end, language)
            if date:
                spans.append(Found(*date, _ZERO, _ZERO, "date"))
    spans += _parts(text, language)
    return list(_apart(sorted(spans, key=lambda span: span.start)))[::-1]


def _parts(text: str, language: Language) -> Iterator[Found]:
    """Yield what is a fraction without a number in it: half of, a third of; but not the second half of."""
    for match in language.parts.finditer(text) if language.parts else ():
        lead = last_word(text_before(text, match.start()))
        word = language.find(lead) if lead else None
        if word is None or word.role not in ("ordinal", "cardinal"):
            words = re.sub(rf"[\s{HYPHENS}]+", " ", match.group())
            part = _PARTS.divide(1, Decimal(language.part_values[fold(words)]))
            yield Found(match.start(), match.end(), part, part, "fraction")


def _apart(spans: list[Found]) -> Iterator[Found]:
    end = 0
    for span in spans:
        if span.start >= end:
            end = span.end
            yield span


def _qualify(text: str, found: list[Found], language: Language) -> list[Found]:
    for item in found:
        item.qualifier, item.lead = None, item.start
        if item.kind in ("cardinal", "one", "yearlike", "percent", "fraction", "unclear", "ordinal"):
            item.qualifier, item.lead = find_qualifier(text, item.start, item.end, language)
            if item.kind == "yearlike" and item.qualifier in _QUALIFIED_NUMBER:
                item.kind = "cardinal"
    return found
