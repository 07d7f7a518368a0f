"""review-is-due: only by a day that is given, and only when the last day that was set is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.builders import check, make_site


def codes(root: Path, review_by: str, today: date | None) -> list[str]:
    facts = f"figures:\n  x: {{label: X, value: 3, cite: report, review_by: {review_by}}}\n"
    return [problem.code for problem in check(make_site(root, {"data/flood.yml": facts}), today).problems]


@pytest.mark.parametrize(
    ("review_by", "today", "is_due"),
    [
        ("2023-06-30", date(2023, 6, 30), False),
        ("2023-06-30", date(2023, 7, 1), True),
        ("2023-06", date(2023, 6, 30), False),
        ("2023-06", date(2023, 7, 1), True),
        ("2023", date(2023, 12, 31), False),
        ("2023", date(2024, 1, 1), True),
        ("2023-06-01/2023-06-10", date(2023, 6, 10), False),
        ("2023-06-01/2023-06-10", date(2023, 6, 11), True),
        ("2023-06-01/..", date(9999, 12, 31), False),
        ("2023-06-30T10:00:00Z", date(2023, 6, 30), False),
        ("2023-06~", date(2023, 7, 1), True),
        ("2023-06", None, False),
    ],
)
def test_a_review_is_due_when_its_last_day_is_over(
    tmp_path: Path, review_by: str, today: date | None, is_due: bool
) -> None:
    assert codes(tmp_path, review_by, today) == (["review-is-due"] if is_due else [])


def test_it_is_a_warning_at_the_field(tmp_path: Path) -> None:
    facts = "figures:\n  x:\n    label: X\n    value: 3\n    cite: report\n    review_by: 2023-06\n"
    checked = check(make_site(tmp_path, {"data/flood.yml": facts}), date(2030, 1, 1))
    (problem,) = checked.problems
    assert (str(problem.where), problem.severity, problem.fact) == ("data/flood.yml:6:5", "warning", "x")
    assert not checked.failed
    assert "x" in checked.facts.figures
