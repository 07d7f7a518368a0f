"""Letters that are written as several characters, as one, and back to their places."""

from __future__ import annotations

import unicodedata


def compose(text: str) -> tuple[str, list[int]]:
    """Return the text in Unicode's form NFC, and of each of its characters (and of its end) the place in `text`."""
    parts: list[str] = []
    places: list[int] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and unicodedata.combining(text[place]):
            continue
        part = unicodedata.normalize("NFC", text[start:place])
        parts.append(part)
        places += [start] * len(part)
        start = place
    # What composes across characters that do not combine (Korean) stays apart; it bears no number.
    composed = "".join(parts)
    if not unicodedata.is_normalized("NFC", composed):
        return _only_letters(text)
    return composed, [*places, len(text)]


def _only_letters(text: str) -> tuple[str, list[int]]:
    """Return the composed text where places cannot be told: every character that changes becomes a blank."""
    blank = "".join(sign if unicodedata.is_normalized("NFC", sign) else " " for sign in text)
    if not unicodedata.is_normalized("NFC", blank):
        blank = "".join(sign if sign.isascii() else " " for sign in text)
    return blank, list(range(len(text) + 1))
