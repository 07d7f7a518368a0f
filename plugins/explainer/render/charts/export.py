"""A chart's files to download: a whole SVG, a PNG and the Vega-Lite spec; each says what it shows and where it is from.

A file leaves the page and its style sheet behind, so colours and fonts are written out, and title, sources, as-of
date and licence stand in the picture, where a reader sees them, and in the file's metadata, where a program does.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree

import altair as alt
import vl_convert

from .locales import read_locale
from .look import CONFIG, FONT
from .picture import LAYOUTS
from .table import ChartTable
from .text import clean, clean_all, wrap

INK = "#1d2129"
"""What `currentColor` is on white paper."""
_WHITE = "#fff"
_FONTS = f"{FONT}, Arial, Helvetica, sans-serif"
_MARGIN = 16
_TITLE, _TITLE_LINE = 17, 22
"""Size of the title, and the distance of its lines."""
_SMALL, _SMALL_LINE = 11, 15
_SCALE = 2
"""Pixels of the PNG for one of the chart's."""

_SVG = "http://www.w3.org/2000/svg"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_VARIABLE = re.compile(r"var\(\s*--[\w-]+\s*,\s*([^()]*?)\s*\)")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_OF_THE_PAGE = frozenset({"class", "role", "id", "viewBox", "width", "height", "overflow", "style"})
"""What the root of the page's SVG has for its place in the page alone."""

ElementTree.register_namespace("", _SVG)


