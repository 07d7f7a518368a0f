from __future__ import annotations

from typing import Any

import pytest

from explainer.load.csv_text import read_points
from explainer.load.nodes import plain


def _read(text: str) -> tuple[Any, list[str]]:
    points, problems = read_points(text, "a.csv")
    return plain(points), [str(problem) for problem in problems]


def test_a_row_is_a_point_with_its_citations() -> None:
    text = 'date,value,source,stated_as,locator,note\n2021,1,a; b,"one, ""two""",p. 3,x\n'

    assert _read(text) == (
        [
            {
                "date": "2021",
                "value": "1",
                "note": "x",
                "cite": [{"source": "a", "stated_as": 'one, "two"', "locator": "p. 3"}, {"source": "b"}],
            }
        ],
        [],
    )


def test_cells_know_their_line_and_column() -> None:
    points, _ = read_points('date,note,value\n2021,"a\nb",1\n2022,,2\n', "a.csv")

    first, second = points.items
    assert str(first.items["value"].where) == "a.csv:3:4"  # type: ignore[union-attr,call-overload]
    assert str(second.items["value"].where) == "a.csv:4:7"  # type: ignore[union-attr,call-overload]


@pytest.mark.parametrize("text", ["date,value\n\n2021,1\n\n\n", "date,value\n2021,1", " date , value \n 2021 , 1 \n"])
def test_empty_lines_and_spaces_mean_nothing(text: str) -> None:
    assert _read(text) == ([{"date": "2021", "value": "1"}], [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "",
            "a.csv:1:1: field-is-required: the table has no header row\n"
            "    hint: write date,value,source,stated_as in its first line",
        ),
        (
            "value,note\n1,x\n",
            'a.csv:1:1: field-is-required: the table has no column "date"\n'
            "    hint: write date,value,source,stated_as in its first line",
        ),
        (
            "day,value\n2021,1\n",
            'a.csv:1:1: key-is-known: "day" is no column of a series\n    hint: did you mean "date"?',
        ),
        (
            "date,vlaue\n2021,1\n",
            'a.csv:1:6: key-is-known: "vlaue" is no column of a series\n    hint: did you mean "value"?',
        ),
        ("date,value,date\n2021,1,\n", 'a.csv:1:12: key-is-unique: the column "date" stands here a second time'),
        (
            "date;value\n2021;1\n",
            "a.csv:1:1: type-matches: the cells are parted by semicolons\n"
            "    hint: save the table with commas between the cells",
        ),
        (
            "date,value\n2021\n",
            "a.csv:2:1: type-matches: the row has 1 cell, the header 2\n"
            "    hint: put a cell that holds a comma in double quotes, and keep the commas of "
            "empty cells",
        ),
        (
            "date,value\n2021,1,2\n",
            "a.csv:2:8: type-matches: the row has 3 cells, the header 2\n"
            "    hint: put a cell that holds a comma in double quotes, and keep the commas of "
            "empty cells",
        ),
        (
            'date,value\n2021,"1\n2022,2\n',
            "a.csv:2:6: type-matches: the quotation mark that opens this cell is not closed\n"
            '    hint: close it, and write "" for a quotation mark within it',
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_told_once(text: str, problem: str) -> None:
    assert _read(text)[1] == [problem]


def test_a_misspelt_column_is_read_as_it_was_meant() -> None:
    assert _read("dat,vale\n2021,1\n")[0] == [{"date": "2021", "value": "1"}]


def test_a_table_without_rows_is_a_problem() -> None:
    _, problems = read_points("date,value,source\n", "a.csv")

    assert [str(problem).split("\n")[0] for problem in problems] == [
        "a.csv:1:1: field-is-required: the table has no rows below its header"
    ]
