"""Lists that are searched, narrowed and sorted; the address says how."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opening
from tests.browser.list_pages import MANY

LIST = "[data-listing]"


def shown(page: Page, listing: str = LIST) -> list[str]:
    """Return the ids of the items that are to be seen."""
    found = page.locator(f"{listing} [data-item]:visible").evaluate_all("(items) => items.map((item) => item.id)")
    return [str(id) for id in found]


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address says; of the page itself, since what the driver knows of it may be older."""
    return parse_qs(str(page.evaluate("location.search.slice(1)")))


def said(page: Page) -> str:
    return page.locator("output").first.inner_text()


class TestSearch:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("elbe", ["elbe"]),
            ("ELBE", ["elbe"]),
            ("река", ["don"]),
            ("  lenne ", ["lenne"]),
            ("claimed 1,870", ["don"]),
            ("no such river", []),
            ("9", ["elbe", "aare", "lenne"]),  # In numbers and years; every name has a footnote 9.
        ],
    )
    def test_words_are_found_whatever_their_case_and_accents(
        self, open_page: Opening, pages: str, text: str, found: list[str]
    ) -> None:
        page = open_page(pages + "list.html").page
        page.get_by_label("Search").fill(text)
        expect(page.locator("output")).to_have_text(f"{len(found)} of 4")
        assert shown(page) == found
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("find") == [text.strip()])

    def test_the_numbers_of_footnotes_are_not_searched(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html").page
        page.get_by_label("Search").fill("don-река9")
        expect(page.locator("output")).to_have_text("0 of 4")


class TestFacets:
    def test_an_item_may_have_several_values(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html").page
        options = page.get_by_label("status").locator("option").all_inner_texts()
        assert options == ["all", "claimed (2)", "confirmed (1)", "disputed (1)"]
        page.get_by_label("status").select_option("claimed")
        assert shown(page) == ["elbe", "don"]
        page.get_by_label("status").select_option("disputed")
        assert shown(page) == ["don"]
        page.get_by_role("button", name="Clear").click()
        assert len(shown(page)) == 4
        assert query(page) == {}

    def test_by_keyboard_alone(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html").page
        page.get_by_label("Search").focus()
        page.keyboard.type("1,870")
        page.keyboard.press("Tab")
        page.keyboard.type("d")  # The option that begins so.
        assert shown(page) == ["don"]
        assert query(page) == {"find": ["1,870"], "status": ["disputed"]}
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert len(shown(page)) == 4

    def test_by_touch(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html", width=320, has_touch=True, is_mobile=True).page
        page.get_by_label("Search").tap()
        page.keyboard.insert_text("aare")
        assert shown(page) == ["aare"]
        page.get_by_role("button", name="Clear").tap()
        page.get_by_role("button", name="number").tap()
        assert shown(page)[0] == "lenne"


class TestAddress:
    def test_a_view_can_be_linked(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html?h=x&find=1,870&status=claimed&sort=-name").page
        assert shown(page) == ["don"]
        assert page.get_by_label("Search").input_value() == "1,870"
        assert page.get_by_label("status").input_value() == "claimed"
        page.get_by_label("Search").fill("")
        assert shown(page) == ["don", "elbe"]
        page.wait_for_url(lambda url: "find" not in url)
        assert query(page) == {"h": ["x"], "status": ["claimed"], "sort": ["-name"]}

    def test_what_was_typed_is_kept_when_one_leaves_at_once(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html").page
        page.get_by_label("Search").fill("elbe")
        page.keyboard.press("Tab")
        assert query(page) == {"find": ["elbe"]}

    def test_what_was_entered_before_the_script_is_kept(self, open_page: Opening, pages: str) -> None:
        page, held = open_page(pages + "none.html").page, list[Route]()
        page.route("**/explainer-lists.js", lambda route: held.append(route))
        page.goto(pages + "list.html?find=aare&status=claimed", wait_until="commit")
        page.get_by_label("Search").fill("1,870")
        assert len(shown(page)) == 4
        held[0].continue_()
        page.wait_for_url("**?find=1%2C870&status=claimed")
        assert shown(page) == ["don"]

    def test_values_that_there_are_not_narrow_nothing(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html?status=unheard&sort=of&q=material").page
        assert len(shown(page)) == 4
        assert page.get_by_label("status").input_value() == ""

    def test_back_and_forward(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html?status=claimed").page
        page.locator("#jump").click()
        page.wait_for_url("**?status=claimed#lenne")
        page.get_by_label("status").select_option("confirmed")
        assert shown(page) == ["aare"]
        page.go_back()
        expect(page.locator("output")).to_have_text("2 of 4")
        page.go_forward()
        # The entry that the address names is shown besides.
        expect(page.locator("output")).to_have_text("2 of 4")
        assert shown(page) == ["aare", "lenne"]

    def test_a_link_shows_what_the_filter_leaves_out(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "list.html?status=claimed#aare").page
        assert shown(page) == ["elbe", "don", "aare"]
        page.locator("#jump").click()
        assert shown(page) == ["elbe", "don", "lenne"]
        page.get_by_label("Search").fill("elbe")
        assert shown(page) == ["elbe"]

    def test_every_list_of_a_page_has_its_own_part(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "lists.html?find=aare&rivers-find=lenne&brooks-find=1,870").page
        expect(page.locator("output")).to_have_text(["1 of 4"] * 3)
        assert [shown(page, f":nth-match({LIST}, {n + 1})") for n in range(3)] == [["aare"], ["b-lenne"], ["c-don"]]
        page.locator(LIST).nth(2).get_by_label("status").select_option("claimed")
        assert query(page)["brooks-status"] == ["claimed"]


class TestSorting:
    @pytest.mark.parametrize(
        ("column", "up", "down"),
        [
            ("name", ["aare", "elbe", "lenne", "don"], ["don", "lenne", "elbe", "aare"]),
            ("number", ["lenne", "elbe", "don", "aare"], ["don", "elbe", "lenne", "aare"]),  # One has none.
            ("day", ["aare", "don", "elbe", "lenne"], ["lenne", "elbe", "don", "aare"]),
        ],
    )
    def test_a_column_sorts_both_ways(
        self, open_page: Opening, pages: str, column: str, up: list[str], down: list[str]
    ) -> None:
        page = open_page(pages + "list.html").page
        head = page.locator("th", has=page.get_by_role("button", name=column))
        head.get_by_role("button").click()
        assert (shown(page), head.get_attribute("aria-sort")) == (up, "ascending")
        assert query(page)["sort"] == [column]
        head.get_by_role("button").press("Enter")
        assert (shown(page), head.get_attribute("aria-sort")) == (down, "descending")
        page.reload()
        assert shown(page) == down
        page.get_by_role("button", name="Clear").click()
        assert shown(page) == ["elbe", "don", "aare", "lenne"]
        assert page.locator("[aria-sort]").count() == 0


class TestLongList:
    def test_the_first_are_shown_and_all_on_request(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html").page
        more = page.get_by_role("button", name="Show all 5,000")
        expect(more).to_be_visible()
        assert len(shown(page)) == 200
        more.press("Enter")
        assert len(shown(page)) == MANY
        expect(page.locator("#row-200")).to_be_focused()
        expect(page.locator(".listing-more")).to_be_hidden()

    def test_matches_are_counted_beyond_the_first(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html").page
        page.get_by_label("Search").fill("by 49")
        expect(page.locator("output")).to_have_text("0 of 5,000")
        page.get_by_label("Search").fill("them 49")
        count = sum("49" in f"{n} {n * 7:,} 20{n % 90 + 10}" for n in range(MANY))
        expect(page.locator("output")).to_have_text(f"{count} of 5,000")
        expect(page.get_by_role("button", name="Show all")).to_be_visible()
        page.get_by_label("Search").fill("them 4999")
        assert shown(page) == ["row-4999"]

    def test_a_link_to_an_item_beyond_the_first(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html#row-4321").page
        expect(page.locator("#row-4321")).to_be_in_viewport()

    def test_a_link_shows_its_item_beside_the_first_ones(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html").page
        page.evaluate("location.hash = 'row-4321'")
        expect(page.locator("#row-4321")).to_be_in_viewport()
        assert shown(page) == [*(f"row-{n}" for n in range(200)), "row-4321"]

    def test_the_first_matches_come_at_once_and_the_others_when_one_has_typed(
        self, open_page: Opening, pages: str
    ) -> None:
        page = open_page(pages + "long-list.html").page
        search = page.get_by_label("Search")
        count = "(items) => items.filter((item) => item.checkVisibility()).length"
        search.evaluate("(field) => { field.value = 'them 49'; }")
        at_once = search.evaluate(
            "(field) => { field.dispatchEvent(new Event('input', { bubbles: true }));"
            f" return ({count})([...document.querySelectorAll('[data-item]')]); }}"
        )
        assert 0 < at_once < 200
        expect(page.locator(f"{LIST} [data-item]:visible")).to_have_count(200)

    def test_a_browser_that_is_about_to_print_gets_all_of_it(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html").page
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert len(shown(page)) == MANY
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(shown(page)) == 200

    def test_paper_has_all_of_it(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html").page
        page.emulate_media(media="print")
        expect(page.locator(f"{LIST} [data-item]:visible")).to_have_count(MANY)
        expect(page.locator("form")).to_be_hidden()
        page.emulate_media(media="screen")
        page.get_by_label("status").select_option("confirmed")
        page.emulate_media(media="print")
        expect(page.locator(f"{LIST} [data-item]:visible")).to_have_count(sum(n % 3 == 1 for n in range(MANY)))
        expect(page.locator("output")).to_be_visible()  # It says that something is left out.


class TestGroups:
    def test_a_group_says_how_many_of_it_are_left(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "grouped-list.html").page
        expect(page.locator("#new")).to_be_hidden()  # It begins beyond the first items.
        page.get_by_label("Search").fill("25")
        assert page.locator("[data-group-count]").all_inner_texts() == ["3 of 250", "all 5"]
        expect(page.locator("#new")).to_be_visible()
        page.get_by_label("Search").fill("item 251")
        expect(page.locator("#old")).to_be_hidden()
        expect(page.locator("[data-group-count]").last).to_have_text("1 of 5")
        assert page.locator("[data-empty]").evaluate_all("(links) => links.map((link) => link.hash)") == ["#old"]
        page.get_by_role("button", name="Clear").click()
        assert page.locator("[data-group-count]").all_text_contents() == ["all 250", "all 5"]

    def test_a_link_to_a_group_beyond_the_first_items(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "grouped-list.html").page
        page.get_by_role("link", name="new").click()
        expect(page.locator("#new")).to_be_in_viewport()


class TestWithoutScript:
    def test_everything_is_there_and_no_form(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "long-list.html", java_script_enabled=False).page
        assert page.locator("[data-item]:visible").count() == MANY
        expect(page.locator("form")).to_be_hidden()
        expect(page.locator(".listing-more")).to_be_hidden()


def test_the_form_is_there_before_the_script_and_moves_nothing(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "none.html", loud=True).page  # The browser complains of what is kept from it.
    page.route("**/explainer-lists.js", lambda route: route.abort())
    page.goto(pages + "list.html", wait_until="commit")
    expect(page.get_by_label("Search")).to_be_visible()
    before = page.locator("[data-listing]").bounding_box()
    page.unroute("**/explainer-lists.js")
    page.reload()
    page.get_by_label("Search").fill("x")
    page.get_by_label("Search").fill("")
    assert page.locator("[data-listing]").bounding_box() == before
