"""What each code can be a problem of: by this, every rule is a test of every fact, page and file that it concerns."""

from __future__ import annotations

from typing import Final

_FACTS: Final = ("sources", "actors", "figures", "events", "notes", "disputes", "charts")
_CITING: Final = ("actors", "figures", "points", "events", "notes", "disputes")
_DATED: Final = ("sources", "figures", "points", "events", "disputes")
_STATED: Final = ("figures", "points", "disputes")

SUBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "yaml-is-valid": ("files", "pages"),
    "yaml-is-plain": ("files", "pages"),
    "file-is-utf8": ("files", "pages"),
    "text-is-clean": ("files", *_FACTS),
    "key-is-known": ("files", *_FACTS, "points"),
    "key-is-unique": ("files", *_FACTS, "points", "settings"),
    "id-is-valid": _FACTS,
    "id-is-unique": _FACTS,
    "field-is-required": (*_FACTS, "points", "pages"),
    "type-matches": ("files", *_FACTS, "points", "pages"),
    "value-is-number": ("figures", "points"),
    "value-is-possible": ("figures", "points", "charts"),
    "range-is-ordered": ("figures", "points"),
    "date-is-valid": (*_DATED, "pages"),
    "date-is-possible": (*_DATED, "pages"),
    "url-is-safe": ("sources",),
    "unit-agrees": ("figures", "charts"),
    "scope-agrees": ("figures", "charts"),
    "figure-has-citation": ("figures",),
    "point-has-citation": ("points",),
    "event-has-citation": ("events",),
    "dispute-has-citation": ("disputes",),
    "note-has-citation": ("notes",),
    "citation-resolves": _CITING,
    "reference-resolves": (*_FACTS, "pages"),
    "actor-resolves": ("figures", "points", "events", "disputes"),
    "no-cycle": ("sources", "figures"),
    "evidence-is-quoted": _CITING,
    "evidence-states-value": _STATED,
    "qualifier-agrees": _STATED,
    "evidence-in-snapshot": _CITING,
    "text-agrees-with-figure": ("pages", "notes"),
    "number-is-cited": ("pages", "charts"),
    "two-sides-needed": ("disputes",),
    "two-origins-needed": ("figures", "points", "events"),
    "fact-is-used": _FACTS,
    "review-is-due": ("figures",),
    "option-is-known": ("settings", "pages"),
    "file-is-inside": ("files", "figures", "charts", "pages", "settings"),
    "block-is-closed": ("pages",),
    "chart-is-drawn": ("build",),  # A chart is drawn when the site is built, and not before.
    "facts-are-present": ("files", "settings"),
}
"""Of every code the kinds of fact, and whether points, facts files, pages, the settings or the build can break it."""


def codes_of(subject: str) -> tuple[str, ...]:
    """Return the codes that can be a problem of a kind of fact, or of another subject."""
    return tuple(code for code, subjects in SUBJECTS.items() if subject in subjects)
