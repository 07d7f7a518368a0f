"""Every chart of this repository's own site, as a reader meets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opening
from tests.browser.test_cards import shown
from tests.browser.test_interactive import marks_apart

PAGES = ("", "numbers.html", "editing/charts.html")
"""The pages that show charts."""


def counted(page: Page) -> dict[str, list[int]]:
    """Return for every chart of a page its number of rows, then of marks in each layout."""
    found = page.locator("figure.chart").evaluate_all(
        """(figures) => figures.map((figure) => [figure.id, [
            figure.querySelectorAll("tr[data-row]").length,
            ...[...figure.querySelectorAll(".chart-picture > svg")]
                .map((svg) => new Set([...svg.querySelectorAll("[data-fact]")].map((mark) => mark.dataset.fact)).size),
        ]])"""
    )
    return {str(id): list(numbers) for id, numbers in found}


@pytest.mark.parametrize("name", PAGES)
class TestPage:
    def test_one_layout_is_shown_and_fits_without_script(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name, java_script_enabled=False).page
        for width, layout in ((320, "narrow"), (390, "narrow"), (1440, "wide")):
            page.set_viewport_size({"width": width, "height": 700})
            pictures = page.locator(".chart-picture > svg").evaluate_all(
                """(pictures) => pictures.filter((svg) => svg.getClientRects().length).map((svg) => [
                    svg.parentElement.parentElement.id, svg.classList.contains("chart-narrow") ? "narrow" : "wide",
                    svg.getBoundingClientRect().left, svg.getBoundingClientRect().right])"""
            )
            assert [id for id, *_ in pictures] == list(counted(page))
            assert [picture for picture in pictures if picture[1] != layout] == []
            assert [picture for picture in pictures if not 0 <= picture[2] <= picture[3] <= width] == []

    def test_every_row_is_a_mark_and_has_a_card(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name).page
        charts = counted(page)
        assert charts
        assert {id: numbers for id, numbers in charts.items() if numbers != numbers[:1] * 3 or not numbers[0]} == {}
        for width in (320, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            for id in charts:
                see_cards(page, id)


def see_cards(page: Page, id: str) -> None:
    """Go to the first and the last mark of a chart: its card is in the window and has the row's footnote."""
    chart = page.locator(f'figure.chart[id="{id}"]')
    chart.locator(".chart-picture").focus()
    if chart.locator("[data-vega]").count():
        expect(chart.locator(".chart-vega:visible")).to_have_count(1)
    for key, selector in (("Home", "tr[data-row]:first-child"), ("End", "tr[data-row]:last-child")):
        page.keyboard.press(key)
        assert shown(page) == chart.locator(selector).get_attribute("data-row")
        found = chart.evaluate(
            """(figure) => {
                const box = figure.querySelector(".chart-card").getBoundingClientRect();
                const top = document.querySelector(".md-header").getBoundingClientRect().bottom;
                return [box.left >= 0, box.right <= innerWidth, box.top >= top - 1, box.bottom <= innerHeight,
                    figure.querySelectorAll(".chart-card a.footnote-ref").length > 0];
            }"""
        )
        assert all(found), (id, key, found)
    page.keyboard.press("Escape")
    assert shown(page) == ""


def test_an_interactive_chart_is_drawn_as_it_was_built(open_page: Opening, site: str) -> None:
    # In a time zone where a date read as the local one would be another day.
    page = open_page(site + "editing/charts.html", timezone_id="America/Los_Angeles").page
    charts = page.locator("figure.chart:has([data-vega])")
    expect(charts.first).to_be_attached()
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".chart-vega:visible")).to_have_count(1)
        assert marks_apart(chart) < 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_card_and_hollow_marks_are_of_the_pages_colour(open_page: Opening, site: str, scheme: str) -> None:
    page = open_page(site, color_scheme=scheme).page
    page.locator(".chart-picture").first.focus()
    page.keyboard.press("Home")
    found = page.evaluate(
        """() => {
            const probe = document.createElementNS("http://www.w3.org/2000/svg", "circle");
            probe.setAttribute("fill", "var(--explainer-paper)");
            document.querySelector("svg.explainer-chart").append(probe);
            return [getComputedStyle(document.body).backgroundColor,
                getComputedStyle(document.querySelector(".chart-card:not([hidden])")).backgroundColor,
                getComputedStyle(probe).fill];
        }"""
    )
    assert len(set(found)) == 1


@pytest.mark.parametrize("name", PAGES)
def test_the_footnote_of_each_publisher_in_a_caption_names_it(open_page: Opening, site: str, name: str) -> None:
    page = open_page(site + name, java_script_enabled=False).page
    marks = page.locator(".chart-sources .marks").evaluate_all(
        """(marks) => marks.map((mark) => [mark.firstChild.data, document.getElementById(
            decodeURIComponent(mark.querySelector(".footnote-ref").hash.slice(1))).textContent])"""
    )
    assert marks
    assert [publisher for publisher, note in marks if publisher not in note] == []
