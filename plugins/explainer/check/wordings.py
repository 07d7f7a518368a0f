"""Rules about the wording quoted from a source: it states the number, and does not contradict its qualifier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.records import Citation
from explainer.model.values import Value
from explainer.model.wording import language_name
from explainer.problems import listed
from explainer.reading import StatedNumber, knows, knows_words, read_numbers, stating, unit_scale

Wording = Literal[
    "states the number",
    "is read otherwise",
    "contradicts",
    "no number to state",
    "not read",
    "no wording",
    "not looked at",
]

_ENGLISH: Final = Locale("en")  # The language of problems.
# What may stand beside each other: "more than 1,000" is not against "at least", but it is against "exactly".
_COMPATIBLE: Final = (
    frozenset({"more than", "at least"}),
    frozenset({"less than", "up to", "nearly"}),
    frozenset({"about", "nearly"}),
)


class Finding(NamedTuple):
    """What is wrong with a wording: the problem's code, message and hint."""

    code: str
    message: str
    hint: str


def read_wording(
    citation: Citation, values: Sequence[Value], facts: Facts, locale: str
) -> tuple[Wording, list[Finding]]:
    """Return whether a citation's wording states one of the values, and what is wrong (evidence-states-value,
    qualifier-agrees). It is read in its source's language, or in the site's where the source names none.
    """
    text = citation.stated_as
    if text is None:
        return "no wording", []
    wanted = [value for value in values if value.quantity is not None]
    if not wanted:
        return "no number to state", []
    if citation.reads is not None:
        return "is read otherwise", []
    source = facts.sources.get(citation.source)
    language = (source.language if source else None) or locale
    if not knows(language):
        return "not read", []
    numbers = read_numbers(text, language)
    for value in wanted:
        stating = _stating(numbers, value, language, locale)
        if stating:
            return "states the number", _qualifiers(citation, value, stating)
    if not knows_words(language) and not re.search(r"\d", text):
        return "not read", []
    return "contradicts", [_does_not_state(citation, wanted, numbers, language)]


def _stating(numbers: Sequence[StatedNumber], value: Value, language: str, locale: str) -> list[StatedNumber]:
    """Return the numbers of a wording that state a value: one of both bounds, its best, or one for each bound."""
    assert value.quantity is not None
    quantity = value.quantity
    unit = value.unit
    percent = unit is not None and _is_percent(unit.name, locale)
    # The unit is in the site's words, and may be in the source's.
    scale = max(unit_scale(unit.name, tag) for tag in (language, locale)) if unit else Decimal(1)
    low, high = quantity.low * scale, quantity.high * scale
    whole = stating(numbers, low, high, percent=percent)
    if not whole and quantity.best is not None:
        whole = stating(numbers, quantity.best * scale, quantity.best * scale, percent=percent)
    if whole or not quantity.is_range:
        return whole[:1]
    bounds = [stating(numbers, bound, bound, percent=percent) for bound in (low, high)]
    return [found[0] for found in bounds] if all(bounds) else []


@lru_cache(maxsize=1024)
def _is_percent(unit: str, locale: str) -> bool:
    """Return whether a unit makes a percentage of its number: %, per cent, Prozent."""
    return any(number.kind == "percent" for number in read_numbers(f"1 {unit}", locale))


def _qualifiers(citation: Citation, value: Value, stating: list[StatedNumber]) -> list[Finding]:
    """Return a finding where the wording's qualifier contradicts the value's; one that it lacks may stand elsewhere."""
    said = stating[0].qualifier
    # Two bounds, each with a word of its own (at least 20, at most 30), say together what the range says.
    if len(stating) > 1 or said is None or _agree(said, value.qualifier):
        return []
    message = (
        f'the wording "{citation.stated_as}" says "{said}", and the qualifier of "{value.fact}" is "{value.qualifier}"'
    )
    return [
        Finding("qualifier-agrees", message, f"write qualifier: {said}, or add reads: and why it is taken otherwise")
    ]


def _agree(said: str, qualifier: str) -> bool:
    return said == qualifier or any({said, qualifier} <= words for words in _COMPATIBLE)


def _does_not_state(
    citation: Citation, values: Sequence[Value], numbers: Iterable[StatedNumber], language: str
) -> Finding:
    wanted = listed(dict.fromkeys(_digits(value) for value in values))
    what = f"does not state {wanted}" if len(values) == 1 else f"states none of {wanted[:100]}"
    message = f'the wording "{citation.stated_as}" {what}'
    unclear = [number.text for number in numbers if number.kind == "unclear"]
    others = [_read_as(number) for number in numbers if number.is_stated]
    if unclear:
        message += f': "{unclear[0]}" can be read in two ways'
    elif others:
        message += f"; it states {listed(dict.fromkeys(others))}"
    read_as = language_name(language, _ENGLISH)
    hint = (
        f"it was read as {read_as}: correct the number, the wording or the source's language; "
        "where the source says it otherwise, add reads: and how"
    )
    return Finding("evidence-states-value", message, hint)


def _digits(value: Value) -> str:
    """Return a value's number in plain digits."""
    quantity = value.quantity
    assert quantity is not None
    sign = "%" if value.unit is not None and value.unit.is_percent else ""
    return f"{quantity.low:f}{sign}" if not quantity.is_range else f"{quantity.low:f} to {quantity.high:f}{sign}"


def _read_as(number: StatedNumber) -> str:
    """Return a number as it is written, and as which number it was read where the two look different."""
    bounds = dict.fromkeys(f"{bound.normalize():f}" for bound in (number.low, number.high))
    read = " to ".join(bounds) + ("%" if number.kind == "percent" else "")
    return read if read == number.text else f'"{number.text}" ({read})'
