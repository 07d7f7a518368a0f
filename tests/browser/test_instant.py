"""This repository's own site with Material's instant navigation: a page put in place answers as a loaded one does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Opening, _Handler, build, serve
from tests.browser.test_cards import shown
from tests.browser.test_copy import GRANTED, copied
from tests.browser.test_lists import query
from tests.browser.test_margin_notes import arranged
from tests.browser.test_opened_parts import NUMBER

CARD = ".number-card"
UNANSWERING = "[data-listing]:has(form.listing-filter):not([data-cut])"
"""Lists whose script has not come yet."""


@pytest.fixture(scope="module")
def instant(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site at the address that it names, without which the theme loads its pages."""
    root = tmp_path_factory.mktemp("instant")
    for name in ("docs", "data"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for address in serve(root / "site", _Handler):
        changes = {
            "# site_url: https://example.org/": f"site_url: {address}",
            "    - navigation.footer\n": "    - navigation.footer\n    - navigation.instant\n",
        }
        for old, new in changes.items():
            assert settings.count(old) == 1
            settings = settings.replace(old, new)
        (root / "mkdocs.yml").write_text(settings, "utf-8")
        build(root, root / "site")
        yield address


def start(open_page: Opening, instant: str, name: str) -> Page:
    """Open a page, in a window that is wide enough for notes in the margin."""
    page = open_page(instant + name, width=1440, **GRANTED).page
    page.evaluate("window.stayed = true")
    return page


def go(page: Page, title: str, name: str) -> None:
    """Go to another page by its link in the navigation, and see its lists answer."""
    page.locator("article").evaluate("(article) => { article.dataset.left = ''; }")
    page.locator(".md-sidebar--primary").get_by_role("link", name=title, exact=True).click()
    expect(page).to_have_url(re.compile(f"/{name}$"))
    # The address is there before the page.
    expect(page.locator("article:not([data-left]) h1")).to_be_in_viewport()
    expect(page.locator(UNANSWERING)).to_have_count(0)
    assert page.evaluate("window.stayed"), "the page was loaded"


def see_a_card(page: Page) -> None:
    """Rest at a number and leave it again."""
    page.locator(NUMBER).first.hover()
    expect(page.locator(CARD)).to_have_count(1)
    page.mouse.move(2, 690)
    expect(page.locator(CARD)).to_have_count(0)


def test_cards_and_notes_in_the_margin(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "sources.html")
    go(page, "The explainer", "index.html")
    count, wrong = arranged(page)
    assert count > 10
    assert wrong == []
    see_a_card(page)


def test_charts(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "about.html")
    go(page, "Numbers", "numbers.html")
    picture = page.locator(".chart-live").first
    picture.focus()
    page.keyboard.press("End")
    last = picture.locator("xpath=ancestor::figure").locator("tr[data-row]").last
    assert shown(page) == last.get_attribute("data-row")


def test_an_interactive_chart(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "about.html")
    go(page, "Charts", "editing/charts.html")
    chart = page.locator("figure.chart:has([data-vega])").first
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".chart-vega:visible svg")).to_be_visible()


def test_the_filter_of_the_timeline(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "about.html")
    go(page, "Timeline", "timeline.html")
    total = page.locator("li[data-event]:visible").count()
    page.get_by_role("combobox", name="Kind").select_option("talks")
    assert 0 < page.locator("li[data-event]:visible").count() < total
    assert query(page) == {"kind": ["talks"]}
    page.locator(".timeline-strip a", has_text="2025").click()
    page.wait_for_url("**#year:2025")
    expect(page.locator('[id="year:2025"]')).to_be_in_viewport()


def test_the_buttons_of_a_register(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "about.html")
    go(page, "Numbers", "numbers.html")
    page.get_by_label("Search", exact=True).last.fill("missing")
    row = page.locator("[data-item]:visible").first
    row.locator("summary").first.click()
    row.get_by_role("button", name="Copy link").click()
    expect(row.get_by_role("status")).to_have_text("Copied.")
    assert copied(page) == f"{instant}numbers.html#{row.get_attribute('id')}"


def test_back_and_forward(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "")
    see_a_card(page)
    go(page, "Timeline", "timeline.html")
    page.get_by_role("combobox", name="Kind").select_option("talks")
    found = page.locator("li[data-event]:visible").count()
    go(page, "Numbers", "numbers.html")
    page.go_back()
    expect(page.get_by_role("combobox", name="Kind")).to_have_value("talks")
    expect(page.locator("li[data-event]:visible")).to_have_count(found)
    page.go_back()
    expect(page.locator("article h1")).to_contain_text("The exchange of bodies and prisoners")
    count, wrong = arranged(page)
    assert count > 10
    assert wrong == []
    see_a_card(page)
    page.go_forward()
    expect(page.locator("li[data-event]:visible")).to_have_count(found)
    assert page.evaluate("window.stayed"), "a page was loaded"


def test_a_search_leads_to_a_page_that_answers(open_page: Opening, instant: str) -> None:
    page = start(open_page, instant, "about.html")
    page.keyboard.press("f")
    page.keyboard.type("exchange of bodies")
    page.locator(".md-search-result__link[href*='index.html'], .md-search-result__link").first.click()
    expect(page.locator("article mark[data-md-highlight]").first).to_be_visible()
    page.locator("article .fact[data-fact]").first.hover()
    expect(page.locator(CARD)).to_have_count(1)
