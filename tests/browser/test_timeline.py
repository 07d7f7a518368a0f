"""The timeline and the disputes of this repository's own site, as readers meet them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.browser.test_lists import query

WIDTHS = pytest.mark.parametrize("width", [320, 390, 768, 1440])


def kinds(page: Page) -> set[str]:
    found = page.locator("li[data-event]:visible").evaluate_all("(items) => items.map((item) => item.dataset.kind)")
    return {str(kind) for kind in found}


def year_in_sight(page: Page) -> str:
    """Return the year whose heading stands right below the theme's header."""
    return str(
        page.evaluate(
            """() => {
              const below = document.querySelector(".md-header").getBoundingClientRect().bottom;
              const found = [...document.querySelectorAll(".timeline-heading")]
                .filter((heading) => Math.abs(heading.getBoundingClientRect().top - below) < 2);
              return found.length === 1 ? found[0].firstChild.data.trim() : "";
            }"""
        )
    )


class TestTimeline:
    @WIDTHS
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_fits_the_window(self, open_page: Opening, site: str, width: int, scheme: str) -> None:
        page = open_page(site + "timeline.html", width=width, color_scheme=scheme).page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        strip = page.locator(".timeline-strip")
        assert strip.evaluate("(strip) => strip.scrollWidth <= strip.clientWidth")
        targets = strip.locator("a").evaluate_all("(links) => links.map((link) => link.getBoundingClientRect())")
        assert min(min(target["width"], target["height"]) for target in targets) >= 24

    @WIDTHS
    def test_the_year_stays_in_sight(self, open_page: Opening, site: str, width: int) -> None:
        page = open_page(site + "timeline.html", width=width).page
        entry = page.locator("section", has=page.locator('[id="year:2025"]')).or_(page.locator('[id="year:2025"]'))
        entry.locator("li").nth(20).evaluate("(item) => item.scrollIntoView({ block: 'center' })")
        assert year_in_sight(page) == "2025"

    def test_the_year_stays_below_tabs_that_stay(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html", width=1440).page
        # What the theme prints with the feature navigation.tabs.sticky, and how high that is.
        page.locator(".md-header").evaluate(
            "(header) => { header.classList.add('md-header--lifted'); header.style.height = '4.8rem'; }"
        )
        page.evaluate("location.hash = '#exchange-2025-06-11'")
        expect(page.locator('[id="exchange-2025-06-11"]')).to_be_in_viewport()
        assert year_in_sight(page) == "2025"

    def test_a_year_of_the_strip_leads_to_it(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html", width=390).page
        page.locator(".timeline-strip a", has_text="2024").click()
        page.wait_for_url("**#year:2024")
        assert year_in_sight(page) == "2024"

    def test_the_strip_follows_the_filter(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html?kind=talks").page
        assert kinds(page) == {"talks"}
        bars = page.locator(".timeline-strip rect").evaluate_all(
            "(bars) => bars.map((bar) => [bar.style.opacity === '1', bar.dataset.bar])"
        )
        shown = page.locator("li[data-event]:visible").evaluate_all("(items) => items.map((item) => item.dataset.bar)")
        assert {bar for is_full, bar in bars if is_full} == set(shown)
        years = page.locator(".timeline-strip a:visible .timeline-part").all_inner_texts()
        headings = page.locator(".timeline-heading:visible").all_inner_texts()
        assert [heading[:4] for heading in headings] == years

    def test_filters_by_kind_side_and_actor(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html").page
        page.get_by_role("combobox", name="Kind").select_option("exchange")
        page.get_by_role("combobox", name="Side").select_option("Russia")
        page.get_by_role("combobox", name="Who").select_option("ukraine")
        assert kinds(page) == {"exchange"}
        assert query(page) == {"kind": ["exchange"], "side": ["Russia"], "actor": ["ukraine"]}
        page.reload()
        assert kinds(page) == {"exchange"}

    def test_the_permanent_link_of_an_entry_leads_to_it_below_the_year(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html?kind=talks", width=390).page
        page.goto(site + "timeline.html?kind=talks#exchange-2025-06-11")
        entry = page.locator("#exchange-2025-06-11")
        expect(entry).to_be_in_viewport()
        link = entry.locator("a.permalink")
        expect(link).to_have_attribute("href", "#exchange-2025-06-11")
        name = entry.locator(".fact").first.inner_text()
        expect(link).to_have_accessible_name(f"Permanent link: {name}")
        tops = entry.evaluate(
            "(item) => [item.getBoundingClientRect().top,"
            " item.closest('section').querySelector('.timeline-heading').getBoundingClientRect().bottom]"
        )
        assert tops[0] >= tops[1]

    def test_without_script(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html", java_script_enabled=False).page
        expect(page.locator(".timeline")).to_have_count(1)
        total = page.locator("li[data-event]").count()
        assert page.locator(".timeline > section > ol > li[data-event]:visible").count() == total
        expect(page.locator(".listing-filter")).to_be_hidden()
        page.locator(".timeline-strip a", has_text="2026").click()
        assert year_in_sight(page) == "2026"

    def test_paper_has_every_event_and_no_form(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "timeline.html").page
        page.emulate_media(media="print")
        assert page.locator("li[data-event]:visible").count() == page.locator("li[data-event]").count()
        expect(page.locator(".listing-filter")).to_be_hidden()


class TestDisputes:
    @WIDTHS
    def test_fit_the_window(self, open_page: Opening, site: str, width: int) -> None:
        page = open_page(site + "disputes.html", width=width).page
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        sides = page.locator("#how-many-bodies-june-2025 [data-side]")
        places = sides.evaluate_all("(sides) => sides.map((side) => side.getBoundingClientRect().left)")
        assert len(set(places)) == (1 if width < 400 else 3)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_numbers_that_agree_in_what_they_count_are_drawn(self, open_page: Opening, site: str, scheme: str) -> None:
        page = open_page(site + "disputes.html", color_scheme=scheme).page
        dispute = page.locator("#how-many-russian-bodies-june-2025")
        amounts = dispute.locator("[data-side] [data-fact]").all_inner_texts()
        names = [part.split("\n")[0] for part in dispute.locator(".dispute-claimant").all_inner_texts()]
        titles = [f"{name}: {amount}" for name, amount in zip(names, amounts, strict=True)]
        assert dispute.get_by_role("img").locator("title").all_text_contents() == titles
        assert dispute.locator(".dispute-number").all_inner_texts() == amounts
        lengths = dispute.locator("rect").evaluate_all("(bars) => bars.map((bar) => bar.getBoundingClientRect().width)")
        numbers = [int(amount.split()[0]) for amount in amounts]
        assert [round(length / lengths[0], 2) for length in lengths] == [
            round(number / numbers[0], 2) for number in numbers
        ]
        # Others count unlike things.
        assert page.locator("#bodies-of-the-whole-war svg").count() == 0

    def test_has_a_permanent_link(self, open_page: Opening, site: str) -> None:
        page = open_page(site + "disputes.html").page
        link = page.locator("#legitimacy").get_by_role("link", name="Permanent link")
        link.press("Enter")
        page.wait_for_url("**#legitimacy")
        expect(page.locator("#legitimacy").get_by_role("heading")).to_be_in_viewport()
