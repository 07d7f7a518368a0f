"""The picture of a page: what stands in it, that nothing leaves it, and that a number is whole or not there."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from babel import Locale
from PIL import Image

from explainer.render.blocks.cards import CardView
from explainer.render.charts.raster import rasterize
from explainer.render.charts.text import ROOM, width
from explainer.render.sharing.social_card import card_svg, card_words, key_number
from tests.builders import check, codes_of, make_site

EN = Locale("en", "GB")
NUMBER = CardView(
    id="houses",
    text="nearly 412 houses",
    label="Houses destroyed",
    status="claimed",
    weakest="",
    said="District council",
    date="as of 20 July 2021",
    machine_date="2021-07-20",
)
LONG = "Donaudampfschifffahrtsgesellschaft " * 40


def texts(svg: str) -> list[ElementTree.Element]:
    assert "\n" not in svg
    return ElementTree.fromstring(svg).findall("{http://www.w3.org/2000/svg}text")


def words(svg: str) -> str:
    return " ".join((text.text or "").strip("\u2068\u2069") for text in texts(svg))


def test_it_says_site_title_number_and_who_says_it() -> None:
    found = words(card_svg("The valley", "The flood", NUMBER, EN))
    for said in ("The valley", "The flood", "nearly 412 houses", "Houses destroyed"):
        assert said in found
    assert "District council · as of 20 July 2021 · claimed by one side" in found
    assert card_words("The flood", NUMBER, EN) == (
        "The flood. nearly 412 houses: Houses destroyed. District council · as of 20 July 2021 · claimed by one side"
    )


def test_without_a_number_it_is_the_title_alone() -> None:
    svg = card_svg("The valley", "The flood", None, EN)
    assert words(svg) == "The valley The flood"
    assert (card_words("The flood", None, EN), "<path" in svg) == ("The flood", False)


@pytest.mark.parametrize(
    ("status", "dashes"),
    [
        ("confirmed", [""]),
        ("claimed", ["16 10"]),
        ("estimated", ["4 8"]),
        ("disputed", ["", ""]),
        ("derived", ["", "4 8"]),
        ("", []),
    ],
)
def test_the_line_below_the_number_says_how_sure_it_is(status: str, dashes: list[str]) -> None:
    svg = ElementTree.fromstring(card_svg("x", "y", replace(NUMBER, status=status), EN))
    _, *strokes = svg.findall("{http://www.w3.org/2000/svg}path")
    assert [stroke.get("stroke-dasharray", "") for stroke in strokes] == dashes


@pytest.mark.parametrize("locale", [EN, Locale("uk"), Locale("he")])
def test_whatever_is_too_long_stays_in_the_picture(locale: Locale) -> None:
    number = replace(NUMBER, label=LONG, said=LONG)
    ends = []
    for text in texts(card_svg(LONG, LONG, number, locale)):
        bold = text.get("font-weight") == "bold"
        size = float(text.attrib["font-size"])
        assert width((text.text or "").strip("\u2068\u2069"), size, bold=bold) <= 1056
        assert float(text.attrib["y"]) - size * 0.9 > 0
        ends.append((float(text.attrib["y"]), size))
    assert max(y for y, _ in ends) < 630 - 40
    # No two lines stand in the same place.
    lines = sorted(ends)
    assert all(below - size * 0.8 > above for (above, _), (below, size) in pairwise(lines))


def test_a_number_is_set_smaller_and_never_cut() -> None:
    long = replace(NUMBER, text="about 123,456,789,012 to 987,654,321,098 houses destroyed")
    assert long.text in words(card_svg("x", "y", long, EN))
    endless = replace(NUMBER, text="about " + "9" * 200)
    assert words(card_svg("x", "y", endless, EN)) == "x y"


def test_what_is_cut_is_cut_at_a_word() -> None:
    found = words(card_svg("x", "In 2021 " * 60, None, EN))
    assert re.search(r"(In|2021)…$", found)


def test_from_right_to_left(tmp_path: Path) -> None:
    svg = card_svg("חילופים", "חילופי גופות", NUMBER, Locale("he"))
    assert {(text.get("x"), text.get("text-anchor")) for text in texts(svg)} == {("1128", "end")}
    stroke = ElementTree.fromstring(svg).findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    x, wide = (float(part) for part in re.findall(r"[\d.]+", stroke)[::2])
    assert x + wide == pytest.approx(1128, abs=0.2)
    assert wide == pytest.approx(width(NUMBER.text, 92, bold=True) / ROOM, abs=0.2)


class TestPng:
    def test_it_is_small_and_of_the_size_that_networks_ask_for(self, tmp_path: Path) -> None:
        svg = card_svg("Обмен телами", "Обмен телами и пленными между Россией и Украиной", NUMBER, Locale("ru"))
        (png,) = rasterize([svg])
        assert png is not None
        assert len(png) < 60_000
        (tmp_path / "card.png").write_bytes(png)
        with Image.open(tmp_path / "card.png") as picture:
            assert (picture.size, picture.mode) == ((1200, 630), "L")
            assert picture.getpixel((5, 5)) == 255
            assert min(picture.tobytes()) < 40

    def test_the_same_text_gives_the_same_bytes_and_is_kept(self, tmp_path: Path) -> None:
        svgs = [card_svg("a", title, NUMBER, EN) for title in ("one", "two", "one")]
        first = rasterize(svgs, cache=tmp_path)
        assert first[0] == first[2] != first[1]
        assert len(list(tmp_path.iterdir())) == 2
        assert rasterize(svgs, cache=tmp_path) == rasterize(svgs) == first

    def test_a_damaged_entry_is_drawn_anew(self, tmp_path: Path) -> None:
        svg = card_svg("a", "b", None, EN)
        first = rasterize([svg], cache=tmp_path)
        (entry,) = tmp_path.iterdir()
        entry.write_bytes(entry.read_bytes()[:-1])
        assert rasterize([svg], cache=tmp_path) == first

    def test_what_cannot_be_drawn_takes_no_other_with_it(self) -> None:
        good = card_svg("a", "b", None, EN)
        found = rasterize([good, "no picture", good.replace(">b<", ">c<")])
        assert [png is None for png in found] == [False, True, False]

    def test_no_character_ends_the_process(self) -> None:
        (png,) = rasterize([card_svg("a\0b", "\x1b\x0b <b>&amp; \ud800"[:-1], NUMBER, EN)])
        assert png is not None


class TestKeyNumber:
    PAGES = "/// facts | council houses\n///\n"

    def test_it_is_the_first_number_of_the_first_cards(self, tmp_path: Path) -> None:
        found = check(make_site(tmp_path, {"docs/index.md": f"# T\n\n{self.PAGES}"}))
        number = key_number(found.pages[0], found.facts, EN)
        assert number is not None
        assert number.text == "412 houses"

    def test_a_page_names_another(self, tmp_path: Path) -> None:
        facts = "figures:\n  barns: {label: Barns, value: 3, cite: report}\n"
        site = make_site(tmp_path, {"docs/index.md": f"---\ncard: barns\n---\n{self.PAGES}", "data/more.yml": facts})
        found = check(site)
        number = key_number(found.pages[0], found.facts, EN)
        assert number is not None
        assert number.text == "3"
        # Nothing else uses it, and that is use enough.
        assert [problem.message for problem in found.problems if "barns" in problem.message] == []

    def test_a_page_without_facts_has_none(self, tmp_path: Path) -> None:
        found = check(make_site(tmp_path, {"docs/index.md": "# T\n"}))
        assert key_number(found.pages[0], found.facts, EN) is None

    @pytest.mark.parametrize(
        ("card", "code"),
        [
            ("house", "reference-resolves"),
            ("council", "reference-resolves"),
            ("[houses]", "type-matches"),
            ("", "type-matches"),
        ],
    )
    def test_it_names_a_figure(self, tmp_path: Path, card: str, code: str) -> None:
        text = f"---\ntitle: T\ncard: {card}\n---\n\n/// figures\n///\n\n[@report; @gazette], [@council], [@mayor]\n"
        site = make_site(tmp_path, {"docs/index.md": text})
        assert codes_of(site) == [code]
        assert check(site).problems[0].where.line == 3
