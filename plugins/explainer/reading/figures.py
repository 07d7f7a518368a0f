"""One number in digits, with what is attached to it: 46.5K, 3rd, 200-й, 1990s, Su-35, 155mm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from explainer.reading.dates import looks_like_day, read_shape
from explainer.reading.digits import Digits, read_digits
from explainer.reading.found import Found, Kind
from explainer.reading.language import HYPHENS, Language, fold
from explainer.reading.surroundings import has_word_before, is_labelled
from explainer.reading.words import EXACT, Token, read_scales

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_NO_BREAK: Final = ("\u00a0", "\u202f")
_NAME: Final = re.compile(r"\w+(?:[-./]\w+)*")
_EXCHANGE: Final = re.compile(rf"\d[{HYPHENS}][^\W\d_]{{1,4}}[{HYPHENS}]\Z")  # 307-for-307
_UNIT_NAMES: Final = (
    "km m cm mm kg g mg t h hr hrs min sec s ms ft in lb lbs mph kph kW MW GW kWh MWh GWh kB KB MB GB TB ha l ml L "
    "yr yrs px pt Hz kHz MHz GHz C F x EUR USD UAH RUB GBP CHF км м см мм кг г т ч л га грн руб"
)
_UNITS: Final = frozenset(_UNIT_NAMES.split())
# Thai to Khmer, and Chinese, Japanese and Korean: no space parts a number from the word beside it.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_OF_DATES: Final[dict[str, Kind]] = {
    **dict.fromkeys("年년", "year"),
    **dict.fromkeys("月日号월일", "date"),
    **dict.fromkeys("時时點点분", "time"),
}
_DOTTED: Final = re.compile(r"\.\s+([^\W\d_])")
_PLAIN_YEAR: Final = 4
_LONG: Final = 7  # A plus sign before as many digits: a telephone number.


def read_figure(text: str, tokens: Sequence[Token], place: int, language: Language) -> Found:
    """Return the number, or what looks like one, that begins with the digits at `place`."""
    start = tokens[place].start
    named = _read_name(text, start, language)
    if named:
        return named
    shape = read_shape(text, start, language)
    digits = read_digits(text, start, language.decimal, language.group)
    if shape:
        return Found(start, shape[1], digits.value, digits.value, shape[0], form=digits.form)
    kind, value, end, scale = _with_attached(text, start, digits, language)
    found = Found(start, end, value, value, kind, scale, digits.form)
    if kind == "cardinal" and scale == 1:
        half = language.and_a_half.match(text, end) if language.and_a_half and digits.form != "decimal" else None
        if half:
            found.low = found.high = EXACT.add(value, Decimal("0.5"))
            found.end, found.form = half.end(), "decimal"
        _take_scales(text, tokens, place, found, language)
    if kind in ("cardinal", "unclear") and found.scale == 1 and found.end == end:
        _doubt(text, found, digits, language)
    return found


def _read_name(text: str, start: int, language: Language) -> Found | None:
    """Return what is a name because of what stands right in front of its digits: T72, COVID-19, No. 5."""
    before = text[start - 1 : start]
    two_before = text[max(0, start - 2) : start - 1] if start else ""
    is_name = False
    if (before.isalpha() and not _UNSPACED.match(before)) or (before and before in "_@=&\\"):
        is_name = True
    elif before and before in HYPHENS and two_before.isalpha():
        is_name = _is_word(text, start - 1) and not _EXCHANGE.search(text, max(0, start - 8), start)
        is_name = is_name and not re.compile(r"(?:1[89]|20)\d\d(?!\d|[.,]\d)").match(text, start)
    elif before and before in "/." and two_before.isalnum():
        is_name = True
    elif before == "+":
        is_name = len(re.match(r"\d+", text[start : start + 20]).group()) >= _LONG  # type: ignore[union-attr]
    if is_name:
        lead = start
        while lead and start - lead < 40 and (text[lead - 1].isalnum() or text[lead - 1] in "_-‐‑/.+@=&\\"):
            lead -= 1
    elif is_labelled(text, start, language):
        lead = start
    else:
        return None
    digits = read_digits(text, start, language.decimal, language.group)
    match = _NAME.match(text, start)
    end = max(digits.end, match.end()) if match else digits.end
    return Found(lead, end, digits.value, digits.value, "identifier", form=digits.form)


def _is_word(text: str, end: int) -> bool:
    """Whether the letters that end here are a word, and not the scale of digits: Su of Su-35, not the m of 1.5m-2m."""
    start = end
    while start and end - start < 40 and text[start - 1].isalpha():
        start -= 1
    return not (start and text[start - 1].isdecimal())


def _with_attached(text: str, start: int, digits: Digits, language: Language) -> tuple[Kind, Decimal, int, Decimal]:
    """Return kind, value, end and scale of digits with the letters right behind them."""
    end, one = digits.end, Decimal(1)
    if digits.form in ("unclear", "identifier"):
        return digits.form, digits.value, end, one
    letters = _LETTERS.match(text, end)
    if letters is None:
        apart = _LETTERS.match(text, end + 1) if text[end : end + 1] in _NO_BREAK else None
        if apart and apart.group() in language.apart:
            scale = language.attached[apart.group()]
            return "cardinal", EXACT.multiply(digits.value, scale), apart.end(), scale
        letters = _LETTERS.match(text, end + 1) if text[end : end + 1] in tuple(HYPHENS) else None
        kind = _ending(letters.group(), digits, language, after_hyphen=True) if letters else None
        if letters and kind is None and has_word_before(text, start, language, "year"):
            kind = _ending(letters.group(), digits, language, after_hyphen=False)  # През 90-те: in the nineties.
        if letters and kind:
            return kind, digits.value, letters.end(), one
        return "cardinal", digits.value, end, one
    if _UNSPACED.match(letters.group()):
        return _before_unspaced(text, letters, digits, language)
    suffix = letters.group()
    following = text[letters.end() : letters.end() + 1]
    if following.isdecimal() or following == "_":
        return "identifier", digits.value, _name_end(text, start), one
    factor = language.attached.get(suffix)
    word = language.find(suffix)
    if factor is None and word and word.role == "scale":
        factor = word.value
    if factor:
        return "cardinal", EXACT.multiply(digits.value, factor), letters.end(), factor
    kind = _ending(suffix, digits, language, after_hyphen=False)
    if kind:
        return kind, digits.value, letters.end(), one
    if suffix in _UNITS:
        return "cardinal", digits.value, end, one
    return "identifier", digits.value, _name_end(text, start), one


def _before_unspaced(
    text: str, letters: re.Match[str], digits: Digits, language: Language
) -> tuple[Kind, Decimal, int, Decimal]:
    """Return digits in front of words that no space parts from them: 412名 people, 41万, 5万4000, but 3月5日."""
    if kind := _OF_DATES.get(letters.group()[0]):
        return kind, digits.value, digits.end + 1, Decimal(1)
    scale = next((word for word in (letters.group()[:2], letters.group()[:1]) if word in language.attached), "")
    factor = language.attached.get(scale, Decimal(1))
    value, end = EXACT.multiply(digits.value, factor), digits.end + len(scale)
    rest = re.compile(r"\d+").match(text, end) if scale else None
    if rest is None:
        return "cardinal", value, end, factor
    if len(rest.group()) != factor.adjusted():  # 4만5천: what the second scale makes of it is not read.
        return "unclear", value, rest.end(), Decimal(1)
    return "cardinal", EXACT.add(value, Decimal(rest.group())), rest.end(), Decimal(1)


def _name_end(text: str, start: int) -> int:
    match = _NAME.match(text, start)
    assert match is not None
    return match.end()


def _ending(suffix: str, digits: Digits, language: Language, *, after_hyphen: bool) -> Kind | None:
    """Return what an ending makes of digits: an ordinal or a decade."""
    if digits.form == "decimal":
        return None
    folded = fold(suffix)
    is_decade = digits.value % 10 == 0 and digits.form == "plain" and digits.value > 0
    if folded in language.decade_endings and is_decade and (not after_hyphen or digits.value >= 1000):
        return "year"
    # After a hyphen only Cyrillic letters end a number: 3-й, but 3-d is something else.
    is_ending = folded in language.ordinal_endings and not (after_hyphen and folded.isascii())
    if is_ending and digits.form == "plain" and 1800 <= digits.value < 2100:
        return "year"
    return "ordinal" if is_ending else None


def _take_scales(text: str, tokens: Sequence[Token], place: int, found: Found, language: Language) -> None:
    """Let a number take the scales that follow it, and a smaller part after them: 2 million 300 thousand."""
    following = place
    while following < len(tokens) and tokens[following].start < found.end:
        following += 1
    scale, following, end = read_scales(text, tokens, following, found.end, language)
    if scale == 1:
        return
    found.low = found.high = EXACT.multiply(found.low, scale)
    found.scale, found.end = scale, end
    if following >= len(tokens) or tokens[following].word is not None or scale < 1000:
        return
    part = tokens[following]
    if not re.compile(r"[^\S\n]+").fullmatch(text, end, part.start):
        return
    digits = read_digits(text, part.start, language.decimal, language.group)
    factor, _, part_end = read_scales(text, tokens, following + 1, digits.end, language)
    is_rest = factor > 1 or (scale == 1000 and digits.end - part.start == 3 and part.end == digits.end)
    if digits.form == "plain" and is_rest and factor < scale and digits.value * factor < scale:
        found.low = found.high = EXACT.add(found.low, EXACT.multiply(digits.value, factor))
        found.scale, found.end = Decimal(1), part_end


def _doubt(text: str, found: Found, digits: Digits, language: Language) -> None:
    """Mark what may be a year or a day, and what is an ordinal by its dot."""
    if language.percent.match(text, found.end):
        return
    written = text[found.start : digits.end]
    if digits.form == "decimal" and looks_like_day(written, language):
        found.kind = "unclear"
        return
    if digits.form != "plain" or found.kind != "cardinal":
        return
    if len(written) == _PLAIN_YEAR and 1000 <= digits.value < 2200:
        _doubt_year(text, found, language)
    elif digits.value <= 100:
        dotted = _DOTTED.match(text, found.end)
        # Before a small letter a dot ends no sentence in any language: 19. век.
        if dotted and (language.day_has_dot or dotted.group(1).islower()):
            found.kind = "ordinal"


def _doubt_year(text: str, found: Found, language: Language) -> None:
    after = language.year_after.match(text, found.end) if language.year_after else None
    if after or has_word_before(text, found.start, language, "year-sure"):
        found.kind = "year"
    elif 1800 <= found.low < 2100 or has_word_before(text, found.start, language, "year"):
        found.kind = "yearlike"
