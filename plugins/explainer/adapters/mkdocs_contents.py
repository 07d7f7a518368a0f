"""What a build prints from, made before any page is read: charts, links between pages, the context of all pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from mkdocs.config.defaults import MkDocsConfig

from explainer.adapters.edit_links import find_edits
from explainer.adapters.mkdocs_addresses import whole_address
from explainer.adapters.shared_pages import SharedPages
from explainer.adapters.site_charts import SiteCharts, draw_charts
from explainer.adapters.site_links import SiteLinks, find_links
from explainer.check.options import Options
from explainer.check.site import Checked
from explainer.load.folder import name_of
from explainer.model.facts import Facts
from explainer.model.wording import DEFAULT_LOCALE, find_locale
from explainer.problems import Position, Problem, in_order
from explainer.prose.pages import Page
from explainer.render.context import SiteContext
from explainer.render.seen_facts import SeenFact, seen_facts, version_of


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteContents:
    """What is known of a site before its pages are read."""

    context: SiteContext
    charts: SiteCharts
    undrawn: list[Problem]
    """Why a chart could not be drawn."""
    problems: tuple[Problem, ...]
    """These and what the check found, in order."""
    pages: frozenset[str]
    """The pages' files, as problems name them."""
    links: SiteLinks
    shared: SharedPages
    seen: dict[str, SeenFact]
    """What readers' browsers compare; nothing where no page does."""


def site_contents(
    found: Checked, facts: Facts, options: Options, config: MkDocsConfig, *, preview: bool
) -> SiteContents:
    """Return what pages print from; `facts` are the last good ones, which a preview goes on with."""
    locale = find_locale(options.locale) or Locale.parse(DEFAULT_LOCALE)
    docs = name_of(Path(config.docs_dir), options.root)
    pages = _pages_of_charts(found.pages)
    charts, undrawn = draw_charts(
        pages,
        facts,
        locale,
        root=options.root,
        licence=options.licence or "",
        site=config.site_name,
        # A file that was downloaded from a preview must not name its address.
        find_page=lambda id: "" if preview else whole_address(pages[id], id, docs, config),
    )
    links = find_links(facts, found.pages)
    is_compared = any(block.name == "changes" for page in found.pages for block in page.blocks)
    seen = seen_facts(facts, locale) if is_compared else {}
    return SiteContents(
        context=SiteContext.of(
            facts,
            locale,
            version=version_of(seen) if seen else "",
            draw=charts.pictures.get,
            find_edit=_find_edits(docs, options, config),
            today=options.today,
            unused=found.unused,
            verified=found.verified,
        ),
        charts=charts,
        undrawn=undrawn,
        problems=in_order([*found.problems, *undrawn]),
        pages=frozenset(page.file for page in found.pages),
        links=links,
        shared=_shared_pages(found.pages, facts, locale, links, config),
        seen=seen,
    )


def _shared_pages(
    pages: Iterable[Page], facts: Facts, locale: Locale, links: SiteLinks, config: MkDocsConfig
) -> SharedPages:
    return SharedPages(
        facts=facts,
        locale=locale,
        site_name=config.site_name,
        site_url=config.site_url or "",
        description=config.site_description or "",
        pages={page.file: page for page in pages},
        links=links,
    )


def _pages_of_charts(pages: Iterable[Page]) -> dict[str, str]:
    """Return the charts' ids in the order in which pages show them, each with the first page that does."""
    found: dict[str, str] = {}
    for page in pages:
        for block in page.blocks:
            if block.name == "chart":
                found.setdefault(block.argument, page.file)
    return found


def _find_edits(docs: str, options: Options, config: MkDocsConfig) -> Callable[[Position], str]:
    return find_edits(
        options.root,
        docs=docs,
        repo_url=config.repo_url or "",
        edit_uri=config.edit_uri or "",
        template=str(config.edit_uri_template or ""),
        own=options.edit_uri or "",
    )
