"""What the words around a number say of it: its sign, its qualifier, that it is a year, a page or a per cent."""

from __future__ import annotations

import re
from typing import Final

from explainer.reading.language import HYPHENS, Language, fold, last_word

_LOOK_BACK: Final = 48  # Longer than any qualifier.
CURRENCY: Final = re.compile(r"(?:US|A|C)?[$€£₴₽¥]\s?\Z")
_SIGNS: Final = {
    "~": "about",
    "≈": "about",
    "±": "about",
    ">": "more than",
    "<": "less than",
    "≥": "at least",
    "≤": "up to",
}
_PLUS: Final = re.compile(r"\+(?!\d)")
_NUMBERED: Final = re.compile(r"(?:[#№§]|(?<![^\W_])[nN][°º])\Z")
_WORD_BEHIND: Final = re.compile(r"\s([^\W\d_]+)")
_LETTERS: Final = frozenset("ABCDEFGHJKLMNOPQRSTUVWXYZ")  # The A 7; I is a word.
_SHORT_LABEL: Final = 3  # A label as short as this is an abbreviation, and needs its dot: no. 5, p. 3.


def text_before(text: str, start: int) -> str:
    """Return the text in front of a number as far as it may matter, without a sign of currency."""
    return CURRENCY.sub("", text[max(0, start - _LOOK_BACK) : start])


def find_sign(text: str, start: int, language: Language) -> int:
    """Return where a minus in front of a number begins, or `start` where there is none."""
    before = text_before(text, start)
    shift = start - (len(text[max(0, start - _LOOK_BACK) : start]) - len(before))
    if before[-1:] in ("−", "-", "–"):
        lead = before[:-1]
        stands_free = not lead or lead[-1].isspace() or lead[-1] in "([{«„“\"'*_|"
        if stands_free and not lead.rstrip()[-1:].isalnum():
            return shift - 1
        if stands_free and not lead.rstrip()[-1:].isdecimal():
            return shift - 1
        return start
    word = last_word(before[:-1]) if before[-1:].isspace() else ""
    if word in language.words_before["minus"]:
        lead = before.rstrip()[: -len(word)]
        return start if lead.rstrip()[-1:].isdecimal() else shift - (len(before) - len(lead))
    return start


def find_qualifier(text: str, start: int, end: int, language: Language) -> tuple[str | None, int]:
    """Return the qualifier in front of a number or behind it, and where the number begins with it."""
    before = text_before(text, start)
    for pattern, kind in language.qualifiers.get(last_word(before), ()):
        match = pattern.search(before)
        if match:  # Of some phrases, which look like a qualifier, the kind is empty: hand over 6,000.
            lead = start - (len(before) - match.start())
            return (_outer(text, lead, kind, language), lead) if kind else (None, start)
    sign = _SIGNS.get(before.rstrip()[-1:])
    if sign:
        return sign, start - 1
    if _PLUS.match(text, end):
        return "at least", start
    match = language.behind.match(text, end) if language.behind else None
    if match:
        words = re.sub(rf"[\s{HYPHENS}]+", " ", match.group(1).lower())
        return language.behind_values.get(words), start
    return None, start


def _outer(text: str, start: int, kind: str, language: Language) -> str:
    """Return what a qualifier in front of an "about" says (at least some 6,000), which is more than that."""
    before = text_before(text, start)
    for pattern, outer in language.qualifiers.get(last_word(before), ()) if kind == "about" else ():
        if outer and pattern.search(before):
            return outer
    return kind


def has_word_before(text: str, start: int, language: Language, what: str) -> bool:
    """Whether the word right in front is one of those that tell `what`."""
    return last_word(text_before(text, start)) in language.words_before[what]


def is_labelled(text: str, start: int, language: Language) -> bool:
    """Whether a number is the name of something: No. 5, page 3, § 2."""
    before = text[max(0, start - _LOOK_BACK) : start].rstrip()
    if _NUMBERED.search(before):
        return True
    word = last_word(before)
    if word not in language.words_before["label"]:
        return False
    return len(word) > _SHORT_LABEL or before.endswith(".")


def is_name(text: str, start: int, end: int, language: Language) -> bool:
    """Whether the words around a number in prose make it a name: Phase 2, Boeing 737, 19 век."""
    words = text_before(text, start).split()[-2:]
    name = last_word(words[-1]) if words else ""
    lead = last_word(words[0]) if len(words) > 1 else ""
    is_letter = bool(lead) and words[-1] in _LETTERS and (words[0][-1].isalpha() or words[0][-1] == ",")
    before = language.words_before
    # "Line 7 was shut", but "on the line 300 died": where an article stands, what follows is mostly counted.
    is_place = is_letter or (name in before["place-name"] and lead not in before["no-place-name"])
    if name in before["name"] or (is_place and not _counts(text, end, language)):
        # "In this phase 5 were exchanged" and "in the first phase 5 were" count.
        word = language.find(lead) if lead else None
        return lead not in before["no-name"] and (word is None or word.role != "ordinal")
    behind = _WORD_BEHIND.match(text, end) if before["named-behind"] else None
    return behind is not None and fold(behind.group(1)) in before["named-behind"]


def _counts(text: str, end: int, language: Language) -> bool:
    """Whether a word follows that may be counted: on the line 300 soldiers died, but line 7 was closed."""
    behind = _WORD_BEHIND.match(text, end)
    if behind is None:
        return False
    if language.joins_words:  # German, whose nouns have a capital.
        return behind.group(1)[0].isupper()
    return fold(behind.group(1)) not in language.words_before["no-noun"]


def is_change(text: str, start: int, language: Language) -> bool:
    """Whether one of the words in front says that something rose or fell: from 20 to 30 is then no range."""
    words = re.findall(r"[^\W\d_]+", re.split(r"[.;:!?\n]", text[max(0, start - 60) : start])[-1])
    return any(word.casefold() in language.words_before["change"] for word in words[-5:])
