"""Digits as they are grouped in a language: 1,000 · 1 000 · 1.000 · 1’000, 46.5 or 46,5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Form = Literal["plain", "grouped", "decimal", "unclear", "identifier"]
_SPACES: Final = "\u0020\u00a0\u2007\u2009\u202f"
_APOSTROPHES: Final = "'’"
_LONGEST: Final = 40  # A number has thirty digits at most (quantities); longer runs name something.
_SPACED: Final = re.compile(rf"[1-9]\d{{0,2}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?!\d)")
_MORE: Final = re.compile(rf"[{_SPACES}]\d")  # 12 300 45 is no number by any rule.
_CHUNK: Final = re.compile(r"\d+(?:[.,'’\u066b\u066c]\d+)*")
_INDIAN: Final = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
_FRACTIONS: Final = {"¼": "0.25", "½": "0.5", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}


@dataclass(frozen=True, slots=True)
class Digits:
    """What digits say."""

    value: Decimal
    end: int
    form: Form
    """`unclear` where two conventions give two numbers; `identifier` where it is no number at all (1.2.3)."""


def read_digits(text: str, start: int, decimal: str, group: str) -> Digits:
    """Return the number that begins with the digit at `start`, by a language's decimal and grouping marks."""
    spaced = _SPACED.match(text, start)
    if spaced and _after_more_digits(text, spaced.end(), decimal):
        rest = _CHUNK.match(text, spaced.end() + 1)
        return Digits(Decimal(0), rest.end() if rest else spaced.end(), "unclear")
    if spaced:
        end = spaced.end()
        tail = re.compile(rf"{re.escape(decimal)}\d+").match(text, end) if decimal in ".," else None
        whole = "".join(filter(str.isdigit, spaced.group()))
        if tail:
            end = tail.end()
            whole += "." + tail.group()[1:]
        is_last = not _MORE.match(text, end)
        return _digits(whole, end, "grouped" if is_last else "unclear", text)
    chunk = _CHUNK.match(text, start)
    assert chunk is not None
    written = chunk.group().replace("\u066b", decimal).replace("\u066c", group if group in ".," else "'")
    if len(written) > _LONGEST or not (written.isascii() or _one_script(written)):
        return Digits(Decimal(0), chunk.end(), "identifier" if len(written) > _LONGEST else "unclear")
    value, form = _interpret(written, decimal, group)
    return _digits(value, chunk.end(), form, text)


def _digits(value: str, end: int, form: Form, text: str) -> Digits:
    number = Decimal(value) if len(value) <= _LONGEST else Decimal(0)
    fraction = _FRACTIONS.get(text[end : end + 1])
    if fraction and form == "plain":
        return Digits(number + Decimal(fraction), end + 1, "decimal")
    return Digits(number, end, form if len(value) <= _LONGEST else "identifier")


def _after_more_digits(text: str, end: int, decimal: str) -> bool:
    """Whether groups by spaces run on into something else: 12 300.5.7, 1 000:30; then it is unclear."""
    mark, following = text[end : end + 1], text[end + 1 : end + 2]
    return mark in (".,'’:/" if mark else "") and mark != decimal and following.isdecimal()


def _one_script(written: str) -> bool:
    """Whether all digits are of one script: each block of digits in Unicode begins at a multiple of its ten."""
    return len({ord(sign) - int(sign) for sign in written if sign.isdecimal()}) == 1


def _interpret(written: str, decimal: str, group: str) -> tuple[str, Form]:
    """Return the number in plain digits with a point, and how it was written."""
    marks = [sign for sign in written if not sign.isdecimal()]
    parts = re.split(r"\D", written)
    bare = "".join(parts)
    if not marks:
        return bare, "identifier" if len(bare) > 1 and bare[0] == "0" else "plain"
    grouped = all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0][0] != "0"
    kinds = {"’" if mark in _APOSTROPHES else mark for mark in marks}
    if grouped and len(kinds) == 1:
        mark = kinds.pop()
        if mark == group or mark == "’" or len(marks) > 1:
            return bare, "grouped"
        return (".".join(parts), "decimal") if mark == decimal else (bare, "unclear")
    if len(marks) == 1 and marks[0] in ".,":
        if marks[0] == group and len(parts[1]) > 2 and parts[0][0] != "0":
            return bare, "unclear"  # 1,0000 is neither grouped nor of another convention.
        return ".".join(parts), "decimal"
    if _INDIAN.fullmatch(written):
        return bare, "grouped"
    return _grouped_decimal(marks, parts) or (bare, "identifier")


def _grouped_decimal(marks: list[str], parts: list[str]) -> tuple[str, Literal["decimal"]] | None:
    """Return 1,234.5 and 1.234,5, which are clear in any language."""
    *groups, last = marks
    head = parts[:-1]
    is_grouped = all(len(part) == 3 for part in head[1:]) and 1 <= len(head[0]) <= 3 and head[0][0] != "0"
    if len(set(groups)) == 1 and last in ".," and groups[0] != last and is_grouped:
        return "".join(head) + "." + parts[-1], "decimal"
    return None
