"""What changed since the last visit: kept in the reader's own browser, told in the page's words, never sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import FRAMES, Opening, Reader

FILE = "assets/explainer-facts.json"
KEY = "explainer:/"
BLOCK = ".changes-visit"


def kept(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}')") or "null")


def remember(reader: Reader, content: Any) -> None:
    """Make the browser remember an earlier visit, as if its window had been closed since."""
    value = json.dumps(content)
    reader.page.evaluate(
        f"(value) => {{ sessionStorage.clear(); localStorage.setItem('{KEY}', value); }}",
        value if content != "damaged" else "{not JSON",
    )


def first_visit(open_page: Opening, site: str, **options: Any) -> Reader:
    reader = open_page(site, **options)
    reader.page.wait_for_function(f"() => localStorage.getItem('{KEY}')")
    return reader


def test_the_first_visit_says_nothing(open_page: Opening, site: str) -> None:
    page = first_visit(open_page, site).page
    block = page.locator(BLOCK)
    expect(block.locator("summary")).to_have_text("Since your last visit")
    assert block.locator("ul").count() == 0
    assert block.evaluate("(block) => block.open") is False
    assert len(kept(page)["facts"]) > 200
    assert page.context.cookies() == []


def test_a_second_visit_without_a_change_says_so_and_fetches_nothing(open_page: Opening, site: str) -> None:
    reader = first_visit(open_page, site)
    asked = len([url for url in reader.requests if url.endswith(FILE)])
    reader.page.reload()
    expect(reader.page.locator(f"{BLOCK} summary")).to_have_text("Nothing has changed since your last visit")
    assert (asked, len([url for url in reader.requests if url.endswith(FILE)])) == (1, 1)


@pytest.fixture
def returned(open_page: Opening, site: str) -> Reader:
    """A reader who comes back after a fact was changed, one added and one withdrawn."""
    reader = first_visit(open_page, site)
    earlier = kept(reader.page)
    facts = earlier["facts"]
    facts["regions-hit-2026-02-26"][0], facts["regions-hit-2026-02-26"][3] = "old", "1 region"
    del facts["missing-in-ukraine"]
    facts["gone"] = ["old", "A fact that <b>was</b> here", "numbers/#gone", "2 bodies"]
    remember(reader, earlier | {"version": "old"})
    reader.page.reload()
    expect(reader.page.locator(f"{BLOCK} summary")).to_have_text("Changes since your last visit: 3")
    return reader


def test_a_visit_after_a_change_lists_what_changed(returned: Reader) -> None:
    page = returned.page
    page.locator(f"{BLOCK} summary").click()
    items = page.locator(f"{BLOCK} li")
    expect(items).to_have_text(
        [
            "Changed: Regions of Ukraine hit in the night to 26 February 2026 (was 1 region, is now 8 regions)",
            "Added: People listed as missing by Ukraine",
            "Withdrawn: A fact that <b>was</b> here",
        ]
    )
    assert page.locator(f"{BLOCK} li a").count() == 2
    page.locator(f"{BLOCK} li a").first.click()
    expect(page.locator("#regions-hit-2026-02-26")).to_be_visible()


def test_what_is_new_stays_so_until_the_window_is_closed(returned: Reader) -> None:
    page = returned.page
    assert "gone" not in kept(page)["facts"]
    page.reload()
    expect(page.locator(f"{BLOCK} summary")).to_have_text("Changes since your last visit: 3")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator(f"{BLOCK} summary")).to_have_text("Nothing has changed since your last visit")


def test_it_is_forgotten_when_the_reader_says_so(returned: Reader) -> None:
    page = returned.page
    page.locator(f"{BLOCK} summary").focus()
    page.keyboard.press("Enter")
    button = page.locator(f"{BLOCK} button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{BLOCK} [role=status]")).to_have_text("Forgotten. Your next visit counts as the first.")
    expect(page.locator(f"{BLOCK} summary")).to_have_text("Since your last visit")
    expect(button).to_be_focused()
    assert page.locator(f"{BLOCK} li").count() == 0
    assert page.evaluate("localStorage.length") == page.evaluate(
        "Object.keys(localStorage).filter((key) => !key.startsWith('explainer:')).length"
    )
    assert page.evaluate(f"sessionStorage.getItem('{KEY}')") is None


@pytest.mark.parametrize("content", ["damaged", None, 7, [], {"facts": 1}, {"facts": {"x": None}}, {"version": "x"}])
def test_what_is_damaged_counts_as_nothing(open_page: Opening, site: str, content: Any) -> None:
    reader = first_visit(open_page, site)
    remember(reader, content)
    reader.page.reload()
    reader.page.wait_for_function(f"() => (localStorage.getItem('{KEY}') || '').includes('\"facts\":{{\"')")
    expect(reader.page.locator(f"{BLOCK} summary")).to_have_text("Since your last visit")


def test_a_browser_that_keeps_nothing_says_so(open_page: Opening, site: str) -> None:
    reader = open_page(site)
    page = reader.page
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    page.route("**/bundle.*.js", lambda route: route.abort())  # The theme's own script does not bear it.
    reader.complaints.clear()
    page.reload()
    expect(page.locator(f"{BLOCK} [role=status]")).to_have_text(
        "Your browser keeps nothing for this site, so there is nothing to compare."
    )
    assert [text for text in reader.complaints if "explainer" in text] == []
    reader.complaints.clear()


def test_without_the_file_the_block_stands_as_it_is(open_page: Opening, site: str) -> None:
    reader = first_visit(open_page, site)
    page = reader.page
    remember(reader, {"version": "old", "facts": {}})
    answered: list[Route] = []

    def refuse(route: Route) -> None:
        answered.append(route)
        route.fulfill(status=200, body="not JSON")

    page.route(f"**/{FILE}", refuse)
    with page.expect_response(f"**/{FILE}"):
        page.reload()
    expect(page.locator(f"{BLOCK} summary")).to_have_text("Since your last visit")
    assert len(answered) == 1


def test_nothing_moves(open_page: Opening, site: str) -> None:
    """What is found stands in a line that was there before."""
    reader = first_visit(open_page, site, width=390)
    earlier = kept(reader.page)
    earlier["facts"].popitem()
    remember(reader, earlier | {"version": "old"})
    page = reader.page
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value;"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    held: list[Route] = []
    page.route(f"**/{FILE}", lambda route: held.append(route))
    page.reload()
    summary = page.locator(f"{BLOCK} summary")
    page.wait_for_function("() => document.readyState === 'complete'")
    summary.scroll_into_view_if_needed()
    below = page.locator("#what-was-exchanged-on-26-february-2026")
    before = below.bounding_box()
    while not held:
        page.evaluate("() => new Promise(requestAnimationFrame)")
    held[0].continue_()
    expect(summary).to_have_text("Changes since your last visit: 1")
    page.evaluate(FRAMES)
    assert below.bounding_box() == before
    assert page.evaluate("moved") <= 0.02


def test_without_script_the_block_is_whole_and_promises_nothing(open_page: Opening, site: str) -> None:
    page = open_page(site, java_script_enabled=False).page
    expect(page.locator(".changes time").first).to_have_text("Facts last read: 23 November 2026.")
    assert page.locator(".changes > ul > li").count() == 3
    expect(page.locator(BLOCK)).to_be_hidden()
