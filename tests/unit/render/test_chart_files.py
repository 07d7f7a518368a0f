"""What a reader can take away of a chart: its CSV, and the words that say where it is from."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from babel import Locale

from explainer.model.facts import Facts
from explainer.render.chart_files import COLUMNS, chart_colophon, chart_csv, chart_files, file_names
from explainer.render.charts import ChartTable, Row
from explainer.render.charts.picture import Picture
from explainer.render.charts.table import Colophon
from tests.builders import check, make_site

ENGLISH = Locale("en")
FACTS = """\
sources:
  almanac:
    title: "Almanac: weights, and measures"
    publisher: Valley Press
    published: 2022-02
    accessed: 2023-01-05
    url: https://press.example/almanac?a=1&b=2
  paper:
    title: A sheet of paper
    accessed: 2023-01-05
    offline: It lies in a drawer.
actors:
  gauge: {name: "The gauge, upper", side: River}
figures:
  level:
    label: Level of the river
    unit: {one: metre, other: metres}
    claimant: gauge
    status: documented
    qualifier: about
    points:
      - {date: 2021-07-14, value: 4.50, cite: [{source: almanac, stated_as: "4,50 m"}, paper]}
      - {date: 2021-07, low: 3, high: 8.125, best: 6, qualifier: exactly, cite: paper}
      - {date: 2021-07-16, value: -0.000000001, claimant: mayor, cite: almanac}
  rise:
    label: Rise of the river
    derive: {change: [level], round: 2}
events:
  gate:
    title: The gate was opened
    date: 2021-07-15~
    kind: works
    cite: {source: almanac, stated_as: the gate was opened}
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Facts of a flood."""
    return check(make_site(tmp_path, {"data/more.yml": FACTS})).facts


def make_row(fact: str = "level:2021-07-14", **fields: object) -> Row:
    """A row of the river's level."""
    known: dict[str, object] = {
        "fact": fact,
        "series": fact.partition(":")[0],
        "label": "Level of the river",
        "value": Decimal("4.50"),
        "value_text": "about 4.50",
    }
    return Row(**known | fields)  # type: ignore[arg-type]


def make_table(*rows: Row, **fields: object) -> ChartTable:
    """A chart of those rows."""
    known: dict[str, object] = {"id": "river", "title": "The river rose", "description": "", "rows": rows}
    return ChartTable(**known | fields)  # type: ignore[arg-type]


def lines(table: ChartTable, facts: Facts) -> list[dict[str, str]]:
    """The lines of the CSV, as a program reads them."""
    return list(csv.DictReader(StringIO(chart_csv(table, facts, ENGLISH), newline="")))


