"""What is made of a chart's table: the pictures for the page, and the files that a reader can take away."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Final

LAYOUTS: Final = {"narrow": 320, "wide": 640}
"""Pixels that a chart is laid out for: in a narrow place, such as a phone's page; and where there is room, as in the
files to download."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A chart, drawn."""

    narrow: str
    """SVG for the page, in the narrow layout."""
    wide: str
    """SVG for the page, in the wide layout."""
    svg: str
    """The SVG to download: with title, sources, as-of date and licence, in the colours of light paper."""
    png: bytes
    """The same as a PNG, at twice the size."""
    spec: str
    """The Vega-Lite spec of the wide picture, as JSON."""
    vega: str = ""
    """For a chart that is interactive: JSON of the Vega specs by layout."""


def pack(picture: Picture) -> dict[str, str]:
    """The picture as text, which JSON can hold."""
    return asdict(picture) | {"png": b64encode(picture.png).decode()}


def to_bytes(picture: Picture) -> bytes:
    """The picture as it is kept: a line with the length of each part, then the parts."""
    parts = {name: part if isinstance(part, bytes) else part.encode() for name, part in asdict(picture).items()}
    head = json.dumps({name: len(part) for name, part in parts.items()})
    return head.encode() + b"\n" + b"".join(parts.values())


def from_bytes(kept: bytes) -> Picture:
    """The picture that `to_bytes` gave; ValueError or TypeError where it is another thing."""
    end = kept.index(b"\n") + 1
    parts: dict[str, str | bytes] = {}
    for name, length in json.loads(kept[:end]).items():
        part = kept[end : end + length]
        parts[name] = part if name == "png" else part.decode()
        end += length
    return Picture(**parts)  # type: ignore[arg-type]


def unpack(fields: dict[str, str]) -> Picture:
    """The picture that `pack` packed; ValueError or TypeError where it is another thing."""
    return Picture(**{**fields, "png": b64decode(fields["png"], validate=True)})  # type: ignore[arg-type]
