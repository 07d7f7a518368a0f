"""Inline Markdown that stands in facts: emphasis, code, links and references, and nothing that could do harm."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from html import unescape
from typing import Any, Final

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import Registry

# Raw HTML, entities and images are left out: a note's text is escaped like any other, and asks no other host.
_ALLOWED: Final = ("backtick", "escape", "explainer-reference", "link", "not_strong", "em_strong", "em_strong2")


def run_inline(md: Markdown, root: etree.Element) -> None:
    """Turn inline Markdown in an element's text into elements; links lead to http and https addresses only."""
    patterns: Registry[Any] = Registry()
    for index, name in enumerate(_ALLOWED):
        if name in md.inlinePatterns:
            patterns.register(md.inlinePatterns[name], name, 100 - index)
    processor = InlineProcessor(md)
    processor.inlinePatterns = patterns
    processor.run(root)
    if "unescape" in md.treeprocessors:
        md.treeprocessors["unescape"].run(root)
    for link in root.iter("a"):
        if not link.get("href", "").lower().startswith(("http://", "https://")):
            link.attrib.pop("href", None)
    for code in root.iter("code"):  # Escaped already, for a serializer that we do not use.
        code.text = unescape(code.text or "")
