"""A reader's whole visit, with all that a page can be asked to do: no request leaves the site, nothing is refused.

What the browser asked for and complained of is looked at by `open_page` when the visit ends.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.browser.test_search import find

TITLES = ("Timeline", "Numbers", "Who says what", "Terms", "Sources", "About", "The explainer")


def switch_scheme(page: Page) -> None:
    """Switch between light and dark by the button in the header."""
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", str(before))


def test_switching_and_printing_on_every_page(open_page: Opening, site: str) -> None:
    reader = open_page(site, width=1300)
    page = reader.page
    for title in TITLES:
        page.locator(".md-sidebar--primary").get_by_role("link", name=title, exact=True).click()
        expect(page.locator("article h1")).to_be_visible()
        switch_scheme(page)
        page.emulate_media(media="print")
        expect(page.locator(".md-header")).to_be_hidden()
        page.emulate_media(media="screen")
    assert page.pdf().startswith(b"%PDF")
    assert {url.rpartition("/")[2] for url in reader.requests} >= {"timeline.html", "about.html"}


def test_searching_and_going_where_it_leads(open_page: Opening, site: str) -> None:
    page = open_page(site + "about.html", width=1300).page
    for words in ("exchange", "missing"):
        page.keyboard.press("f")
        find(page, words)
        page.locator(".md-search-result__link").first.click()
        expect(page).to_have_url(re.compile(r"\?h="))
        page.wait_for_load_state("load")  # Until then the theme does not know its keys.


def test_printing_what_was_opened(open_page: Opening, site: str) -> None:
    page = open_page(site + "timeline.html", width=1300).page
    page.locator("article details").evaluate_all("(all) => all.forEach((details) => { details.open = true; })")
    assert page.pdf().startswith(b"%PDF")
