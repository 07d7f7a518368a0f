"""A Markdown extension of the plugin: what pages need where they are a site's, with a policy and a search index.

Apart from the extension `explainer`, under which a page without references is printed as it would be without it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Any, Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

NAME: Final = __name__
_ALIGNMENT: Final = re.compile(r"text-align: (left|center|right);")


class ColumnClasses(Treeprocessor):
    """Puts `class="column-right"` in place of `style="text-align: right;"`, which a strict policy refuses."""

    def run(self, root: etree.Element) -> None:
        """Mend every cell of a table."""
        for cell in root.iter():
            found = _ALIGNMENT.fullmatch(cell.get("style", "")) if cell.tag in ("td", "th") else None
            if found:
                del cell.attrib["style"]
                cell.set("class", " ".join(filter(None, [cell.get("class"), f"column-{found[1]}"])))


class UnsearchedFootnotes(Treeprocessor):
    """Keeps footnotes out of the search index: they repeat what the registers hold, once a page."""

    def run(self, root: etree.Element) -> None:
        """Mark the list of footnotes, as Material's search asks for; unless another list of its kind is in it.

        Material takes the end of that one for the end of all, and fails: it tells elements apart by their tag alone.
        """
        for div in root.iter("div"):
            notes = div.find("ol") if div.get("class") == "footnote" else None
            if notes is not None and not self._nests(notes):
                notes.set("data-search-exclude", "")

    def _nests(self, notes: etree.Element) -> bool:
        kept = self.md.htmlStash.rawHtmlBlocks
        stashed = HTML_PLACEHOLDER_RE.findall("".join(notes.itertext()))
        return len(list(notes.iter("ol"))) > 1 or any("<ol" in str(kept[int(number)]) for number in stashed)


class SiteMarkup(Extension):
    """Registers them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run behind attribute lists (8), which may give a cell further classes, and when all footnotes are there."""
        md.treeprocessors.register(ColumnClasses(md), "explainer-columns", 3)
        md.treeprocessors.register(UnsearchedFootnotes(md), "explainer-unsearched", 2)


def makeExtension(**options: Any) -> SiteMarkup:
    """Return the extension: Python-Markdown finds it by the module's name."""
    return SiteMarkup(**options)
