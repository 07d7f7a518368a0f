"""Pages as those see them who share them: under either engine, in a whole site."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.builders import make_site
from tests.sites.conftest import Site, contents

SETTINGS = (
    "site_name: The <b>flood</b> & more\nsite_description: How it came.\nsite_url: https://flood.example/a/\n"
    "theme: {name: null, custom_dir: theme}\nplugins:\n  - explainer: {locale: en-GB}\n"
)
THEME = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"></head>\n<body>{{ page.content }}</body></html>\n'
ATTACK = '</title></script><script>alert(1)</script> & "x"'
FILES = {
    "mkdocs.yml": SETTINGS,
    "theme/main.html": THEME,
    "docs/index.md": (
        f"---\ntitle: {json.dumps(ATTACK)}\n---\n# The flood\n\n/// facts | houses\n///\n\nSee [@gazette], [@council], "
        "[@mayor].\n\n/// changes\n///\n"
    ),
    "docs/all/sources.md": "# All sources\n\n/// sources\n///\n",
    "docs/plain.md": "# Nothing from the facts\n",
    "docs/all/numbers.md": "# All numbers\n\n/// figures\n///\n\n/// corrections\n///\n",
}


def metas(html: str) -> dict[str, str]:
    return {name: unescape(content) for name, content in re.findall(r'<meta \w+="([^"]*)" content="([^"]*)">', html)}


def data(html: str) -> Any:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = Site(make_site(tmp_path_factory.mktemp("shared"), FILES))
    done = site.build("--strict")
    assert (done.code, done.problems()) == (0, [])
    return site


@pytest.mark.parametrize(
    ("page", "times"), [("index", 1), ("all/numbers/index", 1), ("all/sources/index", 1), ("plain/index", 0)]
)
def test_a_page_that_shows_facts_says_how_to_cite_it(shared: Site, page: str, times: int) -> None:
    assert (shared.built / f"{page}.html").read_text("utf-8").count('<details class="citing"') == times


def test_the_front_page(shared: Site) -> None:
    html = (shared.built / "index.html").read_text("utf-8")
    found = metas(html)
    assert (found["og:type"], found["og:title"], found["og:url"]) == ("website", ATTACK, "https://flood.example/a/")
    assert (found["og:site_name"], found["description"]) == ("The <b>flood</b> & more", "How it came.")
    assert found["og:image"] == "https://flood.example/a/assets/cards/index.png"
    assert found["og:image:alt"] == f"{ATTACK}. 412 houses: Houses destroyed. District council · as of 20 July 2021"
    assert re.findall(r"<script(?! (?:src|type=\"application))", html) == []
    assert (data(html)["headline"], [source["name"] for source in data(html)["citation"]]) == (
        ATTACK,
        ["Valley Gazette", "Report on the flood"],
    )


def test_a_register(shared: Site) -> None:
    html = (shared.built / "all" / "numbers" / "index.html").read_text("utf-8")
    assert metas(html)["og:image"] == "https://flood.example/a/assets/cards/all/numbers.png"
    assert (data(html)["@type"], data(html)["url"]) == ("CollectionPage", "https://flood.example/a/all/numbers/")


def test_each_page_has_its_picture(shared: Site) -> None:
    cards = sorted(path.relative_to(shared.built / "assets/cards").as_posix() for path in shared.built.rglob("*.png"))
    assert cards == ["all/numbers.png", "all/sources.png", "index.png", "plain.png"]
    assert (shared.built / "assets/cards/index.png").read_bytes().startswith(b"\x89PNG")


def test_what_browsers_compare_leads_to_the_entries(shared: Site) -> None:
    facts = json.loads((shared.built / "assets/explainer-facts.json").read_text("utf-8"))["facts"]
    assert facts["houses"][1:] == ["Houses destroyed", "all/numbers/#houses", "412 houses"]
    html = (shared.built / "index.html").read_text("utf-8")
    assert 'href="all/numbers/#all-corrections"' not in html  # There is none to show.
    assert 'data-facts="assets/explainer-facts.json"' in html


def test_the_newest_corrections_lead_to_all_of_them(tmp_path: Path) -> None:
    site = Site(make_site(tmp_path, FILES))
    corrections = (
        "[" + ", ".join(f"{{date: 2021-08-0{day}, was: {day} houses, why: A slip.}}" for day in (1, 4, 2, 3)) + "]"
    )
    site.edit("data/base.yml", "cite: report", f"cite: report\n    corrections: {corrections}")
    assert site.build("--strict").code == 0
    html = (site.built / "index.html").read_text("utf-8")
    block = html[html.index('<div class="changes">') : html.index("<details")]
    assert re.findall(r"<li>(\d) August", block) == ["4", "3", "2"]
    assert 'href="all/numbers/#all-corrections"' in block
    assert 'id="all-corrections"' in (site.built / "all" / "numbers" / "index.html").read_text("utf-8")


def test_without_an_address_there_is_no_picture(tmp_path: Path) -> None:
    settings = SETTINGS.replace("site_url: https://flood.example/a/\n", "")
    site = Site(make_site(tmp_path, FILES | {"mkdocs.yml": settings}))
    assert site.build("--strict").code == 0
    html = (site.built / "index.html").read_text("utf-8")
    assert {"og:image", "og:url"} & metas(html).keys() == set()
    assert list(site.built.rglob("*.png")) == []


def test_another_place_gives_the_same_bytes(shared: Site, tmp_path: Path) -> None:
    again = Site(make_site(tmp_path / "other", FILES))
    assert again.build("--strict", PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C").code == 0
    assert contents(again.built) == contents(shared.built)
