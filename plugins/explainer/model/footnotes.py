"""A page's footnotes: numbered by first appearance, each with all of its mentions."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mention:
    """One mark in the text: the footnote's key and number, and which mention of it this is, counted from 1."""

    key: str
    number: int
    count: int

    @property
    def id(self) -> str:
        """The mark's own id on the page, which its backlink leads to: fnref:KEY, fnref2:KEY."""
        return f"fnref{self.count if self.count > 1 else ''}:{self.key}"


@dataclass(slots=True)
class Footnotes:
    """Grows while a page is printed from top to bottom; the order of `mentions` is that of the numbers."""

    mentions: dict[str, list[Mention]] = field(default_factory=dict)

    def mention(self, key: str) -> Mention:
        """Return a new mention of a footnote; a footnote that was mentioned before keeps its number."""
        earlier = self.mentions.setdefault(key, [])
        number = earlier[0].number if earlier else len(self.mentions)
        earlier.append(Mention(key, number, len(earlier) + 1))
        return earlier[-1]