class TestCsv:
    def test_a_line_can_be_checked_by_itself(self, facts: Facts) -> None:
        row = make_row(claimant="The gauge, upper", side="River", status="documented", start="2021-07-14")
        table = make_table(row)
        table = replace(
            table,
            colophon=chart_colophon(table, facts, ENGLISH, licence="MIT", site="Valley", page="https://v.example/"),
        )
        assert lines(table, facts) == [
            {
                "chart": "river",
                "title": "The river rose",
                "fact": "level:2021-07-14",
                "figure": "Level of the river",
                "date": "2021-07-14",
                "value": "4.50",
                "low": "",
                "high": "",
                "unit": "metres",
                "qualifier": "about",
                "printed": "about 4.50",
                "drawn": "",
                "drawn_low": "",
                "drawn_high": "",
                "drawn_printed": "",
                "side": "River",
                "claimant": "The gauge, upper",
                "status": "documented",
                "disputed": "false",
                "contradicts": "",
                "stated_as": "4,50 m",
                "sources": "Almanac: weights, and measures, Valley Press, February 2022 | A sheet of paper",
                "addresses": "https://press.example/almanac?a=1&b=2 | ",
                "as_of": "2021-07-14",
                "licence": "MIT",
                "site": "Valley",
                "page": "https://v.example/",
            }
        ]

    def test_a_line_a_row_in_their_order_and_nothing_else(self, facts: Facts) -> None:
        table = make_table(make_row(), make_row("level:2021-07"), make_row("level:2021-07-16"))
        text = chart_csv(table, facts, ENGLISH)
        assert text.count("\r\n") == 4
        assert text.replace("\r\n", "").count("\n") == text.replace("\r\n", "").count("\r") == 0
        assert text.startswith(",".join(COLUMNS) + "\r\n")
        assert [line["fact"] for line in lines(table, facts)] == [row.fact for row in table.rows]
        assert [line["date"] for line in lines(table, facts)] == ["2021-07-14", "2021-07", "2021-07-16"]

    def test_no_rows_are_a_head_alone(self, facts: Facts) -> None:
        assert chart_csv(make_table(), facts, ENGLISH) == ",".join(COLUMNS) + "\r\n"

    @pytest.mark.parametrize(
        "number",
        [
            *("0", "-5", "4.50", "0.000000001", "-0.000000001", "1000000", "12345678901234567890123456789.5"),
            "1E+9",
            "1E-30",
        ],
    )
    def test_numbers_are_exact(self, number: str, facts: Facts) -> None:
        row = make_row(value=Decimal(number), low=Decimal(number) - 1, high=Decimal(number), drawn=Decimal(number))
        (line,) = lines(make_table(row), facts)
        for column in ("value", "high", "drawn"):
            assert Decimal(line[column]) == Decimal(number)
            assert "E" not in line[column]
        assert len(line["value"]) >= len(number) - 3

    def test_what_is_computed_stands_beside_what_is_stated(self, facts: Facts) -> None:
        row = make_row(drawn=Decimal(12), drawn_low=Decimal(11), drawn_high=Decimal(13), drawn_text="12 (11 to 13)")
        (line,) = lines(make_table(row), facts)
        assert line["value"] == "4.50"
        assert [line[name] for name in ("drawn", "drawn_low", "drawn_high", "drawn_printed")] == [
            *("12", "11", "13"),
            "12 (11 to 13)",
        ]

    def test_a_point_of_its_own_qualifier_and_sources(self, facts: Facts) -> None:
        row = make_row(
            "level:2021-07", value=Decimal(6), low=Decimal(3), high=Decimal("8.125"), value_text="6 (3 to 8.125)"
        )
        (line,) = lines(make_table(row), facts)
        assert (line["qualifier"], line["sources"], line["addresses"]) == ("exactly", "A sheet of paper", "")
        assert (line["value"], line["low"], line["high"]) == ("6", "3", "8.125")

    def test_a_computed_figure_has_the_sources_of_its_parts(self, facts: Facts) -> None:
        (line,) = lines(make_table(make_row("rise", value=Decimal("-6.00"))), facts)
        assert line["value"] == "-6.00"
        assert line["sources"].startswith("A sheet of paper | Almanac")

    def test_an_event_has_no_number(self, facts: Facts) -> None:
        row = make_row("gate", series="works", label="works", value=None, value_text="The gate was opened")
        (line,) = lines(make_table(row), facts)
        assert (line["figure"], line["date"], line["printed"]) == ("works", "2021-07-15~", "The gate was opened")
        assert line["value"] == line["low"] == line["high"] == line["unit"] == line["qualifier"] == ""
        assert line["stated_as"] == "the gate was opened"

    def test_another_sides_count(self, facts: Facts) -> None:
        row = make_row(disputed=True, against="level:2021-07-16")
        (line,) = lines(make_table(row), facts)
        assert (line["disputed"], line["contradicts"]) == ("true", "level:2021-07-16")

    def test_no_licence_is_said(self, facts: Facts) -> None:
        (line,) = lines(make_table(make_row()), facts)
        assert line["licence"] == "No licence is stated."


