"""Where a line of text may be broken: a short form of Unicode's rules (UAX 14) for labels of a few words.

https://www.unicode.org/reports/tr14/
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_ZERO_WIDTH_SPACE, _ZERO_WIDTH_JOINER, _WORD_JOINER = "\u200b", "\u200d", "\u2060"
_TIES = frozenset("\u00a0\u2007\u2011\u202f")
SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""The spaces at which a line may end; those that keep a number and its unit together are not among them."""
_JOINTS = frozenset("-\u2010\u2013\u2014/")
_OPENING = frozenset({"Ps", "Pi"})
_CLOSING = frozenset({"Pe", "Pf", "Po", "Lm"})
_MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
_VIRAMA = 9  # The combining class of the signs that tie two consonants of an Indic script into one.
_SARA_AM = frozenset("\u0e33\u0eb3")  # Thai and Lao vowels that stand on the letter before.


def clusters(text: str) -> list[str]:
    """The text in the units that a reader takes for one character, which joined give the text again."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def may_break(line: Sequence[str], after: str) -> bool:
    """Whether a line of those clusters may end before the next one: after spaces, hyphens and slashes in a word.

    A number is not torn (2026-02-26, 1/2), and East Asian text may be broken between any two characters, only
    not after what opens and before what closes.
    """
    before = line[-1]
    if before[-1] == _WORD_JOINER or after[0] in SPACES:
        return False
    if before[0] in SPACES or before[-1] == _ZERO_WIDTH_SPACE:
        return True
    if before[0] in _JOINTS:
        return len(line) > 1 and line[-2][0] not in SPACES and unicodedata.category(after[0])[0] == "L"
    if _is_wide(before) or _is_wide(after):
        tied = unicodedata.category(before[0]) in _OPENING or unicodedata.category(after[0]) in _CLOSING
        return not tied and before[0] not in _TIES and after[0] not in _TIES
    return False


def _belongs(cluster: str, character: str) -> bool:
    """Whether the character cannot stand apart from what is before it (after UAX 29)."""
    last = cluster[-1]
    if character in SPACES or cluster in SPACES:
        return False
    if unicodedata.category(character) in _MARKS or character in _SARA_AM or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if last == _ZERO_WIDTH_JOINER or unicodedata.combining(last) == _VIRAMA:
        return True
    if _is_flag_letter(character):
        return len(cluster) == 1 and _is_flag_letter(last)
    # The vowels and final consonants of a Korean syllable that is written part by part.
    return "\u1160" <= character <= "\u11ff" and ("\u1100" <= last <= "\u11ff" or "\uac00" <= last <= "\ud7a3")


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_wide(cluster: str) -> bool:
    return unicodedata.east_asian_width(cluster[0]) in "WF"
