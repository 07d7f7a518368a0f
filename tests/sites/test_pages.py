"""The pages of a sound site: exactly these, under either engine, with every hook that others rely on."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.sites.conftest import SITES, Site, contents

VOID = {"meta", "link", "hr", "br", "img", "input", "line", "path", "circle", "rect"}
ROOT = Path(__file__).parents[2]


@dataclass
class Element:
    """An element of a page: what a test asks for."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def all(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.all()

    def find(self, tag: str = "", **attributes: str) -> list[Element]:
        """Return all elements below of that tag with those attributes; a class is one among several."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.all()
            if (not tag or element.tag == tag)
            and all(
                value in (element[name].split() if name == "class" else [element[name]])
                for name, value in wanted.items()
            )
        ]

    def words(self) -> str:
        return " ".join("".join(element.text for element in self.all()).split())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.open))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            # Ours are closed in the order in which they were opened.
            assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
            assert self.open.parent is not None
            self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(Element("#text", {}, self.open, data))


def read(html: str) -> Element:
    parser = _Parser()
    parser.feed(html)
    return parser.root


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The valley's site, built once for all tests of this file."""
    root = tmp_path_factory.mktemp("sites") / "valley"
    shutil.copytree(SITES / "valley", root, ignore=shutil.ignore_patterns("expected"))
    site = Site(root)
    done = site.build("--strict")
    assert (done.code, done.problems()) == (0, [])
    return site


@pytest.fixture(scope="module")
def pages(valley: Site) -> dict[str, Element]:
    return {
        path.relative_to(valley.built).as_posix(): read(path.read_text("utf-8"))
        for path in sorted(valley.built.rglob("*.html"))
    }


def test_the_pages_are_these(valley: Site) -> None:
    """Word for word; the drawing of a chart is left out. EXPLAINER_UPDATE_GOLDEN=1 writes them anew."""
    expected = SITES / "valley" / "expected"
    built = {
        name: re.sub(r"<svg.*?</svg>", "<svg/>", data.decode(), flags=re.DOTALL)
        for name, data in contents(valley.built).items()
        if name.endswith(".html")
    }
    built = {name: re.sub(r"[ \t]*\n(\s*\n)*", "\n", text).rstrip() + "\n" for name, text in built.items()}
    if os.environ.get("EXPLAINER_UPDATE_GOLDEN"):
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in built.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text, "utf-8", newline="")
    assert built == {name: data.decode() for name, data in contents(expected).items()}


