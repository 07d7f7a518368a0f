"""Shares: parts of a whole, of which none gets lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from explainer.render.charts import LAYOUTS, Annotation, ChartError, ChartTable, Row
from explainer.render.charts.look import TEXT, VARIABLES
from explainer.render.charts.spec import sketch
from tests.unit.render import colours
from tests.unit.render.charts_tables import (
    DAYS,
    assert_golden_spec,
    draw_here,
    exchanges,
    make_row,
    make_table,
    marks,
    texts,
)
from tests.unit.render.words_apart import assert_words_apart

UNDATED = {"start": "", "end": "", "date_text": ""}
TALKS = Annotation(event="talks", start="2025-06-14", end="2025-06-14", label="Third round of talks in Istanbul")
THEME = (("#fff", "#000000de"), ("#1e2129", "hsla(225, 15%, 90%, 0.82)"))
"""Paper and text of Material's light and dark scheme."""


def share(*rows: Row, **fields: object) -> ChartTable:
    known: dict[str, object] = {"id": "share", "kind": "share", "y_title": "Bodies"}
    return make_table(*rows, **known | fields)


def parts(*values: str, day: str = "", **fields: Any) -> list[Row]:
    """Rows that are parts of one whole, with shares of it."""
    whole = sum(map(Decimal, values))
    dated: dict[str, Any] = {"start": day, "end": day, "date_text": day}
    rows = []
    for n, value in enumerate(values):
        exact = Decimal(value) / whole * 100
        drawn = {"drawn": round(exact, 6), "drawn_text": f"{exact:.1f}%"}
        named = {"fact": f"part-{n}{day and ':'}{day}", "series": f"part-{n}", "label": f"Part {n}", "side": ""}
        rows.append(make_row(value=value, **dated | named | drawn | fields))
    return rows


def one_whole(**fields: object) -> ChartTable:
    """Where the bodies are, of which two groups are much smaller than the others."""
    labels = (
        "Identified and buried",
        "Identified, with the family not yet told",
        "Being examined",
        "Sent back",
        "Lost",
    )
    rows = parts("7012", "1200", "9800", "31", "3", status="documented")
    return share(
        *(replace(row, label=label) for row, label in zip(rows, labels, strict=True)), **{"id": "share-whole"} | fields
    )


def by_date(**fields: object) -> ChartTable:
    """Who got how much of each exchange."""
    rows = exchanges().rows
    wholes = {day: sum(row.value or 0 for row in rows if row.start == day) for day in DAYS}
    shares = {row.fact: (row.value or 0) / Decimal(wholes[row.start]) * 100 for row in rows}
    found = [replace(row, drawn=round(shares[row.fact], 6), drawn_text=f"{shares[row.fact]:.1f}%") for row in rows]
    return share(*found, **{"id": "share-by-date", "annotations": (TALKS,)} | fields)


def seven_parts(days: int = 3) -> ChartTable:
    sides = ("Ukraine", "Ukraine", "Ukraine", "Russia", "", "", "")
    rows = []
    for day in DAYS[:days]:
        found = parts("7012", "900", "700", "200", "140", "140", "140", day=day, status="confirmed")
        rows += [replace(row, side=side) for row, side in zip(found, sides, strict=True)]
    return share(*rows)


def data(table: ChartTable, layout: str = "wide") -> dict[str, dict[str, Any]]:
    """The data of each part."""
    spec = sketch(table, width=LAYOUTS[layout]).spec
    return {datum["fact"]: datum for values in spec["datasets"].values() for datum in values if "fact" in datum}


def sizes(svg: str) -> dict[str, tuple[float, float]]:
    """Width and height of each part."""
    found = {}
    for fact, element in marks(svg).items():
        size = re.fullmatch(r"M[-\d.]+,[-\d.]+h([\d.]+)v([\d.]+)h-?[\d.]+[Zz]", element.attrib["d"])
        assert size, element.attrib["d"]
        found[fact] = float(size[1]), float(size[2])
    return found


TABLES: list[Callable[[], ChartTable]] = [one_whole, by_date, seven_parts]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [one_whole, by_date])
def test_spec_is_as_agreed(make: Callable[[], ChartTable], layout: str) -> None:
    table = make()
    assert_golden_spec(sketch(table, width=LAYOUTS[layout]).whole(), f"{table.id}.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", TABLES)