def standalone(svg: str, table: ChartTable) -> str:
    """The SVG to download, from the finished wide SVG for the page: title, picture and colophon on white paper.

    Ids begin with "file__", so that the file could stand in a page beside the picture that it was made from.
    """
    picture = ElementTree.fromstring(svg)
    _, _, wide, high = (float(number) for number in picture.attrib["viewBox"].split())
    titles = wrap(table.title, _TITLE, wide, bold=True)
    small = [line for said in table.colophon.lines for line in wrap(said, _SMALL, wide)]
    top = _MARGIN + _TITLE_LINE * len(titles) + _MARGIN / 2
    bottom = top + high + _MARGIN / 2
    root = _root(picture, table, wide + 2 * _MARGIN, bottom + _SMALL_LINE * len(small) + _MARGIN)
    _write(root, titles, table, wide, _MARGIN + _TITLE, _TITLE_LINE, {"font-size": f"{_TITLE}", "font-weight": "bold"})
    group = _child(root, "g", transform=f"translate({_MARGIN},{top:g})")
    for name, value in picture.attrib.items():
        if name not in _OF_THE_PAGE and not name.startswith("aria-"):
            group.set(name, value)
    group.extend(part for part in picture if part.tag not in (f"{{{_SVG}}}title", f"{{{_SVG}}}desc"))
    _write(root, small, table, wide, bottom + _SMALL, _SMALL_LINE, {"font-size": f"{_SMALL}"})
    _resolve(root)
    _rename_ids(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def png(svg: str, table: ChartTable) -> bytes:
    """The PNG of a standalone SVG at twice its size, with title, description, sources and licence as its texts."""
    drawn = bytes(vl_convert.svg_to_png(svg, scale=_SCALE))
    # The eight bytes of the signature and the 25 of IHDR, which always comes first.
    head, rest = drawn[:33], drawn[33:]
    return head + b"".join(_text_chunk(keyword, text) for keyword, text in _png_texts(table) if text) + rest


def spec(whole: dict[str, Any], table: ChartTable) -> str:
    """The Vega-Lite spec to download, as JSON: self-contained, in light colours, with its sources in `usermeta`."""
    found = deepcopy(whole)
    own: dict[str, Any] = found.pop("config", {})
    known = {"$schema": found.pop("$schema", alt.SCHEMA_URL)}
    _give_title(found, table)
    found.setdefault("description", table.description)
    found["usermeta"] = {**found.get("usermeta", {}), **_usermeta(table)}
    config = {"background": _WHITE, "font": _FONTS}
    found["config"] = _merged(_merged(CONFIG, config), own)
    return json.dumps(_resolved(clean_all(known | found)), ensure_ascii=False, indent=1) + "\n"


def _give_title(found: dict[str, Any], table: ChartTable) -> None:
    """Put the title above all that is drawn, unless the site's own function has named it.

    Our own charts reckon all places themselves ("autosize: none"), so that room has to be made for it.
    """
    padding = found.get("padding")
    if found.get("autosize") != "none" or not isinstance(padding, dict):
        found.setdefault("title", {"text": wrap(table.title, _TITLE, LAYOUTS["wide"], bold=True), "anchor": "start"})
        return
    lines = wrap(table.title, _TITLE, LAYOUTS["wide"], bold=True)
    look = {"anchor": "start", "frame": "group", "fontSize": _TITLE, "lineHeight": _TITLE_LINE, "fontWeight": "bold"}
    # Vega puts it above all that is drawn, words over the plot too.
    place = {"dx": -padding.get("left", 0), "offset": _MARGIN / 2}
    found["title"] = {"text": lines, **look, **place}
    found["padding"] = padding | {"top": padding.get("top", 0) + _TITLE_LINE * len(lines) + _MARGIN}


def _root(picture: ElementTree.Element, table: ChartTable, wide: float, high: float) -> ElementTree.Element:
    """An empty SVG of that size: named, described, with metadata and white paper."""
    attributes = {
        "viewBox": f"0 0 {wide:g} {high:g}",
        "width": f"{wide:g}",
        "height": f"{high:g}",
        "role": "img",
        "font-family": _FONTS,
        "fill": INK,
        _LANGUAGE: table.locale.replace("_", "-"),
    }
    root = ElementTree.Element(f"{{{_SVG}}}svg", attributes)
    for tag, text in (("title", table.title), ("desc", table.description)):
        part = picture.find(f"{{{_SVG}}}{tag}")
        child = _child(root, tag, **({"id": part.attrib["id"]} if part is not None and "id" in part.attrib else {}))
        child.text = clean(text)
    if all("id" in child.attrib for child in root):
        root.set("aria-labelledby", " ".join(child.attrib["id"] for child in root))
    root.append(_metadata(table))
    _child(root, "rect", width=f"{wide:g}", height=f"{high:g}", fill=_WHITE)
    return root


def _metadata(table: ChartTable) -> ElementTree.Element:
    """Dublin Core in RDF: what is given of title, description, sources, date, licence, site and address."""
    said = table.colophon
    metadata = ElementTree.Element(f"{{{_SVG}}}metadata")
    rdf = ElementTree.SubElement(metadata, f"{{{_RDF}}}RDF")
    described = ElementTree.SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    given = [
        ("title", table.title),
        ("description", table.description),
        *(("source", source) for source in said.sources),
        ("date", said.as_of),
        ("rights", said.licence),
        ("publisher", said.site),
        ("identifier", said.page),
    ]
    for name, text in given:
        if text:
            ElementTree.SubElement(described, f"{{{_DC}}}{name}").text = clean(text)
    return metadata


def _child(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.SubElement(parent, f"{{{_SVG}}}{tag}", attributes)


def _write(
    root: ElementTree.Element,
    lines: list[str],
    table: ChartTable,
    wide: float,
    first: float,
    apart: float,
    look: dict[str, str],
) -> None:
    """Write lines of text from the side at which the page's language begins; each runs in its own direction."""
    from_right = read_locale(table.locale).text_direction == "rtl"
    group = _child(root, "g", **look | ({"text-anchor": "end"} if from_right else {}))
    for number, line in enumerate(lines):
        x = _MARGIN + wide if from_right else _MARGIN
        text = _child(group, "text", x=f"{x:g}", y=f"{first + apart * number:g}")
        # FSI ... PDI: a line of the other direction keeps its full stop at its own end.
        text.text = line if line.isascii() else f"\u2068{line}\u2069"


def _resolve(root: ElementTree.Element) -> None:
    """Write out every colour, which a file has no style sheet for."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if "var(" in value or value == "currentColor":
                element.set(name, _resolved(value))


def _rename_ids(root: ElementTree.Element) -> None:
    """Give ids and all that refers to them a beginning of their own."""
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"file__{value}")
            elif name == "aria-labelledby":
                element.set(name, " ".join(f"file__{id}" for id in value.split()))
            elif name in ("href", _XLINK) and value.startswith("#"):
                element.set(name, f"#file__{value[1:]}")
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(r"url(#file__\1)", value))


def _resolved(value: Any) -> Any:
    """The same JSON-like value with each CSS variable as its light fallback, and text in ink."""
    if isinstance(value, str):
        return INK if value == "currentColor" else _VARIABLE.sub(r"\1", value)
    if isinstance(value, dict):
        return {key: _resolved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item) for item in value]
    return value


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Two configurations in one; what both say is as `above` says it."""
    found = dict(below)
    for key, value in above.items():
        old = found.get(key)
        found[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return found


def _usermeta(table: ChartTable) -> dict[str, Any]:
    """What the spec says of where the chart is from: what is given of it."""
    said = table.colophon
    known = {
        "chart": table.id,
        "title": table.title,
        "sources": list(said.sources),
        "asOf": said.as_of,
        "licence": said.licence,
        "site": said.site,
        "page": said.page,
    }
    return {name: value for name, value in known.items() if value}


def _png_texts(table: ChartTable) -> Iterator[tuple[str, str]]:
    """Texts of a PNG by its standard's keywords."""
    said = table.colophon
    yield "Title", clean(table.title)
    yield "Description", clean(table.description)
    yield "Source", "\n".join(map(clean, said.sources))
    yield "Copyright", clean(said.licence)
    yield "Comment", "\n".join(map(clean, said.lines))


def _text_chunk(keyword: str, text: str) -> bytes:
    """An iTXt chunk of a PNG: UTF-8, not compressed, in no stated language."""
    body = b"iTXt" + keyword.encode() + b"\0\0\0\0\0" + text.encode()
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
