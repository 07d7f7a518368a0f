"""What a site offers of its charts: files that are there, say where they are from, and go when their chart goes."""

from __future__ import annotations

import csv
import json
import posixpath
import re
import shutil
import urllib.request
from collections.abc import Callable
from io import StringIO
from xml.etree import ElementTree

import pytest

from explainer.render.page_assets import page_assets
from tests.sites.conftest import SITES, Site, contents
from tests.sites.test_serve import serving

RIVER, BARS = "assets/charts/river", "assets/charts/bars"
ENDINGS = ("csv", "png", "svg", "vl.json")
FACTS = "data/facts.yml"


@pytest.fixture
def charted(site: Callable[[str], Site]) -> Site:
    return site("charted")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site, built once for all tests that change nothing."""
    root = tmp_path_factory.mktemp("sites") / "charted"
    shutil.copytree(SITES / "charted", root)
    found = Site(root)
    done = found.build()
    assert (done.code, [line for line in done.problems() if "fact-is-used" not in line]) == (0, [])
    return found


def chart_files(site: Site) -> list[str]:
    return [name for name in contents(site.built) if name.startswith("assets/charts/")]


def links(html: str) -> list[str]:
    """The addresses of what a page offers for download."""
    return re.findall(r'<a href="([^"]*)" download>', html)


class TestFiles:
    def test_those_of_the_charts_on_pages_and_no_others(self, built: Site) -> None:
        assert chart_files(built) == [f"{name}.{ending}" for name in (BARS, RIVER) for ending in ENDINGS]

    @pytest.mark.parametrize("page", ["index.html", "more/bars/index.html"])
    def test_every_link_leads_to_one(self, built: Site, page: str) -> None:
        found = links(built.page(page))
        assert len(found) == (4 if page == "index.html" else 8)
        for href in found:
            assert (built.built / posixpath.dirname(page) / href).is_file(), href

    def test_each_says_where_it_is_from(self, built: Site) -> None:
        said = {"Almanac, Valley Press", "CC BY 4.0", "2021-07-15", "The river rose within a day"}
        address = "https://river.example/#river"
        svg = ElementTree.fromstring(built.page(f"{RIVER}.svg").encode())
        shown = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
        assert shown[-4:] == [
            "Sources: Valley Press.",
            "As of July 15, 2021.",
            "Licence: CC BY 4.0",
            f"The river, {address}",
        ]
        for name in (f"{RIVER}.svg", f"{RIVER}.csv", f"{RIVER}.vl.json"):
            text = built.page(name)
            assert [word for word in (*said, address) if word not in text] == [], name
        png = (built.built / f"{RIVER}.png").read_bytes()
        assert [
            word for word in ("Almanac, Valley Press", "CC BY 4.0", "As of July 15, 2021.") if word.encode() not in png
        ] == []

    def test_the_numbers_are_those_of_the_facts(self, built: Site) -> None:
        text = (built.built / f"{RIVER}.csv").read_bytes().decode()
        rows = list(csv.DictReader(StringIO(text, newline="")))
        assert [(row["fact"], row["date"], row["value"], row["unit"]) for row in rows] == [
            ("level:2021-07-14", "2021-07-14", "4.5", "metres"),
            ("level:2021-07-15", "2021-07-15", "8.25", "metres"),
        ]
        assert json.loads(built.page(f"{RIVER}.vl.json"))["usermeta"]["licence"] == "CC BY 4.0"

    def test_a_chart_is_from_the_first_page_that_shows_it(self, built: Site) -> None:
        assert "https://river.example/more/bars/#bars" in built.page(f"{BARS}.csv")

    def test_same_bytes_elsewhere(self, built: Site, charted: Site) -> None:
        assert charted.build(PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C").code == 0
        assert contents(charted.built) == contents(built.built)


class TestScripts:
    def test_one_script_and_no_vega(self, built: Site) -> None:
        # What is JSON is run by nobody.
        assert re.findall('<script(?! type="application/ld)[^>]*>', built.page()) == [
            '<script src="assets/explainer.js" defer>'
        ]
        names = [name for name in contents(built.built) if name.endswith(".js")]
        assert names == sorted(name for name in page_assets() if name.endswith(".js"))

    def test_vega_where_a_chart_is_interactive(self, charted: Site) -> None:
        charted.edit(FACTS, "title: Two days at the bridge", "interactive: true\n    title: Two days at the bridge")
        assert charted.build().code == 0
        names = contents(charted.built)
        assert "assets/explainer-vega.js" in names
        assert {name for name in names if name.startswith("assets/vega/")} >= {
            "assets/vega/LICENSE",
            "assets/vega/vega.min.js",
        }
        assert not [name for name in names if "README" in name]
        assert [name for name in names if name.endswith(".vega.json")] == [f"{BARS}.vega.json"]
        page = charted.page("more/bars/index.html")
        assert 'data-vega="../../assets/charts/bars.vega.json"' in page
        assert 'data-vega-src="../../assets/explainer-vega.js"' in page

    def test_once_if_the_writer_has_it(self, charted: Site) -> None:
        charted.edit("mkdocs.yml", "plugins:", "extra_javascript: [assets/explainer.js]\nplugins:")
        charted.write("docs/assets/explainer.js", "// mine")
        assert charted.build().code == 0
        assert charted.page().count("explainer.js") == 1
        assert charted.page("assets/explainer.js") == "// mine"


class TestSettings:
    def test_no_licence_and_no_address(self, charted: Site) -> None:
        charted.write("mkdocs.yml", "site_name: R & D\ntheme: {name: null, custom_dir: theme}\nplugins: [explainer]\n")
        assert charted.build().code == 0
        assert "<text" in (svg := charted.page(f"{RIVER}.svg"))
        assert svg.count("No licence is stated.") == 1
        assert "dc:rights" not in svg
        assert "<dc:publisher>R &amp; D</dc:publisher>" in svg
        assert "dc:identifier" not in svg

    @pytest.mark.parametrize("value", ["[a, b]", '"  "', "{a: b}"])
    def test_a_licence_that_is_no_text(self, charted: Site, value: str) -> None:
        charted.edit("mkdocs.yml", "licence: CC BY 4.0", f"licence: {value}")
        done = charted.build()
        assert done.code == 1
        assert any(line.startswith('mkdocs.yml:7:7: option-is-known: "licence" cannot be') for line in done.problems())

    def test_plain_addresses(self, charted: Site) -> None:
        charted.edit("mkdocs.yml", "plugins:", "use_directory_urls: false\nplugins:")
        assert charted.build().code == 0
        assert "https://river.example/more/bars.html#bars" in charted.page(f"{BARS}.csv")
        assert links(charted.page("more/bars.html"))[0] == "../assets/charts/river.svg"


class TestChanges:
    def test_a_dirty_build_drops_the_files_of_a_chart_that_is_gone(self, charted: Site) -> None:
        charted.write("docs/assets/charts/own.csv", "a,b\n")
        assert charted.build().code == 0
        charted.write("docs/more/bars.md", "# More\n\n/// chart | river\n///\n")
        assert charted.build("--dirty").code == 0
        assert chart_files(charted) == ["assets/charts/own.csv", *(f"{RIVER}.{ending}" for ending in ENDINGS)]

    def test_an_edit_draws_only_what_it_changes(self, charted: Site) -> None:
        assert charted.build().code == 0
        kept = contents(charted.root / ".cache")
        before = contents(charted.built)
        charted.edit(FACTS, "title: Two days at the bridge", "title: Two days")
        assert charted.build().code == 0
        after = contents(charted.built)
        changed = {name for name in chart_files(charted) if after[name] != before[name]}
        assert changed == {f"{BARS}.{ending}" for ending in ENDINGS}
        new = set(contents(charted.root / ".cache")) - set(kept)
        assert len(new) == 1

    def test_a_preview_has_them_and_follows(self, charted: Site) -> None:
        with serving(charted) as running:
            running.wait(lambda html: "river.csv" in html)
            assert "8.25" in running.get(f"{RIVER}.csv")
            with urllib.request.urlopen(running.address + f"{RIVER}.png", timeout=60) as answer:
                assert answer.read(4) == b"\x89PNG"
            charted.edit(FACTS, "8.25", "9.75")
            running.wait(lambda html: "9.75" in html)
            assert "9.75" in running.get(f"{RIVER}.csv")
            # The address of a preview is nobody's to cite.
            assert "127.0.0.1" not in running.get(f"{RIVER}.csv")
