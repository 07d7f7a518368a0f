"""A strip of events: a lane for each kind, a mark for each event."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from explainer.render.charts import LAYOUTS, ChartError, ChartTable, Row
from explainer.render.charts.frame import Json
from explainer.render.charts.spec import sketch
from tests.unit.render.awkward_tables import AWKWARD, EVENTS, LONG
from tests.unit.render.charts_tables import (
    assert_golden_spec,
    draw_here,
    inherited,
    make_table,
    marks,
    texts,
)
from tests.unit.render.words_apart import assert_words_apart


def event(id: str, day: str, kind: str = "exchange", **fields: object) -> Row:
    """An event as a row; the test names only what matters."""
    known: dict[str, object] = {
        "fact": id,
        "series": kind,
        "label": kind,
        "start": day,
        "end": day,
        "date_text": day,
        "value_text": f"The event {id}",
        "status": "documented",
    }
    return Row(**known | fields)  # type: ignore[arg-type]


def strip(*rows: Row, **fields: object) -> ChartTable:
    return make_table(*rows, **{"id": "strip", "kind": "timeline-strip"} | fields)


def four_years(**fields: object) -> ChartTable:
    """Eighty-seven events, forty-two of them in one lane."""
    kinds = ["exchange"] * 42 + ["statement"] * 31 + ["talks"] * 8 + ["agreement"] * 4 + ["military"] * 2
    rows = []
    for n, kind in enumerate(kinds):
        day = date(2022, 2, 24) + timedelta(days=n * n * 7 % 1460)
        rows.append(event(f"event-{n}", day.isoformat(), kind, status=("claimed", "documented", "")[n % 3]))
    month = event("month", "2023-06-01", end="2023-06-30")
    return strip(*rows, month, **fields)


def data_of(table: ChartTable, layout: str = "wide") -> dict[str, Json]:
    """The datum of each mark, by its event."""
    datasets = sketch(table, width=LAYOUTS[layout]).spec["datasets"].values()
    return {row["fact"]: row for rows in datasets for row in rows if "fact" in row}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spec_is_as_agreed(layout: str) -> None:
    assert_golden_spec(sketch(four_years(), width=LAYOUTS[layout]).whole(), f"strip.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_event_is_one_mark_that_no_other_touches(layout: str) -> None:
    table = four_years()
    found = data_of(table, layout)
    assert set(marks(draw_here(table, layout))) == set(found) == {row.fact for row in table.rows}
    boxes = [(mark["x"], mark["x2"], mark["top"], mark["foot"]) for mark in found.values()]
    for n, (left, right, top, foot) in enumerate(boxes):
        for left2, right2, top2, foot2 in boxes[n + 1 :]:
            assert right <= left2 or right2 <= left or foot <= top2 or foot2 <= top
    assert all(left >= -10 and right <= LAYOUTS[layout] - 30 for left, right, _, _ in boxes)


def test_days_stand_on_a_scale_of_time() -> None:
    found = data_of(strip(event("a", "2024-01-01"), event("b", "2024-07-01"), event("c", "2026-01-01")))
    middles = {fact: (mark["x"] + mark["x2"]) / 2 for fact, mark in found.items()}
    share = (date(2024, 7, 1) - date(2024, 1, 1)) / (date(2026, 1, 1) - date(2024, 1, 1))
    assert middles["b"] - middles["a"] == pytest.approx(share * (middles["c"] - middles["a"]), abs=0.02)
    svg = draw_here(strip(event("a", "2024-01-01"), event("b", "2024-07-01"), event("c", "2026-01-01")))
    for fact, mark in marks(svg).items():
        assert float(mark.attrib["cx"]) == pytest.approx(middles[fact], abs=0.06)


def test_a_span_is_as_long_as_its_days_but_never_too_small_to_hit() -> None:
    rows = (
        event("year", "2024-01-01", end="2024-12-31"),
        event("half", "2025-01-01", end="2025-07-02"),
        event("weekend", "2025-11-01", end="2025-11-02"),
        event("day", "2026-01-01"),
    )
    found = data_of(strip(*rows))
    long = {fact: mark["x2"] - mark["x"] for fact, mark in found.items()}
    assert long["half"] == pytest.approx(long["year"] * 183 / 366, abs=0.03)
    assert long["weekend"] == long["day"]
    assert "C" in marks(draw_here(strip(*rows)))["year"].attrib["d"]


def test_each_kind_has_its_lane_with_its_word_above() -> None:
    table = strip(
        event("a", "2024-01-01", "talks"), event("b", "2024-06-01", "exchange"), event("c", "2025-01-01", "talks")
    )
    found = data_of(table)
    assert found["a"]["y"] < found["b"]["y"]
    assert found["c"]["y"] < found["b"]["y"]
    heads = {word.text: word.y for word in sketch(table, width=640).words if word.text in ("Talks", "Exchange")}
    assert heads["Talks"] < found["a"]["y"] < heads["Exchange"] < found["b"]["y"]


def test_a_kind_has_the_same_shape_whatever_stands_beside_it() -> None:
    kinds = ("exchange", "talks", "agreement", "attack", "statement", "переговори", "hearing")
    alone = {kind: data_of(strip(event("a", "2024-01-01", kind)))["a"]["shape"] for kind in kinds}
    together = data_of(strip(*(event(kind, "2024-01-01", kind) for kind in reversed(kinds))))
    assert {kind: together[kind]["shape"] for kind in kinds} == alone
    assert alone["exchange"] == "circle"
    assert alone["talks"] == "square"
    assert len({alone[kind] for kind in kinds[:5]}) == 5


def test_events_of_one_day_stand_one_below_the_other() -> None:
    found = data_of(strip(*(event(f"e{n}", "2025-06-02") for n in range(7)), event("later", "2026-01-01")))
    assert len({found[f"e{n}"]["y"] for n in range(7)}) == 7
    assert len({found[f"e{n}"]["x"] for n in range(7)}) == 1
    assert found["later"]["y"] == found["e0"]["y"]


def test_claims_are_hollow_what_is_documented_solid_and_no_side_has_its_colour() -> None:
    svg = draw_here(strip(event("a", "2024-01-01", side="Russia"), event("b", "2025-01-01", status="claimed")))
    assert (inherited(svg, "a", "fill") or "").startswith("var(--explainer-neutral")
    assert (inherited(svg, "b", "fill") or "").startswith("var(--explainer-paper")
    assert "side-1" not in svg


def test_what_is_disputed_is_dashed() -> None:
    svg = draw_here(strip(event("a", "2024-01-01", disputed=True), event("b", "2025-01-01")))
    assert inherited(svg, "a", "stroke-dasharray") == "4,2"
    assert inherited(svg, "b", "stroke-dasharray") is None


def test_few_events_say_their_titles_where_all_of_them_fit() -> None:
    few = [event("a", "2024-01-01"), event("b", "2024-02-01"), event("c", "2026-01-01")]
    table = strip(*few)
    assert {"The event a", "The event b", "The event c"} <= set(texts(draw_here(table, "narrow")))
    words = {word.text: word for word in sketch(table, width=320).words}
    assert (words["The event a"].align, words["The event c"].align) == ("left", "right")
    assert_words_apart(table)
    long = [replace(row, value_text=f"{row.value_text} {LONG} {LONG}") for row in few]
    assert not [text for text in texts(draw_here(strip(*long), "narrow")) if "event" in text]
    five = [*few, event("d", "2024-03-01"), event("e", "2024-04-01")]
    assert not [text for text in texts(draw_here(strip(*five))) if "event" in text]


def test_years_are_named_and_ruled() -> None:
    for layout in LAYOUTS:
        table = four_years()
        assert {"2023", "2024", "2025", "2026"} <= set(texts(draw_here(table, layout)))
        upright = [rule for rule in sketch(table, width=LAYOUTS[layout]).rules if rule.x == rule.x2]
        assert len(upright) == 4


def test_the_annotations_of_other_kinds_are_not_drawn() -> None:
    assert draw_here(four_years(annotations=EVENTS)) == draw_here(four_years())


def test_an_event_of_no_kind_has_a_lane_without_a_word() -> None:
    table = strip(event("a", "2024-01-01", ""), event("b", "2025-01-01", ""))
    assert texts(draw_here(table))[-2:] == ["The event a", "The event b"]
    assert min(mark["y"] for mark in data_of(table).values()) < 20


def test_an_event_without_a_date_is_refused() -> None:
    with pytest.raises(ChartError, match='"a" has no date, which a timeline-strip chart needs'):
        draw_here(strip(event("a", "", end="")))


def test_the_picture_of_5000_events_is_no_taller_than_its_fullest_days_need() -> None:
    rows = [
        event(f"e{n}", (date(2022, 1, 1) + timedelta(days=n * 7 % 1500)).isoformat(), value_text="")
        for n in range(5000)
    ]
    for layout in LAYOUTS:
        assert sketch(strip(*rows), width=LAYOUTS[layout]).spec["height"] < 1000
    assert not re.search("NaN|Infinity", draw_here(strip(*rows)))


def test_5000_events_of_one_day_are_drawn_in_a_picture_of_some_height() -> None:
    table = strip(*(event(f"e{n}", "2025-06-02", value_text="") for n in range(5000)))
    assert sketch(table, width=320).spec["height"] < 1000
    assert len(marks(draw_here(table, "narrow"))) == 5000


@pytest.mark.parametrize("case", AWKWARD)
def test_what_is_awkward_is_drawn_event_by_event(case: str) -> None:
    table = strip(*(replace(row, value=None, low=None, high=None) for row in AWKWARD[case]))
    assert_words_apart(table)
    for layout in LAYOUTS:
        assert set(marks(draw_here(table, layout))) == {row.fact for row in table.rows}
