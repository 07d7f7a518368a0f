"""The table of widths is that of the fonts inside vl-convert, which draws the pictures that are downloaded.

`EXPLAINER_UPDATE_GOLDEN=1 pytest tests/unit/render/test_advances.py` writes it anew, after a new version of vl-convert.
"""

from __future__ import annotations

import json
import os
import unicodedata

import pytest

from explainer.render.charts.text import ADVANCES, width
from tests.unit.render.embedded_font import BOLD, REGULAR, read_advances

_INVISIBLE = {"Cc", "Cf", "Me", "Mn", "Zl", "Zp"}


@pytest.fixture(scope="module")
def fonts() -> tuple[dict[str, int], dict[str, int]]:
    return read_advances(REGULAR), read_advances(BOLD)


def _as_wide_as_its_letter(character: str, regular: dict[str, int], bold: dict[str, int]) -> bool:
    """Whether it is a letter with marks that is as wide as the letter alone."""
    apart = unicodedata.normalize("NFD", character)
    letter, marks = apart[0], apart[1:]
    same = (regular.get(letter), bold.get(letter)) == (regular[character], bold[character])
    return letter != character and same and all(unicodedata.category(mark) == "Mn" for mark in marks)


def _table(regular: dict[str, int], bold: dict[str, int]) -> str:
    """The characters of each pair of widths, one pair a line; without those whose width the code reckons."""
    characters: dict[tuple[int, int], str] = {}
    for character in sorted(regular):
        if unicodedata.category(character) in _INVISIBLE or _as_wide_as_its_letter(character, regular, bold):
            continue
        pair = regular[character], bold[character]
        characters[pair] = characters.get(pair, "") + character
    lines = [
        f'"{light} {heavy}": "{"".join(map(_visible, found))}"' for (light, heavy), found in sorted(characters.items())
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _visible(character: str) -> str:
    """The character as JSON: spaces, and what changes the direction of the line, by their numbers."""
    shown = character.isprintable() and unicodedata.bidirectional(character) not in ("R", "AL")
    return json.dumps(character, ensure_ascii=not shown)[1:-1]


def test_the_table_is_that_of_the_fonts(fonts: tuple[dict[str, int], dict[str, int]]) -> None:
    table = _table(*fonts)

    if os.environ.get("EXPLAINER_UPDATE_GOLDEN"):
        ADVANCES.write_text(table, "utf-8", newline="\n")
    else:
        assert ADVANCES.read_text("utf-8") == table


def test_the_table_is_small() -> None:
    assert ADVANCES.stat().st_size < 12_000


@pytest.mark.parametrize("bold", [False, True])
def test_every_character_of_the_fonts_is_as_wide_as_there(
    fonts: tuple[dict[str, int], dict[str, int]], bold: bool
) -> None:
    room = width("n", 1000, bold=bold) / fonts[bold]["n"]
    seen = {character: advance for character, advance in fonts[bold].items() if character.isprintable()}

    wrong = {
        character: (advance, width(character, 1000, bold=bold) / room)
        for character, advance in seen.items()
        if abs(width(character, 1000, bold=bold) / room - advance) > 0.01
    }

    assert len(seen) > 2000
    assert wrong == {}
