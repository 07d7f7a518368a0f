"""The pages of a site as those see them who share them: what an engine knows of a page, and what its text holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from babel import Locale

from explainer.adapters.site_links import SiteLinks
from explainer.model.facts import Facts
from explainer.prose.pages import Page
from explainer.render.blocks.changes import last_read
from explainer.render.sharing.cited_sources import cited_sources
from explainer.render.sharing.shared_page import SharedPage

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
        )


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
