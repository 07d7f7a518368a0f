"""What a reader opens, in this repository's own site: no barrier in it, in either scheme."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.axe import barriers
from tests.browser.conftest import Opening
from tests.browser.test_search import find

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
Scheme = Literal["light", "dark"]
# A window, and a phone.
WIDTHS = pytest.mark.parametrize("width", [390, 1300])
NUMBER = "article p .fact[data-fact]"
PHONE = {"width": 390, "has_touch": True, "is_mobile": True}


@SCHEMES
def test_the_card_of_a_number(open_page: Opening, site: str, scheme: Scheme) -> None:
    page = open_page(site, width=1300, color_scheme=scheme).page
    page.locator(NUMBER).first.hover()
    expect(page.locator(".number-card")).to_be_visible()
    assert barriers(page, ".number-card") == []


@SCHEMES
def test_the_sheet_on_a_phone(open_page: Opening, site: str, scheme: Scheme) -> None:
    page = open_page(site, color_scheme=scheme, **PHONE).page
    page.locator(NUMBER).first.tap()
    expect(page.locator(".number-card-close")).to_be_visible()
    assert barriers(page, ".number-card") == []


@SCHEMES
@WIDTHS
def test_the_card_of_a_chart(open_page: Opening, site: str, width: int, scheme: Scheme) -> None:
    page = open_page(site, width=width, color_scheme=scheme).page
    page.locator(".chart-live").first.focus()
    page.keyboard.press("Home")
    expect(page.locator(".chart-card:visible")).to_have_count(1)
    assert barriers(page, ".chart-card:not([hidden])") == []


@SCHEMES
def test_the_menu_on_a_phone(open_page: Opening, site: str, scheme: Scheme) -> None:
    page = open_page(site + "timeline.html", color_scheme=scheme, **PHONE).page
    page.locator(".md-header__button[for=__drawer]").tap()
    expect(page.locator(".md-nav--primary").get_by_role("link", name="Timeline", exact=True)).to_be_in_viewport()
    assert barriers(page, ".md-sidebar--primary") == []


@SCHEMES
@WIDTHS
def test_the_results_of_a_search(open_page: Opening, site: str, width: int, scheme: Scheme) -> None:
    page = open_page(site + "about.html", width=width, color_scheme=scheme).page
    page.keyboard.press("f")
    find(page, "exchange")
    assert barriers(page, ".md-search") == []


@SCHEMES
@WIDTHS
def test_a_row_of_a_narrowed_register(open_page: Opening, site: str, width: int, scheme: Scheme) -> None:
    page = open_page(site + "numbers.html", width=width, color_scheme=scheme).page
    page.get_by_label("Status").select_option("claimed")
    expect(page.locator("[data-narrowed]")).to_have_count(1)
    row = page.locator("[data-item]:visible").first
    row.locator("summary").first.click()
    expect(row.locator(".citing-copy")).to_be_visible()
    assert barriers(page, "[data-item]:has(details[open])") == []
    assert barriers(page, ".listing-filter") == []
