"""The pages of a site as those see them who share them: what an engine knows of a page, and what its text holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from babel import Locale

from explainer.adapters.site_links import SiteLinks
from explainer.model.facts import Facts
from explainer.prose.pages import Page
from explainer.render.blocks.changes import last_read
from explainer.render.charts.raster import rasterize
from explainer.render.sharing.cited_sources import cited_sources
from explainer.render.sharing.shared_page import CardImage, SharedPage
from explainer.render.sharing.social_card import card_svg, card_words, key_number

_REGISTERS: Final = ("timeline", "figures", "events", "sources", "notes")


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedPages:
    """What is the same for all pages of a site, and their texts by file."""

    facts: Facts
    locale: Locale
    site_name: str
    site_url: str
    description: str
    """What the site says of itself, for pages that say nothing."""
    pages: Mapping[str, Page] = field(default_factory=dict)
    links: SiteLinks = field(default_factory=lambda: SiteLinks({}, {}))

    images: dict[str, CardImage] = field(default_factory=dict)
    """The pictures that are shown with links to pages, by the page's file."""

    def draw_cards(self, titles: Mapping[str, str], root: Path) -> dict[str, tuple[bytes, str]]:
        """Return pages' pictures as PNG, with what they show in words, by the page's file; `titles` are the pages'.

        All are drawn in one batch; one that cannot be drawn is left out.
        """
        numbers = {
            name: key_number(self.pages[name], self.facts, self.locale) if name in self.pages else None
            for name in titles
        }
        svgs = [card_svg(self.site_name, title, numbers[name], self.locale) for name, title in titles.items()]
        drawn = rasterize(svgs, cache=root / ".cache" / "explainer" / "cards")
        return {
            name: (png, card_words(title, numbers[name], self.locale))
            for (name, title), png in zip(titles.items(), drawn, strict=True)
            if png is not None
        }

    def shared(self, name: str, *, title: str, meta: Mapping[str, Any], url: str, is_home: bool) -> SharedPage:
        """Return the page of that file; `title` is plain text, `meta` the page's front matter."""
        page = self.pages.get(name)
        return SharedPage(
            title=title,
            description=_text(meta.get("description")) or self.description,
            site_name=self.site_name,
            locale=self.locale,
            url=url,
            site_url=self.site_url,
            is_home=is_home,
            is_register=any(self.links.blocks.get(register) == name for register in _REGISTERS),
            sources=cited_sources(page, self.facts) if page else (),
            read=last_read(self.facts),
            image=self.images.get(name),
        )


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
