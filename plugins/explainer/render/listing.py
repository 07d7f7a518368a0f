"""What the filter above a list offers: for each facet the values that stand on the items, with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale

from explainer.model.phrases import phrase
from explainer.model.wording import number_words

FILTERED_FROM = 10
"""Fewer items than these are read faster than filtered."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet: as it stands on an item, in words, and on how many items."""

    value: str
    words: str
    count: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What a list can be narrowed by: `name` is that of the items' attribute `data-NAME` and of the address's part."""

    name: str
    label: str
    options: tuple[Option, ...]


def facet_of(
    name: str,
    items: Sequence[Iterable[str]],
    locale: Locale,
    *,
    label: str = "",
    words: Callable[[str], str] = str,
) -> tuple[Facet, ...]:
    """Return the facet of what each item has for a value; none where no value tells some items from the others.

    `label` is the key of the phrase that names the facet, its name where none is given. `words` turns a value, which
    may be an id, into what is read.
    """
    counts = Counter(value for values in items for value in dict.fromkeys(values) if value)
    if all(count == len(items) for count in counts.values()):
        return ()
    options = [
        Option(facet_value([value]), words(value), number_words(Decimal(count), locale))
        for value, count in counts.items()
    ]
    options.sort(key=lambda option: (option.words.casefold(), option.value))
    return (Facet(name, phrase(label or name, locale), tuple(options)),)


def facet_value(values: Iterable[str]) -> str:
    """Return an item's values as they stand in its attribute `data-NAME`, parted by upright lines."""
    return "|".join(value.replace("|", " ") for value in dict.fromkeys(values) if value)