def test_building_twice_gives_the_same_bytes(valley: Site, tmp_path: Path) -> None:
    shutil.copytree(valley.root, tmp_path / "other place", ignore=shutil.ignore_patterns("site", ".cache"))
    again = Site(tmp_path / "other place")
    assert again.build("--strict", PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C").code == 0
    assert contents(again.built) == contents(valley.built)


class TestHooks:
    """HTML that others can rely on (design.md, 6)."""

    def test_a_printed_fact(self, pages: dict[str, Element]) -> None:
        index = pages["index.html"]
        printed = {
            fact["data-fact"]: fact.words() for fact in index.find(class_="fact") if "annotated" not in fact["class"]
        }
        assert printed["destroyed"] == "at least 412 houses"
        assert printed["damaged"] == "2,900 to 3,400 houses"
        assert printed["hit"] == "at least 3,312 to 3,812 houses"
        assert printed["level:2021-07-15"] == "8"  # In the chart's table, whose axis names the unit.
        assert [fact.words() for fact in index.find("span", data_fact="level:2021-07-15")] == ["8 m", "8"]

    def test_footnotes(self, pages: dict[str, Element]) -> None:
        for name, page in pages.items():
            marks = page.find("a", class_="footnote-ref")
            assert marks, name
            assert {mark["role"] for mark in marks} == {"doc-noteref"}
            notes = [
                item["id"] for item in page.find("div", class_="footnote")[0].find("li") if item["id"].startswith("fn:")
            ]
            assert list(dict.fromkeys(mark["href"] for mark in marks if not _within_footnote(mark))) == [
                f"#{id}" for id in notes if id in {mark["href"][1:] for mark in marks if not _within_footnote(mark)}
            ]
            assert {mark["href"] for mark in marks} == {f"#{id}" for id in notes}
            backlinks = page.find("a", role="doc-backlink")
            sups = [mark.parent["id"] for mark in marks if mark.parent is not None]
            assert sorted(link["href"] for link in backlinks) == sorted(f"#{id}" for id in sups)

    def test_ids_are_unique(self, pages: dict[str, Element]) -> None:
        for page in pages.values():
            ids = Counter(element["id"] for element in page.all() if element["id"])
            assert [id for id, count in ids.items() if count > 1] == []

    def test_timeline(self, pages: dict[str, Element]) -> None:
        (timeline,) = pages["timeline/index.html"].find(class_="timeline")
        entries = [item for item in timeline.find("li") if item["data-event"]]
        assert [entry["data-event"] for entry in entries] == ["built", "opened", "trial"]
        assert [entry["id"] for entry in entries] == ["built", "opened", "trial"]
        years = [section["id"] for section in timeline.find("section")]
        assert years == ["year:1961", "year:2021", "year:2022"]
        assert [heading.words() for heading in timeline.find("h3")] == ["1961 1 event", "2021 1 event", "2022 1 event"]
        dates = [(time["datetime"], time.words()) for entry in entries for time in entry.find("time")]
        assert dates == [("1961-05", "May 1961"), ("2021-07-14", "14 July 2021"), ("2022", "about 2022")]

    def test_chart(self, pages: dict[str, Element]) -> None:
        (chart,) = pages["index.html"].find("figure", class_="chart", id="levels")
        layouts = chart.find("svg", role="img")
        assert [svg["class"] for svg in layouts] == ["explainer-chart chart-narrow", "explainer-chart chart-wide"]
        for svg in layouts:
            assert svg.find("title")[0].words() == "How the river rose"
            assert svg.find("desc")[0].words() == "The line goes up and down."
            assert len([part for part in svg.all() if part["data-fact"]]) == 3
        (caption,) = chart.find("figcaption")
        assert "District council" in caption.words()
        assert "Valley Gazette" in caption.words()
        assert "16 July 2021" in caption.words()
        # Those of its sources; the others stand in the table.
        (data,) = caption.find("details")
        assert len(caption.find("a", class_="footnote-ref")) - len(data.find("a", class_="footnote-ref")) == 3
        rows = [[cell.words() for cell in row.children if cell.tag in ("td", "th")] for row in chart.find("tr")]
        assert [[row[0], row[1], row[4]] for row in rows[1:]] == [
            [f"{day} Jul 2021", "Level of the Lenne", "documented"] for day in (14, 15, 16)
        ]
        assert [(fact["data-fact"], fact.words()) for fact in chart.find("details")[0].find(class_="fact")] == [
            ("level:2021-07-14", "2.80"),
            ("level:2021-07-15", "8"),
            ("level:2021-07-16", "6 to 7"),
        ]

    def test_dispute(self, pages: dict[str, Element]) -> None:
        (dispute,) = pages["index.html"].find("section", class_="dispute", id="late")
        assert [side["data-side"] for side in dispute.all() if side["data-side"]] == ["town", "district"]

    @pytest.mark.parametrize(
        ("page", "ids"),
        [
            ("more/numbers/index.html", ["destroyed", "damaged", "hit", "level", "opened"]),
            ("more/sources/index.html", ["gazette", "report", "wire", "gauge"]),
        ],
    )
    def test_registers(self, pages: dict[str, Element], page: str, ids: list[str]) -> None:
        assert {id for id in ids if len([e for e in pages[page].all() if e["id"] == id]) == 1} == set(ids)

    def test_a_source_lists_where_it_is_cited(self, pages: dict[str, Element]) -> None:
        (wire,) = [e for e in pages["more/sources/index.html"].all() if e["id"] == "wire"]
        (details,) = wire.find("details")
        assert [(link.words(), link["href"]) for item in details.find("li") for link in item.find("a")] == [
            ("Houses damaged", "../numbers/#damaged"),
            ("Level of the Lenne", "../numbers/#level"),
            ("The dam is opened", "../../timeline/#opened"),
            ("Was the dam opened too late?", "../../#late"),
        ]
        (places,) = details.find(class_="places")
        assert [(link.words(), link["href"]) for link in places.find("a")] == [("The story", "../../")]

    def test_a_register_names_pages_by_their_titles(self, pages: dict[str, Element]) -> None:
        (entry,) = [e for e in pages["more/numbers/index.html"].all() if e["id"] == "destroyed"]
        (places,) = entry.find(class_="places")
        assert [(link.words(), link["href"]) for link in places.find("a")] == [
            ("The story", "../../"),
            ("Sources of at least 412 houses and terms", "../sources/"),
        ]

    def test_a_mention_of_an_event_leads_to_the_timeline(self, pages: dict[str, Element]) -> None:
        links = {link["data-fact"]: link["href"] for link in pages["index.html"].find("a", class_="fact")}
        assert links == {
            "opened": "timeline/#opened",
            "trial": "timeline/#trial",
            "late": "#late",
            "built": "timeline/#built",
        }

    def test_what_search_leaves_out_ends_where_it_ends(self, pages: dict[str, Element]) -> None:
        """A search plugin takes the end of an inner element of the same name for the end of what it leaves out."""
        left_out = [e for page in pages.values() for e in page.all() if "data-search-exclude" in e.attributes]
        assert {e.tag for e in left_out} >= {"details", "div"}
        assert [e.tag for e in left_out if len(e.find(e.tag)) > 1] == []

    def test_every_link_within_the_site_has_its_target(self, pages: dict[str, Element]) -> None:
        ids = {name: {element["id"] for element in page.all()} for name, page in pages.items()}
        assert _dead_links(pages, ids) == []


def _within_footnote(element: Element) -> bool:
    above = element.parent
    while above is not None:
        if above["class"] == "footnote":
            return True
        above = above.parent
    return False


def _dead_links(pages: dict[str, Element], ids: dict[str, set[str]]) -> list[tuple[str, str]]:
    found = []
    for name, page in pages.items():
        for link in page.find("a"):
            parts = urlsplit(link["href"])
            if parts.scheme or parts.netloc or not link["href"]:
                continue
            target = urljoin("/" + name, parts.path).lstrip("/") if parts.path else name
            target = target + "index.html" if target.endswith("/") or not target else target
            if parts.fragment and unquote(parts.fragment) not in ids.get(target, ()):
                found.append((name, link["href"]))
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, as it is published."""
    folder = tmp_path_factory.mktemp("real") / "site"
    done = Site(ROOT).run("build", "-q", "-f", "mkdocs.yml", "-d", str(folder))
    assert done.code == 0, done.log
    return folder


class TestNoStrangerIsAsked:
    """No reader's request leaves the site: fonts, scripts and charts are our own (design.md, 8)."""

    def test_html(self, built: Path) -> None:
        asked = []
        for path in built.rglob("*.html"):
            html = path.read_text("utf-8")
            for tag, attributes in re.findall(r"<([a-z][\w-]*)\b([^<>]*)>", html):
                if tag in ("a", "cite", "q", "blockquote"):
                    continue
                for name, value in re.findall(
                    r"\b(src|href|srcset|action|data|poster|xlink:href)=\"([^\"]*)\"", attributes
                ):
                    if re.match(r"(?:[a-z]+:)?//", value.strip()) and not _is_own_address(tag, attributes):
                        asked.append((path.name, tag, name, value))
            asked += [
                (path.name, "style", "url", url)
                for url in re.findall(r"url\((?!['\"]?(?:#|data:))[^)]*//[^)]*\)", html)
            ]
        assert asked == []

    def test_css_and_javascript(self, built: Path) -> None:
        css = {str(PurePosixPath(path.relative_to(built))): path.read_text("utf-8") for path in built.rglob("*.css")}
        assert any(name.endswith("explainer.css") for name in css)
        asked = [
            (name, url)
            for name, text in css.items()
            for url in re.findall(r"(?:url\(\s*['\"]?|@import\s+['\"])((?:https?:)?//[^)'\"]*)", text)
        ]
        assert asked == []

    def test_links_lead_out_by_hand_only(self, built: Path) -> None:
        html = "".join(path.read_text("utf-8") for path in built.rglob("*.html"))
        assert (
            re.findall(r"<(?:script|iframe|img|object|embed|video|audio|source)\b[^>]*\b(?:src|data)=\"https?:", html)
            == []
        )
        assert re.findall(r"<link\b[^>]*\brel=\"(?:preconnect|dns-prefetch|preload|prefetch)\"", html) == []


def _is_own_address(tag: str, attributes: str) -> bool:
    """Return whether a link names the page itself, which a browser does not fetch."""
    return tag == "link" and re.search(r"\brel=\"?(?:canonical|prev|next|alternate)\b", attributes) is not None
