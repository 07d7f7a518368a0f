"""The register of figures: a table that is sorted, filtered and linked, and a list of words on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening
from tests.browser.register_pages import MANY

ROWS = "[data-listing=figures] [data-item]"


def shown(page: Page) -> list[str]:
    found = page.locator(f"{ROWS}:visible").evaluate_all("(rows) => rows.map((row) => row.id)")
    return [str(id) for id in found]


def head(page: Page, name: str) -> Locator:
    return page.locator("th[data-sort] button", has_text=name)


class TestTable:
    def test_numbers_are_sorted_within_their_unit(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register.html").page
        head(page, "Value").click()
        assert shown(page) == [f"houses-{number}" for number in range(2, 13)] + ["level"]
        head(page, "Value").press("Enter")
        assert shown(page) == [f"houses-{number}" for number in range(12, 1, -1)] + ["level"]

    def test_dates_are_sorted_as_dates(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register.html").page
        head(page, "Date").click()
        assert shown(page)[0] == "houses-2"  # 3 July, and "July 10" comes before it by its letters.
        assert shown(page)[-1] == "level"

    def test_a_series_is_found_by_the_status_of_any_point(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register.html").page
        page.get_by_label("Status").select_option("documented")
        assert shown(page) == ["level"]
        assert page.locator("[id=level] > tr").first.locator("[data-fact]").inner_text() == "8 metres"

    def test_a_row_is_linked_by_its_own_address(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + f"register-many.html?find=level#houses-{MANY}").page
        expect(page.locator(f"[id=houses-{MANY}]")).to_be_in_viewport()
        page.get_by_role("link", name="Permanent link: Level of the river").click()
        page.wait_for_url("**#level")

    @pytest.mark.parametrize("state", ["", "?find=level", "?status=documented"])
    def test_a_link_shows_its_row_and_opens_it(self, open_page: Opening, pages: str, state: str) -> None:
        page = open_page(pages + f"register-many.html{state}#houses-{MANY}").page
        expect(page.locator(f"[id=houses-{MANY}] .register-more dl")).to_be_in_viewport()
        page.evaluate(f"location.hash = 'houses-{MANY - 1}'")
        expect(page.locator(f"[id=houses-{MANY - 1}] .register-more dl")).to_be_in_viewport()

    def test_a_column_is_named_without_the_arrow(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register.html").page
        button = page.get_by_role("button", name="Value", exact=True)
        expect(button).to_be_visible()
        button.click()
        expect(page.get_by_role("button", name="Value", exact=True)).to_be_visible()

    def test_a_mark_leads_to_its_footnote(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register-many.html").page
        page.evaluate(f"location.hash = 'fn:houses-{MANY}'")
        expect(page.locator(f"[id='fn:houses-{MANY}']")).to_be_in_viewport()

    def test_many_rows_are_cut_on_a_screen_and_whole_on_paper(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register-many.html").page
        expect(page.locator(f"{ROWS}:visible")).to_have_count(200)
        page.emulate_media(media="print")
        expect(page.locator(f"{ROWS}:visible")).to_have_count(MANY)
        expect(page.get_by_text("district as of 2021").first).to_be_visible()


class TestWithoutScript:
    def test_everything_is_there_and_no_form(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register-many.html", java_script_enabled=False).page
        assert len(shown(page)) == MANY
        expect(page.locator("form")).to_be_hidden()
        page.locator("[id=level] summary").click()
        expect(page.locator("[id=level] .points tbody tr")).to_have_count(2)
        page.get_by_text("Cite this page").press("Enter")
        expect(page.get_by_text("Numbers. The 1% flood. Facts read up to January 5, 2026.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_a_row_is_a_list_on_a_phone(open_page: Opening, pages: str, width: int) -> None:
    page = open_page(pages + "register.html", width=width).page
    page.locator("[id=level] summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cells = page.locator("[id=houses-2] [data-label]")
    tops = cells.evaluate_all("(cells) => cells.map((cell) => cell.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))
    labels = cells.evaluate_all("(cells) => cells.map((cell) => getComputedStyle(cell, '::before').content)")
    assert labels == ['"Value"', '"Date"', '"Who says so"', '"Status"']


@pytest.mark.parametrize("name", ["numbers.html", "sources.html", "terms.html"])
def test_the_sites_own_registers_fit(open_page: Opening, site: str, name: str) -> None:
    page = open_page(site + name, width=320).page
    page.locator("details.register-more").evaluate_all("(all) => all.forEach((details) => { details.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
