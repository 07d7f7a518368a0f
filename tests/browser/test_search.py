"""The search comes when a reader asks for it, from a server and from a folder; pages open from a folder too."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FRAMES, Opening

INDEX = "search/search_index.json"


def find(page: Page, words: str) -> None:
    """Search for words that stand on some page, and see results."""
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("key", ["f", "s", "/"])
def test_by_key(open_page: Opening, site: str, key: str) -> None:
    reader = open_page(site + "about.html", width=1300)
    assert site + INDEX not in reader.requests
    reader.page.keyboard.press(key)
    find(reader.page, "exchange")
    assert reader.requests.count(site + INDEX) == 1


def test_by_touch_on_a_phone(open_page: Opening, site: str) -> None:
    reader = open_page(site + "about.html", width=390, has_touch=True)
    reader.page.locator(".md-header__button[for=__search]").tap()
    expect(reader.page.locator(".md-search__input")).to_be_focused()
    find(reader.page, "exchange")


def test_by_a_link_to_a_search(open_page: Opening, site: str) -> None:
    page = open_page(site + "about.html?q=exchange", width=1300).page
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def test_what_was_searched_is_marked_on_the_page(open_page: Opening, site: str) -> None:
    page = open_page(site + "about.html?h=exchange", width=1300).page
    expect(page.locator("mark[data-md-highlight]").first).to_be_visible()


class TestFromAFolder:
    def test_pages_links_charts_and_search(self, open_page: Opening, built: Path) -> None:
        page = open_page((built / "about.html").as_uri(), width=1300).page
        page.locator(".md-nav--primary a", has_text="The explainer").click()
        page.wait_for_url(lambda url: Path(unquote(urlsplit(url).path)) == built / "index.html")
        expect(page.locator(".chart-live").first).to_be_visible()
        assert page.evaluate("getComputedStyle(document.querySelector('figure.chart')).containerType") == "inline-size"
        page.keyboard.press("f")
        find(page, "exchange")

    def test_the_interactive_chart_keeps_its_picture(self, open_page: Opening, built: Path) -> None:
        page = open_page((built / "editing/charts.html").as_uri()).page
        chart = page.locator("figure.chart:has([data-vega])").first
        chart.scroll_into_view_if_needed()
        page.evaluate(FRAMES)
        expect(chart.locator(".chart-picture > svg:visible")).to_have_count(1)

    def test_every_link_leads_to_a_file(self, built: Path) -> None:
        """No address of a folder, for which only a server has an answer."""
        assert not [path for path in built.rglob("*.html") if 'href="../"' in path.read_text("utf-8")]
