"""The interface's own words, in one catalogue a language; English stands in where a language has no word."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

from babel import Locale

_FALLBACK: Final = "en"


def phrase(key: str, locale: Locale) -> str:
    """Return the interface phrase of that key in the locale's language; a key that English lacks is our error."""
    return _catalogue(locale.language).get(key) or _catalogue(_FALLBACK)[key]


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
