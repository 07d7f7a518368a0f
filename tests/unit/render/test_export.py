"""The files to download of a chart: whole by themselves, with title, sources, as-of date and licence inside."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from explainer.render.charts import ChartTable, Row
from explainer.render.charts.export import INK, png, spec, standalone
from explainer.render.charts.table import Colophon

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"
HOSTILE = '</svg><script>alert("1")</script> &copy; <!-- ]]> \' \0\x0b\x1b\ud800'
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="explainer-chart" role="img"'
    ' aria-labelledby="floods__640__title floods__640__desc" viewBox="0 0 640 120" width="100%"'
    ' direction="ltr" font-size="13" fill="currentColor" style="max-width:640px">'
    '<title id="floods__640__title">Old</title><desc id="floods__640__desc">Old</desc>'
    '<defs><clipPath id="floods__640__1"><path d="M0,0h640v120h-640Z"/></clipPath></defs>'
    '<g clip-path="url(#floods__640__1)"><path data-fact="flood" d="M0,0h9v9h-9Z"'
    ' fill="var(--explainer-side-1, #1b6e74)" stroke="currentColor"><title>412</title></path>'
    '<use href="#floods__640__1"/></g><text x="4" y="30" fill="var(--explainer-neutral,#5f6670)">412</text></svg>'
)
COLOPHON = Colophon(
    lines=(
        "Sources: Gazette, Report.",
        "As of July 2021.",
        "Licence: CC BY 4.0",
        "The valley, https://valley.example/",
    ),
    sources=("Flood, Gazette, https://gazette.example/1", "Report"),
    as_of="2021-07",
    licence="CC BY 4.0",
    site="The valley",
    page="https://valley.example/#floods",
)


def make_table(**fields: object) -> ChartTable:
    """A chart of one bar."""
    row = Row(fact="flood", series="flood", label="Houses", value=Decimal(412), value_text="412")
    known: dict[str, object] = {
        "id": "floods",
        "title": "Houses in the flood",
        "description": "One bar.",
        "rows": (row,),
        "colophon": COLOPHON,
    }
    return ChartTable(**known | fields)  # type: ignore[arg-type]


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.encode())


def texts(svg: str) -> list[str]:
    """Every text that is drawn, without the marks of its direction."""
    return ["".join(text.itertext()).strip("\u2068\u2069") for text in read(svg).iter(f"{SVG}text")]


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk of a PNG, whose checksum is right."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        body = data[at + 4 : at + 8 + length]
        assert zlib.crc32(body) == int.from_bytes(data[at + 8 + length : at + 12 + length], "big")
        yield body[:4], body[4:]
        at += 12 + length


def png_texts(data: bytes) -> dict[str, str]:
    found = {}
    for kind, body in chunks(data):
        if kind == b"iTXt":
            keyword, rest = body.split(b"\0", 1)
            assert rest[:4] == b"\0\0\0\0"
            found[keyword.decode()] = rest[4:].decode()
    return found


class TestStandalone:
    def test_title_on_top_picture_and_colophon_below(self) -> None:
        svg = standalone(PICTURE, make_table())
        assert svg.startswith('<?xml version="1.0" encoding="utf-8"?>\n<svg ')
        assert texts(svg) == ["Houses in the flood", "412", *COLOPHON.lines]
        root = read(svg)
        _, _, wide, high = map(float, root.attrib["viewBox"].split())
        assert (root.get("width"), root.get("height")) == (f"{wide:g}", f"{high:g}")
        (picture,) = [group for group in root.findall(f"{SVG}g") if "transform" in group.attrib]
        top = float(picture.attrib["transform"].rpartition(",")[2].rstrip(")"))
        heights = [
            float(text.attrib["y"]) for group in root.findall(f"{SVG}g") if group is not picture for text in group
        ]
        # The title stands above the picture, which is 120 high, and all lines below it and on the paper.
        assert heights[0] < top
        assert [y for y in heights[1:] if not top + 120 < y < high] == []
        assert heights == sorted(set(heights))

    def test_nothing_of_the_page_is_left(self) -> None:
        svg = standalone(PICTURE, make_table())
        for word in ("var(", "currentColor", "style", "class", "100%", "Old"):
            assert word not in svg
        path = read(svg).find(".//*[@data-fact='flood']")
        assert path is not None
        assert (path.get("fill"), path.get("stroke")) == ("#1b6e74", INK)
        assert "Liberation Sans, Arial" in read(svg).attrib["font-family"]
        # What the picture's root hands down still reaches its marks.
        (picture,) = [group for group in read(svg).findall(f"{SVG}g") if "transform" in group.attrib]
        assert (picture.get("font-size"), picture.get("fill"), picture.get("direction")) == ("13", INK, "ltr")

    def test_its_own_words_are_in_ink(self) -> None:
        assert read(standalone(PICTURE, make_table())).get("fill") == INK

    def test_white_paper_lies_under_everything(self) -> None:
        root = read(standalone(PICTURE, make_table()))
        painted = [part for part in root if part.tag.removeprefix(SVG) in ("rect", "g")]
        assert painted[0].attrib == {"width": root.attrib["width"], "height": root.attrib["height"], "fill": "#fff"}

    def test_ids_are_not_those_of_the_page(self) -> None:
        svg = standalone(PICTURE, make_table())
        ids = {element.attrib["id"] for element in read(svg).iter() if "id" in element.attrib}
        assert ids == {"file__floods__640__title", "file__floods__640__desc", "file__floods__640__1"}
        assert 'clip-path="url(#file__floods__640__1)"' in svg
        assert 'href="#file__floods__640__1"' in svg
        assert read(svg).get("aria-labelledby") == "file__floods__640__title file__floods__640__desc"

    def test_metadata_in_dublin_core(self) -> None:
        metadata = read(standalone(PICTURE, make_table())).find(f"{SVG}metadata")
        assert metadata is not None
        found = [(part.tag.removeprefix(DC), part.text) for part in metadata.iter() if part.tag.startswith(DC)]
        assert found == [
            ("title", "Houses in the flood"),
            ("description", "One bar."),
            ("source", "Flood, Gazette, https://gazette.example/1"),
            ("source", "Report"),
            ("date", "2021-07"),
            ("rights", "CC BY 4.0"),
            ("publisher", "The valley"),
            ("identifier", "https://valley.example/#floods"),
        ]

    def test_metadata_says_only_what_is_given(self) -> None:
        svg = standalone(PICTURE, make_table(colophon=Colophon()))
        names = [part.tag.removeprefix(DC) for part in read(svg).iter() if part.tag.startswith(DC)]
        assert names == ["title", "description"]
        assert texts(svg) == ["Houses in the flood", "412"]

    @pytest.mark.parametrize("words", ["Wide words " * 60, "W" * 900])
    def test_long_texts_are_wrapped_to_the_picture(self, words: str) -> None:
        short = read(standalone(PICTURE, make_table()))
        colophon = replace(COLOPHON, lines=(words.strip(),))
        long = standalone(PICTURE, make_table(title=words.strip(), colophon=colophon))
        assert read(long).get("width") == short.get("width")
        assert float(read(long).attrib["height"]) > float(short.attrib["height"]) + 100
        lines = texts(long)
        before, after = lines[: lines.index("412")], lines[lines.index("412") + 1 :]
        assert len(before) > 5 < len(after)
        assert "".join(before).replace(" ", "") == "".join(after).replace(" ", "") == words.replace(" ", "")

    def test_hostile_text_stays_text(self) -> None:
        colophon = Colophon(lines=(HOSTILE,), sources=(HOSTILE,), licence=HOSTILE, site=HOSTILE, page=HOSTILE)
        svg = standalone(PICTURE, make_table(title=HOSTILE, description=HOSTILE, colophon=colophon))
        assert "script" not in {element.tag.removeprefix(SVG) for element in read(svg).iter()}
        svg.encode()
        assert sum("alert" in "".join(element.itertext()) for element in read(svg).iter(f"{DC}source")) == 1

    def test_right_to_left_begins_at_the_right(self) -> None:
        root = read(standalone(PICTURE, make_table(title="שלום", locale="he")))
        title = root.findall(f"{SVG}g")[0]
        assert title.get("text-anchor") == "end"
        assert float(title[0].attrib["x"]) > 600
        assert title[0].text == "\u2068שלום\u2069"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "he"

    def test_same_bytes_and_the_picture_is_left_as_it_was(self) -> None:
        assert standalone(PICTURE, make_table()) == standalone(PICTURE, make_table())


class TestPng:
    def test_size_and_texts(self) -> None:
        svg = standalone(PICTURE, make_table(title="Дома после наводнения"))
        data = png(svg, make_table(title="Дома после наводнения"))
        kinds = [kind for kind, _ in chunks(data)]
        assert kinds[0] == b"IHDR"
        assert kinds[-1] == b"IEND"
        header = next(body for kind, body in chunks(data) if kind == b"IHDR")
        width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
        root = read(svg)
        assert (width, height) == (2 * float(root.attrib["width"]), 2 * float(root.attrib["height"]))
        assert png_texts(data) == {
            "Title": "Дома после наводнения",
            "Description": "One bar.",
            "Source": "Flood, Gazette, https://gazette.example/1\nReport",
            "Copyright": "CC BY 4.0",
            "Comment": "\n".join(COLOPHON.lines),
        }

    def test_what_is_not_known_is_left_out(self) -> None:
        table = make_table(colophon=Colophon(), description="")
        assert png_texts(png(standalone(PICTURE, table), table)) == {"Title": "Houses in the flood"}

    def test_same_bytes(self) -> None:
        svg = standalone(PICTURE, make_table())
        assert png(svg, make_table()) == png(svg, make_table())

    def test_hostile_text_aborts_nothing(self) -> None:
        colophon = Colophon(lines=(HOSTILE,), sources=(HOSTILE,), licence=HOSTILE)
        table = make_table(title=HOSTILE, colophon=colophon)
        texts = png_texts(png(standalone(PICTURE, table), table))
        assert texts["Source"] == HOSTILE.replace("\0", "\ufffd").replace("\x0b", "\ufffd").replace(
            "\x1b", "\ufffd"
        ).replace("\ud800", "\ufffd")


def make_whole() -> dict[str, Any]:
    """A spec as it is before it is written to a file."""
    return {
        "data": {"values": [{"fact": "flood", "value": 412, "colour": "var(--explainer-side-1, #1b6e74)"}]},
        "mark": {"type": "bar", "stroke": "currentColor"},
        "config": {"axis": {"grid": False, "labelFontSize": 9}},
        "usermeta": {"embedOptions": {"actions": False}},
    }


class TestSpec:
    def test_it_stands_by_itself(self) -> None:
        found = json.loads(spec(make_whole(), make_table()))
        assert found["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
        assert next(iter(found)) == "$schema"
        assert found["title"]["text"] == ["Houses in the flood"]
        assert found["description"] == "One bar."
        assert found["data"]["values"] == [{"fact": "flood", "value": 412, "colour": "#1b6e74"}]
        assert found["mark"]["stroke"] == INK
        assert found["config"]["background"] == "#fff"
        # The site's own settings lie over those of every chart, part by part.
        assert (found["config"]["axis"]["grid"], found["config"]["axis"]["labelFontSize"]) == (False, 9)
        assert found["config"]["axis"]["labelLimit"] == 0
        assert "var(" not in json.dumps(found)
        assert "currentColor" not in json.dumps(found)

    def test_where_it_is_from(self) -> None:
        assert json.loads(spec(make_whole(), make_table()))["usermeta"] == {
            "embedOptions": {"actions": False},
            "chart": "floods",
            "title": "Houses in the flood",
            "sources": ["Flood, Gazette, https://gazette.example/1", "Report"],
            "asOf": "2021-07",
            "licence": "CC BY 4.0",
            "site": "The valley",
            "page": "https://valley.example/#floods",
        }

    def test_what_is_not_known_is_left_out(self) -> None:
        found = json.loads(spec({"mark": "bar"}, make_table(colophon=Colophon())))
        assert found["usermeta"] == {"chart": "floods", "title": "Houses in the flood"}

    def test_a_title_of_its_own_stands(self) -> None:
        assert json.loads(spec({"mark": "bar", "title": "Own"}, make_table()))["title"] == "Own"

    def test_the_spec_given_is_left_as_it_was(self) -> None:
        whole = make_whole()
        assert spec(whole, make_table()) == spec(whole, make_table())
        assert whole == make_whole()

    def test_hostile_text_stays_text(self) -> None:
        text = spec(make_whole(), make_table(title=HOSTILE, description=HOSTILE))
        text.encode()
        assert "\0" not in text
        assert "\ud800" not in text
