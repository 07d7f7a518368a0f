"""Tags for a page's head: title, description, address, Open Graph; what the theme has is left to it. And JSON-LD."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from babel import Locale
from babel.core import get_global

from explainer.render.html import render
from explainer.render.sharing.json_ld import json_ld
from explainer.render.sharing.shared_page import SharedPage
from explainer.render.sharing.social_card import CARD_SIZE

_END_OF_HEAD: Final = re.compile(r"</head\s*>", re.IGNORECASE)


def with_head(html: str, page: SharedPage) -> str:
    """Return a whole page with the tags at the end of its head, JSON-LD at the end of its body.

    That has all sources of the page, and a reader should not wait for it. A page without a head stays as it is.
    """
    end = _END_OF_HEAD.search(html)
    if end is None:
        return html
    tags = render(
        "head",
        page.locale,
        page=page,
        present=_present(html[: end.start()]),
        og_locale=og_locale(page.locale),
        size=CARD_SIZE,
    )
    data = render("json_ld", page.locale, json_ld=json_ld(page))
    last = html.lower().rfind("</body")
    last = last if last > end.start() else end.start()
    return f"{html[: end.start()]}{tags}{html[end.start() : last]}{data}{html[last:]}"


def og_locale(locale: Locale) -> str:
    """Return language and territory as Open Graph writes them; where none is named, the likeliest territory."""
    territory = locale.territory
    if not territory:
        likely = str(get_global("likely_subtags").get(locale.language, ""))
        territory = likely.rpartition("_")[2] if "_" in likely else ""
    return f"{locale.language}_{territory}" if territory else locale.language


class _Head(HTMLParser):
    """Notes what a head says: names of its meta tags, relations of its links, its title."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "title":
            self.found.add("title")
        elif tag == "meta":
            self.found.update(name.lower() for key in ("name", "property") if (name := given.get(key)))
        elif tag == "link":
            self.found.update((given.get("rel") or "").lower().split())


def _present(head: str) -> set[str]:
    parser = _Head()
    parser.feed(head)
    return parser.found
