"""Plain text for the picture: cleaned of what breaks the renderer, measured, and broken into lines.

The layout is computed from a table of widths and never from the machine's fonts, so that a chart has the same
bytes everywhere; the page's own font is a few per cent off, for which the layout leaves room.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from .breaks import SPACES, clusters, may_break

# What XML 1.0 cannot hold. U+0000, U+000B and U+001B also abort vl-convert's whole process.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile(r"[\t\n\r\x85\u2028\u2029]+")

ADVANCES = Path(__file__).with_name("advances.json")
"""Widths in thousandths of an em, upright and bold, and the characters that have them, after Liberation Sans.

It has the metrics of Arial and Helvetica, so the table holds for all three; a letter with marks that is as wide as
the letter alone is left out. tests/unit/render/test_advances.py writes it from the fonts inside vl-convert.
"""

ROOM = 1.06
"""How much wider than that a page's font may be.

The theme asks for the system's own font, Helvetica, Arial: on iPhones and Macs San Francisco, which could not be
measured; on Windows Arial; on Android Roboto, 0 to 3 % wider; on Linux most often Liberation Sans. Inter and Open
Sans, which other themes bring, are 4 to 7 % wider. DejaVu Sans is 12 to 15 % wider, but comes only where Linux has
none of the others, and then takes from the space between texts: room for it would cost every reader a word a line.
Kerning is left out, because it only draws letters together.
"""

# What the table does not have comes from whatever font the reader has, so these are estimates: an emoji as wide as
# in Noto Color Emoji, a letter of another script as wide as those of DejaVu Sans are on average.
_WIDE, _HALF_WIDE, _EMOJI, _OTHER = 1000, 500, 1250, 700
_INVISIBLE = frozenset({"Cc", "Cf", "Me", "Mn", "Zl", "Zp"})


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


class _Advances(dict[str, int]):
    """The width of every character, kept once it was asked for."""

    def __missing__(self, character: str) -> int:
        self[character] = found = self._reckon(character)
        return found

    def _reckon(self, character: str) -> int:
        kind, span = unicodedata.category(character), unicodedata.east_asian_width(character)
        letter = unicodedata.normalize("NFD", character)[0]
        if kind in _INVISIBLE:
            return 0
        if letter != character and letter in self:
            return self[letter]
        if span in "WF":
            return _EMOJI if kind == "So" else _WIDE
        return {"H": _HALF_WIDE, "A": _WIDE}.get(span, _OTHER)


def _read_advances() -> tuple[_Advances, _Advances]:
    """The table for upright and for bold text."""
    regular, bold = _Advances(), _Advances()
    for pair, characters in json.loads(ADVANCES.read_text("utf-8")).items():
        light, heavy = map(int, pair.split())
        regular.update(dict.fromkeys(characters, light))
        bold.update(dict.fromkeys(characters, heavy))
    return regular, bold


_REGULAR, _BOLD = _read_advances()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in pixels of one line of sans-serif text, with room for a page's font that is wider."""
    return _pixels(sum(map((_BOLD if bold else _REGULAR).__getitem__, text)), size)


def wrap(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than `limit` pixels; at least one line, which may be empty.

    Broken after spaces, hyphens and slashes and between East Asian characters, and a word that is longer than
    the line between any two characters. Only the spaces at which a line ends are left out.
    """
    text = clean(text).strip(SPACES)
    if width(text, size, bold=bold) <= limit:
        return [text]
    advances = _BOLD if bold else _REGULAR
    lines: list[str] = []
    line: list[str] = []
    kept = 0  # How many clusters of the line stand before the last place where it may end.
    measured = 0
    for cluster in clusters(text):
        if line and may_break(line, cluster):
            kept = len(line)
        advance = sum(map(advances.__getitem__, cluster))
        while line and cluster not in SPACES and _pixels(measured + advance, size) > limit:
            end = kept or len(line)
            lines.append("".join(line[:end]).rstrip(SPACES))
            line, kept = line[end:], 0
            measured = sum(map(advances.__getitem__, "".join(line)))
        line.append(cluster)
        measured += advance
    return [*lines, "".join(line)]


def _pixels(advance: int, size: float) -> float:
    return advance * size * ROOM / 1000
