"""Waffles: dots that can be counted, and nothing rounded away."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from explainer.render.charts import LAYOUTS, ChartError, ChartTable, Row
from explainer.render.charts.spec import sketch
from tests.unit.render.charts_tables import assert_golden_spec, draw_here, make_row, make_table, marks, texts
from tests.unit.render.words_apart import assert_words_apart

KEY = "One dot stands for 100 bodies. A smaller dot stands for fewer."


def waffle(*rows: Row, per: str | None = "100", **fields: Any) -> ChartTable:
    known: dict[str, object] = {"id": "waffle", "kind": "waffle", "y_title": "Bodies", "per_text": KEY}
    return make_table(*rows, per=None if per is None else Decimal(per), **known | fields)


def there(value: str | None = "19930", **fields: Any) -> Row:
    return make_row(**{"fact": "there", "start": "", "end": "", "value": value} | fields)


def back(value: str = "463") -> Row:
    return there(value, fact="back", series="back", label="Bodies to Russia", side="Russia", status="confirmed")


def both_ways(**fields: Any) -> ChartTable:
    return waffle(there(), back(), **fields)


def one_way() -> ChartTable:
    return waffle(there("1234.5"), per="50", id="waffle-one")


def circles(path: str) -> list[tuple[float, float, float]]:
    """The centre and the radius of each dot of a path."""
    found = []
    x = y = 0.0
    number = r"(-?[\d.]+)"
    for way, dx, dy, radius in re.findall(
        rf"([Mm]){number},{number}a{number},\4,0,1,0,[\d.]+,0a\4,\4,0,1,0-[\d.]+,0", path
    ):
        x, y = (float(dx), float(dy)) if way == "M" else (x + float(dx), y + float(dy))
        found.append((x + float(radius), y, float(radius)))
    assert len(found) == path.lower().count("m")
    return found


def dots(table: ChartTable, fact: str, layout: str = "wide") -> list[tuple[float, float, float]]:
    return circles(marks(draw_here(table, layout))[fact].attrib["d"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("make", [both_ways, one_way])
def test_spec_is_as_agreed(make: Callable[[], ChartTable], layout: str) -> None:
    table = make()
    assert_golden_spec(sketch(table, width=LAYOUTS[layout]).whole(), f"{table.id}.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_row_is_one_mark_whose_text_is_the_printed_value(layout: str) -> None:
    found = {fact: "".join(mark.itertext()) for fact, mark in marks(draw_here(both_ways(), layout)).items()}
    assert found == {"there": "19,930", "back": "463"}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("value", "per", "whole", "part"),
    [
        ("19930", "100", 199, 0.3),
        ("463", "100", 4, 0.63),
        ("500", "100", 5, None),
        ("1", "100", 0, 0.01),
        ("0.75", "0.1", 7, 0.5),
    ],
)
def test_dots_add_up_to_the_value(value: str, per: str, whole: int, part: float | None, layout: str) -> None:
    radii = [radius for _, _, radius in dots(waffle(there(value), per=per), "there", layout)]
    assert radii[:whole] == [5] * whole
    assert len(radii) == whole + (part is not None)
    if part is not None:
        assert radii[-1] == pytest.approx(max(5 * sqrt(part), 0.5), abs=0.06)


@pytest.mark.parametrize(
    ("table", "layout", "line"),
    [
        (both_ways(), "narrow", 20),
        (both_ways(), "wide", 20),
        (waffle(there()), "wide", 40),
        (waffle(there("3000")), "narrow", 10),
        (waffle(there("3000")), "wide", 10),
        (waffle(there("3001")), "narrow", 20),
    ],
    ids=["narrow", "two-beside", "alone", "few", "few-wide", "more"],
)
def test_dots_stand_in_lines_and_fives_that_can_be_counted(table: ChartTable, layout: str, line: int) -> None:
    found = dots(table, "there", layout)
    rows = sorted({y for _, y, _ in found})
    first = [x for x, y, _ in found if y == rows[0]]
    assert len(first) == min(line, len(found))
    steps = [round(b - a, 2) for a, b in pairwise(first)]
    assert steps == [20 if n % 5 == 4 else 14 for n in range(len(steps))]
    down = [round(b - a, 2) for a, b in pairwise(rows)]
    assert down == [20 if n % 5 == 4 else 14 for n in range(len(down))]
    assert first[0] >= 5
    assert max(x + radius for x, _, radius in found) < LAYOUTS[layout]


def test_two_rows_stand_side_by_side_where_there_is_room() -> None:
    places = {}
    for layout, full in LAYOUTS.items():
        data = [row for rows in sketch(both_ways(), width=full).spec["datasets"].values() for row in rows]
        places[layout] = [(row["x"], row["y"]) for row in data if "fact" in row]
    (x, y), (other_x, other_y) = places["wide"]
    assert (x, y) == (0, other_y)
    assert other_x > 300
    (x, y), (other_x, other_y) = places["narrow"]
    assert (x, other_x) == (0, 0)
    assert other_y > y


def test_words_say_what_a_dot_is_and_each_number() -> None:
    found = texts(draw_here(both_ways()))
    assert {"Bodies", KEY, "Bodies to Ukraine · 19,930", "Bodies to Russia · 463"} == set(found)


def test_claims_are_hollow_and_counts_solid() -> None:
    found = marks(draw_here(both_ways()))
    assert (found["there"].get("fill-opacity"), found["back"].get("fill-opacity")) == ("0.1", None)
    assert found["there"].get("stroke") != found["back"].get("stroke")


def test_disputed_dots_are_diamonds() -> None:
    mark = marks(draw_here(waffle(there("250", disputed=True))))["there"]
    assert mark.attrib["d"] == "M2,7L7,2L12,7L7,12L2,7M16,7L21,2L26,7L21,12L16,7M31.5,7L35,3.5L38.5,7L35,10.5L31.5,7"


def test_nothing_is_a_stroke_and_no_dot() -> None:
    mark = marks(draw_here(waffle(there("0"), back())))["there"]
    assert "a" not in mark.attrib["d"]
    assert re.fullmatch(r"M7,2L7,12", mark.attrib["d"])
    assert mark.get("stroke")


def test_a_range_is_drawn_by_its_best_value() -> None:
    row = there("2100", low=Decimal(2000), high=Decimal(2200), value_text="2,100 (2,000 to 2,200)")
    assert len(dots(waffle(row), "there")) == 21
    assert "Bodies to Ukraine · 2,100 (2,000 to 2,200)" in texts(draw_here(waffle(row)))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("disputed", [False, True])
def test_two_hundred_dots_weigh_little(layout: str, *, disputed: bool) -> None:
    assert len(draw_here(waffle(there("20000", disputed=disputed)), layout).encode()) <= 8000


OWN = """
import altair as alt

