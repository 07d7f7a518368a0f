"""The number words below a thousand: which sequences of word values are one number, by the style of a language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

LINK: Final = -1
"""Stands in a sequence for the word that links: three hundred AND seven."""

Phrases = dict[tuple[int, ...], int]


def number_phrases(style: str) -> Phrases:
    """Return every sequence of two and more word values that is one number: (3, 100, LINK, 7) is 307 in English.

    A word alone is its own number and needs no entry. `tens` is 20 5 and 300 7; `tens-link` is 20 and 5, 300 and 7;
    `hundreds` is 20 5 and 3 100 and 7; `french` counts by twenties; `joined` (German) and `none` have no sequences.
    """
    match style:
        case "tens":
            return _with_hundreds_of_one_word(_tens(), linked=False)
        case "tens-link":
            return _with_hundreds_of_one_word(_linked_tens(), linked=True)
        case "hundreds":
            return _with_hundreds(_tens(), 99, linked=True)
        case "french":
            return _with_hundreds(_french(), 9, linked=False) | {
                (100, *low): 100 + value for low, value in [*_french().items(), *_singles()]
            }
        case _:
            return {}


def _singles() -> Iterator[tuple[tuple[int, ...], int]]:
    for value in (*range(1, 20), *range(20, 100, 10)):
        yield (value,), value


def _tens() -> Phrases:
    return {(tens, unit): tens + unit for tens in range(20, 100, 10) for unit in range(1, 10)}


def _linked_tens() -> Phrases:
    return {(tens, LINK, unit): tens + unit for tens in range(20, 100, 10) for unit in range(1, 10)}


def _french() -> Phrases:
    """Return 17 to 99: dix-sept, vingt et un, soixante-dix, quatre-vingt-dix-sept, and nonante of Belgium."""
    found: Phrases = {(10, unit): 10 + unit for unit in (7, 8, 9)}
    below_twenty: Phrases = {(unit,): unit for unit in range(1, 17)} | found
    for tens in (20, 30, 40, 50, 60, 70, 80, 90):
        for unit in range(1, 10):
            found[tens, unit] = tens + unit
        found[tens, LINK, 1] = tens + 1
    for low, value in below_twenty.items():
        found[(4, 20, *low)] = 80 + value
        if value >= 10:
            found[(60, *low)] = 60 + value
    found[60, LINK, 11] = 71
    found[4, 20] = 80
    found[4, 20, LINK, 1] = 81  # As in Belgium.
    return found


def _with_hundreds_of_one_word(below: Phrases, *, linked: bool) -> Phrases:
    """Return the phrases of a language in which 300 is one word."""
    found = dict(below)
    for hundred in range(100, 1000, 100):
        for low, value in [*below.items(), *_singles()]:
            # The link stands once, before the last word: сто двадесет и пет, сто и двадесет.
            lead = (hundred, LINK) if linked and LINK not in low else (hundred,)
            found[lead + low] = hundred + value
    return found


def _with_hundreds(below: Phrases, most: int, *, linked: bool) -> Phrases:
    """Return the phrases of a language in which 300 is three hundred, and twelve hundred is one up to `most`."""
    found = dict(below)
    rests = [*below.items(), *_singles()]
    for count_words, count in rests:
        if count > most or count % 10 == 0:
            continue
        found[(*count_words, 100)] = count * 100
        for rest, value in rests:
            found[(*count_words, 100, *rest)] = count * 100 + value
            if linked:
                found[(*count_words, 100, LINK, *rest)] = count * 100 + value
    return found
