"""The card at a chart's marks: by mouse, by finger, by keyboard; on phones, from right to left, at 5,000 marks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FloatRect, Page, expect

from tests.browser.conftest import Opening

FIRST, SECOND, THIRD, LAST = "bodies:2025-05-01", "bodies:2025-06-11", "bodies:2025-07-17", "other:2025-07-17"


def shown(page: Page) -> str:
    """Return the fact of the mark that is marked, empty where none is; the card has to be there exactly then."""
    found = page.evaluate(
        """() => {
            const cards = [...document.querySelectorAll(".chart-card:not([hidden])")];
            const marks = [...document.querySelectorAll(".chart-mark-active")];
            return [cards.length, marks.map((mark) => mark.dataset.row || mark.dataset.fact)];
        }"""
    )
    cards, marks = found
    assert cards == len(marks) <= 1
    return str(marks[0]) if marks else ""


def place(page: Page, fact: str, figure: str = "") -> tuple[float, float]:
    """Return the middle of the mark in the layout that is shown, brought into view."""
    found = page.evaluate(
        """([fact, figure]) => {
            const mark = [...document.querySelectorAll(`${figure} svg [data-fact="${fact}"]`)]
                .find((mark) => mark.getClientRects().length);
            mark.scrollIntoView({ block: "center", behavior: "instant" });
            const box = mark.getBoundingClientRect();
            return [box.left + box.width / 2, box.top + box.height / 2];
        }""",
        [fact, figure],
    )
    return float(found[0]), float(found[1])


def card_box(page: Page) -> FloatRect:
    found = page.locator(".chart-card:not([hidden])").bounding_box()
    assert found is not None
    return found


def never_rest(page: Page) -> None:
    """Stop the page's clock: however slow the machine, the mouse passes its marks and does not rest at one."""
    page.evaluate("() => { performance.now = () => 0; }")


