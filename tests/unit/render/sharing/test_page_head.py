"""What a page says of itself: nothing twice, nothing unescaped, nothing that is not known."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from babel import Locale

from explainer.model.dates import read_date
from explainer.model.kinds import Source
from explainer.render.sharing.json_ld import json_ld
from explainer.render.sharing.page_head import og_locale, with_head
from explainer.render.sharing.shared_page import CardImage, SharedPage

ATTACK = "</title></script><script>alert(1)</script>\"'><!-- \u2028 &amp; <img src=x onerror=alert(1)>"
SOURCE = Source.model_validate(
    {"title": "Report", "publisher": "Archive", "published": "2021-07", "accessed": "2023-01-05", "language": "de"}
    | {"url": "https://archive.example/report"}
)
PAGE = SharedPage(
    title="The flood",
    description="How it came.",
    site_name="The valley",
    locale=Locale("en", "GB"),
    url="https://valley.example/flood/",
    site_url="https://valley.example/",
    sources=(SOURCE,),
    read=read_date("2023-01-05"),
    image=CardImage(url="https://valley.example/card.png", alt="412 houses"),
)
BARE = "<!doctype html><html><head><meta charset=utf-8></head><body><p>Text</p></body></html>"


class _Tags(HTMLParser):
    """Collects what a page's head and its data blocks hold."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.data: list[str] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.open = tag

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open in ("script", "title"):
            self.data.append(data)


def tags(html: str) -> _Tags:
    parser = _Tags()
    parser.feed(html)
    return parser


def metas(html: str) -> list[tuple[str, str]]:
    found = [given for tag, given in tags(html).tags if tag == "meta"]
    return [(given.get("name") or given.get("property") or "", given.get("content", "")) for given in found][1:]


def said(page: SharedPage) -> Any:
    return json.loads(json_ld(page))


def test_a_bare_head_gets_all() -> None:
    html = with_head(BARE, PAGE)
    assert metas(html) == [
        ("description", "How it came."),
        ("og:type", "article"),
        ("og:site_name", "The valley"),
        ("og:title", "The flood"),
        ("og:description", "How it came."),
        ("og:locale", "en_GB"),
        ("og:url", "https://valley.example/flood/"),
        ("og:image", "https://valley.example/card.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "412 houses"),
        ("twitter:card", "summary_large_image"),
    ]
    assert ("link", {"rel": "canonical", "href": "https://valley.example/flood/"}) in tags(html).tags
    assert tags(html).data[0] == "The flood - The valley"
    assert html.index("<p>Text</p>") < html.index("application/ld+json") < html.index("</body>")


def test_what_the_theme_says_is_not_said_again() -> None:
    own = (
        '<title>Own</title><META NAME="description" content="own"><link href="x" rel="canonical">'
        '<meta property="og:title" content="own"><meta property="og:image" content="own">'
    )
    found = metas(with_head(BARE.replace("<meta charset=utf-8>", f"<meta charset=utf-8>{own}"), PAGE))
    assert [content for name, content in found if name in ("description", "og:title", "og:image")] == ["own"] * 3
    assert not any(name.startswith("og:image:") for name, _ in found)
    html = with_head(BARE.replace("<meta charset=utf-8>", own), PAGE)
    assert (html.count("<title>"), html.count('rel="canonical"')) == (1, 1)


def test_without_an_address_nothing_needs_one() -> None:
    page = replace(PAGE, url="", site_url="", image=None, description="", is_home=True)
    html = with_head(BARE, page)
    assert [name for name, _ in metas(html)] == ["og:type", "og:site_name", "og:title", "og:locale", "twitter:card"]
    assert ("og:type", "website") in metas(html)
    assert "canonical" not in html
    assert {"url", "image", "description"} & said(page).keys() == set()


def test_a_page_without_a_head_stays_as_it_is() -> None:
    assert with_head("<p>A part.</p>", PAGE) == "<p>A part.</p>"


def test_no_text_gets_out_of_its_place() -> None:
    source = SOURCE.model_copy(update={"title": ATTACK, "publisher": ATTACK})
    image = CardImage(url="https://valley.example/card.png", alt=ATTACK)
    page = replace(PAGE, title=ATTACK, description=ATTACK, site_name=ATTACK, sources=(source,), image=image)
    html = with_head(BARE, page)
    assert [tag for tag, _ in tags(html).tags if tag in ("script", "img")] == ["script"]
    assert html.count("</script>") == 1
    assert {content for name, content in metas(html) if name in ("og:title", "og:image:alt", "description")} == {ATTACK}
    found = said(page)
    assert (found["headline"], found["citation"][0]["name"]) == (ATTACK, ATTACK)
    assert re.findall("[<>&\u2028\u2029]", str(json_ld(page))) == []


def test_an_article_in_schema_orgs_words() -> None:
    assert said(PAGE) == {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": "The flood",
        "description": "How it came.",
        "inLanguage": "en-GB",
        "url": "https://valley.example/flood/",
        "image": "https://valley.example/card.png",
        "isPartOf": {"@type": "WebSite", "name": "The valley", "url": "https://valley.example/"},
        "publisher": {"@type": "Organization", "name": "The valley"},
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": "https://valley.example/flood/",
            "lastReviewed": "2023-01-05",
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "name": "Report",
                "publisher": {"@type": "Organization", "name": "Archive"},
                "datePublished": "2021-07",
                "url": "https://archive.example/report",
                "inLanguage": "de",
            }
        ],
    }


def test_a_register_is_a_collection() -> None:
    found = said(replace(PAGE, is_register=True))
    assert (found["@type"], found["name"], found["lastReviewed"]) == ("CollectionPage", "The flood", "2023-01-05")
    assert {"headline", "mainEntityOfPage"} & found.keys() == set()


@pytest.mark.parametrize(
    ("locale", "name"),
    [(("en", "GB"), "en_GB"), (("en",), "en_US"), (("uk",), "uk_UA"), (("ru",), "ru_RU"), (("ar",), "ar_EG")],
)
def test_a_locale_has_the_likeliest_territory(locale: tuple[str, ...], name: str) -> None:
    assert og_locale(Locale(*locale)) == name
