"""Labels that have a name and a number."""

from __future__ import annotations

from .look import SIZE
from .text import clean, width, wrap


def label_lines(name: str, value: str, room: float) -> list[str]:
    """A name with the value after it, or on lines of its own where the last line of the name has no room for it."""
    lines, value = wrap(name, SIZE, room), clean(value)
    joined = f"{lines[-1]} · {value}"
    if value and width(joined, SIZE) <= room:
        return [*lines[:-1], joined]
    return [*lines, *wrap(value, SIZE, room)] if value else lines
