"""Two numbers that are one range: 20 to 30, 20–30, between 20 and 30, 2 to 3 million."""

from __future__ import annotations

import re
from typing import Final

from explainer.reading.found import NUMBERS, Found, Kind
from explainer.reading.language import Language
from explainer.reading.surroundings import CURRENCY, find_qualifier, is_change, text_before
from explainer.reading.words import EXACT

_DASH: Final = re.compile(r"[-‐‑‒–—−]|\s[-–]\s")
_TIGHT_DASHES: Final = frozenset("-‐‑‒–—−")
_NAME_GAPS: Final = frozenset({"-", "–", "&", "and", "und", "et", "и", "і", "та"})
_NAMED: Final[dict[tuple[Kind, Kind], Kind]] = {("cardinal", "time"): "time", ("identifier", "cardinal"): "identifier"}
_LONGEST_GAP: Final = 40


def join_ranges(text: str, numbers: list[Found], language: Language) -> list[Found]:
    """Return the numbers with every two that are the bounds of a range as one."""
    joined: list[Found] = []
    for number in numbers:
        range_ = _join(text, joined[-1], number, language) if joined else None
        if range_:
            joined[-1] = range_
        else:
            joined.append(number)
    return joined


def _join(text: str, first: Found, second: Found, language: Language) -> Found | None:
    """Return the range of two numbers, or None where they are two."""
    if second.start - first.end > _LONGEST_GAP or first.low != first.high:
        return None
    if _share_a_name(text, first, second, language):
        return Found(first.start, second.end, first.low, second.high, _NAMED[first.kind, second.kind], lead=first.lead)
    if text[first.end : first.end + 1] == "." and first.scale == 1:
        return None
    if first.kind not in NUMBERS or second.kind not in NUMBERS:
        return None
    if first.kind == "percent" and second.kind != "percent":
        return None
    # Between $5 and $10 million: the sign of currency stands between the joint and the number.
    shift = second.start - first.end - len(CURRENCY.sub("", text[first.end : second.start]))
    if _DASH.fullmatch(text, first.end, second.start - shift):
        return _join_by_dash(text, first, second)
    for gap_end in (second.start - shift, second.lead):
        opening = _find_opening(text, first, gap_end, language)
        if opening is None or (
            gap_end == second.lead != second.start and second.qualifier not in ("about", first.qualifier)
        ):
            continue
        if opening < first.lead:
            if is_change(text, opening, language) and "from" in _opening_kind(text, opening, first, language):
                return None
            qualifier, lead = find_qualifier(text, opening, second.end, language)
            first.qualifier, first.lead = first.qualifier or qualifier, lead
        return _range(first, second, is_opened=opening < first.lead or opening < first.start)
    return None


def _share_a_name(text: str, first: Found, second: Found, language: Language) -> bool:
    """Whether two numbers are one time or one place in a book: 10-12 p.m., pages 3 to 5."""
    if (first.kind, second.kind) not in _NAMED or not text[first.start].isdecimal():
        return False
    if not all(number.form == "plain" for number in (first, second) if number.kind == "cardinal"):
        return False
    gap = text[first.end : second.start].strip()
    return gap in _NAME_GAPS or gap.casefold() in language.date_joint.split("|")


def _opening_kind(text: str, opening: int, first: Found, language: Language) -> str:
    """Return "from" where the opening is not the one of the first pair, between."""
    pattern = language.ranges[0][0]
    is_between = pattern is not None and pattern.search(text[opening : first.lead])
    return "" if is_between else "from"


def _find_opening(text: str, first: Found, gap_end: int, language: Language) -> int | None:
    """Return where the range begins with its opening word, or None where the words between join none."""
    for opening, joint in language.ranges:
        if not joint.fullmatch(text, first.end, gap_end):
            continue
        if opening is None:
            return first.lead
        for lead in (first.start, first.lead):
            match = opening.search(text_before(text, lead))
            if match:
                return lead - (len(text_before(text, lead)) - match.start())
    return None


def _join_by_dash(text: str, first: Found, second: Found) -> Found | None:
    found = _range(first, second, is_opened=False)
    if found is None and text[first.end : second.start] in _TIGHT_DASHES and second.form != "words":
        return Found(first.start, second.end, first.low, second.high, "ratio", lead=first.lead)
    return found


def _range(first: Found, second: Found, *, is_opened: bool) -> Found | None:
    """Return the range; a scale or per cent after the second number goes for both."""
    low = first.low
    if first.scale == 1 and second.scale > 1 and first.form != "grouped" and low * second.scale < second.low:
        low = EXACT.multiply(low, second.scale)
    if low >= second.low:
        return None
    kind = second.kind if second.kind in ("percent", "yearlike") else "cardinal"
    if kind == "yearlike" and first.kind != "yearlike":
        kind = "cardinal"
    is_shorthand = (
        not is_opened and second.form == "grouped" and second.low % 1000 == 0 and low < second.low / 1000 and low < 1000
    )
    # 500–600,000 may mean half a million or five hundred.
    return Found(
        first.start,
        second.end,
        low,
        second.high,
        "unclear" if is_shorthand else kind,
        second.scale,
        second.form,
        first.qualifier or (None if second.qualifier == "up to" else second.qualifier),
        first.lead,
    )