class TestMouse:
    def test_a_card_has_what_the_row_says(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.mouse.move(*place(page, SECOND))
        card = page.locator(".chart-card:not([hidden])")
        assert card.locator("dt:visible").all_inner_texts() == [
            "Value (bodies)",
            "Running total",
            "Date",
            "Who says it",
            "Status",
        ]
        said = ["Bodies handed over", "1,2122", "2,121", "2025-06-11", "The Office", "claimed"]
        assert [re.sub(r"\s", "", text) for text in card.locator("dd").all_text_contents()] == [
            re.sub(r"\s", "", text) for text in said
        ]
        assert card.locator("a").get_attribute("href") == "#fn:2"
        assert page.evaluate("document.querySelectorAll('.chart-card [id]').length") == 0

    def test_an_empty_cell_is_left_out(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.mouse.move(*place(page, FIRST))
        assert "Running total" not in page.locator(".chart-card:not([hidden])").inner_text()

    @pytest.mark.parametrize(("off", "found"), [(3, SECOND), (20, SECOND), (40, "")])
    def test_the_nearest_mark_in_reach_is_meant(self, open_page: Opening, pages: str, off: int, found: str) -> None:
        page = open_page(pages).page
        x, y = place(page, SECOND)
        page.mouse.move(x + off, y)
        assert shown(page) == found

    def test_it_goes_with_the_mouse(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        never_rest(page)
        for fact in (FIRST, SECOND, LAST):
            page.mouse.move(*place(page, fact))
            assert shown(page) == fact
        page.mouse.move(2, 2)
        assert shown(page) == ""

    def test_the_mouse_can_go_into_the_card(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        x, y = place(page, SECOND)
        page.mouse.move(x, y)
        # Somebody who reads the card first; one who only passes goes on to the next mark.
        page.wait_for_function("start => performance.now() > start + 400", arg=page.evaluate("performance.now()"))
        link = page.locator(".chart-card:not([hidden]) a")
        box = link.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=20)
        assert shown(page) == SECOND
        page.mouse.down()
        page.mouse.up()
        expect(page).to_have_url(re.compile(r"#fn:2$"))

    def test_escape_closes_it_wherever_the_focus_is(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.mouse.move(*place(page, SECOND))
        assert shown(page) == SECOND
        page.keyboard.press("Escape")
        assert shown(page) == ""

    def test_of_two_charts_one_card_is_open(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages + "two.html").page
        never_rest(page)
        page.mouse.move(*place(page, SECOND, "#handed-over"))
        page.mouse.move(*place(page, SECOND, "#second"))
        assert shown(page) == SECOND
        assert page.locator("#second .chart-card").is_visible()

    def test_the_pictures_own_tooltips_do_not_stand_beside_it(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        x, y = place(page, SECOND)
        under = "([x, y]) => document.elementFromPoint(x, y).className"
        assert page.evaluate(under, [x, y]) == "chart-picture chart-live"
        # The titles themselves stay where they are: an element that names a fact has its value as text.
        assert page.evaluate(f"""document.querySelector('svg [data-fact="{SECOND}"]').textContent""") == "1,212"

    @pytest.mark.parametrize(
        ("x", "y", "found"), [(120, 70, "first"), (170, 120, "second"), (120, 170, "second"), (170, 70, "first")]
    )
    def test_where_boxes_overlap_the_shape_counts(
        self, open_page: Opening, pages: str, x: int, y: int, found: str
    ) -> None:
        page = open_page(pages + "overlap.html").page
        box = page.locator(".chart-picture svg").bounding_box()
        assert box is not None
        scale = box["width"] / 640
        page.mouse.move(box["x"] + x * scale, box["y"] + y * scale)
        assert shown(page) == found

    def test_a_change_of_layout_moves_the_marks(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.mouse.move(*place(page, LAST))
        assert shown(page) == LAST
        page.set_viewport_size({"width": 330, "height": 700})
        expect(page.locator(".chart-card")).to_be_hidden()
        page.mouse.move(*place(page, SECOND))
        assert shown(page) == SECOND
        assert page.locator(".chart-narrow .chart-mark-active").count() == 1


class TestFinger:
    def test_a_tap_shows_and_a_tap_elsewhere_closes(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages, width=390, has_touch=True, is_mobile=True).page
        x, y = place(page, SECOND)
        page.touchscreen.tap(x + 10, y + 8)
        assert shown(page) == SECOND
        page.locator("figcaption").tap()
        assert shown(page) == ""

    def test_the_footnote_can_be_tapped(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages, width=390, has_touch=True, is_mobile=True).page
        page.touchscreen.tap(*place(page, SECOND))
        page.locator(".chart-card:not([hidden]) a").tap()
        expect(page).to_have_url(re.compile(r"#fn:2$"))

    def test_scrolling_over_a_chart_scrolls_and_opens_nothing(self, open_page: Opening, pages: str) -> None:
        reader = open_page(pages, width=390, has_touch=True, is_mobile=True)
        page = reader.page
        x, y = place(page, SECOND)
        before = page.evaluate("scrollY")
        finger = reader.context.new_cdp_session(page)
        for n in range(10):
            touch = {"type": "touchMove" if n else "touchStart", "touchPoints": [{"x": x, "y": y - 15 * n}]}
            finger.send("Input.dispatchTouchEvent", touch)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_function("before => scrollY > before + 50", arg=before)
        assert shown(page) == ""


class TestKeyboard:
    def test_the_picture_is_one_stop(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        stops = []
        for _ in range(3):
            page.keyboard.press("Tab")
            stops.append(page.evaluate("document.activeElement.className || document.activeElement.localName"))
        assert stops == ["a", "chart-picture chart-live", "summary"]

    def test_it_says_what_it_is_and_what_to_do(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        name = "Bodies, as each side says. Use the arrow keys to go from mark to mark"
        group = page.get_by_role("group", name=name, exact=True)
        expect(group).to_have_count(1)
        expect(group.get_by_role("img", name="Bodies, as each side says", exact=True)).to_have_count(1)

    def test_arrows_go_in_the_order_of_the_table(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.locator(".chart-picture").focus()
        keys = {
            "ArrowRight": FIRST,
            "ArrowDown": SECOND,
            "End": LAST,
            "ArrowUp": THIRD,
            "ArrowLeft": SECOND,
            "Home": FIRST,
        }
        for key, fact in keys.items():
            page.keyboard.press(key)
            assert shown(page) == fact
        page.keyboard.press("ArrowLeft")
        assert shown(page) == FIRST

    def test_the_row_is_read_out_without_the_footnotes_number(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.locator(".chart-picture").focus()
        page.keyboard.press("End")
        said = page.get_by_role("status")
        label = "Bodies that the other side counts as handed over"
        expect(said).to_have_text(f"{label}, more than 19, 2025-07-17, The Office, claimed")

    def test_enter_goes_to_the_footnote(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.locator(".chart-picture").focus()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#fn:4"
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"#fn:4$"))

    def test_escape_leaves_the_card_and_then_nothing_is_open(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.locator(".chart-picture").focus()
        page.keyboard.press("Home")
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        assert shown(page) == ""
        assert page.evaluate("document.activeElement.className") == "chart-picture chart-live"

    def test_tab_goes_on_and_closes_the_card(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.locator(".chart-picture").focus()
        page.keyboard.press("Home")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "footnote-ref"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") == "summary"
        assert shown(page) == ""

    def test_other_keys_stay_the_browsers(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages).page
        page.locator(".chart-picture").focus()
        for key in ("a", "Control+ArrowRight", "Enter", "Escape"):
            page.keyboard.press(key)
            assert shown(page) == ""

    def test_a_mark_out_of_sight_is_brought_into_view(self, open_page: Opening, pages: str) -> None:
        page = open_page(pages, height=200).page
        page.locator(".chart-picture").focus()
        for key in ("End", "Home"):
            page.keyboard.press(key)
            box = page.evaluate("document.querySelector('.chart-mark-active').getBoundingClientRect().toJSON()")
            assert 0 <= box["top"] <= box["bottom"] <= 200

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_focus_is_seen(self, open_page: Opening, pages: str, scheme: str) -> None:
        page = open_page(pages, color_scheme=scheme).page
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outline"
        assert "2px" in page.evaluate(outline)
        assert "solid" in page.evaluate(outline)


@pytest.mark.parametrize("name", ["index.html", "rtl.html"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_card_is_inside_the_window_and_off_its_mark(open_page: Opening, pages: str, width: int, name: str) -> None:
    page = open_page(pages + name, width=width).page
    never_rest(page)
    for fact in (FIRST, SECOND, THIRD, LAST):
        x, y = place(page, fact)
        page.mouse.move(x, y)
        assert shown(page) == fact
        box = card_box(page)
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 700
        assert not (box["y"] <= y <= box["y"] + box["height"])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_card_is_inside_what_cuts_the_picture_off(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "scrolled.html").page
    cut = page.locator(".cut").bounding_box()
    assert cut is not None
    page.mouse.move(*place(page, SECOND))
    box = card_box(page)
    assert cut["y"] <= box["y"]
    assert box["y"] + box["height"] <= cut["y"] + cut["height"]


def test_five_thousand_marks_are_measured_once(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "many.html").page
    measured = page.evaluate(
        """() => {
            const picture = document.querySelector(".chart-picture");
            const box = picture.getBoundingClientRect();
            const own = Element.prototype.getBoundingClientRect;
            let count = 0;
            Element.prototype.getBoundingClientRect = function () { count++; return own.call(this); };
            return [0, 1, 2, 3].map((n) => {
                const place = { clientX: box.left + 20 + n * 10, clientY: box.top + box.height / 2, bubbles: true };
                count = 0;
                picture.dispatchEvent(new PointerEvent("pointermove", { pointerType: "mouse", ...place }));
                return count;
            });
        }"""
    )
    assert measured[0] > 5000
    assert max(measured[1:]) < 30


def test_on_paper_there_is_no_card(open_page: Opening, pages: str) -> None:
    page = open_page(pages).page
    page.mouse.move(*place(page, SECOND))
    page.emulate_media(media="print")
    assert not page.locator(".chart-card").first.is_visible()


def test_a_page_put_in_place_by_instant_navigation_gets_its_cards(open_page: Opening, pages: str) -> None:
    page = open_page(pages + "none.html").page
    # What Material offers: something that calls back for every page.
    page.add_init_script(
        "window.document$ = { calls: [], subscribe(call) { this.calls.push(call); call(document); } };"
    )
    page.reload()
    page.evaluate(
        """async () => {
            const text = await (await fetch("index.html")).text();
            document.body.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
            for (const call of window.document$.calls) call(document);
        }"""
    )
    expect(page.locator(".chart-live")).to_have_count(1)  # The script of charts is fetched by then.
    page.mouse.move(*place(page, SECOND))
    assert shown(page) == SECOND
    assert page.locator(".chart-card").count() == 1
