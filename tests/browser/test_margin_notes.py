"""Notes in the margin: beside their line, on nothing else, and only where there is room."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import FRAMES, Opening
from tests.browser.test_number_cards import numbers as numbers

NOTES = ".margin-note"

OVERLAPS = """() => {
    const notes = [...document.querySelectorAll(".margin-note")].filter((note) => note.checkVisibility());
    const article = document.querySelector("article");
    const others = [...article.children].filter((block) => !block.matches(".margin-note"));
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
    const boxes = notes.map((note) => note.getBoundingClientRect());
    const wrong = [];
    boxes.forEach((box, index) => {
        for (const other of boxes.slice(index + 1)) if (!apart(box, other)) wrong.push(["notes", box.top, other.top]);
        for (const other of others)
            if (!apart(box, other.getBoundingClientRect())) wrong.push([other.tagName, box.top]);
        if (box.left < 0 || box.right > innerWidth) wrong.push(["window", box.right]);
        if (box.bottom > article.getBoundingClientRect().bottom + 1) wrong.push(["footer", box.bottom]);
    });
    return [notes.length, wrong];
}"""


def arranged(page: Page) -> Any:
    """Return how many notes show, and what lies on something else."""
    page.wait_for_function("() => [...document.querySelectorAll('.margin-note')].some((note) => note.style.top)")
    # What moves lines is answered in the next frame.
    page.evaluate(FRAMES)
    return page.evaluate(OVERLAPS)


@pytest.mark.parametrize("width", [1220, 1440, 1920])
def test_of_sixty_notes_none_lies_on_another(open_page: Opening, numbers: str, width: int) -> None:
    page = open_page(numbers + "many.html", width=width).page
    shown, wrong = arranged(page)
    assert wrong == []
    assert 3 < shown < 60
    assert page.locator(NOTES).count() == 60


@pytest.mark.parametrize("width", [1220, 1440, 1920])
def test_on_the_site_none_lies_on_anything(open_page: Opening, site: str, width: int) -> None:
    page = open_page(site, width=width).page
    shown, wrong = arranged(page)
    assert wrong == []
    assert shown > 10
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))
    assert page.locator(f"{NOTES} a, {NOTES} .citations").count() == 0


def test_they_follow_the_window(open_page: Opening, numbers: str) -> None:
    page = open_page(numbers + "many.html", width=1440).page
    arranged(page)
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(page.locator(NOTES).first).to_be_hidden()
    page.set_viewport_size({"width": 1300, "height": 700})
    expect(page.locator(NOTES).first).to_be_visible()
    assert page.evaluate(OVERLAPS)[1] == []


def test_from_right_to_left_they_stand_on_the_left(open_page: Opening, numbers: str) -> None:
    page = open_page(numbers + "rtl.html", width=1440).page
    shown, wrong = arranged(page)
    assert (shown, wrong) == (3, [])
    found = page.evaluate(
        "['.margin-note', 'article > p'].map((s) => document.querySelector(s).getBoundingClientRect().left)"
    )
    assert found[0] < found[1]


def test_where_the_theme_has_a_column_there_are_none(open_page: Opening, numbers: str) -> None:
    page = open_page(numbers + "sidebar.html", width=1440).page
    expect(page.locator(NOTES)).to_have_count(3)
    assert page.locator(f"{NOTES}:visible").count() == 0


@pytest.mark.parametrize("media", ["print", "screen"])
def test_they_move_nothing(open_page: Opening, numbers: str, media: str) -> None:
    heights = []
    for enabled in (True, False):
        page = open_page(numbers + "many.html", width=1440, java_script_enabled=enabled).page
        if enabled:
            arranged(page)
        page.emulate_media(media=media)  # type: ignore[arg-type]
        if media == "print":
            assert page.locator(f"{NOTES}:visible").count() == 0
            heights.append(page.locator("article").bounding_box())
        elif enabled:
            top = page.locator("article > p").last.bounding_box()
            page.evaluate("for (const note of document.querySelectorAll('.margin-note')) note.remove()")
            heights += [top, page.locator("article > p").last.bounding_box()]
    assert heights[0] == heights[1]
