"""A page in schema.org's words, as JSON-LD (https://www.w3.org/TR/json-ld11/)."""

from __future__ import annotations

import json
from typing import Any, Final

from markupsafe import Markup

from explainer.model.kinds import Source
from explainer.render.sharing.shared_page import SharedPage

_ENDS_A_SCRIPT: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end the element that holds it, or a line of JavaScript, each as JSON's own escape."""


def json_ld(page: SharedPage) -> Markup:
    """Return the text of a script element; whatever the facts say, it cannot end that element."""
    text = json.dumps(_without_empty(_described(page)), ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ENDS_A_SCRIPT))


def _described(page: SharedPage) -> dict[str, Any]:
    """Return the page as a node: an article, or a list of all facts of a kind."""
    kind, name = ("CollectionPage", "name") if page.is_register else ("Article", "headline")
    language = str(page.locale).replace("_", "-")
    whole = {"@type": "WebSite", "name": page.site_name, "url": page.site_url}
    # There is no clock, so nothing is said of when the page was changed; when its facts were read is known.
    read = {"lastReviewed": page.read.machine if page.read else ""}
    return {
        "@context": "https://schema.org",
        "@type": kind,
        name: page.title,
        "description": page.description,
        "inLanguage": language,
        "url": page.url,
        "image": page.image.url if page.image else "",
        "isPartOf": whole,
        "publisher": {"@type": "Organization", "name": page.site_name},
        **(read if page.is_register else {"mainEntityOfPage": {"@type": "WebPage", "@id": page.url, **read}}),
        "citation": [_cited(source) for source in page.sources],
    }


def _cited(source: Source) -> dict[str, Any]:
    """Return a source in few words: a page may cite two hundred."""
    return {
        "@type": "CreativeWork",
        "name": source.title or source.publisher,
        "publisher": {"@type": "Organization", "name": source.publisher} if source.title and source.publisher else "",
        "datePublished": source.published.machine if source.published else "",
        "url": source.url,
        "inLanguage": source.language,
    }


def _without_empty(value: Any) -> Any:
    """Return the same without what is not known."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value
