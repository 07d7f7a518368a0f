"""two-origins-needed: where it is told, and what is left alone; the messages are in golden/problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import check, make_site

SOURCES = """\
sources:
  notice: {publisher: District council, accessed: 2023-01-05, offline: On paper., stands_with: district}
  radio: {publisher: District radio, accessed: 2023-01-05, offline: Heard., stands_with: district}
  speech: {publisher: The mayor, accessed: 2023-01-05, offline: Heard., stands_with: town, via: gazette}
"""


def found(root: Path, facts: str, **files: str) -> list[tuple[str, str]]:
    """Return the place and the fact of every problem of the rule."""
    problems = check(make_site(root, {"data/flood.yml": SOURCES + facts, **files})).problems
    assert {problem.code for problem in problems} <= {"two-origins-needed", "fact-is-used"}
    return [(str(problem.where), problem.fact) for problem in problems if problem.code == "two-origins-needed"]


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ("value: 3, status: confirmed, cite: [notice, radio]", True),
        ("value: 3, status: confirmed, cite: [notice, speech]", False),
        ("value: 3, status: confirmed, claimant: council, cite: [notice, gazette, report]", True),
        ("value: 3, status: confirmed, claimant: council, cite: [notice, gazette, speech]", False),
        ("vague: dozens, status: confirmed, cite: notice", True),
        ("low: 1, high: 2, status: confirmed, cite: notice", True),
        ("value: 3, status: documented, cite: notice", False),
        ("value: 3, status: claimed, cite: notice", False),
        ("value: 3, cite: notice", False),
        ("derive: {sum: [houses]}, status: confirmed", False),
    ],
)
def test_a_confirmed_figure_has_two(tmp_path: Path, fields: str, is_told: bool) -> None:
    line = f"  x: {{label: X, {fields}}}\n"
    where = f"data/flood.yml:6:{line.find('status') + 1}"
    assert found(tmp_path, f"figures:\n{line}") == ([(where, "x")] if is_told else [])


def test_an_event_has_two(tmp_path: Path) -> None:
    event = "events:\n  {id}: {{title: E, date: 2021, status: confirmed, claimant: mayor, cite: [{cite}]}}\n"
    one = event.format(id="a", cite="notice, gazette")
    two = "  b: {title: E, date: 2021, status: confirmed, cite: [notice, speech]}\n"
    assert [fact for _, fact in found(tmp_path, one + two)] == ["a"]


def test_a_point_has_two_where_it_or_its_series_is_confirmed(tmp_path: Path) -> None:
    facts = """\
figures:
  level:
    label: Level
    status: confirmed
    cite: notice
    points:
      - {date: 2021-07-16, value: 2}
      - {date: 2021-07-15, value: 3, status: claimed}
      - {date: 2021-07-14, value: 4, status: confirmed, cite: radio}
      - {date: 2021-07-13, value: 5, cite: [radio, speech]}
"""
    assert found(tmp_path, facts) == [
        ("data/flood.yml:8:5", "level:2021-07-16"),
        ("data/flood.yml:13:38", "level:2021-07-14"),
    ]


def test_a_point_of_a_table_is_told_in_the_table(tmp_path: Path) -> None:
    facts = "figures:\n  level: {label: Level, points: level.csv}\n"
    table = "date,value,source,status\n2021,2,notice;speech,confirmed\n2022,3,notice;radio,confirmed\n"
    assert found(tmp_path, facts, **{"data/level.csv": table}) == [("data/level.csv:3:21", "level:2022")]


def test_what_is_broken_is_not_told_a_second_time(tmp_path: Path) -> None:
    facts = "figures:\n  x: {label: X, value: 3, status: confirmed, cite: nothing}\n"
    problems = check(make_site(tmp_path, {"data/flood.yml": facts})).problems
    assert [problem.code for problem in problems] == ["citation-resolves"]


def test_what_rests_on_it_is_not_printed(tmp_path: Path) -> None:
    facts = (
        "figures:\n  x: {label: X, value: 3, status: confirmed, cite: notice}\n  y: {label: Y, derive: {sum: [x]}}\n"
    )
    checked = check(make_site(tmp_path, {"data/flood.yml": SOURCES + facts}))
    assert checked.failed
    assert {"x", "y"} & checked.facts.by_id.keys() == set()
