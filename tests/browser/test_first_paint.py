"""What a first visit shows: nothing is waited for that need not be, and nothing moves once it is seen."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import FRAMES, Opening

MOVES = 0.02
"""The share of the window that may move by itself, as bench/ asks for it too."""
WATCH = """
window.moved = [];
const place = ({ node, previousRect, currentRect }) => [node?.outerHTML?.slice(0, 80), previousRect.y, currentRect.y];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    window.moved.push([entry.value, entry.sources.map(place)]);
})).observe({ type: "layout-shift", buffered: true });
"""
SCROLL = f"""
async () => {{
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {{
        scrollTo(0, top);
        await ({FRAMES})();
    }}
}}
"""
FIRST_NOTE = ".md-content__inner > .margin-note:not([hidden])"
LAST_FOOTNOTE = ".footnote > ol > li:last-child"


def visit(open_page: Opening, site: str, width: int) -> Page:
    """Open a page in a window that notes what moves in the next one."""
    page = open_page(site + "404.html", width=width, height=844).page
    page.add_init_script(WATCH)
    return page


def moved(page: Page) -> Any:
    """Return all that has moved by itself, if together it is too much."""
    page.evaluate(FRAMES)
    found = page.evaluate("window.moved")
    return found if sum(value for value, _ in found) > MOVES else []


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves(open_page: Opening, site: str, width: int) -> None:
    page = visit(open_page, site, width)
    page.goto(site, wait_until="networkidle")
    page.evaluate(SCROLL)
    assert moved(page) == []


def test_notes_that_come_late_move_nothing(open_page: Opening, site: str) -> None:
    page, held = visit(open_page, site, 1440), list[Route]()
    page.route("**/explainer.js", lambda route: held.append(route))
    with page.expect_request("**/explainer.js"):
        page.goto(site, wait_until="commit")
    # The reader is there before them.
    page.wait_for_function("() => { scrollTo(0, 1700); return scrollY === 1700; }")
    held[0].continue_()
    expect(page.locator(FIRST_NOTE).first).to_be_in_viewport()
    assert moved(page) == []


def test_no_script_is_waited_for_before_the_text(built: Path) -> None:
    pages = [path for path in built.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 5
    for path in pages:
        text, _, _ = path.read_text("utf-8").partition("</article>")
        assert [tag for tag in re.findall(r"<script\b[^>]*\bsrc=[^>]*>", text) if "defer" not in tag] == [], path


class TestFootnotes:
    """They are laid out as they come near, and there all the same."""

    def test_they_are_not_laid_out_at_first(self, open_page: Opening, site: str) -> None:
        last = open_page(site, width=390).page.locator(f"{LAST_FOOTNOTE} .evidence-what")
        assert last.evaluate("(text) => text.checkVisibility({ contentVisibilityAuto: true })") is False
        last.scroll_into_view_if_needed()
        expect(last).to_be_in_viewport()

    @pytest.mark.parametrize("name", ["", "numbers.html"])
    def test_each_has_its_number_beside_its_first_line(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name, width=390).page
        for number in (1, 100):
            note = page.locator(".footnote > ol > li").nth(number - 1)
            note.evaluate("(note) => note.scrollIntoView({ block: 'center', behavior: 'instant' })")
            line = note.locator(".evidence-what")
            expect(line).to_be_in_viewport()
            page.evaluate(FRAMES)
            box = line.bounding_box()
            assert box is not None
            before = {"x": 0, "y": box["y"], "width": box["x"], "height": 20}
            picture = Image.open(io.BytesIO(page.screenshot(clip=before))).convert("L")  # type: ignore[arg-type]
            assert sum(picture.histogram()[:220]) > 8, number

    def test_an_address_leads_to_one(self, open_page: Opening, site: str) -> None:
        page = open_page(site, width=390).page
        id = page.locator(LAST_FOOTNOTE).get_attribute("id")
        page = open_page(f"{site}#{id}", width=390, java_script_enabled=False).page
        expect(page.locator(f"{LAST_FOOTNOTE} .evidence-what")).to_be_in_viewport()

    def test_words_in_them_are_found(self, open_page: Opening, site: str) -> None:
        page = open_page(site, width=390).page
        words = page.locator(f"{LAST_FOOTNOTE} .evidence-what").text_content()
        assert words
        assert page.evaluate(
            "(words) => { getSelection().collapse(document.querySelector('.footnote')); return find(words); }", words
        )
