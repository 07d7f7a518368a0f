"""Inline Markdown -> the words that a reader sees, each at its place: marks become signs that take up no room."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

GONE: Final = "\0"
"""Stands for a sign that a reader does not see: it is left out of a sentence."""
CITED: Final = "\ufdd0"
"""Stands for a citation that prints a footnote mark alone: [@source], [^1]."""
THING: Final = "\ufdd1"
"""Stands for what a fact prints: [@figure], [any words][@event]."""
CITED_WORDS: Final = "\ufdd2"
"""Stands for words that a source annotates: [any words][@source]."""

# Unicode keeps U+FDD0 and its neighbours for a program's own use; a page that has them means nothing by it.
_OURS: Final = str.maketrans(dict.fromkeys((GONE, CITED, THING, CITED_WORDS), " "))

# No part looks further than to the next sign of its kind, so a page of brackets alone takes no long time.
_MARK: Final = re.compile(
    r"""
      (?P<escape>\\[!-/:-@\[-`{-~])
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)
    | (?P<footnote>\[\^[^\[\]\n]+\])
    | (?P<target>\](?:\((?:[^()\n\\]|\\.|\([^()\n]*\))*\)|\[(?!\^)[^\[\]\n]*\]))
    | (?P<settings>\{:?[ ]*(?:[#.]\w|[\w-]+=)[^{}\n]*\}|\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})
    | (?P<emoji>(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:]))
    | (?P<low>(?<=[^\W_])[~^][^\s~^]{1,20}[~^])
    | (?P<mark>!(?=\[)|\*+|~~|==|\^\^|(?<![^\W_])_+|_+(?![^\W_]))
    """,
    re.VERBOSE,
)

_FIRST: Final = re.compile(r"[\\&\[\]{:~^!*=_]")
"""How a mark begins: to look for these signs is five times as fast as to look for marks."""


def without_ours(text: str) -> str:
    """Return a text without the signs that mean something here: the same length, the same lines."""
    return text.translate(_OURS)


def hide(text: str, sign: str = GONE) -> str:
    """Return what stands for a text that a reader does not see, or sees as one thing: the same length and lines."""
    hidden = re.sub(r"[^\n]", GONE, text)
    return sign + hidden[1:] if hidden[:1] == GONE else hidden


def hide_marks(text: str) -> str:
    """Return the text without emphasis, addresses, attributes and escapes: the same length, the same lines."""
    parts: list[str] = []
    index = place = 0
    while found := _FIRST.search(text, place):
        place = found.start()
        match = _MARK.match(text, place)
        if match is None:
            place += 1
            continue
        parts += [text[index:place], _hidden(match)]
        index = place = match.end()
    return "".join([*parts, text[index:]])


def _hidden(match: re.Match[str]) -> str:
    written = match.group()
    match match.lastgroup:
        case "escape":
            return GONE + written[1]
        case "entity":
            sign = unescape(written)
            return hide(written, sign if len(sign) == 1 and sign != "\n" else " ")
        case "footnote":
            return hide(written, CITED)
        case "low":  # CO~2~ is one word.
            return GONE + written[1:-1] + GONE
        case _:
            return hide(written)
