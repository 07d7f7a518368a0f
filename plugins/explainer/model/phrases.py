"""The interface's own words, in one catalogue a language; English stands in where a language has no word.

A catalogue is named after a language, or a language with its script or territory (`zh_Hant`), which says what differs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

_FALLBACK: Final = Locale("en")


def phrase(key: str, locale: Locale) -> str:
    """Return the interface phrase of that key in the locale's language; a key that English lacks is our error."""
    return _words(locale).get(key) or _words(_FALLBACK)[key]


def fill(form: str, **values: object) -> str:
    """Return a phrase with these values in its places; a value that ends in a full stop lends it to the sentence."""
    for name, value in values.items():
        if str(value).endswith("."):
            form = form.replace(f"{{{name}}}.", f"{{{name}}}")
    return form.format(**values)


def count_phrase(key: str, count: int, locale: Locale, *, in_digits: bool = False, **values: object) -> str:
    """Return the phrase of that key in the plural form that the locale has for `count`, which it names.

    A small number is a word where the language's catalogue has one, unless all are wanted `in_digits`. The forms are
    `key-few`, `key-other` and so on, as CLDR names them; where the catalogue lacks a form, `key-other` stands for it.
    """
    words = _words(locale)
    plural = locale.plural_form
    if f"{key}-other" not in words:
        words, plural = _words(_FALLBACK), _FALLBACK.plural_form
    form = words.get(f"{key}-{plural(count)}", words[f"{key}-other"])
    number = None if in_digits else words.get(f"number-{count}")
    return form.format(count=number or format_decimal(count, locale=locale), **values)


@cache
def phrases(locale: Locale) -> Mapping[str, str]:
    """Return all phrases, for templates."""
    return _words(_FALLBACK) | _words(locale)


@cache
def stand_ins(locale: Locale) -> frozenset[str]:
    """Return the keys of the phrases for which English stands in."""
    return frozenset(_words(_FALLBACK).keys() - _words(locale).keys())


def languages() -> list[str]:
    """Return the names of the languages that have a catalogue."""
    folder = files("explainer") / "phrases"
    return sorted(file.name.removesuffix(".json") for file in folder.iterdir() if file.name.endswith(".json"))


@cache
def _words(locale: Locale) -> dict[str, str]:
    """Return a locale's phrases: those of its language, and over them what its script and its territory have."""
    parts = (locale.language, locale.script, locale.territory)
    found: dict[str, str] = {}
    for script, territory in ((None, None), (None, parts[2]), (parts[1], None), (parts[1], parts[2])):
        found |= _catalogue("_".join(part for part in (parts[0], script, territory) if part))
    return found


@cache
def _catalogue(name: str) -> dict[str, str]:
    file = files("explainer") / "phrases" / f"{name}.json"
    if not file.is_file():
        return {}
    words: dict[str, str] = json.loads(file.read_text("utf-8"))
    return words
