"""Bytes -> text: strict UTF-8, one answer for every way to end a line, and no characters that hide."""

from __future__ import annotations

import re
from typing import Final

from explainer.problems import Position, Problem

MAX_FILE_BYTES: Final = 4_000_000
MAX_FIELD_CHARACTERS: Final = 2_000

# Control characters lose or hide text, U+0085 and U+2028/9 are line breaks to YAML alone, the direction
# overrides make a page show another order than the file holds, U+200B, U+2060 and U+FEFF are invisible and part
# words that look whole.
_UNCLEAN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)

_WORD: Final = re.compile(r"[^\s\[\]{},:;\"'@#]+")


def decode(data: bytes, file: str, most: int = MAX_FILE_BYTES) -> tuple[str, list[Problem]]:
    """Return the text of a file of `most` bytes with LF line ends and no byte order mark, and what is wrong with it.

    Lone CR and characters that hide text are problems; they are blanked so that reading can go on. Of a file that
    is too large or not UTF-8 the text is as good as it gets: enough to know what it may hold, not to be read.
    """
    if len(data) > most:
        message = f"the file has more than {most:,} bytes; the limit is {most // 1_000_000} MB a file"
        problem = Problem(Position(file), "yaml-is-plain", message, "split it into several files")
        return data.decode("utf-8", "replace"), [problem]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        where = Position(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        return data.decode(encoding, "replace").replace("\r\n", "\n"), [
            Problem(where, "file-is-utf8", message, "save the file as UTF-8")
        ]
    text = text.removeprefix("\ufeff")
    problems = [
        unclean_problem(match.group(), position(text, match.start(), file)) for match in _UNCLEAN.finditer(text)
    ]
    if problems:
        text = _UNCLEAN.sub(" ", text)
    return text.replace("\r\n", "\n"), problems


def words_in(text: str) -> frozenset[str]:
    """Return the words of a text that cannot be read as facts: whatever ids it holds are among them."""
    return frozenset(_WORD.findall(text))


def position(text: str, index: int, file: str) -> Position:
    """Return the place of the character at `index`, lines ending at LF."""
    return Position(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def unclean(text: str) -> str:
    """Return the first character that may not stand in a text, or nothing."""
    match = _UNCLEAN.search(text)
    return match.group() if match else ""


def unclean_problem(character: str, where: Position) -> Problem:
    """Return the problem of a character that may not stand in a text."""
    name = f"U+{ord(character):04X}"
    return Problem(
        where,
        "text-is-clean",
        f"the invisible character {name} stands here",
        "delete it, or write what it stands for in visible characters",
    )
