"""Diverging bars: two halves with one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from explainer.render.charts import LAYOUTS, Annotation, ChartError, ChartTable, Row
from explainer.render.charts.frame import Word
from explainer.render.charts.spec import sketch
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
TALKS = Annotation(event="talks", start="2025-07-01", end="2025-07-01", label="Third round of talks in Istanbul")


def diverging(*rows: Row, **fields: object) -> ChartTable:
    known: dict[str, object] = {"id": "diverging", "kind": "diverging-bar", "y_title": "Bodies handed over"}
    return make_table(*rows, **known | fields)


def both_ways(**fields: object) -> ChartTable:
    """The exchanges, with an event, and Russia's number of the bodies that Ukraine received on one day."""
    rows = list(exchanges().rows)
    rows.insert(
        3,
        make_row(
            "2025-06-14", "1190", series="to-ukraine-by-russia", label="Bodies to Ukraine, as Russia counts them",
            side="Russia", against="to-ukraine:2025-06-14", disputed=True,
        ),
    )  # fmt: skip
    return diverging(*rows, **{"annotations": (TALKS,), "x_title": "Exchange"} | fields)


def by_side(**fields: object) -> ChartTable:
    """Four figures of two sides, each with a name of its own."""
    rows = [
        make_row(fact=name, series=name, label=f"{name}, as its counters say", value=value, side=side, **UNDATED)
        for name, value, side in (
            ("killed", "46000", "Ukraine"), ("wounded", "380000", "Ukraine"),
            ("named", "200186", "Russia"), ("missing", "0", "Russia"),
        )
    ]  # fmt: skip
    return diverging(*rows, **{"id": "diverging-by-side"} | fields)


def bars(table: ChartTable, layout: str = "wide") -> dict[str, dict[str, Any]]:
    """The data of each bar."""
    spec = sketch(table, width=LAYOUTS[layout]).spec
    return {datum["fact"]: datum for values in spec["datasets"].values() for datum in values if "fact" in datum}


def words(table: ChartTable, layout: str = "wide") -> dict[str, Word]:
    return {word.text: word for word in sketch(table, width=LAYOUTS[layout]).words}


