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

from tests.browser.conftest import ROOT, UNDER_ONE_ENGINE, Opening

pytestmark = UNDER_ONE_ENGINE

DOCS = ROOT / "docs"
VENDOR = Path(__file__).with_name("vendor")
PAGES = sorted([*(path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")), "404.html"])
# What depends on colours; all else is the same in both schemes.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
BARRIERS = """(only) => axe.run(document, {
    preload: false, resultTypes: ["violations"], ...(only.length ? {runOnly: only} : {}),
}).then(({violations}) => violations.flatMap(({id, nodes}) => nodes.slice(0, 5).map((node) =>
    [id, node.target.join(" "), node.failureSummary].join("\\n"))))"""
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


def barriers(page: Page, only: list[str]) -> list[str]:
    """Return what axe-core finds in a page."""
    page.evaluate((VENDOR / "axe.min.js").read_text("utf-8"))
    return [str(found) for found in page.evaluate(BARRIERS, only)]


def test_axe_is_as_published() -> None:
    found = hashlib.sha256((VENDOR / "axe.min.js").read_bytes()).hexdigest()
    assert f"- sha256: `{found}`" in (VENDOR / "README.md").read_text("utf-8")


def test_these_are_all_pages(built: Path) -> None:
    assert sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html")) == PAGES


@pytest.mark.parametrize("name", PAGES)
class TestPage:
    @pytest.mark.parametrize(
        ("width", "scheme", "rules"),
        [(390, "light", []), (390, "dark", OF_COLOURS), (1440, "light", OF_COLOURS), (1440, "dark", [])],
    )
    def test_no_barrier_and_no_cookie(
        self, open_page: Opening, site: str, name: str, width: int, scheme: Literal["light", "dark"], rules: list[str]
    ) -> None:
        reader = open_page(site + name, width=width, color_scheme=scheme)
        assert barriers(reader.page, rules) == []
        assert reader.page.evaluate("document.cookie") == ""
        assert reader.context.cookies() == []
        assert [request for request in reader.requests if "/search" in request] == []  # Neither index nor worker.

    def test_nothing_is_off_the_screen(self, open_page: Opening, site: str, name: str) -> None:
        page = open_page(site + name, width=320).page
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate(TOO_WIDE) == [], width

    @pytest.mark.parametrize("width", [768, 1280])
    def test_text_twice_as_large_loses_nothing(self, open_page: Opening, site: str, name: str, width: int) -> None:
        page = open_page(site + name, width=width).page
        before = page.evaluate("parseFloat(getComputedStyle(document.querySelector('article p, article h1')).fontSize)")
        enlarge(page)
        after = page.evaluate("parseFloat(getComputedStyle(document.querySelector('article p, article h1')).fontSize)")
        assert after == 2 * before
        assert page.evaluate(TOO_WIDE) == []
        assert page.evaluate(CUT) == []

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
            closed.first.click()
            assert details.get_attribute("open") is not None


def enlarge(page: Page) -> None:
    """Double the letters as a reader does in the browser's settings: the default size, on which all others rest."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
