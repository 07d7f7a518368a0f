"""A page's lines -> what is read as one: a paragraph, a heading, an item, a row; their marks are blanked out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from explainer.prose.blocks import BLOCKS, HEADER, option_lines

_QUOTE: Final = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_FENCE_END: Final = re.compile(r"[ \t]*/{3,}[ \t]*")
_HEADING: Final = re.compile(r"[ \t]*(?:[-*+][ \t]+)?#{1,6}(?!\d)[ \t]*")
_HEADING_NUMBER: Final = re.compile(
    r"[ \t]*\d{1,3}(?:\.\d{1,3})*[.)][ \t]+(?=\S)|[ \t]*\d{1,2}(?:\.\d{1,2})+[ \t]+(?=[^\W\d_])"
)
_UNDERLINE: Final = re.compile(r"[ \t]*(?:=+|-+)[ \t]*")
_LINK: Final = re.compile(r"[ ]{0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*(?=[<#.]|\S*[/.])\S+[ \t]*(?:[\"'(].*)?")
_LABEL: Final = re.compile(r"[ \t]*(?:\[\^[^\[\]\n]+\]:|\*\[[^\[\]\n]+\]:|:(?=[ \t]))[ \t]*")
_BOX: Final = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+[^\"\n]*")
_ITEM: Final = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+(?:\[[ xX]\][ \t])?")
_DELIMITER: Final = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_SNIPPET: Final = re.compile(r"[ \t]*[-;]*-8<-.*")
_WITHOUT_TITLE: Final = frozenset({"html", "define", "caption", "figure-caption", "table-caption", *BLOCKS})
"""Blocks whose words after the bar are none that a reader sees; those of pymdownx's other blocks are a title."""


class Unit(NamedTuple):
    """What is read as one: where it begins and ends in its page's text."""

    start: int
    end: int
    is_row: bool
    """Whether it is a table's row, which is one sentence whatever stands in its cells."""


@dataclass(slots=True)
class _Reading:
    """What has been read of a page: its lines with their marks blanked out, and the units so far."""

    lines: list[str]
    units: list[Unit] = field(default_factory=list)
    start: int | None = None
    """Where the unit begins that is still open."""
    end: int = 0
    first: bool = True
    """Whether a list may begin here: not amid a paragraph."""
    in_list: bool = False
    in_table: bool = False

    def close(self) -> None:
        """End the unit that is open."""
        if self.start is not None:
            self.units.append(Unit(self.start, self.end, self.in_table))
        self.start = None

    def blank(self, number: int, end: int) -> None:
        """Blank a line's beginning."""
        line = self.lines[number]
        self.lines[number] = " " * end + line[end:]


def find_units(text: str) -> tuple[str, list[Unit]]:
    """Return a page's text with what is no prose blanked out, and where each unit begins and ends, in order.

    The text has code, comments and tags blanked out, and references hidden; it keeps its length and its lines.
    """
    reading = _Reading(text.split("\n"))
    offset = number = 0
    while number < len(reading.lines):
        read = _read_line(reading, number, offset)
        for _ in range(read):
            offset += len(reading.lines[number]) + 1
            number += 1
    reading.close()
    return "\n".join(reading.lines), reading.units


def _read_line(reading: _Reading, number: int, offset: int) -> int:
    """Read a line that begins at `offset`; return how many lines are done with it."""
    quote = _QUOTE.match(reading.lines[number])
    if quote:
        reading.blank(number, quote.end())
    line = reading.lines[number]
    if not line.strip():
        reading.close()
        reading.first, reading.in_list, reading.in_table = True, False, False
    elif block := _block_lines(reading, number):
        reading.close()
        reading.first = True
        _keep(reading, number, offset)
        reading.close()
        return block
    elif reading.start is not None and not reading.in_table and _UNDERLINE.fullmatch(line):
        _end_heading(reading, number)
    elif _FENCE_END.fullmatch(line) or _LINK.fullmatch(line) or _SNIPPET.fullmatch(line):
        reading.close()
        reading.blank(number, len(line))
        reading.first = True
    elif reading.in_table or _opens_table(reading, number):
        _read_row(reading, number, offset)
    else:
        _read_text(reading, number, offset)
    return 1


def _block_lines(reading: _Reading, number: int) -> int:
    """Blank the header of a block and the options below it; return how many lines they are, 0 for no block."""
    line = reading.lines[number]
    match = HEADER.fullmatch(line.rstrip()) if "///" in line else None
    if match is None:
        return 0
    has_title = match.group("argument") and match.group("name").lower() not in _WITHOUT_TITLE
    reading.blank(number, match.start("argument") if has_title else len(line))
    count = 1 + len(option_lines(reading.lines, number, match.group("indent")))
    for following in range(number + 1, number + count):
        reading.blank(following, len(reading.lines[following]))
    return count


def _end_heading(reading: _Reading, number: int) -> None:
    """End a heading that is underlined; the number in front of its words is its own."""
    assert reading.start is not None
    reading.blank(number, len(reading.lines[number]))
    found = _HEADING_NUMBER.match(reading.lines[number - 1])
    if found:
        reading.blank(number - 1, found.end())
    reading.close()
    reading.first = True


def _opens_table(reading: _Reading, number: int) -> bool:
    lines = reading.lines
    if "|" not in lines[number] or number + 1 >= len(lines) or reading.start is not None:
        return False
    below = lines[number + 1]
    return "|" in below and _DELIMITER.fullmatch(below) is not None


def _read_row(reading: _Reading, number: int, offset: int) -> None:
    """Read a row, whose cells are one unit: a citation in one of them goes for all."""
    reading.close()
    reading.in_table = True
    if not _DELIMITER.fullmatch(reading.lines[number]):
        _keep(reading, number, offset)
        reading.close()


def _read_text(reading: _Reading, number: int, offset: int) -> None:
    """Read a line of a paragraph, or one that begins a heading, an item, a footnote, a definition or a box."""
    line = reading.lines[number]
    is_line = False
    if match := _HEADING.match(line):
        reading.blank(number, match.end())
        found = _HEADING_NUMBER.match(reading.lines[number], match.end())
        if found:
            reading.blank(number, found.end())
        is_line = True
    elif match := _LABEL.match(line):
        reading.blank(number, match.end())
        reading.close()
    elif match := _BOX.match(line):
        reading.blank(number, match.end())
        is_line = True
    elif (reading.first or reading.in_list) and (match := _ITEM.match(line)):
        reading.blank(number, match.end())
        reading.close()
        reading.in_list = True
        inner = _HEADING.match(reading.lines[number], match.end())
        is_line = inner is not None
    if is_line:
        reading.close()
    _keep(reading, number, offset)
    if is_line:
        reading.close()
    reading.first = is_line


def _keep(reading: _Reading, number: int, offset: int) -> None:
    """Let a line's words belong to the unit that is open, or begin one."""
    line = reading.lines[number]
    words = line.strip()
    if not words:
        return
    if reading.start is None:
        reading.start = offset + len(line) - len(line.lstrip())
    reading.end = offset + len(line)