def test_each_row_is_one_mark_that_says_its_value_and_its_share(make: Callable[[], ChartTable], layout: str) -> None:
    found = {fact: "".join(mark.itertext()) for fact, mark in marks(draw_here(make(), layout)).items()}
    assert found == {row.fact: f"{row.value_text} ({row.drawn_text})" for row in make().rows}


@pytest.mark.parametrize("make", TABLES)
def test_parts_follow_each_other_and_make_the_whole(make: Callable[[], ChartTable]) -> None:
    found = data(make())
    ends: dict[str, float] = {}
    for row in make().rows:
        datum = found[row.fact]
        assert datum["low"] == pytest.approx(ends.get(row.start, 0), abs=1e-5)
        assert datum["high"] - datum["low"] == pytest.approx(float(row.drawn or 0), abs=1e-5)
        ends[row.start] = datum["high"]
    assert list(ends.values()) == pytest.approx([100] * len(ends), abs=1e-4)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_part_of_the_column_is_as_high_as_its_share(layout: str) -> None:
    height = sketch(one_whole(), width=LAYOUTS[layout]).spec["height"]
    found = sizes(draw_here(one_whole(), layout))
    for row in one_whole().rows:
        assert row.drawn is not None
        full = float(row.drawn) / 100 * height
        # Paper is taken from each end of a part that has enough pixels.
        assert found[row.fact][1] == pytest.approx(full - (2.5 if full >= 3.75 else 0), abs=0.15)
    assert len({wide for wide, _ in found.values()}) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_part_of_a_bar_is_as_long_as_its_share(layout: str) -> None:
    plot = sketch(by_date(), width=LAYOUTS[layout]).spec["width"]
    found = sizes(draw_here(by_date(), layout))
    for row in by_date().rows:
        assert row.drawn is not None
        full = float(row.drawn) / 100 * plot
        assert found[row.fact][0] == pytest.approx(full - (2.5 if full >= 3.75 else 0), abs=0.15)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", TABLES)
def test_a_small_part_has_a_stroke_and_its_number(make: Callable[[], ChartTable], layout: str) -> None:
    svg = draw_here(make(), layout)
    written = " ".join(texts(svg))
    for fact, mark in marks(svg).items():
        share_text = next(row.drawn_text for row in make().rows if row.fact == fact)
        assert share_text in written
        assert mark.get("stroke", "inherited") != "none"
    numbers = [text for text in texts(svg) if re.fullmatch(r"[\d.]+%", text)]
    assert sorted(numbers) == sorted(row.drawn_text for row in make().rows)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_parts_of_one_whole_are_named_beside_it_with_their_values(layout: str) -> None:
    written = " ".join(texts(draw_here(one_whole(), layout)))
    for row in one_whole().rows:
        assert all(word in written for word in row.label.split())
        assert row.value_text in written


def test_a_single_date_is_a_column_that_says_its_date() -> None:
    table = share(*parts("3", "1", day="2025-06-11"))
    assert texts(draw_here(table)).count("2025-06-11") == 1
    assert {high for _, high in sizes(draw_here(table)).values()} != {14.0}
    with_event = replace(table, annotations=(TALKS,))
    assert "Third round of talks in Istanbul" in texts(draw_here(with_event))


def test_numbers_stand_in_their_part_after_the_bar_or_under_it() -> None:
    words = sketch(by_date(), width=640).words
    plot = sketch(by_date(), width=640).spec["width"]
    large, small = (next(word for word in words if word.text == text) for text in ("97.8%", "2.2%"))
    assert large.align == "center"
    assert large.x == pytest.approx(plot * 0.4891, abs=0.1)
    assert (small.x > plot, small.y) == (True, large.y)
    words = sketch(seven_parts(), width=320).words
    large, small = (next(word for word in words if word.text == text) for text in ("76.0%", "1.5%"))
    assert small.y > large.y


def test_parts_of_one_colour_are_told_apart_by_shade_and_outline() -> None:
    found = data(seven_parts())
    facts = [f"part-{n}:2025-06-11" for n in range(3)]
    assert len({found[fact]["stroke"] for fact in facts}) == 1
    assert len({found[fact]["ink"] for fact in facts}) == 3


