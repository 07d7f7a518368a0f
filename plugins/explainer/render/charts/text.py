"""Plain text for the picture: cleaned of what breaks the renderer, measured, and broken into lines.

The layout is computed from this table of widths and never from the machine's fonts, so that a chart has the
same bytes everywhere; the page's own font is a few per cent off, for which the layout leaves room.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# What XML 1.0 cannot hold. U+0000, U+000B and U+001B also abort vl-convert's whole process.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\t\n\r\x85\u2028\u2029]+")

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}/ \u00a0\u202fії")
_BROAD = frozenset("mwMWQO@%—ШЩЖЮФМЫшщжюфмы")


def clean(text: str) -> str:
    """The text on one line, with each character that cannot stand in an SVG replaced by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", _BREAKS.sub(" ", text))


def clean_all(value: Any) -> Any:
    """The same JSON-like value with every text in it cleaned, keys included; line feeds stay."""
    if isinstance(value, str):
        return "\n".join(clean(line) for line in value.split("\n"))
    if isinstance(value, dict):
        return {clean_all(key): clean_all(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean_all(item) for item in value]
    return value


def width(text: str, size: float) -> float:
    """Width in pixels of one line of sans-serif text, with room for a page's font that is wider."""
    return size * 1.06 * sum(map(_advance, text))


def wrap(text: str, size: float, limit: float) -> list[str]:
    """The text in lines no wider than `limit` pixels, broken at spaces and, in a longer word, anywhere."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= limit:
            lines[-1] += f" {word}"
            continue
        lines.append("")
        for character in word:
            if lines[-1] and width(lines[-1] + character, size) > limit:
                lines.append("")
            lines[-1] += character
    return [line for line in lines if line] or [""]


def _advance(character: str) -> float:
    """Width of a character in ems, after Liberation Sans (metrics of Arial), by class."""
    if character in _NARROW:
        return 0.3
    if character in _BROAD:
        return 0.82
    if character.isdigit():
        return 0.556
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return 0.69 if character.isupper() else 0.56
