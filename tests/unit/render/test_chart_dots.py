"""Dots: points on one axis, two sides' counts side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from explainer.render.charts import LAYOUTS, ChartTable, Row
from explainer.render.charts.frame import Word
from explainer.render.charts.spec import sketch
from tests.unit.render.awkward_tables import AWKWARD, EVENTS, make_range
from tests.unit.render.charts_tables import (
    DAYS,
    SVG,
    assert_golden_spec,
    draw_here,
    exchanges,
    inherited,
    make_row,
    make_table,
    marks,
    texts,
)
from tests.unit.render.words_apart import assert_words_apart


def dots(*rows: Row, **fields: object) -> ChartTable:
    return make_table(*rows, **{"id": "dots", "kind": "dot", "y_title": "Bodies"} | fields)


def both_ways(**fields: object) -> ChartTable:
    return exchanges(id="dots", kind="dot", **fields)


def of_three(*values: str, **fields: object) -> ChartTable:
    """Values of as many series on one day, and a second day so that days are places."""
    sides = ("Ukraine", "Russia", "")
    rows = [
        make_row(value=value, series=f"s{n}", label=f"Count {n}", side=sides[n % 3]) for n, value in enumerate(values)
    ]
    return dots(*rows, make_row("2025-07-01", "500", series="s0", label="Count 0"), **fields)


def centres(table: ChartTable, layout: str = "wide") -> dict[str, tuple[float, float]]:
    """The middle of each point, by its fact."""
    found = {}
    for fact, mark in marks(draw_here(table, layout)).items():
        assert mark.tag == f"{SVG}circle"
        found[fact] = (float(mark.attrib["cx"]), float(mark.attrib["cy"]))
    return found


def words(table: ChartTable, layout: str = "wide") -> dict[str, Word]:
    return {word.text: word for word in sketch(table, width=LAYOUTS[layout]).words}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spec_is_as_agreed(layout: str) -> None:
    assert_golden_spec(sketch(both_ways(), width=LAYOUTS[layout]).whole(), f"dots.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_points_stand_at_their_values(layout: str) -> None:
    found = centres(both_ways(), layout)
    zero, top = found["to-russia:2025-06-13"][0], found["to-ukraine:2025-06-16"][0]
    assert top - zero > 100
    for row in both_ways().rows:
        assert row.value is not None
        assert found[row.fact][0] - zero == pytest.approx((top - zero) * float(row.value) / 1245, abs=0.11)


def test_the_counts_of_a_day_stand_on_one_line_and_are_joined() -> None:
    found = centres(both_ways())
    rules = sketch(both_ways(), width=640).rules
    for day in DAYS:
        (x, y), (x2, y2) = found[f"to-russia:{day}"], found[f"to-ukraine:{day}"]
        assert y == y2
        assert [rule for rule in rules if rule.y == rule.y2 == pytest.approx(y, abs=0.06) and rule.x2 - rule.x > 1]
        (rule,) = [r for r in rules if r.y == pytest.approx(y, abs=0.06) and r.x == pytest.approx(x, abs=0.06)]
        assert rule.x2 == pytest.approx(x2, abs=0.06)
    assert len({y for _, y in found.values()}) == len(DAYS)


def test_the_numbers_stand_left_of_the_lower_and_right_of_the_higher() -> None:
    found, written = centres(both_ways()), words(both_ways())
    assert (written["27"].align, written["1,212"].align) == ("right", "left")
    assert written["27"].x < found["to-russia:2025-06-11"][0]
    assert written["1,212"].x > found["to-ukraine:2025-06-11"][0]
    assert {"27", "51", "1,245", "1,003"} <= set(written)


def test_of_three_values_only_the_ends_have_numbers() -> None:
    found = texts(draw_here(of_three("210", "730", "940")))
    assert {"210", "940"} <= set(found)
    assert "730" not in found


def test_of_a_range_that_reaches_beyond_all_others_the_number_stands_once() -> None:
    table = dots(
        make_range("2025-06-11", 10, 90), make_row(value="50", series="s", label="Count"), make_row("2025-07-01", "70")
    )
    found = texts(draw_here(table))
    assert found.count("10 to 90") == 1
    assert "50" not in found[found.index("10 to 90") :]


def test_the_axis_begins_near_the_values_and_says_its_ends() -> None:
    found = texts(draw_here(dots(make_row(value="57"), make_row("2025-06-16", "78"), make_row("2025-06-20", "79"))))
    assert {"55", "80"} <= set(found)
    assert "0" not in found
    assert "0" in texts(draw_here(dots(make_row(value="7"), make_row("2025-06-16", "79"))))


def test_what_is_disputed_is_a_diamond_and_what_is_claimed_hollow() -> None:
    table = dots(make_row(disputed=True), make_row("2025-07-01", "1100"), make_row("2025-08-01", status="confirmed"))
    svg = draw_here(table)
    found = marks(svg)
    assert found["to-ukraine:2025-06-11"].tag == f"{SVG}path"
    assert found["to-ukraine:2025-07-01"].tag == f"{SVG}circle"
    fills = [inherited(svg, fact, "fill") or "" for fact in found]
    assert [fill.split(",")[0] for fill in fills] == [
        "var(--explainer-paper", "var(--explainer-paper", "var(--explainer-side-1",
    ]  # fmt: skip


def test_series_of_one_side_differ_in_shape_and_the_legend_shows_that() -> None:
    rows = [
        make_row(day, value, series=f"s{n}", label=f"Count {n}") for day in DAYS[:3] for n, value in enumerate("123")
    ]
    table = dots(*rows)
    found = marks(draw_here(table))
    forms = [found[f"s{n}:{DAYS[0]}"].attrib.get("d", "circle") for n in range(3)]
    assert len(set(forms)) == 3
    key = sketch(table, width=640).spec["layer"][-1]
    rows_of_key = sketch(table, width=640).spec["datasets"][key["data"]["name"]]
    assert [row["shape"] for row in rows_of_key] == ["triangle-up", "square", "circle"]
    assert {"Count 0", "Count 1", "Count 2"} <= set(texts(draw_here(table)))


def test_points_of_one_value_do_not_hide_one_another() -> None:
    found = centres(of_three("300", "300", "301"))
    ys = [found[f"s{n}:2025-06-11"][1] for n in range(3)]
    assert len(set(ys)) == 3
    assert max(ys) - min(ys) < 17


@pytest.mark.parametrize("layout", LAYOUTS)
def test_two_sides_are_named_over_the_first_day_where_that_fits(layout: str) -> None:
    written = words(both_ways(), layout)
    assert "side-1" in written["Bodies to Ukraine"].colour
    assert "side-2" in written["Bodies to Russia"].colour
    assert written["Bodies to Ukraine"].y == written["Bodies to Russia"].y
    long = [
        make_row(day, value, series=f"s{n}", label=f"{n} {'Bodies ' * 12}")
        for day in DAYS
        for n, value in ((0, "1"), (1, "2"))
    ]
    first, then = (word for word in sketch(dots(*long), width=LAYOUTS[layout]).words if word.text[:2] in ("0 ", "1 "))
    assert first.x == then.x
    assert first.y != then.y


def test_figures_of_one_value_each_are_places_by_name() -> None:
    rows = [
        make_row("2025-06-16", "78", series="a", label="As the ministry counts", date_text="16 June 2025"),
        make_row("2025-06-20", "79", series="b", label="As RT counts", date_text="20 June 2025"),
        make_row("2025-06-19", "57", series="c", label="As said on 19 June 2025", date_text="19 June 2025"),
    ]
    found = [text.replace("\u00a0", " ") for text in texts(draw_here(dots(*rows)))]
    assert {"As RT counts, 20 June 2025", "As said on 19 June 2025"} <= set(found)
    ys = [y for _, y in centres(dots(*rows)).values()]
    assert ys == sorted(ys)
    alike = [make_row(value=value, series=value, label=f"Count {value}", date_text="June") for value in "12"]
    assert "Count 1" in texts(draw_here(dots(*alike)))


def test_another_sides_count_stands_on_the_line_of_what_it_contradicts() -> None:
    table = dots(*AWKWARD["two sides"])
    found = marks(draw_here(table))
    own, other = found["to-ukraine:2025-06-11"], found["other:2025-06-11"]
    assert other.attrib["transform"].endswith(f",{own.attrib['cy']})")
    assert "side-2" in (inherited(draw_here(table), "other:2025-06-11", "stroke") or "")


def test_many_points_have_a_grid_in_place_of_numbers() -> None:
    table = dots(*AWKWARD["81"])
    upright = [rule for rule in sketch(table, width=640).rules if rule.x == rule.x2 and rule.y2 - rule.y > 500]
    assert len(upright) >= 4
    assert "37" not in texts(draw_here(table))


@pytest.mark.parametrize("events", [(), EVENTS], ids=["", "events"])
@pytest.mark.parametrize("case", AWKWARD)
def test_what_is_awkward_is_drawn_row_by_row(case: str, events: tuple[object, ...]) -> None:
    table = dots(*AWKWARD[case], annotations=events)
    assert_words_apart(table)
    if len(table.rows) < 1000 or not events:
        for layout in LAYOUTS:
            assert set(marks(draw_here(table, layout))) == {row.fact for row in table.rows}


def test_data_in_the_spec_are_the_values() -> None:
    spec = sketch(dots(make_row(value="12.5", date_text="11 June")), width=640).spec
    (found,) = [row for rows in spec["datasets"].values() for row in rows if row.get("fact")]
    assert (found["value"], found["date"], found["fact"]) == (12.5, "11 June", "to-ukraine:2025-06-11")
    assert Decimal(str(found["value"])) == Decimal("12.5")
