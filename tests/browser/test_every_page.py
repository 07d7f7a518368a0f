"""Every page of this repository's own site: no barrier, no stranger, nothing refused, lost or off the screen.

That no request goes elsewhere, and that the browser complains of nothing (neither of the policy nor of a script), is
seen to by `open_page` itself.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browser.axe import OF_COLOURS, VENDOR, barriers
from tests.browser.conftest import ROOT, Opening

DOCS = ROOT / "docs"
PAGES = sorted([*(path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")), "404.html"])
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 5).map((element) => element.outerHTML.slice(0, 120))"""
# Text that is cut off by its own box, where nothing scrolls. The theme cuts names of pages in bars, with an ellipsis.
CUT = """() => [...document.querySelectorAll("article *, footer *")].filter((element) => {
    const style = getComputedStyle(element);
    const cuts = (way) => way === "hidden" || way === "clip";
    return element.innerText && element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
        && style.clipPath === "none" && !element.matches(".md-ellipsis, svg, svg *, .md-nav *")
        && (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 2
            || cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 2);
}).slice(0, 5).map((element) => element.outerHTML.slice(0, 120))"""

# Lines of text that lie on one another, but for what scrolls past below a bar that stays.
OVERLAPPING = """() => {
    const boxes = [], range = document.createRange();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = {opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true};
    const textOf = (node) => node.data.trim().slice(0, 60);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim() || !node.parentElement.checkVisibility(seen)) continue;
        const clip = {left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity};
        for (let around = node.parentElement; around; around = around.parentElement) {
            const style = getComputedStyle(around), box = around.getBoundingClientRect();
            if (style.clipPath !== "none" || /fixed|sticky/.test(style.position)) clip.right = -Infinity;
            if (style.overflow === "visible" || around === document.body) continue;
            clip.left = Math.max(clip.left, box.left);
            clip.right = Math.min(clip.right, box.right);
            clip.top = Math.max(clip.top, box.top);
            clip.bottom = Math.min(clip.bottom, box.bottom);
        }
        range.selectNodeContents(node);
        for (const {left, right, top, bottom} of range.getClientRects()) {
            const air = (bottom - top) / 4;  // Letters fill the middle of a line's box.
            const box = {node, left: Math.max(left + 1, clip.left), right: Math.min(right - 1, clip.right),
                top: Math.max(top + air, clip.top), bottom: Math.min(bottom - air, clip.bottom)};
            if (box.left < box.right && box.top < box.bottom) boxes.push(box);
        }
    }
    let near = [];
    return boxes.sort((one, other) => one.top - other.top).flatMap((box) => {
        near = near.filter((other) => other.bottom > box.top);
        const met = near.filter((other) => other.node !== box.node && other.left < box.right && box.left < other.right);
        near.push(box);
        return met.map((other) => `${textOf(other.node)} | ${textOf(box.node)}`);
    }).slice(0, 5);
}"""


def test_axe_is_as_published() -> None:
    found = hashlib.sha256((VENDOR / "axe.min.js").read_bytes()).hexdigest()
    assert f"- sha256: `{found}`" in (VENDOR / "README.md").read_text("utf-8")


def test_these_are_all_pages(built: Path) -> None:
    assert sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html")) == PAGES


def test_a_text_over_another_is_seen(open_page: Opening, site: str) -> None:
    """So that what follows tests the pages, and not a search that finds nothing."""
    page = open_page(site + "about.html").page
    page.locator("article p").nth(1).evaluate("(text) => { text.style.marginTop = '-3em'; }")
    assert lost(page) != []


@pytest.mark.parametrize("name", PAGES)
class TestPage:
    @pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
    def test_no_barrier_and_no_cookie(
        self, open_page: Opening, site: str, name: str, width: int, scheme: Literal["light", "dark"]
    ) -> None:
        reader = open_page(site + name, width=width, color_scheme=scheme)
        assert barriers(reader.page) == []
        assert reader.page.evaluate("document.cookie") == ""
        assert reader.context.cookies() == []
        assert [request for request in reader.requests if "/search" in request] == []  # Neither index nor worker.

    @pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
    def test_colours_around_the_article(
        self, open_page: Opening, site: str, name: str, width: int, scheme: Literal["light", "dark"]
    ) -> None:
        """The article itself has a scheme's colours at every width, so they have been looked at above."""
        page = open_page(site + name, width=width, color_scheme=scheme).page
        assert barriers(page, without="article", only=OF_COLOURS) == []

    def test_nothing_is_off_the_screen(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name, width=320).page
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate(TOO_WIDE) + page.evaluate(OVERLAPPING) == [], width

    def test_text_twice_as_large_loses_nothing(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name, width=1280).page
        size = "parseFloat(getComputedStyle(document.querySelector('article p, article h1')).fontSize)"
        before = page.evaluate(size)
        enlarge(page)
        assert page.evaluate(size) == 2 * before
        for width in (1280, 768):
            page.set_viewport_size({"width": width, "height": 700})
            assert lost(page) == [], width

    def test_zoomed_to_twice_its_size_it_loses_nothing(self, open_page: Opening, site: str, name: str) -> None:
        """As a window of 1280 to 900 pixels is then."""
        page = open_page(site + name, width=640, height=450, device_scale_factor=2).page
        assert lost(page) == []

    def test_without_script_it_is_whole(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name, java_script_enabled=False).page
        hidden = page.locator("article :is(li[id^='fn:'], figure.chart, [data-fact])").evaluate_all(
            """(parts) => parts.filter((part) => !part.closest("details:not([open]), svg.chart-narrow, svg.chart-wide")
                && !part.checkVisibility({visibilityProperty: true}))
                .slice(0, 5).map((part) => part.outerHTML.slice(0, 120))"""
        )
        assert hidden == []
        closed = page.locator("article details:not([open]) > summary:visible")
        if closed.count():
            details: Any = closed.first.locator("..").element_handle()
            # By the keyboard: footnotes are laid out on the way there, and what a mouse is aimed at moves then.
            closed.first.press("Enter")
            assert details.get_attribute("open") is not None


def lost(page: Page) -> list[str]:
    """Return what is off the screen, cut off, or under another text."""
    return [str(found) for script in (TOO_WIDE, CUT, OVERLAPPING) for found in page.evaluate(script)]


def enlarge(page: Page) -> None:
    """Double the letters as a reader does in the browser's settings: the default size, on which all others rest."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
