"""Files of a site beside its pages: those that are added to it, and those that a dirty build has left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from explainer.adapters.mkdocs_addresses import SiteAddresses, file_name
from explainer.adapters.mkdocs_contents import SiteContents
from explainer.adapters.mkdocs_titles import plain_title
from explainer.adapters.shared_pages import SharedPages
from explainer.adapters.site_charts import SiteCharts
from explainer.render.page_assets import page_assets
from explainer.render.paper import margins_rule
from explainer.render.seen_facts import SEEN_FACTS, seen_file
from explainer.render.sharing.shared_page import CardImage


def made_files(contents: SiteContents, addresses: SiteAddresses, site_name: str) -> dict[str, bytes]:
    """Return the style sheets, the scripts, charts' files to download and what browsers compare, by their places."""
    margins = margins_rule(contents.context.facts, contents.context.locale, site_name)
    made = page_assets(vega=contents.charts.vega, margins=margins) | contents.charts.files
    if contents.seen:
        made[SEEN_FACTS] = seen_file(contents.seen, addresses.of_entry)
    return made


def add_files(made: Mapping[str, bytes], files: Files, config: MkDocsConfig) -> None:
    """Add files to a site; what a writer has put in the place of one stands."""
    for name, content in made.items():
        if files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, content=content))


def delete_left_over(charts: SiteCharts, files: Files, site: Path) -> None:
    """Delete the files of charts that are no longer shown from a site that a dirty build goes on with."""
    for path in charts.left_over(site):
        if files.get_file_from_path(path.relative_to(site).as_posix()) is None:
            path.unlink()


def add_cards(shared: SharedPages, files: Files, docs: str, config: MkDocsConfig, root: Path) -> None:
    """Draw the pictures that are shown with links to pages, for all pages that were read.

    What a writer has put in the place of one stands. A site without an address gets none: they are named by it.
    """
    if not config.site_url:
        return
    pages = {file_name(file, docs): file for file in files.documentation_pages()}
    read = {name: file.page for name, file in pages.items() if file.page and file.page.content is not None}
    cards = shared.draw_cards({name: plain_title(page) for name, page in read.items()}, root)
    for name, (png, words) in cards.items():
        path = f"assets/cards/{pages[name].src_uri.rpartition('.')[0]}.png"
        file = files.get_file_from_path(path) or File.generated(config, path, content=png)
        if file.src_uri not in files.src_uris:
            files.append(file)
        shared.images[name] = CardImage(url=urljoin(config.site_url, file.url), alt=words)
