"""Small multiples: panels with the same axes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explainer.render.charts import LAYOUTS, Annotation, ChartError, ChartTable, Row
from explainer.render.charts.frame import Json
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
    read,
    texts,
)
from tests.unit.render.words_apart import assert_words_apart


def panels(*rows: Row, **fields: object) -> ChartTable:
    return make_table(*rows, **{"id": "multiples", "kind": "small-multiples", "y_title": "Bodies"} | fields)


def both_ways(**fields: object) -> ChartTable:
    return exchanges(id="multiples", kind="small-multiples", **fields)


def of(count: int, **fields: object) -> ChartTable:
    """As many figures of two values each."""
    rows = [
        make_row(day, str(100 * n + m), series=f"s{n}", label=f"Count {n}")
        for n in range(count)
        for m, day in enumerate(("2025-01-01", "2025-12-31"))
    ]
    return panels(*rows, **fields)


def data_of(table: ChartTable, layout: str = "wide") -> dict[str, Json]:
    """The datum of each mark, by its fact."""
    datasets = sketch(table, width=LAYOUTS[layout]).spec["datasets"].values()
    return {row["fact"]: row for rows in datasets for row in rows if "fact" in row}


def tops(table: ChartTable, layout: str = "wide") -> list[tuple[float, float]]:
    """Where each panel's head begins, from the top and from the left."""
    found = [word for word in sketch(table, width=LAYOUTS[layout]).words if word.text.startswith("Count ")]
    return sorted((word.y, word.x) for word in found)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spec_is_as_agreed(layout: str) -> None:
    table = both_ways(annotations=EVENTS[3:])
    assert_golden_spec(sketch(table, width=LAYOUTS[layout]).whole(), f"multiples.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_panels_have_the_same_scales(layout: str) -> None:
    table = both_ways()
    found = data_of(table, layout)
    floor = found["to-russia:2025-06-13"]["y"]
    pixel = (floor - found["to-russia:2025-06-16"]["y"]) / 51
    own = found["to-ukraine:2025-06-16"]["y"] + 1245 * pixel
    assert pixel > 0
    start, end = (date.fromisoformat(day) for day in (DAYS[0], DAYS[-1]))
    for row in table.rows:
        assert row.value is not None
        zero = floor if row.series == "to-russia" else own
        assert found[row.fact]["y"] == pytest.approx(zero - float(row.value) * pixel, abs=0.6)
        first, last = (found[f"{row.series}:{day}"]["x"] for day in (DAYS[0], DAYS[-1]))
        share = (date.fromisoformat(row.start) - start) / (end - start)
        assert found[row.fact]["x"] == pytest.approx(first + share * (last - first), abs=0.02)
        assert (found[row.fact]["value"], found[row.fact]["start"]) == (float(row.value), row.start)


def test_marks_stand_where_their_data_say() -> None:
    svg, found = draw_here(both_ways()), data_of(both_ways())
    for fact, mark in marks(svg).items():
        assert float(mark.attrib["cx"]) == pytest.approx(found[fact]["x"], abs=0.06)
        assert float(mark.attrib["cy"]) == pytest.approx(found[fact]["y"], abs=0.06)
    lines = [part for part in read(svg).iter(f"{SVG}path") if "L" in part.get("d", "")]
    assert [len(re.findall("[ML]", line.attrib["d"])) for line in lines] == [13, 13]


@pytest.mark.parametrize(
    ("count", "layout", "columns"),
    [
        *((1, "narrow", 1), (3, "narrow", 1), (4, "narrow", 2), (12, "narrow", 2)),
        *((1, "wide", 1), (2, "wide", 2), (3, "wide", 3), (4, "wide", 2), (5, "wide", 3), (40, "wide", 3)),
    ],
)
def test_panels_stand_in_columns(count: int, layout: str, columns: int) -> None:
    found = tops(of(count), layout)
    assert len(found) == count
    assert len({x for _, x in found}) == columns


def test_each_panel_says_its_figure_and_its_last_value() -> None:
    found = texts(draw_here(both_ways()))
    assert {"Bodies to Ukraine", "Bodies to Russia", "1,000", "35"} <= set(found)


def test_values_are_numbered_at_the_left_and_dates_named_below_the_last_panel_of_a_column() -> None:
    words = sketch(of(5), width=640).words
    years = [word for word in words if word.text == "2025"]
    assert len({word.y for word in years}) == 2
    zeros = [word for word in words if word.text == "0"]
    assert [word.align for word in zeros] == ["right", "right"]
    assert len({word.x for word in zeros}) == 1


def test_another_sides_count_stands_in_the_panel_of_what_it_contradicts() -> None:
    rows = [
        *both_ways().rows,
        make_row(value="900", series="other", label="As Russia counts", side="Russia", against="to-ukraine:2025-06-11"),
    ]
    found = data_of(panels(*rows))
    assert found["other:2025-06-11"]["x"] == found["to-ukraine:2025-06-11"]["x"] != found["to-russia:2025-06-11"]["x"]
    svg = draw_here(panels(*rows))
    assert "side-1" in (inherited(svg, "to-ukraine:2025-06-11", "stroke") or "")
    assert "side-2" in (inherited(svg, "other:2025-06-11", "stroke") or "")
    assert {"As Russia counts", "900"} <= set(texts(svg))
    # It is joined by no line.
    paths = sketch(panels(*rows), width=640).spec["layer"][0]
    names = {row["series"] for row in sketch(panels(*rows), width=640).spec["datasets"][paths["data"]["name"]]}
    assert names == {"to-ukraine", "to-russia"}


def test_a_count_against_a_value_that_is_not_drawn_has_a_panel_of_its_own() -> None:
    table = panels(make_row(), make_row(value="9", series="other", label="Another", against="nothing"))
    assert {"Another", "9"} <= set(texts(draw_here(table)))


def test_partial_dates_are_spans_and_ranges_stand() -> None:
    month = make_row("2025-06-01", "5", end="2025-06-30", fact="month")
    span = make_range("2025-01-01", 2, 8, fact="range")
    both = make_range("2025-08-01", 2, 8, 4, fact="both", end="2025-08-31")
    found = data_of(panels(month, span, both))
    shapes = {fact: (mark["x2"] - mark["x"] > 8, mark["y2"] - mark["y"] > 8) for fact, mark in found.items()}
    assert shapes == {"month": (True, False), "range": (False, True), "both": (True, True)}
    assert found["both"]["y"] < found["both"]["best"] < found["both"]["y2"]
    assert len(marks(draw_here(panels(month, span, both)))) == 3


def test_one_event_is_named_once_and_ruled_in_every_panel() -> None:
    event = Annotation(event="talks", start="2025-07-23", end="2025-07-23", label="Talks in Istanbul")
    table = both_ways(annotations=(event,))
    words = [word.text for word in sketch(table, width=640).words]
    assert words.count("Talks in Istanbul") == 1
    upright = [rule for rule in sketch(table, width=640).rules if rule.x == rule.x2 and rule.y2 - rule.y > 90]
    assert len(upright) == 2


def test_several_events_are_numbered_and_near_ones_share_a_place() -> None:
    days = ("2025-08-01", "2025-08-03", "2025-12-01")
    events = tuple(Annotation(event=day, start=day, end=day, label=f"Talks of {day}") for day in days)
    found = [word.text for word in sketch(both_ways(annotations=events[::-1]), width=640).words]
    assert {"1 Talks of 2025-08-01", "2 Talks of 2025-08-03", "3 Talks of 2025-12-01"} <= set(found)
    assert found.count("1, 2") == 2
    assert found.count("3") == 2


def test_a_value_without_a_date_is_refused() -> None:
    with pytest.raises(ChartError, match='"to-ukraine:2025-06-11" has no date, which a small-multiples chart needs'):
        draw_here(panels(make_row(start="", end="")))


@pytest.mark.parametrize("events", [(), EVENTS], ids=["", "events"])
@pytest.mark.parametrize("case", AWKWARD)
def test_what_is_awkward_is_drawn_row_by_row(case: str, events: tuple[Annotation, ...]) -> None:
    table = panels(*AWKWARD[case], annotations=events)
    assert_words_apart(table)
    if len(table.rows) < 1000 or not events:
        for layout in LAYOUTS:
            assert set(marks(draw_here(table, layout))) == {row.fact for row in table.rows}
