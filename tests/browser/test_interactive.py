"""A chart with `interactive: true`: Vega draws it when it comes into view; where it cannot, the built picture stays."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import FRAMES, Opening, Reader
from tests.browser.test_cards import SECOND, shown

DRAWN = ".chart-picture.chart-drawn-by-vega .chart-vega:visible svg"


def box(page: Page, selector: str) -> dict[str, int]:
    found = page.evaluate(
        """(selector) => [...document.querySelectorAll(selector)].find((svg) => svg.getClientRects().length)
            .getBoundingClientRect().toJSON()""",
        selector,
    )
    return {side: round(found[side]) for side in ("left", "top", "width", "height")}


def vega_files(reader: Reader) -> list[str]:
    return [url for url in reader.requests if "vega" in url or url.endswith(".json")]


def test_it_is_drawn_over_the_built_picture(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html").page
    expect(page.locator(DRAWN)).to_be_visible()
    assert box(page, ".chart-vega svg") == box(page, ".chart-picture > svg")
    assert page.locator(".chart-vega svg path[data-row]").count() == 4
    assert not page.locator(".chart-picture > svg").nth(1).is_visible()


def test_its_marks_are_where_the_built_ones_are(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html").page
    expect(page.locator(DRAWN)).to_be_visible()
    assert marks_apart(page.locator("figure.chart")) < 1


def marks_apart(chart: Locator) -> float:
    """Return how many pixels the mark that is farthest from its built one is away from it, of all rows."""
    found = chart.evaluate(
        """(figure) => {
            const middle = (mark) => {
                const box = mark.getBoundingClientRect();
                return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
            };
            const built = [...figure.querySelectorAll(".chart-picture > svg")]
                .find((svg) => svg.getClientRects().length);
            return Math.max(...[...figure.querySelectorAll("tr[data-row]")].map((row) => {
                const fact = CSS.escape(row.dataset.row);
                const [a, b] = [figure.querySelector(`.chart-vega [data-row="${fact}"]`),
                    built.querySelector(`[data-fact="${fact}"]`)].map(middle);
                return Math.hypot(a[0] - b[0], a[1] - b[1]);
            }));
        }"""
    )
    return float(found)


def test_it_has_the_name_of_the_built_picture(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html").page
    expect(page.locator(DRAWN)).to_be_visible()
    picture = page.get_by_role("img", name="Bodies, as each side says", exact=True)
    expect(picture).to_have_count(1)
    expect(picture).to_have_accessible_description("Four points.")
    expect(picture).to_be_visible()


def test_its_marks_have_cards(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html", width=390).page
    expect(page.locator(DRAWN)).to_be_visible()
    mark = page.locator(f'.chart-vega [data-row="{SECOND}"]').bounding_box()
    assert mark is not None
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    assert shown(page) == SECOND
    assert page.locator(".chart-vega .chart-mark-active").count() == 1
    page.keyboard.press("Escape")
    page.locator(".chart-picture").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".chart-vega .chart-mark-active").count() == 1


def test_vega_knows_where_the_pointer_is_in_a_scaled_picture(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html", width=440).page
    expect(page.locator(DRAWN)).to_be_visible()
    place = page.locator(DRAWN).bounding_box()
    assert place is not None
    scale = place["width"] / 320
    assert scale > 1.2
    page.mouse.click(place["x"] + 100 * scale, place["y"] + 60 * scale)
    expect(page.locator(".chart-vega text")).to_have_text(re.compile(r"(99|100|101) (59|60|61)"))


def test_it_follows_the_layout(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html").page
    expect(page.locator(f'{DRAWN}[viewBox="0 0 640 240"]')).to_be_visible()
    for width, view in ((330, "0 0 320 200"), (360, "0 0 320 200"), (800, "0 0 640 240")):
        page.set_viewport_size({"width": width, "height": 700})
        expect(page.locator(f'{DRAWN}[viewBox="{view}"]')).to_be_visible()
        page.wait_for_function(
            """() => {
                const [ours, built] = [".chart-vega svg", ".chart-picture > svg"].map((selector) =>
                    [...document.querySelectorAll(selector)].find((svg) => svg.getClientRects().length)
                        .getBoundingClientRect());
                return Math.abs(ours.width - built.width) < 1 && Math.abs(ours.height - built.height) < 1;
            }"""
        )
    assert page.locator(".chart-vega").count() == 1


def test_it_follows_the_colour_scheme(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html").page
    expect(page.locator(DRAWN)).to_be_visible()
    fill = "(selector) => getComputedStyle(document.querySelector(selector)).fill"
    found = []
    for scheme in ("default", "slate"):
        page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
        found.append(page.evaluate(fill, ".chart-vega [data-row]"))
        assert found[-1] == page.evaluate(fill, ".chart-wide [data-fact]")
    assert found[0] != found[1]


def test_nothing_of_it_is_loaded_before_it_is_in_view(open_page: Opening, pages: str) -> None:
    reader = open_page(pages + "far.html")
    page = reader.page
    page.wait_for_selector(".chart-live")
    page.evaluate(FRAMES)
    assert vega_files(reader) == []
    page.locator(".chart-picture").scroll_into_view_if_needed()
    expect(page.locator(DRAWN)).to_be_visible()
    assert len(vega_files(reader)) == 5


def test_a_page_without_one_loads_nothing_of_it(open_page: Opening, pages: str) -> None:
    reader = open_page(pages)
    reader.page.locator(".chart-picture").scroll_into_view_if_needed()
    reader.page.evaluate(FRAMES)
    assert vega_files(reader) == []


@pytest.mark.parametrize("name", ["broken", "missing", "empty"])
def test_a_spec_that_cannot_be_drawn_leaves_the_built_picture(open_page: Opening, pages: str, name: str) -> None:
    page = open_page(f"{pages}{name}.html", loud=True).page
    with page.expect_response(f"**/{name}.json"):
        page.locator(".chart-picture").scroll_into_view_if_needed()
    page.evaluate(FRAMES)
    assert page.locator(".chart-picture > svg.chart-wide").is_visible()
    assert page.locator(".chart-vega").count() == 0
    page.locator(".chart-picture").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".chart-wide .chart-mark-active").count() == 1


def test_a_spec_asks_no_other_host(open_page: Opening, pages: str) -> None:
    # That no request leaves the site is seen to for every page; Vega says that its loader refused.
    reader = open_page(pages + "curious.html", loud=True)
    page = reader.page
    page.wait_for_function("() => document.querySelector('.chart-vega:not([hidden])')")
    assert [text for text in reader.complaints if "example.org" in text or "Policy" in text] == [
        text for text in reader.complaints if "a chart loads nothing" in text
    ]


def test_on_paper_it_is_the_built_picture(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "interactive.html").page
    expect(page.locator(DRAWN)).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator(".chart-picture > svg.chart-wide").is_visible()
    assert page.locator(".chart-vega:visible").count() == 0