class TestFormulas:
    """Text from YAML is escaped at every sink (design.md, law 3): a spreadsheet computes what begins like a formula."""

    @pytest.mark.parametrize(
        "text",
        [
            "=1+1",
            "+1+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1)",
            '=HYPERLINK("https://evil.example","x")',
            "\t=1+1",
            "\r=1+1",
            "  =1+1",
            "\uff1d1+1",
            "-",
            "- not known",
        ],
    )
    def test_no_text_is_one(self, text: str, facts: Facts) -> None:
        row = make_row(label=text, claimant=text, side=text, value_text=text, status=text)
        (line,) = lines(make_table(row, title=text), facts)
        for column in ("title", "figure", "claimant", "side", "printed", "status"):
            assert line[column] == "'" + text.replace("\t", " ").replace("\r", " ")

    @pytest.mark.parametrize(
        "text", ["-5", "+5", "-1,000", "\u22125", "-5%", "-1 000,5", "5 to 6", "a=b", "", "#1", "'=1"]
    )
    def test_what_is_none_stays_as_it_is(self, text: str, facts: Facts) -> None:
        assert lines(make_table(make_row(value_text=text)), facts)[0]["printed"] == text

    def test_of_the_site_too(self, facts: Facts) -> None:
        colophon = Colophon(licence="=1", site="@x", page="-x")
        (line,) = lines(make_table(make_row(), colophon=colophon), facts)
        assert (line["licence"], line["site"], line["page"]) == ("'=1", "'@x", "'-x")

    def test_a_negative_number_is_a_number(self, facts: Facts) -> None:
        assert lines(make_table(make_row(value=Decimal("-5.0"))), facts)[0]["value"] == "-5.0"


@pytest.mark.parametrize("text", ['a "b", c', "a\nb", "a\r\nb", "a,b;c\u2028d", "שלום", "\0\x1b"])
def test_any_text_is_one_cell_on_one_line(text: str, facts: Facts) -> None:
    csv_text = chart_csv(make_table(make_row(label=text)), facts, ENGLISH)
    assert len(csv_text.split("\r\n")) == 3
    (line,) = csv.DictReader(StringIO(csv_text, newline=""))
    expected = text.replace("\r\n", " ").replace("\n", " ").replace("\u2028", " ")
    assert line["figure"] == expected.replace("\0", "\ufffd").replace("\x1b", "\ufffd")


class TestColophon:
    def test_every_source_once_in_the_order_of_the_rows(self, facts: Facts) -> None:
        table = make_table(make_row("level:2021-07"), make_row(), make_row("gate", value=None))
        found = chart_colophon(
            table, facts, ENGLISH, licence="CC BY 4.0", site="Valley", page="https://v.example/#river"
        )
        assert found == Colophon(
            lines=(
                "Sources: A sheet of paper, Valley Press.",
                "As of July 2021.",
                "Licence: CC BY 4.0",
                "Valley, https://v.example/#river",
            ),
            sources=(
                "A sheet of paper",
                "Almanac: weights, and measures, Valley Press, February 2022, https://press.example/almanac?a=1&b=2",
            ),
            as_of="2021-07",
            licence="CC BY 4.0",
            site="Valley",
            page="https://v.example/#river",
        )

    def test_nothing_set(self, facts: Facts) -> None:
        found = chart_colophon(make_table(make_row()), facts, ENGLISH)
        assert found.lines[2:] == ("No licence is stated.",)
        assert (found.licence, found.site, found.page) == ("", "", "")

    def test_no_rows(self, facts: Facts) -> None:
        assert chart_colophon(make_table(), facts, ENGLISH) == Colophon(lines=("No licence is stated.",))

    def test_dates_are_in_the_words_of_the_page(self, facts: Facts) -> None:
        found = chart_colophon(make_table(make_row("level:2021-07-16")), facts, Locale("en", "GB"))
        assert found.lines[1] == "As of 16 July 2021."


class TestFiles:
    PICTURE = Picture(narrow="n", wide="w", svg="<svg>é</svg>", png=b"\x89PNG", spec="{}\n")

    def test_names(self) -> None:
        assert file_names("river", interactive=False) == {
            "svg": "assets/charts/river.svg",
            "png": "assets/charts/river.png",
            "csv": "assets/charts/river.csv",
            "spec": "assets/charts/river.vl.json",
        }
        assert file_names("river", interactive=True)["vega"] == "assets/charts/river.vega.json"

    def test_contents(self, facts: Facts) -> None:
        table = make_table(make_row())
        assert chart_files(self.PICTURE, table, facts, ENGLISH) == {
            "assets/charts/river.svg": "<svg>é</svg>".encode(),
            "assets/charts/river.png": b"\x89PNG",
            "assets/charts/river.csv": chart_csv(table, facts, ENGLISH).encode(),
            "assets/charts/river.vl.json": b"{}\n",
        }

    def test_vega_of_an_interactive_chart(self, facts: Facts) -> None:
        picture = replace(self.PICTURE, vega="[]")
        assert chart_files(picture, make_table(make_row()), facts, ENGLISH)["assets/charts/river.vega.json"] == b"[]"
