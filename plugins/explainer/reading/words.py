"""Number words: twenty-five, three hundred and seven, half a million, двадцать пять, cent mille."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final, Literal

from explainer.reading.language import HYPHENS, Language, Word, fold
from explainer.reading.phrases import LINK
from explainer.reading.surroundings import has_word_before, text_before

EXACT: Final = Context(prec=100)  # Forty digits times a scale or two are exact.
_ROUNDED: Final = Context(prec=30)  # A third has no end.
_TIGHT: Final = re.compile(r"[^\S\n]+|[^\S\n]*\n[^\S\n]*")
_HYPHEN: Final = re.compile(rf"[{HYPHENS}]")
_MOST_WORDS: Final = 8  # quatre cent quatre-vingt-dix-sept has six.
_HUNDRED: Final = 100
_ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of digits (no word) or a word that bears a number, and where it stands."""

    start: int
    end: int
    word: Word | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as read, before its surroundings are: `scale` is what its words multiply by."""

    start: int
    end: int
    value: Decimal
    scale: Decimal
    shared: Decimal
    """What a number in front of it may share: 100,000 of three hundred thousand, after "two to"."""
    kind: Literal["cardinal", "ordinal", "one", "fraction"]
    next: int
    """The place of the first token after it."""


def is_tight(text: str, start: int, end: int, *, hyphen: bool) -> bool:
    """Whether what stands between two words lets them be one number."""
    return bool(_TIGHT.fullmatch(text, start, end)) or (hyphen and bool(_HYPHEN.fullmatch(text, start, end)))


def read_scales(
    text: str, tokens: Sequence[Token], place: int, end: int, language: Language
) -> tuple[Decimal, int, int]:
    """Return the product of the scales that follow (hundred thousand), the place after them and their end."""
    factor = last = Decimal(1)
    while place < len(tokens):
        token = tokens[place]
        word = token.word
        if word is None or word.role == "month" or not language.scale_gap.fullmatch(text, end, token.start):
            break
        is_hundred = language.hyphens_join and word.role == "cardinal" and word.value == _HUNDRED
        if not (word.role == "scale" or is_hundred) or word.value <= last:
            break
        factor, last, end, place = EXACT.multiply(factor, word.value), word.value, token.end, place + 1
    return factor, place, end


def read_words(text: str, tokens: Sequence[Token], place: int, language: Language) -> Amount | None:
    """Return the number whose first word is the token at `place`, or None where it is none by itself."""
    first = _read_part(text, tokens, place, language)
    if first is None or first.kind == "ordinal":
        return first
    whole, last = first, first.scale
    while last > 1:
        part = _continue(text, tokens, whole, last, language)
        if part is None:
            break
        # 1,200 is no multiple of a scale any more: in "two to … thousand two hundred" nothing is shared.
        value = EXACT.add(whole.value, part.value)
        kind: Literal["cardinal", "ordinal"] = "ordinal" if part.kind == "ordinal" else "cardinal"
        whole, last = Amount(whole.start, part.end, value, _ONE, _ONE, kind, part.next), part.scale
    return whole


def read_uncounted(text: str, tokens: Sequence[Token], place: int, language: Language) -> Amount | None:
    """Return what begins with a scale of which nobody says how many there are, and goes on: (some) hundred and five.

    Its last words are a part of another number, which is not known.
    """
    token = tokens[place]
    if token.word is None or token.word.value < _HUNDRED:
        return None
    whole = Amount(token.start, token.end, token.word.value, token.word.value, _ONE, "cardinal", place + 1)
    if place + 1 >= len(tokens) or (following := tokens[place + 1].word) is None or following.role != "cardinal":
        return None
    linked = language.link is not None and language.link.fullmatch(text, whole.end, tokens[place + 1].start)
    if not linked and not is_tight(text, whole.end, tokens[place + 1].start, hyphen=language.hyphens_join):
        return None
    part = _read_part(text, tokens, place + 1, language)
    if part is None or part.value >= token.word.value or part.kind != "cardinal":
        return None
    return Amount(token.start, part.end, part.value, _ONE, _ONE, "cardinal", part.next)


def _continue(text: str, tokens: Sequence[Token], whole: Amount, last: Decimal, language: Language) -> Amount | None:
    """Return the smaller part that goes on after a scale: two thousand AND FIVE."""
    if whole.next >= len(tokens) or last < 1000:
        return None
    token = tokens[whole.next]
    if token.word is None or token.word.role not in ("cardinal", "scale"):
        return None
    linked = language.link is not None and language.link.fullmatch(text, whole.end, token.start)
    if not linked and not is_tight(text, whole.end, token.start, hyphen=language.hyphens_join):
        return None
    part = _read_part(text, tokens, whole.next, language)
    if part is None or part.kind == "fraction" or part.start < whole.end:
        return None
    return part if part.value < last and part.value % 1 == 0 else None


def _read_part(text: str, tokens: Sequence[Token], place: int, language: Language) -> Amount | None:
    """Return a number below a thousand with its scales."""
    token = tokens[place]
    word = token.word
    assert word is not None
    if word.role == "scale":
        found = _before_scale(text, token, language)
        if found is None:
            return None
        start, value = found
        scale, following, end = read_scales(text, tokens, place, token.start, language)
        return _amount(text, start, end, value, scale, scale, following, language)
    phrase = _read_phrase(text, tokens, place, language)
    if phrase is None:
        return None
    start, end, number, following, role = phrase
    if role == "ordinal":
        return Amount(start, end, number, _ONE, _ONE, "ordinal", following)
    is_one = word.is_one and following == place + 1
    if is_one and has_word_before(text, start, language, "not-one"):
        return None
    fraction = _read_denominator(text, start, end, number, following, language)
    if fraction:
        return fraction
    half = language.and_a_half.match(text, end) if language.and_a_half else None
    if half:
        number, end, is_one = EXACT.add(number, Decimal("0.5")), half.end(), False
        following = _skip(tokens, following, end)
    scale, after, scale_end = read_scales(text, tokens, following, end, language)
    # Two to three hundred: the hundred belongs to both.
    is_shared = language.hyphens_join and following > place + 1 and number % _HUNDRED == 0 and not half
    shared = EXACT.multiply(scale, Decimal(_HUNDRED)) if is_shared else scale
    if scale > 1:
        return _amount(text, start, scale_end, number, scale, shared, after, language)
    return Amount(start, end, number, _ONE, shared, "one" if is_one else "cardinal", after)


def _amount(
    text: str,
    start: int,
    end: int,
    number: Decimal,
    scale: Decimal,
    shared: Decimal,
    following: int,
    language: Language,
) -> Amount:
    """Return the number times its scale; un million et demi is 1.5 of the scale."""
    half = language.and_a_half.match(text, end) if language.and_a_half and number % 1 == 0 and scale > 1 else None
    if half:
        number, end = number + Decimal("0.5"), half.end()
    return Amount(start, end, EXACT.multiply(number, scale), scale, shared, "cardinal", following)


def _skip(tokens: Sequence[Token], place: int, end: int) -> int:
    while place < len(tokens) and tokens[place].start < end:
        place += 1
    return place


def _before_scale(text: str, token: Token, language: Language) -> tuple[int, Decimal] | None:
    """Return where a scale without a number begins and how many of it there are: a, half a, or one by itself."""
    before = text_before(text, token.start)
    for pattern, value in language.before_scale:
        match = pattern.search(before)
        if match:
            return token.start - (len(before) - match.start()), value
    word = token.word
    assert word is not None
    if has_word_before(text, token.start, language, "vague"):
        return None
    if word.alone == "yes" or (word.alone == "genitive" and has_word_before(text, token.start, language, "genitive")):
        return token.start, Decimal(1)
    return None


def _read_denominator(
    text: str, start: int, end: int, number: Decimal, following: int, language: Language
) -> Amount | None:
    match = language.denominators.match(text, end) if language.denominators and number <= 20 else None
    if match is None:
        return None
    value = _ROUNDED.divide(number, Decimal(language.denominator_values[fold(match.group(1))]))
    return Amount(start, match.end(), value, _ONE, _ONE, "fraction", following)


def _read_phrase(
    text: str, tokens: Sequence[Token], place: int, language: Language
) -> tuple[int, int, Decimal, int, str] | None:
    """Return start, end, number, the place after it and the role of the longest phrase at `place`."""
    first = tokens[place].word
    assert first is not None
    start, values = tokens[place].start, [first.value]
    best: tuple[int, int, Decimal, int, str] | None = start, tokens[place].end, first.value, place + 1, first.role
    if language.hundred_needs_count and first.value == _HUNDRED and first.role == "cardinal":
        found = _before_scale(text, tokens[place], language)
        if found is None:
            return None
        start, values = found[0], [Decimal(1), first.value]
        best = start, tokens[place].end, found[1] * _HUNDRED, place + 1, "cardinal"
        if found[1] != 1:
            return best
    elif first.value >= _HUNDRED and has_word_before(text, start, language, "vague"):
        return None
    here = place
    while first.role == "cardinal" and len(values) < _MOST_WORDS and here + 1 < len(tokens):
        last, token = tokens[here], tokens[here + 1]
        if token.word is None or token.word.role not in ("cardinal", "ordinal"):
            break
        if is_tight(text, last.end, token.start, hyphen=language.hyphens_join):
            values.append(token.word.value)
        elif language.link and language.link.fullmatch(text, last.end, token.start):
            values += [Decimal(LINK), token.word.value]
        else:
            break
        here += 1
        number = language.phrases.get(tuple(values))  # type: ignore[arg-type] # Equal decimals and integers hash alike.
        if number is not None:
            best = start, token.end, Decimal(number), here + 1, token.word.role
        if token.word.role == "ordinal":
            break
    return best
