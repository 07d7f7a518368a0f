"""What each kind of chart draws of its facts: one row a mark, with its words, and the picture in words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale

from explainer.model.facts import Facts
from explainer.model.kinds import chart_kinds
from explainer.render.chart_tables import chart_dates, chart_table
from explainer.render.charts import ChartTable, Row
from tests.builders import check, make_site

FACTS = """\
actors:
  valley-board: {name: Valley board, side: valley}
  town-hall: {name: Town hall, side: town}
  the-mayor: {name: The town's mayor, side: town}
  a-reader: {name: A reader}
events:
  dam-opened: {title: The dam is opened, date: 2021-07-14, kind: water, claimant: town-hall, cite: report}
  dam-shut: {title: The dam is shut, date: 2021-07, kind: water, status: disputed, cite: report}
  talk: {title: A talk, date: 2020, kind: talks, cite: report}
  walk: {title: A walk, date: 2022-01-01, cite: report}
figures:
  by-valley:
    label: Houses lost
    unit: {one: house, other: houses}
    counts: Houses lost, by day
    claimant: valley-board
    status: claimed
    cite: report
    points:
      - {date: 2021-07-10, value: 2}
      - {date: 2021-07-11, value: 3}
      - {date: 2021-07-12, value: 1}
      - {date: 2021-07-14, value: 1000}
      - {date: 2021-07-15, value: 45}
      - {date: 2021-07-16, low: 4, high: 9, best: 5}
      - {date: 2021-07, value: 7, qualifier: more than}
  by-town:
    label: Houses lost, says the town
    unit: houses
    counts: houses  LOST, by day
    claimant: town-hall
    status: confirmed
    cite: report
    points:
      - {date: 2021-07-10, value: 2}
      - {date: 2021-07-11, value: 3}
      - {date: 2021-07-12, value: 1}
      - {date: 2021-07-14, value: 1000.0}
      - {date: 2021-07-15, value: 48}
      - {date: 2021-07-16, low: 4, high: 9}
      - {date: 2021-07, value: 9, claimant: valley-board}
  other-way:
    label: Houses built
    unit: houses
    counts: Houses lost, by day
    claimant: town-hall
    cite: report
    points: [{date: 2021-07-10, value: 2}, {date: 2021-07-14, value: 3}, {date: 2021-07-15, value: 2}]
  single-valley: {label: Of the valley, value: 300, unit: houses, as_of: 2021-07, claimant: valley-board, cite: report}
  single-town: {label: Of the town, value: 301, unit: houses, as_of: 2021-07, claimant: town-hall, cite: report}
  single-barns: {label: Of the town, value: 17, unit: barns, as_of: 2021-07, claimant: town-hall, cite: report}
  single-mayor: {label: Of the mayor, value: 302, unit: houses, as_of: 2021-07, claimant: the-mayor, cite: report}
  by-reader: {label: Of a reader, value: 303, unit: houses, as_of: 2021-07, claimant: a-reader, cite: report}
  dry: {label: Dry, points: [{date: 2021, value: 2}, {date: 2022, value: 1}], unit: houses, cite: report}
  wet: {label: Wet, points: [{date: 2021, value: 1}, {date: 2022, value: 0}], unit: houses, cite: report}
  few: {label: Few, value: 1, unit: houses, qualifier: nearly, as_of: 2021, cite: report}
  many: {label: Many, low: 2000, high: 2200, best: 2100, unit: houses, as_of: 2022, cite: report}
  undated: {label: Undated, value: 0.5, unit: houses, cite: report}
  money: {label: Money, value: 12.50, unit: EUR, cite: report}
  wet-share: {label: Share, value: 40, unit: "%", cite: report}
  lost-in-all: {label: In all, derive: {sum: [by-valley]}, unit: houses}
  guess: {label: Guess, vague: dozens, cite: report}
  same: {label: Same, points: [{date: 2021, value: 2}, {date: 2022, value: 2}], unit: houses, cite: report}
disputes:
  how-many:
    question: How many?
    sides:
      - {claimant: valley-board, figure: single-valley}
      - {claimant: town-hall, figure: single-town}
      - {claimant: the-mayor, figure: single-barns}
      - {claimant: the-mayor, figure: single-mayor}
      - {claimant: a-reader, figure: by-reader}
charts:
"""


Draw = Callable[..., ChartTable]


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Return what gives the table of a chart whose fields are written as in YAML, over facts that are so too."""

    def table(chart: str, locale: str = "en", facts: str = FACTS) -> ChartTable:
        checked = check(make_site(tmp_path, {"data/x.yml": f"{facts}  picture: {{title: T, {chart}}}\n"}))
        return chart_table(checked.every.charts["picture"], checked.every, Locale.parse(locale))

    return table


def texts(table: ChartTable) -> dict[str, str]:
    """Return what is printed at each mark, by its fact."""
    assert len({row.fact for row in table.rows}) == len(table.rows)
    return {row.fact: row.mark_text for row in table.rows}


def row_of(table: ChartTable, fact: str) -> Row:
    return next(row for row in table.rows if row.fact == fact)


class TestValues:
    def test_they_stand_by_date_with_qualifier_and_without_unit(self, draw: Draw) -> None:
        table = draw("kind: cumulative, figures: by-valley")
        assert [row.value_text for row in table.rows] == ["more than 7", "2", "3", "1", "1,000", "45", "5 (4 to 9)"]
        assert (table.unit, table.kind, table.per, table.interactive) == ("houses", "cumulative", None, False)

    def test_a_range_has_its_ends_and_its_likeliest_number(self, draw: Draw) -> None:
        table = draw("kind: range, figures: many, interactive: true")
        assert table.interactive
        (row,) = table.rows
        assert (row.low, row.value, row.high) == (Decimal(2000), Decimal(2100), Decimal(2200))
        assert (row.start, row.end, row.date_text) == ("2022-01-01", "2022-12-31", "2022")
        assert row.drawn_text == ""

    def test_what_is_no_number_is_not_drawn(self, draw: Draw) -> None:
        assert texts(draw("kind: bar, figures: [guess, few, undated]")) == {"few": "nearly 1", "undated": "0.5"}

    def test_of_several_units_each_number_says_its_own(self, draw: Draw) -> None:
        table = draw("kind: bar, figures: [few, money, wet-share], mixed: All three are told.")
        assert texts(table) == {"few": "nearly 1 houses", "money": "€12.50", "wet-share": "40%"}
        assert table.unit == ""

    def test_they_speak_the_locale(self, draw: Draw) -> None:
        assert texts(draw("kind: bar, figures: by-town", "de"))["by-town:2021-07-14"] == "1.000,0"
        assert texts(draw("kind: bar, figures: money", "de")) == {"money": "12,50\xa0€"}
        assert draw("kind: bar, figures: many", "uk").rows[0].date_text == "2022"

    def test_a_computed_number_is_of_the_side_that_says_all_of_its_parts(self, draw: Draw) -> None:
        (row,) = draw("kind: bar, figures: lost-in-all").rows
        assert (row.side, row.claimant) == ("valley", "")

    def test_a_figure_named_twice_is_drawn_once(self, draw: Draw) -> None:
        assert texts(draw("kind: bar, figures: [few, few]")) == {"few": "nearly 1"}


class TestOtherSides:
    def test_another_sides_value_follows_the_one_that_it_contradicts(self, draw: Draw) -> None:
        table = draw("kind: line, figures: by-valley")
        found = [(row.fact, row.value_text, row.against, row.disputed) for row in table.rows]
        assert found == [
            ("by-valley:2021-07", "more than 7", "", False),  # The other value is of the same side.
            ("by-valley:2021-07-10", "2", "", False),
            ("by-valley:2021-07-11", "3", "", False),
            ("by-valley:2021-07-12", "1", "", False),
            ("by-valley:2021-07-14", "1,000", "", False),  # Both say the same.
            ("by-valley:2021-07-15", "45", "", True),
            ("by-town:2021-07-15", "48", "by-valley:2021-07-15", True),
            ("by-valley:2021-07-16", "5 (4 to 9)", "", True),
            ("by-town:2021-07-16", "4 to 9", "by-valley:2021-07-16", True),
        ]
        assert row_of(table, "by-town:2021-07-15").side == "town"
        assert row_of(table, "by-town:2021-07-15").claimant == "Town hall"

    def test_a_figure_that_the_chart_names_stands_in_its_own_place(self, draw: Draw) -> None:
        table = draw("kind: grouped-bar, figures: [by-valley, by-town]")
        assert [row.against for row in table.rows] == [""] * 14
        disputed = [row.fact for row in table.rows if row.disputed]
        assert disputed == [f"by-{side}:2021-07-{day}" for side in ("valley", "town") for day in (15, 16)]

    def test_a_scope_in_common_alone_makes_no_contradiction(self, draw: Draw) -> None:
        """What went the other way counts "the same" by its words, and agrees by chance only."""
        table = draw("kind: bar, figures: other-way")
        assert [row.value_text for row in table.rows] == ["2", "3", "2"]
        assert not any(row.disputed for row in table.rows)

    def test_sides_of_a_dispute_contradict_each_other(self, draw: Draw) -> None:
        table = draw("kind: dot, figures: single-valley")
        assert [(row.fact, row.against) for row in table.rows] == [
            ("single-valley", ""),
            ("single-town", "single-valley"),
            ("single-mayor", "single-valley"),
        ]
        assert all(row.disputed for row in table.rows)

    def test_one_value_contradicts_two_and_is_one_mark(self, draw: Draw) -> None:
        table = draw("kind: bar, figures: [single-town, single-mayor]")
        assert [(row.fact, row.against) for row in table.rows] == [
            ("single-town", ""),
            ("single-valley", "single-town"),
            ("single-mayor", ""),
        ]

    @pytest.mark.parametrize("kind", ["cumulative", "share", "waffle"])
    def test_what_is_computed_of_several_has_no_place_for_it(self, draw: Draw, kind: str) -> None:
        table = draw(f"kind: {kind}, figures: [by-valley]")
        assert all(row.fact.startswith("by-valley") for row in table.rows)

    def test_a_function_of_the_site_gets_its_own_figures_alone(self, draw: Draw) -> None:
        assert len(draw("draw: 'a:b', figures: by-valley").rows) == 7


class TestRunningTotals:
    def test_all_values_up_to_a_date_are_added_exactly(self, draw: Draw) -> None:
        table = draw("kind: cumulative, figures: [by-valley, same]")
        rows = [(row.drawn_low, row.drawn, row.drawn_high, row.drawn_text) for row in table.rows]
        assert rows == [
            (None, Decimal(7), None, "more than 7"),
            (None, Decimal(9), None, "more than 9"),
            (None, Decimal(12), None, "more than 12"),
            (None, Decimal(13), None, "more than 13"),
            (None, Decimal(1013), None, "more than 1,013"),
            (None, Decimal(1058), None, "more than 1,058"),
            (Decimal(1062), Decimal(1063), Decimal(1067), "more than 1,063 (1,062 to 1,067)"),
            (None, Decimal(2), None, "2"),
            (None, Decimal(4), None, "4"),
        ]

    def test_a_range_without_a_likeliest_number_leaves_the_total_without_one(self, draw: Draw) -> None:
        last = draw("kind: cumulative, figures: by-town").rows[-1]
        assert (last.drawn_low, last.drawn, last.drawn_high) == (Decimal("1067.0"), None, Decimal("1072.0"))

    def test_decimals_do_not_drift(self, draw: Draw) -> None:
        points = ", ".join(f"{{date: {2000 + year}, value: 0.1}}" for year in range(10))
        facts = FACTS.replace(
            "disputes:", f"  tenths: {{label: L, unit: cm, cite: report, points: [{points}]}}\ndisputes:"
        )
        assert draw("kind: cumulative, figures: tenths", facts=facts).rows[-1].drawn == Decimal("1.0")


class TestShares:
    def test_series_are_shares_of_their_date(self, draw: Draw) -> None:
        table = draw("kind: share, figures: [dry, wet]")
        assert texts(table) == {"dry:2021": "66.7%", "dry:2022": "100.0%", "wet:2021": "33.3%", "wet:2022": "0.0%"}
        assert [row.drawn for row in table.rows] == [
            Decimal("66.666667"),
            Decimal(100),
            Decimal("33.333333"),
            Decimal(0),
        ]
        assert [row.value_text for row in table.rows] == ["2", "1", "1", "0"]
        assert [str(row.drawn) for row in table.rows][1] == "100"
        assert table.rows[0].start == "2021-01-01"

    def test_single_values_are_shares_of_their_sum_whatever_their_dates(self, draw: Draw) -> None:
        table = draw("kind: share, figures: [few, many, undated]", "de")
        # 2100 is the likeliest number of a range, so that nothing here is exact.
        assert texts(table) == {"few": "about 0,0\xa0%", "many": "about 99,9\xa0%", "undated": "about 0,0\xa0%"}
        assert [(row.start, row.date_text) for row in table.rows] == [("", "2021"), ("", "2022"), ("", "")]

    def test_a_half_is_rounded_up(self, draw: Draw) -> None:
        facts = FACTS.replace(
            "disputes:",
            "  a: {label: A, value: 1.05, unit: cm, cite: report}\n"
            "  b: {label: B, value: 98.95, unit: cm, cite: report}\ndisputes:",
        )
        assert texts(draw("kind: share, figures: [a, b]", facts=facts)) == {"a": "1.1%", "b": "99.0%"}

    def test_nothing_has_no_shares(self, draw: Draw) -> None:
        facts = FACTS.replace("disputes:", "  zero: {label: Z, value: 0, unit: cm, cite: report}\ndisputes:")
        assert draw("kind: share, figures: zero", facts=facts).rows == ()


class TestDots:
    @pytest.mark.parametrize(
        ("figures", "per"),
        [
            ("few", "1"),
            ("many", "20"),
            ("[few, many]", "20"),
            ("by-valley", "1"),
            ("undated", "0.1"),
            ("single-valley", "2"),
            ("by-town", "1"),
            ("lost-in-all", "10"),
        ],
    )
    def test_a_dot_stands_for_a_round_number(self, draw: Draw, figures: str, per: str) -> None:
        assert str(draw(f"kind: waffle, figures: {figures}").per) == per

    def test_a_stated_number_is_kept(self, draw: Draw) -> None:
        assert draw("kind: waffle, figures: few, per: 0.25").per == Decimal("0.25")

    def test_a_series_gives_its_latest_value(self, draw: Draw) -> None:
        # July as a whole ends after the last of its days.
        assert texts(draw("kind: waffle, figures: [by-valley, wet]")) == {
            "by-valley:2021-07": "more than 7",
            "wet:2022": "0",
        }

    def test_thousands_are_written_out(self, draw: Draw) -> None:
        facts = FACTS.replace("disputes:", "  big: {label: B, value: 987654321, unit: cm, cite: report}\ndisputes:")
        assert str(draw("kind: waffle, figures: big", facts=facts).per) == "5000000"


class TestEvents:
    def test_a_strip_has_those_of_its_kinds_and_those_that_it_names_by_date(self, draw: Draw) -> None:
        table = draw("kind: timeline-strip, event_kinds: [water], events: [walk]")
        assert [(row.fact, row.series, row.label, row.value_text) for row in table.rows] == [
            ("dam-shut", "water", "water", "The dam is shut"),
            ("dam-opened", "water", "water", "The dam is opened"),
            ("walk", "", "", "A walk"),
        ]
        shut, opened, _ = table.rows
        assert (shut.start, shut.end, shut.date_text) == ("2021-07-01", "2021-07-31", "Jul 2021")
        assert (shut.status, shut.disputed, shut.value, opened.side, opened.claimant) == (
            "disputed",
            True,
            None,
            "town",
            "Town hall",
        )
        assert table.annotations == ()

    def test_an_event_that_is_named_and_of_a_kind_stands_once(self, draw: Draw) -> None:
        table = draw("kind: timeline-strip, event_kinds: [talks], events: [talk]")
        assert [row.fact for row in table.rows] == ["talk"]

    def test_other_charts_mark_the_events_that_they_name(self, draw: Draw) -> None:
        table = draw("kind: line, figures: dry, events: [dam-shut, talk]")
        assert [(event.event, event.label) for event in table.annotations] == [
            ("dam-shut", "The dam is shut"),
            ("talk", "A talk"),
        ]

    def test_the_chart_is_as_of_its_last_date(self, tmp_path: Path) -> None:
        text = FACTS + "  a: {title: T, kind: timeline-strip, event_kinds: [water, talks]}\n"
        facts = check(make_site(tmp_path, {"data/x.yml": text})).every
        assert [str(found) for found in chart_dates(facts.charts["a"], facts)] == ["2020", "2021-07", "2021-07-14"]


class TestWords:
    """What a picture shows, for those who do not see it."""

    @pytest.mark.parametrize(
        ("chart", "words"),
        [
            ("kind: bar, figures: few", "Few: nearly 1 houses (2021)."),
            ("kind: bar, figures: undated", "Undated: 0.5 houses."),
            (
                "kind: bar, figures: [dry, same]",
                "Dry: two values from 2 houses (2021) to 1 houses (2022). "
                "Same: two values from 2021 to 2022, each of them 2 houses.",
            ),
            (
                "kind: cumulative, figures: dry",
                "Each number is the sum of all values up to its date. "
                "Dry: two values from 2 houses (2021) to 3 houses (2022).",
            ),
            (
                "kind: share, figures: [dry, wet]",
                "Each number is a share of the whole, rounded to one decimal. "
                "Dry: two values from 66.7% (2021) to 100.0% (2022). Wet: two values from 33.3% (2021) to 0.0% (2022).",
            ),
            (
                "kind: share, figures: [single-mayor, by-reader]",
                "Each number is a share of the whole, rounded to one decimal. "
                "Of the mayor: 49.9%, for 302 houses (July 2021). Of a reader: 50.1%, for 303 houses (July 2021).",
            ),
            (
                "kind: waffle, figures: many",
                "One dot stands for 20 houses. Many: 2,100 (2,000 to 2,200) houses (2022).",
            ),
            (
                "kind: waffle, per: 200, figures: many",
                "One dot stands for 200 houses. A smaller dot stands for fewer. "
                "Many: 2,100 (2,000 to 2,200) houses (2022).",
            ),
            (
                "kind: line, figures: by-valley, events: talk",
                "Houses lost: seven values from more than 7 houses (July 2021) to 5 (4 to 9) houses (July 16, 2021). "
                "The lowest is 1 house (July 12, 2021). The highest is 1,000 houses (July 14, 2021). "
                "Another side says otherwise: 48 houses (Town hall, July 15, 2021); "
                "4 to 9 houses (Town hall, July 16, 2021). Marked: A talk (2020).",
            ),
            (
                "kind: timeline-strip, event_kinds: [water, talks], events: walk",
                "Four events from 2020 to January 1, 2022. water: 2, of no stated kind: 1, talks: 1.",
            ),
            ("kind: timeline-strip, events: walk", "One event: A walk (January 1, 2022)."),
            ("kind: bar, figures: few, alt: One small bar.", "One small bar."),
        ],
    )
    def test_they_are_made_of_the_facts(self, draw: Draw, chart: str, words: str) -> None:
        assert draw(chart).description == words

    def test_many_are_counted(self, draw: Draw) -> None:
        points = [", ".join(f"{{date: {2000 + n}, value: {n * side or 1}}}" for n in range(9)) for side in (1, 2)]
        facts = FACTS.replace(
            "disputes:",
            "".join(
                f"  s-{who}: {{label: L, unit: cm, counts: c, claimant: {who}, cite: report, points: [{found}]}}\n"
                for who, found in zip(("valley-board", "town-hall"), points, strict=True)
            )
            + "disputes:\n  how-much: {question: Q, sides: [{claimant: valley-board, figure: s-valley-board}, "
            "{claimant: town-hall, figure: s-town-hall}]}\n",
        )
        said = draw("kind: line, figures: s-valley-board", facts=facts).description
        assert said.endswith("Another side gives another number for eight of these values.")


@pytest.mark.parametrize("kind", chart_kinds())
def test_every_kind_is_drawn_of_nothing(draw: Draw, kind: str) -> None:
    """A record with a problem is drawn from what is left of it in a preview."""
    table = draw(f"kind: {kind}, figures: guess")
    assert (table.rows, table.description, table.kind) == ((), "", kind)


@pytest.mark.parametrize("kind", ["line", "cumulative", "share"])
def test_ten_times_the_points_cost_ten_times_as_much(tmp_path: Path, kind: str) -> None:
    def lines_run(count: int) -> int:
        first = date(1990, 1, 1)
        rows = [f"{first + timedelta(days=n)},{n}\n" for n in range(1, count + 1)]
        figures = [f"  {id}: {{label: L, unit: cm, counts: c, points: {id}.csv, cite: report}}\n" for id in ("a", "b")]
        files = {
            "data/x.yml": f"figures:\n{''.join(figures)}charts:\n"
            f"  picture: {{title: T, kind: {kind}, figures: [a, b]}}\n",
            **{f"data/{id}.csv": f"date,value\n{''.join(rows)}" for id in ("a", "b")},
        }
        facts: Facts = check(make_site(tmp_path / str(count), files)).every
        taken = 0

        def trace(*_: object) -> object:
            nonlocal taken
            taken += 1
            return trace

        before = sys.gettrace()
        sys.settrace(trace)  # type: ignore[arg-type]
        try:
            rows_made = len(chart_table(facts.charts["picture"], facts, Locale("en")).rows)
        finally:
            sys.settrace(before)
        assert rows_made == 2 * count
        return taken

    assert lines_run(2000) < 12 * lines_run(200)
