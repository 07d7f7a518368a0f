"""The syntax of references: "[@usace-2006, p. 3; @other]" -> what it names and in which form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Words in front may hold brackets one level deep, but are not a reference, a footnote mark or an image's text,
# and do not follow a bracket (that would make them the name of a link).
REFERENCE: Final = re.compile(
    r"(?:(?<![\]!\\])\[(?P<words>(?![@^])(?:[^\[\]\\]|\\.|\[[^\[\]@]*\](?!\())+)\])?"
    r"(?<![\\!])\[(?P<items>@[^\[\]\n]*(?:\n[^\[\]\n]+)*)\](?!\()"
)
"""A reference as it stands in Markdown: `items` within the brackets, `words` that it annotates in front of it."""

DEFINITION: Final = re.compile(
    r"^[ ]{0,3}\[(?P<label>@[^\[\]\n]*)\]:[ \t]*(?=[<#.]|\S*/)\S+[ \t]*(?:[\"'(].*)?$", re.MULTILINE
)
"""A line that gives a link its address, `[@handle]: https://…`; not `[@mayor]: No.`, as Markdown has it."""

_ITEM: Final = re.compile(r"@(?P<id>[^\s:,;@]+)(?::(?P<date>[^\s,;]+))?\s*(?:,\s*(?P<form>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """One item of a reference: a fact's id, for a point its date, and the form or locator after the comma."""

    id: str
    date: str = ""
    form: str = ""

    @property
    def fact(self) -> str:
        """The id of what is printed: "id", or "id:date" for a point."""
        return f"{self.id}:{self.date}" if self.date else self.id

    def __str__(self) -> str:
        return f"@{self.fact}" + (f", {self.form}" if self.form else "")


def is_definition(text: str, match: re.Match[str]) -> bool:
    """Return whether what looks like a reference defines a link of that name: a line `[@handle]: https://…`."""
    start = text.rfind("\n", 0, match.start()) + 1
    return DEFINITION.match(text, start) is not None and not text[start : match.start()].strip()


def read_references(items: str) -> tuple[Reference, ...] | None:
    """Return the references in a bracket's text, or None where one of its items is none."""
    references = []
    for item in items.split(";"):
        match = _ITEM.fullmatch(item.strip())
        if match is None:
            return None
        form = " ".join((match.group("form") or "").split())
        references.append(Reference(match.group("id"), match.group("date") or "", form))
    return tuple(references)
