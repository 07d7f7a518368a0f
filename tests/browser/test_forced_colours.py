"""Where readers force their own colours on pages: what says something by its form is still seen."""

from __future__ import annotations

import io
from functools import cache
from typing import Literal

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Opening
from tests.browser.test_nothing_leaves import switch_scheme
from tests.browser.test_number_cards import looks_of_states

Colour = tuple[int, int, int]
SEEN = 3.0
"""The contrast that WCAG 2 asks of what is no text."""


@pytest.fixture(params=["light", "dark", "light page on black"])
def scheme(request: pytest.FixtureRequest) -> str:
    """The last is what a reader has who chose the light page before."""
    return str(request.param)


def open_forced(open_page: Opening, address: str, scheme: str) -> Page:
    system: Literal["light", "dark"] = "light" if scheme == "light" else "dark"
    page = open_page(address, width=1300, color_scheme=system, forced_colors="active").page
    if scheme not in ("light", "dark"):
        switch_scheme(page)
    expect(page.locator("body")).to_have_css(
        "background-color", "rgb(255, 255, 255)" if system == "light" else "rgb(0, 0, 0)"
    )
    return page


@cache
def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, as WCAG 2 reckons it: 1 to 21."""

    def luminance(colour: Colour) -> float:
        parts = [value / 255 for value in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def picture(page: Page) -> Image.Image:
    """Return what the window shows."""
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def boxes(places: Locator, by: float = 0) -> list[tuple[int, int, int, int]]:
    """Return the boxes of elements that are in the window, with some pixels around them, after going to the first."""
    places.first.evaluate("(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })")
    found = places.evaluate_all(
        """(elements) => elements.map((element) => element.getBoundingClientRect())
            .filter((box) => box.top >= 0 && box.bottom <= innerHeight)
            .map((box) => [box.left, box.top, box.right, box.bottom])"""
    )
    return [
        (round(left - by), round(top - by), round(right + by), round(bottom + by)) for left, top, right, bottom in found
    ]


def drawn(page: Page, image: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Return which share of a part of the window is seen on the page's colour."""
    red, green, blue = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    part = image.crop(box)
    colours = part.getcolors(part.width * part.height)
    assert colours is not None
    seen = sum(count for count, colour in colours if contrast(colour, (red, green, blue)) >= SEEN)
    return seen / (part.width * part.height)


def test_states_of_claims_differ(open_page: Opening, site: str, scheme: str) -> None:
    page = open_forced(open_page, site, scheme)
    looks = looks_of_states(page)
    assert len(set(looks.values())) == 6
    words = boxes(page.locator(".status-key .fact:not([data-status=withdrawn])"))
    image = picture(page)
    assert len(words) == 6
    # Along the lower edge, in each row of pixels that has a line, most of it is seen.
    for left, _, right, bottom in words:
        rows = [drawn(page, image, (left, row, right, row + 1)) for row in range(bottom - 4, bottom + 4)]
        assert max(rows) > 0.3, rows


def test_shapes_of_the_timeline(open_page: Opening, site: str, scheme: str) -> None:
    page = open_forced(open_page, site + "timeline.html", scheme)
    kinds = boxes(page.locator(".timeline-legend > li"))
    assert len(kinds) > 4
    image = picture(page)
    shares = [drawn(page, image, (left, top, left + 13, bottom)) for left, top, _, bottom in kinds]
    assert min(shares) > 0.1, shares
    bars = boxes(page.locator(".timeline-strip rect"), 1)
    assert len(bars) > 40
    image = picture(page)
    assert min(drawn(page, image, bar) for bar in bars) > 0.1


def test_bars_of_a_dispute(open_page: Opening, site: str, scheme: str) -> None:
    page = open_forced(open_page, site + "disputes.html", scheme)
    bars = boxes(page.locator("#how-many-russian-bodies-june-2025 .dispute-row rect"))
    image = picture(page)
    assert len(bars) > 2
    assert min(drawn(page, image, bar) for bar in bars) > 0.8


def test_marks_of_a_chart(open_page: Opening, site: str, scheme: str) -> None:
    page = open_forced(open_page, site, scheme)
    marks = boxes(page.locator("figure.chart").first.locator(".chart-wide [data-fact]"), 1)
    image = picture(page)
    assert len(marks) > 10
    assert min(drawn(page, image, mark) for mark in marks) > 0.05


@pytest.mark.parametrize("system", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "selectors"),
    [
        ("index.html", (".chart-live", "article p .reference a.footnote-ref")),
        (
            "numbers.html",
            (".listing-filter select", ".listing-filter input", "th[data-sort] button", "details.figure-more summary"),
        ),
        ("timeline.html", (".timeline-strip a", "a.permalink")),
    ],
)
def test_the_focus_is_seen(open_page: Opening, site: str, system: str, name: str, selectors: tuple[str, ...]) -> None:
    page = open_forced(open_page, site + name, system)
    page.keyboard.press("Tab")  # So that the browser takes the keyboard for what is used.
    for selector in selectors:
        place = page.locator(selector).first
        # A mark of a footnote is not seen: the number before it has the ring.
        host = place.locator("xpath=ancestor::*[@class='reference']/*[1]") if "footnote-ref" in selector else place
        (box,) = boxes(host, 6)
        before = picture(page).crop(box)
        place.evaluate("(element) => element.focus({ preventScroll: true, focusVisible: true })")
        changes = ImageChops.difference(before, picture(page).crop(box)).convert("L").histogram()
        assert sum(changes[96:]) > 60, selector
