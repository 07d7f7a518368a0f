"""Addresses of facts, blocks and files on a site's pages, by what the engine knows of its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from explainer.adapters.mkdocs_titles import title_mark
from explainer.adapters.site_links import SiteLinks
from explainer.render.context import Place


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """The addresses on one site; each is empty where there is no such place.

    Pages' files are named as problems name them: relative to the site's folder.
    """

    files: Files
    docs: str
    """The folder of the pages, as named."""
    links: SiteLinks

    def of_fact(self, id: str, page: Page) -> str:
        """Return the address of a fact's entry, seen from a page."""
        file = self._file(self.links.entries.get(id))
        if file is None:
            return ""
        return ("" if file is page.file else get_relative_url(file.url, page.url)) + f"#{id}"

    def of_entry(self, id: str) -> str:
        """Return the address of a fact's entry below the site's root."""
        file = self._file(self.links.entries.get(id))
        return f"{file.url}#{id}" if file is not None else ""

    def of_block(self, name: str, page: Page) -> str:
        """Return the address of the block that shows all of a kind, seen from another page than its own."""
        file = self._file(self.links.blocks.get(name))
        return "" if file is None or file is page.file else f"{get_relative_url(file.url, page.url)}#all-{name}"

    def of_file(self, path: str, page: Page) -> str:
        """Return the address of a file of the site, seen from a page."""
        file = self.files.get_file_from_path(path)
        return get_relative_url(file.url, page.url) if file is not None else ""

    def places(self, id: str, page: Page) -> tuple[Place, ...]:
        """Return the pages that use a fact, seen from a page; their titles are put in when all pages are read."""
        found = (self._file(name) for name in self.links.uses.get(id, ()))
        return tuple(
            Place(title_mark(file), get_relative_url(file.url, page.url)) for file in found if file is not None
        )

    def _file(self, name: str | None) -> File | None:
        return self.files.get_file_from_path(name.removeprefix(f"{self.docs}/")) if name else None


def file_name(file: File, docs: str) -> str:
    """Return what problems call a page's file."""
    return (PurePosixPath(docs) / file.src_uri).as_posix()


def whole_address(name: str, id: str, docs: str, config: MkDocsConfig) -> str:
    """Return the address of a fact on a page for those who have left the site; nothing for a site without one."""
    if not config.site_url:
        return ""
    file = File(name.removeprefix(f"{docs}/"), config.docs_dir, config.site_dir, config.use_directory_urls)
    return f"{urljoin(config.site_url, file.url)}#{id}"
