"""What an editor must mend: places, problems and their codes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning"]

CODES: Final[dict[str, str]] = {
    "yaml-is-valid": "A facts file, a front matter and a block's options are well-formed YAML.",
    "yaml-is-plain": "Facts use plain YAML: no anchors, aliases, tags, merge keys, second documents or deep nesting.",
    "file-is-utf8": "Every file is UTF-8.",
    "text-is-clean": "Text holds no control characters and is not over-long.",
    "key-is-known": "Every key is one that its record has.",
    "key-is-unique": "A key stands once in its mapping, a date once in its series.",
    "id-is-valid": "An id is lower-case letters, digits and inner hyphens.",
    "id-is-unique": "An id names one fact in all files.",
    "field-is-required": "A record has the fields that its kind needs.",
    "type-matches": "A field holds the kind of value that it takes.",
    "value-is-number": "A number is written in plain digits.",
    "value-is-possible": "A number can be what it says it is.",
    "range-is-ordered": "A range runs from low over best to high.",
    "date-is-valid": "A date is written as in ISO 8601 (EDTF).",
    "date-is-possible": "A date exists, and does not contradict another.",
    "url-is-safe": "An address is a whole http or https address.",
    "unit-agrees": "Figures that are added, compared or drawn together have one unit.",
    "scope-agrees": "Figures that are added, compared or drawn together count the same thing.",
    "figure-has-citation": "A figure names its source.",
    "point-has-citation": "Every point of a series names its source.",
    "event-has-citation": "An event names its source.",
    "dispute-has-citation": "Every side of a dispute names its source.",
    "note-has-citation": "A note that states a fact names its source.",
    "citation-resolves": "A citation names a source that the facts hold.",
    "reference-resolves": "A reference names a fact that the facts hold.",
    "actor-resolves": "A claimant or actor is one that the facts hold.",
    "no-cycle": "No fact rests on itself.",
    "evidence-is-quoted": "A citation quotes the source's own wording, in eight words at most.",
    "evidence-states-value": "The wording quoted from a source states the number.",
    "qualifier-agrees": "A number's qualifier does not contradict the wording quoted from its source.",
    "evidence-in-snapshot": "The wording quoted from a source stands in the copy of it that is held.",
    "text-agrees-with-figure": "Numbers in words that a figure annotates do not contradict it.",
    "number-is-cited": "Every number in prose comes from a fact or stands in a sentence with a citation.",
    "two-sides-needed": "A dispute has at least two sides.",
    "two-origins-needed": "What is confirmed has two origins that stand on different sides.",
    "fact-is-used": "A fact is used somewhere.",
    "review-is-due": "A fact is looked at again by the date that was set for it.",
    "option-is-known": "Every option of the plugin, a block or a reference is one that it has.",
    "file-is-inside": "A file that the facts or pages name lies inside their folder.",
    "block-is-closed": "A block ends with /// on a line of its own.",
    "chart-is-drawn": "A chart can be drawn.",
    "facts-are-present": "There are facts to check.",
}
"""Every code with the rule that it names. A code never changes once released."""

WARNINGS: Final = frozenset({"qualifier-agrees", "fact-is-used", "review-is-due", "facts-are-present"})


_NEIGHBOURS: Final = 40  # Comparing takes a microsecond or two a word, and a slip is mostly in one place.
_MAX_COMPARED: Final = 100  # An id has 64 characters.


class Position(NamedTuple):
    """A place in a file; line and column count from 1, the file is relative to the site's folder.

    A tuple, since every value of every facts file has one.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend: sorts by place, then by code and message."""

    where: Position
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    fact: str = field(default="", compare=False)
    """The fact that it is about: its id, or id:date for a point; nothing where it is about none."""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(self.code)
        if self.code in WARNINGS:
            object.__setattr__(self, "severity", "warning")

    def __str__(self) -> str:
        text = f"{self.where}: {self.code}: {self.message}"
        return f"{text}\n    hint: {self.hint}" if self.hint else text


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by place, each once."""
    return tuple(sorted(set(problems)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether anything here must stop a build."""
    return any(problem.severity == "error" for problem in problems)


def nearest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the known word nearest to `word`, or `otherwise`."""
    match = nearest_word(word, known)
    return f'did you mean "{match}"?' if match else otherwise


def nearest_word(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to `word`, or nothing where none is near.

    Among very many words only those are compared that stand next to it by their beginning or by their end.
    """
    return _nearest_word(word[:_MAX_COMPARED], tuple(known))


@lru_cache(maxsize=4096)
def _nearest_word(word: str, known: tuple[str, ...]) -> str:
    forward, backward = _sorted(known)
    choices = forward
    if len(forward) > 4 * _NEIGHBOURS:
        place, back = bisect_left(forward, word), bisect_left(backward, word[::-1])
        ends = backward[max(0, back - _NEIGHBOURS) : back + _NEIGHBOURS]
        begins = forward[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        choices = sorted({*begins, *(end[::-1] for end in ends)})
    match = get_close_matches(word, choices, n=1, cutoff=0.6)
    return match[0] if match else ""


@lru_cache(maxsize=8)
def _sorted(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return sorted(words), sorted(word[::-1] for word in words)


def listed(words: Iterable[str]) -> str:
    """Return the words as a list in a sentence: a, b, c."""
    return ", ".join(words)
