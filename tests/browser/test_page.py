"""What a chart is before and without the script: a picture that is there at once, whole, in both colour schemes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Opening

FIRST_MARK = ".chart-wide [data-fact]"


def layouts(page: Page) -> list[str]:
    """Return the layouts that are shown."""
    found = page.locator(".chart-picture > svg:visible").evaluate_all(
        "(pictures) => pictures.map((svg) => svg.classList[1])"
    )
    return [str(name) for name in found]


class TestWithoutScript:
    def test_the_chart_and_its_table_are_there(self, open_page: Opening, pages: str) -> None:
        reader = open_page(pages, java_script_enabled=False)
        page = reader.page
        expect(page.locator(FIRST_MARK).first).to_be_visible()
        assert page.locator("tr[data-row] a.footnote-ref").count() == 4
        assert page.locator(".chart-card, .chart-live").count() == 0
        # Without the script the marks' own titles are the tooltips, so the mouse must meet the marks.
        page.locator("[data-fact]:visible").first.hover(trial=True)

    def test_the_picture_is_no_stop_of_the_keyboard(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages, java_script_enabled=False).page
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.locator("summary")).to_be_focused()


def test_the_chart_is_there_before_a_byte_of_any_script(open_page: Opening, pages: str) -> None:
    reader = open_page(pages + "none.html")
    page, held = reader.page, list[Route]()
    # The first script fetches the one of charts.
    page.route("**/*.js", lambda route: route.continue_() if held else held.append(route))
    page.goto(pages, wait_until="commit")
    expect(page.locator(FIRST_MARK).first).to_be_visible()
    assert page.locator(".chart-live").count() == 0
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    assert len(held) == 1
    held[0].continue_()
    expect(page.locator(".chart-live")).to_have_count(1)


@pytest.mark.parametrize(("width", "layout"), [(320, "chart-narrow"), (390, "chart-narrow"), (1440, "chart-wide")])
def test_one_layout_is_shown(open_page: Opening, pages: str, width: int, layout: str) -> None:
    page = open_page(pages, width=width).page
    assert layouts(page) == [layout]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_same_picture_follows_the_colour_scheme(open_page: Opening, pages: str) -> None:
    page = open_page(pages).page
    fill = f"getComputedStyle(document.querySelector('{FIRST_MARK}')).fill"
    light = page.evaluate(fill)
    before = page.locator(".chart-wide").inner_html()
    page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    assert page.evaluate(fill) != light
    assert page.locator(".chart-wide").inner_html() == before


def test_the_script_changes_nothing_of_the_picture(open_page: Opening, pages: str) -> None:
    with_script, without = (
        open_page(pages, java_script_enabled=enabled).page.locator(".chart-wide").bounding_box()
        for enabled in (True, False)
    )
    assert with_script is not None
    assert with_script == without
