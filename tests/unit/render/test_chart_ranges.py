"""Ranges: whiskers from low to high, with a point for what is exact."""

from __future__ import annotations

import re

import pytest

from explainer.render.charts import LAYOUTS, ChartTable, Row
from explainer.render.charts.spec import sketch
from tests.unit.render.awkward_tables import AWKWARD, EVENTS, make_range
from tests.unit.render.charts_tables import (
    SVG,
    assert_golden_spec,
    draw_here,
    inherited,
    make_row,
    make_table,
    marks,
    read,
    texts,
)
from tests.unit.render.words_apart import assert_words_apart


def ranges(*rows: Row, **fields: object) -> ChartTable:
    return make_table(*rows, **{"id": "ranges", "kind": "range", "y_title": "People killed"} | fields)


def estimates(**fields: object) -> ChartTable:
    """What several say of one thing: two ranges, one with a best value, and an exact number."""
    common: dict[str, object] = {"date_text": "June 2025", "side": "Russia"}
    return ranges(
        make_range(
            "2025-06-01", 275_000, 325_000, None, series="a", fact="a", label="A centre", status="estimated", **common
        ),
        make_range(
            "2025-06-01", 100_000, 400_000, 200_000, series="b", fact="b", label="A list", status="claimed",
            disputed=True, **common,
        ),
        make_row("2025-06-01", "240000", series="c", fact="c", label="A ministry", status="confirmed", **common),
        **fields,
    )  # fmt: skip


def spans(table: ChartTable, layout: str = "wide") -> dict[str, tuple[float, float]]:
    """From where to where each mark reaches."""
    found = {}
    for fact, mark in marks(draw_here(table, layout)).items():
        if mark.tag == f"{SVG}circle":
            found[fact] = (float(mark.attrib["cx"]), float(mark.attrib["cx"]))
        else:
            path = re.fullmatch(r"M([\d.-]+),[\d.]+h([\d.]+)v[\d.]+h-[\d.]+Z", mark.attrib["d"])
            assert path, mark.attrib
            found[fact] = (float(path[1]), float(path[1]) + float(path[2]))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_spec_is_as_agreed(layout: str) -> None:
    assert_golden_spec(sketch(estimates(), width=LAYOUTS[layout]).whole(), f"ranges.{layout}")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whiskers_reach_from_low_to_high(layout: str) -> None:
    found = spans(estimates(), layout)
    pixel = (found["b"][1] - found["b"][0]) / 300_000
    assert pixel > 0
    zero = found["b"][0] - 100_000 * pixel
    assert zero == pytest.approx(0, abs=0.2)
    assert found["a"] == pytest.approx((275_000 * pixel, 325_000 * pixel), abs=0.2)
    assert found["c"][0] == pytest.approx(240_000 * pixel, abs=0.2)


def test_each_range_has_a_tick_at_both_ends() -> None:
    svg = draw_here(estimates())
    ends = sorted(
        float((re.match(r"translate\(([\d.]+),", part.get("transform", "")) or ["", "0"])[1])
        for part in read(svg).iter(f"{SVG}line")
        if part.get("y2", "0") != "0"
    )
    wanted = sorted(end for fact in "ab" for end in spans(estimates())[fact])
    assert [end for end in ends if end] == pytest.approx(wanted, abs=0.2)


def test_the_best_value_is_a_point_that_is_no_mark_of_its_own() -> None:
    svg = draw_here(estimates())
    low, high = spans(estimates())["b"]
    points = [part for part in read(svg).iter(f"{SVG}path") if part.get("transform") and "data-fact" not in part.attrib]
    (place,) = [re.match(r"translate\(([\d.]+),", part.attrib["transform"]) for part in points]
    assert place
    assert float(place[1]) == pytest.approx(low + (high - low) / 3, abs=0.2)
    assert len(marks(svg)) == 3


def test_estimates_are_light_claims_hollow_counts_solid_and_the_disputed_dashed() -> None:
    svg = draw_here(estimates())
    assert inherited(svg, "a", "fill-opacity") == "0.4"
    assert (inherited(svg, "b", "fill") or "").startswith("var(--explainer-paper")
    assert marks(svg)["b"].get("stroke-dasharray") == "4,2"
    assert marks(svg)["a"].get("stroke-dasharray") is None
    assert (inherited(svg, "c", "fill") or "").startswith("var(--explainer-side")


def test_each_row_has_its_words_beside_it_or_above_where_the_picture_is_narrow() -> None:
    table = estimates()
    wide = {word.text: word for word in sketch(table, width=640).words}
    assert {"275,000 to 325,000", "100,000 to 400,000", "240,000"} <= set(wide)
    assert wide["275,000 to 325,000"].align == "left"
    assert wide["275,000 to 325,000"].x > spans(table)["a"][1]
    long = ranges(
        make_range("2025-06-01", 275_000, 325_000, label="One", value_text="about 275,000 to 325,000 soldiers"),
        make_row("2025-06-01", "500", series="b", label="Another"),
    )
    narrow = {word.text: word for word in sketch(long, width=320).words}
    words = narrow["about 275,000 to 325,000 soldiers"]
    mark = re.match(r"M[\d.]+,([\d.]+)h", marks(draw_here(long, "narrow"))["to-ukraine:2025-06-01"].attrib["d"])
    assert mark
    assert words.align == "center"
    assert float(mark[1]) - 12 < words.y < float(mark[1])


def test_figures_are_named_and_dates_only_where_they_differ() -> None:
    assert {"A centre", "A list", "A ministry"} <= set(texts(draw_here(estimates())))
    table = ranges(
        make_range("2025-06-01", 1, 2, series="a", label="A centre", date_text="June 2025"),
        make_range("2026-01-01", 3, 4, series="a", label="A centre", date_text="January 2026"),
        make_range("2026-01-01", 3, 4, series="b", label="A list of January 2026", date_text="January 2026"),
    )
    found = [text.replace("\u00a0", " ") for text in texts(draw_here(table))]
    assert {"A centre, June 2025", "A centre, January 2026", "A list of January 2026"} <= set(found)


def test_one_figure_over_time_has_its_dates_and_its_name_above() -> None:
    table = ranges(make_range("2025-06-01", 1, 2), make_range("2026-01-01", 3, 4), annotations=EVENTS)
    found = texts(draw_here(table))
    assert {"2025-06-01", "2026-01-01", "Bodies to Ukraine", "Event 0"} <= set(found)


def test_the_axis_starts_at_zero_unless_that_presses_all_into_a_third() -> None:
    assert "0" in texts(draw_here(estimates()))
    near = ranges(make_range("2025-06-01", 900, 950), make_range("2025-07-01", 940, 1000))
    assert "0" not in texts(draw_here(near))
    assert spans(near)["to-ukraine:2025-06-01"][0] == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("events", [(), EVENTS], ids=["", "events"])
@pytest.mark.parametrize("case", AWKWARD)
def test_what_is_awkward_is_drawn_row_by_row(case: str, events: tuple[object, ...]) -> None:
    table = ranges(*AWKWARD[case], annotations=events)
    assert_words_apart(table)
    if len(table.rows) < 1000 or not events:
        for layout in LAYOUTS:
            assert set(marks(draw_here(table, layout))) == {row.fact for row in table.rows}