@pytest.mark.parametrize("status", ["confirmed", "estimated", "claimed"])
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_numbers_in_parts_can_be_read(scheme: int, status: str) -> None:
    """The colour of each number has a contrast of 4.5 with the part that it stands in."""
    paper, text_css = colours.read(THEME[scheme][0]), THEME[scheme][1]
    table = share(*(replace(row, status=status) for row in seven_parts().rows))
    looks = {row.drawn_text: data(table)[row.fact] for row in table.rows}
    within = {word.text: word.colour for word in sketch(table, width=640).words if word.align == "center"}
    assert len(within) == 3
    for text, colour in within.items():
        fill, ink = looks[text]["fill"], looks[text]["ink"]
        red, green, blue = (
            ink * one + (1 - ink) * other for one, other in zip(in_scheme(fill, scheme), paper, strict=True)
        )
        part = (red, green, blue)
        shown = colours.read(text_css, part) if colour == TEXT else in_scheme(colour, scheme)
        assert colours.contrast(shown, part) >= 4.5


def in_scheme(css: str, scheme: int) -> colours.Colour:
    """What a variable is in the light or the dark scheme."""
    name = re.search(r"--[\w-]+", css)
    assert name
    return colours.read(VARIABLES[name[0]][scheme])


def test_more_rows_than_can_be_numbered_have_an_axis_of_per_cents() -> None:
    first = date(2012, 1, 1).toordinal()
    rows = [row for n in range(50) for row in parts("3", "1", day=date.fromordinal(first + n).isoformat())]
    found = texts(draw_here(share(*rows)))
    assert [text for text in found if text.endswith("%")] == ["0%", "25%", "50%", "75%", "100%"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_five_thousand_parts_are_drawn(layout: str) -> None:
    first = date(2012, 1, 1).toordinal()
    rows = [row for n in range(2500) for row in parts("3", "1", day=date.fromordinal(first + n).isoformat())]
    assert len(marks(draw_here(share(*rows), layout))) == 5000
    assert len(marks(draw_here(share(*parts(*map(str, range(5000)))), layout))) == 5000


def test_of_very_many_parts_the_largest_are_named() -> None:
    table = share(*parts(*map(str, range(1, 101))))
    written = texts(draw_here(table))
    assert "Part 99 · 100" in written
    assert "Part 0 · 1" not in written
    assert_words_apart(table)


@pytest.mark.parametrize(
    "table",
    [
        one_whole(),
        by_date(),
        seven_parts(),
        share(*parts("5")),
        share(*parts("0", "5")),
        share(*parts("1", "99999999999", "0.001")),
        share(*parts("1", "1", "1", "100000", "1", "1")),
        share(*parts("2", "2", label="A name of forty letters, and then of forty more that have to go somewhere")),
        share(*parts("2", "2", label="גופות שהוחזרו לאוקראינה מאז תחילת המלחמה, לפי הספירה שלה")),
        share(*parts("2", "3", value_text="at least 1,212, and perhaps as many as 3,000 or even more than those")),
        share(*parts("2", "3", day="2025-06-11"), *parts("1", "4", day="2025-06-11", value_text="again")),
        share(*(replace(row, date_text="between Wednesday 11 and Monday 30 June 2025", end="2025-06-30")
                for row in parts("2", "3", day="2025-06-11")), annotations=(TALKS,)),
    ],
    ids=["whole", "dates", "seven", "one", "zero", "ten-orders", "tiny", "long", "right-to-left", "long-value", "again",
         "span"],
)  # fmt: skip
def test_odd_values_are_drawn_with_words_apart(table: ChartTable) -> None:
    table = replace(table, rows=tuple(replace(row, fact=f"{n}") for n, row in enumerate(table.rows)))
    for layout in LAYOUTS:
        assert set(marks(draw_here(table, layout))) == {row.fact for row in table.rows}
    assert_words_apart(table)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([make_row()], '"to-ukraine:2025-06-11" has no share of the whole'),
        (parts("-1", "5"), '"part-0" is below zero, which is no part of a whole'),
        (
            [replace(row, drawn=Decimal("50.5")) for row in parts("1", "1")],
            "its parts are more than the whole: 101 per cent",
        ),
    ],
    ids=["no-share", "negative", "too-much"],
)
def test_what_is_no_whole_says_why(rows: list[Row], reason: str) -> None:
    with pytest.raises(ChartError) as caught:
        draw_here(share(*rows))
    assert caught.value.reason == reason
