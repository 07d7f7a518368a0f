"""References in running text: each becomes an element that remembers what it refers to, printed later."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from typing import Final

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor as ReferenceDefinitions
from markdown.inlinepatterns import InlineProcessor

from explainer.prose.references import DEFINITION, REFERENCE, Reference, read_references

MARK: Final = "explainer-reference"
"""The attribute of an element that stands for a reference; its value is the reference's own text."""
_ESCAPED: Final = re.compile("\x02(\\d+)\x03")
_HIDDEN: Final = re.compile(
    r"<!--.*?-->|<(?P<code>pre|code|script|style|textarea)\b[^<>]*>.*?</(?P=code)\s*>|<[A-Za-z/][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)


class ReferenceProcessor(InlineProcessor):
    """Finds `[@id]` and `[words][@id]`.

    Printing waits until the whole page is a tree: Python-Markdown runs inline patterns on nested elements last, so
    footnotes numbered here would not be in the order of the page.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(REFERENCE.pattern, md)
        self.compiled_re = REFERENCE

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        """Return the element of a reference, or nothing where the brackets are something else."""
        if _is_hidden(data, m.start()):
            return None, None, None
        # What stands in it as code or with a backslash has been put aside by now.
        items = _ESCAPED.sub(lambda found: chr(int(found.group(1))), self.unescape(m.group("items")))
        if m.group("words") is None and self._is_link(items):
            return None, None, None
        element = etree.Element("span")
        element.set(MARK, items)
        if m.group("words") is not None:
            element.text = m.group("words")
        return element, m.start(), m.end()

    def _is_link(self, items: str) -> bool:
        """Return whether the page defines a link of this name: `[@handle]: https://…`."""
        return items.lower() in self.md.references


class LinkDefinitions(ReferenceDefinitions):
    """Takes `[@handle]: https://…` for the address of a link, but not `[@mayor]: No.`, which would vanish."""

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        """Return whether the block was an address."""
        match = self.RE.search(blocks[0])
        if match is not None and match.group(1).startswith("@") and not DEFINITION.match(match.group()):
            return False
        return bool(super().run(parent, blocks))


def _is_hidden(data: str, index: int) -> bool:
    """Return whether a place lies within an HTML comment, tag or code, which stand in running text as they are."""
    return any(match.start() < index < match.end() for match in _HIDDEN.finditer(data))


def references_of(element: etree.Element) -> tuple[Reference, ...]:
    """Return what an element that ReferenceProcessor made refers to; nothing where it cannot be read."""
    return read_references(element.get(MARK, "")) or ()