OVAL = "M0,0C0,3,4,5,10,5C16,5,20,3,20,0C20,-3,16,-5,10,-5C4,-5,0,-3,0,0"

def ovals(rows):
    points = alt.Chart(alt.Data(values=rows)).mark_point(size=4, shape=OVAL)
    return points.encode(x=alt.X("value:Q", axis=None), y=alt.Y("fact:N", axis=None))
"""


def test_curves_that_are_no_circle_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "ovals_of_a_site.py").write_text(OWN)
    mark = marks(draw_here(make_table(make_row(), draw="ovals_of_a_site:ovals", root=tmp_path)))
    oval = "M0,0C0,3,4,5,10,5C16,5,20,3,20,0C20,-3,16,-5,10,-5C4,-5,0,-3,0,0"
    assert mark["to-ukraine:2025-06-11"].attrib["d"] == oval


def test_two_thousand_dots_are_drawn_and_one_more_is_refused() -> None:
    assert len(dots(waffle(there("200000")), "there")) == 2000
    with pytest.raises(ChartError) as caught:
        draw_here(waffle(there("199999"), back("1")), "wide") and draw_here(waffle(there("200000"), back("1")))
    assert caught.value.reason == "it would have 2001 dots; the limit is 2000"


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (waffle(there(), per=None), "nothing says how many one dot stands for"),
        (waffle(there(), per="0"), "nothing says how many one dot stands for"),
        (waffle(there(), per="NaN"), "nothing says how many one dot stands for"),
        (waffle(there("-1")), '"there" is below zero, which dots cannot show'),
        (
            waffle(there(None, low=Decimal(1), high=Decimal(2), value_text="1 to 2")),
            '"there" is a range without a best value, which dots cannot show',
        ),
        (waffle(there("1E+30"), per="1"), f"it would have {10**30} dots; the limit is 2000"),
    ],
    ids=["no-per", "zero-per", "nan-per", "negative", "range", "huge"],
)
def test_what_cannot_be_counted_says_why(table: ChartTable, reason: str) -> None:
    with pytest.raises(ChartError) as caught:
        draw_here(table)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "table",
    [
        both_ways(),
        one_way(),
        waffle(there(label="A name of forty letters, and another forty that follow upon the first"), back(), back()),
        waffle(there(label="גופות שהוחזרו לאוקראינה מאז תחילת המלחמה, לפי הספירה שלה"), back()),
        waffle(there(), back(), per_text="", y_title=""),
        waffle(*(there(str(n), fact=f"f{n}", label=f"Figure {n}") for n in range(31))),
    ],
    ids=["both", "one", "long", "right-to-left", "no-words", "many"],
)
def test_words_do_not_touch(table: ChartTable) -> None:
    assert_words_apart(table)
