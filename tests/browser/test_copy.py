"""Buttons that copy a citation: what the package's own words say, and a selected text where nothing can be copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening

GRANTED = {"permissions": ["clipboard-read", "clipboard-write"]}


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def buttons_of(page: Page, row: str) -> Locator:
    page.locator(f"[id={row}] summary").click()
    return page.locator(f"[id={row}]").get_by_role("group", name="Cite this figure")


class TestFigure:
    def test_in_words(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register.html?sort=2#level", **GRANTED).page
        group = buttons_of(page, "houses-3")
        group.get_by_role("button", name="Copy citation").click()
        expect(group.get_by_role("status")).to_have_text("Copied.")
        assert copied(page) == (
            "Houses & barns in district 3: 300 houses. According to The mayor. As of July 4, 2021. "
            "Status: claimed by one side. The 1% flood. Facts read up to January 5, 2026. "
            f"{pages}register.html#houses-3"
        )

    def test_for_bibtex(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register-at-home.html", **GRANTED).page
        group = buttons_of(page, "houses-3")
        group.get_by_role("button", name="Copy BibTeX").press("Enter")
        expect(group.get_by_role("status")).to_have_text("Copied.")
        assert copied(page) == (
            "@misc{the-1-flood-houses-3,\n"
            "  title = {Houses \\& barns in district 3: 300 houses},\n"
            "  howpublished = {The 1\\% flood},\n"
            "  year = {2026},\n"
            "  month = jan,\n"
            "  note = {Facts read up to January 5, 2026. According to The mayor. As of July 4, 2021. "
            "Status: claimed by one side.},\n"
            "  url = {https://flood.example/numbers/#houses-3}\n"
            "}"
        )

    def test_a_series_says_its_latest_value(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register-at-home.html", **GRANTED).page
        group = buttons_of(page, "level")
        group.get_by_role("button", name="Copy citation").click()
        expect(group.get_by_role("status")).to_have_text("Copied.")
        assert copied(page).startswith("Level of the river: 8 metres. According to The gauge. As of July 15, 2021.")

    def test_its_link(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register-at-home.html", **GRANTED).page
        group = buttons_of(page, "level")
        group.get_by_role("button", name="Copy link").click()
        expect(group.get_by_role("status")).to_have_text("Copied.")
        assert copied(page) == "https://flood.example/numbers/#level"

    def test_opened_twice_it_has_its_buttons_once(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "register.html").page
        group = buttons_of(page, "level")
        expect(group).to_have_count(1)
        summary = page.locator("[id=level] summary")
        summary.click()
        summary.click()
        expect(group).to_be_visible()
        expect(group).to_have_count(1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Copy citation", "Numbers. The 1% flood. Facts read up to January 5, 2026. {page}"),
        ("Copy link", "{page}"),
    ],
)
def test_a_page_is_cited_by_the_address_in_the_browser(open_page: Opening, pages: str, name: str, text: str) -> None:
    page = open_page(pages + "register.html?find=x#level", **GRANTED).page
    page.get_by_text("Cite this page").click()
    group = page.get_by_role("group", name="Cite this page")
    group.get_by_role("button", name=name).click()
    expect(group.get_by_role("status")).to_have_text("Copied.")
    assert copied(page) == text.format(page=f"{pages}register.html")


@pytest.mark.parametrize("missing", [False, True], ids=["refused", "missing"])
def test_what_cannot_be_copied_is_selected(open_page: Opening, pages: str, *, missing: bool) -> None:
    page = open_page(pages + "none.html").page
    clipboard = "undefined" if missing else "{ writeText: () => Promise.reject(new Error()) }"
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})")
    page.goto(pages + "register-at-home.html")
    group = buttons_of(page, "level")
    for _ in range(2):
        group.get_by_role("button", name="Copy link").click()
        area = group.get_by_role("textbox")
        expect(area).to_be_focused()
        expect(group.get_by_role("status")).to_have_text("Copy the selected text.")
    assert page.evaluate("document.getSelection().toString()") == "https://flood.example/numbers/#level"
