"""The Python-Markdown extension: finds references and blocks in Markdown, puts rendered HTML in their place.

Works in any engine that runs Python-Markdown extensions::

    markdown.markdown(text, extensions=["explainer"], extension_configs={"explainer": {"data": "data"}})
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions.footnotes import FN_BACKLINK_TEXT
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from explainer.adapters.markdown_blocks import BLOCK_CLASSES, BlockKeeper, KeptText
from explainer.adapters.markdown_printer import PagePrinter
from explainer.adapters.markdown_references import LinkDefinitions, ReferenceProcessor
from explainer.check.options import read_options
from explainer.check.site import check_facts
from explainer.render.context import SiteContext
from explainer.render.lone_page import lone_context


class ExplainerExtension(BlocksExtension):  # type: ignore[misc]  # It comes without types.
    """Prints facts in Markdown. Options: `data`, `locale` as in mkdocs.yml; `site` is an engine's own context."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "data": ["data", "folder of facts, relative to the working folder"],
            "locale": ["en", "language in which numbers and dates are printed"],
            "evidence": ["optional", "as in mkdocs.yml; read by the check alone"],
            "number_is_cited": ["error", "as in mkdocs.yml; read by the check alone"],
            "snapshots": ["", "as in mkdocs.yml; read by the check alone"],
            "site": ["", "what an engine knows beyond the page: facts, addresses, charts"],
        }
        super().__init__(**options)
        self._site: SiteContext | None = None

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register everything; nothing here reads facts, since most engines make a Markdown object a page."""
        md.registerExtension(self)
        for block in BLOCK_CLASSES:
            if block.NAME not in block_mgr.blocks:
                block_mgr.register(block, {})
        keeper = BlockKeeper(md)
        printer = PagePrinter(md, self.site, keeper)
        # Behind normalized white space (30), before fenced code (25) and raw HTML (20): the text that the check reads.
        md.preprocessors.register(keeper, "explainer-blocks", 28)
        # Behind raw HTML (30), which brings back code that was stashed.
        md.postprocessors.register(KeptText(keeper), "explainer-kept-text", 5)
        md.parser.blockprocessors.register(LinkDefinitions(md.parser), "reference", 15)  # In place of Markdown's own.
        # Behind code spans (190) and escapes (180), before links (170) and footnote marks (175).
        md.inlinePatterns.register(ReferenceProcessor(md), "explainer-reference", 176)
        # Behind the list of footnotes (50), before it is put in order (19).
        md.treeprocessors.register(EmptyFootnotes(md), "explainer-empty-footnotes", 30)
        # Behind inline patterns (20) and the footnotes' own order (19), before their duplicates (15) and the
        # table of contents (5).
        md.treeprocessors.register(printer, "explainer-print", 18)
        md.treeprocessors.register(ReservedIds(printer), "explainer-reserved-ids", 1)

    def reset(self) -> None:
        """Start a new page."""

    def site(self) -> SiteContext:
        """Return what facts are printed from; without an engine, the data folder is read once."""
        given = self.getConfig("site")
        if isinstance(given, SiteContext):
            return given
        if self._site is None:
            names = ("data", "locale", "evidence", "number_is_cited", "snapshots")
            values = {name: self.getConfig(name) for name in names if self.getConfig(name) not in ("", None)}
            options, _ = read_options(values, locale="en", root=Path.cwd())
            self._site = lone_context(check_facts(options), options)
        return self._site


class EmptyFootnotes(Treeprocessor):
    """Gives a footnote without a text the link back that every other one has.

    Python-Markdown fails on one without it when footnotes are ordered by their first mention.
    """

    def run(self, root: Any) -> None:
        """Complete the list of footnotes, where footnotes are put in order."""
        if "footnote-reorder" not in self.md.treeprocessors:
            return
        for item in root.iterfind(".//div[@class='footnote']/ol/li"):
            if item.find(".//a[@class='footnote-backref']") is None:
                paragraph = etree.SubElement(item, "p")
                link = etree.SubElement(paragraph, "a", {"class": "footnote-backref"})
                link.set("href", "#" + item.get("id", "").replace("fn", "fnref", 1))
                link.text = FN_BACKLINK_TEXT


class ReservedIds(Treeprocessor):
    """Takes away what kept our ids from being given to headings; the last to run."""

    def __init__(self, printer: PagePrinter) -> None:
        super().__init__(printer.md)
        self.printer = printer

    def run(self, root: Any) -> None:
        """Take the elements away."""
        self.printer.release_ids()


def makeExtension(**options: Any) -> ExplainerExtension:
    """Return the extension; Python-Markdown calls this for `extensions=["explainer"]`."""
    return ExplainerExtension(**options)
