from __future__ import annotations

from pathlib import Path

import pytest

from explainer.model.facts import Facts
from explainer.model.values import ValueProblem, base_values, rounding_of, value_of
from tests.builders import check, make_site

FIGURES = """\
sources:
  notice: {publisher: District council, accessed: 2023-01-05, offline: On paper., stands_with: district}
  speech: {publisher: The mayor, accessed: 2023-01-05, offline: Heard., stands_with: town}
figures:
  a: {label: A, value: 10, unit: houses, as_of: 2021, status: confirmed, cite: [notice, speech]}
  b: {label: B, low: 2, high: 4, unit: houses, as_of: 2022-05, qualifier: about, status: claimed, cite: gazette}
  word: {label: W, vague: dozens, unit: houses, cite: report}
  series:
    label: S
    unit: houses
    claimant: council
    cite: report
    points:
      - {date: 2022, value: 5}
      - {date: 2020, value: 7, claimant: mayor, cite: gazette}
      - {date: 2021, value: 6, qualifier: up to}
  sum: {label: Sum, derive: {sum: [a, b]}}
  sum-of-series: {label: Sum, derive: {sum: series}}
  difference: {label: Difference, derive: {difference: [a, series]}}
  ratio: {label: Ratio, derive: {ratio: [a, series]}}
  share: {label: Share, derive: {share: [series, a]}, round: 0}
  count: {label: Count, derive: {count: [series, a]}, unit: values}
  latest: {label: Latest, derive: {latest: [a, b]}}
  change: {label: Change, derive: {change: series}}
  twice: {label: Twice, derive: {sum: [sum, sum]}}
"""


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    checked = check(make_site(tmp_path, {"data/f.yml": FIGURES}))
    assert [str(problem) for problem in checked.problems] == []
    return checked.facts


@pytest.mark.parametrize(
    ("id", "low", "high", "unit", "qualifier", "date", "status"),
    [
        ("a", "10", "10", "houses", "exactly", "2021", "confirmed"),
        ("series", "5", "5", "houses", "exactly", "2022", None),
        ("sum", "12", "14", "houses", "about", "2022-05", "claimed"),
        ("sum-of-series", "18", "18", "houses", "up to", "2022", None),
        ("difference", "5", "5", "houses", "exactly", "2022", "claimed"),
        ("ratio", "2.0", "2.0", None, "exactly", "2022", "claimed"),
        ("share", "50", "50", "%", "exactly", "2022", "claimed"),
        ("count", "4", "4", "values", "exactly", "2022", "claimed"),
        ("latest", "2", "4", "houses", "about", "2022-05", "claimed"),
        ("change", "-2", "-2", "houses", "exactly", "2022", None),
        ("twice", "24", "28", "houses", "about", "2022-05", "claimed"),
    ],
)
def test_a_formula_gives_value_unit_qualifier_date_and_the_weakest_status(
    facts: Facts, id: str, low: str, high: str, unit: str | None, qualifier: str, date: str, status: str | None
) -> None:
    value = value_of(facts, facts.figures[id])

    assert value.quantity is not None
    assert (str(value.quantity.low), str(value.quantity.high)) == (low, high)
    assert (value.unit.name if value.unit else None, value.qualifier, str(value.date), value.status) == (
        unit,
        qualifier,
        date,
        status,
    )


def test_a_point_has_what_is_its_own_and_else_what_is_the_series(facts: Facts) -> None:
    points = base_values(facts, facts.figures["series"])

    assert [(value.fact, value.claimant, value.qualifier, value.cite[0].source) for value in points] == [
        ("series:2020", "mayor", "exactly", "gazette"),
        ("series:2021", "council", "up to", "report"),
        ("series:2022", "council", "exactly", "report"),
    ]


def test_a_derived_figure_rests_on_stated_values_each_once(facts: Facts) -> None:
    assert [value.fact for value in base_values(facts, facts.figures["twice"])] == ["a", "b"]


def test_a_word_is_printed_as_it_is(facts: Facts) -> None:
    value = value_of(facts, facts.figures["word"])

    assert (value.vague, value.quantity) == ("dozens", None)


def test_only_quotients_are_rounded_unasked(facts: Facts) -> None:
    assert [rounding_of(facts.figures[id]) for id in ("a", "sum", "ratio", "share")] == [None, None, 1, 0]


@pytest.mark.parametrize(
    ("figures", "problem"),
    [
        (
            "  a: {label: A, vague: dozens, cite: report}\n  x: {label: X, derive: {sum: a}}\n",
            'figure "x" has no value: "a" is a vague number and cannot be computed with',
        ),
        (
            "  a: {label: A, value: 0, cite: report}\n  x: {label: X, derive: {ratio: [a, a]}}\n",
            'figure "x" has no value: it is divided by a number that is or may be zero',
        ),
    ],
)
def test_a_formula_without_a_value_is_a_problem(tmp_path: Path, figures: str, problem: str) -> None:
    checked = check(make_site(tmp_path, {"data/f.yml": f"figures:\n{figures}"}))

    assert [found.message for found in checked.problems] == [problem]


def test_results_beyond_all_digits_are_a_problem_and_no_error(tmp_path: Path) -> None:
    big, small = "9" * 30, "0." + "0" * 28 + "1"
    text = (
        f"figures:\n  r0: {{label: R, value: {big}, cite: report}}\n  s: {{label: S, value: {small}, cite: report}}\n"
    )
    text += "".join(f"  r{i}: {{label: R, derive: {{ratio: [r{i - 1}, s], round: 12}}}}\n" for i in range(1, 6))
    checked = check(make_site(tmp_path, {"data/f.yml": text}))

    assert [problem.message for problem in checked.problems] == [
        'figure "r3" has no value: the result has more digits than can be computed with'
    ]


def test_a_ring_is_an_error_of_the_caller_and_ends(tmp_path: Path) -> None:
    text = "figures:\n  a: {label: A, derive: {sum: b}}\n  b: {label: B, derive: {sum: a}}\n"
    facts = check(make_site(tmp_path, {"data/f.yml": text})).every

    with pytest.raises(ValueProblem, match="is computed from itself"):
        value_of(facts, facts.figures["a"])
    assert base_values(facts, facts.figures["a"]) == ()
    assert facts.figures["a"].quantity is None
