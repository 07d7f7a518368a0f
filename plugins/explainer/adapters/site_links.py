"""Where facts stand on a site's pages, and which pages use them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from explainer.model.facts import Facts
from explainer.prose.pages import Page

# The block that gives a fact of a kind its entry, the best one first.
_ENTRY_BLOCKS: Final = {
    "events": ("timeline", "events"),
    "figures": ("figures",),
    "sources": ("sources",),
    "notes": ("notes",),
}


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Page files by what stands on them; `entries` maps a fact's id to the page that bears its entry."""

    entries: dict[str, str]
    uses: dict[str, tuple[str, ...]]
    blocks: dict[str, str] = field(default_factory=dict)
    """A block's name -> the first page that shows it whole."""


def find_links(facts: Facts, pages: Iterable[Page]) -> SiteLinks:
    """Return where every fact has its entry (in the first block that shows all of its kind) and which pages name it."""
    entries: dict[str, str] = {}
    uses: dict[str, dict[str, None]] = defaultdict(dict)
    blocks: dict[str, str] = {}
    for page in pages:
        for mention in page.mentions:
            for reference in mention.references:
                uses[reference.id][page.file] = None
        for block in page.blocks:
            if not block.options:
                blocks.setdefault(block.name, page.file)
            for id in block.argument.split():
                uses[id][page.file] = None
                if block.name in ("chart", "dispute"):
                    entries.setdefault(id, page.file)
    for fact in facts:
        for name in _ENTRY_BLOCKS.get(fact.kind_name, ()):
            if name in blocks:
                entries.setdefault(fact.id, blocks[name])
    return SiteLinks(entries, {id: tuple(files) for id, files in uses.items()}, blocks)
