"""A chart that the check lets through can be drawn: each of its marks has a number, a date where the kind needs one."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from explainer.model.drawn import STRIP, dots_of
from explainer.model.kinds import chart_kinds
from explainer.render.chart_tables import chart_dates, chart_table
from explainer.render.charts import ChartTable, Row
from tests.builders import check, make_site

# Most of what is drawn is sound: an unsound chart shows nothing of what is done with sound ones.
_SOUND_DATES = st.sampled_from(["2021", "2021-07", "2021-07-14", "2021-07-15/2021-08", "2022"])
_DATES = st.sampled_from([_SOUND_DATES] * 9 + [st.sampled_from(["2021-07~", "../2021", "2021/..", "-0300"])]).flatmap(
    lambda dates: dates
)
_NUMBERS = st.sampled_from(
    ["0", "1", "2.50", "48", "48.0", "360", "360", "100000", "-7", "0.001", "123456789012345678901234567890"]
)
_VALUE = _NUMBERS.map(lambda number: f"value: {number}") | st.sampled_from(
    ["low: 0, high: 5", "low: 1, best: 2, high: 5", "low: -5, high: 5, best: 0", "low: 7, high: 7"]
)
_COMMON = st.builds(
    lambda unit, counts, claimant, status, qualifier: (
        f"label: L, cite: report, claimant: {claimant}, unit: {unit}, counts: {counts}, "
        f"status: {status}, qualifier: {qualifier}"
    ),
    st.sampled_from([*["cm"] * 9, "EUR", '"%"']),
    st.sampled_from([*["C", "c"] * 5, "another"]),
    st.sampled_from(["valley-board", "town-hall", "mayor"]),
    st.sampled_from(["claimed", "disputed", "estimated"]),
    st.sampled_from(["exactly", "about", "more than"]),
)
_POINTS = st.dictionaries(_DATES, _VALUE, min_size=1, max_size=4).map(
    lambda points: "points: [" + ", ".join(f'{{date: "{date}", {value}}}' for date, value in points.items()) + "]"
)
_SINGLE = st.builds(lambda value, date: f"{value}, as_of: {date}" if date else value, _VALUE, st.none() | _DATES)
_FIGURE = st.builds(
    lambda common, value: f"{{{common}, {value}}}", _COMMON, _POINTS | _POINTS | _SINGLE
) | st.sampled_from(
    ["{label: L, derive: {sum: [a]}}", "{label: L, derive: {share: [a, b]}}", "{label: L, vague: dozens, cite: report}"]
)


@st.composite
def _series(draw: st.DrawFn) -> list[str]:
    """Four series of the same dates and scope, by claimants of two sides."""
    dates = draw(st.lists(_SOUND_DATES, min_size=1, max_size=3, unique=True))
    found = []
    for _ in range(4):
        claimant = draw(st.sampled_from(["valley-board", "town-hall"]))
        numbers = [draw(st.sampled_from(["1", "2.50", "48", "360", "360.0"])) for _ in dates]
        points = ", ".join(f'{{date: "{date}", value: {number}}}' for date, number in zip(dates, numbers, strict=True))
        found.append(f"{{label: L, cite: report, unit: cm, counts: C, claimant: {claimant}, points: [{points}]}}")
    return found


_CHART = st.builds(
    lambda kind, figures, per, kinds, events, mixed: ", ".join(
        [
            f"title: T, kind: {kind}",
            *([f"figures: [{', '.join(figures)}]"] if kind != STRIP else []),
            *([f"per: {per}"] if kind == "waffle" and per else []),
            *([f"event_kinds: [{', '.join(kinds)}]"] if kind == STRIP else []),
            *([f"events: [{', '.join(events)}]"] if events else []),
            *(["mixed: Why not."] if mixed and kind != STRIP else []),
        ]
    ),
    st.sampled_from(chart_kinds()),
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True),
    st.none() | _NUMBERS,
    st.lists(st.sampled_from(["water", "talks"]), max_size=2, unique=True),
    st.lists(st.sampled_from(["dam", "talk"]), max_size=2, unique=True),
    st.booleans(),
)


def _site(figures: list[str], dates: tuple[str, str], chart: str) -> str:
    named = "".join(f"  {id}: {figure}\n" for id, figure in zip("abcd", figures, strict=True))
    return (
        "actors:\n  valley-board: {name: V, side: valley}\n  town-hall: {name: T, side: town}\n"
        f'events:\n  dam: {{title: D, date: "{dates[0]}", kind: water, cite: report}}\n'
        f'  talk: {{title: D, date: "{dates[1]}", kind: talks, cite: report}}\n'
        f"figures:\n{named}"
        "disputes:\n  how-many: {question: Q, sides: [{claimant: valley-board, figure: a}, "
        "{claimant: town-hall, figure: b}]}\n"
        f"charts:\n  picture: {{{chart}}}\n"
    )


_SITES = st.builds(_site, _series() | st.lists(_FIGURE, min_size=4, max_size=4), st.tuples(_DATES, _DATES), _CHART)


@settings(max_examples=400, deadline=None)
@given(_SITES)
def test_what_the_check_lets_through_can_be_drawn(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        checked = check(make_site(Path(folder), {"data/x.yml": text}))
    # A preview draws what is left of a record with a problem.
    assert [chart_table(chart, checked.every, Locale("en")) for chart in checked.every.charts.values()]
    for chart in checked.facts.charts.values():
        table = chart_table(chart, checked.facts, Locale("en"))
        assert len({row.fact for row in table.rows}) == len(table.rows) > 0
        assert table.description
        assert len(chart_dates(chart, checked.facts)) == sum(bool(row.date_text) for row in table.rows)
        _is_whole(table)


def _is_whole(table: ChartTable) -> None:
    facts = [row.fact for row in table.rows]
    for place, row in enumerate(table.rows):
        _has_what_is_drawn(table.kind, row)
        if row.against:
            assert row.disputed
            # It stands behind the mark that it contradicts, or behind another that contradicts it too.
            assert row.against in facts[:place]
    if table.kind == "share":
        wholes: dict[tuple[str, str], Decimal] = {}
        for row in table.rows:
            assert row.drawn is not None
            wholes[row.start, row.end] = wholes.get((row.start, row.end), Decimal(0)) + row.drawn
        assert all(abs(whole - 100) < Decimal("0.0001") for whole in wholes.values() if len(wholes) == 1)
    if table.kind == "waffle":
        assert table.per is not None
        assert 0 < dots_of([row.value or Decimal(0) for row in table.rows], table.per) <= 2000


def _has_what_is_drawn(kind: str, row: Row) -> None:
    assert row.value_text
    if kind == STRIP:
        assert row.start
        return
    low, high = row.extent
    assert low <= (low if row.middle is None else row.middle) <= high
    assert bool(row.drawn_text) == (kind in ("cumulative", "share"))
    if kind in ("line", "step", "cumulative", "small-multiples"):
        assert "0001-01-01" < row.start <= row.end < "9999-12-31"
    if kind in ("share", "waffle", "diverging-bar") and not row.against:
        assert low >= 0
