"""What the reader knows of a language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from explainer.reading.german import read_compound
from explainer.reading.phrases import Phrases

Role = Literal["cardinal", "ordinal", "scale", "month"]
HYPHENS: Final = "‐‑-"  # In this order it can stand at the end of a class of characters.
_REMEMBERED: Final = 100_000  # More different words than any site has.
_LONGEST_WORD: Final = 80
_OPENING: Final = "([{<\"'«„“‘*"


@dataclass(frozen=True, slots=True)
class Word:
    """A word that bears a number."""

    role: Role
    value: Decimal
    """The number, the factor of a scale, or the month."""
    alone: Literal["no", "yes", "genitive"] = "no"
    """Whether a scale can stand for one of itself: Russian тысяча, and тысячи where a genitive is asked for."""
    is_one: bool = False
    """Whether it may be an article or a pronoun instead: one, eine, une."""


@dataclass(frozen=True, kw_only=True)
class Language:
    """The tables and patterns of one language."""

    decimal: str
    group: str
    knows_words: bool
    month_leads: bool
    """Whether the day follows the month: February 24."""
    day_has_dot: bool
    """Whether an ordinal number is written with a dot: 24. Februar."""
    months_need_case: bool
    words: Mapping[str, Word]
    attached: Mapping[str, Decimal]
    """Scales that stand at the digits without a space, in this very case: 46.5K."""
    apart: frozenset[str]
    """Those that Babel writes after a no-break space: 5 M in French."""
    phrases: Phrases
    hyphens_join: bool
    """Whether a hyphen joins the words of one number: twenty-five."""
    hundred_needs_count: bool
    """Whether `hundred` alone is no number: a hundred, three hundred."""
    joins_words: bool
    """Whether a number is one word: fünfundzwanzig."""
    below_thousand: Mapping[str, int]
    """The words that such a number is made of."""
    token: re.Pattern[str]
    link: re.Pattern[str] | None
    scale_gap: re.Pattern[str]
    before_scale: tuple[tuple[re.Pattern[str], Decimal], ...]
    and_a_half: re.Pattern[str] | None
    denominators: re.Pattern[str] | None
    denominator_values: Mapping[str, int]
    parts: re.Pattern[str] | None
    """What is a part by itself, without a number in front: half of, a third of."""
    part_values: Mapping[str, int]
    percent: re.Pattern[str]
    ordinal_endings: frozenset[str]
    decade_endings: frozenset[str]
    clock: re.Pattern[str] | None
    """What follows an hour: a.m., o'clock, Uhr."""
    clock_lead: re.Pattern[str] | None
    """What stands in front of an hour in words: half past, halb."""
    at_hour: Mapping[str, re.Pattern[str]]
    """What follows an hour that a word leads to, and no length of time: в 18 часов, à 9 heures."""
    year_after: re.Pattern[str] | None
    qualifiers: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]
    """The qualifiers by their last word, the longest first: few have to be tried."""
    behind: re.Pattern[str] | None
    behind_values: Mapping[str, str]
    ranges: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]
    """The word in front (none where it may be missing) and the one between: between … and, … to."""
    date_joint: str
    words_before: Mapping[str, frozenset[str]]
    """Words in front of a number by what they tell: vague, genitive, minus, label, name, place-name, no-name,
    year, year-sure, change, not-one; those of named-behind and no-noun stand behind it."""
    remembered: dict[str, Word | None]

    def find(self, word: str) -> Word | None:
        """Return what a word means as a number, or None; `word` as it stands in the text."""
        try:
            return self.remembered[word]
        except KeyError:
            pass
        if len(self.remembered) >= _REMEMBERED:
            self.remembered.clear()
        found = self.remembered[word] = self._find(word)
        return found

    def _find(self, word: str) -> Word | None:
        if len(word) > _LONGEST_WORD:
            return None
        folded = fold(word)
        found = self.words.get(folded)
        if found is None and self.joins_words:
            compound = read_compound(folded, self.below_thousand)
            return None if compound is None else Word("cardinal", Decimal(compound))
        if found and found.role == "month" and self.months_need_case and not word[0].isupper():
            return None
        return found


def fold(word: str) -> str:
    """Return a word as it stands in the tables: without case, with a straight apostrophe, е for ё."""
    return word.casefold().replace("’", "'").replace("ʼ", "'").replace("ё", "е")


def words_pattern(phrases: Iterable[str]) -> str:
    """Return a pattern of any of the phrases, the longest first, with any white space or a hyphen between words."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(
        re.escape(phrase).replace("'", "['’ʼ]").replace(r"\ ", rf"[\s{HYPHENS}]+").replace("е", "[её]")
        for phrase in longest_first
    )


def last_word(text: str) -> str:
    """Return the last word of a text, folded, whatever marks follow it."""
    for mark in "-‐‑'’ʼ":
        text = text.replace(mark, " ")
    words = text.rsplit(None, 1)
    return fold(words[-1].strip(".").lstrip(_OPENING)) if words else ""
