"""The card at a number: by mouse, finger and keyboard; in the window, with what the footnote says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from explainer.render.page_assets import page_assets
from tests.browser.conftest import Opening, _StrictHandler, serve
from tests.browser.number_pages import write_number_pages

FACT, EVENT = '.fact[data-fact="bodies"]', 'a.fact[data-fact="exchange"]'
MARKS = "a.footnote-ref[role=doc-noteref]"


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve pages with printed facts, under the policy."""
    folder = tmp_path_factory.mktemp("numbers")
    for name, content in page_assets().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_number_pages(folder)
    yield from serve(folder, _StrictHandler)


def card(page: Page) -> Locator:
    return page.locator(".number-card")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


class TestMouse:
    def test_it_shows_the_footnote_and_repeats_no_id(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator(FACT).hover()
        expect(card(page)).to_have_text("bodiesA paper")
        expect(card(page)).to_have_attribute("aria-label", "1,000 bodies")
        assert page.locator('[id="fn:bodies"]').count() == 1
        assert card(page).locator("[id], .footnote-backref").count() == 0

    def test_it_stays_while_the_mouse_is_in_it_and_goes_with_it(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator(FACT).hover()
        card(page).locator("a").hover()
        # Longer than the mouse has to get from the number into the card.
        page.wait_for_function("start => performance.now() > start + 600", arg=page.evaluate("performance.now()"))
        expect(card(page)).to_be_visible()
        page.mouse.move(2, 690)
        expect(card(page)).to_have_count(0)

    def test_one_card_is_open(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator(FACT).hover()
        expect(card(page)).to_contain_text("bodies")
        page.locator(MARKS).last.hover()
        expect(card(page)).to_contain_text("paper")
        expect(card(page)).to_have_count(1)

    def test_a_click_keeps_it_and_a_second_closes_it(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator(FACT).click()
        page.locator(EVENT).hover()
        expect(card(page)).to_have_attribute("aria-label", "1,000 bodies")
        page.locator(FACT).click()
        expect(card(page)).to_have_count(0)

    def test_escape_closes_it(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator(FACT).hover()
        expect(card(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(card(page)).to_have_count(0)

    def test_links_lead_where_they_lead(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator(EVENT).hover()
        expect(card(page)).to_contain_text("exchange")
        page.locator(EVENT).click()
        expect(page).to_have_url(re.compile("#timeline$"))
        page.locator(MARKS).last.click()
        expect(page).to_have_url(re.compile("#fn:paper$"))

    def test_a_click_with_a_key_is_the_browsers(self, open_page: Opening, numbers: str) -> None:
        reader = open_page(numbers)
        with reader.context.expect_page() as opened:
            reader.page.locator(MARKS).last.click(modifiers=["ControlOrMeta"])
        # A new window is empty before it is what was asked for.
        expect(opened.value).to_have_url(re.compile("#fn:paper$"))

    def test_where_the_theme_has_cards_at_marks_ours_are_at_facts(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers + "tooltips.html").page
        page.locator(MARKS).last.focus()
        expect(card(page)).to_have_count(0)
        page.locator(FACT).hover()
        expect(card(page)).to_be_visible()


class TestKeyboard:
    def test_tab_leads_into_the_card_and_on(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator("p a").first.focus()
        page.keyboard.press("Tab")
        assert focused(page) == "#fn:bodies"
        expect(card(page)).to_be_visible()
        expect(page.locator("a[aria-expanded=true]")).to_have_attribute("href", "#fn:bodies")
        ring = "getComputedStyle(document.querySelector('.fact[data-fact=bodies]')).outlineStyle"
        assert page.evaluate(ring) == "solid"
        page.keyboard.press("Tab")
        assert focused(page) == "https://example.org/paper"
        page.keyboard.press("Shift+Tab")
        assert focused(page) == "#fn:bodies"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(card(page)).to_have_attribute("aria-label", "the exchange")
        assert page.locator("a[aria-expanded]").count() == 1

    @pytest.mark.parametrize("tabs", [1, 2])
    def test_escape_leaves_the_focus_at_the_mark(self, open_page: Opening, numbers: str, tabs: int) -> None:
        page = open_page(numbers).page
        page.locator("p a").first.focus()
        for _ in range(tabs):
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(card(page)).to_have_count(0)
        assert focused(page) == "#fn:bodies"

    def test_enter_follows_the_mark(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        page.locator("p a").first.focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#fn:bodies$"))
        expect(card(page)).to_have_count(0)


class TestFinger:
    def test_a_sheet_with_a_button_that_closes_it(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers, width=390, has_touch=True, is_mobile=True).page
        page.locator(FACT).tap()
        box = card(page).bounding_box()
        assert box is not None
        assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 700)
        page.get_by_role("button", name="Close").tap()
        expect(card(page)).to_have_count(0)

    def test_links_are_followed_by_the_second_tap(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers, width=390, has_touch=True, is_mobile=True).page
        for target, label, end in ((page.locator(MARKS).last, "3", "#fn:paper"), (page.locator(EVENT), "the", "#time")):
            page.evaluate("scrollTo(0, 0)")
            target.tap()
            expect(card(page)).to_have_attribute("aria-label", re.compile(f"^{label}"))
            assert end not in page.url
            target.tap()
            expect(page).to_have_url(re.compile(end))

    def test_a_tap_elsewhere_closes_it(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers, width=390, has_touch=True, is_mobile=True).page
        page.locator(FACT).tap()
        expect(card(page)).to_be_visible()
        page.touchscreen.tap(300, 60)
        expect(card(page)).to_have_count(0)


class TestMarks:
    def test_they_are_heard_and_not_seen_behind_a_fact(self, open_page: Opening, numbers: str) -> None:
        page = open_page(numbers).page
        widths = page.locator("sup").evaluate_all("(all) => all.map((sup) => sup.getBoundingClientRect().width)")
        assert [width <= 1 for width in widths] == [True, True, False]
        for mark in page.locator(MARKS).all():
            mark.focus()
            expect(mark).to_be_focused()

    @pytest.mark.parametrize("without", ["script", "screen"])
    def test_they_show_on_paper_and_without_script(self, open_page: Opening, numbers: str, without: str) -> None:
        page = open_page(numbers, java_script_enabled=without != "script").page
        if without == "screen":
            page.emulate_media(media="print")
        widths = page.locator("sup").evaluate_all("(all) => all.map((sup) => sup.getBoundingClientRect().width)")
        assert all(width > 4 for width in widths)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (768, "light"), (1440, "dark")])
def test_every_card_of_the_site_is_in_the_window(open_page: Opening, site: str, width: int, scheme: str) -> None:
    page = open_page(site, width=width, color_scheme=scheme).page
    page.keyboard.press("Tab")  # What is focused from now on is focused by the keyboard.
    found = page.evaluate(
        """() => {
            const wrong = [];
            const plain = (element) => {
                const copy = element.cloneNode(true);
                for (const part of copy.querySelectorAll(".footnote-backref, .number-card-close")) part.remove();
                return copy.textContent.replace(/\\s+/g, " ").trim();
            };
            const marks = [...document.querySelectorAll("a.footnote-ref")].filter((mark) => mark.checkVisibility());
            let seen = 0;
            for (const mark of marks.filter((_, index) => index % 7 === 0)) {
                mark.focus({ preventScroll: true });
                mark.scrollIntoView({ block: "center", behavior: "instant" });
                const card = document.querySelector(".number-card");
                if (!card) { wrong.push([mark.hash, "no card"]); continue; }
                dispatchEvent(new Event("resize"));
                const box = card.getBoundingClientRect();
                const top = document.querySelector(".md-header").getBoundingClientRect().bottom;
                const inside = box.left >= 0 && box.right <= innerWidth && box.top >= top && box.bottom <= innerHeight;
                if (!inside || box.height < 40) wrong.push([mark.hash, box.left, box.top, box.right, box.bottom]);
                const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
                if (plain(card) !== plain(note)) wrong.push([mark.hash, "another text"]);
                if (document.querySelectorAll(".number-card").length !== 1) wrong.push([mark.hash, "several"]);
                seen += 1;
            }
            return [seen, wrong];
        }"""
    )
    assert found[1] == []
    assert found[0] > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def looks_of_states(page: Page) -> dict[str, str]:
    """Return how the words of a page's key are underlined, by the state that they name."""
    found = page.locator(".status-key .fact").evaluate_all(
        """(words) => words.map((word) => { const style = getComputedStyle(word); return [word.dataset.status,
            [style.textDecorationLine, style.textDecorationStyle, style.borderBottomStyle].join(" ")]; })"""
    )
    looks = {str(state): str(look) for state, look in found}
    assert looks.pop("documented") == looks["confirmed"]  # Of both, nobody says otherwise.
    return looks


def test_states_of_claims_differ_without_colour(open_page: Opening, site: str) -> None:
    looks = looks_of_states(open_page(site).page)
    assert len(set(looks.values())) == len(looks) == 6


def test_it_works_after_instant_navigation(open_page: Opening, numbers: str) -> None:
    page = open_page(numbers, loud=True).page
    page.locator(FACT).hover()
    expect(card(page)).to_be_visible()
    # As the theme does it: another page's content in place of this one's, and the scripts stay.
    page.evaluate(
        """() => {
            const article = document.querySelector("article");
            const next = article.cloneNode(true);
            for (const card of next.querySelectorAll(".number-card")) card.remove();
            article.replaceWith(next);
        }"""
    )
    expect(card(page)).to_have_count(0)
    page.mouse.move(2, 690)
    page.locator(FACT).hover()
    expect(card(page)).to_be_visible()
