"""A page that runs from right to left: mirrored, whole, and with its numbers as they are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Opening, _Handler, serve
from tests.sites.conftest import SITES, Site


@pytest.fixture(scope="module")
def arabic(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("arabic") / "arabic"
    shutil.copytree(SITES / "arabic", root)
    done = Site(root).build()
    assert done.code == 0, done.log
    yield from serve(Site(root).built, _Handler)


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_nothing_scrolls_sideways(open_page: Opening, arabic: str, width: int) -> None:
    page = open_page(arabic, width=width).page
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_number_stands_in_the_order_in_which_it_is_read(open_page: Opening, arabic: str) -> None:
    page = open_page(arabic, width=1440).page
    # Of the words "about 14,060 to 14,063", the places from left to right.
    places = page.locator('article [data-fact="budynky"]').first.evaluate(
        """(fact) => {
            const node = fact.firstChild;
            return ["about", "14,060", "to", "14,063"].map((word) => {
                const range = document.createRange();
                range.setStart(node, node.data.indexOf(word));
                range.setEnd(node, node.data.indexOf(word) + word.length);
                return range.getBoundingClientRect().left;
            });
        }"""
    )
    assert places == sorted(places)


def test_a_title_in_english_is_not_turned(open_page: Opening, arabic: str) -> None:
    page = open_page(arabic, width=1440).page
    left, right = page.locator(".register-sources cite[lang=en]").first.evaluate(
        """(cite) => ["412", "gone"].map((word) => {
            const node = cite.firstChild;
            const range = document.createRange();
            range.setStart(node, node.data.indexOf(word));
            range.setEnd(node, node.data.indexOf(word) + word.length);
            return range.getBoundingClientRect().left;
        })"""
    )
    assert left < right


@pytest.mark.parametrize("selector", [".chart-title", ".fact-card-value", ".dispute-question"])
def test_texts_begin_at_the_right(open_page: Opening, arabic: str, selector: str) -> None:
    page = open_page(arabic, width=1440).page
    gaps = page.locator(selector).first.evaluate(
        """(element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const text = range.getBoundingClientRect(), box = element.getBoundingClientRect();
            return [box.right - text.right, text.left - box.left];
        }"""
    )
    assert abs(gaps[0]) < 2 < gaps[1]
