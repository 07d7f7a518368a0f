"""How wide each character is in the fonts that vl-convert carries, read from the fonts themselves.

Its library holds Liberation Sans as whole TrueType files, so that nothing has to be installed for this; of the
format (https://learn.microsoft.com/typography/opentype/spec/) we read what says how wide a character is.
"""

from __future__ import annotations

from pathlib import Path
from struct import iter_unpack, unpack_from

import vl_convert

FAMILY = "Liberation Sans"
REGULAR, BOLD = 400, 700
_START = b"\x00\x01\x00\x00\x00"
_READ = frozenset({b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"name"})
_ITALIC = 2  # A bit of head.macStyle.
_UNICODE = (3, 1)  # Windows, the Basic Multilingual Plane.


def read_advances(weight: int) -> dict[str, int]:
    """Every character of the upright font of that weight, with its width in thousandths of an em."""
    library = _library()
    found = -1
    while (found := library.find(_START, found + 1)) >= 0:
        tables = _tables(library, found)
        if not tables:
            continue
        upright = not unpack_from(">H", tables[b"head"], 44)[0] & _ITALIC
        # The family's condensed and monospaced sisters have names that are longer.
        named = FAMILY.encode("utf-16-be") in tables[b"name"] and b"\0M\0o\0n\0o" not in tables[b"name"]
        if named and upright and unpack_from(">H", tables[b"OS/2"], 4)[0] == weight:
            return _read(tables)
    raise LookupError(f"this version of vl-convert holds no {FAMILY} of weight {weight}")


def _library() -> bytes:
    """The compiled part of vl-convert, the largest file beside its Python."""
    return max(Path(vl_convert.__file__).parent.glob("vl_convert*"), key=lambda path: path.stat().st_size).read_bytes()


def _tables(library: bytes, start: int) -> dict[bytes, bytes]:
    """The tables that we read of the font that begins there; none where it only looks like one."""
    number = unpack_from(">H", library, start + 4)[0]
    directory = library[start + 12 : start + 12 + 16 * number]
    if not 9 <= number <= 40 or len(directory) < 16 * number:
        return {}
    entries = list(iter_unpack(">4s4xII", directory))
    if not {tag for tag, _, _ in entries} >= _READ:
        return {}
    return {tag: library[start + offset : start + offset + length] for tag, offset, length in entries if tag in _READ}


def _read(tables: dict[bytes, bytes]) -> dict[str, int]:
    em = unpack_from(">H", tables[b"head"], 18)[0]
    measured = unpack_from(">H", tables[b"hhea"], 34)[0]
    widths = [width for width, _ in iter_unpack(">Hh", tables[b"hmtx"][: 4 * measured])]
    # The glyphs after the last that has a width of its own share that one.
    return {
        character: round(widths[min(glyph, measured - 1)] * 1000 / em)
        for character, glyph in _glyphs(tables[b"cmap"]).items()
    }


def _glyphs(cmap: bytes) -> dict[str, int]:
    """The glyph of each character, from a table of segments (format 4)."""
    entries = iter_unpack(">HHI", cmap[4 : 4 + 8 * unpack_from(">H", cmap, 2)[0]])
    start = next(offset for platform, encoding, offset in entries if (platform, encoding) == _UNICODE)
    kind, length, _, doubled = unpack_from(">4H", cmap, start)
    assert kind == 4, f"a character map of format {kind}"
    number = doubled // 2
    words = unpack_from(f">{length // 2}H", cmap, start)
    last, first = words[7 : 7 + number], words[8 + number : 8 + 2 * number]
    shift, place = words[8 + 2 * number : 8 + 3 * number], words[8 + 3 * number : 8 + 4 * number]
    glyphs = {}
    for n in range(number):
        for code in range(first[n], last[n] + 1):
            glyph = code
            if place[n]:
                # The offset counts bytes from where it stands itself.
                glyph = words[8 + 3 * number + n + place[n] // 2 + code - first[n]]
            if glyph and (glyph := (glyph + shift[n]) & 0xFFFF):
                glyphs[chr(code)] = glyph
    return glyphs