def ends(svg: str) -> dict[str, tuple[float, float]]:
    """Where each bar begins, and how long it is, in pixels."""
    found = {}
    for fact, element in marks(svg).items():
        x, _, rest = element.attrib["d"].removeprefix("M").partition(",")
        found[fact] = float(x), float(rest.partition("h")[2].partition("v")[0])
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [both_ways, by_side])
def test_spec_is_as_agreed(make: Callable[[], ChartTable], layout: str) -> None:
    table = make()
    assert_golden_spec(sketch(table, width=LAYOUTS[layout]).whole(), f"{table.id}.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [both_ways, by_side])
def test_each_row_is_one_mark_whose_text_is_the_printed_value(make: Callable[[], ChartTable], layout: str) -> None:
    found = {fact: "".join(mark.itertext()) for fact, mark in marks(draw_here(make(), layout)).items()}
    assert found == {row.fact: row.value_text for row in make().rows}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_body_is_as_long_on_the_left_as_on_the_right(layout: str) -> None:
    table = both_ways()
    found = ends(draw_here(table, layout))
    start, _ = found["to-russia:2025-06-11"]
    _, longest = found["to-ukraine:2025-06-16"]
    for row in table.rows:
        x, long = found[row.fact]
        assert row.value is not None
        assert long == pytest.approx(longest * float(row.value) / 1245, abs=0.15)
        assert (x + long if row.label.startswith("Bodies to Ukraine") else x) == pytest.approx(start, abs=0.15)


def test_the_middle_line_stands_where_both_halves_fit() -> None:
    found = ends(draw_here(both_ways()))
    spec = sketch(both_ways(), width=640).spec
    leftmost, rightmost = min(x for x, _ in found.values()), max(x + long for x, long in found.values())
    assert leftmost == pytest.approx(0, abs=0.15)
    assert rightmost == pytest.approx(spec["width"], abs=0.15)


def test_bars_keep_their_value() -> None:
    found = bars(both_ways())
    assert (found["to-ukraine:2025-06-11"]["value"], found["to-ukraine:2025-06-11"]["tip"]) == (1212, -1212)
    assert (found["to-russia:2025-06-11"]["value"], found["to-russia:2025-06-11"]["tip"]) == (27, 27)


def test_another_sides_count_stands_below_in_the_same_half_and_in_its_sides_colour() -> None:
    found = bars(both_ways())
    own, other, across = (
        found[f"{series}:2025-06-14"] for series in ("to-ukraine", "to-ukraine-by-russia", "to-russia")
    )
    assert other["tip"] == -1190
    assert other["y"] > own["y"]
    assert other["stroke"] == across["stroke"] != own["stroke"]
    assert across["y"] == own["y"]
    assert "Bodies to Ukraine, as Russia counts them" in texts(draw_here(both_ways()))


def test_heads_have_the_colour_of_their_half_and_are_not_named_again() -> None:
    found = sketch(both_ways(), width=640).words
    heads = [word for word in found if word.text in ("←\u00a0Bodies to Ukraine", "Bodies to Russia\u00a0→")]
    bar = bars(both_ways())
    assert [word.colour for word in heads] == [bar[f"{s}:2025-06-11"]["stroke"] for s in ("to-ukraine", "to-russia")]


def test_heads_stand_side_by_side_where_both_halves_have_room_and_else_one_above_the_other() -> None:
    even = diverging(make_row(), make_row(series="to-russia", label="Bodies to Russia", side="Russia", value="1000"))
    found = words(even)
    middle = next(word.x for word in found.values() if word.text == "0")
    assert found["Bodies to Ukraine"].y == found["Bodies to Russia"].y
    assert (found["Bodies to Ukraine"].align, found["Bodies to Russia"].align) == ("right", "left")
    assert found["Bodies to Ukraine"].x < middle < found["Bodies to Russia"].x
    found = words(both_ways())
    assert found["←\u00a0Bodies to Ukraine"].y < found["Bodies to Russia\u00a0→"].y


def test_a_half_in_which_several_sides_speak_has_a_head_without_a_colour() -> None:
    rows = [make_row(), make_row(series="to-russia", label="Bodies to Russia", side="Russia", value="900")]
    other = replace(rows[1], fact="later", start="2025-06-12", end="2025-06-12", date_text="12", side="Ukraine")
    found = words(diverging(*rows, other))
    assert found["Bodies to Ukraine"].colour == bars(diverging(*rows))["to-ukraine:2025-06-11"]["stroke"]
    assert found["Bodies to Russia"].colour == "currentColor"


def test_two_sides_of_several_figures_are_named_by_their_side() -> None:
    found = bars(by_side())
    assert {fact: datum["tip"] for fact, datum in found.items()} == {
        "killed": -46000, "wounded": -380000, "named": 200186, "missing": 0,
    }  # fmt: skip
    assert {"Ukraine", "Russia"} <= set(words(by_side()))


def test_two_undated_figures_are_named_at_their_bars_alone() -> None:
    rows = [make_row(fact=side, series=side, label=f"Killed, {side}", side=side, **UNDATED) for side in ("A", "B")]
    assert texts(draw_here(diverging(*rows))).count("Killed, A") == 1


def test_numbers_stand_outside_the_ends_of_their_bars() -> None:
    table = diverging(make_row(), make_row(series="to-russia", label="Bodies to Russia", side="Russia", value="27"))
    found, places = words(table), ends(draw_here(table))
    left, right = places["to-ukraine:2025-06-11"], places["to-russia:2025-06-11"]
    assert (found["1,212"].align, found["27"].align) == ("right", "left")
    assert found["1,212"].x < left[0]
    assert found["27"].x > sum(right)


def test_a_range_without_a_best_value_is_drawn_from_its_low_to_its_high_end() -> None:
    span = make_row(
        "2025-06-13", value=None, low=Decimal(100), high=Decimal(300), value_text="100 to 300", status="estimated",
    )  # fmt: skip
    best = make_row("2025-06-14", "200", low=Decimal(100), high=Decimal(300), value_text="200 (100 to 300)")
    table = diverging(span, best, make_row("2025-06-13", "400", series="to-russia", side="Russia"))
    found = bars(table)
    assert (found[span.fact]["base"], found[span.fact]["tip"], found[span.fact]["whisker"]) == (-100, -300, False)
    assert (found[best.fact]["base"], found[best.fact]["tip"], found[best.fact]["whisker"]) == (0, -200, True)
    whiskers = [
        (datum["low"], datum["high"])
        for values in sketch(table, width=640).spec["datasets"].values()
        for datum in values
        if "low" in datum and "fact" not in datum
    ]
    assert whiskers == [(-100, -300)]


def many(count: int) -> ChartTable:
    first = date(2012, 1, 1).toordinal()
    days = [date.fromordinal(first + n).isoformat() for n in range(count // 2)]
    there = [make_row(day, str(n % 977)) for n, day in enumerate(days)]
    back = [
        make_row(day, str(n % 83), series="to-russia", label="To Russia", side="Russia") for n, day in enumerate(days)
    ]
    return diverging(*there, *back)


def test_many_bars_have_an_axis_that_counts_from_zero_on_both_sides() -> None:
    table = many(200)
    found = [word for word in sketch(table, width=640).words if word.align == "center"]
    assert [word.text for word in found] == ["100", "50", "0", "50", "100"]
    assert all(a.x < b.x for a, b in pairwise(found))
    assert_words_apart(table)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_five_thousand_bars_are_drawn(layout: str) -> None:
    assert len(marks(draw_here(many(5000), layout))) == 5000


def pair(left: str | None, right: str | None, **fields: Any) -> Sequence[Row]:
    second = {"series": "to-russia", "label": "Bodies to Russia", "side": "Russia"}
    return [make_row(value=left, **fields), make_row(value=right, **fields | second)]


@pytest.mark.parametrize(
    "rows",
    [
        pair("0", "0"),
        pair("1", "0"),
        pair("0", "1"),
        pair("1", "99999999999"),
        pair("0.001", "0.5"),
        pair("5", "5", end="2025-06-30", date_text="between Wednesday 11 and Monday 30 June 2025"),
        pair("5", "5", date_text="יום רביעי 11 ביוני 2025"),
        [*pair("5", "5"), *pair("7", "8")],
        [make_row(label="A name of forty letters, and five more, at least", **UNDATED, fact="a"),
         make_row(label="אגף כוח אדם של הצבא, לפי הספירה שלו", **UNDATED, fact="b", series="b", side="Russia")],
    ],
    ids=["zero", "left", "right", "ten-orders", "small", "span", "right-to-left", "same-day", "long-names"],
)  # fmt: skip
def test_odd_values_are_drawn_with_words_apart(rows: Sequence[Row]) -> None:
    facts = [f"{n}" for n in range(len(rows))]
    table = diverging(*(replace(row, fact=fact) for fact, row in zip(facts, rows, strict=True)))
    for layout in LAYOUTS:
        assert set(marks(draw_here(table, layout))) == set(facts)
    assert_words_apart(table)


def test_numbers_of_an_axis_that_would_touch_are_left_out() -> None:
    table = many(200)
    rows = (replace(row, value=row.value and row.value * 10**10) for row in table.rows)
    huge = replace(table, rows=tuple(rows))
    assert_words_apart(huge)
    assert "0" in words(huge, "narrow")


LONG = "at least 1,212, and perhaps as many as 3,000, or more"


def test_a_long_number_has_several_lines_and_its_place_alone_is_higher() -> None:
    table = diverging(*pair("1000", "900"), make_row("2025-06-13", value_text=LONG), *map(make_row, DAYS[2:4]))
    assert_words_apart(table)
    found = bars(table)
    first, second, third, fourth = (found[f"to-ukraine:{day}"]["y"] for day in DAYS[:4])
    assert third - second == pytest.approx(second - first)
    assert fourth - third == pytest.approx(second - first - 17)
    assert not {LONG} & set(texts(draw_here(table)))
    assert all(word in " ".join(texts(draw_here(table))) for word in LONG.split())


def test_numbers_that_would_take_the_whole_picture_give_way_to_an_axis() -> None:
    rows = [replace(row, value_text="10,000,000,000,000,000,000") for row in pair("10", "9")]
    assert_words_apart(diverging(*rows))
    assert "10,000,000,000,000,000,000" not in texts(draw_here(diverging(*rows), "narrow"))
    assert texts(draw_here(diverging(*rows), "narrow")).count("5") == 2


def test_names_stand_above_their_bars_where_little_room_is_left_for_these() -> None:
    table = by_side()
    found = words(table, "narrow")
    assert {"killed, as its counters say", "missing, as its counters say"} <= set(found)
    assert "killed, as its counters say" in words(table)


@pytest.mark.parametrize("make", [both_ways, by_side])
def test_words_do_not_touch(make: Callable[[], ChartTable]) -> None:
    assert_words_apart(make())


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([make_row()], "diverging bars need two series, or two sides; the chart has 1 and 1"),
        (
            [make_row(series=name, fact=name, side=name) for name in "abc"],
            "diverging bars need two series, or two sides; the chart has 3 and 3",
        ),
        (pair("-5", "5"), '"to-ukraine:2025-06-11" is below zero, for which diverging bars have no place'),
    ],
    ids=["one", "three", "negative"],
)
def test_what_has_not_two_halves_says_why(rows: Sequence[Row], reason: str) -> None:
    with pytest.raises(ChartError) as caught:
        draw_here(diverging(*rows))
    assert caught.value.reason == reason


def test_days_are_written_once() -> None:
    found = texts(draw_here(both_ways(), "narrow"))
    assert [text for text in found if text in DAYS] == list(DAYS)
