"""This repository's own site on paper, as a browser prints it into a PDF: nothing of a page is lost."""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Opening

PAGES = ("", "numbers.html", "disputes.html", "about.html", "editing/charts.html")
READ = "Facts read up to 23 November 2026"
NAME = "The exchange of bodies and prisoners"
NUMBER = re.compile(r"Page (\d+) of (\d+)")
LEFT_OUT = """.evidence-edit, .footnote-backref, .chart-files, .headerlink, .chart-narrow, .md-content__button,
    .chart-picture title, .chart-picture desc, .chart-card, .chart-said, summary, button, nav, form, script, template,
    .changes-visit, .permalink"""
"""What only a screen has a use for."""

_TEXTS = f"""
    () => {{
        const found = [];
        const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {{
            const element = walker.currentNode.parentElement;
            const repeated = element.closest(".source-details")?.parentElement.querySelector(".source > .again");
            const label = element.closest("svg.explainer-chart");
            if (!element.closest(`{LEFT_OUT}`) && !repeated && !label) found.push(walker.currentNode.data);
        }}
        return found;
    }}
"""


def squeezed(text: str) -> str:
    """Return a text without white space, which a PDF has where lines are broken, and without the font's ligatures."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def printed(page: Page, **options: Any) -> list[str]:
    """Return the text of each printed page."""
    return [part.extract_text() for part in PdfReader(io.BytesIO(page.pdf(**options))).pages]


def without_margins(text: str) -> str:
    """Return a printed page's text without what stands in its margins."""
    return NUMBER.sub("", text, count=1).replace(READ, "", 1).replace(NAME, "", 1)


def is_on(text: str, sheets: list[str]) -> bool:
    """Return whether a text is on one of the sheets, or begins on one and ends on the next."""
    if any(text in sheet for sheet in sheets):
        return True
    parts = [(text[:length], text[length:]) for length in range(1, len(text))]
    return any(begin in sheet and end in following for sheet, following in pairwise(sheets) for begin, end in parts)


@pytest.mark.parametrize("name", PAGES)
def test_all_of_a_page_is_printed(open_page: Opening, site: str, name: str) -> None:
    page = open_page(site + name).page
    texts = [squeezed(text) for text in page.evaluate(_TEXTS)]
    pages = printed(page, format="A4")
    assert [NUMBER.findall(text)[:1] for text in pages] == [
        [(str(number), str(len(pages)))] for number in range(1, len(pages) + 1)
    ]
    assert [number for number, text in enumerate(pages) if READ not in text or NAME not in text] == []
    sheets = [squeezed(without_margins(text)) for text in pages]
    assert [text for text in texts if not is_on(text, sheets)] == []
    whole = "".join(sheets)
    notes = page.locator(".footnote > ol > li").count()
    assert [number for number in range(1, notes + 1) if f"{number}." not in whole] == []


def test_each_source_of_the_explainer_is_spelled_out_once_and_it_is_not_much_longer(
    open_page: Opening, site: str
) -> None:
    page = open_page(site).page
    page.emulate_media(media="print")
    shown = page.locator(".footnote .evidence > .citations .source > .source-link").evaluate_all(
        """(links) => links.filter((link) => getComputedStyle(link, "::after").content.includes("<"))
            .map((link) => link.getAttribute("href"))"""
    )
    assert len(shown) == len(set(shown)) > 50
    every = page.locator(".footnote .source-link").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href'))"
    )
    sheets = printed(page, format="A4")
    assert len(sheets) <= 45
    whole = squeezed("".join(map(without_margins, sheets)))
    assert [href for href in set(every) if f"<{squeezed(href)}>" not in whole] == []


def test_paper_is_the_same_without_script_and_from_dark_mode(open_page: Opening, site: str) -> None:
    light = open_page(site + "about.html").page
    dark = open_page(site + "about.html", color_scheme="dark", java_script_enabled=False).page
    assert printed(light, format="Letter") == printed(dark, format="Letter")


def test_paper_is_white_from_dark_mode(open_page: Opening, site: str) -> None:
    page = open_page(site, color_scheme="dark").page
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    for selector in ("body", "article p", ".footnote .evidence p"):
        expect(page.locator(selector).first).to_have_css("color", "rgb(0, 0, 0)")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_off_at_the_edge(open_page: Opening, site: str, name: str) -> None:
    """A4 less its margins, in pixels of CSS; what is wider would leave the sheet."""
    page = open_page(site + name, width=695).page
    page.emulate_media(media="print")
    wide = page.locator("article *").evaluate_all(
        """(elements) => elements.filter((element) => !element.closest("svg, .footnote-backref") &&
            element.getClientRects().length && element.getBoundingClientRect().right > innerWidth + 1)
            .map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert (
        page.locator(".md-header, .md-footer, .md-sidebar, .md-search, .chart-files, .evidence-edit").evaluate_all(
            "(elements) => elements.filter((element) => element.getClientRects().length).length"
        )
        == 0
    )


@pytest.mark.parametrize("name", ["", "timeline.html", "numbers.html"])
def test_on_paper_nothing_is_a_container(open_page: Opening, site: str, name: str) -> None:
    """Of what has moved to the next sheet within one, Firefox prints nothing."""
    page = open_page(site + name).page
    containers = """[...document.querySelectorAll("body *")]
        .filter((element) => getComputedStyle(element).containerType !== "normal").length"""
    assert page.evaluate(containers) > 0
    page.emulate_media(media="print")
    assert page.evaluate(containers) == 0
    for picture in page.locator(".chart-picture").all():
        expect(picture.locator("> svg:visible")).to_have_class("explainer-chart chart-wide")
