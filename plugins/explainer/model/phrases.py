"""The interface's own words, in one catalogue a language; English stands in where a language has no word."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

_FALLBACK: Final = "en"


def phrase(key: str, locale: Locale) -> str:
    """Return the interface phrase of that key in the locale's language; a key that English lacks is our error."""
    return _catalogue(locale.language).get(key) or _catalogue(_FALLBACK)[key]


def count_phrase(key: str, count: int, locale: Locale, *, in_digits: bool = False) -> str:
    """Return the phrase of that key in the plural form that the locale has for `count`, which it names.

    A small number is a word where the language's catalogue has one, but `in_digits` where counts stand together. The
    forms are `key-few`, `key-other` and so on, as CLDR names them; where the catalogue lacks a form, `key-other` stands
    for it.
    """
    words = _catalogue(locale.language)
    plural = locale.plural_form
    if f"{key}-other" not in words:
        words, plural = _catalogue(_FALLBACK), Locale.parse(_FALLBACK).plural_form
    form = words.get(f"{key}-{plural(count)}", words[f"{key}-other"])
    word = "" if in_digits else words.get(f"number-{count}")
    return form.format(count=word or format_decimal(count, locale=locale))


def phrases(locale: Locale) -> dict[str, str]:
    """Return all phrases, for templates."""
    return _catalogue(_FALLBACK) | _catalogue(locale.language)


@cache
def _catalogue(language: str) -> dict[str, str]:
    file = files("explainer") / "phrases" / f"{language}.json"
    if not file.is_file():
        return {}
    words: dict[str, str] = json.loads(file.read_text("utf-8"))
    return words
