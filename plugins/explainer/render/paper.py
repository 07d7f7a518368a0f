"""What stands in the margins of every printed page: the site's name, up to when facts were read, the page's number.

A style rule, since nothing else reaches the margins; it is the same on all pages of a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from babel import Locale

from explainer.model.facts import Facts
from explainer.model.phrases import phrase
from explainer.model.wording import date_words

_MIRRORED: Final = {"top-left": "top-right", "bottom-left": "bottom-right", "bottom-right": "bottom-left"}


def margins_rule(facts: Facts, locale: Locale, site: str = "") -> str:
    """Return the rule in CSS."""
    # Of one day, the more exact date.
    read = max(
        (source.accessed for source in facts.sources.values()),
        key=lambda date: (date.latest, date.earliest),
        default=None,
    )
    words = phrase("paper-read", locale).format(date=date_words(read, locale)) if read else ""
    number = re.split(r"(\{pages?\})", phrase("paper-page", locale))
    boxes = {
        "top-left": css_string(site) if site else "",
        "bottom-left": css_string(words) if words else "",
        "bottom-right": " ".join(_numbered(number)),
    }
    if locale.text_direction == "rtl":
        boxes = {_MIRRORED[place]: content for place, content in boxes.items()}
    style = "color: #333; font: 8pt sans-serif; white-space: nowrap;"
    said = "".join(f" @{place} {{ content: {content}; {style} }}" for place, content in boxes.items() if content)
    return f"@page {{{said} }}\n"


def _numbered(parts: Iterable[str]) -> Iterable[str]:
    """Yield the words of a page's number, with a counter for the number itself and for how many pages there are."""
    counters = {"{page}": "counter(page)", "{pages}": "counter(pages)"}
    return (counters.get(part, css_string(part)) for part in parts if part)


def css_string(text: str) -> str:
    """Return a text as a string of CSS, whatever is in it."""
    escaped = re.sub(r'[\\"<>\x00-\x1f\x7f]', lambda found: f"\\{ord(found[0]) or 0xFFFD:x} ", text)
    return f'"{escaped}"'
