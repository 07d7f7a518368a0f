"""German number words, which are written as one: fünfundzwanzig, hunderttausend, dreihundertsiebentausend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ENDINGS: Final = ("e", "er", "es", "en", "em")


def german_numbers(cardinals: Mapping[str, str], ordinals: Mapping[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the words of 0 to 999, and the inflected ordinals of 1 to 100 and 1000, folded."""
    numbers = _below_hundred(cardinals)
    low = dict(numbers)
    joining = {word: value for word, value in low.items() if value}
    for count in range(1, 10):
        heads = ["einhundert", "hundert"] if count == 1 else [f"{_first(cardinals, count)}hundert"]
        for head in heads:
            numbers[head] = count * 100
            for word, value in joining.items():
                numbers[head + word] = numbers[head + "und" + word] = count * 100 + value
    found: dict[str, int] = {}
    stems = {value: forms.split() for value, forms in ((int(key), forms) for key, forms in ordinals.items())}
    for word, value in {**low, "hundert": 100, "tausend": 1000}.items():
        if value:
            ending = "t" if value < 20 else "st"
            for stem in stems.get(value, [word + ending]):
                found |= {stem + end: value for end in _ENDINGS}
    return numbers, found


def _first(cardinals: Mapping[str, str], value: int) -> str:
    return cardinals[str(value)].casefold().split()[0]


def _below_hundred(cardinals: Mapping[str, str]) -> dict[str, int]:
    """Return the words of 0 to 99, without the forms of `ein` that stand alone."""
    words = {_first(cardinals, value): value for value in (*range(20), *range(20, 100, 10))}
    words["zwo"] = 2
    for tens in range(20, 100, 10):
        for unit in range(1, 10):
            first = "ein" if unit == 1 else _first(cardinals, unit)
            words[f"{first}und{_first(cardinals, tens)}"] = tens + unit
    return words


def read_compound(word: str, numbers: Mapping[str, int]) -> int | None:
    """Return the number of a folded word with `tausend` in it, or None: hunderttausend is 100000."""
    thousands, joint, rest = word.partition("tausend")
    if not joint or (thousands and thousands not in numbers):
        return None
    rest = rest.removeprefix("und") if rest.removeprefix("und") in numbers else rest
    if rest and rest not in numbers:
        return None
    return (numbers[thousands] if thousands else 1) * 1000 + (numbers[rest] if rest else 0)
